import type { Corpus } from '../corpus.ts';
import type { ReadRecord } from '../read-record.ts';

/**
 * A feature by name, and what it says about a match as it grows, all else being equal. Training holds to it, so that what is peculiar to the catalogues it
 * learns from is not taken for a rule (ADR 23).
 */
export type Feature = readonly [name: string, speaks: 'for' | 'against' | 'either'];

/** Numbers that say one kind of thing about a pair. None of them depends on which record is called left. */
export interface FeatureGroup {
  readonly features: readonly Feature[];
  /** @returns as many numbers as there are features; `NaN` where a record says nothing of the kind. */
  measure(left: ReadRecord, right: ReadRecord, corpus: Corpus): readonly number[];
}
