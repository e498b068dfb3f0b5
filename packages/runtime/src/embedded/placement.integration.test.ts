import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, unlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecordingLog } from '../log/recording-log.ts';
import { choosePlacement } from './placement.ts';
import {
  completePlatformPackage,
  findPlatformPackage,
  programPath,
  type PlatformPackage,
} from './platform-package.ts';
import { runProgram } from './run-program.ts';

const isRoot = process.geteuid?.() === 0;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-placement-'));
  await chmod(directory, 0o711);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** The package as npm leaves it when install scripts are off: without symlinks, here also without executable bits. */
async function copyAsInstalled(to: string): Promise<PlatformPackage> {
  const original = await findPlatformPackage();
  await cp(original.directory, to, { recursive: true, verbatimSymlinks: true });
  for (const link of await symlinksOf(to)) await unlink(path.join(to, link)).catch(() => undefined);
  for (const name of ['postgres', 'initdb'] as const)
    await chmod(programPath(path.join(to, 'native'), name), 0o644);
  return { ...original, directory: to, nativeDirectory: path.join(to, 'native') };
}

async function symlinksOf(root: string): Promise<string[]> {
  const text = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return (JSON.parse(text) as { target: string }[]).map((link) => link.target);
}

test('makes the symlinks and executable bits that an install script would have made, once', async () => {
  const copy = await copyAsInstalled(path.join(directory, 'package'));
  const initdb = programPath(copy.nativeDirectory, 'initdb');
  expect((await runProgram(initdb, ['--version'])).code).not.toBe(0);
  await Promise.all([completePlatformPackage(copy.directory), completePlatformPackage(copy.directory)]);
  await completePlatformPackage(copy.directory);
  expect(await runProgram(initdb, ['--version'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('18.') as string,
  });
  for (const link of await symlinksOf(copy.directory)) {
    expect((await lstat(path.join(copy.directory, link))).isSymbolicLink()).toBe(true);
  }
});

describe.runIf(isRoot)('as root', () => {
  test('copies programs that the server user cannot reach, once per version, by two processes at a time', async () => {
    const closed = path.join(directory, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const unreachable = await copyAsInstalled(path.join(closed, 'package'));
    const fallback = path.join(directory, 'fallback');
    const log = createRecordingLog();
    const place = () => choosePlacement(path.join(closed, 'data'), unreachable, log, fallback);
    const [one, other] = await Promise.all([place(), place()]);
    expect(one).toMatchObject({ relocated: true });
    expect(one.nativeDirectory.startsWith(fallback)).toBe(true);
    expect(other.nativeDirectory).toBe(one.nativeDirectory);
    const version = await runProgram(
      programPath(one.nativeDirectory, 'postgres'),
      ['--version'],
      one.identity,
    );
    expect(version.code).toBe(0);
    const copied = (await lstat(one.nativeDirectory)).ctimeMs;
    expect((await place()).nativeDirectory).toBe(one.nativeDirectory);
    expect((await lstat(one.nativeDirectory)).ctimeMs).toBe(copied);
    expect((await readdir(fallback)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('says so when no place can be reached', async () => {
    const closed = path.join(directory, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await expect(
      choosePlacement(
        path.join(closed, 'data'),
        await findPlatformPackage(),
        createRecordingLog(),
        path.join(closed, 'fallback'),
      ),
    ).rejects.toMatchObject({
      problem: 'no-place',
      message: expect.stringContaining('QUAYSIDE_DATA_DIR') as string,
    });
  });
});
