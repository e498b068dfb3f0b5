import type { Clock } from '../clock.ts';
import type { PlanName } from './shop-settings.ts';

/** Points per second by plan (shopify.dev, rate limits of the Admin API). */
export const RESTORE_RATES: Readonly<Record<PlanName, number>> = {
  standard: 100,
  advanced: 200,
  plus: 1000,
  enterprise: 2000,
};
/** A bucket holds so many seconds of its rate: answers of standard shops show 2000 at 100/s (community.shopify.dev, topic 23101). */
const SECONDS_HELD = 20;
/** No single query may cost more (shopify.dev, rate limits). */
export const MOST_PER_QUERY = 1000;

/** What `extensions.cost.throttleStatus` says. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** The points of one app in one shop: it starts full, and refills continuously. */
export class CostBucket {
  readonly #clock: Clock;
  readonly #rate: () => number;
  readonly #madeAt: number;
  #points: number;
  #countedAt: number;
  /** Points that were taken for good. */
  taken = 0;
  /** Queries that got none. */
  refused = 0;

  /** `rate` is asked at each use, so that a shop may change its plan. */
  constructor(rate: () => number, clock: Clock) {
    this.#clock = clock;
    this.#rate = rate;
    this.#points = rate() * SECONDS_HELD;
    this.#madeAt = clock().getTime();
    this.#countedAt = this.#madeAt;
  }

  /** All that could have been taken since the bucket is there. */
  get given(): number {
    const seconds = (this.#clock().getTime() - this.#madeAt) / 1000;
    return this.#rate() * (SECONDS_HELD + seconds);
  }

  /** Takes the points that a query may cost; false when there are too few. */
  take(points: number): boolean {
    this.#refill();
    // A hair below counts as enough: floating point must not cost a caller its points.
    if (this.#points < points - 1e-9) {
      this.refused += 1;
      return false;
    }
    this.#points -= points;
    this.taken += points;
    return true;
  }

  /** Gives back what a query did not need. */
  giveBack(points: number): void {
    this.#points = Math.min(this.#rate() * SECONDS_HELD, this.#points + points);
    this.taken -= points;
  }

  /** What the answer says of the bucket. */
  status(): ThrottleStatus {
    this.#refill();
    const restoreRate = this.#rate();
    return {
      maximumAvailable: restoreRate * SECONDS_HELD,
      currentlyAvailable: Math.floor(this.#points),
      restoreRate,
    };
  }

  #refill(): void {
    const now = this.#clock().getTime();
    const earned = (Math.max(0, now - this.#countedAt) / 1000) * this.#rate();
    this.#points = Math.min(this.#rate() * SECONDS_HELD, this.#points + earned);
    this.#countedAt = now;
  }
}
