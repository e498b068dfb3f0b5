import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { AmazonControl } from '@quayside/simulators/amazon/amazon-control';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { openBench } from './open-bench.ts';
import type { Benchmark } from './benchmark.ts';
import { seedUpdates } from './seed-updates.ts';
import { firstLine, start, startWorkerProcess } from './start-process.ts';

const few = 1;
const many = 20;
const processes = 2;
const seconds = 75;
/** More than the official bucket lets through in that time. */
const updatesPerAccount = 5 + 5 * (seconds + 15);
/** One bucket for quantities and prices alike. */
const operation = 'listings.patch';

/**
 * Quantity updates without end (half of them falls, half rises) against a simulated Amazon at its official limits, by two worker processes, of which one is
 * restarted half-way: how many of the tokens that the official buckets gave were used, from the first call on, and how many calls were refused.
 */
export const limitUse: Benchmark = {
  summary: `{ratio, throttled, processes, accounts}: tokens used of those that Amazon gives, at ${few} and at ${many} accounts`,
  async run(progress) {
    const one = await useOnce(few, progress);
    const twenty = await useOnce(many, progress);
    return {
      ratio: Math.min(one.ratio, twenty.ratio),
      throttled: one.throttled + twenty.throttled,
      processes,
      accounts: many,
      ratioWithOne: one.ratio,
      ratioWithMany: twenty.ratio,
      lowestOfAnAccount: twenty.lowest,
      seconds,
    };
  },
};

interface Use {
  readonly ratio: number;
  readonly lowest: number;
  readonly throttled: number;
}

async function useOnce(accounts: number, progress: (text: string) => void): Promise<Use> {
  const installation = await openBench();
  const { engine, storage } = installation;
  const workspaceId = engine.ids.next() as WorkspaceId;
  const children: ChildProcess[] = [];
  try {
    if ((await storage.dueJobs(engine.clock.now(), 1)).length > 0)
      throw new Error('This database has work of its own. Name an empty one in DATABASE_URL.');
    // Bells of workers that an earlier run has killed.
    await installation.emptyQueue();
    const simulators = start('packages/simulators/src/main.ts', ['--sellers', String(accounts)], {});
    children.push(simulators);
    const ready = JSON.parse(await firstLine(simulators)) as SimulatorsReady;
    const control = new AmazonControl(ready.amazon.url, ready.controlToken);
    await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: engine.clock.now() });
    for (const seller of ready.amazon.sellers) {
      const updates = { skuPrefix: 'BENCH-', count: updatesPerAccount, shown: 5 };
      await control.seedSeries({
        sellerId: seller.sellerId,
        skuPrefix: updates.skuPrefix,
        count: updates.count,
        quantity: updates.shown,
        price: '19.90',
      });
      await seedUpdates(engine, workspaceId, ready.amazon, seller, updates);
    }
    progress(`${accounts} account(s) with ${updatesPerAccount} updates each; ${seconds} s`);
    const first = await startWorkerProcess(installation, children);
    await startWorkerProcess(installation, children);
    while ((await control.bucketUse(operation)).length < accounts) await sleep(100);
    await sleep((seconds * 1_000) / 2);
    progress('restarting one of the two processes');
    first.kill('SIGTERM');
    await once(first, 'exit');
    await startWorkerProcess(installation, children);
    // Until every account has had its time, the last one included.
    while ((await control.bucketUse(operation)).some(({ given }) => given < 5 + 5 * seconds))
      await sleep(100);
    const use = await control.bucketUse(operation);
    const calls = await control.calls();
    if (use.some(({ taken }) => taken >= updatesPerAccount)) throw new Error('The updates ran out');
    const ratios = use.map(({ taken, given }) => taken / given);
    const ratio = sum(use.map(({ taken }) => taken)) / sum(use.map(({ given }) => given));
    const throttled = sum(Object.values(calls).map((each) => each.throttled));
    progress(`${(ratio * 100).toFixed(2)} % of the tokens, ${throttled} refusals`);
    return { ratio: round(ratio), lowest: round(Math.min(...ratios)), throttled };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await storage.deleteWorkspace(workspaceId);
    await installation.close();
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const round = (ratio: number): number => Math.round(ratio * 10_000) / 10_000;
