import type { MatchRecord } from '@quayside/core/matching/match-record';

/** A record with a title and whatever else matters to a test. */
export function aRecord(title: string, changes: Partial<MatchRecord> = {}): MatchRecord {
  return {
    title,
    brand: null,
    partNumber: null,
    gtins: [],
    description: null,
    category: null,
    options: [],
    packageQuantity: null,
    price: null,
    ...changes,
  };
}
