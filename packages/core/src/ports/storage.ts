import type { Connection } from '../domain/connection.ts';
import type {
  ChannelSku,
  ConnectionId,
  ConnectionKey,
  ListingId,
  MemberId,
  MarketplaceId,
  MarketplaceOrderId,
  OrderChangeId,
  OrderId,
  ReservationId,
  PolicyId,
  ShipmentId,
  StockPoolId,
  StoreOrderId,
  StoreProductId,
  SubmissionId,
  TargetId,
  VariantId,
  WorkspaceId,
} from '../domain/ids.ts';
import type { ChannelIssue, UnknownIssueCode } from '../domain/channel-issue.ts';
import type { Gtin } from '../domain/gtin.ts';
import type { Hint, InboxEntry } from '../domain/inbox.ts';
import type { Instant } from '../domain/instant.ts';
import type { Activity, Issue } from '../domain/issue.ts';
import type { ListingStatus } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import type { OfferValue } from '../domain/offer.ts';
import type { NotificationSubscription } from '../domain/notification-subscription.ts';
import type { Message } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import type { OrderChange } from '../domain/order-change.ts';
import type { Poll, PollKind } from '../domain/poll.ts';
import type { Product } from '../domain/product.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { Submission } from '../domain/submission.ts';
import type { Target, TargetLane } from '../domain/target.ts';
import type { Variant } from '../domain/variant.ts';
import type { StockPool } from '../domain/stock-pool.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { HostShop } from '../domain/host-shop.ts';
import type { Member } from '../domain/member.ts';
import type { PendingConsent } from '../domain/pending-consent.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { MatchRepositories } from './match-storage.ts';
import type { PolicyRepositories } from './policy-storage.ts';
import type { Searches } from './searches.ts';
import type { DrainJob } from '../jobs/catalogue.ts';

/**
 * The truth. Every adapter behaves alike and passes `describeStorageContract` (ADR 0005, ADR 0008):
 *
 * - A transaction sees only its own workspace. No method takes another workspace's id, so a forged id finds nothing (P6).
 * - Reads see what is committed at that moment, and the transaction's own writes.
 * - `save` succeeds only if the row still has the version that was read, and raises it by one. A save that lost, or an insert of a key that
 *   exists, undoes the whole transaction, which is run again from its start. So `work` must have no effect outside the transaction.
 */
export interface Storage {
  /** @throws Error when it lost so often that something must be wrong. */
  transaction<Value>(
    workspaceId: WorkspaceId,
    work: (transaction: Transaction) => Promise<Value>,
  ): Promise<Value>;
  /** Makes a workspace. An existing id is a bug and throws. */
  createWorkspace(workspace: Workspace): Promise<void>;
  /** All of them, oldest first: for whoever runs the installation, never for a merchant's request. */
  listWorkspaces(): Promise<readonly Workspace[]>;
  /** Removes a workspace and everything in it. */
  deleteWorkspace(id: WorkspaceId): Promise<void>;
  /**
   * The lanes of all workspaces with work due at `now`, at most `limit` of them. Lanes of connections that may not be called are left out.
   */
  dueJobs(now: Instant, limit: number): Promise<readonly DrainJob[]>;
  /** The codes of channels that no connector explains, of all workspaces together, the most frequent first: for whoever runs the installation. */
  unknownIssueCodes(): Promise<readonly UnknownIssueCode[]>;
  /** Whose a shop of a host is: the one question that is asked without knowing the workspace. */
  hostShop(host: string, shop: string): Promise<HostShop | undefined>;
  /** Workspaces with buyers' data to be purged at `now`. */
  workspacesToPurge(now: Instant): Promise<readonly WorkspaceId[]>;
  /** What judges deliveries for these connections, as it stands now. Those that do not exist, or take no webhooks, are left out. */
  webhookSecrets(keys: readonly ConnectionKey[]): Promise<readonly WebhookSecret[]>;
  /** As `inbox.add`, for connections of any workspaces at once. Those that are gone meanwhile are passed over. */
  addHints(hints: readonly ConnectionHint[], dueAt: Instant): Promise<void>;
  /** The connections of a connector that one of these names of accounts is of, in any workspace; none that are disconnected. */
  connectionsOfAccounts(
    connector: string,
    accounts: readonly string[],
  ): Promise<readonly AccountConnection[]>;
  /** Keeps that notifications of these connections came, to the minute. */
  markHeard(keys: readonly ConnectionKey[], at: Instant): Promise<void>;
}

/** A connection with the name that notifications have for its account. */
export interface AccountConnection extends ConnectionKey {
  readonly account: string;
}

/** A code, and what the channel says with it. */
export interface UnknownCode extends Pick<ChannelIssue, 'code'> {
  readonly text: Message;
}

/** By what a connection's deliveries are judged. */
export interface WebhookSecret extends ConnectionKey {
  readonly connector: string;
  readonly secret: string;
}

/** A hint with whose it is. */
export interface ConnectionHint extends ConnectionKey, Hint {}

export interface Transaction extends PolicyRepositories, MatchRepositories {
  /** What screens show, page by page. */
  readonly searches: Searches;
  readonly members: {
    get(id: MemberId): Promise<Member | undefined>;
    byHostUser(hostUser: string): Promise<Member | undefined>;
    /** Oldest first. */
    list(): Promise<readonly Member[]>;
    insert(member: Member): Promise<void>;
    save(member: Member): Promise<void>;
  };
  readonly hostShops: {
    list(): Promise<readonly HostShop[]>;
    /** A shop that any workspace has is not made again: the whole transaction fails. */
    insert(shop: HostShop): Promise<void>;
    save(shop: HostShop): Promise<void>;
    remove(shop: Pick<HostShop, 'host' | 'shop'>): Promise<void>;
  };
  readonly consents: {
    get(secret: string): Promise<PendingConsent | undefined>;
    /** Those of a member that have not expired, oldest first. */
    ofMember(memberId: MemberId, now: Instant): Promise<readonly PendingConsent[]>;
    insert(consent: PendingConsent): Promise<void>;
    /** Moves it from one kind of outcome to another. `false`: it has another one, and nothing was changed. */
    settle(
      secret: string,
      from: PendingConsent['outcome']['kind'],
      outcome: PendingConsent['outcome'],
    ): Promise<boolean>;
    remove(secret: string): Promise<void>;
    /** What nobody came back for. */
    removeExpired(now: Instant): Promise<void>;
  };
  /** What channels find wrong by codes that no connector explains. */
  readonly unknownIssues: {
    /** Adds one to the count of each code, which stands once. */
    count(connector: string, codes: readonly UnknownCode[], now: Instant): Promise<void>;
  };
  readonly audit: {
    append(entry: AuditEntry): Promise<void>;
  };
  readonly connections: {
    get(id: ConnectionId): Promise<Connection | undefined>;
    list(): Promise<readonly Connection[]>;
    insert(connection: Connection): Promise<void>;
    save(connection: Connection): Promise<void>;
  };
  /** Secrets of a connection, encrypted at rest by the adapter (P7). */
  readonly secrets: {
    get(connectionId: ConnectionId): Promise<ConnectionSecrets | undefined>;
    /** Ends a renewal as well. */
    put(connectionId: ConnectionId, secrets: ConnectionSecrets): Promise<void>;
    /** Takes the right to renew the credentials until a moment. `false`: somebody else has it, and `now` is before its end. */
    beginRenewal(connectionId: ConnectionId, now: Instant, until: Instant): Promise<boolean>;
    /** Gives the right back, when the renewal failed. */
    endRenewal(connectionId: ConnectionId): Promise<void>;
  };
  readonly pools: {
    insert(pool: StockPool): Promise<void>;
    get(id: StockPoolId): Promise<StockPool | undefined>;
    /** In id order: the first one is the default. */
    list(): Promise<readonly StockPool[]>;
    save(pool: StockPool): Promise<void>;
  };
  readonly polls: {
    get(connectionId: ConnectionId, kind: PollKind): Promise<Poll | undefined>;
    due(connectionId: ConnectionId, now: Instant): Promise<readonly Poll[]>;
    insert(poll: Poll): Promise<void>;
    save(poll: Poll): Promise<void>;
  };
  readonly subscriptions: {
    get(connectionId: ConnectionId): Promise<NotificationSubscription | undefined>;
    insert(subscription: NotificationSubscription): Promise<void>;
    /** Keeps when the platform was found to tell of the account's orders; `null`: it does not. */
    setEnsured(connectionId: ConnectionId, at: Instant | null): Promise<void>;
  };
  readonly inbox: {
    /** One row per entity: a new one, or a raised sequence. Either way it is due at `dueAt`, or earlier if it was. */
    add(connectionId: ConnectionId, hints: readonly Hint[], dueAt: Instant): Promise<void>;
    /** Oldest first, those of `patientKinds` after all others. */
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly InboxEntry[]>;
    /** Moves a row's due time and attempts, if its sequence is unchanged. */
    postpone(entry: InboxEntry): Promise<void>;
    /** Removes the row, if its sequence is unchanged since it was read. */
    clear(entry: InboxEntry): Promise<void>;
    count(connectionId: ConnectionId): Promise<number>;
  };
  readonly products: {
    /** The products of a store with these ids of the store's, in no order. */
    byStoreIds(connectionId: ConnectionId, ids: readonly StoreProductId[]): Promise<readonly Product[]>;
    insertMany(products: readonly Product[]): Promise<void>;
    save(product: Product): Promise<void>;
  };
  readonly variants: {
    get(id: VariantId): Promise<Variant | undefined>;
    getMany(ids: readonly VariantId[]): Promise<readonly Variant[]>;
    ofProducts(connectionId: ConnectionId, ids: readonly StoreProductId[]): Promise<readonly Variant[]>;
    /** Variants of the store with one of these SKUs that are not gone. */
    bySkus(connectionId: ConnectionId, skus: readonly string[]): Promise<readonly Variant[]>;
    /** Variants of the store with one of these numbers that are not gone. */
    byGtins(connectionId: ConnectionId, gtins: readonly Gtin[]): Promise<readonly Variant[]>;
    /** All variants of a store, in id order. */
    page(connectionId: ConnectionId, after: VariantId | null, limit: number): Promise<readonly Variant[]>;
    /** Variants of the store that are not gone and have a text in their SKU, title or barcode, in id order. */
    search(connectionId: ConnectionId, text: string, limit: number): Promise<readonly Variant[]>;
    /** Variants of the store that are not gone and have no listing on that marketplace, in id order. */
    unlistedPage(
      connectionId: ConnectionId,
      on: { readonly connectionId: ConnectionId; readonly marketplace: MarketplaceId },
      after: VariantId | null,
      limit: number,
    ): Promise<readonly Variant[]>;
    /** Ids of the store's products with a variant that is not gone and whose last read began before a moment, in order. */
    unseenProducts(
      connectionId: ConnectionId,
      readBefore: Instant,
      after: StoreProductId | null,
      limit: number,
    ): Promise<readonly StoreProductId[]>;
    /** Variants of a store that are not gone. */
    count(connectionId: ConnectionId): Promise<number>;
    insertMany(variants: readonly Variant[]): Promise<void>;
    save(variant: Variant): Promise<void>;
    /** Moves `readBeganAt` of rows that are otherwise unchanged; loses like `save`. */
    markRead(variants: readonly Variant[], readBeganAt: Instant): Promise<void>;
  };
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
  readonly orders: {
    get(id: OrderId): Promise<Order | undefined>;
    byMarketplaceOrderId(connectionId: ConnectionId, id: MarketplaceOrderId): Promise<Order | undefined>;
    byStoreOrderId(storeConnectionId: ConnectionId, id: StoreOrderId): Promise<Order | undefined>;
    /** Orders of the account whose placement is held, with a line of one of these channel SKUs. */
    heldForChannelSkus(
      connectionId: ConnectionId,
      channelSkus: readonly ChannelSku[],
    ): Promise<readonly Order[]>;
    /** Orders to work on for a store, oldest due first. */
    due(storeConnectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Order[]>;
    page(connectionId: ConnectionId, after: OrderId | null, limit: number): Promise<readonly Order[]>;
    /** Orders whose buyer is to be forgotten at `now`. */
    purgeable(now: Instant, limit: number): Promise<readonly Order[]>;
    /** Orders of all accounts whose placement is held, in id order. */
    heldPage(after: OrderId | null, limit: number): Promise<readonly Order[]>;
    insert(order: Order): Promise<void>;
    save(order: Order): Promise<void>;
  };
  readonly reservations: {
    get(id: ReservationId): Promise<Reservation | undefined>;
    ofOrder(orderId: OrderId): Promise<readonly Reservation[]>;
    /** Held and committed ones. */
    openOfVariants(variantIds: readonly VariantId[]): Promise<readonly Reservation[]>;
    insert(reservation: Reservation): Promise<void>;
    save(reservation: Reservation): Promise<void>;
  };
  readonly shipments: {
    get(id: ShipmentId): Promise<Shipment | undefined>;
    ofOrder(orderId: OrderId): Promise<readonly Shipment[]>;
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Shipment[]>;
    /** Shipments of the account that are held for their carrier, due at `now` again. */
    releaseHeld(connectionId: ConnectionId, now: Instant): Promise<void>;
    insert(shipment: Shipment): Promise<void>;
    save(shipment: Shipment): Promise<void>;
  };
  readonly orderChanges: {
    get(id: OrderChangeId): Promise<OrderChange | undefined>;
    ofOrder(orderId: OrderId): Promise<readonly OrderChange[]>;
    /** Changes to tell a store or a channel account, oldest due first. */
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly OrderChange[]>;
    insert(change: OrderChange): Promise<void>;
    save(change: OrderChange): Promise<void>;
  };
  readonly issues: {
    /** Opens it, or replaces the words of the one that is open under its key. */
    open(issue: Issue): Promise<void>;
    openMany(issues: readonly Issue[]): Promise<void>;
    clear(key: string): Promise<void>;
    clearMany(keys: readonly string[]): Promise<void>;
    byKeys(keys: readonly string[]): Promise<readonly Issue[]>;
    list(): Promise<readonly Issue[]>;
  };
  readonly activities: {
    append(activity: Activity): Promise<void>;
    /** Newest first. */
    latest(limit: number): Promise<readonly Activity[]>;
  };
}

/** What a connection keeps secret. */
export interface ConnectionSecrets {
  /** Shaped by the connector's schema. */
  readonly credentials: unknown;
  /** Signs webhook deliveries; `null` where the connection takes none. */
  readonly webhookSecret: string | null;
}
