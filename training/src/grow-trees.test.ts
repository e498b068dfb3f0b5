import { Forest } from '@quayside/core/matching/boosted-trees';
import { repeatable } from '@quayside/simulators/made-up-goods';
import { describe, expect, it } from 'vitest';
import { binRows } from './bin-rows.ts';
import { firstGrowth, growTrees, type Direction } from './grow-trees.ts';

/** Rows whose first feature decides but for noise, whose second one contradicts what it is known to say, and whose third is missing here and there. */
function madeUp(count: number) {
  const random = repeatable(3);
  const rows: number[][] = [];
  const labels: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const features = [random(), random(), random() < 0.3 ? Number.NaN : random()];
    rows.push(features);
    labels.push(features[0]! + 0.5 * features[1]! + 0.4 * random() > 0.95 ? 1 : 0);
  }
  return { rows, labels };
}

function grown(directions: readonly Direction[]): Forest {
  const { rows, labels } = madeUp(3_000);
  return new Forest(
    growTrees(
      binRows(rows),
      labels,
      rows.map(() => 1),
      { ...firstGrowth, featureShare: 0.9 },
      directions,
    ),
  );
}

/** The steps of the log-odds as one feature grows and the others stay. */
function steps(forest: Forest, feature: number): readonly number[] {
  const found: number[] = [];
  for (const others of [0.1, 0.4, 0.6, 0.9, Number.NaN]) {
    let last = Number.NaN;
    for (let value = 0; value <= 1; value += 0.01) {
      const row = [others, others, others];
      row[feature] = value;
      const now = forest.logOdds(row);
      if (!Number.isNaN(last)) found.push(now - last);
      last = now;
    }
  }
  return found;
}

describe('growing trees', () => {
  it('finds what decides', () => {
    const { rows, labels } = madeUp(500);
    const forest = grown([0, 0, 0]);
    const right = rows.filter((row, index) => forest.logOdds(row) > 0 === (labels[index] === 1)).length;
    expect(right / rows.length).toBeGreaterThan(0.85);
  });

  it('a feature that speaks for a match never lowers its odds, and one that speaks against never raises them', () => {
    const forest = grown([1, -1, 0]);
    expect(Math.min(...steps(forest, 0))).toBeGreaterThan(-1e-9);
    expect(Math.max(...steps(forest, 0))).toBeGreaterThan(0);
    expect(Math.max(...steps(forest, 1))).toBeLessThan(1e-9);
    // Without being held to it, it would: the labels say so.
    expect(Math.max(...steps(grown([1, 0, 0]), 1))).toBeGreaterThan(0.1);
  });
});
