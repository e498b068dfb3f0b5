import { Queue } from 'bullmq';
import { doorbellKey, lanes, type DrainJob } from '@quayside/core/jobs/catalogue';
import type { Doorbell } from '@quayside/core/ports/doorbell';
import type { Log } from '@quayside/core/ports/log';
import type { QueueStorage } from './queue-storage.ts';

/** The one queue, see ADR 0003: jobs are doorbells. */
export const doorbellQueue = 'doorbells';

export interface DoorbellOptions {
  readonly storage: QueueStorage;
  readonly log: Log;
}

/** The doorbell over BullMQ. */
export interface QueueDoorbell extends Doorbell {
  /** Throws every waiting and running bell away. Nothing is lost by that but time: the sweeper rings again. */
  emptyQueue(): Promise<void>;
  /** How many bells wait. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

/** Rings per statement: one statement locks the keys of all its rings. */
const ringsAtOnce = 200;
const mostTriesToEmpty = 20;

/** Rings wait as one per key; a ring during a run waits and causes exactly one more. */
export function createDoorbell({ storage, log }: DoorbellOptions): QueueDoorbell {
  const queue = new Queue(
    doorbellQueue,
    { connection: storage.connection, prefix: storage.prefix },
    storage.backend,
  );
  queue.on('error', (error) => log.warn('queue-error', { error }));

  return {
    async ring(jobs) {
      const rings = [...new Map(jobs.map((job) => [doorbellKey(job), job])).entries()].map(toRing);
      for (let from = 0; from < rings.length; from += ringsAtOnce) {
        const batch = rings.slice(from, from + ringsAtOnce);
        try {
          await queue.addBulk(batch);
        } catch (error) {
          log.warn('doorbell-not-rung', { error, rings: rings.length - from });
          return;
        }
      }
    },
    async emptyQueue() {
      await obliterate(queue);
      // Obliterating needs a paused queue and forgets that it paused it.
      await queue.resume();
    },
    async waiting() {
      return queue.getJobCountByTypes('waiting', 'prioritized', 'delayed');
    },
    async close() {
      await queue.close();
    },
  };
}

/** PostgreSQL ends one of two transactions that wait for each other: a worker takes jobs while they are removed. What was ended has done nothing. */
async function obliterate(queue: Pick<Queue, 'obliterate'>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await queue.obliterate({ force: true });
      return;
    } catch (error) {
      const isDeadlock = (error as { code?: unknown }).code === '40P01';
      if (!isDeadlock || tries >= mostTriesToEmpty) throw error;
    }
  }
}

function toRing([key, job]: readonly [string, DrainJob]) {
  return {
    name: 'drain',
    data: { workspaceId: job.workspaceId, connectionId: job.connectionId, lane: job.lane },
    opts: {
      // 1 is served first; 0 would mean "without priority".
      priority: lanes.indexOf(job.lane) + 1,
      deduplication: { id: key, keepLastIfActive: true },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}
