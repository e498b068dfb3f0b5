import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseChangesetFile } from '@changesets/parse';

/** What only a developer would say, and how it is noticed. */
const developerSpeech: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a file of source', /[\w-]+\.(?:[cm]?[jt]sx?|json|prisma|sql)\b/],
  ['a package', /@quayside\/[\w-]+/],
  ['an identifier', /\b(?!eBay\b)[a-z]+[A-Z]\w*|\b\w+\(\)|\b[a-z]+_[a-z_]+\b/],
  [
    'work on the code',
    /\b(?:refactor\w*|lint\w*|typings?|type errors?|unit tests?|dependenc(?:y|ies)|bump\w*|codebase|mock\w*|interfaces?|modules?)\b/i,
  ],
];

export interface ChangesetProblem {
  readonly file: string;
  readonly problem: string;
}

/**
 * What keeps a changeset from telling a merchant something: it names a package that has no changelog, or its text lacks what was before and
 * what is now, or speaks of code.
 *
 * @param text the file. @param packages those that have a version of their own.
 */
export function findChangesetProblems(text: string, packages: readonly string[]): readonly string[] {
  let changeset: ReturnType<typeof parseChangesetFile>;
  try {
    changeset = parseChangesetFile(text);
  } catch (error) {
    return [(error as Error).message.split('\n')[0] ?? 'cannot be read'];
  }
  const { releases, summary } = changeset;
  const problems: string[] = [];
  if (releases.length === 0) problems.push('names no package');
  for (const { name, type } of releases) {
    if (!packages.includes(name)) {
      problems.push(`names ${name}, which has no changelog: use ${packages.join(' or ')}`);
    }
    if (type === 'none') problems.push('changes no version: a change that nobody notices needs no changeset');
  }
  if (!/\p{Lu}\P{Lu}*(?:\s\S+){3,}[.!?](?:\s|$)/u.test(summary)) problems.push('has no sentence');
  for (const part of ['Before:', 'Now:']) {
    if (!summary.includes(part)) problems.push(`does not say "${part} …"`);
  }
  // What stands in backquotes is typed by the reader.
  const prose = summary.replaceAll(/`[^`]*`/g, '');
  for (const [what, pattern] of developerSpeech) {
    const [said] = pattern.exec(prose) ?? [];
    if (said !== undefined) problems.push(`speaks of ${what} (${said}): say what a merchant notices`);
  }
  return problems;
}

/** The problems of every changeset of a folder. */
export async function checkChangesets(
  folder: string,
  packages: readonly string[],
): Promise<readonly ChangesetProblem[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const found = await Promise.all(
    files.sort().map(async (file) => {
      const problems = findChangesetProblems(await readFile(path.join(folder, file), 'utf8'), packages);
      return problems.map((problem) => ({ file, problem }));
    }),
  );
  return found.flat();
}
