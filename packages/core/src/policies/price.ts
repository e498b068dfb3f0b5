import type { Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { add, isPositive, plusPercent, roundToCents, times } from '../domain/money.ts';
import type { CurrencyCode, Money } from '../domain/money.ts';
import type { SellingRules } from '../domain/selling-policy.ts';
import type { Variant } from '../domain/variant.ts';

/** One step of a calculation that a merchant can be shown, and what the price is after it. */
export interface PriceStep {
  readonly step: 'regular' | 'sale' | 'cost' | 'modifier' | 'units-per-listing' | 'rounded';
  readonly value: Money;
}

export type PriceDecision =
  | {
      readonly kind: 'price';
      readonly value: Money;
      readonly steps: readonly PriceStep[];
      /** When the same facts give another price, because a sale begins or ends; `null`: never. */
      readonly changesAt: Instant | null;
    }
  /** Nothing of ours to say: no policy, no variant, or one that the store no longer has. */
  | { readonly kind: 'leave' }
  /** There is no price to be had: nothing is sent, and the merchant is told why. */
  | { readonly kind: 'refused'; readonly reason: Message; readonly changesAt: Instant | null };

/**
 * Decides what buyers pay for one unit of a listing: source, modifier, units per listing, rounded half up to the currency's smallest unit. Exact
 * decimals throughout (P5); a price that cannot be had is refused with a reason, never guessed.
 *
 * @param currency the marketplace's. Prices of a store with another currency are refused: nothing is converted.
 */
export function decidePrice(
  listing: Pick<Listing, 'variantId' | 'unitsPerListing' | 'channelSku'>,
  variant: Pick<Variant, 'price' | 'sale' | 'cost' | 'goneAt' | 'title'> | undefined,
  rules: SellingRules['price'] | null,
  currency: CurrencyCode,
  now: Instant,
): PriceDecision {
  if (rules === null || listing.variantId === null) return { kind: 'leave' };
  if (variant === undefined || variant.goneAt !== null) return { kind: 'leave' };
  const source = readSource(variant, rules.source, now);
  const refuse = (reason: Message): PriceDecision => ({
    kind: 'refused',
    reason,
    changesAt: source.changesAt,
  });
  const values = { sku: listing.channelSku, product: variant.title };
  if (source.price === null) {
    return refuse(say(rules.source === 'cost' ? 'price.no-cost' : 'price.none', values));
  }
  if (source.price.currency !== currency) {
    return refuse(say('price.other-currency', { ...values, has: source.price.currency, wants: currency }));
  }
  const steps: PriceStep[] = [{ step: source.step, value: source.price }];
  let price = source.price;
  const step = (name: PriceStep['step'], value: Money): void => {
    price = value;
    steps.push({ step: name, value });
  };
  if (rules.modifier !== null) {
    const { kind, value } = rules.modifier;
    step(
      'modifier',
      kind === 'percent' ? plusPercent(price, value) : add(price, { amount: value, currency }),
    );
  }
  if (listing.unitsPerListing > 1) step('units-per-listing', times(price, listing.unitsPerListing));
  step('rounded', roundToCents(price));
  if (!isPositive(price)) return refuse(say('price.not-positive', { ...values, price: price.amount }));
  return { kind: 'price', value: price, steps, changesAt: source.changesAt };
}

interface Source {
  readonly step: 'regular' | 'sale' | 'cost';
  readonly price: Money | null;
  readonly changesAt: Instant | null;
}

function readSource(
  { price, sale, cost }: Pick<Variant, 'price' | 'sale' | 'cost'>,
  source: SellingRules['price']['source'],
  now: Instant,
): Source {
  if (source === 'cost') return { step: 'cost', price: cost, changesAt: null };
  const regular: Source = { step: 'regular', price, changesAt: null };
  if (source === 'regular' || sale === null) return regular;
  const isOver = sale.until !== null && sale.until <= now;
  if (isOver) return regular;
  const isToCome = sale.from !== null && sale.from > now;
  if (isToCome) return { ...regular, changesAt: sale.from };
  return { step: 'sale', price: sale.price, changesAt: sale.until };
}
