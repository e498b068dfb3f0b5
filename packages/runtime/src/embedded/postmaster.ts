import { readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './run-program.ts';
import { errorCode } from '../error-code.ts';

/**
 * The server's own note about itself, `postmaster.pid` in its data directory
 * (https://www.postgresql.org/docs/18/storage-file-layout.html; the lines are in PostgreSQL's `pidfile.h`).
 */
export interface PostmasterNote {
  readonly pid: number;
  /** Missing while the server has just begun to start. */
  readonly port: number | undefined;
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown';
}

/** `undefined` when there is no note, or it has just been created and is still empty. */
export async function readPostmasterNote(clusterDirectory: string): Promise<PostmasterNote | undefined> {
  const text = await readFile(noteFile(clusterDirectory), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  const word = (lines[7] ?? '').trim();
  const status =
    word === 'starting' || word === 'stopping' || word === 'ready' || word === 'standby' ? word : 'unknown';
  return { pid, port: Number.isInteger(port) && port > 0 ? port : undefined, status };
}

export function noteFile(clusterDirectory: string): string {
  return path.join(clusterDirectory, 'postmaster.pid');
}

/**
 * Whether `pid` is a living postgres of this data directory. A reused pid of another program and a zombie that nobody has reaped
 * (a container without an init process) are not, although PostgreSQL itself would refuse to start for both.
 */
export async function isPostmasterOf(pid: number, clusterDirectory: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(status) ?? [];
    if (name !== 'postgres' || state === 'Z' || state === 'X') return false;
    // The postmaster works inside its data directory. Only its own user and root may ask for that.
    const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return workingDirectory !== undefined && workingDirectory === (await realpath(clusterDirectory));
  }
  if (process.platform === 'win32') {
    const listed = await runProgram('tasklist', ['/FI', `PID eq ${pid}`, '/NH', '/FO', 'CSV']);
    return listed.code === 0 && listed.output.toLowerCase().includes('postgres.exe');
  }
  const listed = await runProgram('ps', ['-o', 'stat=,command=', '-p', String(pid)]);
  return (
    listed.code === 0 && !listed.output.trim().startsWith('Z') && listed.output.includes(clusterDirectory)
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
