import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerParts } from './server.ts';

const built = path.resolve(import.meta.dirname, '../../dist');

/** What `npm run build` made of `app/`. @throws Error when it was not run. */
export async function openBuild(): Promise<Pick<ServerParts, 'build' | 'assets'>> {
  const build = (await import(
    pathToFileURL(path.join(built, 'server/index.js')).href
  )) as ServerParts['build'];
  return { build, assets: path.join(built, 'client') };
}
