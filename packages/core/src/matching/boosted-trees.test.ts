import { expect, it } from 'vitest';
import { Forest } from './boosted-trees.ts';

/** Two trees: one asks feature 0, the other is a leaf. */
const forest = new Forest({
  base: 0.5,
  roots: [0, 3],
  feature: [0, -1, -1, -1],
  threshold: [2, 10, 20, 0.25],
  child: [1, 0, 0, 0],
  nanLeft: [0, 0, 0, 0],
});

it('adds the leaves that a row falls into: at the threshold left, above it and without a value right', () => {
  expect(forest.logOdds([2])).toBe(10.75);
  expect(forest.logOdds([2.1])).toBe(20.75);
  expect(forest.logOdds([Number.NaN])).toBe(20.75);
  expect(forest.logOdds([])).toBe(20.75);
});
