import { constant, Exact, roundedConstant } from '../domain/decimal.ts';
import { minorDigits } from '../domain/money.ts';
import type { Bound } from '../domain/selling-rules.ts';
import { floorOf } from './floor.ts';
import { attributeOf, rateFrom, refuse, shopCurrency, type Ground } from './price-facts.ts';
import { record, type Steps } from './price-steps.ts';

export type Limit = 'minimum' | 'floor' | 'maximum';

/** Between what a price must stay, in the marketplace's currency and its smallest unit. */
export interface Limits {
  readonly minimum: Exact | null;
  readonly floor: Exact | null;
  readonly maximum: Exact | null;
}

/** Reads the limits of a listing's prices. @throws NoPrice when one of them cannot be known, or they contradict each other. */
export function readLimits(ground: Ground): Limits {
  const { currency, rules } = ground;
  const digits = minorDigits(currency);
  const minimum = boundOf(ground, rules.price.minimum, digits, 'up');
  const maximum = boundOf(ground, rules.price.maximum, digits, 'down');
  const floor = rules.price.floor === null ? null : floorOf(ground);
  for (const lower of [minimum, floor]) {
    if (lower === null || maximum === null || lower.lessThanOrEqualTo(maximum)) continue;
    const values = { lower: `${lower.toFixed()} ${currency}`, maximum: `${maximum.toFixed()} ${currency}` };
    return refuse(
      ground,
      'policy',
      lower === floor ? 'price.floor-above-maximum' : 'price.minimum-above-maximum',
      values,
    );
  }
  return { minimum, floor, maximum };
}

/** Keeps a price within its limits; those that moved it are named. */
export function limitPrice(
  ground: Ground,
  price: Exact,
  { minimum, floor, maximum }: Limits,
  steps: Steps,
): { readonly price: Exact; readonly hit: readonly Limit[] } {
  const hit: Limit[] = [];
  let limited = price;
  const move = (limit: Limit, to: Exact): void => {
    hit.push(limit);
    limited = record(steps, limit, to, ground.currency);
  };
  if (maximum !== null && limited.greaterThan(maximum)) move('maximum', maximum);
  if (minimum !== null && limited.lessThan(minimum)) move('minimum', minimum);
  if (floor !== null && limited.lessThan(floor)) move('floor', floor);
  return { price: limited, hit };
}

function boundOf(
  ground: Ground,
  bound: Bound | null,
  digits: number,
  direction: 'up' | 'down',
): Exact | null {
  if (bound === null) return null;
  if (bound.kind === 'fixed' && bound.currency === ground.currency) {
    return roundedConstant(bound.amount, digits, direction);
  }
  const amount =
    bound.kind === 'fixed'
      ? rateFrom(ground, bound.currency).times(constant(bound.amount))
      : attributeOf(ground, bound.name).times(rateFrom(ground, shopCurrency(ground)));
  return amount.toDecimalPlaces(digits, direction === 'up' ? Exact.ROUND_UP : Exact.ROUND_DOWN);
}
