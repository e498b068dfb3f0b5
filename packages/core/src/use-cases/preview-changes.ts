import { plus } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import type { PolicyChange, PreviewedAsk } from '../domain/policy-change.ts';
import type { Policy } from '../domain/policy.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { Target } from '../domain/target.ts';
import type { OfferDecision } from '../planning/offer-decision.ts';
import { stillHolds, type Basis } from '../planning/plan-again.ts';
import { addToPreview, type Reckoned } from '../planning/plan-preview.ts';
import { guardValue, plainGuards } from '../policies/guard.ts';
import { partsInRules } from '../policies/price-parts.ts';
import { readAccountRules, rulesFor, type AccountRules } from './account-rules.ts';
import { besideOthers } from './claim-target.ts';
import { commit, type Scope } from './commit.ts';
import { decideAmount, decideUnits, isLower, readListingFacts, type ListingFacts } from './decide-offer.ts';
import type { LaneRun, LaneWork } from './lane.ts';

const listingsTogether = 500;
/** How long one page may take before another worker takes over. */
const leaseMs = 60_000;

/** Reckons what changes of the policies would do, page by page of an account's listings. Calls nobody and sends nothing. */
export function previewChanges(run: LaneRun): LaneWork<PolicyChange> {
  return {
    concurrency: 1,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const due = await scope.tx.policyChanges.due(run.connection.id, scope.now, limit);
        const claims: PolicyChange[] = [];
        for (const change of due) {
          const dueAt = plus(scope.now, leaseMs);
          await scope.tx.policyChanges.save({ ...change, dueAt });
          claims.push({ ...change, dueAt, version: change.version + 1 });
        }
        return { seen: due.length, claims };
      }),
    work: (claimed) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const change = await scope.tx.policyChanges.get(claimed.id);
        if (change?.state !== 'previewing' || change.dueAt !== claimed.dueAt || change.at === null) return;
        await previewPage(scope, change, change.at);
      }),
  };
}

async function previewPage(
  scope: Scope,
  change: PolicyChange,
  { connectionId, after }: NonNullable<PolicyChange['at']>,
): Promise<void> {
  const now = await readAccountRules(scope, connectionId);
  const then = withChange(now, change);
  const listings = await scope.tx.listings.page(connectionId, after, listingsTogether);
  const facts = await readListingFacts(scope, now, listings);
  const targets = await readTargets(scope, listings);
  const shared = await lowestUnits(scope, now, then, facts);
  const asks: PreviewedAsk[] = [];
  let { preview } = change;
  for (const each of facts) {
    const reckoned = reckon(scope, now, then, each, targets, shared);
    preview = addToPreview(preview, each.listing, reckoned);
    asks.push(...reckoned.flatMap(({ ask }) => (ask === null ? [] : [ask])));
  }
  await scope.tx.policyChanges.addAsks(change.id, asks);
  const last = listings.at(-1);
  if (last !== undefined && listings.length === listingsTogether) {
    await scope.tx.policyChanges.save({
      ...change,
      preview,
      at: { connectionId, after: last.id },
      dueAt: scope.now,
    });
    return;
  }
  const next = change.accounts[change.accounts.indexOf(connectionId) + 1];
  if (next === undefined) {
    const total = preview.listings;
    await scope.tx.policyChanges.save({
      ...change,
      state: 'previewed',
      preview: { ...preview, total },
      at: null,
      dueAt: null,
    });
    return;
  }
  await scope.tx.policyChanges.save({
    ...change,
    preview,
    at: { connectionId: next, after: null },
    dueAt: scope.now,
  });
  scope.ring(next, 'preview');
}

/** What the account's offers would be decided by. */
function withChange(rules: AccountRules, { proposed }: PolicyChange): AccountRules {
  if (proposed.kind === 'assignment') {
    const policies = { ...rules.account.policies, [proposed.policyKind]: proposed.after };
    return { ...rules, account: { ...rules.account, policies } };
  }
  const policy = rules.policies.get(proposed.policyId);
  if (policy === undefined) return rules;
  const changed = { ...policy, rules: proposed.after } as Policy;
  return { ...rules, policies: new Map([...rules.policies, [policy.id, changed]]) };
}

type Targets = ReadonlyMap<Target['id'], Target>;

async function readTargets(scope: Scope, listings: readonly Listing[]): Promise<Targets> {
  const ids = listings.flatMap(({ quantityTargetId, priceTargetId }) =>
    [quantityTargetId, priceTargetId].filter((id) => id !== null),
  );
  return new Map((await scope.tx.targets.getMany([...new Set(ids)])).map((target) => [target.id, target]));
}

type SharedUnits = ReadonlyMap<
  Target['id'],
  { readonly first: Listing['id']; readonly decision: OfferDecision }
>;

/** What each quantity would be that several listings share, and the first of these. */
async function lowestUnits(
  scope: Scope,
  now: AccountRules,
  then: AccountRules,
  facts: readonly ListingFacts[],
): Promise<SharedUnits> {
  const lowest = new Map<Target['id'], { first: Listing['id']; decision: OfferDecision }>();
  if (now.manifest.aspects.quantity.scope === 'listing') return lowest;
  const skus = [...new Set(facts.map(({ listing }) => listing.channelSku))];
  const sharing = await scope.tx.listings.byChannelSkus(now.account.id, skus);
  for (const each of await readListingFacts(scope, now, sharing)) {
    const { id, quantityTargetId } = each.listing;
    if (quantityTargetId === null) continue;
    const { decision } = decideUnits(then, each);
    const known = lowest.get(quantityTargetId);
    if (known === undefined) lowest.set(quantityTargetId, { first: id, decision });
    else if (isLower(decision, known.decision)) known.decision = decision;
  }
  return lowest;
}

function reckon(
  scope: Scope,
  now: AccountRules,
  then: AccountRules,
  facts: ListingFacts,
  targets: Targets,
  shared: SharedUnits,
): readonly Reckoned[] {
  const { listing } = facts;
  const guards = rulesFor(then, listing, 'selling')?.guards ?? plainGuards;
  const partsIn = (rules: AccountRules) => ({ parts: partsInRules(rulesFor(rules, listing, 'selling')) });
  const side = (rules: AccountRules) => ({
    quantity: decideUnits(rules, facts).decision,
    price: decideAmount(rules, facts, scope.now),
  });
  const basis = (rules: AccountRules): Basis => ({
    ...facts,
    selling: rulesFor(rules, listing, 'selling'),
    synchronization: rulesFor(rules, listing, 'synchronization'),
    now: scope.now,
  });
  const before = side(now);
  // Most listings of an account may follow policies of their own, which the change leaves alone.
  const after = stillHolds(basis(now), null, basis(then)) ? before : side(then);
  // What several listings share is asked about once.
  const decisionOf = ({ id }: Target): OfferDecision | undefined => {
    const found = shared.get(id);
    return found === undefined || found.first === listing.id ? found?.decision : { kind: 'leave' };
  };
  const of = (aspect: 'quantity' | 'price', targetId: Target['id'] | null): Reckoned => {
    const target = targetId === null ? undefined : targets.get(targetId);
    const shown = target?.shown?.value ?? null;
    const beside = (decision: OfferDecision, rules: AccountRules): OfferDecision =>
      target === undefined || decision.kind !== 'value'
        ? decision
        : { ...decision, value: besideOthers(target, decision.value, shown, partsIn(rules)) };
    const wanted = beside(after[aspect], then);
    return {
      aspect,
      before: beside(before[aspect], now),
      after: wanted,
      shown,
      ask: target === undefined ? null : askAbout(target, decisionOf(target) ?? wanted, guards),
    };
  };
  return [of('quantity', listing.quantityTargetId), of('price', listing.priceTargetId)];
}

function askAbout(
  target: Target,
  decision: OfferDecision,
  guards: SellingRules['guards'],
): PreviewedAsk | null {
  if (decision.kind !== 'value') return null;
  const { value } = decision;
  const before = target.shown?.value ?? null;
  const odd = guardValue(target.channelSku, before, value, guards);
  return odd === null ? null : { targetId: target.id, aspect: target.aspect, before, after: value };
}
