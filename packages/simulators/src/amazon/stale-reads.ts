import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json-object.ts';
import type { ListingRecord, ListingStore } from './listing-store.ts';

/** What a read of listings looks at. */
export type ListingView = Pick<ListingStore, 'find' | 'all' | 'stock'>;

/** Reads that show what was so some time ago, although a change is in effect already. */
export interface StaleReadsSetting {
  /** How long ago; 0: reads show what is so. */
  readonly milliseconds: number;
  /** How many reads; default: all from now on. */
  readonly times?: number;
}

/** One SKU as it was from a moment on. */
interface State {
  readonly at: number;
  readonly listings: readonly ListingRecord[];
  readonly stock: readonly JsonObject[];
}

/** The past of listings, kept while reads are to be stale. Sellers report such reads after a patch; Amazon publishes nothing. */
export class StaleReads {
  readonly #store: ListingStore;
  readonly #clock: Clock;
  readonly #states = new Map<string, State[]>();
  #milliseconds = 0;
  #left = Infinity;

  constructor(store: ListingStore, clock: Clock, setting: StaleReadsSetting) {
    this.#store = store;
    this.#clock = clock;
    this.setting = setting;
  }

  get setting(): StaleReadsSetting {
    return { milliseconds: this.#milliseconds, ...(this.#left !== Infinity && { times: this.#left }) };
  }

  /** From now on reads look back; what is so now was so for ever. */
  set setting({ milliseconds, times = Infinity }: StaleReadsSetting) {
    if (this.#milliseconds === 0) this.#states.clear();
    this.#milliseconds = milliseconds;
    this.#left = times;
    if (milliseconds === 0 || this.#states.size > 0) return;
    for (const { sellerId, sku } of this.#store.all()) {
      const key = keyOf(sellerId, sku);
      if (!this.#states.has(key)) this.#states.set(key, [this.#stateOf(sellerId, sku, -Infinity)]);
    }
  }

  /** A SKU has changed. */
  record(sellerId: string, sku: string): void {
    if (this.#milliseconds === 0) return;
    const state = this.#stateOf(sellerId, sku, this.#store.actsAt);
    const bound = this.#clock().getTime() - this.#milliseconds;
    const states = (this.#states.get(keyOf(sellerId, sku)) ?? []).filter(
      (each, index, all) => each.at !== state.at && (all[index + 1]?.at ?? Infinity) > bound,
    );
    this.#states.set(keyOf(sellerId, sku), [...states, state]);
  }

  /** What the next read looks at. */
  view(): ListingView {
    this.#store.settle();
    if (this.#milliseconds === 0 || this.#left === 0) return this.#store;
    this.#left -= 1;
    const bound = this.#clock().getTime() - this.#milliseconds;
    const stateAt = (key: string): State | undefined =>
      this.#states.get(key)?.findLast(({ at }) => at <= bound);
    return {
      find: (sellerId, sku, marketplaceId) =>
        stateAt(keyOf(sellerId, sku))?.listings.find((each) => each.marketplaceId === marketplaceId),
      stock: (sellerId, sku) => [...(stateAt(keyOf(sellerId, sku))?.stock ?? [])],
      all: (sellerId) =>
        [...this.#states.keys()]
          .flatMap((key) => stateAt(key)?.listings ?? [])
          .filter((each) => sellerId === undefined || each.sellerId === sellerId),
    };
  }

  #stateOf(sellerId: string, sku: string, at: number): State {
    // What a listing has is replaced, never changed.
    const listings = this.#store.ofSku(sellerId, sku).map((each) => ({ ...each }));
    return { at, listings, stock: this.#store.stock(sellerId, sku) };
  }
}

function keyOf(sellerId: string, sku: string): string {
  return JSON.stringify([sellerId, sku]);
}
