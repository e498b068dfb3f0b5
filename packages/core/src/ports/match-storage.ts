import type { ConnectionId, ListingId, VariantId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { LinkCandidate, MatchCandidate, MatchPair, MatchRound, MatchVerdict } from '../domain/match.ts';

/** Where something is said: one marketplace of one channel account. */
export type MatchPlace = Pick<MatchPair, 'connectionId' | 'marketplace'>;

/** What is proposed, what was said of it, and what a workspace allows. */
export interface MatchRepositories {
  readonly matchCandidates: {
    ofListings(ids: readonly ListingId[]): Promise<readonly MatchCandidate[]>;
    /** Puts these in the place of whatever was proposed for the listing. */
    replace(listingId: ListingId, candidates: readonly MatchCandidate[]): Promise<void>;
  };
  readonly linkCandidates: {
    ofListings(ids: readonly ListingId[]): Promise<readonly LinkCandidate[]>;
    replace(listingId: ListingId, candidates: readonly LinkCandidate[]): Promise<void>;
    /** Takes away whatever was proposed for these. */
    clear(ids: readonly ListingId[]): Promise<void>;
  };
  readonly matchVerdicts: {
    ofVariants(place: MatchPlace, ids: readonly VariantId[]): Promise<readonly MatchVerdict[]>;
    ofItems(place: MatchPlace, catalogueIds: readonly string[]): Promise<readonly MatchVerdict[]>;
    /** Keeps what was said, in the place of what was said before of the same two. */
    put(verdict: MatchVerdict): Promise<void>;
    remove(pair: MatchPair): Promise<void>;
    /** The latest of the workspace about something that had a score, newest first. */
    scored(
      limit: number,
    ): Promise<readonly { readonly score: number; readonly verdict: MatchVerdict['verdict'] }[]>;
  };
  readonly matchRounds: {
    get(connectionId: ConnectionId): Promise<MatchRound | undefined>;
    /** Lets a round begin, from its beginning if one is under way. */
    begin(connectionId: ConnectionId, now: Instant): Promise<void>;
    /** The account's own, if it is due. Somebody who is at it already loses like `save`. */
    due(connectionId: ConnectionId, now: Instant): Promise<MatchRound | undefined>;
    save(round: MatchRound): Promise<void>;
  };
  readonly matching: {
    /** Whether a match may be made by its score alone. */
    isByScoreAllowed(): Promise<boolean>;
    allowByScore(isAllowed: boolean): Promise<void>;
  };
}
