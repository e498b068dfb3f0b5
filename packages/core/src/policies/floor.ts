import { Exact } from '../domain/decimal.ts';
import { roundUp } from '../domain/money.ts';
import { costsOf, lowestPrice, type MarginFacts } from './margin.ts';
import { costOf, rateFrom, refuse, type Ground } from './price-facts.ts';
import { containedVat } from './vat.ts';

/** The lowest price that leaves the wanted margin, rounded up. @throws NoPrice when costs or fees are not known, or eat everything. */
export function floorOf(ground: Ground): Exact {
  const { rules } = ground;
  const { floor } = rules.price;
  if (floor === null) throw new Error('The rules have no floor');
  const facts = marginFacts(ground);
  const rate = rateFrom(ground, costOf(ground, 'price.floor-no-cost').currency);
  const lowest = lowestPrice(facts, floor.margin, rate);
  if (lowest === null) return refuse(ground, 'policy', 'price.floor-impossible');
  return roundUp(lowest, ground.currency);
}

/** What a margin rests on. @throws NoPrice when cost or fees are not known. */
export function marginFacts(ground: Ground): MarginFacts {
  const { fees, listing, rules, variant } = ground;
  const cost = costOf(ground, 'price.floor-no-cost');
  const schedule = fees({ marketplace: listing.marketplace, variant });
  if (schedule === null && rules.fees.length > 0) return refuse(ground, 'policy', 'price.no-fees');
  const { costs = plainCosts } = rules.price.floor ?? {};
  const inShop = costsOf(new Exact(cost.amount), listing.unitsPerListing, costs);
  return {
    costs: cost.currency === ground.currency ? inShop : inShop.times(rateFrom(ground, cost.currency)),
    fees: schedule ?? noFees,
    vatPercent: containedVat(ground),
  };
}

const plainCosts = { factor: '1', fixed: '0', shipping: '0' };
const noFees = { percent: '0', minimum: '0', fixed: '0' };
