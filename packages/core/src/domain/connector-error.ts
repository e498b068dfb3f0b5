import type { ChannelIssue } from './channel-issue.ts';
import type { Message } from './message.ts';

/**
 * Why a platform did not do what was asked. Closed: a connector maps every answer of its platform to one of these, in one file, and the
 * engine decides by kind alone.
 */
export type ConnectorError = ConnectorFailure & {
  /** For the merchant: what happened and what to do. */
  readonly message: Message;
  /** For the log: the platform's own code and operation; never a secret, never buyer data. */
  readonly detail: string;
  /** What a channel finds wrong with what it was sent, one by one, where it says so. */
  readonly issues?: readonly ChannelIssue[];
};

export type ConnectorFailure =
  /** The credentials are refused or withdrawn: the merchant must reconnect. */
  | { readonly kind: 'auth-expired' }
  /** The credentials are good but a role or scope is missing. */
  | { readonly kind: 'permission' }
  /** Nothing was done; ask again after this many milliseconds. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  | { readonly kind: 'not-found' }
  /** The platform's state forbids it now (already shipped, cancelled). */
  | { readonly kind: 'conflict' }
  /** What a write was based on is no longer so: nothing was done, and it must be read again first. */
  | { readonly kind: 'outdated' }
  /** The request can never succeed as it is. */
  | { readonly kind: 'invalid-input' }
  /** Nothing was done; the same request may succeed later. */
  | { readonly kind: 'transient' }
  /** A write was sent and no readable answer came: it may have happened, or may yet happen. */
  | { readonly kind: 'unknown-outcome' };
