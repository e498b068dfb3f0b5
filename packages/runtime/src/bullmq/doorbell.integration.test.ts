import { Queue, runMigrations } from 'bullmq';
import { Client } from 'pg';
import { describe, inject } from 'vitest';
import { createEmptyDatabase } from '../embedded/test-database.ts';
import { silentLog } from '../log/silent-log.ts';
import { describeDoorbellContract } from './doorbell-contract.ts';
import { doorbellQueue } from './doorbell.ts';
import { openPostgresQueue, queueSchema, type QueueStorage } from './queue-storage.ts';
import { openRedisQueue } from './redis-queue.ts';
import { redisMissing, skippedWithoutRedis, startTemporaryRedis } from './temporary-redis.ts';

describeDoorbellContract('PostgreSQL', async () => {
  const database = await createEmptyDatabase(inject('postgresUrl'));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await runMigrations(client, queueSchema);
  await client.end();
  return {
    open: async (log) => openPostgresQueue({ connectionString: database.url, log }),
    addRaw: async (name, data) =>
      addRaw(openPostgresQueue({ connectionString: database.url, log: silentLog }), name, data),
    destroy: () => database.drop(),
  };
});

describe.skipIf(redisMissing !== undefined)(`with redis-server${skippedWithoutRedis}`, () => {
  describeDoorbellContract('Redis', async () => {
    const redis = await startTemporaryRedis();
    return {
      open: (log) => openRedisQueue({ url: redis.url, log }),
      addRaw: async (name, data) =>
        addRaw(await openRedisQueue({ url: redis.url, log: silentLog }), name, data),
      destroy: () => redis.stop(),
    };
  });
});

async function addRaw(storage: QueueStorage, name: string, data: unknown): Promise<void> {
  const { connection, prefix, backend } = storage;
  const queue = new Queue(doorbellQueue, { connection, prefix }, backend);
  await queue.add(name, data);
  await queue.close();
  await storage.close();
}
