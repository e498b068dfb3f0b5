import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '@quayside/core/ports/log';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Placement } from './placement.ts';
import { programPath } from './platform-package.ts';
import { runProgram, type Identity } from './run-program.ts';

/** An initialised cluster: PostgreSQL's data directory, and the password of its superuser. */
export interface Cluster {
  readonly directory: string;
  readonly user: string;
  readonly password: string;
}

const superuser = 'quayside';

/**
 * Opens the cluster of a home, or makes it first. Everything is made in a temporary folder and renamed at once, so that a crash
 * half-way leaves nothing behind that looks finished, and of two processes that start together one wins.
 *
 * The collation is PostgreSQL's built-in C.UTF-8: the same order on every machine, and no index to rebuild when the system's C
 * library changes.
 * @throws EmbeddedPostgresError `initdb-failed` or `not-permitted`.
 */
export async function openCluster(placement: Placement, log: Log): Promise<Cluster> {
  const { home, identity } = placement;
  await mkdir(path.dirname(home), { recursive: true });
  if (!(await isFinished(home))) await createHome(placement, log);
  await removeOldDrafts(home);
  const password = await readFile(path.join(home, 'password'), 'utf8').catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      'not-permitted',
      `The embedded PostgreSQL in ${home} belongs to another user, or its password file is gone. Run as its owner, or set QUAYSIDE_DATA_DIR.`,
      { cause: error },
    );
  });
  // A file that others may read is mended here: it is ours, and the next start would leak as well.
  if (process.platform !== 'win32') await chmod(path.join(home, 'password'), 0o600).catch(() => undefined);
  const directory = path.join(home, 'cluster');
  if (identity === undefined) {
    const owner = await stat(directory);
    const self = process.geteuid?.();
    if (self !== undefined && owner.uid !== self) {
      throw new EmbeddedPostgresError(
        'not-permitted',
        `The embedded PostgreSQL in ${home} was made by another user (uid ${owner.uid}). Run as that user, or set QUAYSIDE_DATA_DIR.`,
      );
    }
  }
  return { directory, user: superuser, password: password.trim() };
}

async function createHome(placement: Placement, log: Log): Promise<void> {
  const { home, identity } = placement;
  const began = performance.now();
  const draft = `${home}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
  const cluster = path.join(draft, 'cluster');
  await mkdir(draft, { mode: identity === undefined ? 0o700 : 0o711 });
  try {
    // The umask may have taken the passage away.
    await chmod(draft, identity === undefined ? 0o700 : 0o711);
    await mkdir(cluster, { mode: 0o700 });
    const password = randomBytes(24).toString('base64url');
    await writeFile(path.join(draft, 'password'), `${password}\n`, { mode: 0o600, flag: 'wx' });
    const passwordForInitdb = path.join(draft, 'initdb-password');
    await writeFile(passwordForInitdb, `${password}\n`, { mode: 0o600, flag: 'wx' });
    if (identity !== undefined) {
      await chown(cluster, identity.uid, identity.gid);
      await chown(passwordForInitdb, identity.uid, identity.gid);
    }
    await initialise(placement.nativeDirectory, cluster, passwordForInitdb, identity);
    await rm(passwordForInitdb);
    await rename(draft, home).catch(async (error: unknown) => {
      if (!(await isFinished(home))) throw error;
      log.info('embedded-postgres-made-by-another-process', { home });
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  log.info('embedded-postgres-initialised', { home, milliseconds: Math.round(performance.now() - began) });
}

async function initialise(
  nativeDirectory: string,
  cluster: string,
  passwordFile: string,
  identity: Identity | undefined,
): Promise<void> {
  const outcome = await runProgram(
    programPath(nativeDirectory, 'initdb'),
    [
      `--pgdata=${cluster}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    identity,
  );
  if (outcome.code !== 0) {
    throw new EmbeddedPostgresError(
      'initdb-failed',
      `PostgreSQL could not prepare its data directory ${cluster}: ${outcome.output.trim().slice(-2000)}`,
    );
  }
}

async function isFinished(home: string): Promise<boolean> {
  return stat(path.join(home, 'cluster', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Removes what crashed first starts left behind; an hour is far longer than a start takes. */
async function removeOldDrafts(home: string): Promise<void> {
  const parent = path.dirname(home);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(home)}.`) || !name.endsWith('.tmp')) continue;
    const draft = path.join(parent, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(draft, { recursive: true, force: true });
  }
}
