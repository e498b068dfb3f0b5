import { onTestFailed } from 'vitest';
import type { BrowserWorld } from './browser-world.ts';

/** To be called before each test: where it fails, what was on the screen becomes a picture, and the end of what the processes said is printed. */
export function keepFailure(world: BrowserWorld, testName: string): void {
  onTestFailed(async () => {
    await world.picture(`failed-${testName.slice(0, 60).replaceAll(/\W+/g, '-')}`);
    process.stderr.write(world.log.join('').slice(-3_000));
  });
}
