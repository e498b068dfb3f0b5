import { randomBytes, createSecretKey } from 'node:crypto';
import path from 'node:path';
import { describeStorageContract } from '@quayside/testkit/storage-contract';
import { expect, inject, test } from 'vitest';
import { createCredentialCipher } from '../crypto/credential-cipher.ts';
import { createTestDatabase } from '../embedded/test-database.ts';
import { repositoryRoot } from '../env.ts';
import { silentLog } from '../log/silent-log.ts';
import { openPool } from './open-pool.ts';
import { createPrismaStorage } from './prisma-storage.ts';

async function openStorage(isBehindPooler = false) {
  const database = await createTestDatabase({
    serverUrl: inject('postgresUrl'),
    prismaDirectory: path.join(repositoryRoot, 'prisma'),
  });
  const pool = openPool({ connectionString: database.url, log: silentLog });
  const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
  const storage = createPrismaStorage({ pool, cipher, log: silentLog, isBehindPooler });
  return {
    storage,
    async close() {
      await storage.close();
      await pool.end();
      await database.drop();
    },
  };
}

describeStorageContract('PostgreSQL', openStorage);

test.each([
  ['are prepared once a connection', false, 1],
  ['are prepared anew each time behind a transaction pooler, which changes connections', true, 0],
])('statements that come again %s', async (_, isBehindPooler, prepared) => {
  const opened = await openStorage(isBehindPooler);
  const { storage } = opened;
  // One after another they go through one connection.
  for (let times = 0; times < 8; times += 1) expect(await storage.listWorkspaces()).toEqual([]);
  const kept = await storage.client.$queryRaw<{ statement: string }[]>`
    SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%workspace%'`;
  expect(kept.filter(({ statement }) => statement.includes('"workspace"'))).toHaveLength(prepared);
  await opened.close();
});
