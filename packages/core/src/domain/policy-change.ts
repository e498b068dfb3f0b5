import type { ConnectionId, ListingId, MemberId, PolicyChangeId, PolicyId, TargetId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Message } from './message.ts';
import type { OfferValue } from './offer.ts';
import type { Policy, PolicyKind } from './policy.ts';
import type { Aspect } from './target.ts';

/** What a merchant wants to change: what a policy says, or which policy an account follows. */
export type ProposedChange =
  | {
      readonly kind: 'rules';
      readonly policyId: PolicyId;
      readonly policyKind: PolicyKind;
      readonly before: Policy['rules'];
      readonly after: Policy['rules'];
    }
  | {
      readonly kind: 'assignment';
      readonly connectionId: ConnectionId;
      readonly policyKind: PolicyKind;
      readonly before: PolicyId | null;
      readonly after: PolicyId | null;
    };

/** A change of the policies: shown before it is applied, applied whole, and to be undone while it is the last one of its policy or account. */
export interface PolicyChange {
  readonly id: PolicyChangeId;
  readonly proposed: ProposedChange;
  /** `previewing`: what it would do is being reckoned. `previewed`: it waits for the merchant. `discarded`: the merchant decided against it, or something newer came. */
  readonly state: 'previewing' | 'previewed' | 'applied' | 'undone' | 'discarded';
  readonly preview: PolicyPreview;
  /** The accounts whose listings it concerns, in the order in which they are gone through. */
  readonly accounts: readonly ConnectionId[];
  /** The account that is gone through now, and the last listing that was; `null`: all were. */
  readonly at: { readonly connectionId: ConnectionId; readonly after: ListingId | null } | null;
  readonly createdAt: Instant;
  readonly createdBy: MemberId | null;
  readonly appliedAt: Instant | null;
  /** When the preview is to be gone on with; `null`: it is over. */
  readonly dueAt: Instant | null;
  readonly version: number;
}

/** What a change would do, as far as it was reckoned. */
export interface PolicyPreview {
  /** Listings looked at, and how many there are in all. */
  readonly listings: number;
  readonly total: number;
  readonly price: AspectPreview;
  readonly quantity: AspectPreview;
  /** Prices that a limit would move. */
  readonly limits: Readonly<Record<'minimum' | 'floor' | 'maximum', number>>;
  /** Changes that would be asked about before they are sent. */
  readonly asks: number;
}

export interface AspectPreview {
  readonly raised: number;
  readonly lowered: number;
  readonly unchanged: number;
  /** Quantities that would fall to nothing. */
  readonly toNothing: number;
  /** What would have no value any more, by the code of the reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** The largest changes, by their share of the value before. */
  readonly largest: readonly PreviewedOffer[];
}

export interface PreviewedOffer {
  readonly listingId: ListingId;
  readonly channelSku: string;
  readonly title: string | null;
  readonly before: OfferValue | null;
  readonly after: OfferValue | null;
  /** Why there would be no value. */
  readonly refusal: Message | null;
}

/** A value that a change would send only after it was asked about. Whoever applies the change may approve all of them. */
export interface PreviewedAsk {
  readonly targetId: TargetId;
  readonly aspect: Aspect;
  /** What the channel shows, and would show. */
  readonly before: OfferValue | null;
  readonly after: OfferValue;
}

const nothingYet: AspectPreview = {
  raised: 0,
  lowered: 0,
  unchanged: 0,
  toNothing: 0,
  refused: {},
  largest: [],
};

/** The preview of a change of which nothing was reckoned yet. */
export function emptyPreview(total: number): PolicyPreview {
  return {
    listings: 0,
    total,
    price: nothingYet,
    quantity: nothingYet,
    limits: { minimum: 0, floor: 0, maximum: 0 },
    asks: 0,
  };
}
