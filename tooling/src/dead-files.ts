import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

/** Entries as globs relative to their workspace's folder, by the workspace's path, which may be a glob itself. */
export type EntriesByWorkspace = Readonly<
  Record<string, { readonly entry?: readonly string[]; readonly project?: readonly string[] }>
>;

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/**
 * Files of the workspaces that nothing reaches: no entry, no program or script of a package.json and no configuration file of the root imports them,
 * directly or through others. A file that only dead files import is dead as well. Knip cannot tell, since the packages export every file.
 *
 * @param root the repository's folder; the result is relative to it, in alphabetical order.
 */
export async function findDeadFiles(root: string, entries: EntriesByWorkspace): Promise<readonly string[]> {
  const { workspaces = [] } = await readManifest(path.join(root, 'package.json'));
  const folders: string[] = [];
  for await (const folder of glob(workspaces, { cwd: root })) folders.push(folder);
  const isEntry = await entryTest(root, entries, folders);
  const modules = await readModules(root, folders);
  const alive = reach(
    modules,
    modules.map(({ source }) => source).filter((source) => isEntry(source)),
  );
  return modules
    .map(({ source }) => source)
    .filter((source) => isOurs(source, folders) && !alive.has(source))
    .sort();
}

async function readModules(root: string, folders: readonly string[]): Promise<readonly IModule[]> {
  const options = await extractDepcruiseOptions(path.join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise([...folders], { ...options, baseDir: root });
  return (output as ICruiseResult).modules;
}

function isOurs(source: string, folders: readonly string[]): boolean {
  return /\.[cm]?[jt]s$/.test(source) && folders.some((folder) => source.startsWith(`${folder}/`));
}

/** What is started and not imported. */
async function entryTest(
  root: string,
  entries: EntriesByWorkspace,
  folders: readonly string[],
): Promise<(source: string) => boolean> {
  const patterns = Object.entries(entries).flatMap(([workspace, { entry = [] }]) =>
    entry.map((pattern) => path.posix.join(workspace, pattern)),
  );
  const started = new Set<string>();
  for (const folder of ['.', ...folders]) {
    const { scripts = {}, bin = {} } = await readManifest(path.join(root, folder, 'package.json'));
    for (const file of Object.values(bin)) started.add(path.posix.join(folder, file));
    for (const script of Object.values(scripts)) {
      for (const [file] of script.matchAll(/[^\s'"]+\.[cm]?[jt]s(?=\s|$)/g)) {
        started.add(path.posix.join(folder, file));
      }
    }
  }
  for await (const file of glob(['*.config.{ts,js}', '.changeset/config.json'], { cwd: root })) {
    const text = await readFile(path.join(root, file), 'utf8');
    for (const [, named = ''] of text.matchAll(/['"](\.{1,2}\/[^'"]+\.[cm]?[jt]s)['"]/g)) {
      started.add(path.posix.join(path.posix.dirname(file), named));
    }
  }
  return (source) =>
    started.has(source) || patterns.some((pattern) => path.posix.matchesGlob(source, pattern));
}

function reach(modules: readonly IModule[], from: readonly string[]): ReadonlySet<string> {
  const imports = new Map(
    modules.map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]),
  );
  const reached = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(imports.get(next) ?? []));
  }
  return reached;
}

async function readManifest(file: string): Promise<Manifest> {
  return JSON.parse(await readFile(file, 'utf8')) as Manifest;
}
