import type { ConnectionId, LocationId, StockPoolId } from './ids.ts';
import type { Stock } from './stock.ts';
import type { Variant } from './variant.ts';

/**
 * What is sold from one stock: all that its master counts, or what the master counts at some of its locations. A location belongs to at most one pool of
 * its store, and a pool without locations of its own is the only pool of its store: nothing is ever sold from two pools.
 */
export interface StockPool {
  readonly id: StockPoolId;
  readonly name: string;
  /** The store whose counts are the truth. */
  readonly masterConnectionId: ConnectionId;
  /** `null`: all of the master's stock. */
  readonly locations: readonly LocationId[] | null;
  readonly version: number;
}

/** What keeps a pool from being as wanted. */
export type StockPoolProblem =
  | { readonly kind: 'no-locations' }
  /** Another pool of the store sells from these. */
  | { readonly kind: 'locations-taken'; readonly locations: readonly LocationId[] }
  /** The store has other pools, and one of the two would sell everything. */
  | { readonly kind: 'store-taken' };

/** @param others pools beside it, of any store. @returns `null` when nothing would be sold from two pools. */
export function stockPoolProblem(
  pool: Pick<StockPool, 'masterConnectionId' | 'locations'>,
  others: readonly StockPool[],
): StockPoolProblem | null {
  if (pool.locations?.length === 0) return { kind: 'no-locations' };
  const siblings = others.filter((each) => each.masterConnectionId === pool.masterConnectionId);
  if (siblings.length === 0) return null;
  if (pool.locations === null || siblings.some(({ locations }) => locations === null)) {
    return { kind: 'store-taken' };
  }
  const taken = new Set(siblings.flatMap(({ locations }) => locations ?? []));
  const locations = pool.locations.filter((location) => taken.has(location));
  return locations.length === 0 ? null : { kind: 'locations-taken', locations };
}

/** A variant's stock in a pool of its store: the sum over the pool's locations, where one without a number counts 0. */
export function stockIn(
  { locations }: Pick<StockPool, 'locations'>,
  { stock, stockByLocation }: Pick<Variant, 'stock' | 'stockByLocation'>,
): Stock {
  if (locations === null || stock.kind === 'untracked') return stock;
  const quantity = locations.reduce((total, location) => total + (stockByLocation?.[location] ?? 0), 0);
  return { kind: stock.kind, quantity };
}
