import type { Clock } from '../clock.ts';

/** A usage plan: tokens refilled per second and the size of the bucket. */
export interface UsagePlan {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Operations with a usage plan, by the name the simulator uses. */
export type PlannedOperation =
  | 'sellers.participations'
  | 'listings.get'
  | 'listings.search'
  | 'listings.put'
  | 'listings.patch'
  | 'listings.delete'
  | 'restrictions.get'
  | 'catalogue.search'
  | 'catalogue.get'
  | 'feeds.open'
  | 'feeds.create'
  | 'feeds.get'
  | 'feeds.document'
  | 'reports.create'
  | 'reports.get'
  | 'reports.document'
  | 'fees.estimate'
  | 'inventory.summaries'
  | 'orders.search'
  | 'orders.get'
  | 'shipments.confirm'
  | 'notifications.destinations'
  | 'notifications.create-destination'
  | 'notifications.subscription'
  | 'notifications.subscribe'
  | 'notifications.unsubscribe';

/** An official plan with its key in `rate-limits.json`. */
export interface OfficialPlan extends UsagePlan {
  readonly key: string;
}

/**
 * Default usage plans as published in the operation descriptions of amzn/selling-partner-api-models, commit
 * 34dc93fe45f37c9a0b2e56823c808f68b4f81754 (2026-08-05). A contract test compares them with the shared copy.
 */
export const OFFICIAL_PLANS: Readonly<Record<PlannedOperation, OfficialPlan>> = {
  'sellers.participations': {
    key: 'sellers.v1.getMarketplaceParticipations',
    ratePerSecond: 0.016,
    burst: 15,
  },
  'listings.get': { key: 'listings-items.2021-08-01.getListingsItem', ratePerSecond: 5, burst: 10 },
  'listings.search': { key: 'listings-items.2021-08-01.searchListingsItems', ratePerSecond: 5, burst: 5 },
  'listings.put': { key: 'listings-items.2021-08-01.putListingsItem', ratePerSecond: 5, burst: 10 },
  'listings.patch': { key: 'listings-items.2021-08-01.patchListingsItem', ratePerSecond: 5, burst: 5 },
  'listings.delete': { key: 'listings-items.2021-08-01.deleteListingsItem', ratePerSecond: 5, burst: 5 },
  'restrictions.get': {
    key: 'listings-restrictions.2021-08-01.getListingsRestrictions',
    ratePerSecond: 5,
    burst: 10,
  },
  'catalogue.search': { key: 'catalog-items.2022-04-01.searchCatalogItems', ratePerSecond: 2, burst: 2 },
  'catalogue.get': { key: 'catalog-items.2022-04-01.getCatalogItem', ratePerSecond: 2, burst: 2 },
  'feeds.open': { key: 'feeds.2021-06-30.createFeedDocument', ratePerSecond: 0.5, burst: 15 },
  'feeds.create': { key: 'feeds.2021-06-30.createFeed', ratePerSecond: 0.0083, burst: 15 },
  'feeds.get': { key: 'feeds.2021-06-30.getFeed', ratePerSecond: 2, burst: 15 },
  'feeds.document': { key: 'feeds.2021-06-30.getFeedDocument', ratePerSecond: 0.0222, burst: 10 },
  'reports.create': { key: 'reports.2021-06-30.createReport', ratePerSecond: 0.0167, burst: 15 },
  'reports.get': { key: 'reports.2021-06-30.getReport', ratePerSecond: 2, burst: 15 },
  'reports.document': { key: 'reports.2021-06-30.getReportDocument', ratePerSecond: 0.0167, burst: 15 },
  'inventory.summaries': { key: 'fba-inventory.v1.getInventorySummaries', ratePerSecond: 2, burst: 2 },
  'fees.estimate': { key: 'product-fees.v0.getMyFeesEstimates', ratePerSecond: 0.5, burst: 1 },
  'orders.search': { key: 'orders.2026-01-01.searchOrders', ratePerSecond: 0.0056, burst: 20 },
  'orders.get': { key: 'orders.2026-01-01.getOrder', ratePerSecond: 0.5, burst: 30 },
  'shipments.confirm': { key: 'orders.v0.confirmShipment', ratePerSecond: 2, burst: 10 },
  'notifications.destinations': { key: 'notifications.v1.getDestinations', ratePerSecond: 1, burst: 5 },
  'notifications.create-destination': {
    key: 'notifications.v1.createDestination',
    ratePerSecond: 1,
    burst: 5,
  },
  'notifications.subscription': { key: 'notifications.v1.getSubscription', ratePerSecond: 1, burst: 5 },
  'notifications.subscribe': { key: 'notifications.v1.createSubscription', ratePerSecond: 1, burst: 5 },
  'notifications.unsubscribe': {
    key: 'notifications.v1.deleteSubscriptionById',
    ratePerSecond: 1,
    burst: 5,
  },
};

/** Plans that replace official ones; `off` lifts all limits. */
export type PlanOverrides = 'off' | Readonly<Partial<Record<PlannedOperation, UsagePlan>>>;

/** A token bucket on an injected clock: starts full, refills continuously, one token per call. */
export class TokenBucket {
  readonly plan: UsagePlan;
  readonly #clock: Clock;
  readonly #madeAt: number;
  #tokens: number;
  #countedAt: number;
  /** Calls that got a token. */
  taken = 0;
  /** Calls that got none. */
  refused = 0;

  constructor(plan: UsagePlan, clock: Clock) {
    this.plan = plan;
    this.#clock = clock;
    this.#tokens = plan.burst;
    this.#madeAt = clock().getTime();
    this.#countedAt = this.#madeAt;
  }

  /** All that could have been taken since the first call: what it began with, and its refill. */
  get given(): number {
    return this.plan.burst + ((this.#clock().getTime() - this.#madeAt) / 1000) * this.plan.ratePerSecond;
  }

  /** Takes a token if there is one. */
  take(): boolean {
    if (!this.hasToken()) {
      this.refused += 1;
      return false;
    }
    this.#tokens -= 1;
    this.taken += 1;
    return true;
  }

  /** Whether a call could be made now. */
  hasToken(): boolean {
    const now = this.#clock().getTime();
    const earned = ((now - this.#countedAt) / 1000) * this.plan.ratePerSecond;
    this.#tokens = Math.min(this.plan.burst, this.#tokens + Math.max(0, earned));
    this.#countedAt = now;
    // A hair below one counts as one: floating point must not cost a caller its token.
    return this.#tokens >= 1 - 1e-9;
  }
}

/** How one seller has used the bucket of one operation. */
export interface BucketUse {
  readonly sellerId: string;
  readonly taken: number;
  readonly refused: number;
  readonly given: number;
}

/** What all sellers of the application have together. Amazon counts so too and publishes no figures: none unless they are given. */
export type ApplicationPlans = Readonly<Partial<Record<PlannedOperation, UsagePlan>>>;

/** The buckets that calls take from: one per seller and operation, and where the application has a plan one per operation for all sellers together. */
export class UsageBuckets {
  overrides: PlanOverrides;
  applicationPlans: ApplicationPlans;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(overrides: PlanOverrides, applicationPlans: ApplicationPlans, clock: Clock) {
    this.overrides = overrides;
    this.applicationPlans = applicationPlans;
    this.#clock = clock;
  }

  /** The plan in force; undefined when limits are off. */
  plan(operation: PlannedOperation): UsagePlan | undefined {
    if (this.overrides === 'off') return undefined;
    return this.overrides[operation] ?? OFFICIAL_PLANS[operation];
  }

  /** What became of the tokens of every seller that has called this operation under the plan in force. */
  use(operation: string): BucketUse[] {
    return [...this.#buckets].flatMap(([key, { taken, refused, given }]) => {
      const [sellerId = '', name] = key.split(' ');
      return name === operation && sellerId !== ofApplication ? [{ sellerId, taken, refused, given }] : [];
    });
  }

  /** Takes a token of this seller and operation, and one of the application where it has a plan; true when the call may pass. One that may not takes none. */
  take(sellerId: string, operation: PlannedOperation): boolean {
    if (this.overrides === 'off') return true;
    const own = this.#bucket(sellerId, operation, this.plan(operation));
    const shared = this.#bucket(ofApplication, operation, this.applicationPlans[operation]);
    const buckets = [own, shared].filter((each) => each !== undefined);
    const empty = buckets.filter((each) => !each.hasToken());
    // Counted as refused where it was refused.
    return (empty.length > 0 ? empty : buckets).map((each) => each.take()).every(Boolean);
  }

  #bucket(owner: string, operation: PlannedOperation, plan: UsagePlan | undefined): TokenBucket | undefined {
    if (plan === undefined) return undefined;
    const key = `${owner} ${operation}`;
    const known = this.#buckets.get(key);
    if (known?.plan === plan) return known;
    const bucket = new TokenBucket(plan, this.#clock);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

/** Instead of a seller's id, which has no such sign. */
const ofApplication = '*';
