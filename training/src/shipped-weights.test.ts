import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { MatchModel, matchWeights } from '@quayside/core/matching/match-model';
import { readPairs } from './read-pairs.ts';

const data = path.resolve(import.meta.dirname, '../../../shared/data/matching');
const shipped = path.resolve(import.meta.dirname, '../../packages/assembly/src/match-weights/research.json');

it('the shipped weights fit this version, and stay below 2 MB', () => {
  const text = readFileSync(shipped, 'utf8');
  expect(text.length).toBeLessThan(2_000_000);
  expect(() => new MatchModel(matchWeights.parse(JSON.parse(text)))).not.toThrow();
});

it.skipIf(!existsSync(data))(
  'nothing of the data that they were learned from is in the shipped weights',
  () => {
    const { lexicon, firstLook, secondLook, calibration } = matchWeights.parse(
      JSON.parse(readFileSync(shipped, 'utf8')),
    );
    const text = JSON.stringify([lexicon, firstLook, secondLook, calibration]).toLowerCase();
    const words = new Set<string>();
    for (const file of readdirSync(data).filter((name) => name.endsWith('.jsonl'))) {
      for (const { left, right } of readPairs(path.join(data, file))) {
        for (const { title } of [left, right]) {
          // Short ones stand in any text of 100,000 letters by chance.
          for (const word of title.toLowerCase().match(/[a-z]{8,}/g) ?? []) words.add(word);
        }
      }
    }
    expect(words.size).toBeGreaterThan(1_000);
    const found = [...words].filter((word) => text.includes(word));
    expect(found.filter((word) => !/^threshold$/.test(word))).toEqual([]);
  },
);
