import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPlatformNames } from './platform-names.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-names-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  ["if (channel === 'amazon') return;", 'amazon'],
  ['// As on eBay, the offer comes first.', 'eBay'],
  ['const amazonOrderId = 1;', 'amazon'],
  ['type ShopifyOrder = string;', 'Shopify'],
  ['/** The ASIN. */', 'ASIN'],
])('finds the platform in %j', async (line, name) => {
  await writeFile(path.join(folder, 'a.ts'), `export {};\n${line}\n`);
  expect(await findPlatformNames(folder)).toEqual([{ file: path.join(folder, 'a.ts'), line: 2, name }]);
});

it('finds nothing in words that only hold such letters', async () => {
  await writeFile(path.join(folder, 'a.ts'), "const basing = 'sketsy'; // a raising of bases\n");
  expect(await findPlatformNames(folder)).toEqual([]);
});

it('core names none', async () => {
  expect(await findPlatformNames(path.resolve(import.meta.dirname, '../../packages/core/src'))).toEqual([]);
});
