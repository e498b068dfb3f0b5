import type { Gtin } from './gtin.ts';
import type { ConnectionId, ListingId, MarketplaceId, MemberId, VariantId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Message } from './message.ts';

/** A product of a channel's catalogue, as a look-up showed it. */
export interface CatalogueItem {
  readonly catalogueId: string;
  readonly title: string;
  readonly brand: string | null;
  readonly image: string | null;
  readonly gtins: readonly Gtin[];
  /** The manufacturer's own part or model number. */
  readonly partNumber: string | null;
  readonly color: string | null;
  readonly size: string | null;
  /** Pieces in one package, where the catalogue says so by itself. */
  readonly packageQuantity: number | null;
  /** What the channel groups it under with its siblings; `null`: it stands alone, or the channel does not say. */
  readonly familyId: string | null;
  /** What the connector needs to offer on it. */
  readonly channelData: Readonly<Record<string, string>>;
}

/** What was found when two things were compared. */
export interface MatchFindings {
  /** How likely both are the same product, from 0 to 1; `null`: found by an identifier, and not compared. */
  readonly score: number | null;
  /** What speaks for it, the strongest first. */
  readonly reasons: readonly Message[];
  /** What speaks against it. */
  readonly objections: readonly Message[];
  /** An objection forbids to take it without a person who says so. */
  readonly isVetoed: boolean;
}

/** A proposal that a listing be an offer on this catalogue item. */
export interface MatchCandidate extends CatalogueItem, MatchFindings {
  readonly listingId: ListingId;
}

/** A proposal that a listing, which the channel has already, be of this variant. */
export interface LinkCandidate extends MatchFindings {
  readonly listingId: ListingId;
  readonly variantId: VariantId;
}

/** That a variant is, or is not, an item of a channel's catalogue: what the members have said stays, whatever becomes of the listing. */
export interface MatchVerdict extends MatchPair {
  readonly verdict: 'accepted' | 'rejected';
  /** At which it was proposed without a veto, from 0 to 1; `null`: it was not, so that it tells nothing of scores. */
  readonly score: number | null;
  readonly decidedAt: Instant;
  readonly memberId: MemberId | null;
}

/** By what a verdict is found again. */
export interface MatchPair {
  readonly connectionId: ConnectionId;
  readonly marketplace: MarketplaceId;
  readonly variantId: VariantId;
  readonly catalogueId: string;
}

/** How far the listings of an account that have no variant were compared with what its store sells. */
export interface MatchRound {
  readonly connectionId: ConnectionId;
  /** The last listing that was compared; `null`: it begins. */
  readonly afterListingId: ListingId | null;
  /** Listings that were proposed something in it so far. */
  readonly proposed: number;
  /** `null`: it is over. */
  readonly dueAt: Instant | null;
  readonly version: number;
}
