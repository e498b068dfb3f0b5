import { Decimal } from 'decimal.js';

/** Exact arithmetic for money and rates: 40 significant digits, never an exponent in its text (P5, ADR 0004). */
export const Exact = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 40 });
export type Exact = Decimal;

const plain = /^-?\d{1,20}(\.\d{1,12})?$/;

/** Reads plain decimal text such as `12.34` or `-1`; `null` for `1,299.00`, exponents and anything else that could be read in two ways. */
export function parseDecimal(text: string): Exact | null {
  return plain.test(text) ? new Exact(text) : null;
}

const constants = new Map<string, Exact>();
const mostConstants = 10_000;

/** The number that a rule's text says, read once: the same few are asked for with every offer. @throws DecimalError when it is none, which the rules' schema keeps out. */
export function constant(text: string): Exact {
  return reckonedOnce(text, () => new Exact(text));
}

/** What something must be multiplied by to add so many per cent to it: 1.2 for 20. Exact. */
export function plusPercentFactor(percent: string): Exact {
  return reckonedOnce(`%${percent}`, () => constant(percent).dividedBy(100).plus(1));
}

/** A constant with so many decimals. */
export function roundedConstant(text: string, digits: number, direction: 'up' | 'down'): Exact {
  const mode = direction === 'up' ? Exact.ROUND_UP : Exact.ROUND_DOWN;
  return reckonedOnce(`${direction}${digits} ${text}`, () => constant(text).toDecimalPlaces(digits, mode));
}

/** Two constants together. */
export function sumOf(one: string, other: string): Exact {
  return reckonedOnce(`${one}+${other}`, () => constant(one).plus(constant(other)));
}

function reckonedOnce(key: string, reckon: () => Exact): Exact {
  const known = constants.get(key);
  if (known !== undefined) return known;
  if (constants.size >= mostConstants) constants.clear();
  const number = reckon();
  constants.set(key, number);
  return number;
}

export function isAboveZero(number: Exact): boolean {
  return number.isPositive() && !number.isZero();
}
