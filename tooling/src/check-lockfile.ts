import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findLockfileProblems } from './lockfile.ts';

const file = path.resolve(import.meta.dirname, '../../package-lock.json');
const problems = findLockfileProblems(await readFile(file, 'utf8'));
for (const problem of problems) process.stderr.write(`package-lock.json: ${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
