import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShopifyControl } from './shopify-control.ts';
import { readSessionToken } from './session-token.ts';
import { startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

const DOMAIN = 'quayside-demo.myshopify.com';
let shop: ShopUnderTest;
let control: ShopifyControl;
beforeEach(async () => {
  shop = await startShopUnderTest();
  control = new ShopifyControl(shop.simulator.url, 'control');
});
afterEach(() => shop.close());

test('a day in the shop: products, a sale, a part shipped, a refund, a cancellation', async () => {
  await control.addProduct({
    title: 'Mug',
    options: ['Colour'],
    variants: [{ values: ['Moss'], sku: 'MUG', stock: 3 }],
  });
  await control.setStock({ sku: 'MUG' }, 9);
  const order = await control.sell({ sku: 'MUG', quantity: 3 });
  await control.ship(order.id, { carrier: 'DHL', trackingNumber: '1', lines: [{ sku: 'MUG', quantity: 1 }] });
  const refunded = await control.refund(order.id, { sku: 'MUG', quantity: 1, amount: '0.00' });
  expect(refunded).toMatchObject({
    fulfillmentStatus: 'PARTIALLY_FULFILLED',
    parcels: [{ carrier: 'DHL', trackingNumber: '1' }],
    lines: [{ quantity: 3, removed: 1, unfulfilled: 1 }],
  });
  const other = await control.sell({ sku: 'MUG', quantity: 1 });
  expect(await control.cancelOrder(other.id)).toMatchObject({ financialStatus: 'VOIDED' });
  const { products, orders } = await control.state();
  expect(products.at(-1)?.variants[0]?.levels).toMatchObject([{ available: 7, committed: 1 }]);
  expect(orders.map(({ id }) => id)).toEqual([order.id, other.id]);
});

test('what the shop would not sell is refused in words', async () => {
  await expect(control.sell({ sku: 'LAMP', quantity: 21 })).rejects.toThrow('Unable to reserve inventory');
  await expect(control.sell({ sku: 'NONE', quantity: 1 })).rejects.toThrow('0 variants NONE');
});

test('the app is installed, renewed, removed and limited without a browser', async () => {
  const pair = await control.install();
  shop.client.token = pair.accessToken;
  const status = async () => (await shop.client.ask('{ shop { name } }')).status;
  expect(await status()).toBe(200);
  await control.expireTokens();
  expect(await status()).toBe(401);
  await control.changeScopes(['read_products']);
  expect((await control.state()).scopes).toEqual(['read_products']);
  await control.uninstall();
  expect((await control.state()).isInstalled).toBe(false);
});

test('session tokens can be minted for any staff member, good and bad', async () => {
  const { platform, hosted } = shop.simulator;
  const [, second] = hosted.staff;
  const read = async (token: string) => readSessionToken(token, platform.app, DOMAIN, platform.clock);
  expect(await read(await control.mintSessionToken('valid', second?.id))).toEqual({ userId: second?.id });
  for (const kind of ['expired', 'wrong-audience', 'bad-signature'] as const)
    expect(await read(await control.mintSessionToken(kind))).toBeUndefined();
});

test('a shop is driven by its domain; an unknown one is told', async () => {
  const several = await startShopUnderTest({}, {});
  several.simulator.platform.open(
    { ...several.simulator.hosted.shop.settings, domain: 'second.myshopify.com' },
    ['Main'],
  );
  const second = new ShopifyControl(several.simulator.url, 'control', 'second.myshopify.com');
  expect((await second.state()).domain).toBe('second.myshopify.com');
  const third = new ShopifyControl(several.simulator.url, 'control', 'third.myshopify.com');
  await expect(third.state()).rejects.toThrow('There is no shop third.myshopify.com');
  await several.close();
});
