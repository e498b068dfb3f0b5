import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Each rule, and an import that breaks it: from one file to another, both of a small tree laid out like the real one. */
const violations: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['domain-is-the-ground', 'packages/core/src/domain/a.ts', 'packages/core/src/ports/b.ts'],
  ['domain-libraries', 'packages/core/src/domain/a.ts', 'node_modules/pino/index.js'],
  [
    'policies-and-matching-know-domain',
    'packages/core/src/policies/a.ts',
    'packages/core/src/use-cases/b.ts',
  ],
  ['policies-and-matching-know-domain', 'packages/core/src/matching/a.ts', 'packages/core/src/planning/b.ts'],
  ['planning-knows-domain-and-policies', 'packages/core/src/planning/a.ts', 'packages/core/src/ports/b.ts'],
  ['ports-and-jobs-know-domain', 'packages/core/src/ports/a.ts', 'packages/core/src/use-cases/b.ts'],
  ['ports-and-jobs-know-domain', 'packages/core/src/jobs/a.ts', 'packages/core/src/policies/b.ts'],
  ['core-knows-no-other-room', 'packages/core/src/use-cases/a.ts', 'packages/runtime/src/b.ts'],
  ['core-knows-no-other-room', 'packages/core/src/use-cases/a.ts', 'packages/connectors/src/toy/b.ts'],
  ['core-does-no-io', 'packages/core/src/use-cases/a.ts', 'node:fs'],
  [
    'connectors-know-domain-and-ports',
    'packages/connectors/src/toy/a.ts',
    'packages/core/src/use-cases/b.ts',
  ],
  ['connectors-know-no-other-room', 'packages/connectors/src/toy/a.ts', 'packages/runtime/src/b.ts'],
  [
    'a-connector-knows-no-other-connector',
    'packages/connectors/src/toy/a.ts',
    'packages/connectors/src/other/b.ts',
  ],
  ['the-kit-knows-no-connector', 'packages/connectors/src/_kit/a.ts', 'packages/connectors/src/toy/b.ts'],
  ['runtime-knows-no-connector', 'packages/runtime/src/a.ts', 'packages/connectors/src/toy/b.ts'],
  [
    'host-kit-knows-core-and-manifests',
    'packages/host-kit/src/a.ts',
    'packages/connectors/src/toy/client.ts',
  ],
  ['host-kit-knows-no-framework', 'packages/host-kit/src/a.ts', 'node_modules/react/index.js'],
  [
    'only-runtime-knows-the-database-and-the-queue',
    'packages/host-kit/src/a.ts',
    'node_modules/bullmq/index.js',
  ],
  ['only-assembly-joins-runtime-and-connectors', 'apps/worker/src/a.ts', 'packages/runtime/src/b.ts'],
  ['only-assembly-knows-the-registry', 'apps/worker/src/a.ts', 'packages/connectors/src/registry.gen.ts'],
  ['apps-know-host-kit-and-assembly', 'apps/worker/src/a.ts', 'packages/connectors/src/toy/b.ts'],
  [
    'a-hosts-own-library-has-one-place',
    'apps/shopify/app/routes/a.ts',
    'node_modules/@shopify/shopify-api/index.js',
  ],
  ['screens-are-shown-what-they-know', 'apps/shopify/app/ui/a.ts', 'apps/shopify/app/show.ts'],
  ['screens-are-shown-what-they-know', 'apps/shopify/app/ui/a.ts', 'packages/host-kit/src/admin-api/b.ts'],
  ['an-app-knows-no-other-app', 'apps/worker/src/a.ts', 'apps/shopify/b.ts'],
  ['nothing-knows-an-app', 'packages/assembly/src/a.ts', 'apps/worker/src/b.ts'],
  ['test-rooms-are-for-tests', 'packages/assembly/src/a.ts', 'packages/testkit/src/b.ts'],
  ['test-rooms-are-for-tests', 'packages/connectors/src/toy/a.ts', 'packages/simulators/src/b.ts'],
];

const repository = path.resolve(import.meta.dirname, '../..');
const cruiser = path.join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
/** One tree holds all cases, so that one cruise judges them: each case has a file of its own. */
const caseFile = (from: string, index: number): string => from.replace('/a.ts', `/case-${index}.ts`);
let tree: string;
let broken: ReadonlySet<string>;

beforeAll(async () => {
  tree = await mkdtemp(path.join(os.tmpdir(), 'quayside-rules-'));
  for (const [index, [, from, to]] of violations.entries()) await writeImport(caseFile(from, index), to);
  await write('packages/core/src/domain/circle-1.ts', `import './circle-2.ts';\n`);
  await write('packages/core/src/domain/circle-2.ts', `import './circle-1.ts';\n`);
  await write('packages/core/src/domain/good.ts', 'export {};\n');
  await write('packages/core/src/use-cases/good.ts', `import '../domain/good.ts';\n`);
  await write('packages/connectors/src/toy/good.ts', `import '../../../core/src/domain/good.ts';\n`);
  await write('packages/connectors/src/toy/good.test.ts', `import '../../../testkit/src/good.ts';\n`);
  await write('packages/testkit/src/good.ts', 'export {};\n');
  broken = await brokenRules();
});
afterAll(() => rm(tree, { recursive: true, force: true }));

async function writeImport(from: string, to: string): Promise<void> {
  const packageName = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(to)?.[1] ?? '';
  const relative = path.relative(path.dirname(from), to);
  const place = relative.startsWith('.') ? relative : `./${relative}`;
  await write(from, `import '${to.startsWith('node:') ? to : packageName || place}';\n`);
  if (!to.startsWith('node:')) await write(to, 'export {};\n');
  if (packageName !== '') await write(path.join(path.dirname(to), 'package.json'), '{"main":"index.js"}');
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
  await writeFile(path.join(tree, file), text);
}

/** Every broken rule as `rule file`. */
async function brokenRules(): Promise<ReadonlySet<string>> {
  const config = path.join(repository, '.dependency-cruiser.cjs');
  const command = [cruiser, '--config', config, '--output-type', 'json', '.'];
  // It exits with the number of violations; the report is on standard output either way.
  const run = await promisify(execFile)(process.execPath, command, {
    cwd: tree,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => error as { stdout: string });
  const report = JSON.parse(run.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return new Set(report.summary.violations.map(({ from, rule }) => `${rule.name} ${from}`));
}

it.each(violations.map(([rule, from, to], index) => [rule, from, to, index] as const))(
  '%s fires: %s must not import %s',
  (rule, from, _to, index) => {
    expect(broken).toContain(`${rule} ${caseFile(from, index)}`);
  },
);

it('no-cycles fires', () => {
  expect(broken).toContain('no-cycles packages/core/src/domain/circle-1.ts');
});

it('what is allowed passes', () => {
  expect([...broken].filter((violation) => violation.includes('good'))).toEqual([]);
});
