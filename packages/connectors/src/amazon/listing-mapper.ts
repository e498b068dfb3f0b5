import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { ListingSnapshot } from '@quayside/core/domain/listing';
import { z } from 'zod';

/** The key of `channelData` under which a listing's product type is kept: every patch must name it. */
export const productTypeKey = 'productType';

/** The seller's own stock; every other code is one of Amazon's fulfillment networks, such as `AMAZON_EU`. */
export const merchantChannelCode = 'DEFAULT';

/** What is asked for (`includedData`, Listings Items API 2021-08-01). */
export const listingData = ['summaries', 'fulfillmentAvailability', 'productTypes'] as const;

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
      }),
    )
    .nullish(),
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
  const isAmazons = Boolean(summary.fnSku) || availability.some((each) => each !== own);
  const productType =
    summary.productType || item.productTypes?.find((each) => each.marketplaceId === marketplace)?.productType;
  return {
    channelSku: brandId<ChannelSku>(channelSku),
    marketplace,
    readBeganAt,
    catalogueId: summary.asin || null,
    title: summary.itemName || null,
    fulfillment: isAmazons ? 'channel' : 'merchant',
    // No entry, or one without a number: nothing to buy. Amazon's own stock is shown by its entry or by the fnSku.
    quantity: isAmazons ? null : (own?.quantity ?? 0),
    channelData: productType ? { [productTypeKey]: productType } : {},
  };
}
