import type { ConnectorError } from '../domain/connector-error.ts';
import type { Instant } from '../domain/instant.ts';
import type { Result } from '../domain/result.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { RateBudget } from './rate-budget.ts';

/** The answer of every call to a platform. Only bugs throw. */
export type Answer<Value> = Promise<Result<Value, ConnectorError>>;

/** What a connector is given to work with; everything else it may not touch. */
export interface ConnectorContext {
  readonly clock: Clock;
  readonly log: Log;
  /** Asked before every call to the platform. */
  readonly budget: RateBudget;
  /** This installation's own registration with the platform, shaped by the definition's `registration`; `null` while it has none (ADR 0016). */
  readonly registration: unknown;
  readonly renewCredentials: RenewCredentials;
}

/**
 * Puts new credentials in the place of those that no longer serve: one renewal at a time over all processes, the rest wait for its outcome (ADR 0016).
 *
 * @param isSpent whether the credentials as they are stored now must be renewed; if not, somebody else did so, and they are the answer.
 * @param renewal makes the new ones from the stored ones; what it answers is stored before anybody sees it.
 */
export type RenewCredentials = (
  isSpent: (stored: unknown) => boolean,
  renewal: (stored: unknown) => Answer<unknown>,
) => Answer<unknown>;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Items that the platform sent and the connector could not read. Never dropped silently (P2, P8). */
  readonly unreadable: readonly UnreadableItem[];
  /** `null` on the last page. Opaque; belongs to the same window. */
  readonly nextPageToken: string | null;
  /** How many items the whole window has, where the platform says. */
  readonly total?: number;
}

export interface UnreadableItem {
  /** The platform's id of the item, as far as it can be told. */
  readonly id: string;
  /** What could not be read, for the log: paths and types, never values. */
  readonly problem: string;
}

/** Everything changed at or after `from` and before `until`, oldest first where the platform can. */
export interface ChangeWindow {
  /** `null`: everything there is. */
  readonly from: Instant | null;
  readonly until: Instant;
  readonly pageToken: string | null;
}
