import type { ChannelManifest } from '@quayside/core/ports/manifest';
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
  messages: amazonMessages,
  /** The default usage plans in the models of amzn/selling-partner-api-models (2026-08-05), by operation id; an application may be given more. */
  rateLimits: {
    getListingsItem: { perSecond: 5, burst: 10 },
    patchListingsItem: { perSecond: 5, burst: 5 },
    searchOrders: { perSecond: 0.0056, burst: 20 },
    getOrder: { perSecond: 0.5, burst: 30 },
    confirmShipment: { perSecond: 2, burst: 10 },
    getMarketplaceParticipations: { perSecond: 0.016, burst: 15 },
    /** Login with Amazon publishes none; ours. A token lives one hour. */
    getAccessToken: { perSecond: 1, burst: 5 },
  },
  marketplaces: amazonMarketplaces.map(({ id, name, currency }) => ({ id, name, currency })),
  /** `fulfillment_availability` has no marketplace: a SKU has one quantity per fulfillment channel (Listings Items API 2021-08-01). */
  aspects: { quantity: { scope: 'channel-sku' } },
  timing: {
    /** What `searchOrders` allows for ever: one call each 179 s. Its burst is kept for further pages and for polls out of turn. */
    orderPollEveryMs: 180 * second,
    /** `lastUpdatedBefore` must be at least two minutes before the request (Orders API 2026-01-01); ten seconds for clocks that differ. */
    orderWindowLagMs: 2 * minute + 10 * second,
    pollOverlapMs: 5 * minute,
    writeTimeoutMs: 30 * second,
    /** An accepted patch is applied later; Amazon names no time. Ours, until measured on a live account. */
    quantitySettleMs: 2 * minute,
    reconcileEveryMs: 6 * 60 * minute,
  },
};
