import { Queue, runMigrations } from 'bullmq';
import { Client } from 'pg';
import { inject } from 'vitest';
import { createEmptyDatabase } from '../embedded/test-database.ts';
import { silentLog } from '../log/silent-log.ts';
import { describeDoorbellContract } from './doorbell-contract.ts';
import { doorbellQueue } from './doorbell.ts';
import { openPostgresQueue, queueSchema } from './queue-storage.ts';

describeDoorbellContract('PostgreSQL', async () => {
  const database = await createEmptyDatabase(inject('postgresUrl'));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await runMigrations(client, queueSchema);
  await client.end();
  return {
    open: (log) => openPostgresQueue({ connectionString: database.url, log }),
    async addRaw(name, data) {
      const storage = openPostgresQueue({ connectionString: database.url, log: silentLog });
      const queue = new Queue(doorbellQueue, { connection: storage.connection }, storage.backend);
      await queue.add(name, data);
      await queue.close();
      await storage.close();
    },
    destroy: () => database.drop(),
  };
});
