import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { childEnvironment, repositoryRoot } from '@quayside/assembly/environment';

/** Before the tests that open the screens. */
export const setup = (): Promise<void> => buildScreens(() => undefined);

/**
 * Builds the screens; in no time when nothing has changed since the last time.
 *
 * @param tell is told once it takes long enough to be waited for, and how long it took then.
 * @throws Error with what the build said.
 */
export async function buildScreens(tell: (text: string) => void): Promise<void> {
  const turbo = path.join(repositoryRoot, 'node_modules/turbo/bin/turbo');
  const began = performance.now();
  const build = spawn(process.execPath, [turbo, 'run', 'build', '--filter=@quayside/shopify'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment({ DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' }),
  });
  let words = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (words += text));
  }
  const timer = setInterval(() => tell(`Building the screens … ${seconds(began)} s`), 1_000);
  try {
    const [code] = (await once(build, 'close')) as [number | null];
    if (code !== 0) throw new Error(`The screens could not be built:\n${words}`);
    if (performance.now() - began > 1_000) tell(`The screens are built, in ${seconds(began)} s.`);
  } finally {
    clearInterval(timer);
  }
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}
