import type { BucketLimit } from '@quayside/core/ports/manifest';
import { spend, spendable, waitMsFor, type BucketLevel } from './token-bucket.ts';

/** Somebody who waits for tokens of an account's bucket, in this process or another. */
export interface WaitingLine {
  /** The account's bucket, and the application's above it, if there is one. */
  readonly bucket: string;
  readonly shared: string | null;
  /** The process that waits. */
  readonly holder: string;
  /** 0 is served first. */
  readonly priority: number;
  readonly wanted: number;
}

export interface KnownBucket {
  /** Refilled (see `refill`). */
  readonly level: BucketLevel;
  readonly limit: BucketLimit;
  /** How long ago it last gave or took something; who was served longest ago is next. */
  readonly restedMs: number;
  /** Another number each time it has changed. */
  readonly turn: number;
}

export interface Lease {
  readonly line: WaitingLine;
  readonly granted: number;
  /** Until the next token for this line, with everybody ahead of it served; 0 when it has all it wanted. */
  readonly waitMs: number;
}

export interface LeasePlan {
  /** Of the holder's own lines. */
  readonly leases: readonly Lease[];
  /** How many tokens the holder takes from each bucket, shared ones included. */
  readonly taken: ReadonlyMap<string, number>;
}

interface Standing {
  readonly line: WaitingLine;
  /** Among the lines of its bucket and priority; moves with every change of the bucket. */
  readonly place: number;
  granted: number;
}

/**
 * Deals out what is there, among everybody who is known to wait, and answers the part of one process; what falls to others is left for them. Every process
 * deals alike, so that none needs to ask another.
 *
 * Accounts that share a bucket take turns, the one that was served longest ago first. Within an account the higher priority gets the next token, and lines
 * of one priority take turns.
 */
export function planLeases(
  buckets: ReadonlyMap<string, KnownBucket>,
  lines: readonly WaitingLine[],
  holder: string,
): LeasePlan {
  const levels = new Map([...buckets].map(([path, { level }]) => [path, level]));
  const dealt = new Map<string, number>();
  const taken = new Map<string, number>();
  const standing = lines
    .filter(({ bucket, shared }) => buckets.has(bucket) && (shared === null || buckets.has(shared)))
    .map((line): Standing => ({ line, place: placeOf(line, lines, buckets), granted: 0 }))
    .sort(byRank);

  function take(path: string | null, isOurs: boolean): void {
    const known = path === null ? undefined : buckets.get(path);
    const level = path === null ? undefined : levels.get(path);
    if (path === null || known === undefined || level === undefined) return;
    levels.set(path, spend(level, known.limit, 1));
    dealt.set(path, (dealt.get(path) ?? 0) + 1);
    if (isOurs) taken.set(path, (taken.get(path) ?? 0) + 1);
  }
  const has = (path: string | null): boolean => {
    const level = path === null ? undefined : levels.get(path);
    return level === undefined || spendable(level) >= 1;
  };
  for (;;) {
    let next: Standing | undefined;
    for (const each of standing) {
      const { bucket, shared, wanted } = each.line;
      if (each.granted >= wanted || !has(bucket) || !has(shared)) continue;
      if (next === undefined || isAhead(each, next, buckets, dealt)) next = each;
    }
    if (next === undefined) break;
    next.granted += 1;
    const isOurs = next.line.holder === holder;
    take(next.line.bucket, isOurs);
    take(next.line.shared, isOurs);
  }
  const leases = standing
    .filter(({ line }) => line.holder === holder)
    .map((each) => ({
      line: each.line,
      granted: each.granted,
      waitMs: each.granted >= each.line.wanted ? 0 : waitOf(each, standing, buckets, levels),
    }));
  return { leases, taken };
}

/** Processes that wait alike take turns. */
function placeOf(
  line: WaitingLine,
  lines: readonly WaitingLine[],
  buckets: ReadonlyMap<string, KnownBucket>,
): number {
  const alike = lines.filter(({ bucket, priority }) => bucket === line.bucket && priority === line.priority);
  const before = alike.filter(({ holder }) => holder < line.holder).length;
  return (before + (buckets.get(line.bucket)?.turn ?? 0)) % alike.length;
}

/** In an order that is the same for every process. */
function byRank({ line: one, place }: Standing, { line: other, place: otherPlace }: Standing): number {
  if (one.priority !== other.priority) return one.priority - other.priority;
  if (one.bucket !== other.bucket) return one.bucket < other.bucket ? -1 : 1;
  return place - otherPlace;
}

function isAhead(
  one: Standing,
  other: Standing,
  buckets: ReadonlyMap<string, KnownBucket>,
  dealt: ReadonlyMap<string, number>,
): boolean {
  if (one.line.bucket !== other.line.bucket) {
    const [ours, theirs] = [dealt.get(one.line.bucket) ?? 0, dealt.get(other.line.bucket) ?? 0];
    if (ours !== theirs) return ours < theirs;
    return (buckets.get(one.line.bucket)?.restedMs ?? 0) > (buckets.get(other.line.bucket)?.restedMs ?? 0);
  }
  if (one.line.priority !== other.line.priority) return one.line.priority < other.line.priority;
  return one.granted < other.granted;
}

function waitOf(
  { line }: Standing,
  standing: readonly Standing[],
  buckets: ReadonlyMap<string, KnownBucket>,
  levels: ReadonlyMap<string, BucketLevel>,
): number {
  const pending = (each: Standing): number => each.line.wanted - each.granted;
  // Of an equal, one token goes first; of a higher priority, all.
  const before = standing
    .filter((each) => each.line !== line && each.line.bucket === line.bucket)
    .filter((each) => each.line.priority <= line.priority)
    .map((each) => (each.line.priority === line.priority ? Math.min(1, pending(each)) : pending(each)));
  const rivals = new Set(
    standing
      .filter((each) => each.line.bucket !== line.bucket && each.line.shared === line.shared)
      .filter((each) => pending(each) > 0)
      .map((each) => each.line.bucket),
  );
  const waitIn = (path: string | null, count: number): number => {
    const known = path === null ? undefined : buckets.get(path);
    const level = path === null ? undefined : levels.get(path);
    return known === undefined || level === undefined ? 0 : waitMsFor(level, known.limit, count);
  };
  const ahead = before.reduce((total, count) => total + count, 0);
  return Math.max(waitIn(line.bucket, ahead + 1), waitIn(line.shared, rivals.size + 1));
}
