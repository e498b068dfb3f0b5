import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { ListingSnapshot } from '@quayside/core/domain/listing';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import { z } from 'zod';
import { amazonIssue, mapIssues } from './listing-issues.ts';

/** The key of `channelData` under which a listing's product type is kept: every patch must name it. */
export const productTypeKey = 'productType';

/** The seller's own stock; every other code is one of Amazon's fulfillment networks, such as `AMAZON_EU`. */
export const merchantChannelCode = 'DEFAULT';

/** The audience of the offer that every buyer sees; `B2B` and others have offers of their own. */
export const everybody = 'ALL';

/** What is asked for (`includedData`, Listings Items API 2021-08-01). */
export const listingData = [
  'summaries',
  'attributes',
  'issues',
  'offers',
  'fulfillmentAvailability',
  'productTypes',
] as const;

/**
 * `purchasable_offer`: one entry per marketplace, currency and audience (Amazon's documentation, "Manage purchasable offer"). The price is a JSON number,
 * which `parseExactJson` leaves as its digits.
 */
const purchasableOffer = z.object({
  marketplace_id: z.string().nullish(),
  currency: z.string().nullish(),
  audience: z.string().nullish(),
  our_price: z
    .array(z.object({ schedule: z.array(z.object({ value_with_tax: z.string().nullish() })).nullish() }))
    .nullish(),
});

/** What we need of `Item`; the official type is `Item` of @sp-api-sdk/listings-items-api-2021-08-01. */
export const amazonListing = z.object({
  sku: z.string(),
  summaries: z
    .array(
      z.object({
        marketplaceId: z.string(),
        asin: z.string().nullish(),
        productType: z.string().nullish(),
        itemName: z.string().nullish(),
        fnSku: z.string().nullish(),
        /** `BUYABLE`, `DISCOVERABLE`. */
        status: z.array(z.string()).nullish().catch(null),
      }),
    )
    .nullish(),
  attributes: z
    .object({ purchasable_offer: z.array(purchasableOffer).nullish().catch(null) })
    .nullish()
    .catch(null),
  offers: z
    .array(
      z.object({
        marketplaceId: z.string(),
        /** `B2C`, `B2B`. */
        offerType: z.string(),
        price: z.object({ amount: z.string(), currencyCode: z.string() }),
        audience: z.object({ value: z.string().nullish() }).nullish(),
      }),
    )
    .nullish()
    .catch(null),
  issues: z.array(amazonIssue).nullish().catch(null),
  fulfillmentAvailability: z
    .array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.number().nullish() }))
    .nullish(),
  productTypes: z.array(z.object({ marketplaceId: z.string(), productType: z.string() })).nullish(),
});
export type AmazonListing = z.infer<typeof amazonListing>;

/** @returns `null` when the SKU has no listing on that marketplace. */
export function mapListing(
  item: AmazonListing,
  address: { readonly channelSku: ChannelSku; readonly marketplace: MarketplaceId },
  readBeganAt: Instant,
): ListingSnapshot | null {
  const { marketplace, channelSku } = address;
  const summary = item.summaries?.find((each) => each.marketplaceId === marketplace);
  if (summary === undefined) return null;
  const availability = item.fulfillmentAvailability ?? [];
  const own = availability.find((each) => each.fulfillmentChannelCode === merchantChannelCode);
  // A SKU that Amazon ships keeps its own stock there. If both are shown, Amazon's counts: a quantity of ours would turn it into a merchant's offer.
  const theirs = availability.find((each) => each !== own);
  const isAmazons = Boolean(summary.fnSku) || theirs !== undefined;
  const productType =
    summary.productType || item.productTypes?.find((each) => each.marketplaceId === marketplace)?.productType;
  const isBuyable = summary.status?.includes('BUYABLE') === true;
  return {
    channelSku: brandId<ChannelSku>(channelSku),
    marketplace,
    readBeganAt,
    catalogueId: summary.asin || null,
    title: summary.itemName || null,
    status: isBuyable ? 'active' : 'inactive',
    fulfillment: isAmazons ? 'channel' : 'merchant',
    // No entry, or one without a number: nothing to buy. Amazon's own stock is shown by its entry or by the fnSku.
    quantity: isAmazons ? null : (own?.quantity ?? 0),
    channelStock: isAmazons ? (theirs?.quantity ?? null) : null,
    price: shownPrice(item, marketplace),
    issues: mapIssues(item.issues ?? [], marketplace, isBuyable),
    channelData: productType ? { [productTypeKey]: productType } : {},
  };
}

/**
 * The price that the seller has set: `attributes`, the one that is written. `offers` is the "purchase price of the listings item" (model), which a sale of the
 * seller's own on Amazon lowers for a time: it is read only where no attribute is shown.
 */
function shownPrice(item: AmazonListing, marketplace: string): Money | null {
  const attribute = item.attributes?.purchasable_offer?.find(
    (each) =>
      (each.marketplace_id ?? marketplace) === marketplace && (each.audience ?? everybody) === everybody,
  );
  const amount = attribute?.our_price?.[0]?.schedule?.[0]?.value_with_tax;
  const set = moneyOf(amount, attribute?.currency);
  if (set !== null) return set;
  const offer = item.offers?.find(
    (each) =>
      each.marketplaceId === marketplace &&
      each.offerType === 'B2C' &&
      (each.audience?.value ?? everybody) === everybody,
  );
  return offer === undefined ? null : moneyOf(offer.price.amount, offer.price.currencyCode);
}

function moneyOf(amount: string | null | undefined, currency: string | null | undefined): Money | null {
  const money = parseMoney(amount ?? '', currency ?? '');
  return money.ok ? money.value : null;
}
