import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedFactsFolder } from '../shared-facts.ts';
import { generateProducts } from './generated-products.ts';
import { parseProductCsv, readProductCsvFile } from './product-csv.ts';
import { startShopUnderTest } from './shop-under-test.ts';

const HEADING = [
  'Handle',
  'Title',
  'Tags',
  'Option1 Name',
  'Option1 Value',
  'Variant SKU',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Variant Image',
  'Cost per item',
  'Status',
];
const csv = (...rows: readonly Readonly<Record<string, string>>[]): string =>
  [HEADING, ...rows.map((row) => HEADING.map((name) => row[name] ?? ''))]
    .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
    .join('\n');
const simple = {
  Handle: 'lamp',
  Title: 'Lamp',
  'Option1 Name': 'Title',
  'Option1 Value': 'Default Title',
  'Variant SKU': 'LAMP',
  'Variant Inventory Tracker': 'shopify',
  'Variant Inventory Qty': '7',
  'Variant Price': '9.99',
};

test('a product of one variant has no options', () => {
  const { products, problems } = parseProductCsv(
    csv({ ...simple, Tags: 'home, light', 'Cost per item': '4.00' }),
  );
  expect(problems).toEqual([]);
  expect(products).toMatchObject([
    {
      title: 'Lamp',
      handle: 'lamp',
      tags: ['home', 'light'],
      options: [],
      status: 'ACTIVE',
      variants: [
        { sku: 'LAMP', stock: 7, isTracked: true, price: '9.99', cost: '4.00', inventoryPolicy: 'DENY' },
      ],
    },
  ]);
});

test('rows of one handle make one product: variants, images, and rows with an image only', () => {
  const shirt = {
    ...simple,
    Handle: 'shirt',
    Title: '',
    'Option1 Name': '',
    'Variant SKU': 'M',
    'Option1 Value': 'M',
  };
  const { products, problems } = parseProductCsv(
    csv(
      {
        ...simple,
        Handle: 'shirt',
        Title: 'Shirt',
        'Option1 Name': 'Size',
        'Option1 Value': 'S',
        'Variant SKU': 'S',
        'Image Src': 'https://images.example/2.jpg',
        'Image Position': '2',
      },
      { ...shirt, 'Variant Inventory Policy': 'continue', 'Variant Image': 'https://images.example/m.jpg' },
      { Handle: 'shirt', 'Image Src': 'https://images.example/1.jpg', 'Image Position': '1' },
    ),
  );
  expect(problems).toEqual([]);
  expect(products).toHaveLength(1);
  expect(products[0]).toMatchObject({
    options: ['Size'],
    images: [1, 2, 'm'].map((name) => ({ url: `https://images.example/${name}.jpg` })),
    variants: [
      { values: ['S'] },
      { values: ['M'], inventoryPolicy: 'CONTINUE', imageUrl: 'https://images.example/m.jpg' },
    ],
  });
});

describe('what cannot be taken is told with row and column', () => {
  test.each([
    [{ 'Variant Price': 'cheap' }, 'Variant Price', 'is not a number'],
    [{ 'Variant Price': '' }, 'Variant Price', 'it costs 0.00'],
    [{ 'Variant SKU': '' }, 'Variant SKU', 'has no SKU'],
    [{ 'Variant Inventory Tracker': '' }, 'Variant Inventory Tracker', 'not counted'],
    [{ 'Variant Inventory Policy': 'perhaps' }, 'Variant Inventory Policy', 'neither deny nor continue'],
    [{ 'Variant Barcode': '4006381333932' }, 'Variant Barcode', 'its check digit is wrong'],
    [{ Status: 'lost' }, 'Status', 'the product is a draft'],
    [{ 'Image Src': 'picture.jpg' }, 'Image Src', 'is no address'],
    [{ Title: '' }, 'Title', 'its handle is taken'],
  ])('%j', (change, column, message) => {
    const { products, problems } = parseProductCsv(csv({ ...simple, ...change }));
    expect(products).toHaveLength(1);
    const told = problems.filter((problem) => problem.column === column);
    expect(told.map((problem) => problem.message).join(' ')).toContain(message);
    expect(told[0]).toMatchObject({ row: 2, rowLeftOut: false });
  });

  test('a second variant of the same values is left out, a second use of a SKU is not', () => {
    const { products, problems } = parseProductCsv(
      csv(simple, { ...simple, 'Variant SKU': 'X' }, { ...simple, Handle: 'b' }),
    );
    expect(products.map(({ variants }) => variants.map(({ sku }) => sku))).toEqual([['LAMP'], ['LAMP']]);
    expect(problems).toMatchObject([
      { row: 3, column: 'Option1 Value', rowLeftOut: true },
      { row: 4, column: 'Variant SKU', rowLeftOut: false },
    ]);
  });

  test('a file without its columns is none', () => {
    expect(parseProductCsv('Name,SKU\nLamp,1\n')).toMatchObject({
      products: [],
      missingColumns: ['Handle', 'Title'],
    });
  });
});

const catalogues = join(sharedFactsFolder() ?? '', 'data/catalogues');
test.skipIf(!existsSync(catalogues)).each([
  ['apparel', 20, 22],
  ['home-and-garden', 20, 21],
  ['jewelery', 20, 23],
])(
  'the published file shopify-%s.csv: %i products, %i variants, in a shop as they are',
  async (name, count, variants) => {
    const { products, problems } = await readProductCsvFile(join(catalogues, `shopify-${name}.csv`));
    expect(products).toHaveLength(count);
    expect(products.flatMap((product) => product.variants)).toHaveLength(variants);
    expect(problems.map(({ column, rowLeftOut }) => ({ column, rowLeftOut }))).toEqual([
      { column: 'Variant SKU', rowLeftOut: false },
      { column: 'Variant Inventory Tracker', rowLeftOut: false },
    ]);
    const shop = await startShopUnderTest({ products });
    const { data, errors } = await shop.client.ask('{ productsCount { count } }');
    expect({ data, errors }).toEqual({ data: { productsCount: { count } }, errors: [] });
    await shop.close();
  },
);

test('generated variants are exactly as many, and the same ones each time', async () => {
  const shop = await startShopUnderTest({ products: [] });
  const other = await startShopUnderTest({ products: [] });
  for (const { simulator } of [shop, other]) generateProducts(simulator.hosted.shop, 300);
  const seen = ({ simulator }: typeof shop) =>
    [...simulator.hosted.shop.variants.values()].map(({ sku, price, barcode, values }) => [
      sku,
      price,
      barcode,
      values,
    ]);
  expect(seen(shop)).toHaveLength(300);
  expect(new Set(seen(shop).map(([sku]) => sku)).size).toBe(300);
  expect(seen(shop)).toEqual(seen(other));
  await Promise.all([shop.close(), other.close()]);
});
