import type { Lexicon } from '@quayside/core/matching/lexicon';
import type { MatchWeights } from '@quayside/core/matching/match-model';
import { repeatable } from '@quayside/simulators/made-up-goods';
import { shuffle } from './shuffle.ts';

const rounds = 6;
const pace = 0.1;
const decay = 1e-4;
/** A sign of fewer pairs tells of those pairs, and of no others. */
const leastSeen = 5;

/**
 * Learns what words add to what the trees say already: logistic regression on top of their log-odds, by steps that grow smaller for signs seen often
 * (AdaGrad).
 */
export function learnLexicon(
  rows: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  offsets: ArrayLike<number>,
): Lexicon {
  const signs = seenOften(rows);
  const places = new Map(Array.from(signs, (sign, place) => [sign, place]));
  const known = rows.map((own) => own.flatMap((sign) => places.get(sign) ?? []));
  const weights = new Float32Array(signs.length);
  const squares = new Float32Array(signs.length).fill(1);
  const random = repeatable(7);
  const order = rows.map((_, index) => index);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (const row of order) {
      const own = known[row]!;
      const scale = 1 / Math.sqrt(own.length + 1);
      let score = offsets[row]!;
      for (const place of own) score += weights[place]! * scale;
      const wrong = (1 / (1 + Math.exp(-score)) - labels[row]!) * scale;
      for (const place of own) {
        const step = wrong + decay * weights[place]!;
        squares[place]! += step * step;
        weights[place]! -= (pace * step) / Math.sqrt(squares[place]!);
      }
    }
  }
  return new Map(Array.from(signs, (sign, place) => [sign, weights[place]!]));
}

function seenOften(rows: readonly (readonly number[])[]): Uint32Array {
  const counts = new Map<number, number>();
  for (const own of rows) for (const sign of own) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return Uint32Array.from([...counts].flatMap(([sign, count]) => (count < leastSeen ? [] : [sign]))).sort();
}

/** One signed byte a sign; the least that one weighs is a step. */
export function packLexicon(lexicon: Lexicon): MatchWeights['lexicon'] {
  const weights = [...lexicon.values()];
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127 || 1;
  const packed = Int8Array.from(weights, (weight) => Math.round(weight / step) || Math.sign(weight));
  return {
    step: Number(step.toPrecision(6)),
    signs: Buffer.from(Uint32Array.from(lexicon.keys()).buffer).toString('base64'),
    weights: Buffer.from(packed.buffer).toString('base64'),
  };
}
