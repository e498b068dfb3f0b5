import { conditions, priceParts } from '@quayside/core/domain/offer';
import type { ChannelManifest } from '@quayside/core/ports/manifest';
import { amazonCarriers } from './carriers.ts';
import { amazonFields, amazonLabels } from './fields.ts';
import { amazonMarketplaces } from './marketplaces.ts';
import { amazonMessages } from './messages.ts';

const second = 1_000;
const minute = 60 * second;

/** `keywords` of `searchCatalogItems` (Catalog Items API 2022-04-01). */
export const catalogueSearch = { mostWords: 20 } as const;

/** Amazon's Selling Partner API, for sellers. */
export const manifest: ChannelManifest = {
  id: 'amazon',
  name: 'Amazon',
  role: 'channel',
  auth: 'keys',
  /** Amazon's documentation, "Renew Authorizations": of public applications. */
  consentGoodForDays: 365,
  fields: amazonFields,
  labels: amazonLabels,
  messages: amazonMessages,
  /** The default usage plans in the models of amzn/selling-partner-api-models (2026-08-05), by operation id; an application may be given more. */
  rateLimits: {
    getListingsItem: { perSecond: 5, burst: 10 },
    putListingsItem: { perSecond: 5, burst: 10 },
    patchListingsItem: { perSecond: 5, burst: 5 },
    searchListingsItems: { perSecond: 5, burst: 5 },
    getListingsRestrictions: { perSecond: 5, burst: 10 },
    searchCatalogItems: { perSecond: 2, burst: 2 },
    createFeedDocument: { perSecond: 0.5, burst: 15 },
    /** Published with a burst of 15, and besides that five listings feeds in five minutes (Amazon's changelog of 2025-05-06): two at once, and what is refilled. */
    createFeed: { perSecond: 0.0083, burst: 2 },
    getFeed: { perSecond: 2, burst: 15 },
    getFeedDocument: { perSecond: 0.0222, burst: 10 },
    getMyFeesEstimates: { perSecond: 0.5, burst: 1 },
    getInventorySummaries: { perSecond: 2, burst: 2 },
    createReport: { perSecond: 0.0167, burst: 15 },
    getReport: { perSecond: 2, burst: 15 },
    getReportDocument: { perSecond: 0.0167, burst: 15 },
    searchOrders: { perSecond: 0.0056, burst: 20 },
    getOrder: { perSecond: 0.5, burst: 30 },
    confirmShipment: { perSecond: 2, burst: 10 },
    getMarketplaceParticipations: { perSecond: 0.016, burst: 15 },
    getSubscription: { perSecond: 1, burst: 5 },
    createSubscription: { perSecond: 1, burst: 5 },
    /** What the application does for itself counts for all of its sellers together. */
    deleteSubscriptionById: { perSecond: 1, burst: 5, perApplication: { perSecond: 1, burst: 5 } },
    getDestinations: { perSecond: 1, burst: 5, perApplication: { perSecond: 1, burst: 5 } },
    createDestination: { perSecond: 1, burst: 5, perApplication: { perSecond: 1, burst: 5 } },
    /** Login with Amazon publishes none; ours. A token lives one hour. */
    getAccessToken: { perSecond: 1, burst: 5 },
  },
  marketplaces: amazonMarketplaces.map(({ id, name, currency, sellerCentral }) => ({
    id,
    name,
    currency,
    orderPage: `${sellerCentral}/orders-v3/order/{orderId}`,
    /** Every store is called after its address. */
    itemPage: `https://www.${name.toLowerCase()}/dp/{catalogueId}`,
  })),
  /** `fulfillment_availability` has no marketplace: a SKU has one quantity per fulfillment channel (Listings Items API 2021-08-01). */
  aspects: {
    quantity: { scope: 'channel-sku' },
    /** `purchasable_offer` is selected by marketplace and currency. */
    price: { scope: 'listing' },
  },
  /** ASINs have ten characters: `B` and nine more, or the ISBN-10 of a book. At most 20 identifiers in a search (Catalog Items API 2022-04-01). */
  quantityWrite: 'absolute',
  catalogue: {
    idName: 'ASIN',
    idPattern: '^(B[A-Z0-9]{9}|[0-9]{9}[0-9X])$',
    idsPerLookUp: 20,
    search: catalogueSearch,
  },
  /** No published operation or feed takes them of an order of the marketplace (README, "Cancellations and refunds"). */
  orders: { takesCancellations: false, takesRefunds: false },
  /** As many products as one call of `getMyFeesEstimates` takes (Amazon's documentation, "Product Fees API v0"). */
  fees: { questionsPerCall: 20, callEveryMs: 2 * second },
  shipments: { carriers: amazonCarriers, takesOtherCarriers: true },
  offers: {
    /** Seller Central's limit for `seller-sku`. */
    longestSku: 40,
    conditions,
    /** `lead_time_to_ship_max_days`; some categories and accounts allow less. */
    mostHandlingDays: 30,
    /** `merchant_shipping_group`. */
    hasShippingTemplates: true,
    submissions: {
      /** Messages in a feed (Amazon's changelog of 2025-05-06). */
      mostOffers: 25_000,
      /** A feed waits in Amazon's queue: below that, single calls at five a second are through before it is read. */
      worthFrom: 200,
      /** `identifiers` of `searchListingsItems`. */
      skusPerRead: 20,
      quietMs: 30 * second,
      /** 25,000 listings take ten minutes to be found in the catalogue. */
      gatherMs: 15 * minute,
      lookMs: minute,
      /** Amazon names no time. Ours, until measured on a live account. */
      patienceMs: 4 * 60 * minute,
    },
    /** `discounted_price`, `list_price`, and the offer of the audience `B2B` with its tiers. */
    priceParts,
  },
  timing: {
    /** What `searchOrders` allows for ever: one call each 179 s. Its burst is kept for further pages and for polls out of turn. */
    orderPollEveryMs: 180 * second,
    /** `lastUpdatedBefore` must be at least two minutes before the request (Orders API 2026-01-01); ten seconds for clocks that differ. */
    orderWindowLagMs: 2 * minute + 10 * second,
    pollOverlapMs: 5 * minute,
    /** Several times what a write waits for its turn at the published rate. */
    sendWindowMs: 15 * second,
    writeTimeoutMs: 30 * second,
    /** An accepted patch is applied later; Amazon names no time. Ours, until measured on a live account. */
    offerSettleMs: 2 * minute,
    /** A new offer on an item of the catalogue takes minutes; Amazon names no time. Ours, until measured on a live account. */
    listingSettleMs: 5 * minute,
    /** Seller Central tells sellers to wait up to a day for a new offer to appear. */
    listingPatienceMs: 24 * 60 * minute,
    /** Most reports take from half a minute to some minutes. */
    listingsWaitMs: 20 * second,
    /** Amazon caches the report for one to six hours ("Inventory Reports"): reading more often may show nothing newer. */
    listingsPollEveryMs: 6 * 60 * minute,
    reconcileEveryMs: 6 * 60 * minute,
  },
};
