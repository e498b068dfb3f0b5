/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject, isJsonObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readSharedJson, sharedFactsFolder } from '../shared-facts.ts';
import { ArgumentCheck } from './argument-check.ts';
import type { Catalogue } from './catalogue.ts';
import { readCatalogueFile } from './catalogue.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { signedFetch } from './signed-fetch.ts';

const folder = sharedFactsFolder();
const SAMPLE = join(folder ?? '', 'data/catalogues/woocommerce-sample-products.csv');

describe.skipIf(folder === undefined)('WooCommerce 11.0.1 as published', () => {
  let shop: WooCommerceSimulator;
  let catalogue: Catalogue | undefined;
  beforeAll(async () => {
    catalogue = await readCatalogueFile(SAMPLE);
    shop = await startWooCommerceSimulator({ products: catalogue.products });
  });
  afterAll(async () => {
    await shop.close();
  });

  test('the sample catalogue is taken whole', () => {
    expect(catalogue?.problems).toEqual([]);
    expect(catalogue?.products).toHaveLength(25);
    const kinds = catalogue?.products.map((it) => it.type) ?? [];
    expect(kinds.filter((it) => it === 'variation')).toHaveLength(7);
    expect(new Set(kinds)).toEqual(new Set(['simple', 'variable', 'variation', 'grouped', 'external']));
    expect(shop.shop.products.get(87)?.grouped_products).toEqual([46, 47, 48]);
    expect(shop.shop.products.get(73)).toMatchObject({ virtual: true, downloadable: true });
  });

  test('the published arguments are in force', async () => {
    expect(new ArgumentCheck().complete).toBe(true);
    const wrong = await signedFetch(shop, 'PUT', '/wc/v3/products/46', {
      body: { stock_quantity: 'many', backorders: 'maybe' },
    });
    expect(wrong.body).toMatchObject({
      code: 'rest_invalid_param',
      message: 'Invalid parameter(s): stock_quantity, backorders',
      data: { status: 400, params: { stock_quantity: 'stock_quantity is not of type integer.' } },
    });
    const nested = await signedFetch(shop, 'POST', '/wc/v3/orders', {
      body: { line_items: [{ quantity: 'x' }] },
    });
    expect(nested.body.data.params).toEqual({
      line_items: 'line_items[0][quantity] is not of type integer.',
    });
  });

  test('every member of the published schemas is shown, with its type', async () => {
    const schemas = asObject(
      asObject(readSharedJson('apis/woocommerce/wc-v3-schemas_11.0.1.json'))['schemas'],
    );
    const order = shop.operations.sell({ sku: 'woo-hoodie-red', quantity: 1 });
    const shown: [string, string][] = [
      ['products', '/wc/v3/products/46'],
      ['product-variations', '/wc/v3/products/45/variations/79'],
      ['orders', `/wc/v3/orders/${order.id}`],
    ];
    for (const [resource, path] of shown) {
      const { body } = await signedFetch(shop, 'GET', path);
      expect(mismatches(asObject(asObject(schemas[resource])['properties']), body as JsonObject)).toEqual([]);
    }
  });
});

/** Members the API never shows: they can only be written. */
const WRITE_ONLY = ['set_paid', 'manual_update'];

function mismatches(properties: JsonObject, shown: JsonObject): string[] {
  return Object.entries(properties).flatMap(([name, rule]) => {
    if (WRITE_ONLY.includes(name)) return [];
    if (!(name in shown)) return [`${name} is missing`];
    const types = [asObject(rule)['type']].flat().map(String);
    return types.some((type) => fits(shown[name], type)) ? [] : [`${name} is ${JSON.stringify(shown[name])}`];
  });
}

function fits(value: unknown, type: string): boolean {
  if (value === null) return true;
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'date-time':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value);
    case 'boolean':
    case 'number':
    case 'string':
      // shipping_class_id is published as text and shown as a number.
      return typeof value === type || (type === 'string' && typeof value === 'number');
    default:
      return true;
  }
}
