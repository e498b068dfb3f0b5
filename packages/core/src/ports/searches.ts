import type { AuditEntry } from '../domain/audit-entry.ts';
import type { ConnectionId, ListingId, MarketplaceId, MemberId, OrderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Activity, Issue } from '../domain/issue.ts';
import type { Listing } from '../domain/listing.ts';
import type { ListingStatus } from '../domain/listing-life.ts';
import type { Order, PlacementState } from '../domain/order.ts';
import type { Target } from '../domain/target.ts';
import type { Variant } from '../domain/variant.ts';

/** Where a page goes on: the sort key and the id of its last row. */
export interface After {
  readonly key: string;
  readonly id: string;
}

export interface SearchPage {
  readonly after: After | null;
  readonly limit: number;
}

/** A text is looked for anywhere in what a row is found by, whatever the case; absent members leave nothing out. */
export interface ListingFilter {
  readonly text?: string | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly marketplace?: MarketplaceId | undefined;
  readonly statuses?: readonly ListingStatus[] | undefined;
  readonly isStopped?: boolean | undefined;
  /** Something odd of it is asked about before it is sent. */
  readonly isAsked?: boolean | undefined;
}

/** Listings that nobody has said of yet what they are. */
export interface UnmatchedFilter {
  /** In what the listing is found by, or its variant. */
  readonly text?: string | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly marketplace?: MarketplaceId | undefined;
  /** Whether something is proposed for them. */
  readonly hasProposals?: boolean | undefined;
  /** Only those with a proposal that nothing forbids and that scores at least this; they come by score. */
  readonly scoreFrom?: number | undefined;
}

export interface UnmatchedFound {
  readonly listing: Listing;
  readonly variant: Variant | null;
  /** The best score of what is proposed and nothing forbids; `null`: there is none. */
  readonly score: number | null;
  readonly hasProposals: boolean;
}

export interface UnmatchedCount {
  readonly connectionId: ConnectionId;
  readonly proposed: number;
  readonly unproposed: number;
}

export interface OrderFilter {
  readonly text?: string | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly placementStates?: readonly PlacementState[] | undefined;
}

export interface ActivityFilter {
  readonly text?: string | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly memberId?: MemberId | undefined;
}

export interface ListingFound {
  readonly listing: Listing;
  readonly variant: Variant | null;
  readonly quantity: Target | null;
  readonly price: Target | null;
}

/** How the last changes of quantities that were sent since a moment fared: one for each listing, from the change to the channel's acceptance. */
export interface StockLag {
  readonly hour: Instant;
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface ListingCount {
  readonly connectionId: ConnectionId;
  readonly status: ListingStatus;
  readonly count: number;
}

export interface OrderDay {
  /** Midnight, UTC. */
  readonly day: Instant;
  readonly imported: number;
}

/** What the screens show of a workspace. Keyset pages: the cost of a page does not grow with what lies before it. */
export interface Searches {
  /** By channel SKU, then id. */
  listings(filter: ListingFilter, page: SearchPage): Promise<readonly ListingFound[]>;
  listing(id: ListingId): Promise<ListingFound | undefined>;
  /**
   * Those with proposals first, then by channel SKU and id: the key is `0` or `1` (without proposals) and the SKU. With `scoreFrom` the highest score first, then
   * the latest id: the key is the score as text.
   */
  unmatched(filter: UnmatchedFilter, page: SearchPage): Promise<readonly UnmatchedFound[]>;
  /** Of all accounts. */
  unmatchedCounts(): Promise<readonly UnmatchedCount[]>;
  /** Newest purchase first. */
  orders(filter: OrderFilter, page: SearchPage): Promise<readonly Order[]>;
  order(id: OrderId): Promise<Order | undefined>;
  /** Newest first. */
  activities(filter: ActivityFilter, page: SearchPage): Promise<readonly Activity[]>;
  /** Newest first. */
  audit(filter: Pick<ActivityFilter, 'memberId'>, page: SearchPage): Promise<readonly AuditEntry[]>;
  /** Errors first, then the newest. */
  issues(limit: number): Promise<readonly Issue[]>;
  /** Those about one thing: keys that start with a text. */
  issuesAbout(keyPrefix: string): Promise<readonly Issue[]>;
  issueCounts(): Promise<
    readonly {
      readonly connectionId: ConnectionId | null;
      readonly errors: number;
      readonly warnings: number;
    }[]
  >;
  orderCounts(): Promise<
    readonly { readonly connectionId: ConnectionId; readonly state: PlacementState; readonly count: number }[]
  >;
  /** Orders imported on each day since a moment, oldest first; days without any are left out. */
  orderDays(since: Instant): Promise<readonly OrderDay[]>;
  /** By the hour of acceptance, oldest first, and over all hours together; that is `null` when nothing was sent. */
  stockLag(
    since: Instant,
  ): Promise<{ readonly hours: readonly StockLag[]; readonly overall: Omit<StockLag, 'hour'> | null }>;
  /** Of all accounts. */
  listingCounts(): Promise<readonly ListingCount[]>;
}

/** Where a page of `unmatched` goes on after a row. */
export function afterUnmatched(
  { listing, score, hasProposals }: UnmatchedFound,
  { scoreFrom }: Pick<UnmatchedFilter, 'scoreFrom'>,
): After {
  const key = scoreFrom === undefined ? `${hasProposals ? 0 : 1}${listing.channelSku}` : String(score);
  return { key, id: listing.id };
}
