import type { TestProject } from 'vitest/node';
import { readEnvironment } from '../env.ts';
import { silentLog } from '../log/silent-log.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for integration tests; see `createTestDatabase`. */
    postgresUrl: string;
  }
}

/** Vitest's global set-up: one server for the whole run, QUAYSIDE_TEST_DATABASE_URL or an embedded one in a temporary folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { testDatabaseUrl } = readEnvironment();
  if (testDatabaseUrl !== undefined) {
    project.provide('postgresUrl', testDatabaseUrl);
    return () => Promise.resolve();
  }
  const server = await startTemporaryPostgres(silentLog);
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
