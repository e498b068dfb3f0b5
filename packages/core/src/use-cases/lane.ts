import type { Connection } from '../domain/connection.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { LaneTurn } from '../ports/rate-budget.ts';
import type { Engine } from './engine.ts';

/** One run of a lane: a slice of time in which due rows are claimed, worked on and recorded. */
export interface LaneRun {
  readonly engine: Engine;
  readonly workspaceId: WorkspaceId;
  readonly connection: Connection;
  /** After this moment no further rows are claimed, so that other lanes get their turn. */
  readonly sliceEndsAt: Instant;
  readonly turn: LaneTurn;
  /** It goes on whatever the health of its connection. */
  readonly callsNobody: boolean;
}

/** What one claiming transaction found. */
export interface Claimed<Claim> {
  /** Rows that were due, also those that needed no call. */
  readonly seen: number;
  readonly claims: readonly Claim[];
}

/** How a lane works: what it claims, and what it does with one claimed row. */
export interface LaneWork<Claim> {
  /** Takes due rows in one transaction, moving each one's due time to the claim's deadline. */
  claim(limit: number): Promise<Claimed<Claim>>;
  /** Calls the platform and records the outcome. Must not throw for expected failures. */
  work(claim: Claim): Promise<void>;
  /** Calls in flight at once. */
  readonly concurrency: number;
}

/**
 * Works through a lane until nothing is due, the slice is over, or a call was sent away without a token.
 *
 * @returns whether rows may be left, so that the bell must be rung again.
 */
export async function runLane<Claim>(run: LaneRun, lane: LaneWork<Claim>): Promise<boolean> {
  for (;;) {
    if (run.engine.clock.now() >= run.sliceEndsAt) return true;
    const { seen, claims } = await lane.claim(lane.concurrency);
    if (seen === 0) return false;
    // A failure of one row must not leave the others unrecorded.
    const outcomes = await Promise.allSettled(claims.map((claim) => lane.work(claim)));
    const bug = outcomes.find((outcome) => outcome.status === 'rejected');
    if (bug !== undefined) throw bug.reason;
    // No token to be had for a while: whatever else is due would only be claimed and put off. The sweeper rings again.
    if (run.turn.isSentAway) return false;
    if (!run.callsNobody && (await isStopped(run))) return false;
  }
}

/** The connection's credentials were refused meanwhile, or the merchant paused it. */
async function isStopped(run: LaneRun): Promise<boolean> {
  const connection = await run.engine.storage.transaction(run.workspaceId, (tx) =>
    tx.connections.get(run.connection.id),
  );
  return connection?.health !== 'healthy';
}
