import type { Gtin } from '../domain/gtin.ts';
import type {
  ChannelSku,
  ConnectionId,
  ListingId,
  MarketplaceId,
  PolicyId,
  SubmissionId,
  TargetId,
  VariantId,
} from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { ListingStatus } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import type { OfferValue } from '../domain/offer.ts';
import type { Submission } from '../domain/submission.ts';
import type { Target, TargetLane } from '../domain/target.ts';

/** What is on channels or on its way there, and what it should show. */
export interface ListingRepositories {
  readonly listings: {
    get(id: ListingId): Promise<Listing | undefined>;
    byChannelSkus(
      connectionId: ConnectionId,
      channelSkus: readonly ChannelSku[],
    ): Promise<readonly Listing[]>;
    ofVariants(variantIds: readonly VariantId[]): Promise<readonly Listing[]>;
    page(connectionId: ConnectionId, after: ListingId | null, limit: number): Promise<readonly Listing[]>;
    /** Listings of the account that are on the channel and linked to no variant, in id order. */
    unlinkedPage(
      connectionId: ConnectionId,
      after: ListingId | null,
      limit: number,
    ): Promise<readonly Listing[]>;
    /** Listings of any account that are linked to no variant and carry one of these SKUs or numbers. */
    unlinkedByIdentifiers(skus: readonly string[], gtins: readonly Gtin[]): Promise<readonly Listing[]>;
    /** Listings to bring onto the channel: those that are known first, then those that are looked for; of each the oldest due first. */
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Listing[]>;
    /** Listings that are on the channel and were not seen there since a moment, in id order. */
    unseenPage(
      connectionId: ConnectionId,
      seenBefore: Instant,
      after: ListingId | null,
      limit: number,
    ): Promise<readonly Listing[]>;
    /** Listings that go onto the channel with a submission, in id order. */
    ofSubmission(id: SubmissionId, after: ListingId | null, limit: number): Promise<readonly Listing[]>;
    /** Lets listings go with another submission. Those that have gone on meanwhile are left out. */
    resubmit(ids: readonly ListingId[], from: SubmissionId, to: SubmissionId): Promise<void>;
    /** Moves the account's incomplete listings to `matching`, due at `now`. */
    retryIncomplete(connectionId: ConnectionId, now: Instant): Promise<void>;
    countByStatus(connectionId: ConnectionId): Promise<Readonly<Partial<Record<ListingStatus, number>>>>;
    /** Listings of the account that are on the channel and linked to no variant. */
    countUnlinked(connectionId: ConnectionId): Promise<number>;
    insertMany(listings: readonly Listing[]): Promise<void>;
    save(listing: Listing): Promise<void>;
    /** Moves `seenAt` of rows that are otherwise unchanged; loses like `save`. */
    markSeen(listings: readonly Listing[], seenAt: Instant): Promise<void>;
    count(connectionId: ConnectionId): Promise<number>;
    /** The accounts with a listing that has this policy of its own. */
    accountsOfPolicy(id: PolicyId): Promise<readonly ConnectionId[]>;
  };
  readonly submissions: {
    get(id: SubmissionId): Promise<Submission | undefined>;
    /** The one that takes listings of a marketplace in now. */
    gathering(connectionId: ConnectionId, marketplace: MarketplaceId): Promise<Submission | undefined>;
    /** The one that the channel knows by this id. */
    byChannelId(connectionId: ConnectionId, channelId: string): Promise<Submission | undefined>;
    /** Submissions to go on with, oldest due first. */
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Submission[]>;
    /** A second one that gathers for a marketplace loses like `save`. */
    insert(submission: Submission): Promise<void>;
    save(submission: Submission): Promise<void>;
  };
  readonly targets: {
    get(id: TargetId): Promise<Target | undefined>;
    getMany(ids: readonly TargetId[]): Promise<readonly Target[]>;
    ofChannelSkus(connectionId: ConnectionId, channelSkus: readonly ChannelSku[]): Promise<readonly Target[]>;
    insertMany(targets: readonly Target[]): Promise<void>;
    save(target: Target): Promise<void>;
    /**
     * Says that the wanted value may have changed: raises `wantedVersion` (and `version`) and makes the target due at `now`; one with a write
     * in flight becomes due when that ends. A target that already waits in `quantity-down` stays there. Never lost to another raise.
     */
    raise(ids: readonly TargetId[], lane: TargetLane, now: Instant): Promise<void>;
    due(
      connectionId: ConnectionId,
      lane: TargetLane,
      now: Instant,
      limit: number,
    ): Promise<readonly Target[]>;
    toVerify(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Target[]>;
    /** Raises every target of the account that has the lane's aspect. */
    raiseAll(connectionId: ConnectionId, lane: TargetLane, now: Instant): Promise<void>;
    /** Allows an odd value to be sent, and says that the target is to be looked at again, as `raise` does. Never lost to another raise. */
    approve(
      approvals: readonly { readonly id: TargetId; readonly value: OfferValue }[],
      lane: TargetLane,
      now: Instant,
    ): Promise<void>;
    /** Makes the rises due that waited for orders up to a moment before `importedUntil`. */
    releaseAwaiting(connectionId: ConnectionId, importedUntil: Instant, now: Instant): Promise<void>;
  };
}
