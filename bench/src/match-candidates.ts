import path from 'node:path';
import { openMatcher } from '@quayside/assembly/open-matcher';
import type { MatchRecord } from '@quayside/core/matching/match-record';
import { readPairs } from '@quayside/training/read-pairs';
import type { Benchmark } from './benchmark.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/data/matching');
const sets = [
  'walmart-amazon',
  'amazon-google',
  'abt-buy',
  'wdc-computers',
  'wdc-cameras',
  'wdc-shoes',
  'wdc-watches',
] as const;
const wanted = 20;

/** Whether the index finds what belongs together: the right records of train and valid are indexed, the left records of the valid matches are looked for. */
export const matchCandidates: Benchmark = {
  summary: '{recallAt20, lowestRecallAt20}: known matches among the first 20 that the index finds',
  run(progress) {
    const matcher = openMatcher('research');
    let [found, all, lowest] = [0, 0, 1];
    for (const set of sets) {
      const valid = readPairs(path.join(folder, `${set}.valid.jsonl`));
      const train = readPairs(path.join(folder, `${set}.train.jsonl`));
      const ids = new Map<string, MatchRecord>();
      for (const { right } of [...train, ...valid]) ids.set(JSON.stringify(right), right);
      const index = matcher.index([...ids].map(([id, record]) => ({ id, record })));
      const matches = valid.filter(({ isMatch }) => isMatch);
      const own = matches.filter(({ left, right }) =>
        index.search(left, wanted).includes(JSON.stringify(right)),
      ).length;
      progress(`${set}: ${own} of ${matches.length} among ${ids.size} records`);
      found += own;
      all += matches.length;
      lowest = Math.min(lowest, own / matches.length);
    }
    return Promise.resolve({ recallAt20: round(found / all), lowestRecallAt20: round(lowest) });
  },
};

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
