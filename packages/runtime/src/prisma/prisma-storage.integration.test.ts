import { randomBytes, createSecretKey } from 'node:crypto';
import path from 'node:path';
import { describeStorageContract } from '@quayside/testkit/storage-contract';
import { inject } from 'vitest';
import { createCredentialCipher } from '../crypto/credential-cipher.ts';
import { createTestDatabase } from '../embedded/test-database.ts';
import { repositoryRoot } from '../env.ts';
import { silentLog } from '../log/silent-log.ts';
import { openPool } from './open-pool.ts';
import { createPrismaStorage } from './prisma-storage.ts';

describeStorageContract('PostgreSQL', async () => {
  const database = await createTestDatabase({
    serverUrl: inject('postgresUrl'),
    prismaDirectory: path.join(repositoryRoot, 'prisma'),
  });
  const pool = openPool({ connectionString: database.url, log: silentLog });
  const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
  const storage = createPrismaStorage({ pool, cipher, log: silentLog });
  return {
    storage,
    async close() {
      await storage.close();
      await pool.end();
      await database.drop();
    },
  };
});
