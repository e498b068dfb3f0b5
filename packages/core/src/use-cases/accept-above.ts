import type { ConnectionId, MarketplaceId, WorkspaceId } from '../domain/ids.ts';
import type { MatchFindings } from '../domain/match.ts';
import { say } from '../domain/message.ts';
import { afterUnmatched, type After, type UnmatchedFound } from '../ports/searches.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { acceptItem, acceptVariant } from './judge-match.ts';
import { readMatchRules } from './match-rules.ts';

export interface AcceptAbove {
  /** From 0 to 1; no lower than what is likely. */
  readonly scoreFrom: number;
  readonly connectionId?: ConnectionId | undefined;
  readonly marketplace?: MarketplaceId | undefined;
}

export interface AcceptedAbove {
  readonly accepted: number;
  /** Left to the merchant: two proposals score so high, or two listings would become the same. */
  readonly skipped: number;
  /** There are more than one call accepts. */
  readonly isMoreLeft: boolean;
}

const pageSize = 100;
/** A call takes seconds, not minutes. */
const mostPages = 10;

/**
 * Accepts for every listing the one proposal that nothing forbids and that scores at least this, as if the merchant had accepted each: in a transaction per page, at
 * most a thousand in one call. What is forbidden to match by itself is never among them.
 */
export async function acceptMatchesAbove(
  engine: Engine,
  workspaceId: WorkspaceId,
  request: AcceptAbove,
): Promise<AcceptedAbove> {
  const { likelyThreshold } = await engine.storage.transaction(workspaceId, (tx) =>
    readMatchRules(tx, engine.matcher),
  );
  const filter = { ...request, scoreFrom: Math.max(request.scoreFrom, likelyThreshold) };
  const taken = new Set<string>();
  let [accepted, skipped] = [0, 0];
  let after: After | null = null;
  let isMoreLeft = true;
  for (let page = 0; page < mostPages && isMoreLeft; page += 1) {
    const from: After | null = after;
    const done = await commit(engine, workspaceId, async (scope) => {
      const found = await scope.tx.searches.unmatched(filter, { after: from, limit: pageSize });
      const own = new Set(taken);
      const outcomes: boolean[] = [];
      for (const each of found) outcomes.push(await acceptBest(scope, each, filter.scoreFrom, own));
      return { found, outcomes, own };
    });
    for (const item of done.own) taken.add(item);
    const here = done.outcomes.filter(Boolean).length;
    accepted += here;
    skipped += done.outcomes.length - here;
    const last = done.found.at(-1);
    isMoreLeft = done.found.length === pageSize;
    if (last !== undefined) after = afterUnmatched(last, filter);
  }
  if (accepted > 0) {
    const percent = Math.floor(filter.scoreFrom * 100);
    await commit(engine, workspaceId, (scope) =>
      scope.note(
        request.connectionId ?? null,
        say('activity.matches-accepted', { count: accepted, percent }),
      ),
    );
  }
  return { accepted, skipped, isMoreLeft };
}

async function acceptBest(
  scope: Scope,
  { listing }: UnmatchedFound,
  scoreFrom: number,
  taken: Set<string>,
): Promise<boolean> {
  const isHigh = ({ score, isVetoed }: MatchFindings): boolean =>
    !isVetoed && score !== null && score >= scoreFrom;
  if (listing.variantId === null) {
    const [only, ...more] = (await scope.tx.linkCandidates.ofListings([listing.id])).filter(isHigh);
    if (only === undefined || more.length > 0) return false;
    return (await acceptVariant(scope, listing, only.variantId, 1)) === 'done';
  }
  const [only, ...more] = (await scope.tx.matchCandidates.ofListings([listing.id])).filter(isHigh);
  if (only === undefined || more.length > 0) return false;
  const { connectionId, marketplace, unitsPerListing } = listing;
  const item = JSON.stringify([connectionId, marketplace, only.catalogueId, unitsPerListing]);
  if (taken.has(item)) return false;
  taken.add(item);
  return (await acceptItem(scope, listing, only.catalogueId)) === 'done';
}
