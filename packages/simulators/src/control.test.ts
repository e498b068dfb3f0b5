/* eslint-disable @typescript-eslint/no-unsafe-member-access --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AmazonControl } from './amazon/amazon-control.ts';
import { ShopifyControl } from './shopify/shopify-control.ts';
import { WooCommerceControl } from './woocommerce/woocommerce-control.ts';
import type { SimulatorsReady } from './main.ts';
import { SellerClient } from './amazon/seller-client.ts';
import type { AmazonSimulator } from './amazon/server.ts';
import { signedFetch } from './woocommerce/signed-fetch.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts the process and waits for its line. */
async function start(
  options: readonly string[],
): Promise<{ child: ChildProcessWithoutNullStreams; ready: SimulatorsReady }> {
  const child = spawn(process.execPath, [MAIN, ...options]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface(child.stdout);
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  return { child, ready: JSON.parse(line) as SimulatorsReady };
}

let ready: SimulatorsReady;
let child: ChildProcessWithoutNullStreams;
let shop: WooCommerceControl;
let amazon: AmazonControl;
beforeAll(async () => {
  const catalog = join(mkdtempSync(join(tmpdir(), 'quayside-')), 'catalogue.csv');
  writeFileSync(
    catalog,
    'ID,Type,SKU,Name,Published,Stock,Regular price\n1,simple,mug,Mug,1,5,9.90\n2,bundle,x,X,1,,\n',
  );
  const quick = ['--acceptance-delay-ms', '0', '--order-window-lag-ms', '0', '--amazon-limits', 'off'];
  ({ child, ready } = await start(['--catalog', catalog, ...quick]));
  shop = new WooCommerceControl(ready.woocommerce.url, ready.controlToken);
  amazon = new AmazonControl(ready.amazon.url, ready.controlToken);
});
afterAll(() => {
  child.kill('SIGKILL');
});

test('the process tells where it listens and what the catalogue lacks', () => {
  expect(ready.woocommerce.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(ready.amazon.sellers).toHaveLength(1);
  expect(ready.problems).toMatchObject([{ row: 3, column: 'Type', rowLeftOut: true }]);
});

test('a Shopify shop is there when one of its options is, with its catalogue and the way to it', async () => {
  expect(ready.shopify).toBeUndefined();
  const catalog = join(mkdtempSync(join(tmpdir(), 'quayside-')), 'shopify.csv');
  const rows = [
    'Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price',
    'mug,Mug,MUG,shopify,3,9',
  ];
  writeFileSync(catalog, rows.join('\n'));
  const options = ['--shopify-catalog', catalog, '--shop-domain', 'mugs.myshopify.com'];
  const { child: other, ready: answer } = await start(options);
  const { shopify } = answer;
  expect(shopify).toMatchObject({
    shopDomain: 'mugs.myshopify.com',
    apiUrl: `${shopify?.url}/shops/mugs.myshopify.com`,
    adminUrl: 'https://admin.shopify.com/store/mugs/apps/quayside',
    problems: [],
  });
  expect(readFileSync(shopify?.caFile ?? '', 'utf8')).toContain('BEGIN CERTIFICATE');
  const control = new ShopifyControl(shopify?.url ?? '', answer.controlToken);
  expect((await control.sell({ sku: 'MUG', quantity: 2 })).total).toBe('18.00');
  other.kill('SIGTERM');
  await new Promise((resolve) => other.once('exit', resolve));
  expect(existsSync(shopify?.caFile ?? '')).toBe(false);
});

test('the control API needs its token', async () => {
  await expect(new WooCommerceControl(ready.woocommerce.url, 'wrong').state()).rejects.toThrow(
    /token is wrong/,
  );
  const answer = await fetch(`${ready.amazon.url}/_simulator/state`, { method: 'POST' });
  expect(answer.status).toBe(401);
});

test('a shop is driven: sale, edit, shipment, faults, key, settings', async () => {
  const order = await shop.sell({ sku: 'mug', quantity: 2 });
  await expect(shop.sell({ sku: 'mug', quantity: 99 })).rejects.toThrow(/has 3 of mug/);
  await shop.editProduct({ sku: 'mug' }, { regularPrice: '12.00' });
  await shop.ship(Number(order['id']), { carrier: 'Colissimo', trackingNumber: '6A' });
  const state = await shop.state();
  expect(state.products).toMatchObject([{ sku: 'mug', stock: 3, price: '12.00' }]);
  expect(state.orders).toMatchObject([{ status: 'completed' }]);
  await shop.addFault({ operation: 'products.get', kind: 'server-error', times: 1 });
  expect((await signedFetch(ready.woocommerce, 'GET', '/wc/v3/products/1')).status).toBe(500);
  expect(await shop.faults()).toMatchObject([{ fired: 1 }]);
  expect(await shop.clearFaults()).toEqual([]);
  await shop.revoke();
  expect((await signedFetch(ready.woocommerce, 'GET', '/wc/v3/products/1')).status).toBe(401);
  await shop.restore();
  expect((await signedFetch(ready.woocommerce, 'GET', '/wc/v3/products/1')).status).toBe(200);
  expect(await shop.changeSettings({ trackingStyle: 'meta' })).toMatchObject({
    trackingStyle: 'meta',
    currency: 'EUR',
  });
  expect((await shop.calls())['products.get']).toMatchObject({
    total: 3,
    succeeded: 1,
    refused: 1,
    faulted: 1,
  });
  await expect(shop.sell({ sku: 'mug', quantity: 1.5 })).rejects.toThrow(/quantity/);
});

test('an Amazon region is driven: listings, purchases, roles, authorisation', async () => {
  const sellerId = ready.amazon.sellers[0]?.sellerId ?? '';
  await amazon.seedListings([{ sku: 'mug', price: '14.90', quantity: 2, handlingDays: 1 }]);
  const order = await amazon.placeBuyerOrder({ sku: 'mug', quantity: 1, status: 'PENDING' });
  expect((await amazon.moveOrder(order.orderId, 'UNSHIPPED')).status).toBe('UNSHIPPED');
  await expect(amazon.placeBuyerOrder({ sku: 'mug', quantity: 5 })).rejects.toThrow(/shows 1 of mug/);
  const state = await amazon.state();
  expect(state.listings).toMatchObject([
    {
      sku: 'mug',
      price: { amount: '14.90' },
      stock: [{ channelCode: 'DEFAULT', quantity: 1, handlingDays: 1 }],
    },
  ]);
  expect(state).toMatchObject({ refusedPurchases: [{ wanted: 5 }], oversold: [], waitingSubmissions: 0 });
  const remote = { ...ready.amazon } as unknown as AmazonSimulator;
  const client = await SellerClient.of(remote);
  await amazon.setRoles(sellerId, []);
  const query = '/orders/2026-01-01/orders?createdAfter=2020-01-01T00:00:00Z';
  expect((await client.call('GET', `${query}&includedData=RECIPIENT`)).status).toBe(403);
  expect((await client.call('GET', query)).body.orders).toHaveLength(1);
  await amazon.revoke(sellerId);
  expect((await client.call('GET', query)).status).toBe(403);
  await amazon.restore(sellerId);
  expect((await client.call('GET', query)).status).toBe(200);
  expect(await amazon.changeSettings({ orderWindowLagMs: 120_000 })).toMatchObject({
    orderWindowLagMs: 120_000,
    limits: 'off',
  });
  expect((await amazon.cancelOrder(order.orderId)).status).toBe('CANCELLED');
});

test.each([
  ['its stdin closes', (it: ChildProcessWithoutNullStreams) => it.stdin.end()],
  ['it gets SIGTERM', (it: ChildProcessWithoutNullStreams) => it.kill('SIGTERM')],
])('the process ends when %s', async (_, stop) => {
  const other = await start([]);
  const ended = new Promise((resolve) => other.child.once('exit', resolve));
  stop(other.child);
  expect(await ended).toBe(0);
});
