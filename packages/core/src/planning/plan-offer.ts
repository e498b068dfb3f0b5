import { latest, type Instant } from '../domain/instant.ts';
import { isSameValue, type OfferValue } from '../domain/offer.ts';
import type { Shown } from '../domain/target.ts';

export type OfferPlan =
  | { readonly kind: 'settled' }
  | { readonly kind: 'send'; readonly value: OfferValue }
  /** The channel must be read before anything may be written. */
  | { readonly kind: 'observe' }
  /** A rise of the quantity that must wait until orders up to this moment have been imported. */
  | { readonly kind: 'await-orders'; readonly after: Instant };

/**
 * Decides what to do about one target: `plan(desired, observed) -> change`.
 *
 * A fall of the quantity is sent at once, and so is a price. A rise of the quantity is sent only when all orders up to the moment at which
 * we saw what the channel shows are stored: else it would put back units that the channel has sold meanwhile (P3, ADR 0013). And that must have been found out
 * lately: while orders cannot be read at all, nothing rises.
 *
 * @param state.proofGoodFrom what was found out before this moment is too old to rest a rise on.
 */
export function planOffer(state: {
  readonly desired: OfferValue;
  readonly shown: Shown | null;
  readonly ordersImportedUntil: Instant | null;
  readonly proofGoodFrom: Instant;
}): OfferPlan {
  const { desired, shown, ordersImportedUntil, proofGoodFrom } = state;
  if (shown === null) return { kind: 'observe' };
  if (isSameValue(desired, shown.value)) return { kind: 'settled' };
  const isRise = typeof desired === 'number' && typeof shown.value === 'number' && desired > shown.value;
  if (!isRise) return { kind: 'send', value: desired };
  const after = latest(shown.at, proofGoodFrom);
  if (ordersImportedUntil !== null && ordersImportedUntil > after) return { kind: 'send', value: desired };
  return { kind: 'await-orders', after };
}
