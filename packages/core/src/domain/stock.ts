/**
 * What a store knows of a variant's stock.
 *
 * - `tracked`: counted units; may be below zero when the shop sold more than it had.
 * - `backorderable`: counted, but the shop goes on selling below zero. Never promised to a channel by itself (P3).
 * - `untracked`: not counted at all. Never promised to a channel by itself (P3).
 */
export type Stock =
  | { readonly kind: 'tracked'; readonly quantity: number }
  | { readonly kind: 'backorderable'; readonly quantity: number }
  | { readonly kind: 'untracked' };

export function isSameStock(one: Stock, other: Stock): boolean {
  if (one.kind === 'untracked' || other.kind === 'untracked') return one.kind === other.kind;
  return one.kind === other.kind && one.quantity === other.quantity;
}
