import type { Gtin } from '../domain/gtin.ts';
import type { LinkedBy } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import type { Variant } from '../domain/variant.ts';

export type LinkPlan =
  | { readonly kind: 'link'; readonly variant: Variant; readonly by: LinkedBy }
  /** Nothing of the store's carries its SKU or its number. */
  | { readonly kind: 'none' }
  /** More than one variant could be meant: the merchant links it by hand. */
  | { readonly kind: 'ask'; readonly reason: Message };

/**
 * Decides which variant a listing that the seller already has on a channel belongs to: by SKU first, then by trade item number. Where two variants
 * share what is compared, or SKU and number speak for different variants, the merchant is asked.
 *
 * @param bySku variants whose SKU is the listing's. @param byGtin variants with one of the listing's numbers.
 */
export function planLink(
  listing: { readonly channelSku: string; readonly gtins: readonly Gtin[] },
  bySku: readonly Variant[],
  byGtin: readonly Variant[],
): LinkPlan {
  const sku = listing.channelSku;
  const names = (variants: readonly Variant[]): string => variants.map((each) => each.title).join(', ');
  const [named] = bySku;
  if (bySku.length > 1) {
    return { kind: 'ask', reason: say('link.several-skus', { sku, products: names(bySku) }) };
  }
  if (named !== undefined) {
    const others = byGtin.filter((each) => each.id !== named.id);
    const isContradicted = others.length > 0 && !byGtin.some((each) => each.id === named.id);
    if (isContradicted && named.gtin !== null) {
      const values = { sku, product: named.title, other: names(others) };
      return { kind: 'ask', reason: say('link.contradiction', values) };
    }
    return { kind: 'link', variant: named, by: 'channel-sku' };
  }
  const [numbered] = byGtin;
  if (numbered === undefined) return { kind: 'none' };
  if (byGtin.length > 1) {
    return { kind: 'ask', reason: say('link.several-numbers', { sku, products: names(byGtin) }) };
  }
  return { kind: 'link', variant: numbered, by: 'gtin' };
}
