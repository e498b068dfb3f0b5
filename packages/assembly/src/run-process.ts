import process from 'node:process';
import { readEnvironment, type Environment } from '@quayside/runtime/env';
import { openInstallation, type Installation } from './installation.ts';

/** Ends what a process has started. */
export type Stop = () => Promise<void>;

/**
 * The life of every long-running process of ours: environment, installation, start; then a clean end on SIGINT, SIGTERM, or when the parent
 * process that started it is gone, so that no orphan lives on.
 *
 * Something that cannot start says why in one line and exits with 1.
 */
export async function runProcess(
  role: string,
  start: (installation: Installation, environment: Environment) => Promise<Stop>,
): Promise<void> {
  let installation: Installation | undefined;
  let stop: Stop | undefined;
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> =>
    (ending ??= (async () => {
      await stop?.();
      await installation?.close();
      // A child's channel to its parent would keep it alive.
      if (process.connected) process.disconnect?.();
    })());
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => void end());
  try {
    const environment = readEnvironment();
    installation = await openInstallation({ environment, role });
    stop = await start(installation, environment);
    installation.log.info('process-ready', { pid: process.pid });
    if (process.connected) process.send?.({ ready: true });
  } catch (error) {
    process.stderr.write(
      `quayside ${role} cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
    await end();
  }
}
