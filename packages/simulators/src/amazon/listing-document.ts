import { exact, money } from '../decimal-text.ts';
import type { JsonObject } from '../json-object.ts';
import { asObject } from '../json-object.ts';
import { forStore } from './listing-patch.ts';
import type { ListingRecord } from './listing-store.ts';
import type { ListingView } from './stale-reads.ts';
import {
  attributeText,
  listingIssues,
  listingPrice,
  listingTitle,
  STOCK_ATTRIBUTE,
} from './listing-store.ts';

/** Currencies without decimals. */
const WHOLE_CURRENCIES = ['JPY'];

/**
 * A SKU as `getListingsItem` shows it for the stores asked for; `included` as in `includedData`. With several stores
 * the attributes of all are joined.
 */
export function listingDocument(
  store: Pick<ListingView, 'stock'>,
  listings: readonly ListingRecord[],
  included: readonly string[],
): JsonObject {
  const first = listings[0];
  if (first === undefined) throw new Error('A listing document needs a listing');
  const stock = store.stock(first.sellerId, first.sku);
  const parts: Record<string, () => unknown> = {
    summaries: () => listings.map((it) => summary(store, it)),
    attributes: () => joinedAttributes(listings, stock),
    issues: () => listings.flatMap(listingIssues),
    offers: () => listings.flatMap(offers),
    fulfillmentAvailability: () =>
      stock.map((it) => ({
        fulfillmentChannelCode: it['fulfillment_channel_code'],
        ...(typeof it['quantity'] === 'number' ? { quantity: it['quantity'] } : {}),
      })),
    productTypes: () =>
      listings.map((it) => ({ marketplaceId: it.marketplaceId, productType: it.productType })),
    relationships: () => listings.map((it) => ({ marketplaceId: it.marketplaceId, relationships: [] })),
  };
  const document: JsonObject = { sku: first.sku };
  for (const [name, read] of Object.entries(parts)) if (included.includes(name)) document[name] = read();
  return document;
}

/** BUYABLE while a price and stock are there and no error stands; DISCOVERABLE while it has a catalogue entry. */
export function listingStatus(store: Pick<ListingView, 'stock'>, listing: ListingRecord): string[] {
  if (listing.asin === '') return [];
  const inStock = store.stock(listing.sellerId, listing.sku).some((it) => Number(it['quantity'] ?? 0) > 0);
  const faultless = listingIssues(listing).every((it) => it.severity !== 'ERROR');
  const buyable = inStock && faultless && listingPrice(listing) !== undefined;
  return buyable ? ['BUYABLE', 'DISCOVERABLE'] : ['DISCOVERABLE'];
}

/** Amount with the decimals of its currency. */
export function amountIn(currencyCode: string, amount: string): { amount: string; currencyCode: string } {
  return { currencyCode, amount: money(exact(amount), WHOLE_CURRENCIES.includes(currencyCode) ? 0 : 2) };
}

function summary(store: Pick<ListingView, 'stock'>, listing: ListingRecord): JsonObject {
  const itemName = listingTitle(listing);
  const conditionType = attributeText(listing, 'condition_type');
  const image = asObject(listing.attributes['main_product_image_locator']?.[0])['media_location'];
  return {
    marketplaceId: listing.marketplaceId,
    ...(listing.asin === '' ? {} : { asin: listing.asin }),
    productType: listing.productType,
    ...(conditionType === undefined ? {} : { conditionType }),
    status: listingStatus(store, listing),
    ...(itemName === undefined ? {} : { itemName }),
    createdDate: listing.createdAt.toISOString(),
    lastUpdatedDate: listing.updatedAt.toISOString(),
    ...(typeof image === 'string' ? { mainImage: { link: image, height: 500, width: 500 } } : {}),
  };
}

function offers(listing: ListingRecord): JsonObject[] {
  const price = listingPrice(listing);
  if (price === undefined) return [];
  return [
    {
      marketplaceId: listing.marketplaceId,
      offerType: 'B2C',
      price: amountIn(price.currencyCode, price.amount),
      audience: { value: 'ALL', displayName: 'Sell on Amazon' },
    },
  ];
}

function joinedAttributes(listings: readonly ListingRecord[], stock: readonly JsonObject[]): JsonObject {
  const joined: Record<string, JsonObject[]> = {};
  for (const listing of listings) {
    for (const [name, values] of Object.entries(listing.attributes)) {
      const known = (joined[name] ??= []);
      for (const value of forStore(values, listing.marketplaceId)) {
        known.push({ ...value, marketplace_id: listing.marketplaceId });
      }
    }
  }
  if (stock.length > 0) joined[STOCK_ATTRIBUTE] = stock.map((it) => ({ ...it }));
  return joined;
}
