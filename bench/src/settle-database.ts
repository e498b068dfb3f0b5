import type { Installation } from '@quayside/assembly/installation';
import { Client } from 'pg';

/**
 * What PostgreSQL's autovacuum does by itself within a minute or two of so many new rows, done at once: until then the planner knows nothing of them, and when
 * it comes would decide what is measured.
 */
export async function settleDatabase({ databaseUrl }: Pick<Installation, 'databaseUrl'>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
