import type { BucketLimit } from '@quayside/core/ports/manifest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fullBucket,
  giveBack,
  usualWayMs,
  refill,
  spend,
  spendable,
  waitMsFor,
  type BucketLevel,
} from './token-bucket.ts';

const official = fc.constantFrom<BucketLimit>(
  { perSecond: 5, burst: 5 },
  { perSecond: 5, burst: 10 },
  { perSecond: 2, burst: 2 },
  { perSecond: 0.5, burst: 30 },
  { perSecond: 0.0056, burst: 20 },
  { perSecond: 100, burst: 100 },
);

/** As the database keeps it: a level with the moment of its writing. */
function createOurs(limit: BucketLimit) {
  let [level, writtenAt] = [fullBucket(limit), 0];
  return {
    at(now: number): BucketLevel {
      const since = now - writtenAt;
      return refill(
        { ...level, countedMs: level.countedMs - since, pausedMs: level.pausedMs - since },
        limit,
      );
    },
    write(next: BucketLevel, now: number): void {
      [level, writtenAt] = [next, now];
    },
  };
}

/** The platform's own, as published: full at first, refilled at once, a token for each call that arrives. */
function createTheirs({ perSecond, burst }: BucketLimit) {
  let [tokens, countedAt] = [burst, 0];
  return (arrivesAt: number): boolean => {
    tokens = Math.min(burst, tokens + ((arrivesAt - countedAt) / 1_000) * perSecond);
    countedAt = arrivesAt;
    if (tokens < 1 - 1e-6) return false;
    tokens -= 1;
    return true;
  };
}

describe('a bucket of ours', () => {
  it('never lets a call through that the platform would refuse, however long each call is on its way', () => {
    const moment = fc.record({
      /** From the moment before, in tokens' time. */
      after: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 12, noNaN: true }),
      ),
      wanted: fc.integer({ min: 1, max: 12 }),
      ways: fc.oneof(
        fc.constantFrom(0, usualWayMs).map((way) => Array<number>(12).fill(way)),
        fc.array(fc.integer({ min: 0, max: usualWayMs }), { minLength: 12, maxLength: 12 }),
      ),
      unused: fc.constantFrom(0, 0, 0, 1, 2),
    });
    fc.assert(
      fc.property(official, fc.array(moment, { maxLength: 60 }), (limit, moments) => {
        const ours = createOurs(limit);
        const arrivals: number[] = [];
        let now = 0;
        for (const { after, wanted, ways, unused } of moments) {
          now += Math.ceil((after * 1_000) / limit.perSecond);
          const level = ours.at(now);
          const count = Math.min(wanted, spendable(level));
          const used = Math.max(0, count - unused);
          const spent = count === 0 ? level : spend(level, limit, count);
          ours.write(giveBack(spent, limit, count - used), now);
          for (const way of ways.slice(0, used)) arrivals.push(now + way);
        }
        const theirs = createTheirs(limit);
        for (const arrivesAt of arrivals.sort((one, other) => one - other)) {
          expect(theirs(arrivesAt), `at ${arrivesAt} ms`).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives at least 98 % of the refill to somebody who always wants more, however late each round is, up to two fifths of the bucket', () => {
    const lateness = fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { minLength: 20, maxLength: 20 });
    // The smallest bucket has no room for both: it is full again before a call can have arrived.
    const roomy = official.filter(({ burst }) => burst > 2);
    fc.assert(
      fc.property(roomy, lateness, (limit, late) => {
        const ours = createOurs(limit);
        let [now, used] = [0, 0];
        for (let round = 0; used < 1_000; round += 1) {
          const level = ours.at(now);
          const count = spendable(level);
          if (count > 0) ours.write(spend(level, limit, count), now);
          used += count;
          const lateMs = ((late[round % late.length] ?? 0) * limit.burst * 1_000) / limit.perSecond;
          now += waitMsFor(ours.at(now), limit, 1) + lateMs;
        }
        const given = limit.burst + (now / 1_000) * limit.perSecond;
        // What is in the bucket at the end is not lost.
        expect(used).toBeGreaterThanOrEqual(0.98 * (given - limit.burst));
      }),
    );
  });

  it('names a wait after which the token is there, and before which it is not', () => {
    const level = fc.record({
      tokens: fc.double({ min: 0, max: 0.99, noNaN: true }),
      countedMs: fc.integer({ min: 0, max: usualWayMs }),
      pausedMs: fc.integer({ min: 0, max: 5_000 }),
    });
    fc.assert(
      fc.property(official, level, (limit, written) => {
        const now = refill(written, limit);
        const waitMs = waitMsFor(now, limit, 1);
        const later = (ms: number): number =>
          spendable(refill({ ...now, countedMs: now.countedMs - ms, pausedMs: now.pausedMs - ms }, limit));
        expect(later(waitMs + 1)).toBeGreaterThanOrEqual(1);
        if (waitMs > 1) expect(later(waitMs - 1)).toBe(0);
      }),
    );
  });

  it('whose clock has jumped back goes on from where it was: nothing is given away, nobody is starved', () => {
    const limit = { perSecond: 5, burst: 5 };
    const jumped = refill({ tokens: 0, countedMs: 3_600_000, pausedMs: 3_601_000 }, limit);
    expect(jumped).toEqual({ tokens: 0, countedMs: 0, pausedMs: 1_000 });
  });
});
