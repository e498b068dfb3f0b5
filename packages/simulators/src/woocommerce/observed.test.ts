/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { signedFetch } from './signed-fetch.ts';

// What a running WooCommerce 11.0.1 answered, call by call.

const CATALOGUE = parseCatalogue(
  [
    'ID,Type,SKU,Name,Published,Stock,Regular price,Sale price,Cost of goods,Brands,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 global,Attribute 2 name,Attribute 2 value(s)',
    '1,simple,mug,Mug,1,5,20,,,"Arc & Co",,,,,,',
    '2,variable,shoe,Shoe,1,,,,2.5,,,Size,"38½, 39 & plus",1,Sole shape,"Flat & soft"',
    '3,variation,shoe-39,,1,4,89.9,,1.25,,shoe,Size,39 & plus,1,,',
    '4,variation,shoe-any,,1,4,89.9,,,,shoe,Size,,1,,',
  ].join('\n'),
);

let shop: WooCommerceSimulator;
let now: Date;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  shop = await startWooCommerceSimulator({
    products: CATALOGUE.products,
    costOfGoodsEnabled: true,
    clock: () => now,
  });
});
afterEach(async () => {
  await shop.close();
});
const call = async (method: string, path: string, body?: unknown) =>
  (
    await signedFetch(shop, method, path, {
      timestamp: Math.floor(now.getTime() / 1000),
      ...(body === undefined ? {} : { body }),
    })
  ).body;
const idsOf = (list: { id: number }[]): number[] => list.map(({ id }) => id);

describe('the trash', () => {
  test('is in no list of its own accord, and in one that asks for it', async () => {
    now = new Date('2026-11-01T10:05:00Z');
    await call('DELETE', '/wc/v3/products/1');
    const list = async (query: string) => idsOf(await call('GET', `/wc/v3/products?${query}`));
    expect(await list('orderby=id')).toEqual([2]);
    expect(await list('status=trash')).toEqual([1]);
    expect(await list('orderby=id&include_status=any,trash')).toEqual([2, 1]);
    expect(
      await list('include_status=any,trash&modified_after=2026-11-01T10:04:59&dates_are_gmt=true'),
    ).toEqual([1]);
    expect(await list('orderby=id&include_status=any,trash&exclude_status=publish')).toEqual([1]);
  });
});

describe('a variation', () => {
  test.each([
    ['changed', 'PUT', '/wc/v3/products/2/variations/3', { stock_quantity: 3 }],
    ['added', 'POST', '/wc/v3/products/2/variations', { regular_price: '9' }],
    ['deleted', 'DELETE', '/wc/v3/products/2/variations/3?force=true', undefined],
  ])('that is %s moves the time of its product', async (_, method, path, body) => {
    now = new Date('2026-11-01T10:05:00Z');
    await call(method, path, body);
    expect((await call('GET', '/wc/v3/products/2')).date_modified_gmt).toBe('2026-11-01T10:05:00');
  });

  test('has its product’s name among products, and only its own part among variations', async () => {
    const names = async (id: number) => [
      (await call('GET', `/wc/v3/products/${id}`)).name,
      (await call('GET', `/wc/v3/products/2/variations/${id}`)).name,
    ];
    expect(await names(3)).toEqual(['Shoe - 39 &amp; plus', '39 &amp; plus']);
    expect(await names(4)).toEqual(['Shoe', '']);
  });

  test('shows what it adds to its product’s cost apart from the total', async () => {
    const cost = async (id: number) =>
      (await call('GET', `/wc/v3/products/2/variations/${id}`)).cost_of_goods_sold;
    await call('PUT', '/wc/v3/products/2/variations/3', {
      cost_of_goods_sold: { defined_value_is_additive: true },
    });
    expect(await cost(3)).toEqual({
      values: [{ defined_value: 1.25, effective_value: 1.25 }],
      total_value: 3.75,
      defined_value_is_additive: true,
    });
    expect(await cost(4)).toEqual({
      values: [{ defined_value: null, effective_value: 0 }],
      total_value: 2.5,
      defined_value_is_additive: false,
    });
  });
});

test('terms are kept with entities, the values of one product as they are; attributes have a slug', async () => {
  expect((await call('GET', '/wc/v3/products/1')).brands).toMatchObject([
    { name: 'Arc &amp; Co', slug: 'arc-co' },
  ]);
  expect((await call('GET', '/wc/v3/products/2')).attributes).toMatchObject([
    { name: 'Size', slug: 'pa_size', options: ['38½', '39 &amp; plus'] },
    { id: 0, name: 'Sole shape', slug: 'Sole shape', options: ['Flat & soft'] },
  ]);
  expect((await call('GET', '/wc/v3/products/2/variations/3')).attributes).toMatchObject([
    { name: 'Size', slug: 'pa_size', option: '39 &amp; plus' },
  ]);
});

describe('a price that is written', () => {
  test.each([
    ['1.299,00', ',', '1299.00'],
    ['1.299,00', '.', '1.29900'],
    ['12,50', ',', '12.50'],
    ['12,50', '.', '1250'],
    ['€ 12.50', '.', '12.50'],
    ['abc', '.', ''],
    ['-5', '.', '-5'],
    ['.5', '.', '.5'],
    ['5.', '.', '5'],
    ['1e3', '.', '13'],
  ] as const)('as %j, with the decimal sign %j, is %j', async (text, sign, kept) => {
    shop.shop.settings.priceDecimalSign = sign;
    expect((await call('PUT', '/wc/v3/products/1', { regular_price: text })).regular_price).toBe(kept);
  });
});

test('a sale price that is not below the regular one is thrown away', async () => {
  const sale = async (body: object) => (await call('PUT', '/wc/v3/products/1', body)).sale_price;
  expect(await sale({ sale_price: '15' })).toBe('15');
  expect(await sale({ stock_quantity: 1 })).toBe('15');
  expect(await sale({ regular_price: '15.00' })).toBe('');
  expect(await sale({ regular_price: '', sale_price: '9' })).toBe('');
});

test('the address of the shop is told to everybody', async () => {
  const answer = await fetch(`${shop.url.replace('127.0.0.1', 'localhost')}/wp-json/?_fields=home,url`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ url: shop.url, home: shop.url });
});
