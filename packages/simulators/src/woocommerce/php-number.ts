import { exact } from '../decimal-text.ts';
import type { Exact } from '../decimal-text.ts';

/** Text as PHP takes it for a number: what stands at its beginning, else 0. `1.299,00` is 1.299. */
export function phpNumber(text: string): Exact {
  return exact(/^\s*(-?\d+(?:\.\d+)?)/.exec(text)?.[1] ?? '0');
}
