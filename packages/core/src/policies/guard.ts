import { Exact } from '../domain/decimal.ts';
import { say, type Message } from '../domain/message.ts';
import { inWords, type OfferPrice, type OfferValue } from '../domain/offer.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';

type Guards = SellingRules['guards'];

/** A misplaced comma makes a price ten or a hundred times what it was; nothing that merchants mean does. */
const priceFactor = 10;
/** Pieces counted as packs, grams as pieces: a rise by this factor to a number worth speaking of. */
const quantityFactor = 100;
const unitsWorthAsking = 1_000;

/** What is asked where no policy says otherwise. */
export const plainGuards: Guards = plainSellingRules.guards;

/**
 * Says what is odd about a price that would be sent over another: a fall by more than the merchant's bound, or a factor of ten either way. `null`: nothing.
 *
 * @param before what buyers see now; for a listing that shows nothing yet, what the shop asks for as much.
 */
export function guardPrice(
  sku: string,
  before: OfferPrice | null,
  wanted: OfferPrice,
  { cutPercent }: Guards = plainGuards,
): Message | null {
  if (before?.currency !== wanted.currency) return null;
  const old = new Exact(before.amount);
  if (!old.greaterThan(0)) return null;
  const lowest = lowestOf(wanted);
  const values = { sku, before: inWords(before), wanted: inWords(lowest) };
  const ratio = new Exact(wanted.amount).dividedBy(old);
  const lowestRatio = new Exact(lowest.amount).dividedBy(old);
  if (ratio.greaterThanOrEqualTo(priceFactor)) {
    return say('guard.price-factor', { ...values, wanted: inWords(wanted) });
  }
  if (lowestRatio.times(priceFactor).lessThanOrEqualTo(1)) return say('guard.price-factor', values);
  const fall = new Exact(1).minus(lowestRatio).times(100);
  if (cutPercent === null || fall.lessThanOrEqualTo(cutPercent)) return null;
  return say('guard.price-fall', {
    ...values,
    percent: fall.toDecimalPlaces(0).toFixed(),
    bound: cutPercent,
  });
}

/** What the most favoured buyer would pay. */
function lowestOf({ sale, business, ...price }: OfferPrice) {
  const all = [price, sale?.price, business?.price, business?.tiers.at(-1)?.price].filter(
    (each) => each !== undefined,
  );
  return all.reduce((lowest, each) => (new Exact(each.amount).lessThan(lowest.amount) ? each : lowest));
}

/** Says what is odd about a quantity that would rise: above the merchant's bound, or a hundredfold. Falls are never asked about (P3). */
export function guardQuantity(
  sku: string,
  before: number | null,
  wanted: number,
  { unitsAbove }: Guards = plainGuards,
): Message | null {
  if (before !== null && wanted <= before) return null;
  const values = { sku, before: before ?? 0, wanted };
  if (unitsAbove !== null && wanted > unitsAbove) {
    return say('guard.quantity-above', { ...values, bound: unitsAbove });
  }
  const isRise =
    before !== null && before > 0 && wanted >= unitsWorthAsking && wanted >= before * quantityFactor;
  return isRise ? say('guard.quantity-rise', values) : null;
}

/** Says what is odd about a value that would be sent over what a channel shows. */
export function guardValue(
  sku: string,
  before: OfferValue | null,
  wanted: OfferValue,
  guards: Guards,
): Message | null {
  return typeof wanted === 'number'
    ? guardQuantity(sku, typeof before === 'number' ? before : null, wanted, guards)
    : guardPrice(sku, typeof before === 'number' ? null : before, wanted, guards);
}
