import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import {
  redisMissing,
  skippedWithoutRedis,
  startTemporaryRedis,
} from '@quayside/runtime/bullmq/temporary-redis';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { childEnvironment, repositoryRoot } from '@quayside/runtime/env';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';

const program = path.join(repositoryRoot, 'apps/worker/src/main.ts');

interface Started {
  readonly child: ChildProcess;
  /** Everything on standard error so far. */
  readonly said: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

let database: TestDatabase;
let children: ChildProcess[];

beforeEach(async () => {
  children = [];
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.drop();
});

function startWorker(environment: Readonly<Record<string, string>> = {}, ipc = false): Started {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'ignore', 'pipe', ...(ipc ? ['ipc' as const] : [])],
    env: childEnvironment({
      DATABASE_URL: database.url,
      QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ...environment,
    }),
  });
  children.push(child);
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  // Not `close`: that does not come once the channel was closed by hand.
  const ended = Promise.all([once(child, 'exit'), child.stderr && once(child.stderr, 'end')]).then(
    ([[code, signal]]) => ({ code: code as number | null, signal: signal as string | null }),
  );
  return { child, said: () => text, ended };
}

async function untilReady({ said }: Started): Promise<void> {
  await expect.poll(said, { timeout: 20_000 }).toContain('"process-ready"');
}

/** What a person reads: the lines that are no log lines. */
function wordsOf({ said }: Started): string[] {
  return said()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{"'));
}

async function sessions(): Promise<number> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const found = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
  return found.rowCount ?? 0;
}

describe('a worker process ends', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'at %s: with code 0, and its sessions on the database are gone',
    async (signal) => {
      const worker = startWorker();
      await untilReady(worker);
      worker.child.kill(signal);
      const toldAt = performance.now();
      expect(await worker.ended).toEqual({ code: 0, signal: null });
      expect(performance.now() - toldAt).toBeLessThan(5_000);
      expect(wordsOf(worker)).toEqual([]);
      await expect.poll(sessions).toBe(0);
    },
    40_000,
  );

  test.skipIf(redisMissing !== undefined).each([
    ['there', false],
    ['gone', true],
  ])(
    `at SIGTERM with its bells on a Redis that is %s: with code 0${skippedWithoutRedis}`,
    async (_how, isGone) => {
      const redis = await startTemporaryRedis();
      try {
        const worker = startWorker({ REDIS_URL: redis.url });
        await untilReady(worker);
        if (isGone) await redis.kill();
        worker.child.kill('SIGTERM');
        expect(await Promise.race([worker.ended, sleep(18_000)])).toEqual({ code: 0, signal: null });
        expect(wordsOf(worker)).toEqual([]);
        await expect.poll(sessions).toBe(0);
      } finally {
        await redis.stop();
      }
    },
    40_000,
  );

  test('when its parent is gone: its channel closes, and it lives on as no orphan', async () => {
    const worker = startWorker({}, true);
    const [message] = (await once(worker.child, 'message')) as unknown[];
    expect(message).toEqual({ ready: true });
    worker.child.disconnect();
    expect(await worker.ended).toEqual({ code: 0, signal: null });
    await expect.poll(sessions).toBe(0);
  }, 40_000);

  test('when it is told to while it starts', async () => {
    // A database that lets it wait, so that the signal certainly comes in the middle of the start.
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('SELECT pg_advisory_lock(8175542463655798642)');
    const worker = startWorker({}, true);
    // Ours, and the one of the worker that waits.
    await expect.poll(sessions, { timeout: 20_000 }).toBe(2);
    worker.child.disconnect();
    await sleep(200);
    await client.end();
    expect(await Promise.race([worker.ended, sleep(15_000)])).toEqual({ code: 0, signal: null });
    await expect.poll(sessions).toBe(0);
  }, 60_000);

  test('when its parent is gone before it has read its first line', async () => {
    const worker = startWorker({}, true);
    worker.child.disconnect();
    expect(await Promise.race([worker.ended, sleep(15_000)])).toEqual({ code: 0, signal: null });
  }, 40_000);
});

describe('a worker process that cannot start says why in one line and exits with 1', () => {
  async function fails(environment: Readonly<Record<string, string>>): Promise<string> {
    const worker = startWorker(environment);
    expect(await worker.ended).toEqual({ code: 1, signal: null });
    const words = wordsOf(worker);
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(/^quayside worker cannot start: .{20,}\.?$/);
    // Neither a stack nor a secret.
    expect(worker.said()).not.toMatch(/\bat .*\.ts:\d+/);
    expect(worker.said()).not.toContain('hunter2');
    return words[0]!;
  }

  test('a database that a newer Quayside has migrated', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ('x', 'x', now(), '29990101000000_of_tomorrow', 1)`,
    );
    await client.end();
    const line = await fails({});
    expect(line).toContain('newer version of Quayside');
    expect(line).toContain('29990101000000_of_tomorrow');
  }, 30_000);

  test('a DATABASE_URL where nothing listens', async () => {
    const line = await fails({ DATABASE_URL: 'postgresql://quayside:hunter2@localhost:1/shop' });
    expect(line).toContain('localhost:1');
    expect(line).toContain('DATABASE_URL');
  }, 30_000);

  test('a DATABASE_URL with a wrong password', async () => {
    const url = new URL(database.url);
    url.password = 'hunter2';
    expect(await fails({ DATABASE_URL: url.href })).toContain('refuses the user or the password');
  }, 30_000);

  test('a DATABASE_URL without that database', async () => {
    const url = new URL(database.url);
    url.pathname = '/nowhere';
    expect(await fails({ DATABASE_URL: url.href })).toContain('no database of that name');
  }, 30_000);

  test('a DATABASE_URL that takes connections and never answers', async () => {
    const server = createServer(() => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const line = await fails({ DATABASE_URL: `postgresql://quayside:hunter2@127.0.0.1:${port}/shop` });
    expect(line).toContain('does not answer');
    server.close();
  }, 40_000);

  test('a DATABASE_URL that is none', async () => {
    expect(await fails({ DATABASE_URL: 'mysql://quayside:hunter2@db/shop' })).toContain(
      'DATABASE_URL must be a postgresql:// URL',
    );
  }, 30_000);

  test('a REDIS_URL where nothing listens', async () => {
    const line = await fails({ REDIS_URL: 'redis://:hunter2@localhost:1' });
    expect(line).toContain('The Redis at localhost:1 cannot be used');
    expect(line).toContain('correct REDIS_URL');
  }, 30_000);

  test('a REDIS_URL that is none', async () => {
    expect(await fails({ REDIS_URL: 'https://:hunter2@cache.example' })).toContain(
      'REDIS_URL must be a redis:// or rediss:// URL',
    );
  }, 30_000);

  test.skipIf(redisMissing !== undefined)(
    `a REDIS_URL whose Redis throws bells away when memory is short${skippedWithoutRedis}`,
    async () => {
      const redis = await startTemporaryRedis(['--maxmemory-policy', 'volatile-lru']);
      try {
        expect(await fails({ REDIS_URL: redis.url })).toContain('Set maxmemory-policy noeviction there');
      } finally {
        await redis.stop();
      }
    },
    30_000,
  );

  test.each(['{', '[]', '{"worker":{"lockMs":-1}}', '{"wroker":{}}'])(
    'a QUAYSIDE_TUNING of %s',
    async (tuning) => {
      expect(await fails({ QUAYSIDE_TUNING: tuning })).toContain('QUAYSIDE_TUNING');
    },
    30_000,
  );
});
