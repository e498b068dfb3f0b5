import type { Message } from '../domain/message.ts';
import type { MatchRecord } from './match-record.ts';

/** What the matcher says of one pair. */
export interface MatchComparison {
  /** How likely both are the same product: calibrated, from 0 to 1. */
  readonly score: number;
  /** The identifier that both carry; `null`: none. `part-number`: the same brand and the same manufacturer's part number. */
  readonly agreement: 'gtin' | 'part-number' | null;
  /** What speaks for it, in words; the strongest first. */
  readonly reasons: readonly Message[];
  /** What speaks against it. */
  readonly objections: readonly Message[];
  /** Conflicts in pack size, colour, size, edition or model: among the objections, and enough to forbid an automatic link. */
  readonly vetoes: readonly Message[];
}

/** Records in the process, to be found by what another one says. */
export interface RecordIndex {
  /** Ids of the likeliest, the best first; none that has nothing in common with it. */
  search(record: MatchRecord, limit: number): readonly string[];
}

export interface Matcher {
  /** The score from which on a pair that nothing forbids is as good as certainly the same product (ADR 23). */
  readonly automaticThreshold: number;
  /** The score from which on a pair is worth showing to the merchant as a likely match. */
  readonly likelyThreshold: number;
  /**
   * Compares one record with all candidates found for it, which compete: how well the others fit counts.
   *
   * @returns one comparison for each candidate, in the same order.
   */
  compare(wanted: MatchRecord, candidates: readonly MatchRecord[]): readonly MatchComparison[];

  /** Indexes records for searches by this matcher's own measure, where no channel searches for us: a list that was imported. */
  index(records: readonly { readonly id: string; readonly record: MatchRecord }[]): RecordIndex;
}
