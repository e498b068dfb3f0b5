import type { ConnectionId, StockPoolId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Message } from './message.ts';
import type { OrderImportPolicy } from './order-import.ts';
import type { PolicyIds } from './policy.ts';

/**
 * Whether the engine may call a connection.
 *
 * `reconnect`: the credentials were refused; its work waits, untouched, until the merchant reconnects.
 * `paused`: the merchant stopped it. Nothing is called, and its work waits as well; a reason beside it says that the credentials were refused besides.
 * `disconnected`: the merchant has taken our access away. Its credentials are deleted, and its work waits until it is connected again.
 */
export type ConnectionHealth = 'healthy' | 'reconnect' | 'paused' | 'disconnected';

export const frequencies = ['real-time', 'quarter-hourly', 'hourly'] as const;
export type Frequency = (typeof frequencies)[number];

/** How far apart; 0: at once. */
export const frequencyMinutes: Readonly<Record<Frequency, number>> = {
  'real-time': 0,
  'quarter-hourly': 15,
  hourly: 60,
};

/** A store or a channel account as the engine sees it. Credentials are kept apart, encrypted. */
export interface Connection {
  readonly id: ConnectionId;
  readonly role: 'store' | 'channel';
  /** The connector's id, from its manifest. */
  readonly connector: string;
  /** What the merchant calls it. */
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly health: ConnectionHealth;
  readonly healthReason: Message | null;
  /** Orders changed before this moment are not imported (P2). */
  readonly ordersFrom: Instant;
  /** Every order that was placed before this moment and still wants units is stored: what a rise of a quantity waits for (P3, ADR 0013). */
  readonly ordersImportedUntil: Instant | null;
  /** The order window that becomes `ordersImportedUntil` once another one has reached the end of its reading. */
  readonly ordersRead: {
    /** Where the window ended. */
    readonly until: Instant;
    /** When its last page was stored. An order that changed between these two moments was in no page, however old it is. */
    readonly readAt: Instant;
  } | null;
  /**
   * What a channel account follows. Without a selling policy prices are left alone, and all that can be sold is offered; without a synchronization policy everything
   * is kept in step and nothing is listed or stopped by itself; without a shipping policy offers ship as the account is set.
   */
  readonly policies: PolicyIds;
  /** How often what changed goes out. A quantity that falls never waits. */
  readonly frequency: Frequency;
  /** How a channel account's orders come into the store. */
  readonly orderImport: OrderImportPolicy;
  /** The stock that a channel account sells from; `null` for stores, and while the workspace has none. */
  readonly poolId: StockPoolId | null;
  readonly connectedAt: Instant;
  /** When the merchant last consented on the channel's own pages; `null`: never, the credentials were typed in or came with the host. */
  readonly authorizedAt: Instant | null;
  readonly version: number;
}
