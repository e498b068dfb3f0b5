import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingStatuses } from '../../packages/core/src/domain/listing-life.ts';
import { exportedTypes, isCovered } from './domain-words.ts';
import { findForbiddenWords } from './forbidden-words.ts';
import { findGlossaryProblems } from './glossary-problems.ts';
import { readGlossary } from './glossary.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const table = (...rows: string[]): string => ['| word | meaning |', '|---|---|', ...rows, ''].join('\n');

describe('the table of words', () => {
  it('gives each term of a row its meaning', () => {
    const { meanings, problems } = readGlossary(table('| stock pool, Stock master | shared |'));
    expect([...meanings]).toEqual([
      ['stock pool', 'shared'],
      ['stock master', 'shared'],
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    [table('| offer | |'), 'line 3: "offer" has no meaning'],
    [table('| offer | one |', '| listing, Offer | two |'), 'line 4: "offer" is there twice'],
    ['| term | meaning |\n|---|---|\n', 'line 1: a table of "term": "word" or "not used"'],
    [
      `${table('| catalog | one |')}\n| not used | instead |\n|---|---|\n| catalog | catalogue |\n`,
      '"catalog" is a word and not used',
    ],
    [
      '| not used | instead | but right in |\n|---|---|---|\n| shelf | stock pool | --shelf |\n',
      'line 3: "--shelf" would let every "shelf" pass',
    ],
  ])('%j is refused', (text, problem) => {
    expect(readGlossary(text).problems).toEqual([problem]);
  });
});

describe('the types of the domain', () => {
  it('are the interfaces and type aliases that a file exports', () => {
    const source = `
      export interface StockPool {}
      export type Stock = 1;
      interface Hidden {}
      export const units = 1;`;
    expect(exportedTypes(source)).toEqual(['StockPool', 'Stock']);
  });

  it.each([
    ['StockPool', true],
    ['StockPoolId', true],
    ['StoreStockPool', true],
    // "pool" alone is no word of the glossary.
    ['StorePool', false],
    ['Warehouse', false],
  ])('%s is made of known words: %s', (name, expected) => {
    expect(isCovered(name, ['stock pool', 'store'], ['id'])).toBe(expected);
  });
});

describe('forbidden words', () => {
  const { forbidden } = readGlossary(
    [
      '| not used | instead | but right in |',
      '|---|---|---|',
      '| inventory | stock | |',
      '| warehouse | stock pool | own warehouses |',
      '| product listing | listing | |',
      '| catalog | catalogue | |',
    ].join('\n'),
  );

  it.each([
    ['const inventoryLevel = 1;', 'inventory'],
    ["say('No inventories here.')", 'inventory'],
    ['type WAREHOUSE_ID = string;', 'warehouse'],
    ['interface ProductListing {}', 'product listing'],
    ['// the product-listing', 'product listing'],
    ['/**\n * of a product\n * listing\n */', 'product listing'],
    ["import '../jobs/catalog.ts';", 'catalog'],
  ])('finds %j', (text, said) => {
    expect(findForbiddenWords(`export {};\n${text}`, forbidden).map((found) => found.said)).toEqual([said]);
  });

  it.each([
    'from its own warehouses',
    'the catalogue',
    'the product, listing by listing',
    'the product. Listings',
  ])('lets %j pass', (text) => {
    expect(findForbiddenWords(text, forbidden)).toEqual([]);
  });

  it('tells the line', () => {
    expect(findForbiddenWords('\n\n// inventory', forbidden)).toEqual([
      { line: 3, said: 'inventory', instead: 'stock' },
    ]);
  });
});

describe('the glossary of the repository', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-glossary-'));
    for (const room of ['docs', 'packages/core/src', 'packages/host-kit/src']) {
      await cp(path.join(repository, room), path.join(folder, room), { recursive: true });
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('and its code speak alike', async () => {
    expect(await findGlossaryProblems(repository)).toEqual([]);
  });

  it('names every listing status', async () => {
    const { meanings } = readGlossary(await readFile(path.join(repository, 'docs/glossary.md'), 'utf8'));
    const named = [...(meanings.get('listing status') ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual([...listingStatuses].sort());
  });

  it('a type and a sentence with words of their own are found', async () => {
    const type = 'packages/core/src/domain/depot.ts';
    const sentence = 'packages/host-kit/src/messages/depot.ts';
    await writeFile(path.join(folder, type), 'export interface Depot {}\n');
    await writeFile(path.join(folder, sentence), "export const text = 'Your inventory is empty.';\n");
    expect(await findGlossaryProblems(folder)).toEqual([
      `${type}: Depot is no word of docs/glossary.md`,
      `${sentence}:1 says "inventory": stock`,
    ]);
  });
});
