import type { Connection } from '../domain/connection.ts';
import type {
  ChannelSku,
  ConnectionId,
  ListingId,
  MarketplaceId,
  MarketplaceOrderId,
  OrderId,
  ReservationId,
  ShipmentId,
  StockPoolId,
  StoreOrderId,
  StoreProductId,
  TargetId,
  VariantId,
  WorkspaceId,
} from '../domain/ids.ts';
import type { Hint, InboxEntry } from '../domain/inbox.ts';
import type { Instant } from '../domain/instant.ts';
import type { Activity, Issue } from '../domain/issue.ts';
import type { Listing } from '../domain/listing.ts';
import type { Order } from '../domain/order.ts';
import type { Poll, PollKind } from '../domain/poll.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { QuantityLane, Target } from '../domain/target.ts';
import type { Variant } from '../domain/variant.ts';
import type { StockPool, Workspace } from '../domain/workspace.ts';
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
  findWorkspace(id: WorkspaceId): Promise<Workspace | undefined>;
  /** Removes a workspace and everything in it. */
  deleteWorkspace(id: WorkspaceId): Promise<void>;
  /**
   * The lanes of all workspaces with work due at `now`, at most `limit` of them. Lanes of connections that may not be called are left out.
   */
  dueJobs(now: Instant, limit: number): Promise<readonly DrainJob[]>;
}

export interface Transaction {
  readonly connections: {
    get(id: ConnectionId): Promise<Connection | undefined>;
    list(): Promise<readonly Connection[]>;
    insert(connection: Connection): Promise<void>;
    save(connection: Connection): Promise<void>;
  };
  /** Secrets of a connection, encrypted at rest by the adapter (P7). */
  readonly secrets: {
    get(connectionId: ConnectionId): Promise<ConnectionSecrets | undefined>;
    put(connectionId: ConnectionId, secrets: ConnectionSecrets): Promise<void>;
  };
  readonly pools: {
    insert(pool: StockPool): Promise<void>;
    get(id: StockPoolId): Promise<StockPool | undefined>;
    list(): Promise<readonly StockPool[]>;
  };
  readonly polls: {
    get(connectionId: ConnectionId, kind: PollKind): Promise<Poll | undefined>;
    due(connectionId: ConnectionId, now: Instant): Promise<readonly Poll[]>;
    insert(poll: Poll): Promise<void>;
    save(poll: Poll): Promise<void>;
  };
  readonly inbox: {
    /** One row per entity: a new one, or a raised sequence. Either way it is due at `dueAt`, or earlier if it was. */
    add(connectionId: ConnectionId, hints: readonly Hint[], dueAt: Instant): Promise<void>;
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly InboxEntry[]>;
    /** Moves a row's due time and attempts, if its sequence is unchanged. */
    postpone(entry: InboxEntry): Promise<void>;
    /** Removes the row, if its sequence is unchanged since it was read. */
    clear(entry: InboxEntry): Promise<void>;
    count(connectionId: ConnectionId): Promise<number>;
  };
  readonly variants: {
    get(id: VariantId): Promise<Variant | undefined>;
    getMany(ids: readonly VariantId[]): Promise<readonly Variant[]>;
    ofProduct(connectionId: ConnectionId, productId: StoreProductId): Promise<readonly Variant[]>;
    /** Variants of the store with this SKU that are not gone. */
    bySku(connectionId: ConnectionId, sku: string): Promise<readonly Variant[]>;
    /** All variants of a store, in id order. */
    page(connectionId: ConnectionId, after: VariantId | null, limit: number): Promise<readonly Variant[]>;
    insert(variant: Variant): Promise<void>;
    save(variant: Variant): Promise<void>;
  };
  readonly listings: {
    get(id: ListingId): Promise<Listing | undefined>;
    byChannelSkus(
      connectionId: ConnectionId,
      channelSkus: readonly ChannelSku[],
    ): Promise<readonly Listing[]>;
    ofVariants(variantIds: readonly VariantId[]): Promise<readonly Listing[]>;
    page(connectionId: ConnectionId, after: ListingId | null, limit: number): Promise<readonly Listing[]>;
    insert(listing: Listing): Promise<void>;
    save(listing: Listing): Promise<void>;
  };
  readonly targets: {
    get(id: TargetId): Promise<Target | undefined>;
    getMany(ids: readonly TargetId[]): Promise<readonly Target[]>;
    find(
      connectionId: ConnectionId,
      channelSku: ChannelSku,
      marketplace: MarketplaceId | null,
    ): Promise<Target | undefined>;
    insert(target: Target): Promise<void>;
    save(target: Target): Promise<void>;
    /**
     * Says that the wanted value may have changed: raises `wantedVersion` (and `version`) and makes the target due at `now`; one with a write
     * in flight becomes due when that ends. A target that already waits in `quantity-down` stays there. Never lost to another raise.
     */
    raise(ids: readonly TargetId[], lane: QuantityLane, now: Instant): Promise<void>;
    due(
      connectionId: ConnectionId,
      lane: QuantityLane,
      now: Instant,
      limit: number,
    ): Promise<readonly Target[]>;
    toVerify(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Target[]>;
    /** Makes the rises due that waited for orders up to a moment before `importedUntil`. */
    releaseAwaiting(connectionId: ConnectionId, importedUntil: Instant, now: Instant): Promise<void>;
  };
  readonly orders: {
    get(id: OrderId): Promise<Order | undefined>;
    byMarketplaceOrderId(connectionId: ConnectionId, id: MarketplaceOrderId): Promise<Order | undefined>;
    byStoreOrderId(storeConnectionId: ConnectionId, id: StoreOrderId): Promise<Order | undefined>;
    /** Orders whose placement is held for this channel SKU of the account. */
    heldForChannelSku(connectionId: ConnectionId, channelSku: ChannelSku): Promise<readonly Order[]>;
    /** Orders to work on for a store, oldest due first. */
    due(storeConnectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Order[]>;
    page(connectionId: ConnectionId, after: OrderId | null, limit: number): Promise<readonly Order[]>;
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
    insert(shipment: Shipment): Promise<void>;
    save(shipment: Shipment): Promise<void>;
  };
  readonly issues: {
    /** Opens it, or replaces the words of the one that is open under its key. */
    open(issue: Issue): Promise<void>;
    clear(key: string): Promise<void>;
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
