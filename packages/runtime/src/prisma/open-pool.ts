import type { Log } from '@quayside/core/ports/log';
import { Pool } from 'pg';

/** The connections that one process shares for its transactions. */
export function openPool(options: { readonly connectionString: string; readonly log: Log }): Pool {
  const pool = new Pool({
    connectionString: options.connectionString,
    max: 20,
    application_name: 'quayside',
    keepAlive: true,
    connectionTimeoutMillis: 15_000,
  });
  // An idle connection that the server ended is replaced by the next query; without a listener it would end the process.
  pool.on('error', (error) => options.log.warn('database-connection-lost', { error }));
  return pool;
}
