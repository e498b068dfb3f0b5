import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Platforms by how they are spoken of, whether or not they have a folder of their own yet. */
const platforms = [
  'amazon',
  'asin',
  'sp-api',
  'ebay',
  'octopia',
  'cdiscount',
  'fnac',
  'mirakl',
  'rakuten',
  'sendcloud',
  'shopify',
  'woocommerce',
  'wordpress',
  'ecwid',
  'lightspeed',
  'etsy',
  'walmart',
];

export interface PlatformName {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/**
 * Every place in a folder where a platform is named, in code, text or comment. Core names none: a fact about a platform is cited by its ADR.
 */
export async function findPlatformNames(folder: string): Promise<readonly PlatformName[]> {
  // A word, or a part of an identifier such as `toShopifyOrder`: nothing but letters of the same word may touch it.
  const pattern = new RegExp(`(?<![a-z])(${platforms.join('|')})(?![a-z])`, 'gi');
  const found: PlatformName[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ts|json|md)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, text] of lines.entries()) {
      // Identifiers fall apart into their words: `amazonOrderId` is `amazon Order Id`.
      const words = text
        .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .replaceAll(/e Bay/g, 'eBay')
        .replaceAll(/Woo Commerce/g, 'WooCommerce')
        .replaceAll(/Word Press/g, 'WordPress');
      for (const match of words.matchAll(pattern)) found.push({ file, line: index + 1, name: match[0] });
    }
  }
  return found;
}
