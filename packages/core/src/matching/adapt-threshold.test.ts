import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptThreshold, lowerBound, mostLowering, type ScoredVerdict } from './adapt-threshold.ts';

const matcher = { automaticThreshold: 0.95, likelyThreshold: 0.5 };
const accepts = (count: number, score: number): ScoredVerdict[] =>
  Array.from({ length: count }, () => ({ score, isAccepted: true }));
const reject = (score: number): ScoredVerdict => ({ score, isAccepted: false });
const scoreOf = (...verdicts: ScoredVerdict[]): number => adaptThreshold(verdicts, matcher).score;

const verdict = fc.record({
  // Few places, so that verdicts meet, and the ends among them.
  score: fc.oneof(
    fc.constantFrom(0, 0.5, 0.86, 0.9, 0.94, 0.95, 0.9501, 0.97, 0.995, 1),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  isAccepted: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, { arbitrary: fc.boolean(), weight: 1 }),
});
const history = fc
  .tuple(
    fc.array(verdict, { maxLength: 60 }),
    fc.integer({ min: 0, max: 700 }),
    fc.constantFrom(0.86, 0.9, 0.96),
  )
  .map(([some, count, score]) => [...some, ...accepts(count, score)]);

describe('the workspace’s own threshold', () => {
  it('is the matcher’s while nothing was said', () => {
    expect(adaptThreshold([], matcher)).toEqual({ score: 0.95, why: 'given', accepted: 0, rejected: 0 });
  });

  it('rises over what was rejected above it, with few accepts', () => {
    expect(scoreOf(reject(0.97))).toBeCloseTo(0.9701, 6);
    expect(adaptThreshold([reject(0.97), ...accepts(50, 0.98)], matcher)).toMatchObject({
      why: 'raised',
      accepted: 50,
      rejected: 1,
    });
    expect(scoreOf(reject(1))).toBeGreaterThan(1);
  });

  it('stays where one reject stands against so many accepts that 99 of 100 are right', () => {
    expect(scoreOf(reject(0.97), ...accepts(600, 0.98))).toBe(0.95);
  });

  it('does not move for what was rejected below it', () => {
    expect(scoreOf(reject(0.94), reject(0.5))).toBe(0.95);
  });

  it('falls only when many were accepted below it, and no further than a tenth', () => {
    expect(scoreOf(...accepts(200, 0.9))).toBe(0.95);
    expect(scoreOf(...accepts(268, 0.9))).toBe(0.9);
    expect(scoreOf(...accepts(268, 0.9), reject(0.92))).toBe(0.95);
    expect(scoreOf(...accepts(5_000, 0.6))).toBe(0.95);
  });

  it('never falls by a reject and never rises by an accept, whatever was said before', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 1, noNaN: true }), (said, score) => {
        const before = scoreOf(...said);
        expect(scoreOf(...said, reject(score))).toBeGreaterThanOrEqual(before);
        expect(scoreOf(...said, { score, isAccepted: true })).toBeLessThanOrEqual(before);
      }),
      { numRuns: 1_000 },
    );
  });

  it('lies between what is likely and just above 1', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0.5, max: 1, noNaN: true }), (said, automaticThreshold) => {
        const own = adaptThreshold(said, { ...matcher, automaticThreshold });
        expect(own.score).toBeGreaterThanOrEqual(
          Math.max(matcher.likelyThreshold, automaticThreshold - mostLowering),
        );
        expect(own.score).toBeLessThanOrEqual(1.0002);
      }),
    );
  });
});

it('Wilson’s lower bound: of 268 without a miss it is 0.99, of fewer less', () => {
  expect(lowerBound({ accepted: 268, rejected: 0 })).toBeGreaterThanOrEqual(0.99);
  expect(lowerBound({ accepted: 267, rejected: 0 })).toBeLessThan(0.99);
  expect(lowerBound({ accepted: 0, rejected: 0 })).toBe(0);
});
