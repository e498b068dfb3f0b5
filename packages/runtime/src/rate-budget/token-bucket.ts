import type { BucketLimit } from '@quayside/core/ports/manifest';

/** A token bucket as one look at the database's clock shows it. Times are milliseconds from the moment of that look. */
export interface BucketLevel {
  readonly tokens: number;
  /** Up to when its refill is counted in `tokens`: below zero in the past; above zero while the refill is held back. */
  readonly countedMs: number;
  /** How long nothing may be spent; 0: no pause. */
  readonly pausedMs: number;
}

/**
 * How long a call may be on its way, from the look at our bucket to the platform's own, where nothing is known to be slow. For that long a bucket that was
 * full begins no refill: the platform's stays full until the call arrives, and ours must never run ahead of it.
 */
export const usualWayMs = 400;
const longestWayMs = 2_000;
/** A small bucket of a high rate would lose all of its refill to that: it waits for this part of what fills it at most. */
const longestPart = 0.8;

function holdBackMs({ perSecond, burst }: BucketLimit, wayMs: number): number {
  return Math.min(wayMs, longestWayMs, (burst / perSecond) * 1_000 * longestPart);
}

export function fullBucket({ burst }: BucketLimit): BucketLevel {
  return { tokens: burst, countedMs: 0, pausedMs: 0 };
}

/** The level now. A clock that has jumped back moves what it said before along with it: nothing is given away and nothing is held up. */
export function refill({ tokens, countedMs, pausedMs }: BucketLevel, limit: BucketLimit): BucketLevel {
  if (hasJumpedBack(countedMs, limit))
    return { tokens, countedMs: 0, pausedMs: Math.max(0, pausedMs - countedMs) };
  const earned = (Math.max(0, -countedMs) / 1_000) * limit.perSecond;
  return {
    tokens: Math.min(limit.burst, tokens + earned),
    countedMs: Math.max(0, countedMs),
    pausedMs: Math.max(0, pausedMs),
  };
}

/** Whether the refill is counted further ahead than this bucket is ever held back; a millisecond for rounding. */
export function hasJumpedBack(countedMs: number, limit: BucketLimit): boolean {
  return countedMs > holdBackMs(limit, longestWayMs) + 1;
}

/** How many whole tokens may be spent now. @param level as `refill` answers it. */
export function spendable({ tokens, pausedMs }: BucketLevel): number {
  return pausedMs > 0 ? 0 : Math.floor(tokens + rounding);
}

/** @param level as `refill` answers it, with at least `count` tokens. */
export function spend(
  level: BucketLevel,
  limit: BucketLimit,
  count: number,
  wayMs = usualWayMs,
): BucketLevel {
  const untilFullMs = ((limit.burst - level.tokens) / limit.perSecond) * 1_000;
  return {
    ...level,
    tokens: Math.max(0, level.tokens - count),
    countedMs: Math.max(level.countedMs, holdBackMs(limit, wayMs) - untilFullMs),
  };
}

/** Tokens that were leased and not used. @param level as `refill` answers it. */
export function giveBack(level: BucketLevel, limit: BucketLimit, count: number): BucketLevel {
  return { ...level, tokens: Math.min(limit.burst, level.tokens + count) };
}

/** Milliseconds until this many tokens will have been there, if nobody else takes any. @param level as `refill` answers it. */
export function waitMsFor(level: BucketLevel, limit: BucketLimit, count: number): number {
  const missing = count - level.tokens;
  const earningMs = missing <= rounding ? 0 : level.countedMs + (missing / limit.perSecond) * 1_000;
  return Math.max(level.pausedMs, earningMs);
}

/** A hair below one token is one: binary fractions must not cost a caller its turn. Far below what any clock step earns. */
const rounding = 1e-9;
