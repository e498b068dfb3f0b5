import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const leftBehind = new Set(['node_modules', '.git', '.turbo', '.quayside', 'generated', 'dist']);

/** A copy of the working tree in a temporary folder, for tests that break something and see whether it is found. */
export interface RepositoryCopy {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Copies the sources. Installed packages are linked, except those of the repository itself: they are the copy's. */
export async function copyRepository(): Promise<RepositoryCopy> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'quayside-copy-')));
  await cp(repository, folder, {
    recursive: true,
    filter: (source) => !leftBehind.has(path.basename(source)),
  });
  await linkPackages(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  return {
    folder,
    write: (file, text) => writeFile(path.join(folder, file), text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory() && entry.name === '@quayside') await linkWorkspaces(source, target);
    else if (entry.isDirectory()) await symlink(source, target, 'junction');
  }
}

async function linkWorkspaces(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    const workspace = path.relative(repository, await realpath(path.join(from, name)));
    await symlink(path.join(path.resolve(to, '../..'), workspace), path.join(to, name), 'junction');
  }
}
