import { readFile } from 'node:fs/promises';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { runMigrations, SchemaVersionMismatchError } from 'bullmq';
import { Client, DatabaseError } from 'pg';
import type { Log } from '@quayside/core/ports/log';
import { MigrationRefused } from './migration-refused.ts';
import { noFilter, readMigrations, requiredExtensions } from './migration-files.ts';
import { engineMessage, withSchemaEngine, type SchemaEngine } from './schema-engine.ts';

export interface MigrationOptions {
  /** A direct connection: behind a transaction pooler advisory locks fail. */
  readonly connectionString: string;
  /** Holds `<name>/migration.sql`. */
  readonly migrationsDirectory: string;
  /** The file `schema.prisma`, which names the provider. */
  readonly schemaFile: string;
  readonly log: Log;
  /** The PostgreSQL schema of the job queue. */
  readonly queueSchema?: string;
  /** How long to wait for another process that migrates. Default 5 minutes. */
  readonly lockWithinMilliseconds?: number;
}

export interface MigrationOutcome {
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
}

/** Ours alone: 'quaymigr' in ASCII. BullMQ's and Prisma's own locks have other keys. */
const migrationLock = '8175542463655798642';
const oldestServer = 15;

/**
 * Brings a database to the schema of this code, under a lock, so that any number of processes may call it at once.
 * @throws MigrationRefused when the database is newer than this code, holds a failed or edited migration, or does not suit.
 */
export async function migrateDatabase(options: MigrationOptions): Promise<MigrationOutcome> {
  const began = performance.now();
  const migrations = await readMigrations(options.migrationsDirectory);
  const schema = await readFile(options.schemaFile, 'utf8');
  const guard = new Client({
    connectionString: options.connectionString,
    application_name: 'quayside-migration-lock',
    keepAlive: true,
    // An address that swallows packets would be waited on for minutes.
    connectionTimeoutMillis: 10_000,
  });
  // A guard that breaks lets the next process in; PostgreSQL and the engine's own lock still keep each migration whole.
  guard.on('error', (error) => {
    options.log.warn('migration-lock-lost', { error });
  });
  await guard.connect();
  try {
    await checkServer(guard, requiredExtensions(migrations));
    await takeLock(guard, options.lockWithinMilliseconds ?? 300_000);
    const applied = await applyMigrations(options, schema, migrations);
    await migrateQueue(guard, options.queueSchema ?? 'bullmq');
    options.log.info('database-migrated', { applied, milliseconds: Math.round(performance.now() - began) });
    return { applied };
  } finally {
    // The end of the session frees the lock.
    await guard.end().catch(() => undefined);
  }
}

async function checkServer(client: Client, extensions: readonly string[]): Promise<void> {
  const version = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const major = Math.floor(Number(version.rows[0]?.server_version_num) / 10_000);
  if (major < oldestServer) {
    throw new MigrationRefused(
      'server-too-old',
      `The database runs PostgreSQL ${major}; ${oldestServer} or newer is needed. Upgrade it, or point DATABASE_URL elsewhere.`,
    );
  }
  const available = await client.query<{ name: string }>(
    'SELECT name FROM pg_available_extensions WHERE name = ANY($1)',
    [extensions],
  );
  const names = new Set(available.rows.map((row) => row.name));
  const missing = extensions.filter((name) => !names.has(name));
  if (missing.length > 0) {
    throw new MigrationRefused(
      'extension-missing',
      `The database server does not offer the extension ${missing.join(', ')}. Install it there (package postgresql-contrib).`,
    );
  }
}

async function takeLock(client: Client, withinMilliseconds: number): Promise<void> {
  await client.query(`SELECT set_config('lock_timeout', $1, false)`, [`${withinMilliseconds}ms`]);
  try {
    await client.query('SELECT pg_advisory_lock($1::bigint)', [migrationLock]);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '55P03') {
      throw new MigrationRefused(
        'lock-timeout',
        `Another process has been migrating this database for more than ${Math.round(withinMilliseconds / 1000)} s. Wait for it, or look for its session "quayside-migration-lock" in pg_stat_activity.`,
        [],
        { cause: error },
      );
    }
    throw error;
  } finally {
    await client.query(`SELECT set_config('lock_timeout', '0', false)`);
  }
}

function applyMigrations(
  options: MigrationOptions,
  schema: string,
  migrationsList: MigrationList,
): Promise<string[]> {
  return withSchemaEngine(schema, options.connectionString, async (engine) => {
    await refuseUnsuitable(engine, migrationsList);
    const outcome = await engine
      .applyMigrations({ migrationsList, filters: noFilter })
      .catch((error: unknown) => {
        throw new MigrationRefused(
          'migration-failed',
          `A migration failed and was rolled back: ${engineMessage(error)}\nCorrect the cause, run "npm run db:migration -- --rolled-back NAME", and start again.`,
          migrationsNamedIn(error, migrationsList),
          { cause: error },
        );
      });
    return outcome.appliedMigrationNames;
  });
}

function migrationsNamedIn(error: unknown, list: MigrationList): string[] {
  const named = /migration_name="([^"]+)"/.exec(error instanceof Error ? error.message : '')?.[1];
  return list.migrationDirectories.flatMap(({ path }) => (path === named ? [path] : []));
}

async function refuseUnsuitable(engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const found = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: noFilter,
  });
  if (found.failedMigrationNames.length > 0) {
    throw new MigrationRefused(
      'failed-migration',
      `The migration ${found.failedMigrationNames.join(', ')} began on this database and did not finish. Each migration is one transaction: if its changes are missing, run "npm run db:migration -- --rolled-back NAME" and start again; if they are there, "--applied NAME".`,
      found.failedMigrationNames,
    );
  }
  const unknown =
    found.history !== null && 'unpersistedMigrationNames' in found.history
      ? found.history.unpersistedMigrationNames
      : [];
  if (unknown.length > 0) {
    throw new MigrationRefused(
      'newer-schema',
      `The database was migrated by a newer version of Quayside: this one does not know ${unknown.join(', ')}. Start that version, or restore a backup from before the upgrade.`,
      unknown,
    );
  }
  if (found.editedMigrationNames.length > 0) {
    throw new MigrationRefused(
      'edited-migration',
      `The migration ${found.editedMigrationNames.join(', ')} was edited after it had been applied to this database. Restore the file and put the change into a new migration.`,
      found.editedMigrationNames,
    );
  }
}

async function migrateQueue(client: Client, queueSchema: string): Promise<void> {
  try {
    await runMigrations(client, queueSchema);
  } catch (error) {
    if (error instanceof SchemaVersionMismatchError) {
      throw new MigrationRefused(
        'newer-schema',
        `The job queue in this database is newer than this code: ${error.message}`,
        [],
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
