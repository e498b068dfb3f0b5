import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurrency } from '@quayside/core/domain/money';
import { aRecord } from '@quayside/testkit/match-records';
import { openMatcher } from './open-matcher.ts';

const euro = parseCurrency('EUR')!;
const codes = (messages: readonly { readonly code: string }[]): readonly string[] =>
  messages.map(({ code }) => code);

describe.each(['research', 'demo'] as const)('the matcher that is shipped (%s)', (weights) => {
  const matcher = openMatcher(weights);
  const wanted = aRecord('Northsea cast iron teapot 0.8 l black', {
    brand: 'Northsea',
    price: { amount: '49.90', currency: euro },
  });

  it('puts the right product first and its siblings behind it', () => {
    const titles = [
      'Cast iron teapot by Northsea, 0.8 litres, black',
      'Northsea cast iron teapot 1.2 l black',
      'Northsea cast iron teapot 0.8 l red',
      'Northsea kettle 1 l',
      'Bamboo whisk for matcha',
    ];
    const scores = matcher
      .compare(
        wanted,
        titles.map((title) => aRecord(title)),
      )
      .map(({ score }) => score);
    expect(scores[0]).toBe(Math.max(...scores));
    expect(scores[0]).toBeGreaterThan(matcher.likelyThreshold);
    // A stranger: nothing of it is in the wanted title.
    expect(scores[4]).toBeLessThan(scores[0]! / 2);
  });

  it('says why and why not, and lets nothing that conflicts reach the score that may link by itself', () => {
    const [single, pack] = matcher.compare(wanted, [
      aRecord('Northsea cast iron teapot 0.8 l black', {
        brand: 'Northsea',
        price: { amount: '49.90', currency: euro },
      }),
      aRecord('Northsea cast iron teapot 0.8 l black, pack of 2', { brand: 'Northsea' }),
    ]);
    expect(codes(single!.reasons)).toEqual(
      expect.arrayContaining(['match.same-brand', 'match.same-words', 'match.near-price']),
    );
    expect(single!.vetoes).toEqual([]);
    expect(pack!.vetoes).toEqual([{ code: 'match.conflict-pack', values: { ours: '1', theirs: '2' } }]);
    expect(pack!.objections).toEqual(expect.arrayContaining([...pack!.vetoes]));
    expect(pack!.score).toBeLessThan(matcher.automaticThreshold);
    expect(pack!.score).toBeLessThan(single!.score);
  });

  it('tells words as they are written, not as they are compared', () => {
    const [other] = matcher.compare(aRecord('Salad servers in olive wood, 2 pieces'), [
      aRecord('Salad servers in beech wood, 4 pieces'),
    ]);
    expect(other!.objections).toContainEqual({
      code: 'match.only-theirs',
      values: { words: 'beech, 4 pieces' },
    });
  });

  it('knows the same number, and the same part number of the same brand, for an agreement', () => {
    const gtins = ['03700123450016'];
    const known = aRecord('Samsung washing machine', { brand: 'Samsung', partNumber: 'R85-WH1', gtins });
    const [byNumber, byPart, otherBrand, byModel] = matcher.compare(known, [
      aRecord('Lave-linge', { gtins }),
      aRecord('Washer white', { brand: 'SAMSUNG', partNumber: 'r85wh1' }),
      aRecord('Washer white', { brand: 'Siemens', partNumber: 'r85wh1' }),
      aRecord('Samsung r85 wh1 washer'),
    ]);
    expect(byNumber).toMatchObject({ agreement: 'gtin', vetoes: [] });
    expect(byPart).toMatchObject({ agreement: 'part-number' });
    expect(codes(byPart!.reasons)).toContain('match.same-part-number');
    expect(byNumber!.score).toBeGreaterThan(matcher.automaticThreshold);
    expect(byPart!.score).toBeGreaterThan(matcher.automaticThreshold);
    expect(otherBrand!.agreement).toBeNull();
    expect(codes(otherBrand!.objections)).toContain('match.other-brand');
    expect(byModel!.reasons).toContainEqual({ code: 'match.same-model', values: { code: 'r85wh1' } });
  });

  it('gives every pair a probability, whatever the two say, and the same every time', () => {
    const titles = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(titles, fc.array(titles, { maxLength: 5 }), (title, others) => {
        const compare = () =>
          matcher.compare(
            aRecord(title),
            others.map((other) => aRecord(other)),
          );
        const compared = compare();
        expect(compared).toHaveLength(others.length);
        for (const { score } of compared) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        expect(compare()).toEqual(compared);
      }),
      { numRuns: 50 },
    );
  });
});
