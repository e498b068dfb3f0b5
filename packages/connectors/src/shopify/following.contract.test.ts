import { brandId, type ChannelSku, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { moveFulfillmentOrder } from '@quayside/simulators/shopify/fulfill-order';
import type { ShopifySimulatorOptions } from '@quayside/simulators/shopify/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { readAll } from '../_contract/open-store.ts';
import { expectFailure, expectOk } from '../_contract/watched-context.ts';
import { addProduct } from './catalogue-under-contract.ts';
import { followerScopes } from './connection-test.ts';
import { startSimulatedFollower } from './follower-under-contract.ts';

const quick = { locations: ['Main', 'Harbour'], searchLagMs: 0, cancelDelayMs: 50 };

async function start(shop: NonNullable<ShopifySimulatorOptions['shops']>[number] = {}) {
  const started = await startSimulatedFollower({ shops: [{ ...quick, ...shop }] });
  onTestFinished(() => started.close());
  const { hosted, operations } = started.simulator;
  const stockOf = (sku: string) => operations.variant({ sku }).inventoryItem.levels.map((it) => it.available);
  return { ...openChannel(started), started, shop: hosted.shop, operations, stockOf };
}
type Started = Awaited<ReturnType<typeof start>>;

const own = { sku: 'OWN' };
const locationOf = ({ shop }: Started, name: string) =>
  [...shop.locations.values()].find((it) => it.name === name)?.id ?? 0;

describe('a count', () => {
  it('is set once by one decision, however often that is sent (P3)', async () => {
    const channel = await start();
    const address = await channel.address();
    const sendBy = channel.sendBy();
    const { listings } = channel.connector;
    expectOk(await listings.setQuantity(address, 5, sendBy, 200));
    // Somebody counts by hand, and the count happens to be what it was.
    channel.operations.setStock(own, 200);
    expectOk(await listings.setQuantity(address, 5, sendBy, 200));
    expect(channel.stockOf('OWN')).toEqual([200]);
    expectOk(await listings.setQuantity(address, 5, plus(sendBy, 1), 200));
    expect(channel.stockOf('OWN')).toEqual([5]);
  });

  it('below zero is set from what it is', async () => {
    const channel = await start();
    channel.operations.setStock(own, -2);
    const address = await channel.address();
    expectOk(await channel.connector.listings.setQuantity(address, 7, channel.sendBy(), 0));
    expect(channel.stockOf('OWN')).toEqual([7]);
  });

  it('is left alone once another location has units, and told (P3, P8)', async () => {
    const channel = await start();
    const address = await channel.address();
    channel.operations.setStock(own, 3, 'Harbour');
    const refused = await channel.connector.listings.setQuantity(address, 5, channel.sendBy(), 200);
    expectFailure(refused, ['outdated'], channel.about);
    expect(channel.stockOf('OWN')).toEqual([200, 3]);
    expect(await channel.shown()).toMatchObject({
      quantity: null,
      issues: [{ code: 'elsewhere', message: { values: { sku: 'OWN' } } }],
    });
  });

  it('is kept at the location of the settings', async () => {
    const channel = await start();
    channel.operations.setStock(own, 0);
    channel.operations.setStock(own, 9, 'Harbour');
    const settings = { ...(channel.settings as object), location: String(locationOf(channel, 'Harbour')) };
    const { marketplace, connector } = openChannel({ ...channel.started, settings });
    const listing = expectOk(await connector.listings.read({ channelSku: channel.ownSku, marketplace }));
    expect(listing).toMatchObject({ quantity: 9, issues: [] });
    const address = { channelSku: channel.ownSku, marketplace, channelData: listing?.channelData ?? {} };
    expectOk(await connector.listings.setQuantity(address, 4, channel.sendBy(), 9));
    expect(channel.stockOf('OWN')).toEqual([0, 4]);
    // What was read of one location is not written to another, even if that has as many.
    channel.operations.setStock(own, 0, 'Harbour');
    channel.operations.setStock(own, 4);
    const other = await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 4);
    expectFailure(other, ['outdated'], channel.about);
    expect(channel.stockOf('OWN')).toEqual([4, 0]);
  });

  it('is not written to a variant that has another SKU by now', async () => {
    const channel = await start();
    const address = await channel.address();
    channel.operations.edit(own, { newSku: 'OTHER' });
    const answer = await channel.connector.listings.setQuantity(address, 5, channel.sendBy(), 200);
    expectFailure(answer, ['not-found'], channel.about);
    expect(channel.stockOf('OTHER')).toEqual([200]);
  });
});

describe('a price', () => {
  it('is set alone: neither count nor the price beside it', async () => {
    const channel = await start();
    channel.operations.edit(own, { compareAtPrice: '29.90' });
    const address = await channel.address();
    expectOk(await channel.connector.listings.setPrice(address, channel.money('22.5'), channel.sendBy(), []));
    expect(channel.operations.variant(own)).toMatchObject({ price: '22.50', compareAtPrice: '29.90' });
    expect(channel.stockOf('OWN')).toEqual([200]);
    expectOk(await channel.connector.listings.setQuantity(address, 6, channel.sendBy(), 200));
    expect(await channel.shown()).toMatchObject({ quantity: 6, price: channel.money('22.5') });
  });

  it('of another currency, or one that Shopify does not take, is refused in words', async () => {
    const channel = await start({ currency: 'CHF' });
    expect(channel.marketplace).toBe('shopify-CHF');
    const address = await channel.address();
    const { listings } = channel.connector;
    const euros = { ...channel.money('22.5'), currency: (await start()).currency };
    const foreign = await listings.setPrice(address, euros, channel.sendBy(), []);
    expect(expectFailure(foreign, ['invalid-input'], channel.about).message.values).toMatchObject({
      currency: 'EUR',
      own: 'CHF',
    });
    const negative = await listings.setPrice(address, channel.money('-1'), channel.sendBy(), []);
    expectFailure(negative, ['invalid-input'], channel.about);
  });
});

describe('a SKU', () => {
  it('of several variants names none of them, wherever parts of the list end', async () => {
    const channel = await start();
    const add = (sku: string, title = sku) =>
      addProduct(channel.shop, { title, variants: [{ sku, stock: 1 }] });
    for (let index = 10; index < 34; index += 1) add(`A-${index}`);
    // The first part ends between these two.
    for (const title of ['First', 'Second']) add('B', title);
    // More than one part holds.
    for (let index = 0; index < 30; index += 1) add('C', `Same ${index}`);
    add('c');
    addProduct(channel.shop, { title: 'Draft', status: 'DRAFT', variants: [{ sku: 'OWN' }] });
    addProduct(channel.shop, { title: 'Without', variants: [{ stock: 1 }] });
    const parts = await channel.list();
    const items = parts.flatMap((part) => part.items.map(({ channelSku }) => channelSku));
    expect(items.toSorted()).toEqual([...Array.from({ length: 24 }, (_, index) => `A-${index + 10}`), 'OWN']);
    const unreadable = parts.flatMap((part) => part.unreadable.map(({ id }) => id));
    expect([...new Set(unreadable)].toSorted()).toEqual(['B', 'C', 'c']);
    expect(await channel.shown(brandId<ChannelSku>('B'))).toBeNull();
  });

  it('is found exactly, whatever it is spelled with', async () => {
    const channel = await start();
    const skus = ['A B', 'a b', 'say "5" (XL)', String.raw`back\slash`, 'star*', 'OR', 'sku:OWN'];
    for (const sku of skus) addProduct(channel.shop, { title: sku, variants: [{ sku, stock: 1 }] });
    for (const sku of skus) {
      expect((await channel.shown(brandId<ChannelSku>(sku)))?.title, sku).toBe(sku);
    }
  });
});

describe('orders of the shop', () => {
  const read = async (channel: Started, id: MarketplaceOrderId) =>
    expectOk(await channel.connector.orders.read(id));

  it('are its own: what was placed in it by a key is an order of somewhere else (P1)', async () => {
    const channel = await start();
    const [placed] = [...channel.shop.orders.values()];
    const handle = channel.shop.settings.domain.split('.')[0];
    const keyed = brandId<MarketplaceOrderId>(`${handle}-${placed?.id}`);
    expect(placed?.sourceIdentifier).toBe('quayside:elsewhere:1');
    expect(await read(channel, keyed)).toBeNull();
    const window = channel.windowSince(null);
    const changed = await readAll((each) => channel.connector.orders.changed(each), window);
    expect(changed.items).toEqual([]);
    const parcel = { ...channel, marketplaceOrderId: keyed, packageNumber: 1, carrier: 'DHL' };
    const confirmation = { ...parcel, trackingNumber: 'JJD1', shippedAt: channel.clock.now(), lines: [] };
    const refused = await channel.connector.shipments.confirm(confirmation);
    expectFailure(refused, ['not-found'], channel.about);
  });

  it('are read without their buyer where the application may not see buyers (P7)', async () => {
    const channel = await start({ protectedDataApproved: false });
    const id = channel.levers.buy(channel.ownSku, 2);
    expect(await read(channel, id)).toMatchObject({ status: 'unshipped', buyer: null });
    expect(channel.context.logged.filter((line) => line.startsWith('buyers-not-shown'))).toHaveLength(1);
    const before = channel.levers.calls();
    await read(channel, id);
    expect(channel.levers.calls()).toBe(before + 1);
  });

  it('show all of their lines', async () => {
    const channel = await start();
    const id = channel.levers.buy(channel.ownSku, 1);
    const { lines } = channel.started.orderOf(id);
    const [line] = lines;
    if (line === undefined) throw new Error('A line');
    for (let count = 1; count < 40; count += 1)
      lines.push({ ...line, id: channel.shop.nextId(), claims: [] });
    expect((await read(channel, id))?.lines).toHaveLength(40);
    channel.settle();
    const window = channel.windowSince(plus(channel.clock.now(), -3_600_000));
    const { items } = await readAll((each) => channel.connector.orders.changed(each), window);
    expect(items[0]?.lines).toHaveLength(40);
  });

  it('tell what was given back by whether it had left', async () => {
    const channel = await start();
    const id = channel.levers.buy(channel.ownSku, 5);
    const order = channel.started.orderOf(id);
    channel.operations.refund(order.id, { ...own, quantity: 1 });
    expect(await read(channel, id)).toMatchObject({ lines: [{ quantity: 4 }], refunds: [] });
    channel.operations.ship(order.id, { carrier: 'DHL', trackingNumber: 'JJD1' });
    channel.operations.refund(order.id, { ...own, quantity: 2 });
    expect(await read(channel, id)).toMatchObject({
      status: 'shipped',
      lines: [{ quantity: 4 }],
      refunds: [{ lines: [{ quantity: 2, total: channel.money('49.8') }] }],
    });
  });
});

describe('a parcel', () => {
  it('whose units lie at two locations is two under one number, and told twice adds nothing', async () => {
    const channel = await start();
    const id = channel.levers.buy(channel.ownSku, 3);
    channel.operations.setStock(own, 0, 'Harbour');
    const order = channel.started.orderOf(id);
    const [fulfillmentOrder] = order.fulfillmentOrders;
    const [part] = fulfillmentOrder?.lines ?? [];
    const gid = (kind: string, number = 0) => `gid://shopify/${kind}/${number}`;
    const moved = moveFulfillmentOrder(
      channel.shop,
      gid('FulfillmentOrder', fulfillmentOrder?.id),
      gid('Location', locationOf(channel, 'Harbour')),
      [{ id: gid('FulfillmentOrderLineItem', part?.id), quantity: 1 }],
    );
    expect(moved.ok).toBe(true);
    const confirmation = await channel.confirmation(id, '6A1');
    expectOk(await channel.connector.shipments.confirm(confirmation));
    expectOk(await channel.connector.shipments.confirm(confirmation));
    expect(order.fulfillments.map(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([[2], [1]]);
    expect(channel.levers.packages(id)).toEqual([{ trackingNumber: '6A1' }, { trackingNumber: '6A1' }]);
    expect(expectOk(await channel.connector.orders.read(id))?.status).toBe('shipped');
  });

  it('of which a part was entered is gone on with', async () => {
    const channel = await start();
    const id = channel.levers.buy(channel.ownSku, 3);
    const lines = [{ sku: 'OWN', quantity: 1 }];
    channel.operations.ship(channel.started.orderOf(id).id, { carrier: 'DHL', trackingNumber: '6A1', lines });
    expectOk(await channel.connector.shipments.confirm(await channel.confirmation(id, '6A1')));
    const parts = channel.started
      .orderOf(id)
      .fulfillments.map((it) => it.lines.map(({ quantity }) => quantity));
    expect(parts).toEqual([[1], [2]]);
  });

  it('with more units than are left is refused, and nothing is entered', async () => {
    const channel = await start();
    const id = channel.levers.buy(channel.ownSku, 2);
    expectOk(await channel.connector.shipments.confirm(await channel.confirmation(id, '6A1')));
    const another = { ...(await channel.confirmation(id, '6A2')), packageNumber: 2 };
    expectFailure(await channel.connector.shipments.confirm(another), ['conflict'], channel.about);
    expect(channel.levers.packages(id)).toHaveLength(1);
  });
});

describe('the test of a connection', () => {
  it('names the scopes that following needs', async () => {
    const channel = await start();
    const { domain } = channel.shop.settings;
    const granted = followerScopes.filter((scope) => scope !== 'write_inventory');
    channel.started.simulator.platform.changeScopes(domain, granted);
    const error = expectFailure(await channel.connector.test(), ['permission'], channel.about);
    expect(error.message.values).toEqual({ scopes: 'write_inventory' });
    channel.started.simulator.platform.changeScopes(domain, followerScopes);
    expectOk(await channel.connector.test());
    const address = await channel.address();
    expectOk(await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200));
    expectOk(await channel.connector.listings.setPrice(address, channel.money('9'), channel.sendBy(), []));
    const id = channel.levers.buy(channel.ownSku, 1);
    expectOk(await channel.connector.shipments.confirm(await channel.confirmation(id, '6A1')));
  });
});
