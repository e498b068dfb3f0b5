import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import { createRecordingLog } from '../log/recording-log.ts';
import { bell } from './doorbell-contract.ts';
import { startSweeper } from './sweeper.ts';

function createRecordingDoorbell() {
  const rung: DrainJob[][] = [];
  return { rung, ring: async (jobs: readonly DrainJob[]) => void rung.push([...jobs]) };
}

test('sweeps at once and again, and rings only when something is due', async () => {
  const doorbell = createRecordingDoorbell();
  let reads = 0;
  const sweeper = startSweeper({
    dueJobs: async () => (++reads % 2 === 1 ? [bell(`c${reads}`)] : []),
    doorbell,
    everyMs: 5,
    log: createRecordingLog(),
  });
  await expect.poll(() => reads).toBeGreaterThanOrEqual(4);
  await sweeper.stop();
  expect(doorbell.rung.slice(0, 2)).toEqual([[bell('c1')], [bell('c3')]]);
});

test('never sweeps twice at once, however slow a sweep is', async () => {
  let running = 0;
  let most = 0;
  let sweeps = 0;
  const sweeper = startSweeper({
    async dueJobs() {
      running += 1;
      sweeps += 1;
      most = Math.max(most, running);
      await sleep(30);
      running -= 1;
      return [];
    },
    doorbell: createRecordingDoorbell(),
    everyMs: 1,
    log: createRecordingLog(),
  });
  await expect.poll(() => sweeps).toBeGreaterThanOrEqual(3);
  await sweeper.stop();
  expect(most).toBe(1);
});

test('goes on after a sweep that failed, and says so', async () => {
  const log = createRecordingLog();
  const doorbell = createRecordingDoorbell();
  let reads = 0;
  const sweeper = startSweeper({
    async dueJobs() {
      reads += 1;
      if (reads === 1) throw new Error('no database');
      return [bell('c1')];
    },
    doorbell,
    everyMs: 5,
    log,
  });
  await expect.poll(() => doorbell.rung.length).toBeGreaterThanOrEqual(1);
  await sweeper.stop();
  expect(log.events()).toEqual(['sweep-failed']);
});

test('stop waits for the running sweep, which rings no more, and begins no other', async () => {
  const doorbell = createRecordingDoorbell();
  const gate = Promise.withResolvers<readonly DrainJob[]>();
  let reads = 0;
  const sweeper = startSweeper({
    dueJobs: () => {
      reads += 1;
      return gate.promise;
    },
    doorbell,
    everyMs: 1,
    log: createRecordingLog(),
  });
  let stopped = false;
  const stopping = sweeper.stop().then(() => {
    stopped = true;
  });
  await sleep(20);
  expect(stopped).toBe(false);
  gate.resolve([bell('c1')]);
  await stopping;
  await sleep(20);
  expect(reads).toBe(1);
  expect(doorbell.rung).toEqual([]);
});
