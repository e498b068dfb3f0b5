/** The time as a simulator sees it. Tests inject their own; the default is the machine's. */
export type Clock = () => Date;

/** The machine's clock. */
export const machineClock: Clock = () => new Date();

/** Resolves after `ms` milliseconds of real time; the timer does not keep the process alive. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
