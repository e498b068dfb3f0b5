import type { Environment } from '@quayside/assembly/environment';

/**
 * What the demo shortens, so that the story takes a minute instead of an hour. Official or observed values in the comments; the simulators start with
 * those unless told otherwise, and so do the connectors' manifests.
 */
export const simulated = {
  /** A shop with a one-minute cron: about 60 s. */
  webhookIntervalMs: 400,
  /** Not published by Amazon; the simulator's own 3 s. */
  acceptanceDelayMs: 300,
  /** The simulator's own 30 s; Amazon publishes none. */
  reportDelayMs: 500,
  /** Amazon: 120 s. */
  orderWindowLagMs: 400,
  /** Amazon: 0.0056 per second, burst 20. */
  searchOrders: { ratePerSecond: 5, burst: 20 },
} as const;

export const tuning: Environment['tuning'] = {
  worker: { lockMs: 2_000, sweepEveryMs: 500 },
  connectors: {
    woocommerce: {
      timing: {
        productPollEveryMs: 4_000,
        storeOrderPollEveryMs: 2_000,
        pollOverlapMs: 10_000,
        sendWindowMs: 1_500,
        createTimeoutMs: 2_000,
        createSettleMs: 2_500,
      },
      rateLimits: { read: { perSecond: 200, burst: 200 }, write: { perSecond: 50, burst: 50 } },
    },
    shopify: {
      timing: {
        orderPollEveryMs: 1_000,
        orderWindowLagMs: 1_000,
        pollOverlapMs: 10_000,
        sendWindowMs: 2_000,
        createTimeoutMs: 3_000,
        writeTimeoutMs: 3_000,
        offerSettleMs: 600,
        listingsWaitMs: 300,
        listingsPollEveryMs: 3_000,
        reconcileEveryMs: 15_000,
      },
      rateLimits: {},
    },
    amazon: {
      timing: {
        orderPollEveryMs: 1_000,
        orderWindowLagMs: 500,
        pollOverlapMs: 10_000,
        sendWindowMs: 2_000,
        writeTimeoutMs: 3_000,
        offerSettleMs: 600,
        listingSettleMs: 600,
        listingsWaitMs: 300,
        reconcileEveryMs: 15_000,
      },
      rateLimits: { searchOrders: { perSecond: 5, burst: 20 } },
    },
  },
};

/** The same in one sentence for whoever watches. */
export const shortenedNotice =
  'Shortened for the demo: webhooks every 0.4 s (a real shop: about a minute), order polls every second (Amazon allows one in three minutes), ' +
  'order windows that end 0.5 s ago (Amazon: two minutes), settle times of seconds (minutes). Everything else is as in production.';
