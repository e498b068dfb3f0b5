/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WooCommerceControl } from './woocommerce-control.ts';
import { parseCatalogue } from './catalogue.ts';
import { generateProducts } from './generated-products.ts';
import { gtinProblem } from '../gtin.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { defaultShopSettings } from './shop-settings.ts';
import { Shop } from './shop.ts';
import { signedFetch } from './signed-fetch.ts';

const CATALOGUE = parseCatalogue(
  [
    'ID,Type,SKU,Name,Published,Stock,Regular price,Sale price,Date sale price starts,Date sale price ends,Cost of goods,Brands,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
    '1,simple,mug,Mug,1,5,20,15.50,2026-11-20 00:00:00,2026-11-30 23:59:59,7.30,Northsea,"https://images.example/a.jpg, https://images.example/b.jpg",,,,,',
    '2,variable,tee,Tee,1,,,,,,3,,https://images.example/tee.jpg,,Size,"S, M",Care,By hand',
    '3,variation,tee-s,,1,7,20,,,,,,,id:2,Size,S,,',
    '4,variation,tee-m,,1,7,20,,,,4.5,,https://images.example/tee-m.jpg,id:2,Size,,,',
  ].join('\n'),
);
const token = 'control-token';

let shop: WooCommerceSimulator;
let control: WooCommerceControl;
let now: Date;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  shop = await startWooCommerceSimulator({
    products: CATALOGUE.products,
    controlToken: token,
    clock: () => now,
  });
  control = new WooCommerceControl(shop.url, token);
});
afterEach(async () => {
  await shop.close();
});
const get = async (path: string) =>
  (await signedFetch(shop, 'GET', path, { timestamp: Math.floor(now.getTime() / 1000) })).body;

test('the catalogue of this test is fine', () => {
  expect(CATALOGUE.problems).toEqual([]);
});

describe('a product shows', () => {
  test('its pictures, its brand and which attributes tell its variations apart', async () => {
    expect(await get('/wc/v3/products/1')).toMatchObject({
      images: [
        { src: 'https://images.example/a.jpg', name: 'a.jpg', alt: '' },
        { src: 'https://images.example/b.jpg' },
      ],
      brands: [{ name: 'Northsea', slug: 'northsea' }],
    });
    expect((await get('/wc/v3/products/2')).attributes).toMatchObject([
      { name: 'Size', variation: true, options: ['S', 'M'] },
      { name: 'Care', variation: false, options: ['By hand'] },
    ]);
  });

  test('a sale between its dates, on the clock of the site', async () => {
    const price = async () => {
      const { price: shown, on_sale } = await get('/wc/v3/products/1');
      return [shown, on_sale];
    };
    expect(await price()).toEqual(['20', false]);
    // The site is one hour ahead.
    now = new Date('2026-11-19T22:59:59Z');
    expect(await price()).toEqual(['20', false]);
    now = new Date('2026-11-19T23:00:00Z');
    expect(await price()).toEqual(['15.50', true]);
    now = new Date('2026-11-30T23:00:00Z');
    expect(await price()).toEqual(['20', false]);
  });

  test('what it cost only while the feature is on; a variation has its product’s unless it has its own', async () => {
    expect(await get('/wc/v3/products/1')).not.toHaveProperty('cost_of_goods_sold');
    await control.changeSettings({ costOfGoodsEnabled: true });
    expect((await get('/wc/v3/products/1')).cost_of_goods_sold).toEqual({
      values: [{ defined_value: 7.3, effective_value: 7.3 }],
      total_value: 7.3,
    });
    const costs = async () =>
      (await get('/wc/v3/products/2/variations?orderby=id&order=asc')).map(
        (it: { cost_of_goods_sold: { total_value: number } }) => it.cost_of_goods_sold.total_value,
      );
    expect(await costs()).toEqual([3, 4.5]);
    await control.writeRaw({ productId: 4 }, { cost_is_additive: true });
    expect(await costs()).toEqual([3, 7.5]);
    const written = await signedFetch(shop, 'PUT', '/wc/v3/products/1', {
      timestamp: Math.floor(now.getTime() / 1000),
      body: { cost_of_goods_sold: { values: [{ defined_value: 1.1 }, { defined_value: 2.2 }] } },
    });
    expect(written.body.cost_of_goods_sold.total_value).toBe(3.3);
  });
});

test('a variation shows its product’s picture for want of its own, and leaves out what it stands for any value of', async () => {
  const [small, any] = await get('/wc/v3/products/2/variations?orderby=id&order=asc');
  expect(small).toMatchObject({
    image: { src: 'https://images.example/tee.jpg' },
    attributes: [{ name: 'Size', option: 'S' }],
  });
  expect(any).toMatchObject({ image: { src: 'https://images.example/tee-m.jpg' }, attributes: [] });
});

describe('a plugin that changes what the shop shows, or writes past every check', () => {
  test.each([
    ['regular_price', '1.299,00'],
    ['stock_quantity', 2.5],
    ['stock_quantity', -3],
    ['stock_quantity', 'a lot'],
    ['name', '<b>Mug</b> &amp; 🫖'],
    ['global_unique_id', '12345'],
    ['sku', 'tee'],
  ])('leaves %s as %j, and the shop shows it and goes on selling', async (member, value) => {
    await control.writeRaw({ productId: 1 }, { [member]: value });
    expect((await get('/wc/v3/products/1'))[member]).toBe(value);
    expect(await get('/wc/v3/products')).toHaveLength(2);
    await control.sell({ productId: 3, quantity: 1 });
    await expect(control.state()).resolves.toBeDefined();
  });

  test('may write 5 MB of description', async () => {
    await control.writeRaw({ sku: 'mug' }, { description: 'x'.repeat(5_000_000) });
    expect((await get('/wc/v3/products/1')).description).toHaveLength(5_000_000);
    expect(await get('/wc/v3/products/1?_fields=id')).toEqual({ id: 1 });
  });

  test('cannot move a record or write what products do not have', async () => {
    for (const member of ['id', 'parent_id', 'type', 'date_modified', 'colour'])
      await expect(control.writeRaw({ productId: 1 }, { [member]: 2 })).rejects.toThrow(member);
  });
});

test('lists show custom fields by their keys, or all but some', async () => {
  const entries = ['material', '_page', 'origin'].map((key, index) => ({ id: index + 1, key, value: key }));
  await control.writeRaw({ productId: 1 }, { meta_data: entries });
  const keys = async (asked: string): Promise<unknown[]> =>
    (await get(`/wc/v3/products?sku=mug&${asked}`))[0].meta_data.map(({ key }: { key: string }) => key);
  expect(await keys('_fields=meta_data')).toEqual(['material', '_page', 'origin']);
  expect(await keys('exclude_meta=_page,other')).toEqual(['material', 'origin']);
  expect(await keys('include_meta=origin&exclude_meta=origin')).toEqual(['origin']);
  expect((await get('/wc/v3/products/1?exclude_meta=_page')).meta_data).toHaveLength(3);
});

test('a product that is deleted takes its variations with it', async () => {
  await control.deleteProduct({ productId: 2 }, true);
  for (const path of ['/wc/v3/products/2', '/wc/v3/products/2/variations', '/wc/v3/products/3'])
    expect(await get(path)).toMatchObject({ data: { status: 404 } });
  expect(await get('/wc/v3/variations')).toEqual([]);
});

describe('a generated catalogue', () => {
  const generated = (count: number) => {
    const made = new Shop(defaultShopSettings(), () => new Date('2026-11-01T10:00:00Z'));
    generateProducts(made, count);
    return [...made.products.values()];
  };

  test.each([0, 1, 2, 777])('has exactly %i variants', (count) => {
    expect(generated(count).filter(({ type }) => type !== 'variable')).toHaveLength(count);
  });

  test('is the same each time, half of it simple products, the rest in products of 2 to 20 variations', () => {
    const products = generated(5_000);
    expect(products).toEqual(generated(5_000));
    const simple = products.filter(({ type }) => type === 'simple').length;
    expect(Math.abs(simple - 2_500)).toBeLessThan(50);
    const sizes = products
      .filter(({ type }) => type === 'variable')
      .map(({ id }) => products.filter(({ parent_id }) => parent_id === id).length);
    expect(Math.min(...sizes)).toBe(2);
    expect(Math.max(...sizes)).toBe(20);
  });

  test('has sound numbers, no SKU or GTIN twice, and the gaps of a real one', () => {
    const sold = generated(5_000).filter(({ type }) => type !== 'variable');
    const gtins = sold.map(({ global_unique_id }) => global_unique_id).filter((it) => it !== '');
    expect(gtins.filter((it) => it.length !== 13 || gtinProblem(it) !== undefined)).toEqual([]);
    expect(new Set(gtins).size).toBe(gtins.length);
    expect(new Set(sold.map(({ sku }) => sku)).size).toBe(5_000);
    expect(gtins.length).toBeLessThan(4_900);
    for (const has of [
      (it: (typeof sold)[number]) => !it.manage_stock,
      (it: (typeof sold)[number]) => it.backorders === 'notify',
      (it: (typeof sold)[number]) => it.sale_price !== '' && it.date_on_sale_to !== null,
      (it: (typeof sold)[number]) => it.images.length > 1,
      (it: (typeof sold)[number]) => it.cost === '',
    ]) {
      const share = sold.filter(has).length / sold.length;
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.6);
    }
  });
});
