import path from 'node:path';
import { findGlossaryProblems } from './glossary-problems.ts';

const problems = await findGlossaryProblems(path.resolve(import.meta.dirname, '../..'));
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
