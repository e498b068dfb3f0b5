import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { API_VERSIONS } from './schema.ts';
import { at, startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

let shop: ShopUnderTest;
beforeEach(async () => {
  shop = await startShopUnderTest();
});
afterEach(() => shop.close());

const products = async (variables: JsonObject) => {
  const { data, errors } = await shop.client.ask('SimulatorProducts', { first: 10, ...variables });
  return { titles: asObjects(at(data, 'products', 'nodes')).map(({ title }) => title), data, errors };
};

test.each(API_VERSIONS)(
  'version %s: a product with its variants, option, picture and price',
  async (version) => {
    const { data, errors } = await shop.client.ask('SimulatorProducts', { first: 10 }, version);
    expect(errors).toEqual([]);
    expect(at(data, 'products', 'nodes')).toMatchObject([
      {
        title: 'Lamp',
        description: 'A lamp',
        hasOnlyDefaultVariant: true,
        totalInventory: 20,
        media: { nodes: [{ image: { url: 'https://images.example/lamp.jpg' } }] },
      },
      { title: 'Shirt', hasOnlyDefaultVariant: false, options: [{ name: 'Size', values: ['S', 'M'] }] },
    ]);
    const variants = await shop.client.ask('SimulatorProductVariants', { first: 3 }, version);
    expect(variants.errors).toEqual([]);
    expect(at(variants.data, 'productVariants', 'nodes')).toMatchObject([
      { sku: 'LAMP', price: '9.99', selectedOptions: [{ name: 'Title', value: 'Default Title' }] },
      { sku: 'SHIRT-S', inventoryItem: { unitCost: null }, selectedOptions: [{ name: 'Size', value: 'S' }] },
      { sku: 'SHIRT-M' },
    ]);
  },
);

describe('pages', () => {
  test('a cursor is a position: what is added and removed meanwhile neither repeats nor skips', async () => {
    const { simulator } = shop;
    for (const title of ['Bowl', 'Mug', 'Vase'])
      simulator.operations.addProduct({ title, variants: [{ sku: title }] });
    const first = await products({ first: 2 });
    expect(first.titles).toEqual(['Lamp', 'Shirt']);
    expect(at(first.data, 'products', 'pageInfo', 'hasNextPage')).toBe(true);
    simulator.operations.deleteProduct({ sku: 'LAMP' });
    const after = at(first.data, 'products', 'pageInfo', 'endCursor');
    const second = await products({ first: 2, after });
    expect(second.titles).toEqual(['Bowl', 'Mug']);
    const back = await products({
      first: null,
      last: 1,
      before: at(second.data, 'products', 'edges', 1, 'cursor'),
    });
    expect(back.titles).toEqual(['Bowl']);
  });

  test('by modification time, also the other way round', async () => {
    shop.pass(5000);
    shop.simulator.operations.edit({ sku: 'LAMP' }, { title: 'Old lamp' });
    expect((await products({ sortKey: 'UPDATED_AT' })).titles).toEqual(['Shirt', 'Old lamp']);
    expect((await products({ sortKey: 'UPDATED_AT', reverse: true })).titles).toEqual(['Old lamp', 'Shirt']);
  });

  test.each([{ first: 251 }, { first: null }, { first: 1, last: 1 }, { after: 'nonsense' }])(
    '%j is refused',
    async (variables) => {
      expect((await products(variables)).errors).not.toEqual([]);
    },
  );
});

describe('search', () => {
  test.each([
    ["updated_at:>='2026-11-20T10:00:00Z' AND updated_at:<'2026-11-20T10:00:01Z'", ['Lamp', 'Shirt']],
    ['updated_at:>2026-11-20T10:00:00Z', []],
    ['sku:shirt-m', ['Shirt']],
    ['title:Lamp OR sku:SHIRT-S', ['Lamp', 'Shirt']],
    ['-title:Lamp status:active,draft', ['Shirt']],
    ['NOT (title:Lamp OR title:Shirt)', []],
    ['north', ['Lamp']],
    ['sku:SHIRT*', ['Shirt']],
  ])('%s', async (query, titles) => {
    expect(await products({ query })).toMatchObject({ titles, errors: [] });
  });

  test('a field that is not known is refused', async () => {
    expect((await products({ query: 'colour:red' })).errors[0]?.message).toContain("'colour'");
  });

  test('lags behind: what was saved is found later, lists without a search show it at once', async () => {
    const { simulator, pass } = shop;
    simulator.hosted.shop.settings.searchLagMs = 3000;
    pass(60_000);
    simulator.operations.edit({ sku: 'LAMP' }, { price: '8.00' });
    simulator.operations.addProduct({ title: 'Mug', variants: [{ sku: 'MUG' }] });
    const changed = { query: "updated_at:>='2026-11-20T10:01:00Z'" };
    expect((await products(changed)).titles).toEqual([]);
    expect((await products({})).titles).toEqual(['Lamp', 'Shirt', 'Mug']);
    pass(3000);
    expect((await products(changed)).titles).toEqual(['Lamp', 'Mug']);
  });
});

test('node and nodes find what there is by its id, and null for the rest', async () => {
  const order = shop.simulator.operations.sell({ sku: 'LAMP', quantity: 1 });
  const id = `gid://shopify/Order/${order.id}`;
  const ids = [shop.lamp.variantId, shop.lamp.inventoryItemId, shop.locationId, 'gid://shopify/Product/1'];
  const { data, errors } = await shop.client.ask('SimulatorNodes', { id, ids });
  expect(errors).toEqual([]);
  expect(data['node']).toEqual({ __typename: 'Order', id });
  expect(asObjects(data['nodes']).map((node) => node['id'])).toEqual(ids.slice(0, 3));
  expect(at(data, 'nodes')).toHaveLength(4);
});

describe('prices', () => {
  const set = async (variants: readonly JsonObject[], productId?: string) => {
    const own =
      productId ??
      `gid://shopify/Product/${shop.simulator.operations.variant({ sku: 'SHIRT-S' }).product.id}`;
    const { data, errors } = await shop.client.ask('SimulatorSetPrices', { productId: own, variants });
    expect(errors).toEqual([]);
    return at(data, 'productVariantsBulkUpdate') as JsonObject;
  };
  const prices = () =>
    shop.shirts.map(({ sku }) => {
      const { price, compareAtPrice } = shop.simulator.operations.variant({ sku });
      return [price, compareAtPrice];
    });

  test('are set of variants of one product; what is left out stays', async () => {
    const [small, medium] = shop.shirts.map(({ variantId }) => variantId);
    await set([
      { id: small, price: '12.5', compareAtPrice: '15' },
      { id: medium, price: '13' },
    ]);
    const payload = await set([{ id: small, price: '11' }]);
    expect(payload).toMatchObject({ productVariants: [{ price: '11.00' }], userErrors: [] });
    expect(prices()).toEqual([
      ['11.00', '15.00'],
      ['13.00', null],
    ]);
  });

  test('are all refused with one of them', async () => {
    const before = prices();
    const [small, medium] = shop.shirts.map(({ variantId }) => variantId);
    const codes = async (...given: Parameters<typeof set>) =>
      at(await set(...given), 'userErrors', 0, 'code');
    expect(
      await codes([
        { id: small, price: '1' },
        { id: medium, price: '-1' },
      ]),
    ).toBe('GREATER_THAN_OR_EQUAL_TO');
    expect(await codes([{ id: shop.lamp.variantId, price: '1' }])).toBe('PRODUCT_VARIANT_DOES_NOT_EXIST');
    expect(await codes([], 'gid://shopify/Product/1')).toBe('PRODUCT_DOES_NOT_EXIST');
    expect(prices()).toEqual(before);
    expect(await codes([{ id: small, barcode: '1' }])).toBe('INVALID_INPUT');
  });
});
