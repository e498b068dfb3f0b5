import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, StockPoolId } from '../domain/ids.ts';
import type { Hint, InboxEntry } from '../domain/inbox.ts';
import type { Instant } from '../domain/instant.ts';
import type { NotificationSubscription } from '../domain/notification-subscription.ts';
import type { Poll, PollKind } from '../domain/poll.ts';
import type { StockPool } from '../domain/stock-pool.ts';

/** Connections with what they keep secret, the pools they sell from, and what is polled, subscribed to and hinted. */
export interface ConnectionRepositories {
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
}

/** What a connection keeps secret. */
export interface ConnectionSecrets {
  /** Shaped by the connector's schema. */
  readonly credentials: unknown;
  /** Signs webhook deliveries; `null` where the connection takes none. */
  readonly webhookSecret: string | null;
}
