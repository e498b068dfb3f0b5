import type { Corpus } from '../corpus.ts';
import { jaroWinkler } from '../edit-similarity.ts';
import type { ReadRecord } from '../read-record.ts';
import type { FeatureGroup } from './feature-group.ts';

/** Words that stand in place of each other in titles that are alike around them, as `Classic Sheffield gold` and `Classic Durham gold`: names of siblings. */
export const substitutions: FeatureGroup = {
  features: [
    ['heads: words in place of another', 'against'],
    ['heads: rarest word in place of another', 'against'],
    ['heads: words with digits in place of another', 'against'],
    ['heads: what one is, and the other is for', 'against'],
  ],
  measure(left, right, corpus) {
    let [words, rarest, figures] = [0, 0, 0];
    for (const [one, other] of substituted(left, right)) {
      if (/\d/.test(one) || /\d/.test(other)) figures += 1;
      else {
        words += 1;
        // Both have to be rare.
        rarest = Math.max(rarest, Math.min(corpus.rarity(one), corpus.rarity(other)));
      }
    }
    return [words, rarest, figures, madeForOther(left, right, corpus) + madeForOther(right, left, corpus)];
  },
};

/** How much that one is made for the other one is: a hood for a lens, and the lens. */
function madeForOther({ purpose }: ReadRecord, other: ReadRecord, corpus: Corpus): number {
  let sum = 0;
  for (const word of purpose)
    if (other.head.has(word) && !other.purpose.has(word)) sum += corpus.rarity(word);
  return sum;
}

const alike = 0.88;

function substituted(
  { head: one }: ReadRecord,
  { head: other }: ReadRecord,
): readonly (readonly [string, string])[] {
  const [ours, theirs] = [[...one], [...other]];
  const found = new Map<string, string>();
  const place = (word: string | undefined): number =>
    word === undefined || !other.has(word) ? -1 : theirs.indexOf(word);
  for (const [index, word] of ours.entries()) {
    if (other.has(word)) continue;
    const [before, after] = [place(ours[index - 1]), place(ours[index + 1])];
    const candidates = [
      before < 0 ? undefined : theirs[before + 1],
      after < 0 ? undefined : theirs[after - 1],
    ];
    for (const candidate of candidates) {
      if (candidate === undefined || one.has(candidate) || isSpelling(word, candidate)) continue;
      found.set(word, candidate);
    }
  }
  return [...found];
}

/** Another spelling of the same, or a part of it. */
function isSpelling(one: string, other: string): boolean {
  return (
    one.includes(other) ||
    other.includes(one) ||
    (one.length < 30 && other.length < 30 && jaroWinkler(one, other) >= alike)
  );
}
