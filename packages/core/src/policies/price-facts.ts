import { constant, Exact, isAboveZero } from '../domain/decimal.ts';
import { earliest, toMilliseconds, type Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import type { CurrencyCode } from '../domain/money.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { Variant } from '../domain/variant.ts';
import type { FeeSource } from './fees.ts';
import { readNumber, type VariantFacts } from './read-attribute.ts';

/** What a price is decided from. */
export interface PriceFacts {
  readonly listing: Pick<Listing, 'variantId' | 'unitsPerListing' | 'channelSku' | 'marketplace'>;
  readonly variant: (VariantFacts & Pick<Variant, 'goneAt'>) | undefined;
  /** The marketplace's. */
  readonly currency: CurrencyCode;
  readonly now: Instant;
}

/** Everything that the steps of one offer's prices share. */
export interface Ground extends PriceFacts {
  readonly variant: NonNullable<PriceFacts['variant']>;
  readonly rules: SellingRules;
  readonly fees: FeeSource;
}

/** Why there is no price, and where the merchant can put it right. */
export interface PriceRefusal {
  readonly reason: Message;
  readonly repair: 'product' | 'policy';
}

/** Thrown inside the calculation only, and caught where it begins: a price has many steps, and each may end it. */
export class NoPrice extends Error {
  readonly refusal: PriceRefusal;

  constructor(refusal: PriceRefusal) {
    super(refusal.reason.code);
    this.refusal = refusal;
  }
}

export function refuse(
  { listing, variant }: Ground,
  repair: PriceRefusal['repair'],
  code: Parameters<typeof say>[0],
  values: Message['values'] = {},
): never {
  throw new NoPrice({
    repair,
    reason: say(code, { sku: listing.channelSku, product: variant.title, ...values }),
  });
}

/** The currency of the shop that sells the variant. @throws NoPrice when the shop names no amount of it. */
export function shopCurrency(ground: Ground): CurrencyCode {
  const { price, cost } = ground.variant;
  return (price ?? cost)?.currency ?? refuse(ground, 'product', 'price.none');
}

/** What one unit of a currency is in the marketplace's. @throws NoPrice when the policy has no rate, or one that no longer serves. */
export function rateFrom(ground: Ground, from: CurrencyCode): Exact {
  const { currency, now, rules } = ground;
  if (from === currency) return one;
  const values = { has: from, wants: currency };
  const found = rules.rates.find((rate) => rate.from === from && rate.to === currency);
  if (found === undefined || Number(found.rate) === 0)
    return refuse(ground, 'policy', 'price.no-rate', values);
  const ageDays = (toMilliseconds(now) - Date.parse(found.asOf)) / dayMs;
  if (rules.ratesServeDays !== null && ageDays > rules.ratesServeDays + 1) {
    return refuse(ground, 'policy', 'price.old-rate', { ...values, date: found.asOf });
  }
  return constant(found.rate);
}

/** The number that the shop keeps with the variant. @throws NoPrice when there is none that can be read. */
export function attributeOf(ground: Ground, name: string): Exact {
  const number = readNumber(ground.variant, name);
  if (number === 'none') return refuse(ground, 'product', 'price.no-attribute', { attribute: name });
  if (number === 'unreadable')
    return refuse(ground, 'product', 'price.attribute-unreadable', { attribute: name });
  return number;
}

/** The cost of one unit of the variant. Many shops keep a nought where nobody entered one. @throws NoPrice when the shop has none. */
export function costOf(
  ground: Ground,
  code: 'price.no-cost' | 'price.floor-no-cost',
): { readonly cost: Exact; readonly currency: CurrencyCode } {
  const { cost: kept } = ground.variant;
  if (kept === null) return refuse(ground, 'product', code);
  const cost = new Exact(kept.amount);
  return isAboveZero(cost) ? { cost, currency: kept.currency } : refuse(ground, 'product', code);
}

/** When the shop's sale begins or ends next; `null`: never. */
export function nextSaleChange({ now, variant: { sale } }: Ground): Instant | null {
  const later = [sale?.from ?? null, sale?.until ?? null].filter((at) => at !== null && at > now);
  return later.reduce(earliest, null);
}

const one = new Exact(1);
const dayMs = 24 * 60 * 60 * 1_000;
