import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Doorbell } from '@quayside/core/ports/doorbell';
import type { Log } from '@quayside/core/ports/log';
import { startRepeating, type Repeating } from '../repeat.ts';

export interface SweeperOptions {
  /** Lanes with due rows, whether or not a bell waits for them. */
  readonly dueJobs: () => Promise<readonly DrainJob[]>;
  readonly doorbell: Doorbell;
  /** From the end of one sweep to the begin of the next, in milliseconds. */
  readonly everyMs: number;
  readonly log: Log;
}

/**
 * Rings for what is due, again and again, beginning at once. A timer in each worker: it must not live in the queue, which may be emptied. Sweeps of several processes do
 * no harm, since rings are de-duplicated.
 */
export function startSweeper({ dueJobs, doorbell, everyMs, log }: SweeperOptions): Repeating {
  return startRepeating(
    async (isStopped) => {
      const jobs = await dueJobs();
      // Stopped while it read: the queue may be closing already.
      if (jobs.length > 0 && !isStopped()) await doorbell.ring(jobs);
    },
    everyMs,
    (error) => log.warn('sweep-failed', { error }),
  );
}
