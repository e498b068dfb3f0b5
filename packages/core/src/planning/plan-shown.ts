import { isSameValue, type OfferValue } from '../domain/offer.ts';
import type { Target } from '../domain/target.ts';

export type ShownPlan =
  /** The channel shows what it should. */
  | { readonly kind: 'proved' }
  /** Look once more: a single difference may be a slow channel. */
  | { readonly kind: 'look-again'; readonly pollOrders: boolean }
  /** Seen twice: send again. */
  | { readonly kind: 'send-again'; readonly pollOrders: boolean };

/**
 * Decides what a read-back means. A difference must be seen twice before anything is sent again; a channel that shows less than we sent has
 * probably sold, so that its orders are asked for first (DESIGN section 4, Prove).
 */
export function planAfterReadBack(
  target: Pick<Target, 'mismatches' | 'acknowledged'>,
  observed: OfferValue,
  desired: OfferValue,
): ShownPlan {
  if (isSameValue(observed, desired)) return { kind: 'proved' };
  const accepted = target.acknowledged?.value;
  const pollOrders = typeof accepted === 'number' && typeof observed === 'number' && observed < accepted;
  return { kind: target.mismatches === 0 ? 'look-again' : 'send-again', pollOrders };
}
