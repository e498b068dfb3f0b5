import type { ConnectionId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * What is done by time. `products-all` and `listings-all` read everything again, so that a change no notice told of is found (P4);
 * `listings-by-policy` lists what the account's synchronization policy wants listed; `fees` asks a channel what it takes of sales; `webhooks` registers or repairs the
 * shop's calls to us, `notifications` what a channel tells us by a queue.
 */
export type PollKind =
  | 'products-changed'
  | 'products-all'
  | 'store-orders'
  | 'channel-orders'
  | 'listings-all'
  | 'listings-by-policy'
  | 'fees'
  | 'webhooks'
  | 'notifications';

/** Where a connection's polling of one kind stands. */
export interface Poll {
  readonly connectionId: ConnectionId;
  readonly kind: PollKind;
  /** Everything changed before this moment is stored. Moves only after the last page of a window is stored (P2). */
  readonly cursor: Instant | null;
  /** The window being read and the page to go on with; kept so that a crash resumes instead of starting again. */
  readonly window: PollWindow | null;
  /** When to poll next; a claim moves it to the claim's deadline. */
  readonly dueAt: Instant;
  readonly attempts: number;
  readonly version: number;
}

export interface PollWindow {
  readonly from: Instant | null;
  readonly until: Instant;
  readonly pageToken: string | null;
  /** Items of this window that are stored already. */
  readonly done: number;
  /** How many there are, where the platform says. */
  readonly total: number | null;
}
