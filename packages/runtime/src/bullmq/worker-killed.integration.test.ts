import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runMigrations } from 'bullmq';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../embedded/test-database.ts';
import { createRecordingLog, type RecordingLog } from '../log/recording-log.ts';
import { bell } from './doorbell-contract.ts';
import { createDoorbell, type QueueDoorbell } from './doorbell.ts';
import { openPostgresQueue, queueSchema, type QueueStorage } from './queue-storage.ts';
import { openRedisQueue } from './redis-queue.ts';
import type { Repeating } from '../repeat.ts';
import { startSweeper } from './sweeper.ts';
import {
  redisMissing,
  skippedWithoutRedis,
  startTemporaryRedis,
  type TemporaryRedis,
} from './temporary-redis.ts';

let database: TestDatabase;
let pool: Pool;
let children: ChildProcess[];
let redis: TemporaryRedis | undefined;
let log: RecordingLog;

beforeEach(async () => {
  children = [];
  redis = undefined;
  log = createRecordingLog();
  database = await createEmptyDatabase(inject('postgresUrl'));
  pool = new Pool({ connectionString: database.url, max: 3 });
  pool.on('error', () => undefined);
  await pool.query(
    'CREATE TABLE due (connection text PRIMARY KEY); CREATE TABLE started (connection text, pid int)',
  );
  const client = await pool.connect();
  await runMigrations(client, queueSchema);
  client.release();
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await pool.end();
  await redis?.stop();
  await database.drop();
});

async function startWorkerProcess(hold: number): Promise<ChildProcess> {
  const flags = ['--url', database.url, '--hold', String(hold), '--lock', '1000'];
  if (redis !== undefined) flags.push('--redis', redis.url);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'worker-process.ts'), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function dueConnections(): Promise<string[]> {
  const rows = await pool.query<{ connection: string }>('SELECT connection FROM due ORDER BY 1');
  return rows.rows.map((row) => row.connection);
}

async function startedJobs(): Promise<number> {
  return (await pool.query('SELECT 1 FROM started')).rowCount ?? 0;
}

async function openOnRedis(): Promise<QueueStorage> {
  redis = await startTemporaryRedis();
  return openRedisQueue({ url: redis.url, log });
}

describe('bells on PostgreSQL', () => {
  describeKilledWorkers(async () => openPostgresQueue({ connectionString: database.url, log }));
});
describe.skipIf(redisMissing !== undefined)(`bells on Redis${skippedWithoutRedis}`, () => {
  describeKilledWorkers(openOnRedis);
});

function describeKilledWorkers(open: () => Promise<QueueStorage>): void {
  let storage: QueueStorage;
  let doorbell: QueueDoorbell;
  let sweeper: Repeating | undefined;

  beforeEach(async () => {
    storage = await open();
    doorbell = createDoorbell({ storage, log });
  });

  afterEach(async () => {
    await sweeper?.stop();
    sweeper = undefined;
    await doorbell.close();
    await storage.close();
  });

  function sweep(): void {
    const dueJobs = async () => (await dueConnections()).map((connection) => bell(connection));
    sweeper = startSweeper({ dueJobs, doorbell, everyMs: 200, log });
  }

  test('two worker processes do all the work, and one goes on when the other is killed in the middle of a job', async () => {
    await pool.query("INSERT INTO due SELECT 'c' || n FROM generate_series(1, 20) AS n");
    const first = await startWorkerProcess(600_000);
    sweep();
    await expect.poll(startedJobs, { timeout: 10_000 }).toBe(2);
    await killed(first);
    // Two jobs were in the killed worker's hands: their bells are locked for a second more.
    await Promise.all([startWorkerProcess(200), startWorkerProcess(200)]);
    await expect.poll(dueConnections, { timeout: 20_000 }).toEqual([]);
    const pids = await pool.query<{ pid: number }>('SELECT DISTINCT pid FROM started');
    expect(pids.rowCount).toBe(3);
  }, 60_000);

  test('a bell that is lost together with its queue is rung again', async () => {
    await pool.query("INSERT INTO due VALUES ('c1')");
    const first = await startWorkerProcess(600_000);
    await doorbell.ring([bell('c1')]);
    await expect.poll(startedJobs, { timeout: 10_000 }).toBe(1);
    await killed(first);
    await doorbell.emptyQueue();
    await startWorkerProcess(0);
    sweep();
    await expect.poll(dueConnections, { timeout: 20_000 }).toEqual([]);
  }, 60_000);
}
