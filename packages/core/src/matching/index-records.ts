import { CandidateIndex, termsOf, type IndexedTerms } from './candidate-index.ts';
import { CorpusCounter } from './corpus.ts';
import { measurePair } from './features/measure-pair.ts';
import { signsOf } from './lexicon.ts';
import type { MatchModel } from './match-model.ts';
import type { MatchRecord } from './match-record.ts';
import type { RecordIndex } from './matcher.ts';
import { readRecord } from './read-record.ts';

/** So many are found by their words for each that is wanted, and put in order by the model's first look: about 0.1 ms each. */
const lookedAtForEach = 10;
/** What nearness by words is worth beside the first look, in log-odds. */
const nearnessWorth = 3;
const numberPrefix = '=';

/**
 * Indexes records by their words and numbers. What the search finds is put in order by the model; one with the same trade item number comes first. Records are
 * kept as they are and read again when they are looked at: read ones would take twenty times the memory.
 */
export function indexRecords(
  model: Pick<MatchModel, 'glance'>,
  records: readonly { readonly id: string; readonly record: MatchRecord }[],
): RecordIndex {
  const corpus = new CorpusCounter();
  const byPlace = new CandidateIndex(termsOfAll());
  function* termsOfAll(): Iterable<IndexedTerms> {
    for (const [place, { record }] of records.entries()) {
      const read = readRecord(record);
      corpus.add(read);
      yield { id: String(place), terms: [...termsOf(read), ...numbersOf(record)] };
    }
  }
  return {
    search(wanted, limit) {
      const read = readRecord(wanted);
      const numbers = new Set(wanted.gtins);
      return byPlace
        .search([...termsOf(read), ...numbersOf(wanted)], limit * lookedAtForEach)
        .flatMap(({ id, nearness }) => {
          const found = records[Number(id)];
          if (found === undefined) return [];
          const isSameNumber = found.record.gtins.some((gtin) => numbers.has(gtin));
          const other = readRecord(found.record);
          const glance = model.glance(measurePair(read, other, corpus), signsOf(read, other));
          const worth = isSameNumber ? Number.MAX_VALUE : glance + nearnessWorth * nearness;
          return [{ id: found.id, worth }];
        })
        .sort((one, other) => other.worth - one.worth)
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

function numbersOf({ gtins }: MatchRecord): readonly string[] {
  return gtins.map((gtin) => `${numberPrefix}${gtin}`);
}
