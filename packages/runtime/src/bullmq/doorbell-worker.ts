import { Worker, type Job } from 'bullmq';
import { jobCatalogue, type DrainJob } from '@quayside/core/jobs/catalogue';
import type { Log } from '@quayside/core/ports/log';
import { doorbellQueue } from './doorbell.ts';
import type { QueueStorage } from './queue-storage.ts';

export interface DoorbellWorkerOptions {
  readonly storage: QueueStorage;
  /**
   * Does the due work of one connection's lane. May run twice at once for one key after a stall. `signal` is aborted when the
   * worker has to end: stop at the next safe point.
   */
  readonly handle: (job: DrainJob, signal: AbortSignal) => Promise<void>;
  /** Bells answered at once. */
  readonly concurrency: number;
  readonly log: Log;
  /**
   * How long a bell stays with a worker that gives no sign of life, in milliseconds. Half of it is also how often stalled bells
   * are looked for. Default 15 s.
   */
  readonly lockMilliseconds?: number;
}

export interface DoorbellWorker {
  /** Resolves when the worker listens. */
  ready(): Promise<void>;
  /**
   * Takes no more bells and waits for those that are being answered; at the deadline their signals are aborted, and a second
   * later they are left behind: another worker takes them over.
   * @returns whether all of them ended.
   */
  close(withinMilliseconds: number): Promise<boolean>;
}

/** Answers bells until it is closed. */
export function startDoorbellWorker(options: DoorbellWorkerOptions): DoorbellWorker {
  const { log, storage } = options;
  const lockMilliseconds = options.lockMilliseconds ?? 15_000;

  const running = new Set<Promise<void>>();

  // BullMQ passes the signal only to functions that declare three parameters.
  const answer = async (
    job: Job,
    _token: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    const payload = job.name === 'drain' ? jobCatalogue.drain.payload.safeParse(job.data) : undefined;
    if (payload?.success !== true) {
      log.error('doorbell-payload-refused', {
        jobId: job.id,
        jobName: job.name,
        problems: payload?.error.issues.map((issue) => ({
          path: issue.path.join('.'),
          problem: issue.message,
        })),
      });
      return;
    }
    const handled = options.handle(payload.data, signal ?? new AbortController().signal);
    running.add(handled);
    await handled.finally(() => running.delete(handled));
  };

  const worker = new Worker(
    doorbellQueue,
    answer,
    {
      connection: storage.workerConnection,
      prefix: storage.prefix,
      concurrency: options.concurrency,
      lockDuration: lockMilliseconds,
      stalledInterval: Math.max(500, Math.round(lockMilliseconds / 2)),
      // A bell that killed its worker this often is dropped (and logged); the sweeper rings again while rows are due.
      maxStalledCount: 5,
      // How soon to ask again after the database could not be reached.
      runRetryDelay: 1000,
    },
    storage.backend,
  );
  worker.on('error', (error) => log.warn('queue-error', { error }));
  worker.on('stalled', (jobId) => log.warn('doorbell-stalled', { jobId }));
  worker.on('failed', (job, error) => {
    log.error('doorbell-handler-failed', { error, jobId: job?.id, job: job?.data as unknown });
  });

  let closed: Promise<boolean> | undefined;
  return {
    async ready() {
      await worker.waitUntilReady();
    },
    close(withinMilliseconds) {
      closed ??= closeWorker(worker, running, withinMilliseconds, log);
      return closed;
    },
  };
}

/** How long the storage may take to hear that a worker without jobs ends. */
const longestFarewellMs = 2_000;

async function closeWorker(
  worker: Pick<Worker, 'close' | 'cancelAllJobs'>,
  running: ReadonlySet<Promise<void>>,
  withinMilliseconds: number,
  log: Log,
): Promise<boolean> {
  const ended = worker.close().then(
    () => true,
    (error: unknown) => {
      log.warn('doorbell-worker-close-failed', { error });
      return true;
    },
  );
  // A storage that is away can keep the worker from closing long after its last job has ended.
  async function jobsEnded(): Promise<boolean> {
    do {
      while (running.size > 0) await Promise.allSettled(running);
    } while (!(await firstOf(ended, longestFarewellMs)) && running.size > 0);
    return true;
  }
  const done = jobsEnded();
  if (await firstOf(done, withinMilliseconds)) return true;
  worker.cancelAllJobs('The worker ends');
  if (await firstOf(done, 1000)) return true;
  log.warn('doorbell-worker-left-jobs-behind', { withinMilliseconds });
  return false;
}

async function firstOf(ended: Promise<boolean>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([ended, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
