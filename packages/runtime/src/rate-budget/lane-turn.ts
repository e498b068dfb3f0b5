import { AsyncLocalStorage } from 'node:async_hooks';
import { lanes } from '@quayside/core/jobs/catalogue';
import type { LaneTurn, LaneTurns } from '@quayside/core/ports/rate-budget';

interface RunningTurn extends LaneTurn {
  readonly priority: number;
  isSentAway: boolean;
}

/**
 * An opened connector is shared by the lanes of its connection, so that they share its access token; for which lane a call is made travels with the run
 * itself.
 */
const running = new AsyncLocalStorage<RunningTurn>();

export const inLane: LaneTurns = (lane, work) => {
  const turn: RunningTurn = { priority: lanes.indexOf(lane), isSentAway: false };
  return running.run(turn, () => work(turn));
};

/** The turn that the calling code runs in; `undefined` outside of any lane. */
export function currentTurn(): RunningTurn | undefined {
  return running.getStore();
}

/** Behind every lane: tokens that are leased ahead of any call. */
export const lastPriority = lanes.length;
