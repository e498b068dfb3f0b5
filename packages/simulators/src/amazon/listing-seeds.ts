import type { JsonObject } from '../json-object.ts';
import type { CatalogueSeed, CatalogueStore } from './catalogue-store.ts';
import type { ListingAttributes, ListingRecord, ListingStore } from './listing-store.ts';
import { inventedAsin } from './listing-store.ts';
import { marketplaceById } from './marketplaces.ts';
import type { SellerAccounts } from './seller-accounts.ts';

/** A listing to start with, without the delay of a submission. Its item is in the catalogue, too. */
export interface ListingSeed {
  readonly sellerId?: string;
  readonly sku: string;
  /** Default: all stores of the seller. */
  readonly marketplaceIds?: readonly string[];
  readonly title?: string;
  readonly asin?: string;
  /** Decimal text in the currency of each store. */
  readonly price?: string;
  readonly quantity?: number;
  readonly handlingDays?: number;
  readonly channelCode?: string;
  readonly productType?: string;
  readonly brand?: string;
  /** EAN, UPC or other identifier. */
  readonly identifier?: string;
}

/** Many listings that differ only in number: SKU and title end with it. Their items are not in the catalogue. */
export interface ListingSeries extends Omit<ListingSeed, 'sku' | 'asin' | 'identifier' | 'brand'> {
  readonly skuPrefix: string;
  /** The first number; default 1. */
  readonly from?: number;
  readonly count: number;
}

/** What the seller does to a listing in Seller Central, in effect at once. */
export interface ListingEdit {
  readonly sellerId?: string;
  readonly sku: string;
  /** Default: all stores of the seller. */
  readonly marketplaceIds?: readonly string[];
  readonly price?: string;
  readonly quantity?: number;
}

/** Puts listings and catalogue items in place as if they had been there before, and changes them behind everybody's back. */
export class ListingSeeds {
  readonly #accounts: SellerAccounts;
  readonly #listings: ListingStore;
  readonly #catalogue: CatalogueStore;

  constructor(accounts: SellerAccounts, listings: ListingStore, catalogue: CatalogueStore) {
    this.#accounts = accounts;
    this.#listings = listings;
    this.#catalogue = catalogue;
  }

  /** Puts an item into the catalogue. */
  item(seed: CatalogueSeed): void {
    this.#catalogue.put(seed, [...new Set(this.#accounts.sellers.flatMap((it) => it.marketplaceIds))]);
  }

  listing(seed: ListingSeed): void {
    const { sellerId, marketplaceIds } = this.#accounts.oneSeller(seed.sellerId);
    const stores = seed.marketplaceIds ?? marketplaceIds;
    for (const marketplaceId of stores) {
      const listing = this.#open(sellerId, marketplaceId, seed);
      listing.attributes = seedAttributes(seed, marketplaceId);
      if (this.#catalogue.find(marketplaceId, listing.asin) === undefined) {
        this.#catalogue.put(
          {
            asin: listing.asin,
            title: seed.title ?? seed.sku,
            ...(seed.brand === undefined ? {} : { brand: seed.brand }),
            gtins: seed.identifier === undefined ? [] : [seed.identifier],
            productType: listing.productType,
          },
          [marketplaceId],
        );
      }
    }
    this.#writeStock(sellerId, seed);
  }

  /** As many listings as are asked for; what they have in common is kept once. */
  series(series: ListingSeries): void {
    const { sellerId, marketplaceIds } = this.#accounts.oneSeller(series.sellerId);
    const { skuPrefix, from = 1, count, title } = series;
    for (const marketplaceId of series.marketplaceIds ?? marketplaceIds) {
      const shared = seedAttributes({ ...series, sku: skuPrefix, title: undefined }, marketplaceId);
      for (let number = from; number < from + count; number += 1) {
        const listing = this.#open(sellerId, marketplaceId, { ...series, sku: `${skuPrefix}${number}` });
        listing.attributes =
          title === undefined
            ? shared
            : { ...shared, item_name: marked(`${title} ${number}`, marketplaceId) };
      }
    }
    for (let number = from; number < from + count; number += 1) {
      this.#writeStock(sellerId, { ...series, sku: `${skuPrefix}${number}` });
    }
  }

  edit(edit: ListingEdit): void {
    const { sellerId, marketplaceIds } = this.#accounts.oneSeller(edit.sellerId);
    for (const marketplaceId of edit.marketplaceIds ?? marketplaceIds) {
      const listing = this.#listings.find(sellerId, edit.sku, marketplaceId);
      if (listing === undefined) throw new Error(`${edit.sku} is not listed in ${marketplaceId}`);
      if (edit.price !== undefined) {
        const offer = seedOffer(edit.price, marketplaceId);
        listing.attributes = { ...listing.attributes, purchasable_offer: offer };
      }
    }
    if (edit.quantity === undefined) return;
    const entries = this.#listings
      .stock(sellerId, edit.sku)
      .map((it) => ({ ...it, quantity: edit.quantity }));
    this.#listings.writeStock(sellerId, edit.sku, entries);
  }

  /** The seller deletes a listing. */
  remove(target: Pick<ListingEdit, 'sellerId' | 'sku' | 'marketplaceIds'>): void {
    const { sellerId, marketplaceIds } = this.#accounts.oneSeller(target.sellerId);
    for (const marketplaceId of target.marketplaceIds ?? marketplaceIds) {
      this.#listings.remove(sellerId, target.sku, marketplaceId);
    }
  }

  #open(
    sellerId: string,
    marketplaceId: string,
    seed: Pick<ListingSeed, 'sku' | 'asin' | 'identifier' | 'productType'>,
  ): ListingRecord {
    const listing = this.#listings.open(sellerId, seed.sku, marketplaceId, seed.productType ?? 'PRODUCT');
    listing.asin = seed.asin ?? inventedAsin(seed.identifier ?? seed.sku);
    return listing;
  }

  #writeStock(
    sellerId: string,
    seed: Pick<ListingSeed, 'sku' | 'channelCode' | 'quantity' | 'handlingDays'>,
  ): void {
    const code = seed.channelCode ?? 'DEFAULT';
    const entry: JsonObject = { fulfillment_channel_code: code };
    if (seed.quantity !== undefined) entry['quantity'] = seed.quantity;
    if (seed.handlingDays !== undefined) entry['lead_time_to_ship_max_days'] = seed.handlingDays;
    const others = this.#listings
      .stock(sellerId, seed.sku)
      .filter((it) => it['fulfillment_channel_code'] !== code);
    this.#listings.writeStock(sellerId, seed.sku, [...others, entry]);
  }
}

function seedAttributes(
  seed: { readonly [Name in keyof ListingSeed]?: ListingSeed[Name] | undefined },
  marketplaceId: string,
): ListingAttributes {
  const attributes: ListingAttributes = { condition_type: marked('new_new', marketplaceId) };
  if (seed.title !== undefined) attributes['item_name'] = marked(seed.title, marketplaceId);
  if (seed.brand !== undefined) attributes['brand'] = marked(seed.brand, marketplaceId);
  if (seed.identifier !== undefined) {
    attributes['externally_assigned_product_identifier'] = marked(seed.identifier, marketplaceId);
  }
  if (seed.price !== undefined) attributes['purchasable_offer'] = seedOffer(seed.price, marketplaceId);
  return attributes;
}

function seedOffer(price: string, marketplaceId: string): JsonObject[] {
  return [
    {
      marketplace_id: marketplaceId,
      currency: marketplaceById(marketplaceId)?.currency ?? 'EUR',
      audience: 'ALL',
      our_price: [{ schedule: [{ value_with_tax: Number(price) }] }],
    },
  ];
}

function marked(value: string, marketplaceId: string): JsonObject[] {
  return [{ value, marketplace_id: marketplaceId }];
}
