import { spawn } from 'node:child_process';
import { chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@quayside/core/ports/log';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Placement } from './placement.ts';
import { programPath } from './platform-package.ts';
import { isPostmasterOf, noteFile, readPostmasterNote } from './postmaster.ts';
import { programEnvironment, runProgram } from './run-program.ts';

export interface ServerSettings {
  readonly maxConnections: number;
  /** How long a start, with crash recovery, may take. */
  readonly startWithinMilliseconds: number;
}

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly owned: 'started' | 'adopted';
}

const maximumLogBytes = 10_000_000;

/**
 * Finds the running server of the cluster, or starts one. PostgreSQL's own lock on the data directory decides between processes
 * that start together: the one that loses finds the winner's server in its next round.
 * @throws EmbeddedPostgresError `start-failed` with the end of the server's log.
 */
export async function findOrStartServer(
  placement: Placement,
  cluster: Cluster,
  settings: ServerSettings,
  log: Log,
): Promise<RunningServer> {
  const deadline = performance.now() + settings.startWithinMilliseconds;
  let failure: string | undefined;
  do {
    const note = await readPostmasterNote(cluster.directory);
    if (note !== undefined && (await isPostmasterOf(note.pid, cluster.directory))) {
      if (note.status === 'ready' && note.port !== undefined) {
        return { pid: note.pid, port: note.port, owned: 'adopted' };
      }
      // It starts, recovers or stops: its note will change.
      await sleep(25);
      continue;
    }
    if (note !== undefined) {
      // PostgreSQL itself refuses to start while any process of the same user has this pid. Backends that outlived their
      // postmaster are found by the shared memory block all the same.
      await rm(noteFile(cluster.directory), { force: true });
      log.warn('embedded-postgres-stale-pid-removed', { pid: note.pid });
    }
    const attempt = await startServer(placement, cluster, settings, deadline);
    if ('pid' in attempt) return attempt;
    failure = attempt.failure;
    log.debug('embedded-postgres-start-retried', { reason: failure });
    if (!/lock file|shared memory block|could not bind|Address already in use|in use/i.test(failure)) break;
    await sleep(100);
  } while (performance.now() < deadline);
  throw new EmbeddedPostgresError(
    'start-failed',
    `The embedded PostgreSQL in ${placement.home} did not start: ${failure ?? 'it was not ready in time'}`,
  );
}

async function startServer(
  placement: Placement,
  cluster: Cluster,
  settings: ServerSettings,
  deadline: number,
): Promise<RunningServer | { readonly failure: string }> {
  const port = await choosePort(placement.home);
  const logFile = path.join(placement.home, 'server.log');
  const handle = await openLog(logFile, placement);
  const from = (await handle.stat()).size;
  try {
    const child = spawn(
      programPath(placement.nativeDirectory, 'postgres'),
      [
        ...['-D', cluster.directory, '-p', String(port)],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
        ...[
          '-c',
          `max_connections=${settings.maxConnections}`,
          '-c',
          'timezone=UTC',
          '-c',
          'log_timezone=UTC',
        ],
        ...['-c', 'logging_collector=off', '-c', 'password_encryption=scram-sha-256'],
      ],
      {
        cwd: '/',
        env: { ...programEnvironment },
        // A group and session of its own: Ctrl-C on the terminal must reach us first, and a log file rather than a pipe lets
        // the server outlive us.
        detached: true,
        stdio: ['ignore', handle.fd, handle.fd],
        windowsHide: true,
        ...placement.identity,
      },
    );
    child.unref();
    let ended: string | undefined;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? `code ${code}`}`));
    while (performance.now() < deadline) {
      if (ended !== undefined) return { failure: `${ended}. ${await readFrom(logFile, from)}` };
      const note = await readPostmasterNote(cluster.directory);
      if (note?.pid === child.pid && note?.status === 'ready') {
        await writeAtomically(path.join(placement.home, 'port'), `${port}\n`);
        return { pid: note.pid, port, owned: 'started' };
      }
      await sleep(10);
    }
    return { failure: `it was not ready in time. ${await readFrom(logFile, from)}` };
  } finally {
    await handle.close();
  }
}

/**
 * Stops with PostgreSQL's fast shutdown (sessions are ended, everything is written) and waits for the end.
 * @throws EmbeddedPostgresError `stop-failed` after `withinMilliseconds`.
 */
export async function stopServer(
  placement: Placement,
  cluster: Cluster,
  pid: number,
  withinMilliseconds: number,
): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals: pg_ctl speaks to the server's pipe.
    await runProgram(programPath(placement.nativeDirectory, 'pg_ctl'), [
      'stop',
      '-D',
      cluster.directory,
      '-m',
      'fast',
      '-W',
    ]);
  } else if (await isPostmasterOf(pid, cluster.directory)) {
    process.kill(pid, 'SIGINT');
  }
  const deadline = performance.now() + withinMilliseconds;
  while (await isPostmasterOf(pid, cluster.directory)) {
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'stop-failed',
        `The embedded PostgreSQL (pid ${pid}) did not stop in time.`,
      );
    }
    await sleep(10);
  }
}

/** The port of last time if it is still free, so that notes and open tools stay right; else any free one. */
async function choosePort(home: string): Promise<number> {
  const last = Number.parseInt(await readFile(path.join(home, 'port'), 'utf8').catch(() => ''), 10);
  if (Number.isInteger(last) && last > 1023 && last < 65_536) {
    const free = await listenOnce(last);
    if (free !== undefined) return free;
  }
  const free = await listenOnce(0);
  if (free === undefined) throw new EmbeddedPostgresError('start-failed', 'No free TCP port on 127.0.0.1.');
  return free;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}

async function openLog(file: string, placement: Placement) {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maximumLogBytes) await rename(file, `${file}.1`);
  const handle = await open(file, 'a', 0o600);
  if (placement.identity !== undefined) await chown(file, placement.identity.uid, placement.identity.gid);
  return handle;
}

async function readFrom(file: string, from: number): Promise<string> {
  const content = await readFile(file).catch(() => Buffer.alloc(0));
  return content.subarray(from).toString('utf8').trim().slice(-2000);
}

async function writeAtomically(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, content);
  await rename(draft, file);
}
