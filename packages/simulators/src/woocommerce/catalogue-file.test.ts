import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCatalogue, readCatalogueFile } from './catalogue.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'quayside-catalogue-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const HEADING = [
  'ID',
  'Type',
  'SKU',
  'GTIN, UPC, EAN, or ISBN',
  'Name',
  'Published',
  'Stock',
  'Regular price',
];
const rowOf = (cells: readonly string[]): string =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
const table = (...rows: readonly (readonly string[])[]): string => [HEADING, ...rows].map(rowOf).join('\n');
const row = (
  id: number,
  changes: { sku?: string; gtin?: string; name?: string; stock?: string; price?: string },
) => [
  String(id),
  'simple',
  changes.sku ?? `sku-${id}`,
  changes.gtin ?? '',
  changes.name ?? `Product ${id}`,
  '1',
  changes.stock ?? '1',
  changes.price ?? '1.00',
];

function fileWith(content: string | Buffer): string {
  const file = path.join(directory, 'mine.csv');
  writeFileSync(file, content);
  return file;
}
const read = (content: string | Buffer) => readCatalogueFile(fileWith(content));

describe('prices', () => {
  const priced = (price: string) => {
    const { products, problems } = parseCatalogue(table(row(1, { price }), row(2, {})));
    expect(products.map(({ sku }) => sku)).toEqual(['sku-1', 'sku-2']);
    return { price: products[0]?.regularPrice, problems };
  };

  test.each(['12.50', '0', '0.299', '1299.000', '', '12', '1299.5'])('%j is taken as it is', (price) => {
    expect(priced(price)).toEqual({ price, problems: [] });
  });

  test.each([
    ['1.299,00', '1299.00'],
    ['1,299.00', '1299.00'],
    ['1 299,00', '1299.00'],
    ['1\u202f299,5', '1299.5'],
    ["1'299.00", '1299.00'],
    ['1.299.000', '1299000'],
    ['12,50', '12.50'],
    ['0,299', '0.299'],
  ])('%j has one reading, which is told', (price, value) => {
    const { problems, ...found } = priced(price);
    expect(found.price).toBe(value);
    expect(problems).toMatchObject([{ row: 2, column: 'Regular price', rowLeftOut: false }]);
    expect(problems[0]?.message).toContain(`"${price}"`);
    expect(problems[0]?.message).toContain(value);
  });

  test.each(['1.299', '1,299', '-5.00', '€ 12', 'cheap', '1e3', '1.29,00'])(
    '%j is none rather than a wrong one, and that is told',
    (price) => {
      const { problems, ...found } = priced(price);
      expect(found.price).toBe('');
      expect(problems).toMatchObject([{ row: 2, column: 'Regular price', rowLeftOut: false }]);
      expect(problems[0]?.message).toContain(`"${price}"`);
    },
  );

  test('with decimal commas in every row are told once', () => {
    const rows = Array.from({ length: 300 }, (_, index) => row(index + 1, { price: '12,50' }));
    const { products, problems } = parseCatalogue(table(...rows));
    expect(new Set(products.map(({ regularPrice }) => regularPrice))).toEqual(new Set(['12.50']));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('299 more');
  });
});

describe('stock and GTIN', () => {
  test.each([
    ['-3', -3, 'below zero'],
    ["'-3", -3, 'below zero'],
    ['2.5', 2, 'cut to 2'],
    ['2,5', 2, 'cut to 2'],
    ['1.000', 1, 'may be 1000 or 1.000'],
    ['many', undefined, 'not a number'],
    ['99999999999999999999', undefined, 'too large'],
  ])('a stock of %j is read low, and told', (stock, count, words) => {
    const { products, problems } = parseCatalogue(table(row(1, { stock })));
    expect(products[0]?.stock).toBe(count);
    expect(problems).toMatchObject([{ row: 2, column: 'Stock', rowLeftOut: false }]);
    expect(problems[0]?.message).toContain(words);
  });

  test.each([
    ['', undefined],
    ['4006381333931', undefined],
    ['036000291452', undefined],
    ['0-306-40615-2', undefined],
    ['4006381333932', 'check digit'],
    ['40063813', 'check digit'],
    ['400638133393', 'check digit'],
    ['12345', '5 digits'],
    ['ask me', 'not made of digits'],
    ['4.00638E+12', 'a spreadsheet has rounded it'],
  ])('a GTIN %j stays as it is, and what is wrong with it is told', (gtin, words) => {
    const { products, problems } = parseCatalogue(table(row(1, { gtin })));
    expect(products[0]?.globalUniqueId).toBe(gtin);
    expect(problems.map(({ message }) => message)).toEqual(
      words === undefined ? [] : [expect.stringContaining(words)],
    );
  });
});

describe('dates of a sale', () => {
  test.each([
    ['2026-11-20 9:00:00', '2026-11-20T09:00:00'],
    ['2026-11-20 09:30', '2026-11-20T09:30:00'],
    ['2026-11-20', '2026-11-20T00:00:00'],
    ['', ''],
  ])('%j is taken', (text, moment) => {
    const { products, problems } = parseCatalogue(
      `Type,Name,SKU,Stock,Regular price,Date sale price starts\nsimple,A,a,1,1,${text}\n`,
    );
    expect([products[0]?.saleFrom, problems]).toEqual([moment, []]);
  });

  test.each(['20/11/2026', '2026-13-45', 'soon'])('%j is left out, and told', (text) => {
    const { products, problems } = parseCatalogue(
      `Type,Name,SKU,Stock,Regular price,Date sale price ends\nsimple,A,a,1,1,${text}\n`,
    );
    expect(products[0]?.saleTo).toBe('');
    expect(problems).toMatchObject([{ row: 2, column: 'Date sale price ends', rowLeftOut: false }]);
  });
});

describe('columns and rows', () => {
  test.each(['SKU', 'Stock', 'Regular price'])('a file without "%s" is taken, and that is told', (column) => {
    const names = ['Type', 'Name', 'SKU', 'Stock', 'Regular price'].filter((name) => name !== column);
    const { products, problems, missingColumns } = parseCatalogue(`${names.join(',')}\nsimple,Lamp,1,1\n`);
    expect([products.length, missingColumns]).toEqual([1, []]);
    expect(problems).toMatchObject([{ row: 1, column }]);
  });

  test.each(['Type', 'Name'])('a file without "%s" is none', (column) => {
    const names = ['Type', 'Name', 'SKU'].filter((name) => name !== column);
    const { products, problems, missingColumns } = parseCatalogue(`${names.join(',')}\nsimple,Lamp\n`);
    expect([products, missingColumns]).toEqual([[], [column]]);
    expect(problems).toMatchObject([{ row: 1, column }]);
  });

  test('the second row with a SKU is left out, and names the first', () => {
    const { products, problems } = parseCatalogue(
      table(row(1, { sku: 'a' }), row(2, { sku: 'a' }), row(3, {})),
    );
    expect(products.map(({ id }) => id)).toEqual([1, 3]);
    expect(problems).toMatchObject([{ row: 3, column: 'SKU', rowLeftOut: true }]);
    expect(problems[0]?.message).toContain('row 2');
  });

  test.each([
    [';', '\r\n'],
    ['\t', '\n'],
    ['|', '\r'],
    [',', '\r\n'],
  ])(
    'cells parted by %j and lines ended by %j are read, with the right row numbers',
    async (delimiter, end) => {
      const lines = [
        ['Type', 'SKU', 'Name', 'Stock', 'Regular price'],
        ['simple', 'a', `"Two${end}lines, and; more\t|"`, '1', '"12,50"'],
        ['simple', 'b', 'B', 'many', '2'],
      ];
      const text = lines.map((cells) => cells.join(delimiter)).join(end);
      for (const { products, problems } of [parseCatalogue(text), await read(text)]) {
        expect(products.map(({ sku }) => sku)).toEqual(['a', 'b']);
        expect(products[0]?.name).toBe(`Two${end}lines, and; more\t|`);
        expect(problems.map((it) => [it.row, it.column])).toEqual([
          [4, 'Stock'],
          [2, 'Regular price'],
        ]);
      }
    },
  );

  test('a file says no more than anybody reads, and how much more there is', () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => row(index + 1, { stock: 'many' }));
    const { products, problems } = parseCatalogue(table(...rows));
    expect(products).toHaveLength(1_500);
    expect(problems).toHaveLength(1_001);
    expect(problems.at(-1)?.message).toBe('500 more problems');
  });

  test('titles keep their markup and emoji: the shop does, too', () => {
    const name = '<b>Théière</b> &amp; 🫖👨‍👩‍👧';
    expect(parseCatalogue(table(row(1, { name }))).products[0]?.name).toBe(name);
  });

  test('a field of 5 MB and a product of 2,048 variations are taken whole', async () => {
    const variations = Array.from(
      { length: 2_048 },
      (_, index) => `variation,v-${index},V,3,9.90,p,,Size,S${index}`,
    );
    const text = [
      'Type,SKU,Name,Stock,Regular price,Parent,Description,Attribute 1 name,Attribute 1 value(s)',
      `variable,p,P,,,,${'x'.repeat(5_000_000)},Size,"${variations.map((_, index) => `S${index}`).join(', ')}"`,
      ...variations,
    ].join('\n');
    const { products, problems } = await read(text);
    expect(problems).toEqual([]);
    expect(products).toHaveLength(2_049);
    expect(products[0]?.description).toHaveLength(5_000_000);
    expect(products[0]?.attributes[0]?.options).toHaveLength(2_048);
  });
});
