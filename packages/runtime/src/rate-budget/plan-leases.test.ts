import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLeases, type KnownBucket, type WaitingLine } from './plan-leases.ts';
import { fullBucket } from './token-bucket.ts';

const limit = { perSecond: 5, burst: 5 };
const application = { perSecond: 100, burst: 100 };

function bucket(tokens: number, changes: Partial<KnownBucket> = {}): KnownBucket {
  return { level: { tokens, countedMs: 0, pausedMs: 0 }, limit, restedMs: 0, turn: 0, ...changes };
}

function line(changes: Partial<WaitingLine> = {}): WaitingLine {
  return { bucket: 'a', shared: null, holder: 'us', priority: 0, wanted: 1, ...changes };
}

/** What each line of `holder` gets. */
function dealt(
  buckets: Readonly<Record<string, KnownBucket>>,
  lines: readonly WaitingLine[],
  holder = 'us',
): number[] {
  const { leases } = planLeases(new Map(Object.entries(buckets)), lines, holder);
  return lines
    .filter((each) => each.holder === holder)
    .map((each) => leases.find((lease) => lease.line === each)?.granted ?? 0);
}

describe('within an account', () => {
  it('a fall gets the next token, however many prices wait', () => {
    const prices = line({ priority: 6, wanted: 1_000 });
    expect(dealt({ a: bucket(1) }, [prices, line()])).toEqual([0, 1]);
    expect(dealt({ a: bucket(3) }, [prices, line()])).toEqual([2, 1]);
  });

  it('a fall that waits in another process gets it too: we leave it there', () => {
    const lines = [line({ priority: 6, wanted: 8 }), line({ holder: 'them' })];
    expect(dealt({ a: bucket(1) }, lines)).toEqual([0]);
    expect(dealt({ a: bucket(1) }, lines, 'them')).toEqual([1]);
  });

  it('lines that wait alike in two processes take turns, whoever asks', () => {
    const lines = [line({ wanted: 50 }), line({ holder: 'them', wanted: 50 })];
    const ours = [0, 1, 2, 3].map((turn) => dealt({ a: bucket(1, { turn }) }, lines)[0]);
    const theirs = [0, 1, 2, 3].map((turn) => dealt({ a: bucket(1, { turn }) }, lines, 'them')[0]);
    expect(ours.map((count, index) => (count ?? 0) + (theirs[index] ?? 0))).toEqual([1, 1, 1, 1]);
    expect(ours.filter((count) => count === 1)).toHaveLength(2);
  });

  it('a price is told to wait for all falls ahead of it', () => {
    const lines = [line({ wanted: 4 }), line({ priority: 6 })];
    const { leases } = planLeases(new Map([['a', bucket(0)]]), lines, 'us');
    expect(leases.map(({ waitMs }) => waitMs)).toEqual([200, 1_000]);
  });
});

describe('P9: an application’s bucket', () => {
  const accounts = (count: number, wanted: number): WaitingLine[] =>
    Array.from({ length: count }, (_, index) => line({ bucket: `account-${index}`, shared: 'app', wanted }));

  it('is split evenly among the accounts that wait, also with those of other processes', () => {
    const lines = [
      ...accounts(3, 5),
      ...accounts(6, 5)
        .slice(3)
        .map((each) => ({ ...each, holder: 'them' })),
    ];
    const buckets = Object.fromEntries(lines.map((each) => [each.bucket, bucket(5)]));
    const app = bucket(12, { limit: application });
    expect(dealt({ ...buckets, app }, lines)).toEqual([2, 2, 2]);
  });

  it('goes first to who was served longest ago', () => {
    const buckets = { 'account-0': bucket(5, { restedMs: 10 }), 'account-1': bucket(5, { restedMs: 900 }) };
    const app = bucket(1, { limit: application });
    expect(dealt({ ...buckets, app }, accounts(2, 5))).toEqual([0, 1]);
  });

  it('is not kept for an account whose own bucket is empty or paused', () => {
    const paused = bucket(5, { level: { ...fullBucket(limit), pausedMs: 60_000 }, restedMs: 60_000 });
    const buckets = { 'account-0': paused, 'account-1': bucket(5), 'account-2': bucket(0.5) };
    const app = bucket(4, { limit: application });
    expect(dealt({ ...buckets, app }, accounts(3, 4))).toEqual([0, 4, 0]);
  });

  it('and every account’s own never give more than they hold, whatever the processes ask for', () => {
    const lines = fc.array(
      fc.record({
        bucket: fc.constantFrom('a', 'b', 'c'),
        shared: fc.constantFrom('app', null),
        holder: fc.constantFrom('us', 'them', 'others'),
        priority: fc.integer({ min: 0, max: 9 }),
        wanted: fc.integer({ min: 1, max: 20 }),
      }),
      { maxLength: 12 },
    );
    const levels = fc.tuple(...[5, 5, 5, 12].map((most) => fc.double({ min: 0, max: most, noNaN: true })));
    fc.assert(
      fc.property(lines, levels, fc.integer({ min: 0, max: 5 }), (waiting, tokens, turn) => {
        const known = new Map(
          ['a', 'b', 'c', 'app'].map((path, index) => [path, bucket(tokens[index] ?? 0, { turn })]),
        );
        // All processes ask at once and none of them hears of the others: together they still take no more than there is.
        const plans = ['us', 'them', 'others'].map((holder) => planLeases(known, waiting, holder));
        for (const [path, { level }] of known) {
          const taken = plans.reduce((total, plan) => total + (plan.taken.get(path) ?? 0), 0);
          expect(taken, path).toBeLessThanOrEqual(Math.floor(level.tokens + 1e-9));
        }
        for (const { leases } of plans) {
          for (const { line: asked, granted, waitMs } of leases) {
            expect(granted).toBeLessThanOrEqual(asked.wanted);
            if (granted < asked.wanted) expect(waitMs).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});
