import { instant } from '@quayside/core/domain/instant';
import { parseCurrency } from '@quayside/core/domain/money';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { describe, expect, it } from 'vitest';
import type { ProductQuery } from './documents.gen.ts';
import fixture from './fixtures/product.json' with { type: 'json' };
import { mapProduct } from './product-mapper.ts';

const product = fixture.body.product as unknown as NonNullable<ProductQuery['product']>;
const readBeganAt = instant(1_780_000_000_000);
const eur = parseCurrency('EUR');
if (eur === undefined) throw new Error('EUR');
const currency = eur;

type Facts = (typeof product)['variants']['nodes'][number];

/** The fixture's product with other members. */
function shown(members: Partial<typeof product> = {}): ProductSnapshot {
  const changed = { ...product, ...members };
  const variants = changed.variants.nodes.map((facts) => ({
    facts,
    levels: facts.inventoryItem.inventoryLevels.nodes,
  }));
  return mapProduct(changed, variants, currency, readBeganAt);
}

/** Its first variant with other members. */
function variantOf(members: Partial<Facts>, item: Partial<Facts['inventoryItem']> = {}): VariantSnapshot {
  const [first] = product.variants.nodes;
  if (first === undefined) throw new Error('A variant');
  const facts = { ...first, ...members, inventoryItem: { ...first.inventoryItem, ...item } };
  const [variant] = shown({ variants: { ...product.variants, nodes: [facts] } }).variants;
  if (variant === undefined) throw new Error('A variant');
  return variant;
}

describe('a product', () => {
  it('is told plainly, with its pictures alone', () => {
    expect(shown()).toMatchObject({
      storeProductId: '7880321196742',
      readBeganAt,
      content: {
        title: 'Linen shirt',
        brand: 'Salt & Co',
        options: [{ name: 'Size', values: ['S', 'M'] }],
        images: ['https://cdn.shopify.example/shirt.jpg'],
      },
    });
  });

  it.each(['DRAFT', 'ARCHIVED', 'UNLISTED'] as const)('that is %s is not for sale', (status) => {
    expect(shown({ status })).toMatchObject({ content: null, variants: [] });
  });

  it('without options has one variant, and no option that is called Title', () => {
    const read = shown({
      hasOnlyDefaultVariant: true,
      options: [{ name: 'Title', values: ['Default Title'] }],
    });
    expect(read.content?.options).toEqual([]);
    expect(read.variants[0]).toMatchObject({ options: [], title: 'Linen shirt' });
  });

  it('without a title is told by its number', () => {
    expect(shown({ title: ' ' }).content?.title).toBe('#7880321196742');
  });
});

describe('a variant', () => {
  it('has its own SKU, barcode, picture, cost and title', () => {
    const [first, second] = shown().variants;
    expect(first).toMatchObject({
      storeVariantId: '43640458444486',
      sku: 'SHIRT-S',
      barcode: '3700123450016',
      title: 'Linen shirt - S',
      options: [{ name: 'Size', value: 'S' }],
      images: ['https://cdn.shopify.example/shirt-s.jpg'],
      cost: { amount: '6.1', currency: 'EUR' },
      problems: [],
    });
    expect(second).toMatchObject({ sku: null, barcode: null, images: [], cost: null });
  });

  it('carries what the shop says of its product, and its own options', () => {
    const [first, second] = shown().variants;
    const shared = {
      brand: ['Salt & Co'],
      type: ['Shirts'],
      tag: ['linen', 'summer'],
      'custom.material': ['Linen'],
      'custom.markets': ['FR', 'DE'],
      'custom.grams': ['180'],
    };
    expect(first).toMatchObject({ isEnabled: true });
    expect(first?.attributes).toEqual({ ...shared, Size: ['S'] });
    expect(second?.attributes).toEqual({ ...shared, Size: ['M'] });
  });

  it.each([
    ['multi_line_text_field', 'one\ntwo', ['one two']],
    ['number_decimal', '2.50', ['2.50']],
    ['boolean', 'true', ['true']],
    ['list.number_decimal', '["1.5", 2]', ['1.5', '2']],
    ['list.single_line_text_field', 'no list', undefined],
    ['list.product_reference', '["gid://shopify/Product/1"]', undefined],
    ['rich_text_field', '{"type":"root"}', undefined],
    ['single_line_text_field', ' ', undefined],
  ])('reads of metafields what is plain: %s %j', (type, value, values) => {
    const nodes = [{ namespace: 'custom', key: 'fact', type, value }];
    const [first] = shown({ metafields: { nodes }, vendor: '', productType: '', tags: [] }).variants;
    expect(first?.attributes['custom.fact']).toEqual(values);
    expect(Object.keys(first?.attributes ?? {})).not.toContain('brand');
  });

  it('on sale has the higher price for its regular one, and a sale without dates (P5)', () => {
    const money = (amount: string) => ({ amount, currency });
    expect(variantOf({})).toMatchObject({
      price: money('19.9'),
      sale: { price: money('14.5'), from: null, until: null },
    });
    for (const compareAtPrice of [null, '14.50', '9.00'])
      expect(variantOf({ compareAtPrice })).toMatchObject({ price: money('14.5'), sale: null });
  });

  it('with an amount that is none has a problem instead', () => {
    expect(variantOf({ price: '1.299,00', compareAtPrice: null })).toMatchObject({
      price: null,
      problems: [{ field: 'price', shown: '1.299,00' }],
    });
  });

  it('without a cost shows none: 0 is what a shop has where nothing was entered', () => {
    expect(variantOf({}, { unitCost: { amount: '0.0', currencyCode: 'EUR' } }).cost).toBeNull();
  });
});

describe('stock', () => {
  it('is what can be sold over all locations, with each of them (P3)', () => {
    expect(variantOf({})).toMatchObject({
      stock: { kind: 'tracked', quantity: 5 },
      stockByLocation: { '71538933830': 7, '71538933831': -2 },
    });
  });

  it('that the shop sells below zero is backorderable', () => {
    expect(variantOf({ inventoryPolicy: 'CONTINUE' }).stock).toEqual({ kind: 'backorderable', quantity: 5 });
  });

  it('that is not counted is untracked, and lies nowhere', () => {
    expect(variantOf({}, { tracked: false })).toMatchObject({
      stock: { kind: 'untracked' },
      stockByLocation: null,
    });
  });
});
