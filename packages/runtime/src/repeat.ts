/** Something that is done again and again. */
export interface Repeating {
  /** It is not begun again after this; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Does something at once, and again so many milliseconds after each end, whether it failed or not. A plain timer: what it serves must not depend on a queue that may be
 * emptied. Runs of one process never overlap.
 *
 * @param work is told how to learn that it has been stopped meanwhile.
 */
export function startRepeating(
  work: (isStopped: () => boolean) => Promise<void>,
  everyMs: number,
  onFailure: (error: unknown) => void,
): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    await work(() => stopped).catch(onFailure);
    if (!stopped) {
      timer = setTimeout(() => {
        running = run();
      }, everyMs);
    }
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
