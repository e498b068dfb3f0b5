import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { childEnvironment, repositoryRoot } from '@quayside/assembly/environment';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { sharedFactsFolder } from '@quayside/simulators/shared-facts';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';

const program = path.join(repositoryRoot, 'demo/src/main.ts');
const report = z.strictObject({
  counts: z.record(z.string(), z.number().int().nonnegative()),
  durationsMs: z.record(z.string(), z.number().nonnegative()),
  promises: z.strictObject({
    P1: z.literal(true),
    P2: z.literal(true),
    P3: z.literal(true),
    P4: z.literal(true),
    P5: z.literal(true),
    P7: z.literal(true),
    P8: z.literal(true),
  }),
});

const encryptionKey = randomBytes(32).toString('base64');

let directory: string;
let started: Demo[];

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-demo-'));
  // Passable for the server's user, so that root's server stays in here as well.
  await chmod(directory, 0o711);
  started = [];
});

afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  // Whatever a failed test left behind.
  for (const { pid } of processesOf(directory)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone by itself.
    }
  }
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

interface Demo {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

function startDemo(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Demo {
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment({
      QUAYSIDE_DATA_DIR: directory,
      QUAYSIDE_ENCRYPTION_KEY: encryptionKey,
      DATABASE_URL: '',
      NO_COLOR: '1',
      ...environment,
    }),
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text));
  const ended = once(child, 'close').then(
    ([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown',
  );
  const demo: Demo = { child, out: () => texts.out, err: () => texts.err, ended };
  started.push(demo);
  return demo;
}

async function untilSaid(demo: Demo, text: string, withinMs: number): Promise<void> {
  await expect
    .poll(() => demo.out() + demo.err(), { timeout: withinMs, interval: 50, message: text })
    .toContain(text);
}

/** Processes that were started for a data directory: its environment or its command line names it. */
function processesOf(dataDirectory: string): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((entry) => {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      return command.includes(dataDirectory) || environment.includes(`QUAYSIDE_DATA_DIR=${dataDirectory}\0`)
        ? [{ pid, command }]
        : [];
    } catch {
      // It has ended, or is somebody else's.
      return [];
    }
  });
}

const commandsOf = (dataDirectory: string): string[] =>
  processesOf(dataDirectory).map(({ command }) => command);

const onLinux = process.platform === 'linux';

describe('the demo on a database of ours', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  });
  afterEach(() => database.drop());

  async function query(sql: string): Promise<number> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(sql)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }

  async function playsToItsEnd(words: readonly string[] = []): Promise<z.infer<typeof report>> {
    const demo = startDemo(['--once', '--json', ...words], { DATABASE_URL: database.url });
    expect(await demo.ended, demo.err().slice(-3_000)).toBe(0);
    // One JSON document and nothing else: no second one, no line before it.
    const seen = report.parse(JSON.parse(demo.out()));
    expect(demo.out().startsWith('{')).toBe(true);
    expect(demo.err()).toContain('Stopped.');
    expect(demo.err()).not.toMatch(/\bat .*\.ts:\d+|Unhandled|undefined|\[object|NaN/);
    return seen;
  }

  test('plays to its end: exit code 0, one JSON document, every promise seen kept, no secret in its log', async () => {
    const seen = await playsToItsEnd();
    expect(seen.counts).toMatchObject({
      variants: 200,
      amazonOrders: 4,
      shopOrdersForAmazon: 3,
      listings: 22,
    });
    expect(seen.durationsMs['ready']).toBeLessThan(15_000);

    const log = readFileSync(path.join(directory, 'logs', 'demo.log'), 'utf8');
    expect(log.split('\n').length).toBeGreaterThan(5);
    expect(log).toContain('"process-ready"');
    expect(log).not.toContain(new URL(database.url).password);
    expect(log).not.toContain(encryptionKey);
    // The spellings of the platforms' credentials: WooCommerce's keys, Amazon's client secret and refresh token; buyers' e-mail addresses.
    expect(log).not.toMatch(/c[ks]_[0-9a-f]{20}|amzn1\.oa2-cs|Atzr\||Atza\||@marketplace\.amazon/);
    if (onLinux) expect(commandsOf(directory)).toEqual([]);
  }, 120_000);

  // Counted as skipped where the shared facts are not there: they are not part of the repository.
  const shared = sharedFactsFolder();
  const sample = path.join(shared ?? '', 'data/catalogues/woocommerce-sample-products.csv');
  const reason = existsSync(sample)
    ? ''
    : ' (skipped: no shared facts beside the repository, see QUAYSIDE_SHARED)';
  test.skipIf(reason !== '')(
    `plays with WooCommerce’s own sample catalogue, whose stock is not counted${reason}`,
    async () => {
      const seen = await playsToItsEnd(['--catalog', sample, '--lang', 'fr']);
      expect(seen.counts['variants']).toBeGreaterThan(10);
    },
    120_000,
  );

  test('refuses a database that serves somebody else: its times are shortened (P1)', async () => {
    const [workspace, connection] = [randomUUID(), randomUUID()];
    await query(`INSERT INTO workspace VALUES ('${workspace}', 'A real shop', now())`);
    await query(
      `INSERT INTO connection (workspace_id, id, role, connector, name, settings, health, orders_from, order_import, connected_at, version)
       VALUES ('${workspace}', '${connection}', 'store', 'woocommerce', 'Shop', '{}', 'healthy', now(), '{}', now(), 0)`,
    );
    await query(
      `INSERT INTO poll (workspace_id, connection_id, kind, due_at, attempts, version)
       VALUES ('${workspace}', '${connection}', 'store-orders', now() + interval '1 hour', 0, 0)`,
    );
    const demo = startDemo(['--once'], { DATABASE_URL: database.url });
    expect(await demo.ended).toBe(1);
    expect(demo.err()).toContain('already serves 1 connections');
    expect(await query('SELECT 1 FROM workspace')).toBe(1);
    if (onLinux) expect(commandsOf(directory)).toEqual([]);
  }, 60_000);

  test.runIf(onLinux)(
    'ends everything at Ctrl-C, whenever it comes: within 15 s, with code 130, leaving no process',
    async () => {
      for (const moment of [
        'Starting the database',
        'Starting the companion',
        'ready after',
        '3. List more',
      ]) {
        const demo = startDemo([], { DATABASE_URL: database.url });
        await untilSaid(demo, moment, 60_000);
        const began = performance.now();
        demo.child.kill('SIGINT');
        expect(await demo.ended, `${moment}: ${demo.err().slice(-2_000)}`).toBe(130);
        expect(performance.now() - began, moment).toBeLessThan(15_000);
        expect(demo.err(), moment).toBe('');
        expect(demo.out(), moment).toContain('Stopped.');
        expect(commandsOf(directory), moment).toEqual([]);
      }
    },
    240_000,
  );

  test.runIf(onLinux)(
    'says which process it has lost, and where the log is, when one crashes in the middle',
    async () => {
      const demo = startDemo(['--once'], { DATABASE_URL: database.url });
      await untilSaid(demo, '3. List more', 60_000);
      const simulators = processesOf(directory).find(({ command }) =>
        command.includes('simulators/src/main.ts'),
      );
      process.kill(simulators!.pid, 'SIGKILL');
      expect(await demo.ended).toBe(1);
      expect(demo.err()).toMatch(
        /^The demo cannot go on: packages\/simulators\/src\/main\.ts ended by SIGKILL.*\n.*demo\.log\n$/s,
      );
      expect(commandsOf(directory)).toEqual([]);
    },
    90_000,
  );
});

test.runIf(onLinux)(
  'recovers when all of it was killed in the middle: ready within 15 s, to its end with code 0, and its own database ends with it',
  async () => {
    const killed = startDemo(['--once']);
    await untilSaid(killed, '3. List more', 90_000);
    expect(commandsOf(directory).some((command) => command.includes('postgres'))).toBe(true);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    // Its children notice and end by themselves; the database is left for the next one.
    await expect
      .poll(() => commandsOf(directory).filter((command) => command.includes('main.ts')), { timeout: 15_000 })
      .toEqual([]);

    const again = startDemo(['--once', '--json']);
    await untilSaid(again, 'ready after', 15_000);
    expect(await again.ended, again.err().slice(-3_000)).toBe(0);
    report.parse(JSON.parse(again.out()));
    expect(commandsOf(directory)).toEqual([]);
  },
  180_000,
);

describe('the demo that cannot start', () => {
  async function says(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const demo = startDemo(words, environment);
    expect(await demo.ended).toBe(1);
    const lines = demo.err().trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^The demo cannot go on: .{20,}$/);
    if (onLinux) expect(commandsOf(directory)).toEqual([]);
    return lines[0]!;
  }

  test('says that the catalogue is not there', async () => {
    expect(await says(['--catalog', path.join(directory, 'none.csv')])).toContain('There is no file');
  }, 30_000);

  test('says that the catalogue is no product export', async () => {
    const file = path.join(directory, 'notes.csv');
    await writeFile(file, 'Some notes\nof mine\n');
    expect(await says(['--catalog', file])).toContain('is no product export of WooCommerce');
  }, 30_000);

  test('says that the database cannot be reached', async () => {
    const url = 'postgresql://quayside:hunter2@127.0.0.1:1/shop';
    const line = await says(['--once'], { DATABASE_URL: url });
    expect(line).toContain('The database at 127.0.0.1:1 cannot be used');
    expect(line).not.toContain('hunter2');
  }, 30_000);

  test('says that it cannot write', async () => {
    const file = path.join(directory, 'a-file');
    await writeFile(file, '');
    expect(await says(['--once'], { QUAYSIDE_DATA_DIR: path.join(file, 'data') })).toContain(
      'QUAYSIDE_DATA_DIR',
    );
  }, 30_000);

  test('says its first line at once', async () => {
    const began = performance.now();
    const demo = startDemo(['--once'], { DATABASE_URL: 'postgresql://quayside@127.0.0.1:1/shop' });
    await untilSaid(demo, 'Quayside demo', 5_000);
    // Node itself has to load everything first; on a quiet machine a second.
    expect(performance.now() - began).toBeLessThan(5_000);
    await demo.ended;
  }, 30_000);
});
