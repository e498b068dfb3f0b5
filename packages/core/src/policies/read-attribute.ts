import type { Subject } from '../domain/attribute-rule.ts';
import { parseDecimal, type Exact } from '../domain/decimal.ts';
import type { Variant } from '../domain/variant.ts';

/** What rules may ask of a variant. */
export type VariantFacts = Pick<
  Variant,
  'sku' | 'title' | 'barcode' | 'price' | 'sale' | 'cost' | 'stock' | 'attributes'
>;

/** The values of a fact or attribute as texts; none where the shop has none. */
export function readSubject(variant: VariantFacts, { kind, name }: Subject): readonly string[] {
  if (kind === 'attribute') return readAttribute(variant, name);
  switch (name) {
    case 'sku':
      return some(variant.sku);
    case 'title':
      return some(variant.title);
    case 'barcode':
      return some(variant.barcode);
    case 'price':
      return some(variant.price?.amount);
    case 'sale-price':
      return some(variant.sale?.price.amount);
    case 'cost':
      return some(variant.cost?.amount);
    case 'stock':
      return variant.stock.kind === 'untracked' ? [] : [String(variant.stock.quantity)];
  }
}

function some(text: string | null | undefined): readonly string[] {
  return text === null || text === undefined || text === '' ? [] : [text];
}

/** The values of one of the shop's attributes; none where it has none. A name is never one of the language's own. */
export function readAttribute(
  { attributes }: Pick<VariantFacts, 'attributes'>,
  name: string,
): readonly string[] {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? []) : [];
}

/** The number that an attribute holds: `none` where the shop has no value, `unreadable` where it is no plain decimal. */
export function readNumber(
  variant: Pick<VariantFacts, 'attributes'>,
  name: string,
): Exact | 'none' | 'unreadable' {
  const [value] = readAttribute(variant, name);
  if (value === undefined) return 'none';
  return parseDecimal(value.trim()) ?? 'unreadable';
}
