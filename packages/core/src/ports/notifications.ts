import type { ConnectorError } from '../domain/connector-error.ts';
import type { Hint } from '../domain/inbox.ts';
import type { Message } from '../domain/message.ts';
import type { Result } from '../domain/result.ts';

/** How a platform tells of changes by writing into queues of this installation, for all accounts at once (ADR 0021). */
export interface ChannelNotifications {
  /** By what its notifications name the account that these settings are of: the same for every connection of one seller. `null`: they name none. */
  accountOf(settings: unknown): string | null;
  /** The queues that a registration names; none: this installation is told of nothing. Does no IO. */
  queues(registration: unknown): readonly NotificationQueue[];
}

/**
 * A queue that a platform writes into. Notifications come at least once, in any order, perhaps late and perhaps never: they are hints, and what they tell of is
 * read. Any number of processes may receive from it at once.
 */
export interface NotificationQueue {
  /** For the log. */
  readonly name: string;
  /** Waits for a while for notifications; an empty list: none came. What is not acknowledged comes again. Ends early when the signal says so. */
  receive(signal: AbortSignal): Promise<Result<readonly ReceivedNotification[], ConnectorError>>;
  /** Takes notifications out of the queue. Those that were taken out already do no harm. */
  acknowledge(receipts: readonly string[]): Promise<Result<void, ConnectorError>>;
}

export interface ReceivedNotification {
  readonly receipt: string;
  /** How often the queue has handed it out, this time included. */
  readonly timesReceived: number;
  readonly verdict: NotificationVerdict;
}

/** What a notification means. */
export type NotificationVerdict =
  /** Something changed in an account. */
  | { readonly kind: 'hints'; readonly account: string; readonly hints: readonly Hint[] }
  /** Of a kind that we follow nothing by. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** @property problem for the log: paths and types, never values. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** What a platform said to being asked to notify us of an account. */
export interface EnsuredNotifications {
  /** Whether it tells of the account's orders. */
  readonly isToldOfOrders: boolean;
  /** What it will not tell of, and why: for the merchant. Nothing is lost by it, only later known. */
  readonly refusals: readonly Message[];
}
