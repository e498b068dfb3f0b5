import { setTimeout as sleep } from 'node:timers/promises';

/** Thrown when something did not happen in time: the demo has failed, and says what it waited for. */
export class DidNotHappen extends Error {
  override readonly name = 'DidNotHappen';
}

/**
 * Waits until a look finds something.
 *
 * @param what in words, for the error.
 * @returns what the look found, and how long it took in milliseconds.
 */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined | false>,
  withinMs = 30_000,
): Promise<{ found: Found; afterMs: number }> {
  const began = performance.now();
  for (;;) {
    const found = await look();
    const afterMs = performance.now() - began;
    if (found !== undefined && found !== false) return { found, afterMs };
    if (afterMs > withinMs) throw new DidNotHappen(`${what} did not happen within ${withinMs / 1000} s`);
    await sleep(20);
  }
}
