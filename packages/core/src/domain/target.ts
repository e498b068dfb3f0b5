import type { ChannelSku, ConnectionId, MarketplaceId, TargetId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { OfferValue, PricePart } from './offer.ts';

/** What of a thing on a channel is kept in step by itself. */
export type Aspect = 'quantity' | 'price';

/** The lanes that targets wait in: a fall of the quantity waits behind nothing, a price behind every quantity. */
export const targetLanes = ['quantity-down', 'quantity-up', 'price'] as const;
export type TargetLane = (typeof targetLanes)[number];

export function aspectOf(lane: TargetLane): Aspect {
  return lane === 'price' ? 'price' : 'quantity';
}

/**
 * What a channel should show for one aspect of one thing. The wanted value is never stored: it is computed in the transaction that claims
 * the send, from the state of that moment (DESIGN section 4).
 */
export interface Target {
  readonly id: TargetId;
  readonly connectionId: ConnectionId;
  readonly aspect: Aspect;
  readonly channelSku: ChannelSku;
  /** `null` when the channel keeps one value per SKU over all its marketplaces. */
  readonly marketplace: MarketplaceId | null;
  /** Raised by every change that may alter the wanted value. */
  readonly wantedVersion: number;
  /** Since when the wanted value may be another than the channel's; `null` while it is known not to be. */
  readonly raisedAt: Instant | null;
  /** From there to the channel's acceptance, at the last change that was sent; `null`: none was. */
  readonly lagMs: number | null;
  readonly inFlight: InFlight | null;
  readonly acknowledged: Acknowledged | null;
  /** What the channel showed last, by our write or by a read. */
  readonly shown: Shown | null;
  /** The parts of the price that we have set: what the channel shows besides is somebody else's, and left alone. */
  readonly ownParts: readonly PricePart[];
  /** The odd value that the merchant has allowed to be sent; `null`: none. */
  readonly approved: OfferValue | null;
  /** Reads in a row that differed from what the channel had acknowledged. */
  readonly mismatches: number;
  readonly lane: TargetLane;
  /** A rise that waits until orders up to this moment have been imported (P3). */
  readonly awaitsOrdersAfter: Instant | null;
  /** When somebody must work on it next; a claim moves it to the claim's deadline. `null`: settled. */
  readonly dueAt: Instant | null;
  /** When the channel must be read next, to prove what it shows. */
  readonly verifyAt: Instant | null;
  readonly attempts: number;
  readonly version: number;
}

export interface InFlight {
  readonly version: number;
  readonly value: OfferValue;
  /** After this moment the outcome counts as unknown: the channel is read before anything is sent again. */
  readonly deadline: Instant;
}

export interface Acknowledged {
  readonly version: number;
  readonly value: OfferValue;
  readonly at: Instant;
}

export interface Shown {
  readonly value: OfferValue;
  /** Our write was acknowledged, or the read began, at this moment. */
  readonly at: Instant;
}
