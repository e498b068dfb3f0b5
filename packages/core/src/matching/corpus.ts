import { trigramPlaces } from './letter-triples.ts';
import type { ReadRecord } from './read-record.ts';

/**
 * How rare words are among the records at hand, from 0 (on every record) to 1 (on none): what is on every product tells nothing, what is on two tells almost
 * everything.
 */
export interface Corpus {
  rarity(word: string): number;
  /** The same for part and model numbers. */
  codeRarity(code: string): number;
  /** The same for triples of letters, by their hash. */
  trigramRarity(trigram: number): number;
}

/** A word on both of two records is not common for that: fewer than these say little of how rare words are (docs/MATCHING.md). */
const leastRecords = 100;

/** Counts records as they come. */
export class CorpusCounter implements Corpus {
  readonly #words = new Map<string, number>();
  readonly #codes = new Map<string, number>();
  readonly #trigrams = new Int32Array(trigramPlaces);
  #records = 0;
  /** By count, as reckoned since the last record came. */
  #rarities: number[] = [];

  add(record: ReadRecord): void {
    this.#records += 1;
    this.#rarities = [];
    for (const word of record.all) this.#words.set(word, (this.#words.get(word) ?? 0) + 1);
    for (const code of record.codes) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    for (const trigram of record.trigrams) this.#trigrams[trigram] = (this.#trigrams[trigram] ?? 0) + 1;
  }

  rarity(word: string): number {
    return this.#rarity(this.#words.get(word));
  }

  codeRarity(code: string): number {
    return this.#rarity(this.#codes.get(code));
  }

  trigramRarity(trigram: number): number {
    return this.#rarity(Math.max(1, this.#trigrams[trigram] ?? 1));
  }

  #rarity(count = 1): number {
    const known = this.#rarities[count];
    if (known !== undefined) return known;
    const rarity = 1 - Math.log(count + 0.5) / Math.log(Math.max(this.#records, leastRecords) + 1.5);
    this.#rarities[count] = rarity;
    return rarity;
  }
}

/** Counts the records of both sides. @param records each once. */
export function countCorpus(records: Iterable<ReadRecord>): Corpus {
  const counter = new CorpusCounter();
  for (const record of records) counter.add(record);
  return counter;
}
