import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NoCatalogue } from '../catalogue-file/catalogue-text.ts';
import { parseCatalogue, readCatalogueFile } from './catalogue.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'quayside-catalogue-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function read(content: string | Buffer) {
  const file = path.join(directory, 'mine.csv');
  writeFileSync(file, content);
  return readCatalogueFile(file);
}

const table = (...names: readonly string[]): string =>
  [
    'Type,SKU,Name,Stock,Regular price',
    ...names.map((name, index) => `simple,sku-${index},"${name}",1,1.00`),
  ].join('\n');

describe('encodings', () => {
  const text = table('Théière “Été” – 25 €');

  test.each([
    ['UTF-8', Buffer.from(text), undefined],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), undefined],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'UTF-16'],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'UTF-16'],
    ['UTF-16, the other way round without a mark', Buffer.from(text, 'utf16le').swap16(), 'UTF-16'],
    [
      'Windows-1252',
      Buffer.from(
        text.replace('“', '\u0093').replace('”', '\u0094').replace('–', '\u0096').replace('€', '\u0080'),
        'latin1',
      ),
      'Windows-1252',
    ],
  ])('%s is read right, and what is not UTF-8 is told', async (_name, bytes, words) => {
    const { products, problems } = await read(bytes);
    expect(products[0]?.name).toBe('Théière “Été” – 25 €');
    expect(problems.map(({ message }) => message)).toEqual(
      words === undefined ? [] : [expect.stringContaining(words)],
    );
  });

  test('a letter that is cut in two by the reading is whole', async () => {
    // 1 MB is read at once.
    const description = `${'é'.repeat(600_000)}x${'é'.repeat(600_000)}`;
    const { products, problems } = await read(
      `Type,Name,SKU,Stock,Regular price,Description\nsimple,A,a,1,1,${description}\n`,
    );
    expect(problems).toEqual([]);
    expect(products[0]?.description === description).toBe(true);
  });

  test('a UTF-8 file with one broken letter stays UTF-8, and the place is told', async () => {
    const bytes = Buffer.from(table('Théière d’été à Noël', 'Caf? noir'));
    bytes[bytes.indexOf('Caf?') + 3] = 0xe9;
    const { products, problems } = await read(bytes);
    expect(products.map(({ name }) => name)).toEqual(['Théière d’été à Noël', 'Caf\uFFFD noir']);
    expect(problems).toMatchObject([
      { row: 1, column: 'whole file' },
      { row: 3, column: 'Name' },
    ]);
  });

  test('accents that were lost before are not repaired, but told', () => {
    const { products, problems } = parseCatalogue(table('CafÃ© de lâ€™Ã©tÃ©', 'Whole'));
    expect(products[0]?.name).toBe('CafÃ© de lâ€™Ã©tÃ©');
    expect(problems).toMatchObject([{ row: 2, column: 'Name', rowLeftOut: false }]);
    expect(parseCatalogue(table('Âge d’or, São Paulo, Ã la carte')).problems).toEqual([]);
  });

  test.each([
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
    ],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0014', 'latin1')],
    ['a program', Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1')],
  ])('%s is no catalogue', async (_name, bytes) => {
    await expect(read(bytes)).rejects.toBeInstanceOf(NoCatalogue);
  });

  test('an empty file holds nothing', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('\uFEFF'), Buffer.from('\n\n')])
      expect(await read(bytes)).toEqual({ products: [], problems: [], missingColumns: [] });
  });
});
