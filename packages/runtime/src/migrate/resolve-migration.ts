import { readFile } from 'node:fs/promises';
import { readMigrations } from './migration-files.ts';
import type { MigrationSources } from './next-migration.ts';
import { withSchemaEngine } from './schema-engine.ts';

/**
 * Says of a migration that began and did not finish how it ended, as a person has found out by looking at the database.
 * @throws when the migration is not in a failed state.
 */
export async function resolveMigration(
  sources: MigrationSources,
  migrationName: string,
  ended: 'applied' | 'rolled-back',
): Promise<void> {
  const schema = await readFile(sources.schemaFile, 'utf8');
  const migrationsList = await readMigrations(sources.migrationsDirectory);
  await withSchemaEngine(schema, sources.connectionString, async (engine) => {
    if (ended === 'rolled-back') await engine.markMigrationRolledBack({ migrationName });
    else await engine.markMigrationApplied({ migrationName, migrationsList });
  });
}
