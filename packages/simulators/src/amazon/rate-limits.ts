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
  | 'catalogue.search'
  | 'catalogue.get'
  | 'reports.create'
  | 'reports.get'
  | 'reports.document'
  | 'orders.search'
  | 'orders.get'
  | 'shipments.confirm';

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
  'catalogue.search': { key: 'catalog-items.2022-04-01.searchCatalogItems', ratePerSecond: 2, burst: 2 },
  'catalogue.get': { key: 'catalog-items.2022-04-01.getCatalogItem', ratePerSecond: 2, burst: 2 },
  'reports.create': { key: 'reports.2021-06-30.createReport', ratePerSecond: 0.0167, burst: 15 },
  'reports.get': { key: 'reports.2021-06-30.getReport', ratePerSecond: 2, burst: 15 },
  'reports.document': { key: 'reports.2021-06-30.getReportDocument', ratePerSecond: 0.0167, burst: 15 },
  'orders.search': { key: 'orders.2026-01-01.searchOrders', ratePerSecond: 0.0056, burst: 20 },
  'orders.get': { key: 'orders.2026-01-01.getOrder', ratePerSecond: 0.5, burst: 30 },
  'shipments.confirm': { key: 'orders.v0.confirmShipment', ratePerSecond: 2, burst: 10 },
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
    const now = this.#clock().getTime();
    const earned = ((now - this.#countedAt) / 1000) * this.plan.ratePerSecond;
    this.#tokens = Math.min(this.plan.burst, this.#tokens + Math.max(0, earned));
    this.#countedAt = now;
    // A hair below one counts as one: floating point must not cost a caller its token.
    if (this.#tokens < 1 - 1e-9) {
      this.refused += 1;
      return false;
    }
    this.#tokens -= 1;
    this.taken += 1;
    return true;
  }
}

/** How one seller has used the bucket of one operation. */
export interface BucketUse {
  readonly sellerId: string;
  readonly taken: number;
  readonly refused: number;
  readonly given: number;
}

/** The buckets of all sellers: one per seller and operation. */
export class SellerBuckets {
  overrides: PlanOverrides;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(overrides: PlanOverrides, clock: Clock) {
    this.overrides = overrides;
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
      return name === operation ? [{ sellerId, taken, refused, given }] : [];
    });
  }

  /** Takes a token of this seller and operation; true when the call may pass. */
  take(sellerId: string, operation: PlannedOperation): boolean {
    const plan = this.plan(operation);
    if (plan === undefined) return true;
    const key = `${sellerId} ${operation}`;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined || bucket.plan !== plan) {
      bucket = new TokenBucket(plan, this.#clock);
      this.#buckets.set(key, bucket);
    }
    return bucket.take();
  }
}
