import { performance } from 'node:perf_hooks';
import type { BucketChange, BucketLook, RateBucketRows } from '../prisma/rate-bucket-rows.ts';
import type { OperationBuckets } from './bucket-path.ts';
import { LeaseCounter, type TokenRequest } from './lease-counter.ts';
import { lastPriority } from './lane-turn.ts';
import { planLeases, type KnownBucket, type Lease } from './plan-leases.ts';
import { giveBack, hasJumpedBack, refill, spend, usualWayMs } from './token-bucket.ts';

/** The place of a process where it gets tokens from: it leases blocks of them and hands them out one by one. */
export interface LeaseDesk {
  /** @returns 0 with a token; otherwise about how many milliseconds until there is one. */
  take(buckets: OperationBuckets, request: TokenRequest): Promise<number>;
  /** Drops what this process has leased of a bucket: the platform says that it is empty. */
  drop(buckets: OperationBuckets): void;
  /** Gives back what is left. */
  close(): Promise<void>;
}

/** So far apart are the rounds for one bucket, so that one serves many calls: unless it is so small that it would run over. */
const roundEveryMs = { firstLane: 100, others: 200 };
/** Such a part of what fills a bucket is the most that may come together. */
const roundShare = 0.2;
/** And so far apart any two of a process; the first after a rest comes at once. */
const roundsApartMs = 20;
/** A token that nobody took for this long goes back. */
const keepMs = 1_000;
/** A line outlives its next round by this: the time within which a process that died, or hangs, holds up the others. */
const lineGraceMs = 500;
const soonMs = 5;
const slownessKept = 0.95;
/** So much of it the usual way of a call allows for. */
const slownessInWayMs = 200;
/** Processes that lost a bucket to each other must not meet again in step. */
const rivalsApartMs = 20;
/** What a caller is told whose connection was deleted meanwhile, or whose process ends. */
const goneMs = 1_000;

/**
 * One round is two statements, whatever the number of buckets, calls and accounts: look at all buckets that somebody of this process waits for, and write what
 * was dealt out. Nothing is locked in between: a round that lost a bucket to another process asks again.
 */
export function createLeaseDesk(rows: RateBucketRows, holder: string): LeaseDesk {
  const counters = new Map<string, LeaseCounter>();
  const created = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;
  let roundAt = -Infinity;
  /** How slow this process or its database is just now: what a round took, forgotten little by little. */
  let slownessMs = 0;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  let isClosed = false;

  function schedule(inMs: number): void {
    const now = performance.now();
    const at = Math.max(now + inMs, roundAt + roundsApartMs);
    if (isClosed || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Infinity;
      // Rounds never overlap: both would lease for the same callers.
      isAskedAgain = true;
      running ??= runRounds().finally(() => {
        running = undefined;
      });
    }, at - now);
  }

  async function runRounds(): Promise<void> {
    while (isAskedAgain) {
      isAskedAgain = false;
      await runRound(keepMs);
    }
  }

  async function runRound(idleMs: number): Promise<void> {
    const open = [...counters.values()].filter((counter) => counter.needsRound(idleMs));
    roundAt = performance.now();
    try {
      if (open.length > 0) {
        await createMissing(open);
        await deal(open, idleMs);
        slownessMs = Math.max(performance.now() - roundAt, slownessMs * slownessKept);
      }
    } catch (error) {
      for (const counter of open) counter.fail(error);
    }
    if ([...counters.values()].some(({ hasLease }) => hasLease)) schedule(keepMs + soonMs);
  }

  async function createMissing(open: readonly LeaseCounter[]): Promise<void> {
    const addresses = open.flatMap(({ buckets }) =>
      buckets.shared === null ? [buckets.account] : [buckets.account, buckets.shared],
    );
    const missing = new Map(addresses.map((each) => [each.path, each]));
    for (const path of created) missing.delete(path);
    if (missing.size === 0) return;
    await rows.create([...missing.values()]);
    for (const path of missing.keys()) created.add(path);
  }

  async function deal(open: readonly LeaseCounter[], idleMs: number): Promise<void> {
    const paths = new Set(
      open.flatMap(({ buckets: { account, shared } }) => [account.path, shared?.path ?? account.path]),
    );
    const look = await rows.look([...paths]);
    const present = open.filter((counter) => {
      if (look.buckets.has(counter.path)) return true;
      created.delete(counter.path);
      counter.turnAway(goneMs);
      return false;
    });
    const returned = present.map((counter) => ({ counter, count: counter.takeIdle(idleMs) }));
    const known = knownBuckets(look, present);
    const ours = present.flatMap((counter) => counter.lines(holder));
    const others = look.lines.filter((line) => line.holder !== holder);
    const plan = planLeases(known, [...others, ...ours], holder);
    const changes = changesOf(
      look,
      known,
      plan.taken,
      returned,
      present,
      usualWayMs + Math.max(0, 2 * slownessMs - slownessInWayMs),
    );
    const leasesOf = (counter: LeaseCounter): Lease[] =>
      plan.leases.filter(({ line }) => line.bucket === counter.path);
    const waiting = present.flatMap((counter) => {
      const pending = leasesOf(counter).filter(({ line, granted }) => granted < line.wanted);
      return pending
        .filter(({ line }) => line.priority < lastPriority)
        .map(({ line, granted, waitMs }) => ({
          ...line,
          wanted: line.wanted - granted,
          forMs: pauseBefore(counter, waitMs, line.priority) + lineGraceMs,
        }));
    });
    if (changes.length === 0 && waiting.length === 0 && !present.some(({ isKnownToWait }) => isKnownToWait)) {
      for (const counter of present) counter.receive(leasesOf(counter));
      return;
    }
    const written = await rows.write({
      at: look.at,
      holder,
      changes,
      asked: present.map(({ path }) => path),
      waiting,
    });
    const units = new Map(changes.map(({ bucket, unit }) => [bucket, unit]));
    for (const { counter, count } of returned) {
      const unit = units.get(counter.path);
      counter.isKnownToWait = waiting.some(({ bucket }) => bucket === counter.path);
      if (unit !== undefined && !written.has(unit)) {
        // Another process was faster: what was dealt out is not ours, and what was to go back still is.
        counter.keep(count);
        schedule(soonMs + Math.random() * rivalsApartMs);
        continue;
      }
      const nextMs = counter.receive(leasesOf(counter));
      if (nextMs !== null) schedule(pauseBefore(counter, nextMs, counter.firstPriority));
    }
  }

  /** From one round to the next: until its token is there, and long enough for several to come together. */
  function pauseBefore({ buckets: { account } }: LeaseCounter, waitMs: number, priority: number): number {
    const { perSecond, burst } = account.limit;
    const together = priority === 0 ? roundEveryMs.firstLane : roundEveryMs.others;
    return Math.max(soonMs, waitMs + 1, Math.min(together, (burst / perSecond) * 1_000 * roundShare));
  }

  return {
    async take(buckets, request) {
      if (isClosed) return goneMs;
      const { path } = buckets.account;
      let counter = counters.get(path);
      if (counter === undefined) {
        counter = new LeaseCounter(buckets, () => schedule(0));
        counters.set(path, counter);
      }
      counter.buckets = buckets;
      return counter.take(request);
    },
    drop({ account }) {
      counters.get(account.path)?.drop();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
      for (const counter of counters.values()) counter.turnAway(goneMs);
      await runRound(0);
    },
  };
}

function knownBuckets(look: BucketLook, present: readonly LeaseCounter[]): Map<string, KnownBucket> {
  const known = new Map<string, KnownBucket>();
  const add = (path: string, limit: KnownBucket['limit']): void => {
    const row = look.buckets.get(path);
    if (row === undefined) return;
    known.set(path, { level: refill(row.level, limit), limit, restedMs: row.restedMs, turn: row.version });
  };
  for (const { buckets } of present) {
    add(buckets.account.path, buckets.account.limit);
    if (buckets.shared === null) continue;
    add(buckets.shared.path, buckets.shared.limit);
    // Accounts of other processes that wait for the same application: of the same operation, so of the same limit.
    for (const { bucket, shared } of look.lines) {
      if (shared === buckets.shared.path && !known.has(bucket)) add(bucket, buckets.account.limit);
    }
  }
  return known;
}

/** What is to be written: an account and its application together, or not at all. */
function changesOf(
  look: BucketLook,
  known: ReadonlyMap<string, KnownBucket>,
  taken: ReadonlyMap<string, number>,
  returned: readonly { readonly counter: LeaseCounter; readonly count: number }[],
  present: readonly LeaseCounter[],
  wayMs: number,
): BucketChange[] {
  const back = new Map<string, number>();
  for (const { counter, count } of returned) {
    if (count === 0) continue;
    for (const path of counter.paths) back.set(path, (back.get(path) ?? 0) + count);
  }
  const units = new Map<string, number>();
  for (const [index, { buckets }] of present.entries()) {
    const top = buckets.shared?.path ?? buckets.account.path;
    const unit = units.get(top) ?? index;
    units.set(top, unit);
    units.set(buckets.account.path, unit);
  }
  return [...units].flatMap(([bucket, unit]) => {
    const row = look.buckets.get(bucket);
    const entry = known.get(bucket);
    const [out, into] = [taken.get(bucket) ?? 0, back.get(bucket) ?? 0];
    if (row === undefined || entry === undefined) return [];
    if (out === 0 && into === 0 && !hasJumpedBack(row.level.countedMs, entry.limit)) return [];
    const level = giveBack(
      out === 0 ? entry.level : spend(entry.level, entry.limit, out, wayMs),
      entry.limit,
      into,
    );
    return [{ unit, bucket, version: row.version, level }];
  });
}
