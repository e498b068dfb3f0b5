import type { Clock } from '../clock.ts';
import type { HeldCalls } from '../simulated-route.ts';

interface Job {
  readonly dueAt: number;
  readonly work: () => void;
}

/** Work that Shopify does after it has answered. Due by the simulator's clock, whether or not anybody asks. */
export class JobList {
  readonly #clock: Clock;
  readonly #held: HeldCalls;
  readonly #waiting = new Map<string, Job>();
  readonly #known = new Set<string>();

  constructor(clock: Clock, held: HeldCalls) {
    this.#clock = clock;
    this.#held = held;
  }

  /** Does something `delayMs` from now. */
  add(id: string, delayMs: number, work: () => void): void {
    this.#known.add(id);
    this.#waiting.set(id, { dueAt: this.#clock().getTime() + delayMs, work });
    if (delayMs === 0) this.run();
    else this.#held.later(delayMs + 1, () => this.run());
  }

  /** Does what is due. */
  run(): void {
    const now = this.#clock().getTime();
    for (const [id, { dueAt, work }] of this.#waiting) {
      if (dueAt > now) continue;
      this.#waiting.delete(id);
      work();
    }
  }

  /** Whether a job is done; undefined for one that there never was. */
  isDone(id: string): boolean | undefined {
    return this.#known.has(id) ? !this.#waiting.has(id) : undefined;
  }
}
