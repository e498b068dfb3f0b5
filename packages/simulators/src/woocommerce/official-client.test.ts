/* eslint-disable @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';

// The package is CommonJS; Node and Vitest disagree on where its default export is, `require` does not.
const { default: Client } = createRequire(import.meta.url)('@woocommerce/woocommerce-rest-api') as {
  default: new (
    options: Record<'url' | 'consumerKey' | 'consumerSecret' | 'version', string>,
  ) => OfficialClient;
};

interface OfficialAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests walk answers of many shapes
  readonly data: any;
}

interface OfficialClient {
  get(path: string, parameters?: object): Promise<OfficialAnswer>;
  post(path: string, body: object, parameters?: object): Promise<OfficialAnswer>;
  put(path: string, body: object): Promise<OfficialAnswer>;
  delete(path: string, parameters?: object): Promise<OfficialAnswer>;
}

let shop: WooCommerceSimulator;
let client: OfficialClient;
beforeAll(async () => {
  const lines = Array.from(
    { length: 15 },
    (_, index) => `${index + 1},simple,s${index + 1},P ${index + 1},1,10,5`,
  );
  const { products } = parseCatalogue(
    ['ID,Type,SKU,Name,Published,Stock,Regular price', ...lines].join('\n'),
  );
  shop = await startWooCommerceSimulator({ products });
  const { url, consumerKey, consumerSecret } = shop;
  client = new Client({ url, consumerKey, consumerSecret, version: 'wc/v3' });
});
afterAll(async () => {
  await shop.close();
});

test('the official client reads lists with array parameters and special characters', async () => {
  const include = Array.from({ length: 9 }, (_, index) => index + 1);
  const list = await client.get('products', { include, per_page: 5, search: "P (1)*'!+é&=~" });
  expect(list.status).toBe(200);
  const all = await client.get('products', { include, per_page: 5, orderby: 'id', order: 'asc' });
  expect(all.headers['x-wp-total']).toBe('9');
  expect(all.data.map((it: { id: number }) => it.id)).toEqual([1, 2, 3, 4, 5]);
});

test('over http, the official client cannot sign an array of more than ten; a comma-separated list passes', async () => {
  // It sends include[10] before include[1] and signs them the other way round, while the shop signs in the order sent.
  const include = Array.from({ length: 11 }, (_, index) => index + 1);
  await expect(client.get('products', { include })).rejects.toMatchObject({ response: { status: 401 } });
  const list = await client.get('products', { include: include.join(','), per_page: 100 });
  expect(list.data).toHaveLength(11);
});

test('the official client writes: stock, an order, its cancellation, a webhook', async () => {
  expect((await client.put('products/1', { stock_quantity: 4 })).data.stock_quantity).toBe(4);
  const order = await client.post('orders', { set_paid: true, line_items: [{ product_id: 1, quantity: 3 }] });
  expect([order.status, order.data.status]).toEqual([201, 'processing']);
  expect((await client.get('products/1')).data.stock_quantity).toBe(1);
  await client.put(`orders/${order.data.id}`, { status: 'cancelled' });
  expect((await client.get('products/1')).data.stock_quantity).toBe(4);
  const batch = await client.post('products/batch', { update: [{ id: 2, stock_quantity: 0 }] });
  expect(batch.data.update[0].stock_status).toBe('outofstock');
  const deleted = await client.delete(`orders/${order.data.id}`, { force: true });
  expect(deleted.data.id).toBe(order.data.id);
});

test('the official client finds currency and version', async () => {
  expect((await client.get('system_status')).data).toMatchObject({
    environment: { version: '11.0.1' },
    settings: { currency: 'EUR', HPOS_enabled: true },
  });
  expect((await client.get('settings/general/woocommerce_currency')).data.value).toBe('EUR');
  expect((await client.get('data/currencies/current')).data.code).toBe('EUR');
});

test('the official client sees the error of a revoked key', async () => {
  shop.key.revoked = true;
  await expect(client.get('products')).rejects.toMatchObject({ response: { status: 401 } });
  shop.key.revoked = false;
});
