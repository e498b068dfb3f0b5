import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runMigrations } from 'bullmq';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../embedded/test-database.ts';
import { createRecordingLog } from '../log/recording-log.ts';
import { bell } from './doorbell-contract.ts';
import { createDoorbell } from './doorbell.ts';
import { openPostgresQueue, queueSchema } from './queue-storage.ts';
import { startSweeper } from './sweeper.ts';

let database: TestDatabase;
let pool: Pool;
let children: ChildProcess[];

beforeEach(async () => {
  children = [];
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
  await database.drop();
});

async function startWorkerProcess(hold: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      path.join(import.meta.dirname, 'worker-process.ts'),
      '--url',
      database.url,
      '--hold',
      String(hold),
      '--lock',
      '1000',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function dueConnections(): Promise<string[]> {
  const rows = await pool.query<{ connection: string }>('SELECT connection FROM due ORDER BY 1');
  return rows.rows.map((row) => row.connection);
}

test('two worker processes do all the work, and one goes on when the other is killed in the middle of a job', async () => {
  const log = createRecordingLog();
  const storage = openPostgresQueue({ connectionString: database.url, log });
  const doorbell = createDoorbell({ storage, log });
  await pool.query("INSERT INTO due SELECT 'c' || n FROM generate_series(1, 20) AS n");
  const first = await startWorkerProcess(600_000);
  const sweeper = startSweeper({
    dueJobs: async () => (await dueConnections()).map((connection) => bell(connection)),
    doorbell,
    everyMs: 200,
    log,
  });
  await expect
    .poll(async () => (await pool.query('SELECT 1 FROM started')).rowCount, { timeout: 10_000 })
    .toBe(2);
  first.kill('SIGKILL');
  await once(first, 'exit');
  // Two jobs were in the killed worker's hands: their bells are locked for a second more.
  await Promise.all([startWorkerProcess(200), startWorkerProcess(200)]);
  await expect.poll(dueConnections, { timeout: 20_000 }).toEqual([]);
  await sweeper.stop();
  const pids = await pool.query<{ pid: number }>('SELECT DISTINCT pid FROM started');
  expect(pids.rowCount).toBe(3);
  await doorbell.close();
  await storage.close();
}, 60_000);

test('a bell that is lost together with its queue is rung again', async () => {
  const log = createRecordingLog();
  const storage = openPostgresQueue({ connectionString: database.url, log });
  const doorbell = createDoorbell({ storage, log });
  await pool.query("INSERT INTO due VALUES ('c1')");
  const first = await startWorkerProcess(600_000);
  await doorbell.ring([bell('c1')]);
  await expect
    .poll(async () => (await pool.query('SELECT 1 FROM started')).rowCount, { timeout: 10_000 })
    .toBe(1);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await doorbell.emptyQueue();
  await startWorkerProcess(0);
  const sweeper = startSweeper({
    dueJobs: async () => (await dueConnections()).map((id) => bell(id)),
    doorbell,
    everyMs: 200,
    log,
  });
  await expect.poll(dueConnections, { timeout: 20_000 }).toEqual([]);
  await sweeper.stop();
  await doorbell.close();
  await storage.close();
}, 60_000);
