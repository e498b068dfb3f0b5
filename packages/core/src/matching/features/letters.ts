import type { FeatureGroup } from './feature-group.ts';
import { lesserAndGreater, share } from './word-overlap.ts';

/** How alike two titles are letter by letter, by triples of letters. */
export const letters: FeatureGroup = {
  features: [
    ['letters: cosine', 'for'],
    ['letters: cover, lesser side', 'for'],
    ['letters: cover, greater side', 'for'],
  ],
  measure(left, right, corpus) {
    let [common, ofLeft, ofRight, shared] = [0, 0, 0, 0];
    let [sumLeft, sumRight] = [0, 0];
    let [one, other] = [0, 0];
    while (one < left.trigrams.length || other < right.trigrams.length) {
      const [here, there] = [left.trigrams[one] ?? Infinity, right.trigrams[other] ?? Infinity];
      const weight = corpus.trigramRarity(Math.min(here, there));
      const countLeft = here <= there ? (left.trigramCounts[one] ?? 0) : 0;
      const countRight = there <= here ? (right.trigramCounts[other] ?? 0) : 0;
      if (here <= there) one += 1;
      if (there <= here) other += 1;
      common += countLeft * countRight * weight * weight;
      ofLeft += (countLeft * weight) ** 2;
      ofRight += (countRight * weight) ** 2;
      if (countLeft > 0) sumLeft += weight;
      if (countRight > 0) sumRight += weight;
      if (countLeft > 0 && countRight > 0) shared += weight;
    }
    return [
      common / Math.sqrt(ofLeft * ofRight + 1e-9),
      ...lesserAndGreater(share(shared, sumLeft), share(shared, sumRight)),
    ];
  },
};
