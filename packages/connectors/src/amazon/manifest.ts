import { conditions } from '@quayside/core/domain/offer';
import type { ChannelManifest } from '@quayside/core/ports/manifest';
import { amazonCarriers } from './carriers.ts';
import { amazonFields, amazonLabels } from './fields.ts';
import { amazonMarketplaces } from './marketplaces.ts';
import { amazonMessages } from './messages.ts';

const second = 1_000;
const minute = 60 * second;

/** Amazon's Selling Partner API, for sellers. */
export const manifest: ChannelManifest = {
  id: 'amazon',
  name: 'Amazon',
  role: 'channel',
  auth: 'keys',
  fields: amazonFields,
  labels: amazonLabels,
  messages: amazonMessages,
  /** The default usage plans in the models of amzn/selling-partner-api-models (2026-08-05), by operation id; an application may be given more. */
  rateLimits: {
    getListingsItem: { perSecond: 5, burst: 10 },
    putListingsItem: { perSecond: 5, burst: 10 },
    patchListingsItem: { perSecond: 5, burst: 5 },
    searchListingsItems: { perSecond: 5, burst: 5 },
    searchCatalogItems: { perSecond: 2, burst: 2 },
    createReport: { perSecond: 0.0167, burst: 15 },
    getReport: { perSecond: 2, burst: 15 },
    getReportDocument: { perSecond: 0.0167, burst: 15 },
    searchOrders: { perSecond: 0.0056, burst: 20 },
    getOrder: { perSecond: 0.5, burst: 30 },
    confirmShipment: { perSecond: 2, burst: 10 },
    getMarketplaceParticipations: { perSecond: 0.016, burst: 15 },
    /** Login with Amazon publishes none; ours. A token lives one hour. */
    getAccessToken: { perSecond: 1, burst: 5 },
  },
  marketplaces: amazonMarketplaces.map(({ id, name, currency }) => ({ id, name, currency })),
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
  },
  /** A merchant's cancellation and refund are feeds; they are not spoken yet. */
  orders: { takesCancellations: false, takesRefunds: false },
  shipments: { carriers: amazonCarriers, takesOtherCarriers: true },
  offers: {
    /** Seller Central's limit for `seller-sku`. */
    longestSku: 40,
    conditions,
    /** `lead_time_to_ship_max_days`; some categories and accounts allow less. */
    mostHandlingDays: 30,
    /** `merchant_shipping_group`. */
    hasShippingTemplates: true,
    priceParts: [],
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
