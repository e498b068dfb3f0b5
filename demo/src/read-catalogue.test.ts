import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCatalogue } from './read-catalogue.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'quayside-catalogue-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function fileWith(content: string | Buffer): string {
  const file = path.join(directory, 'mine.csv');
  writeFileSync(file, content);
  return file;
}

describe('a merchant’s catalogue', () => {
  it('of the demo itself has 200 variants for sale, and nothing to complain about', async () => {
    const { products, problems } = await checkCatalogue(path.join(import.meta.dirname, '../catalogue.csv'));
    expect(products.filter(({ type }) => type === 'simple' || type === 'variation')).toHaveLength(200);
    expect(problems).toEqual([]);
  });

  it('of the demo itself has the gaps and the oddities of a real shop', async () => {
    const { products } = await checkCatalogue(path.join(import.meta.dirname, '../catalogue.csv'));
    const sold = products.filter(({ type }) => type !== 'variable');
    const count = (fits: (product: (typeof sold)[number]) => boolean): number => sold.filter(fits).length;
    expect(count(({ sku }) => sku === '')).toBe(1);
    expect(count(({ globalUniqueId }) => globalUniqueId === '')).toBeGreaterThan(2);
    expect(count(({ globalUniqueId }) => globalUniqueId.startsWith('3700123'))).toBeGreaterThan(180);
    expect(count(({ backorders }) => backorders !== 'no')).toBe(1);
    const sharing = products.filter(({ type, stock }) => type === 'variable' && stock !== undefined);
    expect(sharing.map(({ sku }) => sku)).toEqual(['RIBBON']);
    expect(count(({ sku, stock }) => stock === undefined && !sku.startsWith('RIBBON-'))).toBe(1);
    expect(count(({ salePrice, saleTo }) => salePrice !== '' && saleTo !== '')).toBeGreaterThan(5);
    expect(count(({ salePrice, saleTo }) => salePrice !== '' && saleTo === '')).toBeGreaterThan(2);
    // No real host is asked for a picture.
    const images = products.flatMap((product) => product.images);
    expect(images.length).toBeGreaterThan(60);
    expect(images.filter((src) => !src.startsWith('https://images.example/'))).toEqual([]);
  });

  it('may be as small as its two columns', async () => {
    const { products, problems } = await checkCatalogue(fileWith('Type,Name\nsimple,Lamp\n'));
    expect(products).toHaveLength(1);
    expect(problems.map(({ column }) => column)).toEqual(['SKU', 'Stock', 'Regular price']);
  });

  it.each([
    ['separated by semicolons', 'Type;Name\r\nsimple;Lamp\r\n'],
    ['in UTF-16', Buffer.from('\uFEFFType\tName\nsimple\tLampe d’été\n', 'utf16le')],
  ])('may be %s', async (_what, content) => {
    expect((await checkCatalogue(fileWith(content))).products).toHaveLength(1);
  });

  it.each([
    ['JSON', '{\n  "name": "quayside"\n}\n', /no product export of WooCommerce.*“Type” and “Name”/],
    ['another shop’s export', 'Handle,Title,Type\nlamp,Lamp,Light\n', /lacks “Name”/],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      /mine\.csv is no text\./,
    ],
    ['an Excel workbook', Buffer.from('PK\u0003\u0004 and so on', 'latin1'), /Excel workbook.*“CSV UTF-8”/],
    ['empty', '', /holds no product/],
    ['only a heading', 'Type,Name\n', /holds no product/],
  ])('that is %s is refused in one line that says what to do', async (_what, content, sentence) => {
    const file = fileWith(content);
    await expect(checkCatalogue(file)).rejects.toThrow(sentence);
    await expect(checkCatalogue(file)).rejects.toThrow(/^[^\n]*Products > Export[^\n]*$/);
  });

  it('that is not there, or a folder, is named', async () => {
    const missing = path.join(directory, 'nowhere.csv');
    await expect(checkCatalogue(missing)).rejects.toThrow(`There is no file ${missing}.`);
    await expect(checkCatalogue(directory)).rejects.toThrow('is a folder');
  });
});
