import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { createLog } from '../log/create-log.ts';
import { SecretRegistry } from '../log/secret-registry.ts';
import { startDoorbellWorker } from './doorbell-worker.ts';
import { openPostgresQueue } from './queue-storage.ts';
import { openRedisQueue } from './redis-queue.ts';

// A worker as a process of its own, for tests that kill it. It answers a bell by taking the connection's row out of the table
// `due`, `--hold` milliseconds after it has written its pid into `started`.

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    redis: { type: 'string' },
    hold: { type: 'string' },
    lock: { type: 'string' },
  },
});
const { url = '', redis, hold = '0', lock = '1000' } = values;

const log = createLog({ level: 'error', secrets: new SecretRegistry() });
const pool = new Pool({ connectionString: url, max: 2 });
const storage =
  redis === undefined
    ? openPostgresQueue({ connectionString: url, log })
    : await openRedisQueue({ url: redis, log });
const worker = startDoorbellWorker({
  storage,
  log,
  concurrency: 2,
  lockMilliseconds: Number(lock),
  async handle(job) {
    await pool.query('INSERT INTO started (connection, pid) VALUES ($1, $2)', [
      job.connectionId,
      process.pid,
    ]);
    await sleep(Number(hold));
    await pool.query('DELETE FROM due WHERE connection = $1', [job.connectionId]);
  },
});
await worker.ready();
process.stdout.write('ready\n');
process.on('SIGTERM', () => {
  void (async () => {
    await worker.close(2000);
    await storage.close();
    await pool.end();
  })();
});
