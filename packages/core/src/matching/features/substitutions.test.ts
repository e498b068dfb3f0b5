import { expect, it } from 'vitest';
import { aRecord } from '@quayside/testkit/match-records';
import { countCorpus } from '../corpus.ts';
import { readRecord } from '../read-record.ts';
import { substitutions } from './substitutions.ts';

it.each([
  // In place of each other: names of siblings.
  ['Classic Lady Sheffield rose', 'Classic Lady Winchester rose', 1, 0],
  ['Sheffield watch', 'Winchester watch', 1, 0],
  ['Canon EOS 60D body', 'Canon EOS 70D body', 0, 1],
  // More is said on one side alone.
  ['Classic Lady Sheffield', 'Classic Lady black Sheffield', 0, 0],
  // Another spelling, or a part.
  ['Deluxe anti-glare protector', 'Deluxe antiglare protector', 0, 0],
  ['Running shoe green', 'Running shoe green', 0, 0],
  ['Lamp', 'Chair', 0, 0],
])('%s against %s: %i words and %i figures in place of another', (one, other, words, figures) => {
  const [left, right] = [readRecord(aRecord(one)), readRecord(aRecord(other))];
  const corpus = countCorpus([left, right]);
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    const [ofWords, rarest, ofFigures] = substitutions.measure(a, b, corpus);
    expect([ofWords, ofFigures]).toEqual([words, figures]);
    expect(rarest! > 0).toBe(words > 0);
  }
});
