import { instant, parseInstant, type Instant } from '@quayside/core/domain/instant';
import type { MarketplaceId } from '@quayside/core/domain/ids';
import { formatAmount, isPositive, parseMoney, type Money } from '@quayside/core/domain/money';
import type { OfferPrice } from '@quayside/core/domain/offer';
import { z } from 'zod';
import { exactNumber } from './exact-json.ts';
import { amazonMarketplaces } from './marketplaces.ts';

/** The audience of the offer that every buyer sees. */
export const everybody = 'ALL';
/** Amazon Business (Amazon's changelog of 2024-09-11). */
export const businesses = 'B2B';

/** A sale has a beginning and an end on Amazon (product type schemas); these stand for none. */
const withoutBeginning = instant(Date.UTC(2000, 0, 1));
const withoutEnd = instant(Date.UTC(2099, 11, 31));

const priceSchedule = z.array(
  z.object({
    schedule: z
      .array(
        z.object({
          value_with_tax: z.string().nullish(),
          start_at: z.string().nullish(),
          end_at: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
);

const level = z.object({ lower_bound: z.number(), value: z.string() });
const discountPlan = z.array(
  z.object({ schedule: z.array(z.object({ discount_type: z.string(), levels: z.array(level) })).nullish() }),
);

/**
 * `purchasable_offer`: one entry per marketplace, currency and audience (Amazon's documentation, "Manage purchasable offer"). Prices are JSON numbers, which
 * `parseExactJson` leaves as their digits. A part that is not as it should be is not shown, and costs nothing else.
 */
const purchasableOffer = z.object({
  marketplace_id: z.string().nullish(),
  currency: z.string().nullish(),
  audience: z.string().nullish(),
  our_price: priceSchedule.nullish().catch(null),
  discounted_price: priceSchedule.nullish().catch(null),
  quantity_discount_plan: discountPlan.nullish().catch(null),
});
type PurchasableOffer = z.infer<typeof purchasableOffer>;

/** `list_price`: one entry per marketplace and currency, with the amount as `value` or as `value_with_tax`. */
const listPrice = z.object({
  marketplace_id: z.string().nullish(),
  currency: z.string().nullish(),
  value: z.string().nullish().catch(null),
  value_with_tax: z.string().nullish().catch(null),
});

export const priceAttributes = z.object({
  purchasable_offer: z.array(purchasableOffer).nullish().catch(null),
  list_price: z.array(listPrice).nullish().catch(null),
});
export type PriceAttributes = z.infer<typeof priceAttributes>;

/** What of a price Amazon shows: only what is there is taken away, so that nothing is deleted that never was. */
export const writtenParts = ['sale', 'list', 'business', 'tiers'] as const;
export type WrittenPart = (typeof writtenParts)[number];

/** What the seller has set, as its attributes say; `null`: no price of theirs. */
export function readPrice(
  attributes: PriceAttributes,
  marketplace: MarketplaceId,
  at: Instant,
): { readonly price: OfferPrice; readonly parts: readonly WrittenPart[] } | null {
  const offers = (attributes.purchasable_offer ?? []).filter(
    (each) => (each.marketplace_id ?? marketplace) === marketplace,
  );
  const offer = offers.find((each) => (each.audience ?? everybody) === everybody);
  const price = priceIn(offer?.our_price, offer?.currency);
  if (offer === undefined || price === null) return null;
  const { currency } = price;
  const sale = saleIn(offer, at);
  const list = listIn(attributes, marketplace, currency);
  const forBusiness = offers.find((each) => each.audience === businesses && each.currency === currency);
  const business = businessIn(forBusiness);
  return {
    price: {
      ...price,
      ...(sale === null ? {} : { sale }),
      ...(list === null ? {} : { list }),
      ...(business === null ? {} : { business }),
    },
    parts: [
      ...(offer.discounted_price ? (['sale'] as const) : []),
      ...(list === null ? [] : (['list'] as const)),
      ...(forBusiness === undefined ? [] : (['business'] as const)),
      ...(forBusiness?.quantity_discount_plan ? (['tiers'] as const) : []),
    ],
  };
}

/** The sale that is on or is to come; one that is over says nothing any more. */
function saleIn(
  { discounted_price, currency }: PurchasableOffer,
  at: Instant,
): NonNullable<OfferPrice['sale']> | null {
  for (const { value_with_tax, start_at, end_at } of discounted_price?.[0]?.schedule ?? []) {
    const price = moneyOf(value_with_tax, currency);
    const from = momentOf(start_at);
    const until = momentOf(end_at);
    if (price === null || from === undefined || until === undefined || until <= at) continue;
    return {
      price,
      from: from === withoutBeginning ? null : from,
      until: until === withoutEnd ? null : until,
    };
  }
  return null;
}

function listIn(attributes: PriceAttributes, marketplace: string, currency: string): Money | null {
  const entry = attributes.list_price?.find(
    (each) => (each.marketplace_id ?? marketplace) === marketplace && each.currency === currency,
  );
  return moneyOf(entry?.value_with_tax ?? entry?.value, currency);
}

/** Tiers in percent are somebody else's work: ours are amounts. */
function businessIn(offer: PurchasableOffer | undefined): NonNullable<OfferPrice['business']> | null {
  const price = priceIn(offer?.our_price, offer?.currency);
  if (price === null) return null;
  const plan = offer?.quantity_discount_plan?.[0]?.schedule?.[0];
  const levels = plan?.discount_type === 'fixed' ? plan.levels : [];
  const tiers = levels.flatMap(({ lower_bound: from, value }) => {
    const money = moneyOf(value, price.currency);
    return money === null ? [] : [{ from, price: money }];
  });
  return { price, tiers: tiers.toSorted((one, other) => one.from - other.from) };
}

function priceIn(
  prices: z.infer<typeof priceSchedule> | null | undefined,
  currency: string | null | undefined,
): Money | null {
  return moneyOf(prices?.[0]?.schedule?.[0]?.value_with_tax, currency);
}

export function moneyOf(
  amount: string | null | undefined,
  currency: string | null | undefined,
): Money | null {
  const money = parseMoney(amount ?? '', currency ?? '');
  return money.ok ? money.value : null;
}

/** Amazon takes a date or a moment; a date is its midnight, UTC. */
function momentOf(text: string | null | undefined): Instant | undefined {
  if (text == null) return undefined;
  return parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
}

/**
 * The entries of `purchasable_offer` for a price with its parts. What is to go is named `null`, which takes it away in a merge (Amazon's documentation, "Merge a
 * listing").
 *
 * @param gone the parts that are to go.
 * @throws Error when a price is not above zero: a bug.
 */
export function offerEntries(
  marketplace: MarketplaceId,
  price: OfferPrice,
  gone: readonly WrittenPart[] = [],
): readonly Readonly<Record<string, unknown>>[] {
  const { sale, business } = price;
  const entry = (audience: string): Record<string, unknown> => ({
    marketplace_id: marketplace,
    currency: price.currency,
    audience,
  });
  const discounted = sale && {
    ...amountOf(sale.price),
    start_at: sale.from ?? withoutBeginning,
    end_at: sale.until ?? withoutEnd,
  };
  const everybodys = {
    ...entry(everybody),
    our_price: scheduled(amountOf(price)),
    ...(discounted ? { discounted_price: scheduled(discounted) } : {}),
    ...(!discounted && gone.includes('sale') ? { discounted_price: null } : {}),
  };
  if (business === undefined) return [everybodys];
  const levels = business.tiers.map((tier) => ({ lower_bound: tier.from, value: numberOf(tier.price) }));
  const forBusiness = {
    ...entry(businesses),
    our_price: scheduled(amountOf(business.price)),
    ...(levels.length > 0
      ? { quantity_discount_plan: scheduled({ discount_type: 'fixed', levels }) }
      : gone.includes('tiers')
        ? { quantity_discount_plan: null }
        : {}),
  };
  return [everybodys, forBusiness];
}

const scheduled = (content: object) => [{ schedule: [content] }];
const amountOf = (money: Money) => ({ value_with_tax: numberOf(money) });

function numberOf(money: Money): unknown {
  if (!isPositive(money)) throw new Error('A price is above zero');
  return exactNumber(formatAmount(money));
}

/** North America writes the list price without tax, Europe with it (README, Prices and their parts). */
export function listPriceEntry(marketplace: MarketplaceId, list: Money): Readonly<Record<string, unknown>> {
  const region = amazonMarketplaces.find(({ id }) => id === marketplace)?.region;
  const member = region === 'NA' ? 'value' : 'value_with_tax';
  return { marketplace_id: marketplace, currency: list.currency, [member]: numberOf(list) };
}
