import { expect, it } from 'vitest';
import { say } from '../domain/message.ts';
import { turnComparison } from './turn-comparison.ts';

it('tells the same from the other side, and turned twice it is what it was', () => {
  const veto = say('match.conflict-pack', { ours: '1', theirs: '2' });
  const comparison = {
    score: 0.7,
    agreement: null,
    reasons: [say('match.same-words', { words: 'soap' })],
    objections: [veto, say('match.only-ours', { words: 'olive' })],
    vetoes: [veto],
  };
  const turned = turnComparison(comparison);
  const turnedVeto = say('match.conflict-pack', { ours: '2', theirs: '1' });
  expect(turned).toEqual({
    ...comparison,
    objections: [turnedVeto, say('match.only-theirs', { words: 'olive' })],
    vetoes: [turnedVeto],
  });
  expect(turnComparison(turned)).toEqual(comparison);
});
