import type { Listing } from '../domain/listing.ts';
import type { Variant } from '../domain/variant.ts';

/** One step of a calculation that a merchant can be shown. */
export interface QuantityStep {
  readonly step: 'stock' | 'reserved' | 'explicit' | 'units-per-listing' | 'never-above-sellable';
  readonly value: number;
}

export type QuantityDecision =
  | { readonly kind: 'quantity'; readonly value: number; readonly steps: readonly QuantityStep[] }
  /** Nothing of ours to say: the channel ships it from its own stock, or no variant is linked. */
  | { readonly kind: 'leave' }
  /** Stock that is not counted, and no number of the merchant's own: nothing is promised (P3). */
  | { readonly kind: 'not-counted' };

/**
 * Decides how many units of a listing may be offered. Runs in the transaction that claims a send.
 *
 * Counted stock: what the pool has less what is promised, in whole listings, never below zero. Stock that is backorderable or not counted
 * needs the merchant's own number and is exempt from the comparison with sellable (P3). For counted stock the merchant's number only lowers.
 */
export function decideQuantity(
  listing: Pick<Listing, 'fulfillment' | 'variantId' | 'unitsPerListing' | 'explicitQuantity'>,
  variant: Pick<Variant, 'stock' | 'goneAt'> | undefined,
  reservedUnits: number,
): QuantityDecision {
  if (listing.fulfillment === 'channel' || listing.variantId === null) return { kind: 'leave' };
  if (variant === undefined || variant.goneAt !== null) {
    return { kind: 'quantity', value: 0, steps: [{ step: 'stock', value: 0 }] };
  }
  if (variant.stock.kind !== 'tracked') {
    if (listing.explicitQuantity === null) return { kind: 'not-counted' };
    const value = Math.max(0, listing.explicitQuantity);
    return { kind: 'quantity', value, steps: [{ step: 'explicit', value }] };
  }
  const sellable = Math.max(0, variant.stock.quantity - reservedUnits);
  const inListings = Math.floor(sellable / listing.unitsPerListing);
  const steps: QuantityStep[] = [
    { step: 'stock', value: variant.stock.quantity },
    { step: 'reserved', value: reservedUnits },
    { step: 'units-per-listing', value: inListings },
  ];
  const wanted = listing.explicitQuantity === null ? inListings : Math.max(0, listing.explicitQuantity);
  if (listing.explicitQuantity !== null) steps.push({ step: 'explicit', value: wanted });
  const value = Math.min(wanted, inListings);
  steps.push({ step: 'never-above-sellable', value });
  return { kind: 'quantity', value, steps };
}
