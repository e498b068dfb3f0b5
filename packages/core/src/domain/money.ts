import { Exact, parseDecimal } from './decimal.ts';
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

export function parseCurrency(text: string): CurrencyCode | undefined {
  return /^[A-Z]{3}$/.test(text) ? (text as CurrencyCode) : undefined;
}

/** Reads a platform's decimal text. Accepts `12.34` and `-1`; refuses `1,299.00`, exponents and anything else. */
export function parseMoney(amount: string, currency: string): Result<Money, MoneyProblem> {
  const code = parseCurrency(currency);
  if (code === undefined) return err('not-a-currency');
  const exact = parseDecimal(amount);
  return exact === null ? err('not-a-decimal') : ok({ amount: exact.toFixed(), currency: code });
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

/** Rounds half up to the currency's smallest unit. */
export function roundToCents(money: Money): Money {
  const rounded = new Exact(money.amount).toDecimalPlaces(minorDigits(money.currency), Exact.ROUND_HALF_UP);
  return { amount: rounded.toFixed(), currency: money.currency };
}

/** The amount with as many decimals as its currency's smallest unit, or more where it has them: `12.5` euros are `12.50`. */
export function formatAmount(money: Money): string {
  const exact = new Exact(money.amount);
  return exact.toFixed(Math.max(exact.decimalPlaces(), minorDigits(money.currency)));
}

const digitsOf = new Map<CurrencyCode, number>();

/** Decimals of a currency's smallest unit (ISO 4217 by way of CLDR): EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: CurrencyCode): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  digitsOf.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
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

/** Rounds an amount up to the currency's smallest unit. */
export function roundUp(amount: Exact, currency: CurrencyCode): Exact {
  return amount.toDecimalPlaces(minorDigits(currency), Exact.ROUND_UP);
}
