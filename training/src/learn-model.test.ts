import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { learnedMatcher } from '@quayside/core/matching/learned-matcher';
import { MatchModel, matchWeights } from '@quayside/core/matching/match-model';
import { disguise } from './disguise.ts';
import { learnModel } from './learn-model.ts';
import { openCatalogues } from './open-catalogues.ts';
import { readPairs } from './read-pairs.ts';

const labels = path.resolve(import.meta.dirname, '../../demo/labels/demo.train.jsonl');
const pairs = readPairs(labels);
/** Every second product is learned from, the others are asked about. */
const isForLearning = (_: unknown, index: number): boolean => Math.floor(index / 24) % 2 === 0;
const learning = pairs.filter(isForLearning);
const asking = pairs.filter((pair, index) => !isForLearning(pair, index));

describe('learning a matcher', () => {
  const weights = learnModel(
    [{ name: 'demo', plain: [openCatalogues(learning)], disguised: [openCatalogues(learning, disguise)] }],
    () => undefined,
  );

  it('finds the matches among products that it has not seen', () => {
    const { catalogues, labels: truth } = openCatalogues(asking);
    const model = new MatchModel(weights);
    const scores = model.score(catalogues);
    const found = scores.map((score) => score >= model.likelyThreshold);
    const right = found.filter((isFound, index) => isFound && truth[index] === 1).length;
    const precision = right / found.filter(Boolean).length;
    const recall = right / truth.filter((label) => label === 1).length;
    expect(precision).toBeGreaterThan(0.95);
    expect(recall).toBeGreaterThan(0.95);
  });

  it('learns nothing from labels that mean nothing', () => {
    const shuffled = openCatalogues(learning);
    const meaningless = learnModel(
      [
        {
          name: 'shuffled',
          plain: [
            { ...shuffled, labels: shuffled.labels.map((_, index) => ((index * 7919) % 5 === 0 ? 1 : 0)) },
          ],
          disguised: [],
        },
      ],
      () => undefined,
    );
    const { catalogues, labels: truth } = openCatalogues(asking);
    const scores = new MatchModel(meaningless).score(catalogues);
    const mean = (label: number): number => {
      const own = scores.filter((_, index) => truth[index] === label);
      return own.reduce((sum, score) => sum + score, 0) / own.length;
    };
    expect(Math.abs(mean(1) - mean(0))).toBeLessThan(0.2);
  });

  it('gives the same weights for the same labels, and they survive being written', () => {
    const again = learnModel(
      [{ name: 'demo', plain: [openCatalogues(learning)], disguised: [openCatalogues(learning, disguise)] }],
      () => undefined,
    );
    expect(again).toEqual(weights);
    expect(matchWeights.parse(JSON.parse(JSON.stringify(weights)))).toEqual(weights);
  });

  it('refuses weights of another version, and writes no record into them', () => {
    expect(() => new MatchModel({ ...weights, features: ['another'] })).toThrow('train it again');
    const text = JSON.stringify(weights).toLowerCase();
    for (const { left } of learning) expect(text).not.toContain(left.title.toLowerCase());
  });

  it('is the one that is shipped as the fallback', () => {
    const file = path.resolve(import.meta.dirname, '../../packages/assembly/src/match-weights/demo.json');
    const shipped = new MatchModel(matchWeights.parse(JSON.parse(readFileSync(file, 'utf8'))));
    const [first] = pairs;
    const [comparison] = learnedMatcher(shipped).compare(first!.left, [first!.right]);
    expect(comparison?.score).toBeGreaterThan(shipped.likelyThreshold);
  });
});
