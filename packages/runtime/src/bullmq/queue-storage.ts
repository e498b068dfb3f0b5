import { createPostgresBackend, type BackendFactory } from 'bullmq';
import { Pool } from 'pg';
import type { Log } from '@quayside/core/ports/log';

/** The PostgreSQL schema of BullMQ's tables. */
export const queueSchema = 'bullmq';

/** Where the bells wait. One per process, shared by its doorbell and its worker; a Redis storage would fit the same shape. */
export interface QueueStorage {
  readonly connection: object;
  readonly backend: BackendFactory;
  /** Close the doorbell and the worker first. */
  close(): Promise<void>;
}

export interface PostgresQueueOptions {
  /** A direct connection: LISTEN and `search_path` do not survive a transaction pooler. */
  readonly connectionString: string;
  readonly log: Log;
  /** Connections at most; a worker keeps one of them for LISTEN. Default 10. */
  readonly maxConnections?: number;
}

/** The storage on PostgreSQL. The database must have been migrated (`migrateDatabase`). */
export function openPostgresQueue(options: PostgresQueueOptions): QueueStorage {
  const pool = new Pool({
    connectionString: options.connectionString,
    // BullMQ's SQL names its tables without a schema.
    options: `-c search_path=${queueSchema}`,
    max: Math.max(2, options.maxConnections ?? 10),
    application_name: 'quayside-doorbells',
    // A dropped LISTEN connection must be noticed, not waited on.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', (error) => options.log.warn('queue-connection-lost', { error }));
  let closed: Promise<void> | undefined;
  return {
    connection: pool,
    backend: createPostgresBackend as unknown as BackendFactory,
    close: () => (closed ??= pool.end()),
  };
}
