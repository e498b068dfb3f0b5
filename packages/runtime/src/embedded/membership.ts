import { realpath } from 'node:fs/promises';
import { Client, DatabaseError } from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Our session on the embedded server; it ends with our process, however that ends. */
export interface Membership {
  /** Called once when the session breaks without `leave` or `close`. */
  onLost(listener: () => void): void;
  /** Gives up the membership; true when nobody else holds one, and nobody new can take one until this session closes. */
  leave(): Promise<boolean>;
  close(): Promise<void>;
}

/** 'quay' in ASCII: each process that uses the embedded server holds this advisory lock shared. */
const membershipLock = 0x71756179;

/**
 * Connects with the password of the home, which proves that the server is ours, and takes a shared lock as a member.
 * @returns `gone` when the server is shutting down or not reachable any more.
 * @throws EmbeddedPostgresError `foreign-server` when another server answers on that port.
 */
export async function joinServer(url: string, clusterDirectory: string): Promise<Membership | 'gone'> {
  const client = new Client({
    connectionString: url,
    application_name: 'quayside-embedded-member',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  let broken = false;
  let closing = false;
  let lost: (() => void) | undefined;
  const breakOff = (): void => {
    if (broken) return;
    broken = true;
    if (!closing) lost?.();
  };
  client.on('error', breakOff);
  client.on('end', breakOff);
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>('SHOW data_directory');
    const shown = answer.rows[0]?.data_directory ?? '';
    const [theirs, ours] = await Promise.all([
      realpath(shown).catch(() => shown),
      realpath(clusterDirectory),
    ]);
    if (theirs !== ours) throw foreign(url);
    await client.query('SELECT pg_advisory_lock_shared($1)', [membershipLock]);
  } catch (error) {
    closing = true;
    void client.end().catch(() => undefined);
    if (error instanceof EmbeddedPostgresError) throw error;
    if (error instanceof DatabaseError && error.code?.startsWith('28') === true) throw foreign(url, error);
    return 'gone';
  }
  return {
    onLost(listener) {
      lost = listener;
      if (broken && !closing) listener();
    },
    async leave() {
      closing = true;
      if (broken) return false;
      try {
        await client.query('SELECT pg_advisory_unlock_shared($1)', [membershipLock]);
        const answer = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
          membershipLock,
        ]);
        return answer.rows[0]?.alone ?? false;
      } catch {
        return false;
      }
    },
    async close() {
      closing = true;
      if (!broken) await client.end().catch(() => undefined);
    },
  };
}

function foreign(url: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'foreign-server',
    `The server on ${new URL(url).host} is not the embedded PostgreSQL of this data directory.`,
    { cause },
  );
}
