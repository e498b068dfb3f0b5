import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { exportedTypes, isCovered, technicalWords } from './domain-words.ts';
import { findForbiddenWords } from './forbidden-words.ts';
import { readGlossary } from './glossary.ts';
import { singleWords } from './single-words.ts';

const glossaryFile = 'docs/glossary.md';

/**
 * Where glossary and code speak differently: rows without a meaning or there twice; types of the domain whose names are no words of the
 * glossary; technical words that no type needs; forbidden words in core and host-kit.
 *
 * @param root the repository's folder.
 */
export async function findGlossaryProblems(root: string): Promise<readonly string[]> {
  const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');
  const { meanings, forbidden, problems } = readGlossary(await read(glossaryFile));
  const found = problems.map((problem) => `${glossaryFile}, ${problem}`);
  const used = new Set<string>();
  for (const file of await sourcesIn(root, 'packages/core/src/domain')) {
    if (file.endsWith('.test.ts')) continue;
    for (const name of exportedTypes(await read(file))) {
      for (const word of singleWords(name)) used.add(word);
      if (!isCovered(name, meanings.keys())) found.push(`${file}: ${name} is no word of ${glossaryFile}`);
    }
  }
  for (const word of Object.keys(technicalWords)) {
    if (!used.has(word)) found.push(`tooling/src/domain-words.ts: no type of the domain needs "${word}"`);
  }
  const spoken = await Promise.all(
    ['packages/core/src', 'packages/host-kit/src'].map((room) => sourcesIn(root, room)),
  );
  for (const file of spoken.flat()) {
    for (const { line, said, instead } of findForbiddenWords(await read(file), forbidden)) {
      found.push(`${file}:${line} says "${said}": ${instead}`);
    }
  }
  return found;
}

async function sourcesIn(root: string, room: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(`${room}/**/*.ts`, { cwd: root })) files.push(file);
  return files.sort();
}
