import { constant, Exact, plusPercentFactor } from '../domain/decimal.ts';
import type { Instant } from '../domain/instant.ts';
import type { CurrencyCode, Money } from '../domain/money.ts';
import type { Modifier, PriceSource, SellingRules } from '../domain/selling-rules.ts';
import { floorOf } from './floor.ts';
import { attributeOf, costOf, rateFrom, refuse, shopCurrency, type Ground } from './price-facts.ts';
import { record, type PriceStepName, type Steps } from './price-steps.ts';
import { roundPrice } from './round-price.ts';
import { exchangeVat } from './vat.ts';

export interface Sourced {
  readonly step: PriceStepName;
  readonly price: Exact;
  readonly currency: CurrencyCode;
  /** When the same facts give another price, because a sale begins or ends; `null`: never. */
  readonly changesAt: Instant | null;
  /** It is for one unit of the listing, in the marketplace's currency and with its VAT, already. */
  readonly isComplete?: boolean;
}

/** Reads where a price begins. @throws NoPrice when there is nothing to begin with. */
export function readSource(ground: Ground, source: PriceSource | SellingRules['price']['source']): Sourced {
  const { price, sale } = ground.variant;
  const from = (step: PriceStepName, money: Money, changesAt: Instant | null): Sourced => ({
    step,
    price: new Exact(money.amount),
    currency: money.currency,
    changesAt,
  });
  switch (source.kind) {
    case 'margin':
      return {
        step: 'margin',
        price: floorOf(ground),
        currency: ground.currency,
        changesAt: null,
        isComplete: true,
      };
    case 'cost': {
      const { cost, currency } = costOf(ground, 'price.no-cost');
      return { step: 'cost', price: cost, currency, changesAt: null };
    }
    case 'fixed':
      return from('fixed', source, null);
    case 'attribute':
      return {
        step: 'attribute',
        price: attributeOf(ground, source.name),
        currency: shopCurrency(ground),
        changesAt: null,
      };
    case 'effective': {
      const isOver = sale === null || (sale.until !== null && sale.until <= ground.now);
      if (isOver) break;
      const isToCome = sale.from !== null && sale.from > ground.now;
      if (!isToCome) return from('sale', sale.price, sale.until);
      if (price !== null) return from('regular', price, sale.from);
      break;
    }
    case 'regular':
  }
  return from('regular', price ?? refuse(ground, 'product', 'price.none'), null);
}

/** Takes a price from its source to its ending: modifiers, units per listing, currency, VAT, rounding. @throws NoPrice when a step cannot be taken. */
export function reckonPrice(
  ground: Ground,
  sourced: Sourced,
  modifiers: readonly Modifier[],
  steps: Steps,
  isVatCharged = true,
): Exact {
  const { currency, listing, rules } = ground;
  const rounded = (exact: Exact): Exact =>
    record(steps, 'rounded', roundPrice(exact, rules.price.rounding, currency), currency);
  let price = record(steps, sourced.step, sourced.price, sourced.currency);
  for (const each of modifiers) {
    price = record(steps, 'modifier', modify(ground, price, each), sourced.currency);
  }
  if (sourced.isComplete === true) return rounded(price);
  if (listing.unitsPerListing > 1) {
    price = record(steps, 'units-per-listing', price.times(listing.unitsPerListing), sourced.currency);
  }
  if (sourced.currency !== currency) {
    price = record(steps, 'converted', price.times(rateFrom(ground, sourced.currency)), currency);
  }
  const exchanged = exchangeVat(ground, price, isVatCharged);
  if (exchanged !== null) price = record(steps, 'vat', exchanged, currency);
  return rounded(price);
}

function modify(ground: Ground, price: Exact, modifier: Modifier): Exact {
  switch (modifier.kind) {
    case 'absolute':
      return price.plus(constant(modifier.value));
    case 'percent':
      return price.times(plusPercentFactor(modifier.value));
    case 'attribute':
      return price.plus(attributeOf(ground, modifier.name).times(modifier.times));
    case 'attribute-percent':
      return price.times(attributeOf(ground, modifier.name).times(modifier.times).plus(100)).dividedBy(100);
  }
}
