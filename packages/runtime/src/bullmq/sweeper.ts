import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Doorbell } from '@quayside/core/ports/doorbell';
import type { Log } from '@quayside/core/ports/log';

export interface SweeperOptions {
  /** Lanes with due rows, whether or not a bell waits for them. */
  readonly dueJobs: () => Promise<readonly DrainJob[]>;
  readonly doorbell: Doorbell;
  /** From the end of one sweep to the begin of the next, in milliseconds. */
  readonly everyMs: number;
  readonly log: Log;
}

export interface Sweeper {
  /** No sweep begins after this; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Rings for what is due, again and again, beginning at once. A plain timer in each worker: it must not live in the queue, which may
 * be emptied. Sweeps of one process never overlap; those of several processes do no harm, since rings are de-duplicated.
 */
export function startSweeper(options: SweeperOptions): Sweeper {
  const { dueJobs, doorbell, everyMs, log } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = sweep();

  async function sweep(): Promise<void> {
    try {
      const jobs = await dueJobs();
      // Stopped while it read: the queue may be closing already.
      if (jobs.length > 0 && !stopped) await doorbell.ring(jobs);
    } catch (error) {
      log.warn('sweep-failed', { error });
    }
    if (!stopped) {
      timer = setTimeout(() => {
        running = sweep();
      }, everyMs);
    }
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
