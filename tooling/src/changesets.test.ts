import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChangesets, findChangesetProblems } from './changeset-text.ts';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const product = '@quayside/product';
const packages = [product];
const good = 'Orders come in sooner.\nBefore: every ten minutes. Now: every two minutes.';
const changeset = (text: string, name = product, bump = 'minor'): string =>
  `---\n"${name}": ${bump}\n---\n\n${text}\n`;

describe('the text of a changeset', () => {
  it('a good one passes', () => {
    expect(findChangesetProblems(changeset(good), packages)).toEqual([]);
    expect(findChangesetProblems(changeset(`${good} Run \`npm run connect\` for eBay.`), packages)).toEqual(
      [],
    );
  });

  it.each([
    ['', 'file is empty'],
    ['No front matter at all.', 'missing or invalid frontmatter'],
    [changeset(good, product, 'huge'), 'invalid version type "huge"'],
    [changeset(good, product, 'none'), 'changes no version'],
    [`---\n---\n\n${good}\n`, 'names no package'],
    [changeset(good, '@quayside/core'), 'names @quayside/core, which has no changelog'],
    [changeset(good, 'no-such-package'), 'names no-such-package'],
    [changeset(''), 'has no sentence'],
    [changeset('Before: Now:'), 'has no sentence'],
    [changeset('Orders come in sooner than they did.'), 'does not say "Before: …"'],
    [changeset(`${good} See poll-changes.ts.`), 'a file of source (poll-changes.ts)'],
    [changeset(`${good} The planLink of listings is new.`), 'an identifier (planLink)'],
    [changeset(`${good} The port of the channel was refactored.`), 'work on the code (refactored)'],
    [changeset(`${good} It is in @quayside/core.`), 'a package (@quayside/core)'],
  ])('%j is refused', (text, problem) => {
    expect(findChangesetProblems(text, packages).join('\n')).toContain(problem);
  });

  it('those of a folder are read, its README is not', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-changesets-'));
    try {
      await writeFile(path.join(folder, 'README.md'), '# Changesets\n');
      await writeFile(path.join(folder, 'good.md'), changeset(good));
      await writeFile(path.join(folder, 'bad.md'), changeset(good, 'other'));
      expect((await checkChangesets(folder, packages)).map(({ file }) => file)).toEqual(['bad.md']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('those of the repository pass', async () => {
    expect(await checkChangesets(path.join(repository, '.changeset'), packages)).toEqual([]);
  });
});

describe('a version', () => {
  let copy: RepositoryCopy;
  beforeAll(async () => {
    copy = await copyRepository();
  });
  afterAll(() => copy.remove());

  it('takes up every changeset, in one changelog, and touches no other package', async () => {
    const read = (file: string): Promise<string> => readFile(path.join(copy.folder, file), 'utf8');
    const manifest = await read('packages/core/package.json');
    const before = await read('docs/changelog/package.json');
    await copy.write('.changeset/sooner.md', changeset(good));
    const program = path.join(repository, 'node_modules/@changesets/cli/bin.js');
    const run = promisify(execFile);
    await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: copy.folder });
    await run(process.execPath, [program, 'version'], { cwd: copy.folder });

    const changelog = await read('docs/changelog/CHANGELOG.md');
    expect(changelog).toMatch(/^# Changelog of Quayside\n/);
    expect(changelog).toContain('- Orders come in sooner.\n  Before: every ten minutes.');
    expect(await read('docs/changelog/package.json')).not.toBe(before);
    expect(await readdir(path.join(copy.folder, '.changeset'))).toEqual(['README.md', 'config.json']);
    expect(await read('packages/core/package.json')).toBe(manifest);
  });
});
