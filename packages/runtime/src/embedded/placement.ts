import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '@quayside/core/ports/log';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { completePlatformPackage, programPath, type PlatformPackage } from './platform-package.ts';
import { runProgram, type Identity } from './run-program.ts';
import { chooseIdentity, runsAsRoot } from './unprivileged-user.ts';
import { errorCode } from '../error-code.ts';

/** Where the embedded server's parts lie, and who runs it. */
export interface Placement {
  /** Holds `cluster/` (PostgreSQL's data directory), `password`, `port` and `server.log`. */
  readonly home: string;
  /** PostgreSQL's programs: the package's own, or a copy. */
  readonly nativeDirectory: string;
  /** True when `home` is not below the wanted data directory. */
  readonly relocated: boolean;
  readonly identity: Identity | undefined;
}

/** Used when root's server user cannot reach the wanted place. */
const systemDirectory = '/var/lib/quayside';

/**
 * Decides where data and programs go. Normally below `dataDirectory` and in the installed package. Where the server's user cannot
 * get there (root's 0700 home, a 0700 temporary clone) the data goes to `<fallback>/<hash of the data directory's path>`, and the
 * programs are copied once per version; a note `postgres-location.txt` in the data directory says where.
 * @throws EmbeddedPostgresError `no-place` when neither place works.
 */
export async function choosePlacement(
  dataDirectory: string,
  platformPackage: PlatformPackage,
  log: Log,
  fallback = systemDirectory,
): Promise<Placement> {
  await mkdir(dataDirectory, { recursive: true, mode: runsAsRoot() ? 0o755 : 0o700 });
  const wanted = path.join(await realpath(dataDirectory), 'postgres');
  const identity = await chooseIdentity(path.join(wanted, 'cluster'), log);

  let home = wanted;
  const relocated = !(await canReach(path.dirname(wanted), identity));
  if (relocated) {
    const hash = createHash('sha256').update(path.dirname(wanted)).digest('hex').slice(0, 16);
    const parent = path.join(fallback, hash);
    await makePublicDirectory(parent);
    if (!(await canReach(parent, identity))) {
      throw new EmbeddedPostgresError(
        'no-place',
        `The server's user can reach neither ${dataDirectory} nor ${parent}. Set QUAYSIDE_DATA_DIR to a folder below folders that everyone may pass, or set DATABASE_URL.`,
      );
    }
    home = path.join(parent, 'postgres');
    await writeFile(
      path.join(dataDirectory, 'postgres-location.txt'),
      `The embedded PostgreSQL of this folder keeps its data in\n${home}\nsince its user cannot reach this folder.\n`,
    );
    log.warn('embedded-postgres-relocated', { dataDirectory, home });
  }
  // Root's copies go to the shared place, an ordinary user's beside its own data.
  const copies = runsAsRoot() ? fallback : path.dirname(wanted);
  const nativeDirectory = await placePrograms(platformPackage, identity, copies, log);
  return { home, nativeDirectory, relocated, identity };
}

async function placePrograms(
  source: PlatformPackage,
  identity: Identity | undefined,
  copies: string,
  log: Log,
): Promise<string> {
  try {
    await completePlatformPackage(source.directory);
    if (await programsWork(source.nativeDirectory, identity)) return source.nativeDirectory;
  } catch (error) {
    // A read-only installation that nobody prepared: a copy can be completed.
    log.debug('embedded-postgres-package-not-completed', { error });
  }
  const copy = path.join(copies, `postgres-${source.version}-${source.platform}`);
  const nativeDirectory = path.join(copy, 'native');
  if (await programsWork(nativeDirectory, identity)) return nativeDirectory;

  await makePublicDirectory(copies);
  const draft = `${copy}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await cp(source.nativeDirectory, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await completePlatformPackage(draft);
    await rename(draft, copy).catch(async (error: unknown) => {
      // Another process was faster, or an older copy is damaged.
      if (await programsWork(nativeDirectory, identity)) return;
      await rm(copy, { recursive: true, force: true });
      await rename(draft, copy).catch(() => {
        throw error;
      });
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const check = await runProgram(programPath(nativeDirectory, 'postgres'), ['--version'], identity);
  if (check.code !== 0) {
    throw new EmbeddedPostgresError(
      'no-place',
      `PostgreSQL's programs do not run from ${copy}: ${check.output.trim()}`,
    );
  }
  log.info('embedded-postgres-programs-copied', { from: source.nativeDirectory, to: nativeDirectory });
  return nativeDirectory;
}

/** Also tries initdb, which is linked against a library that only a symlink provides. */
async function programsWork(nativeDirectory: string, identity: Identity | undefined): Promise<boolean> {
  for (const name of ['postgres', 'initdb'] as const) {
    const outcome = await runProgram(programPath(nativeDirectory, name), ['--version'], identity);
    if (outcome.code !== 0) return false;
  }
  return true;
}

/** Asks the kernel by trying: a walk over mode bits would miss ACLs, mounts and namespaces. */
async function canReach(directory: string, identity: Identity | undefined): Promise<boolean> {
  if (identity === undefined) return true;
  const outcome = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], identity);
  return outcome.code === 0;
}

/** Passable for everyone, whatever our umask is; secrets inside have modes of their own. */
async function makePublicDirectory(directory: string): Promise<void> {
  const missing: string[] = [];
  for (let at = directory; !(await stat(at).catch(() => undefined)); at = path.dirname(at))
    missing.unshift(at);
  for (const each of missing) {
    await mkdir(each).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    await chmod(each, 0o711);
  }
}
