import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkChangesets } from './changeset-text.ts';

const root = path.resolve(import.meta.dirname, '../..');
const product = JSON.parse(await readFile(path.join(root, 'docs/changelog/package.json'), 'utf8')) as {
  name: string;
};
const problems = await checkChangesets(path.join(root, '.changeset'), [product.name]);
for (const { file, problem } of problems) process.stderr.write(`.changeset/${file}: ${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
