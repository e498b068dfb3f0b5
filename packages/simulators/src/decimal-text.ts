import { Decimal } from 'decimal.js';

/** Exact decimals with room for any amount a shop can hold. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** An exact decimal number. */
export type Exact = Decimal;

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** True for plain decimal notation such as `-12.50`. */
export function isDecimalText(text: string): boolean {
  return DECIMAL.test(text);
}

/** The exact value of decimal text; empty text is zero. Throws on anything else. */
export function exact(text: string): Exact {
  return new Exact(text === '' ? '0' : text);
}

/** Sum of exact values. */
export function sum(values: readonly Exact[]): Exact {
  return values.reduce((total, value) => total.plus(value), new Exact(0));
}

/** Amount with a fixed number of decimals, rounded half up. */
export function money(value: Exact, decimals = 2): string {
  return value.toFixed(decimals, Decimal.ROUND_HALF_UP);
}
