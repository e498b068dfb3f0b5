import { countCorpus } from '@quayside/core/matching/corpus';
import type { MatchRecord } from '@quayside/core/matching/match-record';
import { readRecord, type ReadRecord } from '@quayside/core/matching/read-record';
import { PairedCatalogues, type RecordPair } from '@quayside/core/matching/score-catalogue';
import { chanceOf } from './disguise.ts';
import type { LabelledPair } from './read-pairs.ts';

/** Pairs of two catalogues with what people said of them. */
export interface LabelledCatalogues {
  readonly catalogues: PairedCatalogues;
  /** 1: a match. */
  readonly labels: readonly number[];
  /** By pair, the same in every form that the pair is seen in. */
  readonly chances: readonly number[];
}

/** Pairs as they are, all of one file competing with each other. */
export function openCatalogues(
  pairs: readonly LabelledPair[],
  change: (record: MatchRecord) => MatchRecord = (record) => record,
): LabelledCatalogues {
  const known = new Map<MatchRecord, ReadRecord>();
  const read = (record: MatchRecord): ReadRecord => {
    const found = known.get(record) ?? readRecord(change(record));
    known.set(record, found);
    return found;
  };
  const opened: RecordPair[] = pairs.map(({ left, right }) => ({ left: read(left), right: read(right) }));
  return {
    catalogues: new PairedCatalogues(opened, countCorpus([...known.values()])),
    labels: pairs.map(({ isMatch }) => (isMatch ? 1 : 0)),
    chances: pairs.map(({ left, right }) => chanceOf(`${left.title}\n${right.title}`)),
  };
}

const pairsOfOne = 1_900;

/** Cuts many pairs into catalogues of the size that a merchant compares at once: how many rivals a record has depends on it. */
export function cutPairs(pairs: readonly LabelledPair[]): readonly (readonly LabelledPair[])[] {
  const count = Math.max(1, Math.round(pairs.length / pairsOfOne));
  const parts: LabelledPair[][] = Array.from({ length: count }, () => []);
  for (const [index, pair] of pairs.entries()) {
    parts[Math.floor(chanceOf(`${index} ${pair.left.title}`) * count)]?.push(pair);
  }
  return parts;
}
