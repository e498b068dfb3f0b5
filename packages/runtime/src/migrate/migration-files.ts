import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList, SchemaFilter } from '@prisma/schema-engine-wasm';

/** No table is managed by anyone else: BullMQ's live in a PostgreSQL schema of their own, which the engine does not look at. */
export const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Reads `migrations/<name>/migration.sql`, in the order of their names, the way `prisma migrate deploy` does.
 * A folder that does not exist counts as empty.
 */
export async function readMigrations(migrationsDirectory: string): Promise<MigrationList> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
  return {
    baseDir: path.resolve(migrationsDirectory),
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(migrationsDirectory, 'migration_lock.toml'), 'utf8').catch(() => null),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(path.join(migrationsDirectory, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}

/** The PostgreSQL extensions that migrations create. */
export function requiredExtensions(migrations: MigrationList): readonly string[] {
  const names = new Set<string>();
  for (const { migrationFile } of migrations.migrationDirectories) {
    if (migrationFile.content.tag !== 'ok') continue;
    const statements = migrationFile.content.value.matchAll(/^\s*CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?"?([\w-]+)"?/gim);
    for (const [, name] of statements) if (name !== undefined) names.add(name);
  }
  return [...names];
}
