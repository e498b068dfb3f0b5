import type { Lane } from '../jobs/catalogue.ts';

/**
 * The tokens that one connection may spend, shared by every process of the installation (ADR 0012).
 *
 * A call that is made for a lane (see `LaneTurns`) stands in line for its token for a moment, behind lanes that matter more; any other call is answered at
 * once.
 */
export interface RateBudget {
  /**
   * Takes one token for a call of this operation. `0`: go. Otherwise nothing was taken, and a token will be there after about this
   * many milliseconds.
   */
  take(operation: string): Promise<number>;
  /** The platform refused or named another rate: spend nothing of this operation for this many milliseconds. */
  pause(operation: string, milliseconds: number): Promise<void>;
}

/** One run of a lane, as the budgets see it. */
export interface LaneTurn {
  /** Whether a call of this run was sent away without a token: whoever claims more rows now only moves them about. */
  readonly isSentAway: boolean;
}

/** Runs work for a lane: all budgets that it asks meanwhile serve it by the order of the lanes, the first before all others. */
export type LaneTurns = <Value>(lane: Lane, work: (turn: LaneTurn) => Promise<Value>) => Promise<Value>;
