import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aRecord } from '@quayside/testkit/match-records';
import { indexRecords } from './index-records.ts';

/** Nearness by words alone decides. */
const unlearned = { glance: () => 0 };
const records = [
  { id: 'desk', record: aRecord('Brass desk lamp') },
  { id: 'floor', record: aRecord('Brass floor lamp') },
  { id: 'drill', record: aRecord('Drill', { partNumber: 'XR-200', gtins: ['03700123450016'] }) },
];

it('finds what has most in common first, rare words before common ones, and nothing that has nothing', () => {
  const index = indexRecords(unlearned, records);
  expect(index.search(aRecord('A lamp for the desk'), 5)).toEqual(['desk', 'floor']);
  expect(index.search(aRecord('lamp'), 1)).toEqual(['desk']);
  expect(index.search(aRecord('Power tool xr-200'), 5)).toEqual(['drill']);
  expect(index.search(aRecord('Desk lamp', { gtins: ['03700123450016'] }), 5)[0]).toBe('drill');
  expect(index.search(aRecord('stool'), 5)).toEqual([]);
});

it('finds every record by itself, and never more than asked for', () => {
  const words = fc.array(fc.constantFrom('red', 'lamp', 'oak', 'chair', 'small', 'x2', 'été'), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), fc.nat(5), (titles, limit) => {
      const all = titles.map((title, index) => ({ id: String(index), record: aRecord(title.join(' ')) }));
      const index = indexRecords(unlearned, all);
      for (const { id, record: own } of all) {
        expect(index.search(own, all.length)).toContain(id);
        expect(index.search(own, limit).length).toBeLessThanOrEqual(limit);
      }
    }),
  );
});
