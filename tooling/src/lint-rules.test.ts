import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeConfig } from './eslint-config.js';

/** Each rule that was chosen for a reason, and code that breaks it. */
const violations: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['no-restricted-syntax', 'packages/core/src/domain/a.ts', 'export const now = Date.now();'],
  ['no-restricted-syntax', 'packages/core/src/domain/a.ts', 'export const now = new Date();'],
  ['no-restricted-syntax', 'packages/core/src/planning/a.ts', 'export const chance = Math.random();'],
  ['no-restricted-syntax', 'packages/core/src/use-cases/a.ts', 'export const id = crypto.randomUUID();'],
  ['no-restricted-syntax', 'packages/core/src/use-cases/a.ts', 'setTimeout(() => undefined, 1);'],
  ['no-restricted-syntax', 'packages/core/src/use-cases/a.ts', 'export const time = performance.now();'],
  ['no-restricted-syntax', 'packages/core/src/use-cases/a.ts', "import 'node:fs';"],
  ['no-restricted-syntax', 'packages/assembly/src/a.ts', "export const url = process.env['DATABASE_URL'];"],
  ['no-restricted-exports', 'packages/assembly/src/a.ts', 'const one = 1;\nexport default one;'],
  ['no-console', 'packages/assembly/src/a.ts', "console.log('x');"],
  ['@typescript-eslint/no-floating-promises', 'packages/assembly/src/a.ts', 'Promise.resolve(1);'],
  ['@typescript-eslint/no-explicit-any', 'packages/assembly/src/a.ts', 'export const x: any = 1;'],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'packages/assembly/src/a.ts',
    "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
  ],
  ['max-lines', 'packages/assembly/src/a.ts', 'export {};\n'.repeat(321)],
];

let tree: string;
let eslint: ESLint;

beforeAll(async () => {
  tree = await mkdtemp(path.join(os.tmpdir(), 'quayside-lint-'));
  const repository = path.resolve(import.meta.dirname, '../..');
  await symlink(path.join(repository, 'node_modules'), path.join(tree, 'node_modules'));
  const config = { extends: path.join(repository, 'tsconfig.base.json'), include: ['packages'] };
  await writeFile(path.join(tree, 'tsconfig.json'), JSON.stringify(config));
  eslint = new ESLint({
    cwd: tree,
    overrideConfigFile: true,
    overrideConfig: makeConfig(tree) as Linter.Config[],
  });
});
afterAll(() => rm(tree, { recursive: true, force: true }));

async function brokenRules(file: string, code: string): Promise<(string | null)[]> {
  const place = path.join(tree, path.dirname(file), `${Math.random().toString(36).slice(2)}.ts`);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, `${code}\n`);
  const [result] = await eslint.lintFiles([place]);
  return (result?.messages ?? []).map((message) => message.ruleId);
}

it.each(violations)('%s fires in %s', async (rule, file, code) => {
  expect(await brokenRules(file, code)).toContain(rule);
});

it('what is allowed passes', async () => {
  expect(await brokenRules('packages/assembly/src/a.ts', 'export const now = Date.now();')).toEqual([]);
});
