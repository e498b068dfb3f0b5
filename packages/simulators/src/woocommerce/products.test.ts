/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { signedFetch } from './signed-fetch.ts';
import type { JsonAnswer } from './signed-fetch.ts';

const CATALOGUE = parseCatalogue(
  [
    'ID,Type,SKU,Name,Published,Stock,Regular price,Sale price,Parent,Attribute 1 name,Attribute 1 value(s)',
    '1,simple,mug,Mug,1,5,9.90,,,,',
    '2,simple,,No SKU and no stock,1,,4,,,,',
    '3,variable,tee,Tee,1,,,,,Size,"S, M"',
    '4,variation,tee-s,Tee - S,1,7,20,15.5,tee,Size,S',
    '5,variation,tee-m,Tee - M,1,0,21,,tee,Size,M',
    '6,variable,cap,Cap,1,9,,,,Size,"One"',
    '7,variation,cap-1,Cap - One,1,,12,,id:6,Size,One',
  ].join('\n'),
);

let shop: WooCommerceSimulator;
let now: Date;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  shop = await startWooCommerceSimulator({ products: CATALOGUE.products, clock: () => now });
});
afterEach(async () => {
  await shop.close();
});
const call = (method: string, path: string, body?: unknown): Promise<JsonAnswer> =>
  signedFetch(shop, method, path, {
    timestamp: Math.floor(now.getTime() / 1000),
    ...(body === undefined ? {} : { body }),
  });

test('shows what the shop has, gaps included', async () => {
  const { body } = await call('GET', '/wc/v3/products/2');
  expect(body).toMatchObject({ sku: '', manage_stock: false, stock_quantity: null, stock_status: 'instock' });
  const tee = (await call('GET', '/wc/v3/products/3')).body;
  expect(tee).toMatchObject({ type: 'variable', price: '15.5', variations: [4, 5], stock_status: 'instock' });
  const variation = (await call('GET', '/wc/v3/products/3/variations/4')).body;
  expect(variation).toMatchObject({
    price: '15.5',
    on_sale: true,
    parent_id: 3,
    attributes: [{ name: 'Size', option: 'S' }],
  });
});

test('dates are site-local and gmt, without a zone', async () => {
  const { body } = await call('GET', '/wc/v3/products/1');
  expect(body.date_created).toBe('2026-11-01T11:00:00');
  expect(body.date_created_gmt).toBe('2026-11-01T10:00:00');
});

test('pages carry totals and links; per_page above 100 is a 400', async () => {
  const first = await call('GET', '/wc/v3/products?per_page=2&orderby=id&order=asc');
  expect(first.body.map((it: { id: number }) => it.id)).toEqual([1, 2]);
  expect(first.headers.get('x-wp-total')).toBe('4');
  expect(first.headers.get('x-wp-totalpages')).toBe('2');
  expect(first.headers.get('link')).toContain('rel="next"');
  const last = await call('GET', '/wc/v3/products?per_page=2&page=2&orderby=id&order=asc');
  expect(last.body.map((it: { id: number }) => it.id)).toEqual([3, 6]);
  expect(last.headers.get('link')).toContain('rel="prev"');
  const wide = await call('GET', '/wc/v3/products?per_page=101');
  expect(wide).toMatchObject({ status: 400, body: { code: 'rest_invalid_param', data: { status: 400 } } });
  expect(Object.keys(wide.body.data.params)).toEqual(['per_page']);
});

test('sku=a,b finds variations as well', async () => {
  const { body } = await call('GET', '/wc/v3/products?sku=mug,tee-m');
  expect(body.map((it: { id: number; type: string }) => [it.id, it.type])).toEqual([
    [5, 'variation'],
    [1, 'simple'],
  ]);
});

describe('modified_after', () => {
  beforeEach(async () => {
    now = new Date('2026-11-01T12:00:00.900Z');
    await call('PUT', '/wc/v3/products/1', { name: 'Big mug' });
  });
  const ids = async (query: string): Promise<number[]> =>
    (await call('GET', `/wc/v3/products?${query}`)).body.map((it: { id: number }) => it.id);

  test('is exclusive, to the second', async () => {
    expect(await ids('modified_after=2026-11-01T11:59:59&dates_are_gmt=true')).toEqual([1]);
    expect(await ids('modified_after=2026-11-01T12:00:00&dates_are_gmt=true')).toEqual([]);
  });

  test('is site-local without the flag', async () => {
    expect(await ids('modified_after=2026-11-01T12:59:59')).toEqual([1]);
    expect(await ids('modified_after=2026-11-01T13:00:00')).toEqual([]);
  });

  test('with Z and the flag is off by the zone of the site', async () => {
    expect(await ids('modified_after=2026-11-01T11:59:59Z&dates_are_gmt=true')).toEqual([]);
  });

  test('refuses what is no date', async () => {
    expect(await call('GET', '/wc/v3/products?modified_after=yesterday')).toMatchObject({ status: 400 });
  });
});

describe('stock', () => {
  test('a quantity has no effect while the stock is not managed', async () => {
    const { body } = await call('PUT', '/wc/v3/products/2', { stock_quantity: 8 });
    expect(body).toMatchObject({ manage_stock: false, stock_quantity: null });
    const managed = await call('PUT', '/wc/v3/products/2', { manage_stock: true, stock_quantity: 8 });
    expect(managed.body).toMatchObject({ manage_stock: true, stock_quantity: 8, stock_status: 'instock' });
  });

  test('the status follows a managed quantity', async () => {
    expect((await call('PUT', '/wc/v3/products/1', { stock_quantity: 0 })).body.stock_status).toBe(
      'outofstock',
    );
    const back = await call('PUT', '/wc/v3/products/1', { stock_quantity: -1, backorders: 'notify' });
    expect(back.body).toMatchObject({
      stock_status: 'onbackorder',
      backordered: true,
      backorders_allowed: true,
    });
  });

  test('a variation without own stock shows that of its parent', async () => {
    const { body } = await call('GET', '/wc/v3/products/6/variations/7');
    expect(body).toMatchObject({ manage_stock: 'parent', stock_quantity: 9 });
  });

  test('inventory_delta is not atomic', async () => {
    await call('PUT', '/wc/v3/products/1', { stock_quantity: 1000 });
    await Promise.all(
      Array.from({ length: 20 }, () => call('PUT', '/wc/v3/products/1', { inventory_delta: -1 })),
    );
    const left = (await call('GET', '/wc/v3/products/1')).body.stock_quantity;
    expect(left).toBeGreaterThan(980);
    expect(left).toBeLessThan(1000);
  });
});

describe('batch', () => {
  test('updates, and puts an error beside what failed', async () => {
    const { status, body } = await call('POST', '/wc/v3/products/batch', {
      update: [
        { id: 1, stock_quantity: 3 },
        { id: 4, stock_quantity: 3 },
        { id: 77, stock_quantity: 3 },
      ],
    });
    expect(status).toBe(200);
    expect(body.update[0].stock_quantity).toBe(3);
    expect(body.update[1]).toMatchObject({ id: 4, error: { code: 'woocommerce_rest_invalid_product_id' } });
    expect(body.update[2]).toMatchObject({ id: 77, error: { data: { status: 404 } } });
    expect(shop.shop.products.get(4)?.stock_quantity).toBe(7);
    const variations = await call('POST', '/wc/v3/products/3/variations/batch', {
      update: [
        { id: 4, stock_quantity: 2 },
        { id: 7, stock_quantity: 2 },
      ],
    });
    expect(variations.body.update[0].stock_quantity).toBe(2);
    expect(variations.body.update[1].error.code).toBe('woocommerce_rest_product_variation_invalid_id');
  });

  test('takes 100 objects, refuses 101 with 413, and is emptied by _fields', async () => {
    const items = (count: number): unknown => ({ update: Array.from({ length: count }, () => ({ id: 1 })) });
    expect((await call('POST', '/wc/v3/products/batch', items(100))).status).toBe(200);
    expect(await call('POST', '/wc/v3/products/batch', items(101))).toMatchObject({
      status: 413,
      body: { code: 'woocommerce_rest_request_entity_too_large' },
    });
    expect((await call('POST', '/wc/v3/products/batch?_fields=id', items(1))).body).toEqual([]);
  });
});

test('a duplicate SKU names its holder; a trashed product still holds its SKU', async () => {
  const taken = await call('PUT', '/wc/v3/products/2', { sku: 'mug' });
  expect(taken).toMatchObject({
    status: 400,
    body: { code: 'product_invalid_sku', data: { resource_id: 1 } },
  });
  await call('DELETE', '/wc/v3/products/1');
  const trashed = await call('POST', '/wc/v3/products', { name: 'New mug', sku: 'mug' });
  expect(trashed.body.code).toBe('woocommerce_rest_product_not_created');
});
