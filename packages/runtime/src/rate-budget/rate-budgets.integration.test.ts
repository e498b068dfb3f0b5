import { createSecretKey, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { RateLimit } from '@quayside/core/ports/manifest';
import type { RateBudget } from '@quayside/core/ports/rate-budget';
import { newConnection } from '@quayside/testkit/new-connection';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createCredentialCipher } from '../crypto/credential-cipher.ts';
import { createTestDatabase, type TestDatabase } from '../embedded/test-database.ts';
import { silentLog } from '../log/silent-log.ts';
import { createPrismaStorage, type PrismaStorage } from '../prisma/prisma-storage.ts';
import { usualWayMs } from './token-bucket.ts';
import { createRateBudgets, type RateBudgets } from './rate-budgets.ts';

let database: TestDatabase;
let pools: Pool[];
let storages: PrismaStorage[];
let processes: RateBudgets[];
let key: ConnectionKey;
let otherKey: ConnectionKey;

beforeEach(async () => {
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
  // As two worker processes: nothing is shared but the database.
  pools = [1, 2].map(() => new Pool({ connectionString: database.url, max: 10 }));
  storages = pools.map((pool) => createPrismaStorage({ pool, cipher, log: silentLog }));
  processes = storages.map(({ client }) => createRateBudgets(client));
  [key, otherKey] = [await newConnection(storages[0]!), await newConnection(storages[0]!)];
});

afterEach(async () => {
  for (const budgets of processes) await budgets.close();
  for (const storage of storages) await storage.close();
  for (const pool of pools) await pool.end();
  await database.drop();
});

function open(limits: Readonly<Record<string, RateLimit>>, process = 0, of = key): RateBudget {
  return processes[process]!.open({ key: of, connector: 'toy', application: null }, limits);
}

const slow: RateLimit = { perSecond: 0.5, burst: 3 };

test('gives the burst at once, then says how long to wait', async () => {
  const budget = open({ read: slow });
  expect([await budget.take('read'), await budget.take('read'), await budget.take('read')]).toEqual([
    0, 0, 0,
  ]);
  const wait = await budget.take('read');
  // One token comes every two seconds; a little of that has passed.
  expect(wait).toBeGreaterThan(500);
  expect(wait).toBeLessThanOrEqual(2_000 + usualWayMs);
});

test('a refused take costs nothing: after the wait that was named there is a token', async () => {
  const budget = open({ read: { perSecond: 10, burst: 1 } });
  expect(await budget.take('read')).toBe(0);
  for (let asked = 0; asked < 20; asked += 1) await budget.take('read');
  const wait = await budget.take('read');
  await sleep(wait + 5);
  expect(await budget.take('read')).toBe(0);
});

test('never holds more than the burst, however long it rests', async () => {
  const budget = open({ read: { perSecond: 0.01, burst: 2 } });
  await budget.take('read');
  await pools[0]!.query(`UPDATE rate_bucket SET refilled_at = now() - interval '1 year'`);
  expect([await budget.take('read'), await budget.take('read')]).toEqual([0, 0]);
  expect(await budget.take('read')).toBeGreaterThan(0);
});

test('ten callers in two processes never take more than burst plus rate times time, and waste little of it', async () => {
  const limit: RateLimit = { perSecond: 60, burst: 20 };
  const wanted = 200;
  const granted: number[] = [];
  const budgets = [open({ read: limit }, 0), open({ read: limit }, 1)];
  const began = performance.now();
  async function call(budget: RateBudget): Promise<void> {
    while (granted.length < wanted) {
      const wait = await budget.take('read');
      if (wait === 0) granted.push(performance.now() - began);
      else await sleep(wait);
    }
  }
  await Promise.all(Array.from({ length: 10 }, (_, index) => call(budgets[index % 2]!)));
  granted.forEach((at, index) => {
    // A grant is heard of after it was made, so that this holds at every moment; one millisecond is the bucket's own step.
    expect(index + 1, `after ${at} ms`).toBeLessThanOrEqual(
      limit.burst + (limit.perSecond * (at + 1)) / 1000,
    );
  });
  const ideal = ((wanted - limit.burst) / limit.perSecond) * 1000;
  expect(granted.at(-1)).toBeLessThan(ideal * 1.5);
});

test('keeps operations, and connections, apart (P6, P9)', async () => {
  const limits = { read: { perSecond: 0.01, burst: 1 }, write: { perSecond: 0.01, burst: 1 } };
  const ours = open(limits);
  expect(await ours.take('read')).toBe(0);
  expect(await ours.take('read')).toBeGreaterThan(0);
  expect(await ours.take('write')).toBe(0);
  expect(await open(limits, 1, otherKey).take('read')).toBe(0);
  // The same bucket again, from the other process.
  expect(await open(limits, 1).take('read')).toBeGreaterThan(0);
});

test('an operation without a limit is free and leaves no row', async () => {
  const budget = open({ read: slow });
  for (let call = 0; call < 20; call += 1) expect(await budget.take('anything')).toBe(0);
  expect((await pools[0]!.query('SELECT 1 FROM rate_bucket')).rowCount).toBe(0);
});

test('a pause holds for every process, even on a bucket that was never used, and ends by itself', async () => {
  const limits = { read: { perSecond: 1_000, burst: 50 }, write: slow };
  await open(limits, 0).pause('read', 600);
  const wait = await open(limits, 1).take('read');
  expect(wait).toBeGreaterThan(200);
  expect(wait).toBeLessThanOrEqual(600);
  expect(await open(limits, 1).take('write')).toBe(0);
  await sleep(wait + 5);
  expect(await open(limits, 1).take('read')).toBe(0);
});

test('a shorter pause does not cut a longer one short', async () => {
  const budget = open({ read: { perSecond: 1_000, burst: 50 } });
  await budget.take('read');
  await Promise.all([budget.pause('read', 60_000), budget.pause('read', 50)]);
  await budget.pause('read', 10);
  await sleep(60);
  expect(await budget.take('read')).toBeGreaterThan(30_000);
});

test('a clock that has jumped back neither gives tokens away nor starves the account', async () => {
  const limit: RateLimit = { perSecond: 20, burst: 2 };
  const budget = open({ read: limit });
  await budget.take('read');
  // As after an hour in which the clock ran ahead.
  await pools[0]!.query(
    `UPDATE rate_bucket SET refilled_at = now() + interval '1 hour', tokens = 0, version = version + 1`,
  );
  const began = performance.now();
  let taken = 0;
  while (taken < 4) {
    const wait = await budget.take('read');
    if (wait === 0) taken += 1;
    else await sleep(wait);
    expect(performance.now() - began).toBeLessThan(5_000);
  }
  // Nothing was in the bucket: four tokens take at least as long as they take to come.
  expect(performance.now() - began).toBeGreaterThan(4 * 50 - 5);
});

test('processes whose clocks differ do not starve each other: the database’s clock counts', async () => {
  const limits = { read: { perSecond: 50, burst: 1 } };
  const [ahead, behind] = [open(limits, 0), open(limits, 1)];
  const realNow = Date.now;
  const counts = { ahead: 0, behind: 0 };
  const end = performance.now() + 600;
  try {
    while (performance.now() < end) {
      Date.now = () => realNow() + 60_000;
      if ((await ahead.take('read')) === 0) counts.ahead += 1;
      Date.now = () => realNow() - 60_000;
      if ((await behind.take('read')) === 0) counts.behind += 1;
      await sleep(2);
    }
  } finally {
    Date.now = realNow;
  }
  expect(counts.ahead + counts.behind).toBeLessThanOrEqual(1 + 50 * 0.8);
  expect(counts.behind).toBeGreaterThan(0);
});
