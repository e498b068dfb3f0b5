import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doorbellKey, type DrainJob, type Lane } from '@quayside/core/jobs/catalogue';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import { createRecordingLog, type RecordingLog } from '../log/recording-log.ts';
import { createDoorbell, type QueueDoorbell } from './doorbell.ts';
import { startDoorbellWorker, type DoorbellWorker, type DoorbellWorkerOptions } from './doorbell-worker.ts';
import type { QueueStorage } from './queue-storage.ts';
import { startSweeper } from './sweeper.ts';

/** What a storage of bells must give to the contract's tests. */
export interface DoorbellFixture {
  /** Opens the storage once more, as another process would. */
  open(log: RecordingLog): Promise<QueueStorage>;
  /** Puts a raw job into the queue, as a broken or foreign producer would. */
  addRaw(name: string, data: unknown): Promise<void>;
  /** Removes it; every call fails from now on. */
  destroy(): Promise<void>;
}

/** A bell to ring in a test. */
export function bell(connection: string, lane: Lane = 'inbox'): DrainJob {
  return { workspaceId: 'w1' as WorkspaceId, connectionId: connection as ConnectionId, lane };
}

/** What a doorbell and its worker promise, whatever storage is below. */
export function describeDoorbellContract(name: string, createFixture: () => Promise<DoorbellFixture>): void {
  describe(`doorbell on ${name}`, () => {
    let fixture: DoorbellFixture;
    let log: RecordingLog;
    let doorbell: QueueDoorbell;
    let storages: QueueStorage[];
    let workers: DoorbellWorker[];

    beforeEach(async () => {
      fixture = await createFixture();
      log = createRecordingLog();
      storages = [];
      workers = [];
      doorbell = createDoorbell({ storage: await open(), log });
    });
    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.close(2000)));
      await doorbell.close();
      await Promise.all(storages.map((storage) => storage.close()));
      await fixture.destroy();
    });

    async function open(): Promise<QueueStorage> {
      const storage = await fixture.open(log);
      storages.push(storage);
      return storage;
    }

    async function work(
      handle: DoorbellWorkerOptions['handle'],
      more: Partial<DoorbellWorkerOptions> = {},
    ): Promise<DoorbellWorker> {
      const worker = startDoorbellWorker({ storage: await open(), handle, concurrency: 4, log, ...more });
      workers.push(worker);
      await worker.ready();
      return worker;
    }

    test('answers a ring with the ids it carries', async () => {
      const seen: DrainJob[] = [];
      await work(async (job) => void seen.push(job));
      await doorbell.ring([bell('c1', 'poll')]);
      await expect.poll(() => seen, { timeout: 5000 }).toEqual([bell('c1', 'poll')]);
    });

    test('twenty rings before a run are one run', async () => {
      const runs: string[] = [];
      for (let ring = 0; ring < 20; ring += 1) await doorbell.ring([bell('c1')]);
      expect(await doorbell.waiting()).toBe(1);
      await work(async (job) => void runs.push(doorbellKey(job)));
      await expect.poll(() => runs.length, { timeout: 5000 }).toBe(1);
      await sleep(500);
      expect(runs).toHaveLength(1);
    });

    test('twenty rings during a run, single and in bulk, are one more run', async () => {
      const runs: string[] = [];
      const of = (connection: string): number => runs.filter((each) => each === connection).length;
      const gate = Promise.withResolvers<undefined>();
      await work(async (job) => {
        runs.push(job.connectionId);
        if (job.connectionId === 'c1' && of('c1') === 1) await gate.promise;
      });
      await doorbell.ring([bell('c1')]);
      await expect.poll(() => of('c1'), { timeout: 5000 }).toBe(1);
      for (let ring = 0; ring < 10; ring += 1) await doorbell.ring([bell('c1')]);
      for (let ring = 0; ring < 10; ring += 1) await doorbell.ring([bell('c1'), bell('c2')]);
      gate.resolve(undefined);
      await expect.poll(() => of('c1'), { timeout: 5000 }).toBe(2);
      await sleep(500);
      expect(of('c1')).toBe(2);
      expect(of('c2')).toBeGreaterThanOrEqual(1);
      expect(await doorbell.waiting()).toBe(0);
    });

    test('a ring during a run that fails still causes one more run', async () => {
      let runs = 0;
      const gate = Promise.withResolvers<undefined>();
      await work(async () => {
        runs += 1;
        if (runs > 1) return;
        await gate.promise;
        throw new Error('the platform is down');
      });
      await doorbell.ring([bell('c1')]);
      await expect.poll(() => runs, { timeout: 5000 }).toBe(1);
      await doorbell.ring([bell('c1')]);
      gate.resolve(undefined);
      await expect.poll(() => runs, { timeout: 5000 }).toBe(2);
      expect(log.events()).toContain('doorbell-handler-failed');
    });

    test('a key can be rung again after its run, failed or not', async () => {
      let runs = 0;
      await work(async () => {
        runs += 1;
        if (runs === 1) throw new Error('the platform is down');
      });
      for (let expected = 1; expected <= 3; expected += 1) {
        await doorbell.ring([bell('c1')]);
        await expect.poll(() => runs, { timeout: 5000 }).toBe(expected);
        await expect.poll(() => doorbell.waiting()).toBe(0);
        await sleep(50);
      }
    });

    test('rings hundreds of keys at once, each for one run', async () => {
      const runs = new Map<string, number>();
      const jobs = Array.from({ length: 450 }, (_, index) => bell(`c${index}`));
      await doorbell.ring([...jobs, ...jobs]);
      expect(await doorbell.waiting()).toBe(450);
      await work(async (job) => void runs.set(job.connectionId, (runs.get(job.connectionId) ?? 0) + 1), {
        concurrency: 20,
      });
      await expect.poll(() => runs.size, { timeout: 15_000 }).toBe(450);
      expect(Math.max(...runs.values())).toBe(1);
    });

    test('waiting lanes are served in the order of the catalogue', async () => {
      const seen: Lane[] = [];
      await doorbell.ring([bell('c1', 'verify'), bell('c1', 'quantity-up'), bell('c1', 'poll')]);
      await doorbell.ring([bell('c1', 'inbox'), bell('c1', 'quantity-down')]);
      await work(async (job) => void seen.push(job.lane), { concurrency: 1 });
      await expect
        .poll(() => seen, { timeout: 5000 })
        .toEqual(['quantity-down', 'inbox', 'poll', 'quantity-up', 'verify']);
    });

    test('a payload that is no job is logged and dropped, and the next one is answered', async () => {
      const seen: DrainJob[] = [];
      await fixture.addRaw('drain', {
        workspaceId: 'w1',
        connectionId: 'c1',
        lane: 'no-such-lane',
        price: '12.00',
      });
      await fixture.addRaw('explode', bell('c1'));
      await work(async (job) => void seen.push(job));
      await doorbell.ring([bell('c2')]);
      await expect.poll(() => seen, { timeout: 5000 }).toEqual([bell('c2')]);
      await expect
        .poll(() => log.lines.filter((line) => line.event === 'doorbell-payload-refused').length)
        .toBe(2);
      expect(await doorbell.waiting()).toBe(0);
    });

    test('two workers share the bells, and no bell is answered twice', async () => {
      const seen: string[][] = [[], []];
      for (const [index, mine] of seen.entries()) {
        await work(
          async (job) => {
            await sleep(5);
            mine.push(`${index}:${job.connectionId}`);
          },
          { concurrency: 2 },
        );
      }
      await doorbell.ring(Array.from({ length: 60 }, (_, index) => bell(`c${index}`)));
      await expect.poll(() => seen.flat().length, { timeout: 10_000 }).toBe(60);
      expect(seen.every((mine) => mine.length > 0)).toBe(true);
      expect(new Set(seen.flat().map((text) => text.slice(2))).size).toBe(60);
    });

    test('an emptied queue loses nothing: the sweeper rings for what is due', async () => {
      const due = new Map(['c1', 'c2', 'c3'].map((id) => [id, bell(id)] as const));
      await doorbell.ring([...due.values()]);
      await doorbell.emptyQueue();
      expect(await doorbell.waiting()).toBe(0);
      await work(async (job) => void due.delete(job.connectionId));
      await sleep(300);
      expect(due.size).toBe(3);
      const sweeper = startSweeper({ dueJobs: async () => [...due.values()], doorbell, everyMs: 100, log });
      await expect.poll(() => due.size, { timeout: 5000 }).toBe(0);
      await sweeper.stop();
    });

    test('a queue emptied during a run keeps working', async () => {
      let runs = 0;
      const gate = Promise.withResolvers<undefined>();
      await work(async () => {
        runs += 1;
        if (runs === 1) await gate.promise;
      });
      await doorbell.ring([bell('c1')]);
      await expect.poll(() => runs, { timeout: 5000 }).toBe(1);
      await doorbell.emptyQueue();
      gate.resolve(undefined);
      await expect
        .poll(
          async () => {
            await doorbell.ring([bell('c1')]);
            return runs;
          },
          { timeout: 5000, interval: 100 },
        )
        .toBeGreaterThanOrEqual(2);
    });

    test('closing waits for the running job, aborts it at the deadline and takes no more', async () => {
      let aborted = false;
      const started = Promise.withResolvers<undefined>();
      const worker = await work((_job, signal) => {
        started.resolve(undefined);
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve();
          });
        });
      });
      await doorbell.ring([bell('c1')]);
      await started.promise;
      const began = performance.now();
      expect(await worker.close(300)).toBe(true);
      expect(aborted).toBe(true);
      expect(performance.now() - began).toBeLessThan(1300);
      await doorbell.ring([bell('c2')]);
      await sleep(200);
      expect(await doorbell.waiting()).toBe(1);
    });

    test('closing gives up on a job that does not listen', async () => {
      const started = Promise.withResolvers<undefined>();
      const gate = Promise.withResolvers<undefined>();
      const worker = await work(async () => {
        started.resolve(undefined);
        await gate.promise;
      });
      await doorbell.ring([bell('c1')]);
      await started.promise;
      expect(await worker.close(100)).toBe(false);
      expect(log.events()).toContain('doorbell-worker-left-jobs-behind');
      gate.resolve(undefined);
      await sleep(200);
    });

    test('a ring that fails is logged and not thrown', async () => {
      await storages[0]?.close();
      await doorbell.ring([bell('c1')]);
      expect(log.events()).toContain('doorbell-not-rung');
    });
  });
}
