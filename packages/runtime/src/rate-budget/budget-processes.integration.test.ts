import { spawn, type ChildProcess } from 'node:child_process';
import { createSecretKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { RateLimit } from '@quayside/core/ports/manifest';
import { newConnection } from '@quayside/testkit/new-connection';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createCredentialCipher } from '../crypto/credential-cipher.ts';
import { createTestDatabase, type TestDatabase } from '../embedded/test-database.ts';
import { silentLog } from '../log/silent-log.ts';
import { createPrismaStorage, type PrismaStorage } from '../prisma/prisma-storage.ts';
import { createRateBudgets, type RateBudgets } from './rate-budgets.ts';

let database: TestDatabase;
let pool: Pool;
let storage: PrismaStorage;
let budgets: RateBudgets;
let children: ChildProcess[];

beforeEach(async () => {
  children = [];
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
  pool = new Pool({ connectionString: database.url, max: 4 });
  // The database is dropped while the last sessions still say good-bye.
  pool.on('connect', (client) => client.on('error', () => undefined));
  storage = createPrismaStorage({ pool, cipher, log: silentLog });
  budgets = createRateBudgets(storage.client);
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await budgets.close();
  await storage.close();
  await pool.end();
  await database.drop();
});

describe('processes of their own', () => {
  interface Spender {
    readonly child: ChildProcess;
    /** When it got each token, by the machine's time. */
    readonly tokens: number[];
  }

  async function start(key: ConnectionKey, limit: RateLimit, clock: number): Promise<Spender> {
    const words = Object.entries({ url: database.url, lane: 'price', clock: String(clock) });
    const child = spawn(
      process.execPath,
      [
        path.join(import.meta.dirname, 'budget-process.ts'),
        ...[...words, ['key', JSON.stringify(key)], ['limit', JSON.stringify(limit)]].map(
          ([name, value]) => `--${name}=${value}`,
        ),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(child);
    const tokens: number[] = [];
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${text}${chunk}`.split('\n');
      text = lines.pop() ?? '';
      tokens.push(...lines.map(Number));
    });
    await expect.poll(() => tokens.length, { timeout: 20_000 }).toBeGreaterThan(0);
    return { child, tokens };
  }

  test('share a bucket though their clocks differ by a minute, and one killed with a lease costs its block at most', async () => {
    const key = await newConnection(storage);
    const limit: RateLimit = { perSecond: 40, burst: 40 };
    const [ahead, behind] = [await start(key, limit, 60_000), await start(key, limit, -60_000)];
    await sleep(3_000);
    const both = [ahead.tokens.length, behind.tokens.length];
    ahead.child.kill('SIGKILL');
    await once(ahead.child, 'exit');
    await sleep(300);
    const [killedAt, before] = [Date.now(), behind.tokens.length];
    await sleep(4_000);
    const since = behind.tokens.filter((at) => at > killedAt).length;
    const seconds = (Date.now() - killedAt) / 1_000;
    const all = [...ahead.tokens, ...behind.tokens];
    const span = (Math.max(...all) - Math.min(...all)) / 1_000;
    // While both lived, neither starved.
    expect(Math.min(...both), both.join()).toBeGreaterThan(15);
    // Never more than the bucket gives; a token is heard of a little after it was given.
    expect(all.length).toBeLessThanOrEqual(limit.burst + limit.perSecond * (span + 0.1));
    // The survivor has the whole rate. Eight waiters and what is leased ahead: that was the dead one's block.
    expect(since).toBeGreaterThan(0.9 * limit.perSecond * seconds - 12);
    expect(behind.tokens.length).toBeGreaterThan(before);
  }, 60_000);

  test('a refusal of the platform pauses them all, whoever met it', async () => {
    const key = await newConnection(storage);
    const limit: RateLimit = { perSecond: 40, burst: 40 };
    const spenders = [await start(key, limit, 0), await start(key, limit, 0)];
    await sleep(1_500);
    await budgets.open({ key, connector: 'toy', application: null }, { write: limit }).pause('write', 2_000);
    const pausedAt = Date.now();
    await sleep(1_800);
    // What was leased before may still be used: at most a tenth of a second ahead, in each.
    const meanwhile = spenders.flatMap(({ tokens }) => tokens.filter((at) => at > pausedAt + 250));
    expect(meanwhile).toEqual([]);
    await expect
      .poll(() => spenders.every(({ tokens }) => (tokens.at(-1) ?? 0) > pausedAt + 1_900), { timeout: 8_000 })
      .toBe(true);
  }, 60_000);
});
