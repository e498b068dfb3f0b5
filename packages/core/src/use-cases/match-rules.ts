import { adaptThreshold, mostLowering, type OwnThreshold } from '../matching/adapt-threshold.ts';
import type { MatchRules } from '../matching/decide-match.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { Transaction } from '../ports/storage.ts';

/** Older verdicts than these say little of how the shop and the catalogue are now. */
const mostVerdicts = 10_000;

/** What a workspace allows, and where its threshold comes from. */
export interface WorkspaceMatching extends MatchRules {
  readonly own: OwnThreshold;
}

/** Reads what the workspace allows, and reckons its own threshold from what its members have said. */
export async function readMatchRules(tx: Transaction, matcher: Matcher): Promise<WorkspaceMatching> {
  const { automaticThreshold, likelyThreshold } = matcher;
  const from = Math.max(likelyThreshold, automaticThreshold - mostLowering);
  const verdicts = await tx.matchVerdicts.scored(from, mostVerdicts);
  const own = adaptThreshold(
    verdicts.flatMap(({ score, verdict }) =>
      score === null ? [] : [{ score, isAccepted: verdict === 'accepted' }],
    ),
    matcher,
  );
  const isByScoreAllowed = await tx.matching.isByScoreAllowed();
  return { isByScoreAllowed, threshold: own.score, likelyThreshold, own };
}
