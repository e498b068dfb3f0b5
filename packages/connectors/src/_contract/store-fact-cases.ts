import { plus, type Instant } from '@quayside/core/domain/instant';
import { parseMoney } from '@quayside/core/domain/money';
import type { FieldProblem, VariantSnapshot } from '@quayside/core/domain/variant';
import { expect } from 'vitest';
import { readAll, type OpenedStoreUnderTest as Store } from './open-store.ts';
import type { ProductFacts } from './store-under-test.ts';
import { expectOk } from './watched-context.ts';

/** Platforms count whole seconds. */
function secondsFrom(moment: Instant, seconds: number): Instant {
  return plus(`${moment.slice(0, 19)}.000Z` as Instant, seconds * 1_000);
}

function teaTowel(store: Store): ProductFacts {
  const now = store.clock.now();
  return {
    title: 'Tea towel “Été” & <friends> 🫖👨‍👩‍👧',
    brand: 'Salt & Co',
    options: [
      { name: 'Colour', values: ['Chalk', 'Moss & rye'] },
      { name: 'Size', values: ['S', 'L'] },
    ],
    images: ['https://images.example/towel.jpg', 'https://images.example/towel-back.jpg'],
    variants: [
      {
        sku: 'TOWEL-CHALK-S',
        barcode: '3700123450016',
        values: ['Chalk', 'S'],
        images: ['https://images.example/towel-chalk.jpg'],
        price: '19.90',
        sale: { price: '14.5', from: secondsFrom(now, -3_600), until: secondsFrom(now, 86_400) },
        cost: null,
        stock: 7,
      },
      {
        sku: 'TOWEL-MOSS-L',
        barcode: 'not a number 12',
        values: ['Moss & rye', 'L'],
        images: [],
        price: '1299.05',
        sale: null,
        cost: null,
        stock: 0,
      },
    ],
  };
}

const candle: ProductFacts = {
  title: 'Candle fig',
  brand: null,
  options: [],
  images: [],
  variants: [
    {
      sku: 'CANDLE',
      barcode: null,
      values: [],
      images: [],
      price: '27',
      sale: null,
      cost: '11.37',
      stock: 3,
    },
  ],
};

function money(store: Store, text: string | null): VariantSnapshot['price'] {
  if (text === null) return null;
  const parsed = parseMoney(text, store.currency);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

function expected(store: Store, facts: ProductFacts, ids: readonly string[]): unknown[] {
  return facts.variants.map((variant, index) => ({
    storeVariantId: ids[index],
    sku: variant.sku,
    barcode: variant.barcode,
    options: facts.options.map(({ name }, at) => ({ name, value: variant.values[at] })),
    images: variant.images,
    price: money(store, variant.price),
    sale: variant.sale && { ...variant.sale, price: money(store, variant.sale.price) },
    stock: { kind: 'tracked', quantity: variant.stock },
    attributes: attributesOf(facts, variant.values),
    isEnabled: true,
    problems: [],
  }));
}

/** The brand and the values of its options, as every shop has them; platforms may say more. */
function attributesOf({ brand, options }: ProductFacts, values: readonly string[]): object {
  const own = options.map(({ name }, at) => [name, [values[at]]]);
  return Object.fromEntries(brand === null ? own : [['brand', [brand]], ...own]) as object;
}

/** What a shop shows of its goods, and what it shows wrongly. */
export const storeFactCases = {
  async 'products.read: everything the merchant entered arrives, plain and exact (P5)'(store: Store) {
    const facts = teaTowel(store);
    const { productId, variantIds } = store.levers.addProduct(facts);
    const read = expectOk(await store.connector.products.read(productId));
    const kept = store.keeps?.(facts) ?? facts;
    const { variants, ...content } = kept;
    expect(read.content).toEqual(content);
    expect(read.variants).toMatchObject(expected(store, kept, variantIds));
    read.variants.forEach(({ title }, index) => {
      for (const part of [facts.title, ...(variants[index]?.values ?? [])]) expect(title).toContain(part);
    });
  },

  async 'products.read: a product without options is its own variant'(store: Store) {
    const { productId, variantIds } = store.levers.addProduct(candle);
    const read = expectOk(await store.connector.products.read(productId));
    expect(read.content).toEqual({ title: candle.title, brand: null, options: [], images: [] });
    expect(read.variants).toMatchObject(expected(store, candle, variantIds));
    expect(read.variants[0]?.title).toBe(candle.title);
  },

  async 'products.read: shows what the merchant paid (P5)'(store: Store) {
    const { productId } = store.levers.addProduct(candle);
    const read = expectOk(await store.connector.products.read(productId));
    expect(read.variants.map(({ cost }) => cost)).toEqual([money(store, '11.37')]);
  },

  async 'products.changed: what cannot be used becomes a problem, and hides nothing else (P8)'(store: Store) {
    const { productId, variantIds } = store.levers.addProduct(teaTowel(store));
    const [spoilt, sound] = variantIds;
    if (spoilt === undefined || sound === undefined) throw new Error('Two variants');
    const before = expectOk(await store.connector.products.read(productId)).variants;
    const fields: readonly FieldProblem['field'][] = ['price', 'sale-price', 'stock'];
    for (const field of fields) store.levers.spoil(spoilt, field);
    const window = { from: null, until: plus(store.clock.now(), 1) };
    const read = await readAll((page) => store.connector.products.changed(page), window);
    expect(read.unreadable).toEqual([]);
    const product = read.items.find((item) => item.storeProductId === productId);
    expect(product?.variants.map(({ storeVariantId }) => storeVariantId)).toEqual(variantIds);
    const [wrong, right] = product?.variants ?? [];
    expect(wrong).toMatchObject({ price: null, sale: null, stock: { kind: 'tracked', quantity: 2 } });
    expect(wrong?.problems.toSorted((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
      { field: 'price', shown: '1.299,00' },
      { field: 'sale-price', shown: '1.299,00' },
      { field: 'stock', shown: '2.5' },
    ]);
    expect(right).toEqual(before[1]);
  },

  async 'products.read: a title longer than any channel takes is cut, and told (P8)'(store: Store) {
    store.levers.spoil(store.simple.variantId, 'title');
    const read = expectOk(await store.connector.products.read(store.simple.productId));
    expect(read.content?.title).toHaveLength(500);
    expect(read.variants[0]?.title).toHaveLength(500);
    expect(read.variants[0]?.problems).toMatchObject([{ field: 'title' }]);
    expect(read.variants[0]?.problems[0]?.shown.length).toBeLessThanOrEqual(80);
  },

  async 'products.read: two variants with one SKU stay two'(store: Store) {
    const twin = { ...candle, variants: candle.variants.map((each) => ({ ...each, sku: store.simple.sku })) };
    const { productId } = store.levers.addProduct(twin);
    const read = expectOk(await store.connector.products.read(productId));
    expect(read.variants[0]).toMatchObject({ sku: store.simple.sku, problems: [] });
  },

  async 'products.changed: 160 variants of one product arrive together'(store: Store) {
    const sizes = Array.from({ length: 160 }, (_, index) => `Size ${index}`);
    const [template] = candle.variants;
    if (template === undefined) throw new Error('A template');
    const { productId, variantIds } = store.levers.addProduct({
      ...candle,
      options: [{ name: 'Size', values: sizes }],
      variants: sizes.map((size, index) => ({
        ...template,
        sku: `MANY-${index}`,
        values: [size],
        stock: index,
      })),
    });
    const window = { from: null, until: plus(store.clock.now(), 1) };
    const read = await readAll((page) => store.connector.products.changed(page), window);
    const shown = read.items.filter((item) => item.storeProductId === productId);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.variants.map(({ storeVariantId }) => storeVariantId)).toEqual(variantIds);
    expect(shown[0]?.variants.map(({ sku }) => sku)).toEqual(sizes.map((_, index) => `MANY-${index}`));
  },
};
