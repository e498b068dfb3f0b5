import { constant, Exact, isAboveZero, plusPercentFactor, sumOf } from '../domain/decimal.ts';
import type { Costs, WantedMargin } from '../domain/selling-rules.ts';
import { feeOf, type FeeSchedule } from './fees.ts';

/** What a margin rests on, all in the marketplace's currency. */
export interface MarginFacts {
  /** Of one unit of the listing. */
  readonly costs: Exact;
  readonly fees: FeeSchedule;
  /** Per cent of VAT that the price contains. */
  readonly vatPercent: string;
}

/** What a sale leaves: the price without its VAT, less fees and costs. */
export function marginOf(
  price: Exact,
  { costs, fees, vatPercent }: MarginFacts,
): { readonly left: Exact; readonly percent: Exact } {
  const net = price.dividedBy(plusPercentFactor(vatPercent));
  const left = net.minus(feeOf(price, fees)).minus(costs);
  return { left, percent: net.isZero() ? zero : left.dividedBy(net).times(100) };
}

/** Whether a price leaves what is wanted. */
export function leavesEnough(price: Exact, facts: MarginFacts, wanted: WantedMargin, rate: Exact): boolean {
  const { left } = marginOf(price, facts);
  const net = price.dividedBy(plusPercentFactor(facts.vatPercent));
  const least =
    wanted.kind === 'absolute'
      ? rate.times(constant(wanted.value))
      : net.times(constant(wanted.value)).dividedBy(100);
  return left.greaterThanOrEqualTo(least);
}

/**
 * The lowest price, not rounded, that leaves the wanted margin; `null`: none does, because fees and margin eat the whole price.
 *
 * With v = 1 + VAT the price p leaves p / v - fee(p) - costs. The fee is a percentage, or its minimum where that is more, so that p solves one of two straight
 * lines. Both are multiplied by v, so that all but the last division is of finite decimals.
 *
 * @param rate from the shop's currency, in which an absolute margin is written.
 */
export function lowestPrice(
  { costs, fees, vatPercent }: MarginFacts,
  wanted: WantedMargin,
  rate: Exact,
): Exact | null {
  const { vat, fixed, kept, keptOfPercent, minimumServesTo } = slopesOf(fees, vatPercent, wanted);
  if (!isAboveZero(kept)) return null;
  let needed = fixed === null ? costs : costs.plus(fixed);
  if (wanted.kind === 'absolute') needed = needed.plus(rate.times(constant(wanted.value)));
  const isMinimum =
    minimumServesTo !== null && (minimumServesTo === 'all' || needed.lessThanOrEqualTo(minimumServesTo));
  if (isMinimum) return needed.plus(constant(fees.minimum)).times(vat).dividedBy(kept);
  return isAboveZero(keptOfPercent) ? needed.times(vat).dividedBy(keptOfPercent) : null;
}

/** How much of each unit of price is kept, times v. */
interface Slopes {
  readonly vat: Exact;
  /** `null`: nothing. */
  readonly fixed: Exact | null;
  /** While the fee is its minimum. */
  readonly kept: Exact;
  /** Once the fee is its percentage. */
  readonly keptOfPercent: Exact;
  /** Up to what must be left the fee is its minimum; `null`: it has none. Where one line meets the other both give the same price. */
  readonly minimumServesTo: Exact | 'all' | null;
}

const slopes = new WeakMap<FeeSchedule, Map<string, Slopes>>();

/** Reckoned once for each row of a table of fees, since the same few are asked for with every offer. */
function slopesOf(fees: FeeSchedule, vatPercent: string, { kind, value }: WantedMargin): Slopes {
  const ofFees = slopes.get(fees) ?? new Map<string, Slopes>();
  const key = `${vatPercent} ${kind} ${value}`;
  const known = ofFees.get(key);
  if (known !== undefined) return known;
  const vat = plusPercentFactor(vatPercent);
  const kept = kind === 'percent' ? new Exact(1).minus(constant(value).dividedBy(100)) : new Exact(1);
  const percent = constant(fees.percent).dividedBy(100);
  const minimum = constant(fees.minimum);
  const found: Slopes = {
    vat,
    kept,
    keptOfPercent: kept.minus(percent.times(vat)),
    fixed: constant(fees.fixed).isZero() ? null : constant(fees.fixed),
    minimumServesTo: minimum.isZero()
      ? null
      : percent.isZero()
        ? 'all'
        : minimum.dividedBy(percent).times(kept).dividedBy(vat).minus(minimum),
  };
  slopes.set(fees, ofFees.set(key, found));
  return found;
}

/** What one unit of a listing costs: its units at cost x factor, and the rest once. In the shop's currency. */
export function costsOf(cost: Exact, units: number, { factor, fixed, shipping }: Costs): Exact {
  const goods = units === 1 ? cost : cost.times(units);
  const landed = factor === '1' ? goods : goods.times(constant(factor));
  const once = sumOf(fixed, shipping);
  return once.isZero() ? landed : landed.plus(once);
}

const zero = new Exact(0);
