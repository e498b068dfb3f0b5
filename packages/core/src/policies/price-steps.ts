import type { Exact } from '../domain/decimal.ts';
import type { CurrencyCode, Money } from '../domain/money.ts';

/** The steps of a price that a merchant can be shown, in their order (ADR 0020). */
export type PriceStepName =
  | 'regular'
  | 'sale'
  | 'cost'
  | 'attribute'
  | 'fixed'
  | 'margin'
  | 'modifier'
  | 'units-per-listing'
  | 'converted'
  | 'vat'
  | 'rounded'
  | 'minimum'
  | 'floor'
  | 'maximum';

/** One step, and what the price is after it. */
export interface PriceStep {
  readonly step: PriceStepName;
  readonly value: Money;
}

/** Where steps are written down; `null`: nobody asked for them. */
export type Steps = PriceStep[] | null;

export function record(steps: Steps, step: PriceStepName, value: Exact, currency: CurrencyCode): Exact {
  steps?.push({ step, value: { amount: value.toFixed(), currency } });
  return value;
}
