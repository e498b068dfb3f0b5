import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mutants, type Mutant } from './mutants.ts';

// npm run simulate:mutants [-- WORDS OF A NAME]
// Breaks a copy of the engine in one way after the other, and wants the simulation to notice within so many seeds.

const mostSeeds = 1_500;
const root = path.join(import.meta.dirname, '..', '..');
const rooms = ['packages', 'simulation'];
const run = promisify(execFile);

/** A copy of the rooms that the simulation needs, which finds their packages in itself and all others where they are. */
async function copyRooms(): Promise<string> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'quayside-mutants-'));
  for (const room of rooms) {
    const isWanted = (source: string): boolean =>
      !source.endsWith('node_modules') && !source.endsWith('.turbo');
    await cp(path.join(root, room), path.join(copy, room), { recursive: true, filter: isWanted });
  }
  const modules = path.join(copy, 'node_modules');
  await mkdir(path.join(modules, '@quayside'), { recursive: true });
  for (const name of await readdir(path.join(root, 'node_modules'))) {
    if (name !== '@quayside' && !name.startsWith('.')) {
      await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
    }
  }
  for (const name of await readdir(path.join(copy, 'packages'))) {
    await symlink(path.join(copy, 'packages', name), path.join(modules, '@quayside', name));
  }
  await cp(path.join(root, 'package.json'), path.join(copy, 'package.json'));
  return copy;
}

/** @returns after how many seeds it was noticed, and by which finding; `null`: not at all. */
async function tryMutant(copy: string, mutant: Mutant): Promise<{ seeds: number; finding: string } | null> {
  const file = path.join(copy, mutant.file);
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(mutant.original, () => mutant.replacement),
  );
  const program = path.join(copy, 'simulation', 'src', 'main.ts');
  try {
    await run(process.execPath, [program, '--seeds', String(mostSeeds), '--once', '--json']);
    return null;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (stdout === '') throw new Error(`The simulation did not run: ${stderr}`, { cause: error });
    return JSON.parse(stdout) as { seeds: number; finding: string };
  } finally {
    await writeFile(file, text);
  }
}

/** @throws Error when the code has moved on, and a mutant no longer knows where to bite. */
async function checkOriginals(): Promise<void> {
  for (const { file, original } of mutants) {
    const text = await readFile(path.join(root, file), 'utf8');
    if (text.split(original).length !== 2) throw new Error(`${file} has not once: ${original}`);
  }
}

/** Tries what is left of the list, one after the other, each in the same copy. */
async function tryInTurn(left: Mutant[]): Promise<number> {
  const copy = await copyRooms();
  let missed = 0;
  try {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const noticed = await tryMutant(copy, mutant);
      if (noticed === null) missed += 1;
      const outcome = noticed === null ? 'MISSED' : `seed ${noticed.seeds}: ${noticed.finding}`;
      process.stdout.write(`${mutant.name}\n  ${outcome}\n`);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  return missed;
}

const words = process.argv.slice(2).join(' ');
await checkOriginals();
const left = mutants.filter(({ name }) => name.includes(words));
const tried = left.length;
// A simulation keeps one core busy.
const atOnce = Math.min(os.availableParallelism(), tried);
const counts = await Promise.all(Array.from({ length: atOnce }, () => tryInTurn(left)));
const missed = counts.reduce((sum, each) => sum + each, 0);
process.stdout.write(`${tried} mutants, ${missed} missed\n`);
process.exitCode = missed === 0 && tried > 0 ? 0 : 1;
