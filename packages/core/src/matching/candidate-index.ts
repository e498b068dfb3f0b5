import type { ReadRecord } from './read-record.ts';

/** A record by the terms it is found by. */
export interface IndexedTerms {
  readonly id: string;
  readonly terms: readonly string[];
}

/**
 * Records by what they say, in the process: for matching against a list that was imported, and for the rivals of a pair. A search finds those that share
 * the rarest terms, weighed against all that each of them says.
 */
export class CandidateIndex {
  readonly #ids: string[] = [];
  readonly #terms = new Map<string, number>();
  /** By term: the records that have it. */
  readonly #records: Int32Array[] = [];
  readonly #weights: Float32Array;
  readonly #norms: Float32Array;
  readonly #sums: Float32Array;

  constructor(records: Iterable<IndexedTerms>) {
    const counts: number[] = [];
    const rows: Int32Array[] = [];
    for (const { id, terms } of records) {
      this.#ids.push(id);
      rows.push(
        Int32Array.from(new Set(terms), (term) => {
          const known = this.#terms.get(term) ?? this.#terms.size;
          this.#terms.set(term, known);
          counts[known] = (counts[known] ?? 0) + 1;
          return known;
        }),
      );
    }
    const full = Math.log(rows.length + 1.5);
    this.#weights = Float32Array.from(counts, (count) => 1 - Math.log(count + 0.5) / full);
    this.#norms = new Float32Array(rows.length);
    this.#sums = new Float32Array(rows.length);
    this.#records = counts.map((count) => new Int32Array(count));
    const filled = new Int32Array(counts.length);
    for (const [record, row] of rows.entries()) {
      let squares = 0;
      for (const term of row) {
        const weight = this.#weights[term] ?? 0;
        squares += weight * weight;
        const at = filled[term] ?? 0;
        const list = this.#records[term];
        if (list !== undefined) list[at] = record;
        filled[term] = at + 1;
      }
      this.#norms[record] = Math.sqrt(squares) + 1e-6;
    }
  }

  get size(): number {
    return this.#ids.length;
  }

  /** The nearest records, best first, each with how near it is from 0 to 1. */
  search(terms: readonly string[], limit: number): readonly Near[] {
    const asked = new Set(terms);
    const known: number[] = [];
    for (const term of asked) {
      const place = this.#terms.get(term);
      if (place !== undefined) known.push(place);
    }
    known.sort((one, other) => (this.#weights[other] ?? 0) - (this.#weights[one] ?? 0));
    let squares = asked.size - known.length;
    const touched: number[] = [];
    let visits = 0;
    for (const term of known) {
      const weight = this.#weights[term] ?? 0;
      squares += weight * weight;
      // Terms that are on very many only reorder what rarer ones have found.
      if (touched.length >= limit && (visits > mostVisits || weight < leastWeight)) continue;
      const records = this.#records[term] ?? [];
      visits += records.length;
      for (const record of records) {
        const sum = this.#sums[record] ?? 0;
        if (sum === 0) touched.push(record);
        this.#sums[record] = sum + weight * weight + 1e-9;
      }
    }
    const norm = Math.sqrt(squares) + 1e-6;
    const best: { readonly record: number; readonly nearness: number }[] = [];
    let last = 0;
    for (const record of touched) {
      const nearness = (this.#sums[record] ?? 0) / norm / (this.#norms[record] ?? 1);
      this.#sums[record] = 0;
      if (best.length >= limit && nearness <= last) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.nearness ?? 0) < nearness) place -= 1;
      best.splice(place, 0, { record, nearness });
      if (best.length > limit) best.pop();
      last = best.at(-1)?.nearness ?? 0;
    }
    return best.map(({ record, nearness }) => ({ id: this.#ids[record] ?? '', nearness }));
  }
}

export interface Near {
  readonly id: string;
  readonly nearness: number;
}

const mostVisits = 20_000;
/** A term on more than about the root of all records. */
const leastWeight = 0.4;

/** The words of a record, and its part and model numbers. */
export function termsOf(record: ReadRecord): readonly string[] {
  return [
    ...record.title,
    ...record.codes.map((code) => `#${code}`),
    ...(record.brand === '' ? [] : [record.brand]),
  ];
}
