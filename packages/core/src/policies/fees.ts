import { constant, Exact } from '../domain/decimal.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { FeeRow } from '../domain/selling-rules.ts';
import { holds } from './attribute-rules.ts';
import type { VariantFacts } from './read-attribute.ts';

/** What a channel takes of a sale: per cent of the price with VAT, at least a minimum, and a fixed amount; in the marketplace's currency. */
export type FeeSchedule = Pick<FeeRow, 'percent' | 'minimum' | 'fixed'>;

/** What is sold, and where. */
export interface FeeQuestion {
  readonly marketplace: MarketplaceId;
  readonly variant: VariantFacts;
}

/** Who knows the fees of a sale: the merchant's table, or a channel's own estimates. `null`: nobody does. */
export type FeeSource = (question: FeeQuestion) => FeeSchedule | null;

/** The merchant's own table: the first row that fits. */
export function feesFromTable(rows: readonly FeeRow[]): FeeSource {
  return ({ marketplace, variant }) =>
    rows.find(
      (row) => (row.marketplace === null || row.marketplace === marketplace) && holds(row.when, variant),
    ) ?? null;
}

export function feeOf(price: Exact, { percent, minimum, fixed }: FeeSchedule): Exact {
  return Exact.max(price.times(constant(percent)).dividedBy(100), constant(minimum)).plus(constant(fixed));
}
