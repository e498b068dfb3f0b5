import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../domain/message.ts';
import {
  clearLead,
  contradicts,
  decideMatch,
  leastProposals,
  mostProposals,
  type Compared,
  type MatchRules,
} from './decide-match.ts';
import type { MatchComparison } from './matcher.ts';

const rules: MatchRules = { isByScoreAllowed: false, threshold: 0.95, likelyThreshold: 0.5 };
const against = say('match.other-number', { sku: 'S', catalogueId: 'X', gtin: '1', has: '2' });

interface Shape extends Partial<Omit<Compared<string>, 'comparison'>>, Partial<MatchComparison> {
  readonly isVetoed?: boolean;
}

function compared(item: string, shape: Shape = {}): Compared<string> {
  const {
    score = 0.6,
    agreement = null,
    isVetoed = false,
    isRejected = false,
    isContradicted = false,
  } = shape;
  const vetoes = isVetoed ? [against] : [];
  return {
    item,
    isRejected,
    isContradicted,
    comparison: { score, agreement, reasons: [], objections: vetoes, vetoes },
  };
}

const linked = (
  candidates: readonly Compared<string>[],
  changes: Partial<MatchRules> = {},
): string | null => {
  const decision = decideMatch(candidates, { ...rules, ...changes });
  return decision.kind === 'link' ? `${decision.chosen.item} by ${decision.by}` : null;
};

const anyCompared = fc
  .record({
    item: fc.uuid(),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    agreement: fc.constantFrom(null, 'gtin', 'part-number'),
    isVetoed: fc.boolean(),
    isRejected: fc.boolean(),
    isContradicted: fc.boolean(),
  })
  .map(({ item, ...shape }) => compared(item, shape));
const anyRules = fc.record({
  isByScoreAllowed: fc.boolean(),
  threshold: fc.double({ min: 0.5, max: 1.0001, noNaN: true }),
  likelyThreshold: fc.constant(0.5),
});

describe('an automatic link', () => {
  it.each(['gtin', 'part-number'] as const)('is made where one candidate alone agrees by %s', (agreement) => {
    expect(linked([compared('A', { agreement }), compared('B', { score: 0.99 })])).toBe('A by identifier');
  });

  it.each([
    ['two carry the same number', { agreement: 'gtin' }, { agreement: 'gtin' }],
    ['it is vetoed', { agreement: 'gtin', isVetoed: true }, {}],
    ['its own numbers are others', { agreement: 'part-number', isContradicted: true }, {}],
    ['it was rejected before', { agreement: 'gtin', isRejected: true }, {}],
    ['only the score speaks for it', { score: 1 }, {}],
  ] as const)('is not made where %s', (_, one, other) => {
    expect(linked([compared('A', one), compared('B', other)])).toBeNull();
  });

  it('is made with the one of two that nothing forbids', () => {
    const pack = compared('PACK', { agreement: 'gtin', isVetoed: true });
    expect(linked([pack, compared('ONE', { agreement: 'gtin' })])).toBe('ONE by identifier');
  });

  it('goes by the trade item number before the part number, and never by the weaker one past a forbidden stronger one', () => {
    const weaker = compared('B', { agreement: 'part-number' });
    expect(linked([compared('A', { agreement: 'gtin' }), weaker])).toBe('A by identifier');
    expect(linked([compared('A', { agreement: 'gtin', isVetoed: true }), weaker])).toBeNull();
  });

  it('by score needs the workspace’s leave, its threshold and a clear lead', () => {
    const allowed = { isByScoreAllowed: true };
    const best = compared('A', { score: 0.97 });
    const far = compared('B', { score: 0.97 - clearLead - 0.01 });
    expect(linked([best, far])).toBeNull();
    expect(linked([best, far], allowed)).toBe('A by score');
    expect(linked([best], { ...allowed, threshold: 0.98 })).toBeNull();
    expect(linked([best, compared('B', { score: 0.9 })], allowed)).toBeNull();
    expect(linked([{ ...best, isContradicted: true }], allowed)).toBeNull();
    expect(linked([compared('A', { score: 0.97, isVetoed: true })], allowed)).toBeNull();
  });

  it('is never of anything vetoed, contradicted or rejected, and by score never below the threshold', () => {
    fc.assert(
      fc.property(fc.array(anyCompared, { maxLength: 30 }), anyRules, (candidates, given) => {
        const decision = decideMatch(candidates, given);
        if (decision.kind !== 'link') return;
        const { chosen, by } = decision;
        expect(chosen).toMatchObject({
          isRejected: false,
          isContradicted: false,
          comparison: { vetoes: [] },
        });
        if (by === 'identifier') {
          const { agreement } = chosen.comparison;
          expect(agreement).not.toBeNull();
          const same = candidates.filter((each) => each.comparison.agreement === agreement);
          const free = same.filter(
            (each) => !each.isRejected && !each.isContradicted && each.comparison.vetoes.length === 0,
          );
          expect(free).toEqual([chosen]);
        } else {
          expect(given.isByScoreAllowed).toBe(true);
          expect(chosen.comparison.score).toBeGreaterThanOrEqual(given.threshold);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is proposed', () => {
  it('is what is likely, the best first; of the unlikely only as many as fill up a few', () => {
    const scores = [0.1, 0.9, 0.2, 0.3, 0.6];
    const decision = decideMatch(
      scores.map((score) => compared(String(score), { score })),
      rules,
    );
    expect(decision).toMatchObject({
      kind: 'propose',
      proposals: [0.9, 0.6, 0.3].map(String).map((item) => ({ item })),
    });
  });

  it('never holds what was rejected, is bounded, and there is none of nothing', () => {
    fc.assert(
      fc.property(fc.array(anyCompared, { maxLength: 60 }), anyRules, (candidates, given) => {
        const decision = decideMatch(candidates, given);
        const open = candidates.filter(({ isRejected }) => !isRejected);
        expect(decision.kind === 'none').toBe(open.length === 0);
        if (decision.kind !== 'propose') return;
        const { proposals } = decision;
        expect(proposals.every(({ isRejected }) => !isRejected)).toBe(true);
        expect(proposals.length).toBeLessThanOrEqual(mostProposals);
        expect(proposals.length).toBeGreaterThanOrEqual(Math.min(leastProposals, open.length));
        const scores = proposals.map(({ comparison }) => comparison.score);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
      }),
    );
  });
});

it('trade item numbers contradict each other only where both sides have some', () => {
  expect(contradicts({ gtins: ['1'] }, { gtins: ['2'] })).toBe(true);
  expect(contradicts({ gtins: ['1'] }, { gtins: ['2', '1'] })).toBe(false);
  expect(contradicts({ gtins: [] }, { gtins: ['2'] })).toBe(false);
  expect(contradicts({ gtins: ['1'] }, { gtins: [] })).toBe(false);
});
