import { countCorpus } from './corpus.ts';
import { indexRecords } from './index-records.ts';
import { explainMatch, type Side } from './explain-match.ts';
import type { MatchModel } from './match-model.ts';
import type { MatchRecord } from './match-record.ts';
import type { Matcher } from './matcher.ts';
import { readRecord } from './read-record.ts';
import { PairedCatalogues } from './score-catalogue.ts';

/** A shared trade item number leaves next to no doubt, unless something forbids the pair. */
const sameNumberScore = 0.995;
const samePartNumberScore = 0.98;

/** The matcher with what training learned: one record against its candidates, which are each other's rivals. */
export function learnedMatcher(model: MatchModel): Matcher {
  const { automaticThreshold, likelyThreshold } = model;
  return {
    automaticThreshold,
    likelyThreshold,
    index: (records) => indexRecords(model, records),
    compare(wanted, candidates) {
      const ours = sideOf(wanted);
      const sides = candidates.map(sideOf);
      const corpus = countCorpus([ours.read, ...sides.map(({ read }) => read)]);
      const catalogues = new PairedCatalogues(
        sides.map(({ read }) => ({ left: ours.read, right: read })),
        corpus,
      );
      const scores = model.score(catalogues);
      return sides.map((theirs, index) => {
        const explanation = explainMatch(ours, theirs, corpus);
        return { ...explanation, score: judge(scores[index] ?? 0, explanation) };
      });
    },
  };

  /** Training knows no identifiers, and nothing forbidden reaches the score that may link by itself. */
  function judge(score: number, { agreement, vetoes }: ReturnType<typeof explainMatch>): number {
    if (vetoes.length > 0) return Math.min(score, automaticThreshold - 0.01);
    if (agreement === 'gtin') return Math.max(score, sameNumberScore);
    return agreement === 'part-number' ? Math.max(score, samePartNumberScore) : score;
  }
}

function sideOf(record: MatchRecord): Side {
  return { record, read: readRecord(record) };
}
