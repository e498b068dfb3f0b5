import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Net, rankOf } from './neural-net.ts';

describe('a net with one hidden layer', () => {
  it.each([
    [0, [0, 10, 100], -1],
    [5, [0, 10, 100], -0.5],
    [10, [0, 10, 100], 0],
    [100, [0, 10, 100], 1],
    [1_000, [0, 10, 100], 1],
    [-5, [0, 10, 100], -1],
    [Number.NaN, [0, 10, 100], 0],
    [7, [7], 0],
  ])('%f stands among %j at %f', (value, knots, rank) => {
    expect(rankOf(value, knots)).toBe(rank);
  });

  it('a rank never falls as the value grows, and stays between -1 and 1', () => {
    const knotsOf = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });
    const value = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(knotsOf, value, value, (unsorted, one, other) => {
        const knots = unsorted.toSorted((a, b) => a - b);
        const [low, high] = [rankOf(Math.min(one, other), knots), rankOf(Math.max(one, other), knots)];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('adds what the inputs say, what the hidden unit makes of them, and that one is missing', () => {
    const net = new Net({
      knots: [
        [0, 1],
        [0, 1],
      ],
      gaps: [1],
      hidden: 1,
      // The unit sees the difference of both; then its bias, its weight, the inputs' own weights, and the bias of all.
      weights: [1, -1, 0, 0, 2, 10, 0, 5, 0.5],
    });
    expect(net.logOdds([1, 0])).toBeCloseTo(2 * 2 + 10 + 0.5, 5);
    expect(net.logOdds([0, 1])).toBeCloseTo(-0.05 * 2 * 2 - 10 + 0.5, 5);
    expect(net.logOdds([1, Number.NaN])).toBeCloseTo(1 * 2 + 10 + 5 + 0.5, 5);
  });
});
