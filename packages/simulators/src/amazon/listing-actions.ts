import { z } from 'zod';
import type { ControlAction } from '../control-server.ts';
import { withoutUndefined } from '../control-server.ts';
import { amountIn } from './listing-document.ts';
import type { FeedStore } from './feed-store.ts';
import type { ListingSeeds } from './listing-seeds.ts';
import type { ListingStore } from './listing-store.ts';
import { listingPrice } from './listing-store.ts';
import type { ReportStore } from './report-store.ts';
import type { SellerAccounts } from './seller-accounts.ts';

/** The parts of a simulated Amazon region that these actions drive. */
export interface ListingActionParts {
  readonly accounts: SellerAccounts;
  readonly listings: ListingStore;
  readonly seeds: ListingSeeds;
  readonly reports: ReportStore;
  readonly feeds: FeedStore;
}

const TARGET = {
  sellerId: z.string().optional(),
  sku: z.string(),
  marketplaceIds: z.array(z.string()).optional(),
};
const OFFER = {
  title: z.string().optional(),
  price: z.string().optional(),
  quantity: z.int().nonnegative().optional(),
  handlingDays: z.int().nonnegative().optional(),
  channelCode: z.string().optional(),
  productType: z.string().optional(),
};
const SEED = z.strictObject({
  ...TARGET,
  ...OFFER,
  asin: z.string().optional(),
  brand: z.string().optional(),
  identifier: z.string().optional(),
});
const SERIES = z.strictObject({
  sellerId: z.string().optional(),
  marketplaceIds: z.array(z.string()).optional(),
  ...OFFER,
  skuPrefix: z.string(),
  from: z.int().nonnegative().optional(),
  count: z.int().positive(),
});
const ITEM = z.strictObject({
  asin: z.string(),
  marketplaceIds: z.array(z.string()).optional(),
  title: z.string(),
  brand: z.string().optional(),
  image: z.string().optional(),
  gtins: z.array(z.string()).optional(),
  productType: z.string().optional(),
  classification: z.enum(['BASE_PRODUCT', 'VARIATION_PARENT']).optional(),
});
const EDIT = z.strictObject({
  ...TARGET,
  price: z.string().optional(),
  quantity: z.int().nonnegative().optional(),
});
const REFUSAL = z.strictObject({
  sku: z.string().optional(),
  code: z.string(),
  message: z.string(),
  attributeNames: z.array(z.string()).optional(),
  atOnce: z.boolean(),
});
const SUPPRESSION = z.strictObject({
  ...TARGET,
  code: z.string(),
  message: z.string(),
  attributeNames: z.array(z.string()).optional(),
});
const ONE = z.strictObject({
  sellerId: z.string().optional(),
  sku: z.string(),
  marketplaceId: z.string().optional(),
});
const FATE = z.strictObject({ fate: z.enum(['CANCELLED', 'FATAL']) });

/** The actions of the control API that are about listings, the catalogue and reports, by name. */
export function listingActions(parts: ListingActionParts): Record<string, ControlAction> {
  const { listings, seeds, reports, feeds } = parts;
  return {
    'seed-items': (input) => {
      for (const item of z.array(ITEM).parse(input)) seeds.item(withoutUndefined(item));
    },
    'seed-listings': (input) => {
      for (const seed of z.array(SEED).parse(input)) seeds.listing(withoutUndefined(seed));
    },
    'seed-series': (input) => {
      seeds.series(withoutUndefined(SERIES.parse(input)));
    },
    'edit-listing': (input) => {
      seeds.edit(withoutUndefined(EDIT.parse(input)));
    },
    'remove-listing': (input) => {
      seeds.remove(withoutUndefined(z.strictObject(TARGET).parse(input)));
    },
    'refuse-put': (input) => {
      listings.refusals.push(withoutUndefined(REFUSAL.parse(input)));
    },
    suppress: (input) => {
      suppressListing(parts, withoutUndefined(SUPPRESSION.parse(input)));
    },
    unsuppress: (input) => {
      const target = withoutUndefined(z.strictObject(TARGET).parse(input));
      for (const listing of listingsOf(parts, target)) {
        delete listing.imposed;
        listings.changed(listing.sellerId, listing.sku);
      }
    },
    price: (input) => {
      const { sellerId, sku, marketplaceId } = ONE.parse(input);
      const seller = parts.accounts.oneSeller(sellerId);
      const listing = listings.find(seller.sellerId, sku, marketplaceId ?? seller.marketplaceIds[0] ?? '');
      if (listing === undefined) throw new Error(`${sku} is not listed`);
      const price = listingPrice(listing);
      return price === undefined ? {} : amountIn(price.currencyCode, price.amount);
    },
    'accepted-quantities': () => listings.acceptedQuantities,
    'fail-report': (input) => {
      reports.fates.push(FATE.parse(input).fate);
    },
    'fail-feed': (input) => {
      feeds.fates.push(FATE.parse(input).fate);
    },
    feeds: () =>
      feeds.all().map(({ feedId, sellerId, status, createdAt }) => ({ feedId, sellerId, status, createdAt })),
    'expire-reports': () => {
      reports.expire();
    },
  };
}

/** What Amazon found wrong with a listing by itself. */
export interface Suppression {
  readonly sellerId?: string;
  readonly sku: string;
  readonly marketplaceIds?: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly attributeNames?: string[];
}

/** Takes a listing off sale with an issue that only `unsuppress` lifts. */
export function suppressListing(
  parts: Pick<ListingActionParts, 'accounts' | 'listings'>,
  suppression: Suppression,
): void {
  const { code, message, attributeNames } = suppression;
  for (const listing of listingsOf(parts, suppression)) {
    listing.imposed = [
      {
        code,
        message,
        severity: 'ERROR',
        ...(attributeNames === undefined ? {} : { attributeNames }),
        categories: [],
        enforcements: {
          actions: [{ action: 'LISTING_SUPPRESSED' }],
          exemption: { status: 'NOT_EXEMPT' },
        },
        marketplaceIds: [listing.marketplaceId],
      },
    ];
    parts.listings.changed(listing.sellerId, listing.sku);
  }
}

function listingsOf(
  parts: Pick<ListingActionParts, 'accounts' | 'listings'>,
  target: Pick<Suppression, 'sellerId' | 'sku' | 'marketplaceIds'>,
) {
  const { sellerId, marketplaceIds } = parts.accounts.oneSeller(target.sellerId);
  return (target.marketplaceIds ?? marketplaceIds).map((marketplaceId) => {
    const listing = parts.listings.find(sellerId, target.sku, marketplaceId);
    if (listing === undefined) throw new Error(`${target.sku} is not listed in ${marketplaceId}`);
    return listing;
  });
}
