import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../domain/message.ts';
import { assignPairs } from './assign-pairs.ts';
import type { Compared, MatchRules } from './decide-match.ts';
import { decideFamily, fitFamily, type FamilyItem, type Sibling } from './match-family.ts';
import type { MatchComparison } from './matcher.ts';

const rules: MatchRules = { isByScoreAllowed: true, threshold: 0.95, likelyThreshold: 0.5 };
const veto = say('match.other-number', { sku: 'S', catalogueId: 'X', gtin: '1', has: '2' });

function pair(
  catalogueId: string,
  score: number,
  familyId: string | null = 'F',
  agreement: MatchComparison['agreement'] = null,
  isVetoed = false,
): Compared<FamilyItem> {
  const vetoes = isVetoed ? [veto] : [];
  return {
    item: { catalogueId, familyId },
    isRejected: false,
    isContradicted: false,
    comparison: { score, agreement, reasons: [], objections: vetoes, vetoes },
  };
}

describe('pairs', () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 })), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
    );

  /** By trying everything. */
  function most(worth: readonly (readonly number[])[], row = 0, taken: readonly number[] = []): number {
    const values = worth[row];
    if (values === undefined) return 0;
    const alone = most(worth, row + 1, taken);
    return values.reduce(
      (best, value, column) =>
        value <= 0 || taken.includes(column)
          ? best
          : Math.max(best, value + most(worth, row + 1, [...taken, column])),
      alone,
    );
  }

  it('are each made once, only where they may be, and worth as much as any can be', () => {
    fc.assert(
      fc.property(matrix, (worth) => {
        const pairs = assignPairs(worth);
        expect(new Set(pairs.map(({ row }) => row)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
        const values = pairs.map(({ row, column }) => worth[row]?.[column] ?? 0);
        expect(values.every((value) => value > 0)).toBe(true);
        expect(values.reduce((sum, value) => sum + value, 0)).toBe(most(worth));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the family of a product', () => {
  it('is the one that fits most of the variants, before one that fits fewer better', () => {
    const siblings: Sibling<FamilyItem>[] = [
      { id: 's', compared: [pair('F-S', 0.7), pair('G-S', 0.95, 'G')] },
      { id: 'm', compared: [pair('F-M', 0.7), pair('G-M', 0.95, 'G')] },
      { id: 'l', compared: [pair('F-L', 0.7)] },
    ];
    expect(fitFamily(siblings, rules)).toEqual({
      familyId: 'F',
      catalogueIds: new Map([
        ['s', 'F-S'],
        ['m', 'F-M'],
        ['l', 'F-L'],
      ]),
    });
  });

  it('gives each item to the variant that it fits, where all look alike', () => {
    const siblings: Sibling<FamilyItem>[] = [
      { id: 's', compared: [pair('F-S', 0.9), pair('F-M', 0.85)] },
      { id: 'm', compared: [pair('F-S', 0.88), pair('F-M', 0.6)] },
    ];
    expect(fitFamily(siblings, rules)?.catalogueIds).toEqual(
      new Map([
        ['s', 'F-M'],
        ['m', 'F-S'],
      ]),
    );
  });

  it.each([
    ['one variant alone', [{ id: 's', compared: [pair('F-S', 0.9)] }]],
    ['what is unlikely', [0, 1].map((id) => ({ id: `${id}`, compared: [pair(`F-${id}`, 0.4)] }))],
    ['what stands alone', [0, 1].map((id) => ({ id: `${id}`, compared: [pair(`F-${id}`, 0.9, null)] }))],
    [
      'what is vetoed',
      [0, 1].map((id) => ({ id: `${id}`, compared: [pair(`F-${id}`, 0.9, 'F', null, true)] })),
    ],
  ])('is none for %s', (_, siblings) => {
    expect(fitFamily(siblings, rules)).toBeNull();
  });
});

describe('variants of one product', () => {
  it('are proposed their item of the family first, and told why', () => {
    const [first] = decideFamily(
      [
        { id: 's', compared: [pair('ALONE', 0.8, null), pair('F-S', 0.7)] },
        { id: 'm', compared: [pair('F-M', 0.7)] },
      ],
      rules,
    );
    expect(first).toMatchObject({
      kind: 'propose',
      proposals: [
        { item: { catalogueId: 'F-S' }, comparison: { reasons: [say('match.same-family', { count: 2 })] } },
        { item: { catalogueId: 'ALONE' } },
      ],
    });
  });

  it('are not linked by score past the family', () => {
    const decisions = decideFamily(
      [
        { id: 's', compared: [pair('ALONE', 0.99, null), pair('F-S', 0.6)] },
        { id: 'm', compared: [pair('F-M', 0.99)] },
      ],
      rules,
    );
    expect(decisions.map(({ kind }) => kind)).toEqual(['propose', 'link']);
  });

  it('do not share an item: the one with its number gets it, and nobody where both have it', () => {
    const scored = { id: 's', compared: [pair('X', 0.99, null)] };
    const numbered = (id: string) => ({ id, compared: [pair('X', 0.99, null, 'gtin')] });
    const kinds = (...siblings: Sibling<FamilyItem>[]) =>
      decideFamily(siblings, rules).map(({ kind }) => kind);
    expect(kinds(scored, numbered('m'))).toEqual(['propose', 'link']);
    expect(kinds(numbered('s'), numbered('m'))).toEqual(['propose', 'propose']);
  });

  it('never get one item twice, whatever was found', () => {
    const anyPair = fc
      .record({
        id: fc.integer({ min: 0, max: 5 }),
        score: fc.double({ min: 0, max: 1, noNaN: true }),
        agreement: fc.constantFrom(null, 'gtin' as const, 'part-number' as const),
        isVetoed: fc.boolean(),
      })
      .map(({ id, score, agreement, isVetoed }) =>
        pair(`I${id}`, score, id % 2 === 0 ? 'F' : 'G', agreement, isVetoed),
      );
    const found = fc.uniqueArray(anyPair, { selector: ({ item }) => item.catalogueId, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(found, { maxLength: 6 }), (all) => {
        const siblings = all.map((compared, index) => ({ id: `${index}`, compared }));
        const decisions = decideFamily(siblings, rules);
        expect(decisions).toHaveLength(siblings.length);
        const taken = decisions.flatMap((decision) =>
          decision.kind === 'link' ? [decision.chosen.item.catalogueId] : [],
        );
        expect(new Set(taken).size).toBe(taken.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
