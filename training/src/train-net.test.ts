import { Net } from '@quayside/core/matching/neural-net';
import { repeatable } from '@quayside/simulators/made-up-goods';
import { expect, it } from 'vitest';
import { trainNet } from './train-net.ts';

it('a net learns what no single feature says, and the same in every run', () => {
  const random = repeatable(5);
  const rows = Array.from({ length: 6_000 }, () => [random(), random(), random() < 0.5 ? Number.NaN : 1]);
  // A match where both are great or both are small, and the third is there.
  const labels = rows.map(([one, other, third]) => (one! > 0.5 === other! > 0.5 && third === 1 ? 1 : 0));
  const counts = rows.map(() => 1);
  const weights = trainNet(rows, labels, counts);
  const net = new Net(weights);
  const right = rows.filter((row, index) => net.logOdds(row) > 0 === (labels[index] === 1)).length;
  expect(right / rows.length).toBeGreaterThan(0.9);
  expect(weights.gaps).toEqual([2]);
  expect(trainNet(rows.slice(0, 500), labels, counts)).toEqual(trainNet(rows.slice(0, 500), labels, counts));
});
