import { drain } from '@quayside/core/use-cases/drain';
import { forgetBuyers } from '@quayside/core/use-cases/forget-buyers';
import { startDoorbellWorker } from '@quayside/runtime/bullmq/doorbell-worker';
import { startSweeper } from '@quayside/runtime/bullmq/sweeper';
import type { Environment } from '@quayside/runtime/env';
import { startRepeating } from '@quayside/runtime/repeat';
import type { Installation } from './installation.ts';
import { startNotificationReceiver } from './notification-receiver.ts';

export interface Worker {
  /** Lets running drains end, at most this many milliseconds. */
  close(withinMilliseconds: number): Promise<void>;
}

const mostJobsASweep = 1_000;
/** Most of them wait, for a platform or for a token: what they cost is a place, and those of others must not run out of places (P9). */
const drainsAtOnce = 32;

/** Buyers are to be forgotten by the day. */
const forgetEveryMs = 60 * 60 * 1000;

/** Answers the bells of an installation, sweeps for due rows without a bell, and receives what platforms tell by queues. Any number of workers may run side by side. */
export async function startWorker(
  installation: Installation,
  tuning: Environment['tuning']['worker'],
): Promise<Worker> {
  const { engine, log, queue, storage } = installation;
  const worker = startDoorbellWorker({
    storage: queue,
    concurrency: drainsAtOnce,
    log,
    lockMilliseconds: tuning.lockMs,
    handle: (job) => drain(engine, job),
  });
  await worker.ready();
  const sweeper = startSweeper({
    dueJobs: async () => [...(await storage.dueJobs(engine.clock.now(), mostJobsASweep))],
    doorbell: engine.doorbell,
    everyMs: tuning.sweepEveryMs,
    log,
  });
  const forgetting = startRepeating(
    async () => {
      await forgetBuyers(engine);
    },
    forgetEveryMs,
    (error) => log.error('forgetting-failed', { error }),
  );
  const receiver = startNotificationReceiver(engine);
  return {
    async close(withinMilliseconds) {
      await Promise.all([sweeper.stop(), forgetting.stop(), receiver.stop()]);
      await worker.close(withinMilliseconds);
    },
  };
}
