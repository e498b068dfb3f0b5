import type { Listing } from '../domain/listing.ts';
import type { SellingRules } from '../domain/selling-policy.ts';
import type { Variant } from '../domain/variant.ts';

/** One step of a calculation that a merchant can be shown. */
export interface QuantityStep {
  readonly step:
    | 'stopped'
    | 'gone'
    | 'stock'
    | 'reserved'
    | 'buffer'
    | 'units-per-listing'
    | 'explicit'
    | 'maximum'
    | 'never-above-sellable';
  readonly value: number;
}

export type QuantityDecision =
  | { readonly kind: 'quantity'; readonly value: number; readonly steps: readonly QuantityStep[] }
  /** Nothing of ours to say: the channel ships it from its own stock, or no variant is linked. */
  | { readonly kind: 'leave' }
  /** Stock that is not counted, and no number of the merchant's own: nothing is promised (P3). */
  | { readonly kind: 'not-counted' };

/** What is offered where no policy says otherwise: everything that can be sold. */
export const plainQuantity: SellingRules['quantity'] = { buffer: 0, maximum: null };

/**
 * Decides how many units of a listing may be offered. Runs in the transaction that claims a send.
 *
 * Counted stock: what the pool has less what is promised and less the buffer, in whole listings, at most the maximum, never below zero and never
 * above what can be sold. Stock that is backorderable or not counted needs the merchant's own number and is exempt from the comparison with
 * sellable (P3). For counted stock the merchant's number only lowers.
 */
export function decideQuantity(
  listing: Pick<Listing, 'fulfillment' | 'variantId' | 'unitsPerListing' | 'explicitQuantity' | 'isStopped'>,
  variant: Pick<Variant, 'stock' | 'goneAt'> | undefined,
  reservedUnits: number,
  rules: SellingRules['quantity'] = plainQuantity,
): QuantityDecision {
  if (listing.fulfillment === 'channel' || listing.variantId === null) return { kind: 'leave' };
  if (listing.isStopped) return nothing('stopped');
  if (variant === undefined || variant.goneAt !== null) return nothing('gone');
  const steps: QuantityStep[] = [];
  const step = (name: QuantityStep['step'], value: number): number => {
    steps.push({ step: name, value });
    return value;
  };
  const limit = (value: number): number =>
    rules.maximum === null || value <= rules.maximum ? value : step('maximum', rules.maximum);

  if (variant.stock.kind !== 'tracked') {
    if (listing.explicitQuantity === null) return { kind: 'not-counted' };
    return { kind: 'quantity', value: limit(step('explicit', Math.max(0, listing.explicitQuantity))), steps };
  }
  const inStock = step('stock', variant.stock.quantity);
  const sellable = Math.max(0, inStock - reservedUnits);
  step('reserved', sellable);
  const spare = rules.buffer === 0 ? sellable : step('buffer', Math.max(0, sellable - rules.buffer));
  let wanted = step('units-per-listing', Math.floor(spare / listing.unitsPerListing));
  if (listing.explicitQuantity !== null) {
    wanted = step('explicit', Math.min(wanted, Math.max(0, listing.explicitQuantity)));
  }
  wanted = limit(wanted);
  const value = step(
    'never-above-sellable',
    Math.min(wanted, Math.floor(sellable / listing.unitsPerListing)),
  );
  return { kind: 'quantity', value, steps };
}

function nothing(step: 'stopped' | 'gone'): QuantityDecision {
  return { kind: 'quantity', value: 0, steps: [{ step, value: 0 }] };
}
