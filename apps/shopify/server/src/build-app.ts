import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { childEnvironment, repositoryRoot } from '@quayside/assembly/environment';

/** For tests: builds the app before those that drive it; in no time when nothing has changed since. */
export default function buildApp(): void {
  const turbo = path.join(repositoryRoot, 'node_modules/turbo/bin/turbo');
  const built = spawnSync(process.execPath, [turbo, 'run', 'build', '--filter=@quayside/shopify'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    env: childEnvironment({ DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' }),
  });
  if (built.status !== 0) throw new Error(`The app could not be built:\n${built.stdout}${built.stderr}`);
}
