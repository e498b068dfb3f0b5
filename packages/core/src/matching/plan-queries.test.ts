import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRecord } from '@quayside/testkit/match-records';
import type { MatchRecord } from './match-record.ts';
import { mostQueries, mostWords, planQueries } from './plan-queries.ts';

const record = (changes: Partial<MatchRecord> = {}): MatchRecord => aRecord('Lampe de bureau LED', changes);

describe('questions for a catalogue search', () => {
  it('begin with the manufacturer’s number within the brand, then the telling words, then the title', () => {
    const wanted = record({
      title: 'Acme Perceuse visseuse sans fil XR-200 "Pro" - Rouge, 18V',
      brand: 'Acme',
      partNumber: 'XR-200/B',
      options: ['Rouge'],
    });
    expect(planQueries(wanted)).toEqual([
      { words: ['xr-200/b'], brand: 'Acme' },
      { words: ['acme', 'perceuse', 'xr-200', '18v'], brand: null },
      { words: ['acme', 'perceuse', 'visseuse', 'fil', 'xr-200', 'pro', '18v'], brand: null },
    ]);
  });

  it('are asked once where they are the same', () => {
    expect(planQueries(record({ title: 'Lampe LED' }))).toEqual([{ words: ['lampe', 'led'], brand: null }]);
  });

  it('keep what only tells siblings apart where the title says nothing else', () => {
    expect(planQueries(record({ title: 'Rouge', options: ['Rouge'] }))).toEqual([
      { words: ['rouge'], brand: null },
    ]);
  });

  it.each(['', '   ', '!!! ??? --', 'de la'])('are none for the title %j', (title) => {
    expect(planQueries(record({ title }))).toEqual([]);
  });

  it('are few, different, short and free of signs, whatever the shop writes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    const wanted = fc.record({
      title: text,
      brand: fc.option(text),
      partNumber: fc.option(text),
      options: fc.array(text, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(wanted, (changes) => {
        const queries = planQueries(record(changes));
        expect(queries.length).toBeLessThanOrEqual(mostQueries);
        expect(new Set(queries.map((each) => JSON.stringify(each))).size).toBe(queries.length);
        for (const { words } of queries) {
          expect(words.length).toBeGreaterThan(0);
          expect(words.length).toBeLessThanOrEqual(mostWords);
          expect(new Set(words).size).toBe(words.length);
          for (const word of words) expect(word).toMatch(/^[\p{L}\p{M}\p{N}]+([-./][\p{L}\p{M}\p{N}]+)*$/u);
        }
      }),
    );
  });
});
