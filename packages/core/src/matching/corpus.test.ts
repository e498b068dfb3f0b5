import { expect, it } from 'vitest';
import { aRecord } from '@quayside/testkit/match-records';
import { countCorpus } from './corpus.ts';
import { readRecord } from './read-record.ts';

const lamps = (count: number) =>
  countCorpus(Array.from({ length: count }, (_, index) => readRecord(aRecord(`Lamp item${index}`))));

it('what is on every record tells nothing, what is on one almost everything', () => {
  const corpus = lamps(1_000);
  expect(corpus.rarity('lamp')).toBeLessThan(0.01);
  expect(corpus.rarity('item7')).toBeGreaterThan(0.9);
  expect(corpus.rarity('chair')).toBe(corpus.rarity('item7'));
});

it('what a handful of records share is not taken for common', () => {
  expect(lamps(2).rarity('lamp')).toBeGreaterThan(0.75);
  expect(lamps(20).rarity('lamp')).toBeGreaterThan(0.3);
  expect(lamps(20).rarity('lamp')).toBeLessThan(lamps(2).rarity('lamp'));
});
