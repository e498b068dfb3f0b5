import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const program = 'redis-server';

/** Why tests with a Redis are skipped here, and what to do about it; undefined where they can run. */
export const redisMissing =
  spawnSync(program, ['--version']).status === 0
    ? undefined
    : 'redis-server is not installed here: apt-get install redis-server, or brew install redis';

/** Behind the name of a group of tests that is skipped without a Redis. */
export const skippedWithoutRedis = redisMissing === undefined ? '' : ` (skipped: ${redisMissing})`;

/** A real Redis of a test's own, in memory alone. */
export interface TemporaryRedis {
  readonly url: string;
  readonly port: number;
  /** Runs one command, as redis-cli would. */
  command(...words: readonly string[]): Promise<unknown>;
  /** Ends it as kill -9 does: its connections break, its data is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  /** It stays and keeps its connections, and answers nobody (SIGSTOP) until `wake`. */
  freeze(): void;
  wake(): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Below every system's range of ephemeral ports (demo/src/free-port.ts says why), and with room for the port that a Cluster's nodes talk through,
 * 10,000 higher.
 */
const lowestPort = 20_000;
const beyondPort = 22_768;

/** Starts a Redis on a free port of the loopback address. @param settings of redis.conf, such as `--maxmemory-policy`, `allkeys-lru`. */
export async function startTemporaryRedis(settings: readonly string[] = []): Promise<TemporaryRedis> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-redis-'));
  let port = 0;
  let server: ChildProcess | undefined;
  for (let tries = 0; server === undefined && tries < 50; tries += 1) {
    port = randomInt(lowestPort, beyondPort);
    server = await startOn(port, directory, settings);
  }
  if (server === undefined) {
    await rm(directory, { recursive: true, force: true });
    throw new Error(`${program} did not start on any port tried`);
  }
  let running: ChildProcess = server;
  const stop = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async command(name = '', ...words) {
      const password = settings[settings.indexOf('--requirepass') + 1];
      const client = new Redis(port, '127.0.0.1', {
        retryStrategy: null,
        lazyConnect: true,
        ...(settings.includes('--requirepass') && password !== undefined ? { password } : {}),
      });
      try {
        await client.connect();
        return await client.call(name, ...words);
      } finally {
        client.disconnect();
      }
    },
    kill: stop,
    async restart() {
      await stop();
      const again = await startOn(port, directory, settings);
      if (again === undefined) throw new Error(`${program} did not start again on port ${port}`);
      running = again;
    },
    freeze: () => void running.kill('SIGSTOP'),
    wake: () => void running.kill('SIGCONT'),
    async stop() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** @returns undefined when somebody else has the port. */
async function startOn(
  port: number,
  directory: string,
  settings: readonly string[],
): Promise<ChildProcess | undefined> {
  const child = spawn(
    program,
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', directory],
      // Nothing on disk: a restart is a loss of all bells.
      ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
      ...settings,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit').then(() => false);
  while (!said.includes('Ready to accept connections')) {
    if (!(await Promise.race([ended, sleep(10, true)]))) {
      if (said.includes('Address already in use') || said.includes('bind')) return undefined;
      throw new Error(`${program} ended at once:\n${said}`);
    }
  }
  return child;
}
