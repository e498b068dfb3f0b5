import { stat } from 'node:fs/promises';
import type { Log } from '@quayside/core/ports/log';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { runProgram, type Identity } from './run-program.ts';

/** PostgreSQL refuses to run as root. */
export function runsAsRoot(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * The user that runs the server. An ordinary user runs it as itself (`undefined`). Root uses the owner of an existing cluster,
 * else the user `postgres` (made when it is missing, where the system has a tool for that), else `nobody`: initdb wants a user
 * that has a name.
 * @throws EmbeddedPostgresError `no-unprivileged-user` when the system has none and none can be made.
 */
export async function chooseIdentity(clusterDirectory: string, log: Log): Promise<Identity | undefined> {
  if (!runsAsRoot()) return undefined;
  const owner = await stat(clusterDirectory).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = (await lookUp('postgres')) ?? (await createUser(log)) ?? (await lookUp('nobody'));
  if (found !== undefined) return found;
  throw new EmbeddedPostgresError(
    'no-unprivileged-user',
    'PostgreSQL cannot run as root, and no user "postgres" exists or could be made. Create one, run as an ordinary user, or set DATABASE_URL.',
  );
}

async function createUser(log: Log): Promise<Identity | undefined> {
  const recipes: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    // BusyBox (Alpine) has no useradd.
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres']],
  ];
  for (const [program, parameters] of recipes) {
    const outcome = await runProgram(program, parameters);
    // Another process may have made it meanwhile, so that the look-up decides, not the exit code.
    const found = await lookUp('postgres');
    if (found !== undefined) {
      log.info('embedded-postgres-user-created', { user: 'postgres', program });
      return found;
    }
    log.debug('embedded-postgres-user-not-created', { program, code: outcome.code, output: outcome.output });
  }
  return undefined;
}

async function lookUp(user: string): Promise<Identity | undefined> {
  const [uid, gid] = await Promise.all([runProgram('id', ['-u', user]), runProgram('id', ['-g', user])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  const identity = { uid: Number.parseInt(uid.output, 10), gid: Number.parseInt(gid.output, 10) };
  return Number.isInteger(identity.uid) && Number.isInteger(identity.gid) && identity.uid !== 0
    ? identity
    : undefined;
}
