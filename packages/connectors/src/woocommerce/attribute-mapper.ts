import { limitAttributes, type Attributes } from '@quayside/core/domain/attributes';
import type { WooProduct, WooVariation } from './product-shape.ts';
import { plainText } from './plain-text.ts';

type Found = readonly [name: string, values: readonly string[]];

/**
 * What the shop says of a product, or of one of its variations: brands, categories, tags, weight, attributes under the shop's names, and custom fields as
 * `meta:<key>`. A variation has its own values of the attributes by which variations differ (all of them where it stands for any), and its own custom fields
 * instead of its product's of the same key. WooCommerce has no word for the kind of goods: its product type says how something is sold.
 */
export function mapAttributes(product: WooProduct, variation: WooVariation | null): Attributes {
  return limitAttributes([
    ['brand', namesOf(product.brands)],
    ['category', namesOf(product.categories)],
    ['tag', namesOf(product.tags)],
    // A variation without a weight of its own shows its product's (plugin source, WC_Product_Variation::get_weight).
    ['weight', [variation?.weight || product.weight || '']],
    ...shopAttributes(product, variation),
    ...customFields(product, variation),
  ]);
}

function namesOf(terms: readonly { readonly name: string }[]): readonly string[] {
  return terms.map(({ name }) => plainText(name));
}

function shopAttributes(product: WooProduct, variation: WooVariation | null): readonly Found[] {
  const own = (variation?.attributes ?? []).filter(({ option }) => plainText(option) !== '');
  const ownNames = new Set(own.map(({ name }) => name));
  return [
    ...own.map(({ name, option }): Found => [plainText(name), [plainText(option)]]),
    ...product.attributes
      .filter(({ name }) => !ownNames.has(name))
      .map(({ name, options }): Found => [plainText(name), options.map(plainText)]),
  ];
}

function customFields(product: WooProduct, variation: WooVariation | null): readonly Found[] {
  const own = variation?.meta_data ?? [];
  const ownKeys = new Set(own.map(({ key }) => key));
  return [...own, ...product.meta_data.filter(({ key }) => !ownKeys.has(key))].map(({ key, value }) => [
    `meta:${plainText(key)}`,
    [plainText(value)],
  ]);
}
