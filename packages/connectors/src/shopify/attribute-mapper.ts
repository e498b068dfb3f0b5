import { limitAttributes, type Attributes } from '@quayside/core/domain/attributes';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { z } from 'zod';
import type { MetafieldFactsFragment, ProductFactsFragment } from './documents.gen.ts';

/** Text, numbers and yes or no; references, measures, formatted text and JSON say nothing by themselves (shopify.dev, metafield types). */
const plainTypes: ReadonlySet<string> = new Set([
  'single_line_text_field',
  'multi_line_text_field',
  'number_integer',
  'number_decimal',
  'boolean',
]);
const listPrefix = 'list.';

/**
 * What the shop says of a variant: its product's vendor, type, tags and metafields, and its own values of the options. The first twenty metafields are asked
 * for (`documents/products.graphql`); the list of a metafield is several values.
 */
export function mapAttributes(
  { vendor, productType, tags, metafields }: ProductFactsFragment,
  options: VariantSnapshot['options'],
): Attributes {
  return limitAttributes([
    ['brand', [vendor]],
    ['type', [productType]],
    ['tag', tags],
    ...options.map(({ name, value }) => [name, [value]] as const),
    ...metafields.nodes.map((each) => [`${each.namespace}.${each.key}`, valuesOf(each)] as const),
  ]);
}

/** A value is text whatever its type; a list is JSON (`Metafield.value`). */
function valuesOf({ type, value }: MetafieldFactsFragment): readonly string[] {
  if (plainTypes.has(type)) return [value];
  const isList = type.startsWith(listPrefix) && plainTypes.has(type.slice(listPrefix.length));
  return isList ? readList(value) : [];
}

const list = z.array(z.union([z.string(), z.number()]).transform(String));

function readList(text: string): readonly string[] {
  try {
    return list.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
