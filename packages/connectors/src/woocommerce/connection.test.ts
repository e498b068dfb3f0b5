import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStore } from '../_contract/open-store.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { openWooClient } from './client.ts';
import { startSimulatedShop } from './shop-under-contract.ts';
import { wooCommerceSettings } from './settings.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(...options: Parameters<typeof startSimulatedShop>) {
  const shop = await startSimulatedShop(...options);
  closing.push(() => shop.close());
  return openStoreOf(shop);
}

function openStoreOf(shop: Awaited<ReturnType<typeof startSimulatedShop>>) {
  return { shop, ...openStore(shop) };
}

/** A host that answers everything the same way. */
async function startHost(status: number, headers: Record<string, string>, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what the test of a connection says', () => {
  it.each([
    ['plain permalinks', 301, { location: '/?rest_route=/wc/v3/' }, 'permission', 'woocommerce.permalinks'],
    [
      'another address',
      308,
      { location: 'https://shop.example/wp-json/' },
      'permission',
      'woocommerce.address-redirects',
    ],
    ['no REST API', 404, { 'content-type': 'text/html' }, 'permission', 'woocommerce.permalinks'],
    ['a firewall', 406, { 'content-type': 'text/html' }, 'permission', 'woocommerce.blocked'],
    ['a parking page', 200, { 'content-type': 'text/html' }, 'transient', 'woocommerce.not-json'],
    ['maintenance', 503, { 'content-type': 'text/html' }, 'transient', 'woocommerce.not-json'],
  ])('%s', async (_, status, headers, kind, code) => {
    const { shop, context } = await start();
    const url = await startHost(status, headers, '<html></html>');
    const connector = shop.definition.open(
      { credentials: shop.credentials, settings: { url } },
      context,
      shop.definition.manifest,
    );
    expect(await connector.test()).toMatchObject({ ok: false, error: { kind, message: { code } } });
  });

  it.each([
    ['rest_no_route', 404, 'permission', 'woocommerce.not-woocommerce'],
    ['woocommerce_rest_cannot_view', 401, 'auth-expired', 'woocommerce.keys-refused'],
    ['woocommerce_rest_cannot_view', 403, 'permission', 'woocommerce.role-missing'],
  ])('%s with %i', async (platformCode, status, kind, code) => {
    const { shop, context } = await start();
    const body = JSON.stringify({ code: platformCode, message: 'x', data: { status } });
    const url = await startHost(status, { 'content-type': 'application/json' }, body);
    const connector = shop.definition.open(
      { credentials: shop.credentials, settings: { url } },
      context,
      shop.definition.manifest,
    );
    expect(await connector.test()).toMatchObject({ ok: false, error: { kind, message: { code } } });
  });

  it('names the address that the shop has for itself: over http it takes signatures for no other', async () => {
    const { shop, context } = await start();
    const at = (url: string, credentials = shop.credentials) =>
      shop.definition.open({ credentials, settings: { url } }, context, shop.definition.manifest).test();
    const other = shop.simulator.url.replace('127.0.0.1', 'localhost');
    expect(await at(other)).toMatchObject({
      error: {
        kind: 'permission',
        message: { code: 'woocommerce.address-differs', values: { address: shop.simulator.url } },
      },
    });
    expectOk(await at(`${shop.simulator.url}/`));
    // It is the key only where the address is right.
    expect(await at(shop.simulator.url, shop.wrongCredentials)).toMatchObject({
      error: { kind: 'auth-expired', message: { code: 'woocommerce.keys-refused' } },
    });
  });

  it('finds out a key that may only read, and writes nothing', async () => {
    const { connector, shop } = await start();
    shop.simulator.key.permissions = 'read';
    expect(await connector.test()).toMatchObject({
      error: { kind: 'permission', message: { code: 'woocommerce.key-read-only' } },
    });
    shop.simulator.key.permissions = 'read_write';
    expectOk(await connector.test());
    expect(shop.simulator.shop.orders.size).toBe(0);
  });
});

describe('amounts', () => {
  it('are the buyer’s to the cent, whatever the shop taxes', async () => {
    const { connector, shop, request } = await start({ pricesIncludeTax: true });
    const made = expectOk(await connector.orders.create(request('amazon:1')));
    const order = shop.simulator.operations.order(Number(made.storeOrderId));
    expect([order.total, order.total_tax]).toEqual(['24.88', '0.00']);
    expect(made.total).toEqual({ amount: '24.88', currency: 'EUR' });
  });

  it('are watched: another total is shown as it is, for the engine to compare', async () => {
    const { connector, shop, request } = await start();
    shop.simulator.shop.settings.taxRates.push({
      id: 2,
      country: '',
      rate: '5.0000',
      name: 'Eco',
      class: 'zero-rate',
      shipping: false,
      compound: false,
    });
    const made = expectOk(await connector.orders.create(request('amazon:1')));
    expect(made.total).toEqual({ amount: '25.88', currency: 'EUR' });
  });
});

describe('writing', () => {
  it('does not send what has become too late while its connection was made (P1)', async () => {
    const { shop, context } = await start();
    const client = openWooClient(
      { consumerKey: shop.simulator.consumerKey, consumerSecret: shop.simulator.consumerSecret },
      { url: shop.simulator.url, queryStringAuth: false },
      context,
      5_000,
    );
    const answers = [true, false];
    const call = {
      method: 'post',
      endpoint: 'orders',
      body: {},
      schema: z.object({}),
      maySend: () => answers.shift() ?? true,
    } as const;
    expect(await client.call(call)).toMatchObject({
      ok: false,
      error: { kind: 'transient', message: { code: 'woocommerce.too-late' } },
    });
    expect(shop.simulator.calls.of('orders.create').total).toBe(0);
    expectOk(await client.call(call));
    expect(shop.simulator.calls.of('orders.create').total).toBe(1);
  });
});

describe('reading', () => {
  it.each(['meta', 'fulfillments'] as const)(
    'finds parcels where the shop keeps them: %s',
    async (trackingStyle) => {
      const { connector, levers, request } = await start({
        trackingStyle,
        fulfillmentsEnabled: trackingStyle === 'fulfillments',
      });
      const made = expectOk(await connector.orders.create(request('amazon:1')));
      levers.ship(made.storeOrderId, { carrier: 'Colissimo', trackingNumber: '6A1' });
      expect(expectOk(await connector.orders.read(made.storeOrderId))).toMatchObject({
        status: 'shipped',
        parcels: [{ carrier: 'Colissimo', trackingNumber: '6A1' }],
      });
    },
  );

  it('does not follow a shop in another time zone into the wrong hour', async () => {
    const { connector, clock, simple, levers } = await start({ gmtOffsetMinutes: 540 });
    clock.advance(60_000);
    const from = clock.now();
    levers.sell(simple.variantId, 1);
    const page = expectOk(await connector.products.changed({ from, until: clock.now(), pageToken: null }));
    expect(page.items.map((item) => item.storeProductId)).toEqual([simple.productId]);
  });
});

describe('settings', () => {
  it('take the plain address of a shop', () => {
    expect(wooCommerceSettings.parse({ url: 'https://example.com/shop/' })).toMatchObject({
      url: 'https://example.com/shop',
    });
    for (const url of [
      'shop.example',
      'ftp://shop.example',
      'https://user:pass@shop.example',
      'https://shop.example/?a=1',
    ]) {
      expect(wooCommerceSettings.safeParse({ url }).success, url).toBe(false);
    }
  });
});
