import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createRecordingLog, type RecordingLog } from '../log/recording-log.ts';
import { isPostmasterOf, readPostmasterNote } from './postmaster.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './start-embedded-postgres.ts';

/** The program that tests start and kill. */
export const ownerProcess = path.join(import.meta.dirname, 'owner-process.ts');

/** What an owner process says about its server. */
export type Announcement = Pick<EmbeddedPostgres, 'url' | 'port' | 'owned' | 'home' | 'relocated'>;

export interface OwnerOptions {
  readonly dataDirectory?: string;
  /** What runs the program; by default Node. */
  readonly command?: readonly string[];
  /** In a process group of its own, as under a terminal. */
  readonly detached?: boolean;
}

/** A data directory, and what runs on it; cleared away whatever a test did. */
export interface EmbeddedFixture {
  readonly directory: string;
  readonly log: RecordingLog;
  readonly children: ChildProcess[];
  start(options?: Partial<EmbeddedPostgresOptions>): Promise<EmbeddedPostgres>;
  startOwner(options?: OwnerOptions): Promise<{ child: ChildProcess; said: Announcement }>;
  clear(): Promise<void>;
}

export async function createEmbeddedFixture(): Promise<EmbeddedFixture> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-embedded-'));
  await chmod(directory, 0o711);
  const log = createRecordingLog();
  const children: ChildProcess[] = [];
  const servers: EmbeddedPostgres[] = [];
  return {
    directory,
    log,
    children,
    async start(options = {}) {
      const server = await startEmbeddedPostgres({ dataDirectory: directory, log, ...options });
      servers.push(server);
      return server;
    },
    async startOwner({ dataDirectory = directory, command = [process.execPath], detached = false } = {}) {
      const [program = '', ...before] = command;
      const child = spawn(program, [...before, ownerProcess, '--data', dataDirectory], {
        stdio: ['ignore', 'pipe', 'inherit'],
        detached,
      });
      children.push(child);
      const [line] = (await Promise.race([
        once(child.stdout, 'data'),
        once(child, 'exit').then(() => ['{}']),
      ])) as [Buffer | string];
      return { child, said: JSON.parse(String(line)) as Announcement };
    },
    async clear() {
      for (const server of servers) await server.stop();
      for (const child of children) child.kill('SIGKILL');
      const fallback = path.join(directory, 'fallback');
      const relocated = await readdir(fallback).catch(() => []);
      for (const place of [directory, ...relocated.map((name) => path.join(fallback, name))]) {
        const cluster = path.join(place, 'postgres', 'cluster');
        if (!existsSync(cluster)) continue;
        // Whatever a failed test left running.
        const note = await readPostmasterNote(cluster);
        if (note !== undefined && (await isPostmasterOf(note.pid, cluster)))
          process.kill(note.pid, 'SIGQUIT');
      }
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** The first column of the first row, as text. */
export async function query(url: string, sql: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(answer.rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}

/** The process of the server in this home; 0 when there is none. */
export async function serverPid(home: string): Promise<number> {
  return (await readPostmasterNote(path.join(home, 'cluster')))?.pid ?? 0;
}
