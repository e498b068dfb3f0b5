import type { ListingId, WorkspaceId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Policy, PolicyKind } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { OfferDecision } from '../planning/offer-decision.ts';
import { readAccountRules, type AccountRules } from './account-rules.ts';
import { commit } from './commit.ts';
import { decideAmount, decideUnits, readListingFacts } from './decide-offer.ts';
import type { Engine } from './engine.ts';
import { readRules, type RulesProblem } from './save-policy.ts';

/** What a listing would show by rules that are still being written, step by step. */
export interface DraftExplanation {
  readonly listing: Listing;
  readonly quantity: OfferDecision;
  readonly price: OfferDecision;
  /** Who would keep it off sale. */
  readonly stoppedBy: Listing['stoppedBy'];
}

/** Reckons listings by a draft, as if it were the policy that they follow. Nothing is stored or sent. Ids that are no listing's are left out. */
export async function explainDraft(
  engine: Engine,
  workspaceId: WorkspaceId,
  draft: { readonly kind: PolicyKind; readonly rules: unknown },
  listingIds: readonly ListingId[],
): Promise<Result<readonly DraftExplanation[], RulesProblem>> {
  const rules = readRules(draft.kind, draft.rules);
  if (!rules.ok) return err(rules.error);
  return commit(engine, workspaceId, async (scope) => {
    const explained: DraftExplanation[] = [];
    for (const id of listingIds) {
      const listing = await scope.tx.listings.get(id);
      if (listing === undefined) continue;
      const account = withDraft(
        await readAccountRules(scope, listing.connectionId),
        listing,
        draft.kind,
        rules.value,
      );
      for (const facts of await readListingFacts(scope, account, [listing])) {
        const { decision: quantity, stoppedBy } = decideUnits(account, facts, true);
        explained.push({
          listing,
          quantity,
          price: decideAmount(account, facts, scope.now, true),
          stoppedBy,
        });
      }
    }
    return ok(explained);
  });
}

const draftId = 'draft' as Policy['id'];

function withDraft(
  rules: AccountRules,
  listing: Listing,
  kind: PolicyKind,
  written: Policy['rules'],
): AccountRules {
  const followed = listing.policies[kind] ?? draftId;
  const draft = { id: followed, kind, name: '', rules: written, version: 0 } as Policy;
  const followedByAccount = rules.account.policies[kind] ?? draftId;
  const policies = { ...rules.account.policies, [kind]: followedByAccount };
  return {
    ...rules,
    account: { ...rules.account, policies },
    policies: new Map([...rules.policies, [followedByAccount, draft], [followed, draft]]),
  };
}
