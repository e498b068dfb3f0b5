import { Exact } from '../domain/decimal.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';
import type { Variant } from '../domain/variant.ts';
import { readNumber } from './read-attribute.ts';

/** One step of a calculation that a merchant can be shown. */
export interface QuantityStep {
  readonly step:
    | 'stopped'
    | 'stopped-by-policy'
    | 'gone'
    | 'stock'
    | 'reserved'
    | 'source'
    | 'percent'
    | 'buffer'
    | 'units-per-listing'
    | 'explicit'
    | 'below-minimum'
    | 'maximum'
    | 'never-above-sellable';
  readonly value: number;
}

export type QuantityDecision =
  | { readonly kind: 'quantity'; readonly value: number; readonly steps: readonly QuantityStep[] }
  /** Nothing of ours to say: the channel ships it from its own stock, or no variant is linked. */
  | { readonly kind: 'leave' }
  /** Stock that is not counted and no number of the merchant's own (P3), or a number that cannot be had: nothing is promised, and the merchant is told why. */
  | { readonly kind: 'refused'; readonly reason: Message };

export type QuantityFacts = Pick<
  Listing,
  'fulfillment' | 'variantId' | 'unitsPerListing' | 'explicitQuantity' | 'stoppedBy' | 'channelSku'
>;

/** What is offered where no policy says otherwise: everything that can be sold. */
export const plainQuantity: SellingRules['quantity'] = plainSellingRules.quantity;

/**
 * Decides how many units of a listing may be offered, in the order of ADR 0020. Runs in the transaction that claims a send.
 *
 * Counted stock: what the pool has less what is promised is sellable; of the source (all of it, a number, an attribute) a percentage, less the buffer, in whole
 * listings, none below the minimum, at most the maximum, never above what can be sold. Stock that is backorderable or not counted needs a number of the merchant's own,
 * by hand or by policy, and is exempt from the comparison with sellable (P3). For counted stock such numbers only lower.
 *
 * @param isExplained whether the steps are wanted.
 */
export function decideQuantity(
  listing: QuantityFacts,
  variant: Pick<Variant, 'stock' | 'goneAt' | 'title' | 'attributes'> | undefined,
  reservedUnits: number,
  rules: SellingRules['quantity'] = plainQuantity,
  isExplained = true,
): QuantityDecision {
  if (listing.fulfillment === 'channel' || listing.variantId === null) return { kind: 'leave' };
  if (listing.stoppedBy === 'hand') return nothing('stopped');
  if (listing.stoppedBy === 'policy') return nothing('stopped-by-policy');
  if (variant === undefined || variant.goneAt !== null) return nothing('gone');
  const steps: QuantityStep[] = [];
  const step = (name: QuantityStep['step'], value: number): number => {
    if (isExplained) steps.push({ step: name, value });
    return value;
  };
  const values = { sku: listing.channelSku, product: variant.title };
  const isCounted = variant.stock.kind === 'tracked';
  const own = ownNumber(variant, rules);
  if (typeof own === 'string') {
    const attribute = rules.source.kind === 'attribute' ? rules.source.name : '';
    return { kind: 'refused', reason: say(own, { ...values, attribute }) };
  }
  if (!isCounted && own === null && listing.explicitQuantity === null) {
    return { kind: 'refused', reason: say('listing.stock-not-counted', { sku: listing.channelSku }) };
  }
  const whole = (units: number): number => Math.floor(units / listing.unitsPerListing);
  let sellable = Infinity;
  if (variant.stock.kind === 'tracked') {
    sellable = Math.max(0, step('stock', variant.stock.quantity) - reservedUnits);
    step('reserved', sellable);
  }
  let units = own === null ? sellable : step('source', Math.max(0, own));
  if (units !== Infinity) {
    if (rules.percent !== 100) units = step('percent', Math.floor((units * rules.percent) / 100));
    if (rules.buffer !== 0) units = step('buffer', Math.max(0, units - rules.buffer));
    units = step('units-per-listing', whole(units));
  }
  if (listing.explicitQuantity !== null) {
    units = step('explicit', Math.min(units, Math.max(0, listing.explicitQuantity)));
  }
  if (rules.minimum !== null && units < rules.minimum && units > 0) units = step('below-minimum', 0);
  if (rules.maximum !== null && units > rules.maximum) units = step('maximum', rules.maximum);
  if (isCounted) units = step('never-above-sellable', Math.min(units, whole(sellable)));
  return { kind: 'quantity', value: units, steps };
}

/** The number that the policy takes in the place of the stock; `null`: the stock itself. */
function ownNumber(
  variant: Pick<Variant, 'attributes'>,
  { source }: SellingRules['quantity'],
): number | null | 'quantity.no-attribute' | 'quantity.attribute-unreadable' {
  if (source.kind === 'stock') return null;
  if (source.kind === 'fixed') return source.units;
  const number = readNumber(variant, source.name);
  if (number === 'none') return 'quantity.no-attribute';
  if (number === 'unreadable') return 'quantity.attribute-unreadable';
  return Exact.min(number.floor(), mostUnits).toNumber();
}

const mostUnits = 1_000_000;

function nothing(step: 'stopped' | 'stopped-by-policy' | 'gone'): QuantityDecision {
  return { kind: 'quantity', value: 0, steps: [{ step, value: 0 }] };
}
