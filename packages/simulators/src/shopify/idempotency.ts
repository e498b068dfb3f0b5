import type { Clock } from '../clock.ts';

/** How long a key is kept. Shopify's documentation of idempotent requests says 24 hours. */
const KEPT_MS = 24 * 3_600_000;

/** What came of a mutation under a key. */
export type Remembered =
  | { readonly kind: 'new' }
  | { readonly kind: 'replay'; readonly answer: unknown }
  /** The key was used with other arguments. */
  | { readonly kind: 'mismatch' };

/** The answers to `@idempotent` mutations of one shop by their keys. */
export class IdempotentResults {
  readonly #clock: Clock;
  readonly #kept = new Map<
    string,
    { readonly at: number; readonly request: string; readonly answer: unknown }
  >();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is known of a key; `request` is the mutation with its arguments. */
  find(key: string, request: string): Remembered {
    const found = this.#kept.get(key);
    if (found === undefined || found.at + KEPT_MS < this.#clock().getTime()) return { kind: 'new' };
    return found.request === request ? { kind: 'replay', answer: found.answer } : { kind: 'mismatch' };
  }

  /** Keeps an answer. */
  keep(key: string, request: string, answer: unknown): void {
    this.#kept.set(key, { at: this.#clock().getTime(), request, answer });
  }
}
