import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Clock } from '@quayside/core/ports/clock';

/** A clock that moves only when it is told to, and a millisecond with every look, so that no two moments are the same. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
}

export function createFakeClock(start: Instant): FakeClock {
  let now = start;
  return {
    now() {
      now = plus(now, 1);
      return now;
    },
    advance(milliseconds) {
      now = plus(now, milliseconds);
    },
  };
}
