import type { Instant } from '../domain/instant.ts';
import type { Shown } from '../domain/target.ts';

export type QuantityPlan =
  | { readonly kind: 'settled' }
  | { readonly kind: 'send'; readonly value: number }
  /** The channel must be read before anything may be written. */
  | { readonly kind: 'observe' }
  /** A rise that must wait until orders up to this moment have been imported. */
  | { readonly kind: 'await-orders'; readonly after: Instant };

/**
 * Decides what to do about one quantity: `plan(desired, observed) -> change`.
 *
 * A fall is sent at once. A rise is sent only after an order window that ends later than the moment at which we saw what the channel shows:
 * else it would put back units that the channel has sold meanwhile (P3).
 */
export function planQuantity(state: {
  readonly desired: number;
  readonly shown: Shown | null;
  readonly ordersImportedUntil: Instant | null;
}): QuantityPlan {
  const { desired, shown, ordersImportedUntil } = state;
  if (shown === null) return { kind: 'observe' };
  if (desired === shown.value) return { kind: 'settled' };
  if (desired < shown.value) return { kind: 'send', value: desired };
  if (ordersImportedUntil !== null && ordersImportedUntil > shown.at) return { kind: 'send', value: desired };
  return { kind: 'await-orders', after: shown.at };
}
