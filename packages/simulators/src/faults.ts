/**
 * What can go wrong with a call:
 * - `throttle`: refused as over the limit; nothing done.
 * - `server-error`: 500 or 503 (`status`); nothing done.
 * - `html`: an HTML page with 403 or 503 (`status`), as hosts and security plugins send; nothing done.
 * - `timeout-before`: no answer, nothing done; the socket is held for `holdMs`, then destroyed.
 * - `timeout-after-success`: the work is done, the answer never comes.
 * - `late-success`: the work is done `delayMs` after the call came in, whether or not the client still waits; no answer.
 * - `slow`: the work and the answer come `delayMs` later.
 * - `duplicate-webhook`, `lost-webhook`: operation `webhooks.deliver` only.
 * - `overtaken-webhook`: operation `webhooks.deliver` of Shopify only; the delivery goes out after the next one.
 */
export const FAULT_KINDS = [
  'throttle',
  'server-error',
  'html',
  'timeout-before',
  'timeout-after-success',
  'late-success',
  'slow',
  'duplicate-webhook',
  'lost-webhook',
  'overtaken-webhook',
] as const;

/** One of {@link FAULT_KINDS}. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** When and how a call fails. A rule without `times` and `probability` fires on every matching call. */
export interface FaultRule {
  /** Operation name such as `orders.create`; `orders.*` and `*` match several. */
  readonly operation: string;
  readonly kind: FaultKind;
  /** Fires at most this often. */
  readonly times?: number;
  /** Lets this many matching calls pass first. */
  readonly after?: number;
  /** Chance per matching call, 0 to 1, drawn from the seeded generator. */
  readonly probability?: number;
  /** Milliseconds for `slow` and `late-success` (default 1000). */
  readonly delayMs?: number;
  /** Milliseconds a socket is held before it is destroyed (default 30000). */
  readonly holdMs?: number;
  /** HTTP status for `server-error` (default 500) and `html` (default 503). */
  readonly status?: number;
}

/** A rule with its counts, as the control API shows it. */
export interface FaultState {
  readonly rule: FaultRule;
  readonly seen: number;
  readonly fired: number;
}

interface ActiveRule {
  rule: FaultRule;
  seen: number;
  fired: number;
}

/** A small seeded generator (mulberry32), so that a run with probabilities can be repeated. Yields 0 <= x < 1. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The faults that are switched on, shared by all routes of one simulator. */
export class FaultBoard {
  readonly #random: () => number;
  #rules: ActiveRule[] = [];

  constructor(seed = 1) {
    this.#random = seededRandom(seed);
  }

  /** Switches a fault on, after the ones already there. */
  add(rule: FaultRule): void {
    this.#rules.push({ rule, seen: 0, fired: 0 });
  }

  /** Switches off all faults, or those of one operation name (exactly as given to {@link add}). */
  clear(operation?: string): void {
    this.#rules = operation === undefined ? [] : this.#rules.filter((it) => it.rule.operation !== operation);
  }

  /** The rules with their counts, spent ones included. */
  list(): FaultState[] {
    return this.#rules.map((it) => ({ ...it }));
  }

  /** The fault that hits this call, if any. Every call counts once for each rule that matches it. */
  take(operation: string): FaultRule | undefined {
    let hit: FaultRule | undefined;
    for (const active of this.#rules) {
      if (!matches(active.rule.operation, operation)) continue;
      active.seen += 1;
      if (hit !== undefined || !this.#fires(active)) continue;
      active.fired += 1;
      hit = active.rule;
    }
    return hit;
  }

  #fires(active: ActiveRule): boolean {
    const { times, after, probability } = active.rule;
    if (after !== undefined && active.seen <= after) return false;
    if (times !== undefined && active.fired >= times) return false;
    return probability === undefined || this.#random() < probability;
  }
}

function matches(pattern: string, operation: string): boolean {
  if (pattern === '*' || pattern === operation) return true;
  return pattern.endsWith('.*') && operation.startsWith(pattern.slice(0, -1));
}
