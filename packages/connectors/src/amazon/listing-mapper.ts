import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { ListingSnapshot } from '@quayside/core/domain/listing';
import type { OfferPrice } from '@quayside/core/domain/offer';
import { z } from 'zod';
import { readableItems } from '../_kit/readable-items.ts';
import { amazonIssue, mapIssues } from './listing-issues.ts';
import { everybody, moneyOf, priceAttributes, readPrice, type WrittenPart } from './price-attributes.ts';

/** The key of `channelData` under which a listing's product type is kept: every patch must name it. */
export const productTypeKey = 'productType';

/** The key of `channelData` under which the parts of a price are kept that the last read showed. */
export const pricePartsKey = 'priceParts';

/** The seller's own stock; every other code is one of Amazon's fulfillment networks, such as `AMAZON_EU`. */
export const merchantChannelCode = 'DEFAULT';

/** What is asked for (`includedData`, Listings Items API 2021-08-01). */
export const listingData = [
  'summaries',
  'attributes',
  'issues',
  'offers',
  'fulfillmentAvailability',
  'productTypes',
] as const;

/** What we need of `Item`; the official type is `Item` of @sp-api-sdk/listings-items-api-2021-08-01. */
export const amazonListing = z.object({
  /** One that says of no marketplace is not passed over: a listing would look as if it were gone. */
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
  attributes: priceAttributes.nullish().catch(null),
  offers: readableItems(
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
  issues: readableItems(amazonIssue).nullish().catch(null),
  fulfillmentAvailability: z
    .array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.number().nullish() }))
    .nullish(),
  productTypes: readableItems(z.object({ marketplaceId: z.string(), productType: z.string() }))
    .nullish()
    .catch(null),
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
  const { price, parts } = shownPrice(item, marketplace, readBeganAt);
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
    price,
    issues: mapIssues(item.issues ?? [], { ...address, catalogueId: summary.asin || null }, isBuyable),
    channelData: {
      ...(productType ? { [productTypeKey]: productType } : {}),
      ...(parts.length > 0 ? { [pricePartsKey]: parts.join(',') } : {}),
    },
  };
}

interface Priced {
  readonly price: OfferPrice | null;
  readonly parts: readonly WrittenPart[];
}

/**
 * The price that the seller has set: `attributes`, the one that is written. `offers` is the "purchase price of the listings item" (model), which a sale of the
 * seller's own on Amazon lowers for a time: it is read only where no attribute is shown.
 */
function shownPrice(item: AmazonListing, marketplace: MarketplaceId, at: Instant): Priced {
  const set = readPrice(item.attributes ?? {}, marketplace, at);
  if (set !== null) return set;
  const offer = item.offers?.find(
    (each) =>
      each.marketplaceId === marketplace &&
      each.offerType === 'B2C' &&
      (each.audience?.value ?? everybody) === everybody,
  );
  const price = offer === undefined ? null : moneyOf(offer.price.amount, offer.price.currencyCode);
  return { price, parts: [] };
}
