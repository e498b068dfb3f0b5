/** How often an operation was called and how it ended. */
export interface OperationCalls {
  /** Calls that reached the simulator. */
  total: number;
  /** Answered with 2xx. */
  succeeded: number;
  /** Answered with 4xx, throttling excluded. */
  refused: number;
  /** Refused for the rate limit, by a bucket or by a fault. */
  throttled: number;
  /** Hit by a fault of any kind. */
  faulted: number;
}

/** Counts calls per operation name. */
export class CallLedger {
  readonly #operations = new Map<string, OperationCalls>();

  /** The counters of one operation; created on first use. */
  of(operation: string): OperationCalls {
    let calls = this.#operations.get(operation);
    if (calls === undefined) {
      calls = { total: 0, succeeded: 0, refused: 0, throttled: 0, faulted: 0 };
      this.#operations.set(operation, calls);
    }
    return calls;
  }

  /** Records how a call was answered. */
  answered(operation: string, status: number): void {
    const calls = this.of(operation);
    if (status === 429) calls.throttled += 1;
    else if (status >= 400 && status < 500) calls.refused += 1;
    else if (status < 400) calls.succeeded += 1;
  }

  /** All throttled calls. */
  get throttled(): number {
    let sum = 0;
    for (const calls of this.#operations.values()) sum += calls.throttled;
    return sum;
  }

  /** A copy of all counters by operation name. */
  dump(): Record<string, OperationCalls> {
    return Object.fromEntries([...this.#operations].map(([name, calls]) => [name, { ...calls }]));
  }
}
