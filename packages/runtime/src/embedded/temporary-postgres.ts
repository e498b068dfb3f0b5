import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Log } from '@quayside/core/ports/log';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

export interface TemporaryPostgres {
  readonly url: string;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** An empty embedded server for tests and tools, in a temporary folder. */
export async function startTemporaryPostgres(log: Log): Promise<TemporaryPostgres> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-postgres-'));
  // Passable for the server's user, so that root's server stays in here as well.
  await chmod(directory, 0o711);
  try {
    const server = await startEmbeddedPostgres({ dataDirectory: directory, log });
    return {
      url: server.url,
      async stop() {
        await server.stop();
        if (server.relocated) await rm(path.dirname(server.home), { recursive: true, force: true });
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}
