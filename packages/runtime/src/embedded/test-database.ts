import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { repositoryRoot } from '../env.ts';
import { silentLog } from '../log/silent-log.ts';
import { migrateDatabase } from '../migrate/migrate-database.ts';
import { readMigrations } from '../migrate/migration-files.ts';
import { withDatabase } from '../migrate/schema-engine-adapter.ts';

/** Whoever stays longer than this is put off. */
const mostLooks = 40;
const lookAgainMs = 25;

export interface TestDatabase {
  readonly url: string;
  /** Runs statements past everything that the code under test knows: to put the clock forward, or to break something. */
  run(sql: string): Promise<void>;
  /** What is there, past everything that the code under test knows. */
  rows(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Drops it, with whoever is still connected. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** A server's URL, with the right to create databases: `inject('postgresUrl')` in tests. */
  readonly serverUrl: string;
  /** The folder with `schema.prisma` and `migrations/`; by default the repository's. */
  readonly prismaDirectory?: string;
}

/**
 * A fresh database with all migrations applied. The first call per set of migrations prepares a template; the others copy it.
 */
export async function createTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { serverUrl } = options;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const template = await ensureTemplate(client, options);
    const name = `quayside_test_${randomBytes(8).toString('hex')}`;
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    return testDatabase(serverUrl, name);
  } finally {
    await client.end();
  }
}

/** A fresh database without any table. */
export async function createEmptyDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `quayside_test_${randomBytes(8).toString('hex')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  } finally {
    await client.end();
  }
  return testDatabase(serverUrl, name);
}

async function ensureTemplate(
  client: Client,
  { serverUrl, prismaDirectory = path.join(repositoryRoot, 'prisma') }: TestDatabaseOptions,
): Promise<string> {
  const migrationsDirectory = path.join(prismaDirectory, 'migrations');
  const schemaFile = path.join(prismaDirectory, 'schema.prisma');
  const content = JSON.stringify([
    await readMigrations(migrationsDirectory),
    await readFile(schemaFile, 'utf8'),
  ]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const template = `quayside_template_${hash}`;
  // Test files run in several processes: one prepares, the others wait. A session lock, since CREATE DATABASE takes no transaction.
  await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [template]);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) {
      const draft = `${template}_draft`;
      await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
      await migrateDatabase({
        connectionString: withDatabase(serverUrl, draft),
        migrationsDirectory,
        schemaFile,
        log: silentLog,
      });
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext($1))`, [template]);
  }
  return template;
}

function testDatabase(serverUrl: string, name: string): TestDatabase {
  const url = withDatabase(serverUrl, name);
  return {
    url,
    async run(sql) {
      await queryOn(url, sql);
    },
    rows: (sql) => queryOn(url, sql),
    async drop() {
      await waitUntilLeft(serverUrl, name);
      await queryOn(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** A pool that was ended answers before its connections are gone: one that is put off meanwhile has nobody left to take its error. */
async function waitUntilLeft(serverUrl: string, name: string): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const sessions = await queryOn(serverUrl, `SELECT 1 FROM pg_stat_activity WHERE datname = '${name}'`);
    if (sessions.length === 0) return;
    await sleep(lookAgainMs);
  }
}

async function queryOn(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
