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
  it('of the demo itself is fine', () => {
    const { products, problems } = checkCatalogue(path.join(import.meta.dirname, '../catalogue.csv'));
    expect(products.length).toBeGreaterThan(30);
    expect(problems).toEqual([]);
  });

  it('may be as small as its two columns', () => {
    expect(checkCatalogue(fileWith('Type,Name\nsimple,Lamp\n')).products).toHaveLength(1);
  });

  it.each([
    ['JSON', '{\n  "name": "quayside"\n}\n', /no product export of WooCommerce.*“Type” and “Name”/],
    ['another shop’s export', 'Handle,Title,Type\nlamp,Lamp,Light\n', /lacks “Name”/],
    ['separated by semicolons', 'Type;Name\nsimple;Lamp\n', /not separated by commas/],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      /no product export/,
    ],
    ['empty', '', /holds no product/],
    ['only a heading', 'Type,Name\n', /holds no product/],
  ])('that is %s is refused in one sentence that says what to do', (_what, content, sentence) => {
    const file = fileWith(content);
    expect(() => checkCatalogue(file)).toThrow(sentence);
    expect(() => checkCatalogue(file)).toThrow(/Products > Export/);
  });

  it('that is not there, or a folder, is named', () => {
    const missing = path.join(directory, 'nowhere.csv');
    expect(() => checkCatalogue(missing)).toThrow(`There is no file ${missing}.`);
    expect(() => checkCatalogue(directory)).toThrow('is a folder');
  });
});
