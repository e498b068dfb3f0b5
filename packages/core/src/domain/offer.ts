import { formatAmount, isSameMoney, type Money } from './money.ts';

/** What is set of an offer: units of a listing, or a price. */
export type OfferValue = number | Money;

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
  return isSameMoney(one, other);
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
export function priceOf(value: OfferValue): Money {
  if (typeof value === 'number') throw new Error('A price is an amount of money');
  return value;
}
