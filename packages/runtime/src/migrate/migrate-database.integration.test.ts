import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../embedded/test-database.ts';
import { silentLog } from '../log/silent-log.ts';
import { migrateDatabase, type MigrationOptions } from './migrate-database.ts';
import { diffSchema, writeNextMigration } from './next-migration.ts';
import { resolveMigration } from './resolve-migration.ts';

const schemaBegin = `generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
`;

let directory: string;
let database: TestDatabase;

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-migrations-'));
  await writeSchema('model Offer {\n  id Int @id\n  price Decimal @db.Decimal(18, 6)\n}\n');
  database = await createEmptyDatabase(inject('postgresUrl'));
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

function options(more: Partial<MigrationOptions> = {}): MigrationOptions {
  return {
    connectionString: database.url,
    migrationsDirectory: path.join(directory, 'migrations'),
    schemaFile: path.join(directory, 'schema.prisma'),
    log: silentLog,
    ...more,
  };
}

function sources() {
  const { migrationsDirectory, schemaFile } = options();
  return { connectionString: inject('postgresUrl'), migrationsDirectory, schemaFile };
}

async function writeSchema(models: string): Promise<void> {
  await writeFile(path.join(directory, 'schema.prisma'), schemaBegin + models);
}

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, 'migrations', name), { recursive: true });
  await writeFile(path.join(directory, 'migrations', name, 'migration.sql'), sql);
}

async function query<Row extends object>(sql: string, url = database.url): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('writes migrations by difference, applies them once, and finds no difference afterwards', async () => {
  const first = await writeNextMigration(sources(), 'first-tables', new Date('2026-01-01T00:00:00Z'));
  expect(path.relative(directory, first ?? '')).toBe(
    path.join('migrations', '20260101000000_first_tables', 'migration.sql'),
  );
  expect(await writeNextMigration(sources(), 'nothing', new Date())).toBeUndefined();
  expect((await migrateDatabase(options())).applied).toEqual(['20260101000000_first_tables']);

  await writeSchema('model Offer {\n  id Int @id\n  price Decimal @db.Decimal(18, 6)\n  note String?\n}\n');
  expect(await diffSchema(sources())).toContain('ADD COLUMN     "note" TEXT');
  await writeNextMigration(sources(), 'offer-note', new Date('2026-01-02T00:00:00Z'));
  expect(await diffSchema(sources())).toBeUndefined();
  expect((await migrateDatabase(options())).applied).toEqual(['20260102000000_offer_note']);
  expect((await migrateDatabase(options())).applied).toEqual([]);
  expect(await query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')).toHaveLength(2);
  expect(await query("SELECT 1 FROM information_schema.tables WHERE table_schema = 'bullmq'")).not.toEqual(
    [],
  );
  // Shadow databases are gone.
  expect(await query("SELECT datname FROM pg_database WHERE datname LIKE 'quayside_shadow%'")).toEqual([]);
});

test('a migration written out of order or under a bad name is refused', async () => {
  await writeNextMigration(sources(), 'first', new Date('2030-01-01T00:00:00Z'));
  await writeSchema('model Other {\n  id Int @id\n}\n');
  await expect(writeNextMigration(sources(), 'second', new Date('2026-01-01T00:00:00Z'))).rejects.toThrow(
    'future',
  );
  await expect(writeNextMigration(sources(), '../up', new Date())).rejects.toThrow('small letters');
});

test('functions, strings and comments with semicolons arrive whole', async () => {
  await writeMigration(
    '20260101000000_function',
    `-- first; second
CREATE TABLE "Offer" (id int PRIMARY KEY, price numeric(18,6) NOT NULL);
CREATE FUNCTION raise_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.price := NEW.price + 1; -- one; more
  RETURN NEW;
END;
$$;
CREATE TRIGGER raise BEFORE INSERT ON "Offer" FOR EACH ROW EXECUTE FUNCTION raise_price();
INSERT INTO "Offer" VALUES (1, 2); INSERT INTO "Offer" SELECT length('a;b'), 0;
CREATE INDEX partial ON "Offer" (price) WHERE price > 0;`,
  );
  await migrateDatabase(options());
  expect(await query('SELECT id, price::text FROM "Offer" ORDER BY id')).toEqual([
    { id: 1, price: '3.000000' },
    { id: 3, price: '1.000000' },
  ]);
  expect(await diffSchema(sources())).toBeUndefined();
});

test('five processes that start at once apply each migration once', async () => {
  await writeMigration(
    '20260101000000_slow',
    'CREATE TABLE "Offer" (id int PRIMARY KEY); SELECT pg_sleep(0.5)',
  );
  await writeMigration('20260102000000_count', 'CREATE TABLE counted AS SELECT 1');
  const script = `
    import { migrateDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'migrate-database.ts'))};
    import { silentLog } from ${JSON.stringify(path.join(import.meta.dirname, '..', 'log', 'silent-log.ts'))};
    const outcome = await migrateDatabase({ ...${JSON.stringify({ ...options(), log: undefined })}, log: silentLog });
    // A timer that is left over would keep a finished process alive.
    const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    console.log(outcome.applied.length + 100 * timers);
  `;
  const counts = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await once(child, 'close');
      return Number(said);
    }),
  );
  expect(counts.toSorted()).toEqual([0, 0, 0, 0, 2]);
});

test('a database of a newer version is refused and left alone', async () => {
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id int PRIMARY KEY)');
  await writeMigration('20260102000000_newer', 'CREATE TABLE newer (id int)');
  await migrateDatabase(options());
  await rm(path.join(directory, 'migrations', '20260102000000_newer'), { recursive: true });
  await writeMigration('20260103000000_other', 'CREATE TABLE other (id int)');
  await expect(migrateDatabase(options())).rejects.toMatchObject({
    name: 'MigrationRefused',
    reason: 'newer-schema',
    migrations: ['20260102000000_newer'],
    message: expect.stringContaining('newer version') as string,
  });
  expect(await query("SELECT to_regclass('other') AS other")).toEqual([{ other: null }]);
});

test('a queue of a newer BullMQ is refused', async () => {
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id int PRIMARY KEY)');
  await migrateDatabase(options());
  const tables = await query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'bullmq' AND column_name LIKE 'min%client%'",
  );
  const columns = await query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'bullmq' AND column_name LIKE 'min%client%'",
  );
  await query(`UPDATE bullmq.${tables[0]?.name} SET ${columns[0]?.name} = 99`);
  await expect(migrateDatabase(options())).rejects.toMatchObject({ reason: 'newer-schema' });
});

test('an edited migration is refused', async () => {
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id int PRIMARY KEY)');
  await migrateDatabase(options());
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id bigint PRIMARY KEY)');
  await expect(migrateDatabase(options())).rejects.toMatchObject({
    reason: 'edited-migration',
    migrations: ['20260101000000_first'],
  });
});

test('a failing migration leaves nothing behind, blocks the next start, and can be tried again once resolved', async () => {
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id int PRIMARY KEY)');
  await writeMigration(
    '20260102000000_broken',
    'CREATE TABLE half (id int); INSERT INTO half VALUES (1); SELECT 1 / 0;',
  );
  await expect(migrateDatabase(options())).rejects.toMatchObject({
    reason: 'migration-failed',
    migrations: ['20260102000000_broken'],
    message: expect.stringContaining('division by zero') as string,
  });
  expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  await expect(migrateDatabase(options())).rejects.toMatchObject({
    reason: 'failed-migration',
    migrations: ['20260102000000_broken'],
    message: expect.stringContaining('--rolled-back') as string,
  });
  await writeMigration('20260102000000_broken', 'CREATE TABLE half (id int)');
  await resolveMigration(
    { ...sources(), connectionString: database.url },
    '20260102000000_broken',
    'rolled-back',
  );
  expect((await migrateDatabase(options())).applied).toEqual(['20260102000000_broken']);
});

test('a migration that was cut off but did its work can be marked as applied', async () => {
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id int PRIMARY KEY)');
  await migrateDatabase(options());
  await query('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrateDatabase(options())).rejects.toMatchObject({ reason: 'failed-migration' });
  await resolveMigration({ ...sources(), connectionString: database.url }, '20260101000000_first', 'applied');
  expect((await migrateDatabase(options())).applied).toEqual([]);
});

test('an extension that the server does not offer is named before anything is changed', async () => {
  await writeMigration(
    '20260101000000_first',
    'CREATE TABLE "Offer" (id int PRIMARY KEY);\nCREATE EXTENSION IF NOT EXISTS "postgis";',
  );
  await expect(migrateDatabase(options())).rejects.toMatchObject({
    reason: 'extension-missing',
    message: expect.stringContaining('postgis') as string,
  });
  expect(await query("SELECT to_regclass('_prisma_migrations') AS found")).toEqual([{ found: null }]);
});

test('the extensions of STACK are there', async () => {
  await writeMigration(
    '20260101000000_first',
    'CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE EXTENSION pgcrypto;',
  );
  expect((await migrateDatabase(options())).applied).toHaveLength(1);
});

test('does not wait for ever for another process', async () => {
  await writeMigration('20260101000000_first', 'SELECT pg_sleep(2)');
  const slow = migrateDatabase(options());
  await expect
    .poll(
      () =>
        query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'",
        ),
      { timeout: 5000 },
    )
    .not.toEqual([]);
  await expect(migrateDatabase(options({ lockWithinMilliseconds: 100 }))).rejects.toMatchObject({
    reason: 'lock-timeout',
  });
  await slow;
});

test('test databases are migrated copies that do not see each other', async () => {
  await writeMigration('20260101000000_first', 'CREATE TABLE "Offer" (id int PRIMARY KEY)');
  const make = () => createTestDatabase({ serverUrl: inject('postgresUrl'), prismaDirectory: directory });
  const [one, other] = await Promise.all([make(), make()]);
  try {
    await query('INSERT INTO "Offer" VALUES (1)', one.url);
    expect(await query('SELECT count(*)::int AS count FROM "Offer"', other.url)).toEqual([{ count: 0 }]);
    const began = performance.now();
    await (await make()).drop();
    expect(performance.now() - began).toBeLessThan(5000);
  } finally {
    await one.drop();
    await other.drop();
  }
  await expect(query('SELECT 1', one.url)).rejects.toThrow('does not exist');
});
