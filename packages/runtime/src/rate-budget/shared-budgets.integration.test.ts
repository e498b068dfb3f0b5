import { createSecretKey, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { Lane } from '@quayside/core/jobs/catalogue';
import type { RateLimit } from '@quayside/core/ports/manifest';
import type { RateBudget } from '@quayside/core/ports/rate-budget';
import { newConnection } from '@quayside/testkit/new-connection';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createCredentialCipher } from '../crypto/credential-cipher.ts';
import { createTestDatabase, type TestDatabase } from '../embedded/test-database.ts';
import { silentLog } from '../log/silent-log.ts';
import { createPrismaStorage, type PrismaStorage } from '../prisma/prisma-storage.ts';
import { inLane } from './lane-turn.ts';
import { createRateBudgets, type RateBudgets } from './rate-budgets.ts';

/** Amazon's listings operations. */
const official: RateLimit = { perSecond: 5, burst: 5 };

let database: TestDatabase;
let pools: Pool[];
let storages: PrismaStorage[];
/** As worker processes: nothing is shared but the database. */
let workers: RateBudgets[];
let statements: string[];

beforeEach(async () => {
  statements = [];
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
  pools = [1, 2].map(() => new Pool({ connectionString: database.url, max: 4 }));
  // The database is dropped while the last sessions still say good-bye.
  for (const pool of pools) pool.on('connect', (client) => client.on('error', () => undefined));
  storages = pools.map((pool) => createPrismaStorage({ pool, cipher, log: silentLog }));
  workers = storages.map(({ client }) => createRateBudgets(client));
});

afterEach(async () => {
  for (const worker of workers) await worker.close();
  for (const storage of storages) await storage.close();
  for (const pool of pools) await pool.end();
  await database.drop();
});

function open(key: ConnectionKey, worker: number, limit = official, application: string | null = null) {
  return workers[worker]!.open({ key, connector: 'toy', application }, { write: limit });
}

/** Counts the statements of one worker from now on. */
function watchStatements(worker: number): void {
  const pool = pools[worker]!;
  const connect = pool.connect.bind(pool);
  Object.assign(pool, {
    query: new Proxy(pool.query.bind(pool), {
      apply(query, self, words: unknown[]) {
        statements.push('query');
        return Reflect.apply(query, self, words) as unknown;
      },
    }),
    connect: new Proxy(connect, {
      apply(original, self, words: unknown[]) {
        statements.push('connect');
        return Reflect.apply(original, self, words) as unknown;
      },
    }),
  });
}

interface Spending {
  readonly tokens: number[];
  stop(): Promise<void>;
}

/** Callers of a lane that want more than there is, as a lane of a connection has eight. */
function spendAll(budget: RateBudget, lane: Lane, callers = 8): Spending {
  const tokens: number[] = [];
  let isStopped = false;
  const call = async (): Promise<void> => {
    while (!isStopped) {
      const waitMs = await inLane(lane, () => budget.take('write'));
      if (waitMs === 0) tokens.push(performance.now());
      else await sleep(waitMs);
    }
  };
  const running = Promise.all(Array.from({ length: callers }, call));
  return {
    tokens,
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

describe('P9: lanes of one account', () => {
  test('a fall passes at once, while another process sends a thousand prices', async () => {
    const key = await newConnection(storages[0]!);
    const prices = spendAll(open(key, 0), 'price', 50);
    await sleep(2_000);
    const waits: number[] = [];
    for (let fall = 0; fall < 5; fall += 1) {
      const askedAt = performance.now();
      expect(await inLane('quantity-down', () => open(key, 1).take('write'))).toBe(0);
      waits.push(performance.now() - askedAt);
      await sleep(700);
    }
    await prices.stop();
    // A token comes every 200 ms; the prices would have taken ten more before it.
    expect(waits.sort((one, other) => one - other)[2]).toBeLessThan(450);
    expect(prices.tokens.length).toBeGreaterThan(10);
  });

  test('falls that wait leave prices nothing, and prices lose no token once they are done', async () => {
    const key = await newConnection(storages[0]!);
    const prices = spendAll(open(key, 0), 'price');
    await sleep(1_500);
    const before = prices.tokens.length;
    const falls = spendAll(open(key, 1), 'quantity-down');
    await sleep(3_000);
    await falls.stop();
    const meanwhile = prices.tokens.length - before;
    expect(falls.tokens.length).toBeGreaterThanOrEqual(12);
    // One for each time that the falls had been served and not yet asked again.
    expect(meanwhile).toBeLessThanOrEqual(4);
    await sleep(2_000);
    await prices.stop();
    expect(prices.tokens.length - before - meanwhile).toBeGreaterThanOrEqual(7);
  });

  test('who is sent away is told another time than the one before: nobody comes back in a crowd', async () => {
    const budget = open(await newConnection(storages[0]!), 0, { perSecond: 0.5, burst: 2 });
    const waits = await Promise.all(
      Array.from({ length: 8 }, () => inLane('price', () => budget.take('write'))),
    );
    const refused = waits.filter((waitMs) => waitMs > 0).sort((one, other) => one - other);
    expect(refused).toHaveLength(6);
    refused.slice(1).forEach((waitMs, index) => {
      expect(waitMs - (refused[index] ?? 0)).toBeGreaterThan(1_900);
    });
  });

  test('a lane’s run is told when a call of its was sent away', async () => {
    const budget = open(await newConnection(storages[0]!), 0, { perSecond: 0.01, burst: 1 });
    const run = () => inLane('price', async (turn) => [await budget.take('write'), turn.isSentAway] as const);
    expect(await run()).toEqual([0, false]);
    expect(await run()).toEqual([expect.any(Number), true]);
  });
});

describe('P9: an application’s bucket', () => {
  test('is shared evenly by its accounts, whichever process they are in, and used to the full', async () => {
    const keys = [
      await newConnection(storages[0]!),
      await newConnection(storages[0]!),
      await newConnection(storages[0]!),
    ];
    const limit: RateLimit = { perSecond: 50, burst: 50, perApplication: { perSecond: 12, burst: 12 } };
    const began = performance.now();
    const spending = keys.map((key, index) => spendAll(open(key, index % 2, limit, 'app'), 'price'));
    await sleep(6_000);
    for (const each of spending) await each.stop();
    const counts = spending.map(({ tokens }) => tokens.length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const seconds = (performance.now() - began) / 1_000;
    expect(total).toBeLessThanOrEqual(12 + 12 * seconds);
    expect(total).toBeGreaterThan(0.75 * (12 + 12 * 6));
    expect(Math.min(...counts), counts.join()).toBeGreaterThan(0.7 * (total / 3));
  });

  test('of another application, or of none, is another', async () => {
    const limit: RateLimit = { perSecond: 1, burst: 5, perApplication: { perSecond: 0.01, burst: 1 } };
    const [first, second, third] = [
      await newConnection(storages[0]!),
      await newConnection(storages[0]!),
      await newConnection(storages[0]!),
    ];
    expect(await open(first, 0, limit, 'app').take('write')).toBe(0);
    expect(await open(second, 1, limit, 'app').take('write')).toBeGreaterThan(10_000);
    expect(await open(second, 1, limit, 'another').take('write')).toBe(0);
    expect(await open(third, 1, limit).take('write')).toBe(0);
    // P7: which application it is, part of credentials, is nowhere readable.
    const { rows } = await pools[0]!.query<{ bucket: string }>('SELECT bucket FROM rate_bucket');
    expect(rows.filter(({ bucket }) => bucket.startsWith('application/'))).toHaveLength(2);
    expect(rows.some(({ bucket }) => /\/(app|another)\//.test(bucket))).toBe(false);
  });
});

describe('leases', () => {
  test('a worker asks the database a few times a second, whatever the number of calls', async () => {
    const fast: RateLimit = { perSecond: 500, burst: 500 };
    const spending: Spending[] = [];
    for (let account = 0; account < 5; account += 1)
      spending.push(spendAll(open(await newConnection(storages[0]!), 0, fast), 'price'));
    await sleep(500);
    watchStatements(0);
    const before = spending.reduce((sum, { tokens }) => sum + tokens.length, 0);
    await sleep(2_000);
    const calls = spending.reduce((sum, { tokens }) => sum + tokens.length, 0) - before;
    const asked = statements.length;
    for (const each of spending) await each.stop();
    expect(calls).toBeGreaterThan(1_000);
    expect(asked).toBeGreaterThan(2);
    // Rounds are at least 20 ms apart, of two statements each.
    expect(asked).toBeLessThan(calls / 5);
  });

  test('what a worker has leased and does not use goes back', async () => {
    const key = await newConnection(storages[0]!);
    const limit: RateLimit = { perSecond: 20, burst: 40 };
    expect(await inLane('price', () => open(key, 0, limit).take('write'))).toBe(0);
    const left = () =>
      pools[1]!
        .query<{ tokens: number }>('SELECT tokens FROM rate_bucket')
        .then(({ rows }) => rows[0]?.tokens ?? 0);
    expect(await left()).toBeLessThan(39);
    await expect.poll(left, { timeout: 5_000 }).toBeGreaterThanOrEqual(39);
  });

  test('at the end of a worker what is left goes back at once', async () => {
    const key = await newConnection(storages[0]!);
    const limit: RateLimit = { perSecond: 20, burst: 40 };
    expect(await inLane('price', () => open(key, 0, limit).take('write'))).toBe(0);
    await workers[0]!.close();
    const { rows } = await pools[1]!.query<{ tokens: number }>('SELECT tokens FROM rate_bucket');
    expect(rows[0]?.tokens).toBeGreaterThanOrEqual(39);
  });

  test('a caller of a connection that was deleted meanwhile is sent away, and nothing of it is left', async () => {
    const key = await newConnection(storages[0]!);
    const budget = open(key, 0, { perSecond: 1, burst: 1 });
    expect(await budget.take('write')).toBe(0);
    await storages[0]!.deleteWorkspace(key.workspaceId);
    expect(await budget.take('write')).toBeGreaterThan(0);
    expect((await pools[0]!.query('SELECT 1 FROM rate_bucket')).rowCount).toBe(0);
  });
});
