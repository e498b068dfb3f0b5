import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import { createRecordingLog, type RecordingLog } from '../log/recording-log.ts';
import { bell } from './doorbell-contract.ts';
import { startDoorbellWorker, type DoorbellWorker } from './doorbell-worker.ts';
import { createDoorbell, type QueueDoorbell } from './doorbell.ts';
import type { QueueStorage } from './queue-storage.ts';
import { openRedisQueue } from './redis-queue.ts';
import type { Repeating } from '../repeat.ts';
import { startSweeper } from './sweeper.ts';
import {
  redisMissing,
  skippedWithoutRedis,
  startTemporaryRedis,
  type TemporaryRedis,
} from './temporary-redis.ts';

const patience = { timeout: 20_000, interval: 20 };

describe.skipIf(redisMissing !== undefined)(`a Redis that fails loses no work${skippedWithoutRedis}`, () => {
  let redis: TemporaryRedis;
  let log: RecordingLog;
  let storage: QueueStorage;
  let doorbell: QueueDoorbell;
  let worker: DoorbellWorker;
  let sweeper: Repeating;
  /** What stands in for the due rows of the database. */
  let due: Map<string, DrainJob>;
  let runs: number;
  /** How long a job takes. */
  let hold: number;

  beforeEach(async () => {
    redis = await startTemporaryRedis();
    log = createRecordingLog();
    due = new Map();
    runs = 0;
    hold = 1;
    storage = await openRedisQueue({ url: redis.url, log });
    doorbell = createDoorbell({ storage, log });
    worker = startDoorbellWorker({
      storage,
      concurrency: 4,
      log,
      lockMilliseconds: 1_000,
      async handle(job) {
        runs += 1;
        await sleep(hold);
        due.delete(job.connectionId);
      },
    });
    await worker.ready();
    sweeper = startSweeper({ dueJobs: async () => [...due.values()], doorbell, everyMs: 100, log });
  });

  afterEach(async () => {
    await sweeper.stop();
    await worker.close(1_000);
    await doorbell.close();
    await storage.close();
    await redis.stop();
  });

  /** Work for many connections, with a bell for each. */
  async function addWork(name: string, count = 100): Promise<void> {
    const jobs = Array.from({ length: count }, (_, index) => bell(`${name}${index}`));
    for (const job of jobs) due.set(job.connectionId, job);
    await doorbell.ring(jobs);
  }

  async function untilDone(): Promise<void> {
    await expect.poll(() => due.size, patience).toBe(0);
  }

  test('emptied with FLUSHALL again and again in the middle', async () => {
    hold = 10;
    for (let round = 0; round < 10; round += 1) {
      await addWork(`r${round}-`, 60);
      const before = runs;
      await expect.poll(() => runs, patience).toBeGreaterThan(before);
      await redis.command('FLUSHALL');
    }
    await untilDone();
    // And it still works as ever, without the sweeper.
    await sweeper.stop();
    await sleep(300);
    await addWork('after-', 20);
    await untilDone();
  });

  test('restarted in the middle, with all of its data gone', async () => {
    hold = 20;
    for (let round = 0; round < 3; round += 1) {
      await addWork(`r${round}-`);
      const before = runs;
      await expect.poll(() => runs, patience).toBeGreaterThan(before + 5);
      await redis.restart();
    }
    await untilDone();
    await sweeper.stop();
    await addWork('after-', 20);
    await untilDone();
    expect(log.events()).toEqual(expect.arrayContaining(['queue-connection-lost', 'queue-connection-back']));
  });

  test('away for a while: rings give up at once and are logged, and all is done when it is back', async () => {
    await redis.kill();
    await expect.poll(() => log.events(), patience).toContain('queue-connection-lost');
    const began = performance.now();
    await addWork('away-');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(log.events()).toContain('doorbell-not-rung');
    await sleep(1_500);
    expect(due.size).toBe(100);
    // Told once, however often it was tried.
    expect(log.events().filter((event) => event === 'queue-connection-lost')).toHaveLength(1);
    await redis.restart();
    await untilDone();
  });

  test('all connections cut in the middle, again and again', async () => {
    hold = 10;
    for (let round = 0; round < 5; round += 1) {
      await addWork(`r${round}-`, 60);
      const before = runs;
      await expect.poll(() => runs, patience).toBeGreaterThan(before);
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
    }
    await untilDone();
    await sweeper.stop();
    await addWork('after-', 20);
    await untilDone();
  });

  test('frozen: rings give up after their time, and all is done when it goes on', async () => {
    redis.freeze();
    const began = performance.now();
    await addWork('frozen-', 5);
    expect(performance.now() - began).toBeLessThan(7_000);
    expect(log.events()).toContain('doorbell-not-rung');
    redis.wake();
    await untilDone();
  });

  test('behind a network that forgets connections without a word: they are replaced', async () => {
    const network = await startForgetfulNetwork(redis.port);
    const through = await openRedisQueue({
      url: `redis://127.0.0.1:${network.port}`,
      log,
      heartbeatMs: 200,
    });
    const ringing = createDoorbell({ storage: through, log });
    await ringing.ring([bell('before')]);
    network.forget();
    const later = bell('later');
    due.set(later.connectionId, later);
    await sweeper.stop();
    await expect
      .poll(async () => {
        await ringing.ring([later]);
        return due.size;
      }, patience)
      .toBe(0);
    await ringing.close();
    await through.close();
    network.close();
  });

  test('away while the worker ends: it ends all the same', async () => {
    await redis.kill();
    await expect.poll(() => log.events(), patience).toContain('queue-connection-lost');
    await sweeper.stop();
    const began = performance.now();
    await worker.close(1_000);
    await doorbell.close();
    await storage.close();
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});

/** A way to a port that can stop carrying anything on the connections it has, as a firewall does that has forgotten them. */
async function startForgetfulNetwork(target: number) {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    forget() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
