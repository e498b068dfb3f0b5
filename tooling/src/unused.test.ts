import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import config from '../../knip.config.ts';
import { findDeadFiles } from './dead-files.ts';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';

/** A repository like this one, with something dead of every kind in it. */
let copy: RepositoryCopy;
let deadFiles: readonly string[];
let unused: readonly string[];

beforeAll(async () => {
  copy = await copyRepository();
  await copy.write('packages/core/src/domain/dead.ts', "export { zero as deadZero } from './dead-too.ts';\n");
  await copy.write('packages/core/src/domain/dead-too.ts', "export { zero } from './money.ts';\n");
  await append('packages/core/src/domain/money.ts', 'export const deadFactor = 2;\n');
  await append(
    'packages/core/src/domain/stock.ts',
    'export interface DeadShelf {\n  readonly row: number;\n}\n',
  );
  await append('demo/src/options.ts', "export function deadOption(): string {\n  return '';\n}\n");
  await append('packages/core/src/domain/instant.ts', "export { pino } from 'pino';\n");
  const manifest = JSON.parse(await readFile(path.join(copy.folder, 'apps/worker/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  manifest.dependencies['fastify'] = '5.12.8';
  await copy.write('apps/worker/package.json', JSON.stringify(manifest));
  [deadFiles, unused] = await Promise.all([findDeadFiles(copy.folder, config.workspaces), runKnip()]);
});
afterAll(() => copy.remove());

async function append(file: string, text: string): Promise<void> {
  await copy.write(file, `${await readFile(path.join(copy.folder, file), 'utf8')}\n${text}`);
}

/** What Knip finds, as `kind file name`. */
async function runKnip(): Promise<readonly string[]> {
  const knip = path.resolve(import.meta.dirname, '../../node_modules/knip/bin/knip.js');
  const command = [knip, '--no-progress', '--no-config-hints', '--no-exit-code', '--reporter', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: copy.folder });
  const report = JSON.parse(stdout) as { issues: ({ file: string } & Record<string, unknown>)[] };
  return report.issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      Array.isArray(names) ? (names as { name: string }[]).map(({ name }) => `${kind} ${file} ${name}`) : [],
    ),
  );
}

it('a file that nobody imports is found, and one that only such a file imports', () => {
  expect(deadFiles).toContain('packages/core/src/domain/dead.ts');
  expect(deadFiles).toContain('packages/core/src/domain/dead-too.ts');
});

it.each([
  'exports packages/core/src/domain/money.ts deadFactor',
  'types packages/core/src/domain/stock.ts DeadShelf',
  'exports demo/src/options.ts deadOption',
  'exports packages/core/src/domain/dead.ts deadZero',
  'dependencies apps/worker/package.json fastify',
  'unlisted packages/core/src/domain/instant.ts pino',
])('Knip finds: %s', (finding) => {
  expect(unused).toContain(finding);
});

it.each(['packages/core/src/domain/money.ts', 'apps/worker/src/main.ts', 'packages/simulators/src/main.ts'])(
  'what is alive is not found: %s',
  (file) => {
    expect(deadFiles).not.toContain(file);
    expect(unused.filter((finding) => finding.includes(` ${file} `) && !finding.includes('dead'))).toEqual(
      [],
    );
  },
);
