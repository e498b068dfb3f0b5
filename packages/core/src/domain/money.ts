import { Decimal } from 'decimal.js';
import { err, ok, type Result } from './result.ts';

declare const currencyBrand: unique symbol;

/** An ISO 4217 code such as `EUR`. */
export type CurrencyCode = string & { readonly [currencyBrand]: true };

/** An exact amount: a plain decimal string (no exponent) with its currency. Never a binary float (P5, ADR 0004). */
export interface Money {
  readonly amount: string;
  readonly currency: CurrencyCode;
}

export type MoneyProblem = 'not-a-decimal' | 'not-a-currency';

const Exact = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 40 });
const plainDecimal = /^-?\d{1,20}(\.\d{1,12})?$/;

export function parseCurrency(text: string): CurrencyCode | undefined {
  return /^[A-Z]{3}$/.test(text) ? (text as CurrencyCode) : undefined;
}

/** Reads a platform's decimal text. Accepts `12.34` and `-1`; refuses `1,299.00`, exponents and anything else. */
export function parseMoney(amount: string, currency: string): Result<Money, MoneyProblem> {
  const code = parseCurrency(currency);
  if (code === undefined) return err('not-a-currency');
  if (!plainDecimal.test(amount)) return err('not-a-decimal');
  return ok({ amount: new Exact(amount).toFixed(), currency: code });
}

export function zero(currency: CurrencyCode): Money {
  return { amount: '0', currency };
}

/** @throws Error when the currencies differ: adding them is a bug, not an outcome. */
export function add(one: Money, other: Money): Money {
  if (one.currency !== other.currency) {
    throw new Error(`Cannot add ${other.currency} to ${one.currency}`);
  }
  return { amount: new Exact(one.amount).plus(other.amount).toFixed(), currency: one.currency };
}

export function times(money: Money, factor: number): Money {
  if (!Number.isSafeInteger(factor)) throw new Error('Money is multiplied by whole units only');
  return { amount: new Exact(money.amount).times(factor).toFixed(), currency: money.currency };
}

export function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return amounts.reduce(add, zero(currency));
}

export function isSameMoney(one: Money, other: Money): boolean {
  return one.currency === other.currency && new Exact(one.amount).equals(other.amount);
}
