import type { WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { readMatchRules } from './match-rules.ts';

/** Says whether matches may be made by their score alone from now on; what was proposed before stays proposed. */
export async function setMatching(
  engine: Engine,
  workspaceId: WorkspaceId,
  { isByScoreAllowed }: { readonly isByScoreAllowed: boolean },
): Promise<void> {
  await commit(engine, workspaceId, async (scope) => {
    const rules = await readMatchRules(scope.tx, engine.matcher);
    if (rules.isByScoreAllowed === isByScoreAllowed) return;
    await scope.tx.matching.allowByScore(isByScoreAllowed);
    const percent = Math.ceil(rules.threshold * 100);
    await scope.note(
      null,
      isByScoreAllowed
        ? say('activity.matching-by-score-allowed', { percent })
        : say('activity.matching-by-score-forbidden'),
    );
  });
}
