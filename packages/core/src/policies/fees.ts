import { constant, Exact } from '../domain/decimal.ts';
import type { FeeEstimate } from '../domain/fee-estimate.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import { minorDigits, type CurrencyCode } from '../domain/money.ts';
import type { FeeRow, SellingRules } from '../domain/selling-rules.ts';
import { holds } from './attribute-rules.ts';
import type { VariantFacts } from './read-attribute.ts';

/** What a channel takes of a sale: per cent of the price with VAT, at least a minimum, and a fixed amount; in the marketplace's currency. */
export interface FeeSchedule extends Pick<FeeRow, 'percent' | 'minimum' | 'fixed'> {
  /** It is the channel's own estimate. */
  readonly isEstimated?: true;
}

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

/** What holds for a listing: the merchant's table and the channel's own estimate, in the order that the rules say. */
export function feesFor(
  rules: Pick<SellingRules, 'fees' | 'channelFees'>,
  listing: Pick<Listing, 'feeEstimate' | 'fulfillment'>,
  currency: CurrencyCode,
): FeeSource {
  const table = feesFromTable(rules.fees);
  const { feeEstimate: known, fulfillment } = listing;
  // An estimate of what the other ships says nothing of this sale.
  const serves = known?.fulfillment === fulfillment && known.price.currency === currency;
  if (rules.channelFees === 'never' || !serves) return table;
  const estimated = scheduleOf(known);
  return rules.channelFees === 'always' ? () => estimated : (question) => table(question) ?? estimated;
}

const percentDigits = 4;

/**
 * An estimate at one price, made good for others. Never less than what the channel reckoned at that price: a commission is rounded to the smallest unit, so half of one is added.
 * Where the channel does not say what follows the price, all of it does, and it is never less than it was.
 */
export function scheduleOf({ price, total, ofPrice }: FeeEstimate): FeeSchedule {
  const whole = new Exact(total.amount);
  const commission = new Exact((ofPrice ?? total).amount);
  const half = new Exact(10).pow(-minorDigits(price.currency)).dividedBy(2);
  const percent = commission
    .plus(ofPrice === null || commission.isZero() ? 0 : half)
    .dividedBy(price.amount)
    .times(100)
    .toDecimalPlaces(percentDigits, Exact.ROUND_UP)
    .toFixed();
  return ofPrice === null
    ? { percent, minimum: whole.toFixed(), fixed: '0', isEstimated: true }
    : { percent, minimum: '0', fixed: Exact.max(whole.minus(commission), 0).toFixed(), isEstimated: true };
}

export function feeOf(price: Exact, { percent, minimum, fixed }: FeeSchedule): Exact {
  return Exact.max(price.times(constant(percent)).dividedBy(100), constant(minimum)).plus(constant(fixed));
}
