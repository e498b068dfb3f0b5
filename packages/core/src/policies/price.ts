import { isAboveZero, type Exact } from '../domain/decimal.ts';
import { earliest, type Instant } from '../domain/instant.ts';
import type { Message } from '../domain/message.ts';
import { roundToCents, type Money } from '../domain/money.ts';
import type { OfferPrice } from '../domain/offer.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import { feeOf, feesFromTable, type FeeSource } from './fees.ts';
import { marginFacts } from './floor.ts';
import { limitPrice, readLimits, type Limit } from './limit-price.ts';
import { marginOf } from './margin.ts';
import { addParts } from './price-parts.ts';
import {
  nextSaleChange,
  NoPrice,
  refuse,
  type Ground,
  type PriceFacts,
  type PriceRefusal,
} from './price-facts.ts';
import type { PriceStep, Steps } from './price-steps.ts';
import { readSource, reckonPrice } from './reckon-price.ts';

export type { PriceStep } from './price-steps.ts';

/** What a sale leaves, and what the channel takes of it. */
export interface SaleMargin {
  readonly left: Money;
  readonly percent: string;
  readonly fees: Money;
  /** They are the channel's own estimate, and not of the merchant's table. */
  readonly areFeesEstimated: boolean;
}

export type PriceDecision =
  | {
      readonly kind: 'price';
      /** What buyers pay for one unit of the listing, and what goes with it. */
      readonly value: OfferPrice;
      /** How it came to be; empty unless asked for. */
      readonly steps: readonly PriceStep[];
      /** The limits that moved the price. */
      readonly limits: readonly Limit[];
      /** What a sale leaves after VAT, fees and costs; `null`: costs or fees are not known, or nobody asked. */
      readonly margin: SaleMargin | null;
      /** Parts of the price that could not be had, and why: the price itself is sent without them. */
      readonly leftOut: readonly Message[];
      /** When the same facts give another price; `null`: never. */
      readonly changesAt: Instant | null;
    }
  /** Nothing of ours to say: no policy, no variant, or one that the store no longer has. */
  | { readonly kind: 'leave' }
  /** There is no price to be had: nothing is sent, and the merchant is told why. */
  | ({ readonly kind: 'refused'; readonly changesAt: Instant | null } & PriceRefusal);

export interface PriceOptions {
  /** Whether the steps and the margin are wanted. */
  readonly isExplained?: boolean;
  /** Who knows the channel's fees; the policy's own table unless said. */
  readonly fees?: FeeSource;
}

/**
 * Decides what buyers pay for one unit of a listing, in the order of ADR 0020: source, modifiers, units per listing, currency, VAT, rounding, limits. Exact decimals
 * throughout (P5); a price that cannot be had is refused with a reason, never guessed and never nothing.
 */
export function decidePrice(
  facts: PriceFacts,
  rules: SellingRules | null,
  { isExplained = false, fees }: PriceOptions = {},
): PriceDecision {
  const { variant } = facts;
  if (rules === null || facts.listing.variantId === null) return { kind: 'leave' };
  if (variant === undefined || variant.goneAt !== null) return { kind: 'leave' };
  const ground: Ground = { ...facts, variant, rules, fees: fees ?? feesFromTable(rules.fees) };
  try {
    return reckon(ground, isExplained ? [] : null);
  } catch (error) {
    if (!(error instanceof NoPrice)) throw error;
    return { kind: 'refused', ...error.refusal, changesAt: nextSaleChange(ground) };
  }
}

function reckon(ground: Ground, steps: Steps): PriceDecision {
  const { currency, rules } = ground;
  const limits = readLimits(ground);
  const sourced = readSource(ground, rules.price.source);
  const reckoned = reckonPrice(ground, sourced, rules.price.modifiers, steps);
  const { price, hit } = limitPrice(ground, reckoned, limits, steps);
  if (!isAboveZero(price))
    return refuse(ground, 'policy', 'price.not-positive', { price: `${price.toFixed()} ${currency}` });
  const parts = addParts(ground, price, limits);
  return {
    kind: 'price',
    value: { amount: price.toFixed(), currency, ...parts.parts },
    steps: steps ?? [],
    limits: hit,
    margin: steps === null ? null : knownMargin(ground, price),
    leftOut: parts.leftOut,
    changesAt: earliest(sourced.changesAt, parts.changesAt),
  };
}

/** @returns `null` where cost or fees are not known. */
function knownMargin(ground: Ground, price: Exact): SaleMargin | null {
  const facts = ifKnown(() => marginFacts(ground));
  if (facts === null) return null;
  const { left, percent } = marginOf(price, facts);
  const { currency } = ground;
  const fees = feeOf(price, facts.fees);
  return {
    left: roundToCents({ amount: left.toFixed(12), currency }),
    percent: percent.toDecimalPlaces(1).toFixed(),
    fees: roundToCents({ amount: fees.toFixed(12), currency }),
    areFeesEstimated: facts.fees.isEstimated === true,
  };
}

/** What cannot be known for the margin says nothing against the price. */
function ifKnown<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof NoPrice) return null;
    throw error;
  }
}
