import type { ConnectorError } from '../domain/connector-error.ts';
import type { Instant } from '../domain/instant.ts';
import type { PollKind, PollWindow } from '../domain/poll.ts';
import type { Result } from '../domain/result.ts';
import type { Scope } from './commit.ts';

/** How one kind of poll is done. */
export interface PollPlan {
  /** How long the reading and storing of one page may take before another worker takes over: its worker may have died. */
  readonly leaseMs: number;
  readonly everyMs: number;
  readonly overlapMs: number;
  /** The newest moment a window may reach is this far in the past. */
  readonly lagMs: number;
  /** Where the very first window begins; `null`: with everything. */
  readonly startsAt: Instant | null;
  /** Reads the next page of the window, and answers how to apply it. */
  read(window: PollWindow): Promise<Result<ReadPage, ConnectorError>>;
  /** Done in the transaction that moves the cursor. */
  finish(scope: Scope, window: PollWindow): Promise<void>;
  /** Lets go of what the reading of several pages holds open. */
  close?(): Promise<void>;
}

export interface ReadPage {
  readonly nextPageToken: string | null;
  readonly count: number;
  /** How many items the whole window has, where the platform says. */
  readonly total: number | null;
  /** The platform is not ready to show more before this many milliseconds have passed. */
  readonly waitMs: number;
  apply(scope: Scope): Promise<void>;
}

/** The page after which a window has nothing more, and of which nothing is to be applied. */
export const nothingLeft: ReadPage = {
  nextPageToken: null,
  count: 0,
  total: null,
  waitMs: 0,
  apply: () => Promise.resolve(),
};

/** A plan is good for one reading: it may hold something open. */
export type PlanOf = (kind: PollKind) => PollPlan;

/** Of the time for which the platform may be waited for: once for its answer, the rest for its turn and for the storing. */
export function leaseFor(timeoutMs: number): number {
  return 3 * timeoutMs;
}
