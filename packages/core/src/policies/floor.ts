import type { Exact } from '../domain/decimal.ts';
import { roundUp } from '../domain/money.ts';
import { costsOf, lowestPrice, type MarginFacts } from './margin.ts';
import { costOf, rateFrom, refuse, type Ground } from './price-facts.ts';
import { containedVat } from './vat.ts';

/** The lowest price that leaves the wanted margin, rounded up. @throws NoPrice when costs or fees are not known, or eat everything. */
export function floorOf(ground: Ground): Exact {
  const { floor } = ground.rules.price;
  if (floor === null) throw new Error('The rules have no floor');
  const facts = marginFacts(ground);
  const lowest = lowestPrice(facts, floor.margin, facts.rate);
  if (lowest === null) return refuse(ground, 'policy', 'price.floor-impossible');
  return roundUp(lowest, ground.currency);
}

/** What a margin rests on, and the rate from the currency of the costs. @throws NoPrice when cost or fees are not known. */
export function marginFacts(ground: Ground): MarginFacts & { readonly rate: Exact } {
  const { fees, listing, rules, variant } = ground;
  const { cost, currency } = costOf(ground, 'price.floor-no-cost');
  const schedule = fees({ marketplace: listing.marketplace, variant });
  if (schedule === null && rules.channelFees !== 'never')
    return refuse(ground, 'policy', 'price.no-fee-estimate');
  if (schedule === null && rules.fees.length > 0) return refuse(ground, 'policy', 'price.no-fees');
  const { costs = plainCosts } = rules.price.floor ?? {};
  const inShop = costsOf(cost, listing.unitsPerListing, costs);
  const rate = rateFrom(ground, currency);
  return {
    costs: currency === ground.currency ? inShop : inShop.times(rate),
    fees: schedule ?? noFees,
    vatPercent: containedVat(ground),
    rate,
  };
}

const plainCosts = { factor: '1', fixed: '0', shipping: '0' };
const noFees = { percent: '0', minimum: '0', fixed: '0' };
