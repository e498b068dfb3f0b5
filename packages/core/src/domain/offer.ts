import type { Instant } from './instant.ts';
import { formatAmount, isSameMoney, type Money } from './money.ts';

/** What buyers pay for one unit of a listing, and what goes with it; absent parts are not set. All in one currency. */
export interface OfferPrice extends Money {
  /** A lower price for a time; `null`: it has begun, or has no end. */
  readonly sale?: { readonly price: Money; readonly from: Instant | null; readonly until: Instant | null };
  /** The price before, as the channel may show it. */
  readonly list?: Money;
  /** What businesses pay, and from how many units on each unit costs them less. */
  readonly business?: {
    readonly price: Money;
    readonly tiers: readonly { readonly from: number; readonly price: Money }[];
  };
}

/** Which parts of a price a channel takes and shows, besides the price itself. */
export const priceParts = ['sale', 'list', 'business'] as const;
export type PricePart = (typeof priceParts)[number];

/** The price with those parts alone that a channel takes. */
export function withParts(price: OfferPrice, parts: readonly PricePart[]): OfferPrice {
  const { amount, currency, sale, list, business } = price;
  return {
    amount,
    currency,
    ...(sale !== undefined && parts.includes('sale') ? { sale } : {}),
    ...(list !== undefined && parts.includes('list') ? { list } : {}),
    ...(business !== undefined && parts.includes('business') ? { business } : {}),
  };
}

/** The parts that a price has. */
export function partsOf(value: OfferValue | null): readonly PricePart[] {
  return value === null || typeof value === 'number'
    ? []
    : priceParts.filter((part) => value[part] !== undefined);
}

/**
 * What is wanted, with what somebody else has set beside it on the channel: parts that are shown there and are not ours stay as they are. A merchant's own sale must not
 * end because a policy says nothing of sales.
 *
 * @param ours the parts that the policy speaks of, and those that we have set.
 */
export function leaveAlone(
  wanted: OfferValue,
  shown: OfferValue | null,
  ours: readonly PricePart[],
): OfferValue {
  if (typeof wanted === 'number' || shown === null || typeof shown === 'number') return wanted;
  if (shown.currency !== wanted.currency) return wanted;
  const theirs = partsOf(shown).filter((part) => !ours.includes(part));
  const { amount: _, currency: __, ...kept } = withParts(shown, theirs);
  return { ...wanted, ...kept };
}

/** What is set of an offer: units of a listing, or a price. */
export type OfferValue = number | OfferPrice;

/** The state of the goods, in the words that channels share. A connector maps them to its channel's own. */
export const conditions = [
  'new',
  'refurbished',
  'used-like-new',
  'used-very-good',
  'used-good',
  'used-acceptable',
] as const;
export type Condition = (typeof conditions)[number];

/** What an offer says besides price and quantity. */
export interface OfferTerms {
  readonly condition: Condition;
  /** Days from the order to the parcel; `null`: as the channel account is set. */
  readonly handlingDays: number | null;
  /** The name of a shipping template on the channel; `null`: the account's default. */
  readonly shippingTemplate: string | null;
}

export const defaultTerms: OfferTerms = { condition: 'new', handlingDays: null, shippingTemplate: null };

export function isSameValue(one: OfferValue, other: OfferValue): boolean {
  if (typeof one === 'number' || typeof other === 'number') return one === other;
  return (
    isSameMoney(one, other) &&
    isSameSale(one.sale, other.sale) &&
    isSameAmount(one.list, other.list) &&
    isSameBusiness(one.business, other.business)
  );
}

function isSameAmount(one: Money | undefined, other: Money | undefined): boolean {
  return one === undefined || other === undefined ? one === other : isSameMoney(one, other);
}

function isSameSale(one: OfferPrice['sale'], other: OfferPrice['sale']): boolean {
  if (one === undefined || other === undefined) return one === other;
  return isSameMoney(one.price, other.price) && one.from === other.from && one.until === other.until;
}

function isSameBusiness(one: OfferPrice['business'], other: OfferPrice['business']): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (!isSameMoney(one.price, other.price) || one.tiers.length !== other.tiers.length) return false;
  return one.tiers.every((tier, index) => {
    const same = other.tiers[index];
    return same?.from === tier.from && isSameMoney(tier.price, same.price);
  });
}

/** For the history: `7`, or `12.50 EUR`. */
export function inWords(value: OfferValue): string {
  return typeof value === 'number' ? String(value) : `${formatAmount(value)} ${value.currency}`;
}

/** @throws Error when it is a price: a bug. */
export function unitsOf(value: OfferValue): number {
  if (typeof value !== 'number') throw new Error('A quantity is a number of units');
  return value;
}

/** @throws Error when it is a number of units: a bug. */
export function priceOf(value: OfferValue): OfferPrice {
  if (typeof value === 'number') throw new Error('A price is an amount of money');
  return value;
}
