import type { Corpus } from '../corpus.ts';
import type { ReadRecord } from '../read-record.ts';
import { brandAndPrice } from './brand-and-price.ts';
import { codes } from './codes.ts';
import type { Feature } from './feature-group.ts';
import { conflicts } from './conflicts.ts';
import { distinctions } from './distinctions.ts';
import { figures } from './figures.ts';
import { letters } from './letters.ts';
import { substitutions } from './substitutions.ts';
import { wordOverlap } from './word-overlap.ts';

const groups = [wordOverlap, letters, codes, figures, distinctions, brandAndPrice, conflicts, substitutions];

/** What the numbers of `measurePair` say, in their order. */
export const pairFeatures: readonly Feature[] = groups.flatMap(({ features }) => features);

/** Measures a pair in everything that a person would look at. */
export function measurePair(left: ReadRecord, right: ReadRecord, corpus: Corpus): readonly number[] {
  const row: number[] = [];
  for (const group of groups) row.push(...group.measure(left, right, corpus));
  return row;
}
