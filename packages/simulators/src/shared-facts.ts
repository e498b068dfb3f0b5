import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/**
 * The folder with the platforms' published models, limits and sample catalogues: the environment variable
 * QUAYSIDE_SHARED, else `shared` beside the repository. Undefined when there is none; the simulators then fall back
 * to their built-in checks.
 */
export function sharedFactsFolder(): string | undefined {
  const beside = fileURLToPath(new URL('../../../../shared', import.meta.url));
  // eslint-disable-next-line no-restricted-syntax -- simulators run apart from the runtime and its env.ts
  const folder = process.env['QUAYSIDE_SHARED'] ?? beside;
  return existsSync(join(folder, 'apis')) ? folder : undefined;
}

/** Reads one JSON file of the shared folder, or undefined when the folder or the file is missing. */
export function readSharedJson(path: string): unknown {
  const folder = sharedFactsFolder();
  if (folder === undefined) return undefined;
  const file = join(folder, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined;
}
