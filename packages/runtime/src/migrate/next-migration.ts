import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrationLock, noFilter, readMigrations } from './migration-files.ts';
import { withSchemaEngine } from './schema-engine.ts';
import { errorCode } from '../error-code.ts';

export interface MigrationSources {
  /** A server on which a shadow database may be made and dropped; never one with data that matters. */
  readonly connectionString: string;
  readonly migrationsDirectory: string;
  readonly schemaFile: string;
}

/**
 * The SQL that leads from the migrations to `schema.prisma`; `undefined` when they agree.
 *
 * The migrations run in a shadow database, so that SQL written by hand counts as well, as far as Prisma can see it: check
 * constraints, triggers and functions are invisible to it, and stay.
 */
export async function diffSchema(sources: MigrationSources): Promise<string | undefined> {
  const schema = await readFile(sources.schemaFile, 'utf8');
  const migrations = await readMigrations(sources.migrationsDirectory);
  const difference = await withSchemaEngine(schema, sources.connectionString, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: [{ path: sources.schemaFile, content: schema }] },
      script: true,
      exitCode: true,
      filters: noFilter,
    }),
  );
  // 2 stands for "not empty", as in `prisma migrate diff --exit-code`.
  return difference.exitCode === 2 ? (difference.stdout ?? '') : undefined;
}

/**
 * Writes the next migration.
 * @param name kebab- or snake-case words, such as `add-offer-floor`.
 * @returns the new file; `undefined` when migrations and schema agree.
 */
export async function writeNextMigration(
  sources: MigrationSources,
  name: string,
  now: Date,
): Promise<string | undefined> {
  if (!/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/.test(name)) {
    throw new Error('A migration is named by words in small letters, such as add-offer-floor');
  }
  const sql = await diffSchema(sources);
  if (sql === undefined) return undefined;
  const moment = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const existing = await readMigrations(sources.migrationsDirectory);
  const last = existing.migrationDirectories.at(-1)?.path ?? '';
  const directoryName = `${moment}_${name.replaceAll('-', '_')}`;
  if (directoryName <= last) {
    throw new Error(
      `The last migration, ${last}, lies in the future of this machine's clock; the order would be wrong.`,
    );
  }
  const directory = path.join(sources.migrationsDirectory, directoryName);
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, 'migration.sql');
  await writeFile(file, sql, { flag: 'wx' });
  await writeFile(path.join(sources.migrationsDirectory, 'migration_lock.toml'), migrationLock, {
    flag: 'wx',
  }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  return file;
}
