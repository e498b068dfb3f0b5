import { createPostgresBackend, type BackendFactory } from 'bullmq';
import { Pool } from 'pg';
import type { Log } from '@quayside/core/ports/log';

/** The PostgreSQL schema of BullMQ's tables. */
export const queueSchema = 'bullmq';

/** Where the bells wait: PostgreSQL or Redis. One per process, shared by its doorbell and its worker. */
export interface QueueStorage {
  /** What bells are rung through: gives up soon when the storage is away, since a lost ring is rung again by the sweeper. */
  readonly connection: object;
  /** What bells are answered through: waits for a storage that is away. */
  readonly workerConnection: object;
  /** What the names of its keys begin with, where a storage has keys. */
  readonly prefix: string;
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
    workerConnection: pool,
    // Its tables are told apart by their schema.
    prefix: 'quayside',
    backend: createPostgresBackend as unknown as BackendFactory,
    close: () => (closed ??= pool.end()),
  };
}
