import { indexRecords } from '@quayside/core/matching/index-records';
import type { MatchRecord } from '@quayside/core/matching/match-record';
import type { MatchComparison, Matcher } from '@quayside/core/matching/matcher';
import { say } from '@quayside/core/domain/message';

/**
 * A matcher whose every score can be reckoned by hand, for tests of what is done with scores: fifteen sixteenths of the share of words that both titles have of those that either has,
 * 0.99 with the same trade item number, 0.97 with the same part number of the same brand, and a veto where both name packs of different sizes ("6 x", "x6", "pack of 6").
 */
export const wordMatcher: Matcher = {
  automaticThreshold: 0.9,
  likelyThreshold: 0.5,
  index: (records) => indexRecords({ glance: () => 0 }, records),
  compare: (wanted, candidates) => candidates.map((candidate) => compare(wanted, candidate)),
};

function compare(one: MatchRecord, other: MatchRecord): MatchComparison {
  const gtin = one.gtins.find((each) => other.gtins.includes(each));
  const isSamePart =
    isSame(one.brand, other.brand) && isSame(one.partNumber, other.partNumber) && one.partNumber !== null;
  const agreement = gtin !== undefined ? 'gtin' : isSamePart ? 'part-number' : null;
  const [pieces, others] = [piecesOf(one), piecesOf(other)];
  const vetoes =
    pieces !== null && others !== null && pieces !== others
      ? [{ code: 'memory.other-pack', values: { pieces, others } }]
      : [];
  const score = agreement === 'gtin' ? 0.99 : agreement === 'part-number' ? 0.97 : overlap(one, other);
  return {
    score: vetoes.length === 0 ? score : score / 2,
    agreement,
    reasons: gtin === undefined ? [] : [say('match.same-number', { gtin })],
    objections: vetoes,
    vetoes,
  };
}

function overlap(one: MatchRecord, other: MatchRecord): number {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  const all = new Set([...words, ...others]);
  const common = [...words].filter((word) => others.has(word)).length;
  return all.size === 0 ? 0 : (0.9375 * common) / all.size;
}

function wordsOf({ title }: MatchRecord): ReadonlySet<string> {
  return new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function piecesOf({ title, packageQuantity }: MatchRecord): number | null {
  const told = /\b(\d+) ?x\b|\bx ?(\d+)\b|\bpack of (\d+)\b/i.exec(title);
  const number = told?.slice(1).find(Boolean);
  return packageQuantity ?? (number === undefined ? null : Number(number));
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toLowerCase() === other.toLowerCase();
}
