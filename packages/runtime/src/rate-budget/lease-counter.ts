import { performance } from 'node:perf_hooks';
import type { OperationBuckets } from './bucket-path.ts';
import { lastPriority } from './lane-turn.ts';
import type { Lease, WaitingLine } from './plan-leases.ts';

/** A request for one token. */
export interface TokenRequest {
  /** 0 is served first. */
  readonly priority: number;
  /** How long to stand in line for it; 0: only what is there at once. */
  readonly patienceMs: number;
}

interface Waiter {
  readonly priority: number;
  readonly answer: (waitMs: number) => void;
  readonly fail: (error: unknown) => void;
  /** Until when it stands in line, in milliseconds of this process. */
  readonly giveUpAt: number;
  /** Whether a round has asked for its token. */
  isAskedFor: boolean;
}

/** A process leases this much of a bucket's refill ahead of its calls, and at most this share of the bucket: fast ones need no round for each call. */
const aheadMs = 100;
const aheadShare = 0.1;

/** The leased tokens of one bucket in this process, and who waits for more. */
export class LeaseCounter {
  /** Of the newest caller: a connection may come to another application, or another limit. */
  buckets: OperationBuckets;
  /** Whether the database has lines of ours for it. */
  isKnownToWait = false;
  readonly #askRound: () => void;
  #leased = 0;
  #usedAt = 0;
  /** In the order of service. */
  readonly #waiters: Waiter[] = [];

  constructor(buckets: OperationBuckets, askRound: () => void) {
    this.buckets = buckets;
    this.#askRound = askRound;
  }

  get path(): string {
    return this.buckets.account.path;
  }

  /** All buckets that a token is taken from. */
  get paths(): readonly string[] {
    const { account, shared } = this.buckets;
    return shared === null ? [account.path] : [account.path, shared.path];
  }

  get firstPriority(): number {
    return this.#waiters[0]?.priority ?? lastPriority;
  }

  get hasLease(): boolean {
    return this.#leased > 0;
  }

  needsRound(keepMs: number): boolean {
    return this.#waiters.length > 0 || this.isKnownToWait || this.#isIdle(keepMs);
  }

  take({ priority, patienceMs }: TokenRequest): Promise<number> {
    if (this.#leased > 0) {
      this.#leased -= 1;
      this.#usedAt = performance.now();
      return Promise.resolve(0);
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        priority,
        giveUpAt: performance.now() + patienceMs,
        isAskedFor: false,
        answer: resolve,
        fail: reject,
      };
      // Whoever joins behind another waits for a round that is planned already.
      const isFirst = priority < this.firstPriority || this.#waiters.length === 0;
      const behind = this.#waiters.findIndex((other) => other.priority > priority);
      this.#waiters.splice(behind === -1 ? this.#waiters.length : behind, 0, waiter);
      if (isFirst || patienceMs === 0) this.#askRound();
    });
  }

  /** What this process wants, by priority. */
  lines(holder: string): WaitingLine[] {
    const wanted = new Map<number, number>();
    for (const waiter of this.#waiters) {
      waiter.isAskedFor = true;
      wanted.set(waiter.priority, (wanted.get(waiter.priority) ?? 0) + 1);
    }
    const { perSecond, burst } = this.buckets.account.limit;
    const ahead = Math.floor(Math.min((perSecond * aheadMs) / 1_000, burst * aheadShare));
    if (this.#waiters.length > 0 && ahead > 0) wanted.set(lastPriority, ahead);
    const base = { bucket: this.path, shared: this.buckets.shared?.path ?? null, holder };
    return [...wanted].map(([priority, count]) => ({ ...base, priority, wanted: count }));
  }

  /**
   * Hands out a block, and sends away whoever would wait longer than it wants to, each with another time to come again.
   *
   * @returns how long nothing more is to be had for the first that still waits; `null`: nobody does.
   */
  receive(leases: readonly Lease[]): number | null {
    this.#leased += leases.reduce((total, { granted }) => total + granted, 0);
    this.#usedAt = performance.now();
    while (this.#leased > 0 && this.#waiters.length > 0) {
      this.#leased -= 1;
      this.#waiters.shift()?.answer(0);
    }
    const waits = new Map(leases.map(({ line, waitMs }) => [line.priority, waitMs]));
    const apartMs = 1_000 / this.buckets.account.limit.perSecond;
    const stay: Waiter[] = [];
    let sentAway = 0;
    for (const waiter of this.#waiters) {
      const waitMs = waits.get(waiter.priority) ?? 0;
      if (!waiter.isAskedFor || performance.now() + waitMs <= waiter.giveUpAt) stay.push(waiter);
      else {
        waiter.answer(Math.max(1, Math.ceil(waitMs + sentAway * apartMs)));
        sentAway += 1;
      }
    }
    this.#waiters.splice(0, Infinity, ...stay);
    const [first] = stay;
    return first === undefined ? null : (waits.get(first.priority) ?? 0);
  }

  /** Takes out what nobody has used, to give it back. */
  takeIdle(keepMs: number): number {
    if (!this.#isIdle(keepMs)) return 0;
    const idle = this.#leased;
    this.#leased = 0;
    return idle;
  }

  keep(count: number): void {
    this.#leased += count;
  }

  drop(): void {
    this.#leased = 0;
  }

  turnAway(waitMs: number): void {
    for (const { answer } of this.#waiters.splice(0)) answer(waitMs);
  }

  fail(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.fail(error);
  }

  #isIdle(keepMs: number): boolean {
    return this.#leased > 0 && this.#waiters.length === 0 && performance.now() - this.#usedAt >= keepMs;
  }
}
