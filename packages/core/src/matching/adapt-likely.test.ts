import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptLikely } from './adapt-likely.ts';
import type { ScoredVerdict } from './adapt-threshold.ts';

const matcher = { automaticThreshold: 0.9, likelyThreshold: 0.4 };
const said = (score: number, accepted: number, rejected: number): ScoredVerdict[] => [
  ...Array.from({ length: accepted }, () => ({ score, isAccepted: true })),
  ...Array.from({ length: rejected }, () => ({ score, isAccepted: false })),
];
const verdict = fc.record({
  score: fc.oneof(fc.constantFrom(0, 0.1, 0.4, 0.9, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  isAccepted: fc.boolean(),
});

describe('what is likely in a workspace', () => {
  it('is what the matcher holds for likely while nothing was said', () => {
    expect(adaptLikely([], matcher)).toBe(0.4);
  });

  it('stays where the verdicts are as the scores say', () => {
    const asScored = [...said(0.8, 80, 20), ...said(0.5, 50, 50), ...said(0.2, 20, 80)];
    expect(adaptLikely(asScored, matcher)).toBeCloseTo(0.4, 6);
  });

  it('moves by the odds: where a third of what scores a half is right, a score twice the odds up is as good as 0.4', () => {
    // Odds of 1 that are 1/2: 0.4 (odds 2/3) is found at odds 4/3.
    expect(adaptLikely(said(0.5, 2_000, 4_000), matcher)).toBeCloseTo(4 / 7, 2);
    expect(adaptLikely(said(0.5, 4_000, 2_000), matcher)).toBeCloseTo(1 / 4, 2);
  });

  it('moves little for the first verdicts', () => {
    expect(adaptLikely(said(0.9, 0, 1), { ...matcher, likelyThreshold: 0.38 })).toBeCloseTo(0.46, 2);
    expect(adaptLikely(said(0.2, 1, 0), matcher)).toBeCloseTo(0.34, 2);
  });

  it('never falls by a reject, never rises by an accept, and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 60 }), verdict, (before, one) => {
        const was = adaptLikely(before, matcher);
        const is = adaptLikely([...before, one], matcher);
        if (one.isAccepted) expect(is).toBeLessThanOrEqual(was + 1e-9);
        else expect(is).toBeGreaterThanOrEqual(was - 1e-9);
        expect(is).toBeGreaterThanOrEqual(0.1);
        expect(is).toBeLessThanOrEqual(0.9);
      }),
    );
  });

  it('does not depend on the order in which things were said', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 40 }), (verdicts) => {
        expect(adaptLikely(verdicts.toReversed(), matcher)).toBeCloseTo(adaptLikely(verdicts, matcher), 9);
      }),
    );
  });
});
