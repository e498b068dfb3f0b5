import process from 'node:process';
import { readEnvironment, type Environment } from '@quayside/runtime/env';
import { openInstallation, type Installation } from './installation.ts';

/** Ends what a process has started. */
export type Stop = () => Promise<void>;

/** How long an end may take before the process is ended by force: longer than a worker waits for its running drains. */
const longestEndMs = 20_000;

/** How long the process may live on after everything in it was closed. */
const afterlifeMs = 2_000;

/**
 * The life of every long-running process of ours: environment, installation, start; then a clean end on SIGINT, SIGTERM, or when the parent
 * process that started it is gone, so that no orphan lives on. Told to end while it starts, it ends as soon as that is done.
 *
 * Something that cannot start says why in one line and exits with 1.
 */
export async function runProcess(
  role: string,
  start: (installation: Installation, environment: Environment) => Promise<Stop>,
): Promise<void> {
  let tellToEnd = (): void => undefined;
  const toldToEnd = new Promise<void>((resolve) => {
    tellToEnd = () => {
      // Nothing that hangs may keep the process: what it leaves undone is due again elsewhere.
      setTimeout(() => process.exit(process.exitCode ?? 1), longestEndMs).unref();
      resolve();
    };
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => tellToEnd());
  // Gone before we listened; without a channel it is undefined.
  if ((process.connected as boolean | undefined) === false) tellToEnd();

  let installation: Installation | undefined;
  try {
    const environment = readEnvironment();
    installation = await openInstallation({ environment, role });
    const stop = await start(installation, environment);
    installation.log.info('process-ready', { pid: process.pid });
    // The parent may go at this very moment.
    if (process.connected) process.send?.({ ready: true }, () => undefined);
    await toldToEnd;
    await stop();
  } catch (error) {
    process.exitCode = 1;
    const what = installation === undefined ? 'cannot start' : 'failed';
    process.stderr.write(
      `quayside ${role} ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    tellToEnd();
  } finally {
    await installation?.close();
    // A child's channel to its parent would keep it alive.
    if (process.connected) process.disconnect?.();
    // Nor may what a library leaves behind: BullMQ's worker goes on trying while its Redis is away.
    setTimeout(() => process.exit(process.exitCode ?? 0), afterlifeMs).unref();
  }
}
