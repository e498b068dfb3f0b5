import { adaptLikely } from '../matching/adapt-likely.ts';
import { adaptThreshold, type OwnThreshold } from '../matching/adapt-threshold.ts';
import type { MatchRules } from '../matching/decide-match.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { Transaction } from '../ports/storage.ts';

/** Older verdicts than these say little of how the shop and the catalogue are now. */
const mostVerdicts = 10_000;

/** What a workspace allows, and where its thresholds come from. */
export interface WorkspaceMatching extends MatchRules {
  readonly own: OwnThreshold;
}

/** Reads what the workspace allows, and reckons its own thresholds from what its members have said. */
export async function readMatchRules(tx: Transaction, matcher: Matcher): Promise<WorkspaceMatching> {
  const verdicts = (await tx.matchVerdicts.scored(mostVerdicts)).map(({ score, verdict }) => ({
    score,
    isAccepted: verdict === 'accepted',
  }));
  const own = adaptThreshold(verdicts, matcher);
  return {
    isByScoreAllowed: await tx.matching.isByScoreAllowed(),
    threshold: own.score,
    likelyThreshold: adaptLikely(verdicts, matcher),
    own,
  };
}
