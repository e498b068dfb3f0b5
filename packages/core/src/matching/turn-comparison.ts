import { say, type Message } from '../domain/message.ts';
import type { MatchComparison } from './matcher.ts';

/**
 * The same comparison as its other side tells it. A matcher calls what is wanted ours; where that is the channel's, and the candidate is the merchant's, both
 * change their places in every sentence.
 */
export function turnComparison(comparison: MatchComparison): MatchComparison {
  return {
    ...comparison,
    reasons: comparison.reasons.map(turn),
    objections: comparison.objections.map(turn),
    vetoes: comparison.vetoes.map(turn),
  };
}

function turn(message: Message): Message {
  const { code, values } = message;
  const { words, ours, theirs } = values;
  if (code === 'match.only-ours' && words !== undefined) return say('match.only-theirs', { words });
  if (code === 'match.only-theirs' && words !== undefined) return say('match.only-ours', { words });
  if (ours === undefined || theirs === undefined) return message;
  return { ...message, values: { ...values, ours: theirs, theirs: ours } };
}
