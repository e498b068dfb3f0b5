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

/** @throws Error when the currencies differ. */
export function subtract(one: Money, other: Money): Money {
  return add(one, times(other, -1));
}

/** The part of the amount that falls on so many of all units, to the currency's smallest unit (half up). */
export function shareOf(money: Money, units: number, of: number): Money {
  const share = new Exact(money.amount).times(units).dividedBy(of);
  return roundToCents({ amount: share.toFixed(12), currency: money.currency });
}

/** Adds so many per cent of the amount; `percent` is decimal text, below zero to lower it. Exact: nothing is rounded. */
export function plusPercent(money: Money, percent: string): Money {
  const factor = new Exact(percent).dividedBy(100).plus(1);
  return { amount: new Exact(money.amount).times(factor).toFixed(), currency: money.currency };
}

/** Rounds half up to the currency's smallest unit. */
export function roundToCents(money: Money): Money {
  const rounded = new Exact(money.amount).toDecimalPlaces(minorDigits(money.currency), Decimal.ROUND_HALF_UP);
  return { amount: rounded.toFixed(), currency: money.currency };
}

/** The amount with as many decimals as its currency's smallest unit, or more where it has them: `12.5` euros are `12.50`. */
export function formatAmount(money: Money): string {
  const exact = new Exact(money.amount);
  return exact.toFixed(Math.max(exact.decimalPlaces(), minorDigits(money.currency)));
}

/** Decimals of a currency's smallest unit (ISO 4217 by way of CLDR): EUR 2, JPY 0, KWD 3. */
function minorDigits(currency: CurrencyCode): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

export function isPositive(money: Money): boolean {
  return new Exact(money.amount).greaterThan(0);
}

export function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return amounts.reduce(add, zero(currency));
}

export function isSameMoney(one: Money, other: Money): boolean {
  return one.currency === other.currency && new Exact(one.amount).equals(other.amount);
}
