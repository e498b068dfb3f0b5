import type { ConnectorError } from '../domain/connector-error.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import type { CatalogueItem, MatchCandidate, MatchVerdict } from '../domain/match.ts';
import { say, type Message } from '../domain/message.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Variant } from '../domain/variant.ts';
import type { ScoredDecision } from '../matching/decide-match.ts';
import { matchByIdentifier } from '../matching/match-by-identifier.ts';
import { decideFamily } from '../matching/match-family.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { compareItems, findingsOf, recordWanted } from './compare-items.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { findItems } from './find-items.ts';
import type { LaneRun } from './lane.ts';
import { readMatchRules, type WorkspaceMatching } from './match-rules.ts';

/** A listing whose place in the channel's catalogue is looked for, as claimed. */
export interface Sought {
  readonly listing: Listing;
  readonly variant: Variant | null;
}

/** The key of the issue that says what keeps a listing from the channel. */
export function listingIssueKey(listing: Pick<Listing, 'id'>): string {
  return `listing/${listing.id}/life`;
}

/** What is known of all that is looked for, before anything is asked. */
interface Known {
  readonly rules: WorkspaceMatching;
  readonly verdicts: readonly MatchVerdict[];
}

/**
 * Looks for many listings of one marketplace at once: by the catalogue id that the merchant named, or accepted before, else by trade item number, and where that does
 * not say it, by words. The variants of one product are decided together.
 */
export async function matchListings(
  run: LaneRun,
  channel: OpenedChannel,
  marketplace: MarketplaceId,
  claimed: readonly Sought[],
): Promise<void> {
  const known = await readKnown(run, marketplace, claimed);
  const sought = claimed.map((each) => withVerdicts(each, known.verdicts));
  const answer = await lookUp(channel, marketplace, sought);
  if (!answer.ok) return postponeAll(run, sought, answer.error);
  const named = sought.filter(({ listing, variant }) => listing.catalogueId !== null || variant === null);
  await recordNamed(run, named, answer.value);
  const groups = [
    ...Map.groupBy(
      sought.filter((each) => !named.includes(each)),
      ({ variant }) => variant?.storeProductId,
    ).values(),
  ];
  for (const [index, group] of groups.entries()) {
    const { writeTimeoutMs } = channel.manifest.timing;
    const until = plus(group[0]?.listing.dueAt ?? run.engine.clock.now(), -writeTimeoutMs);
    // The first one is always decided, so that every claim brings some further.
    if (index > 0 && run.engine.clock.now() >= until) return release(run, groups.slice(index).flat());
    const failure = await matchProduct(run, { channel, marketplace, until, known }, group, answer.value);
    if (failure !== null) return postponeAll(run, groups.slice(index).flat(), failure);
  }
}

function readKnown(run: LaneRun, marketplace: MarketplaceId, sought: readonly Sought[]): Promise<Known> {
  return run.engine.storage.transaction(run.workspaceId, async (tx) => ({
    rules: await readMatchRules(tx, run.engine.matcher),
    verdicts: await tx.matchVerdicts.ofVariants(
      { connectionId: run.connection.id, marketplace },
      sought.flatMap(({ variant }) => variant?.id ?? []),
    ),
  }));
}

/** What the merchant said of the variant before is not asked again: an item accepted is as good as named, and one rejected is not. Packs are other things. */
function withVerdicts(sought: Sought, verdicts: readonly MatchVerdict[]): Sought {
  const { listing, variant } = sought;
  const own = verdicts.filter(({ variantId }) => variantId === variant?.id);
  const isRejected = own.some(
    ({ catalogueId, verdict }) => catalogueId === listing.catalogueId && verdict === 'rejected',
  );
  if (listing.catalogueId !== null && !isRejected) return sought;
  const [only, ...more] = own.filter(({ verdict }) => verdict === 'accepted');
  const isKnown = only !== undefined && more.length === 0 && listing.unitsPerListing === 1;
  return { variant, listing: { ...listing, catalogueId: isKnown ? only.catalogueId : null } };
}

/** Decides what the merchant has named; and what has no variant any more, which only the merchant can say. */
async function recordNamed(
  run: LaneRun,
  named: readonly Sought[],
  items: readonly CatalogueItem[],
): Promise<void> {
  if (named.length === 0) return;
  await commitClaimed(run, named, async (scope, current, { listing, variant }) => {
    const gtin = variant?.gtin ?? null;
    const decision = matchByIdentifier({ ...listing, gtin }, items);
    if (decision.kind === 'matched') return recordMatched(scope, current, decision.item, null);
    const found = decision.proposals.map(({ item }) => item);
    const compared =
      variant === null
        ? []
        : compareItems(run.engine.matcher, recordWanted(variant, listing), found, new Set());
    const of = { sku: listing.channelSku, gtins: gtin === null ? [] : [gtin] };
    const candidates = compared.map((each) => ({ ...each.item, ...findingsOf(each, of) }));
    await recordProposals(scope, current, candidates, decision.reason);
  });
}

interface Product {
  readonly channel: OpenedChannel;
  readonly marketplace: MarketplaceId;
  readonly until: NonNullable<Listing['dueAt']>;
  readonly known: Known;
}

/** @returns what kept the channel from answering. */
async function matchProduct(
  run: LaneRun,
  { channel, marketplace, until, known }: Product,
  group: readonly Sought[],
  items: readonly CatalogueItem[],
): Promise<ConnectorError | null> {
  const { matcher, clock } = run.engine;
  const { rules, verdicts } = known;
  const siblings = group.flatMap(({ listing, variant }) => {
    if (variant === null) return [];
    const own = verdicts.filter(
      ({ variantId, verdict }) => variantId === variant.id && verdict === 'rejected',
    );
    const rejected = new Set(own.map(({ catalogueId }) => catalogueId));
    return [{ id: listing.id, record: recordWanted(variant, listing), rejected }];
  });
  const gtins = siblings.flatMap(({ record }) => record.gtins);
  const numbered = items.filter((item) => item.gtins.some((gtin) => gtins.includes(gtin)));
  const found = await findItems({ channel, marketplace, matcher, rules, clock, until }, siblings, numbered);
  if (!found.ok) return found.error;
  const decisions = decideFamily(found.value, rules);
  const byId = new Map(found.value.map(({ id }, index) => [id, decisions[index]]));
  await commitClaimed(run, group, async (scope, current, { listing, variant }) => {
    const decision = byId.get(listing.id);
    if (decision === undefined) return;
    await recordDecision(scope, current, variant, decision, numbered);
  });
  return null;
}

async function recordDecision(
  scope: Scope,
  listing: Listing,
  variant: Variant | null,
  decision: ScoredDecision<CatalogueItem>,
  numbered: readonly CatalogueItem[],
): Promise<void> {
  if (decision.kind === 'link') {
    const { chosen, by } = decision;
    await recordMatched(scope, listing, chosen.item, by === 'score' ? chosen.comparison.score : null);
    return;
  }
  const gtin = variant?.gtin ?? null;
  const of = { sku: listing.channelSku, gtins: gtin === null ? [] : [gtin] };
  const proposals = decision.kind === 'propose' ? decision.proposals : [];
  const candidates = proposals.map((each) => ({ ...each.item, ...findingsOf(each, of) }));
  const byNumber = matchByIdentifier({ channelSku: listing.channelSku, gtin, catalogueId: null }, numbered);
  const isSeveral = byNumber.kind === 'choose' && byNumber.proposals.length > 0;
  const proposed = say('match.proposed', { sku: listing.channelSku, count: candidates.length });
  const nothing =
    gtin === null
      ? say('match.no-number', { sku: listing.channelSku })
      : say('match.none', { sku: listing.channelSku, gtin });
  const reason = candidates.length === 0 ? nothing : isSeveral ? byNumber.reason : proposed;
  await recordProposals(scope, listing, candidates, reason);
}

/** Runs one transaction for those that are still as they were claimed: somebody may have taken over after our deadline, or the merchant decided meanwhile. */
async function commitClaimed(
  run: LaneRun,
  sought: readonly Sought[],
  work: (scope: Scope, current: Listing, sought: Sought) => Promise<void>,
  once: (scope: Scope) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await commit(run.engine, run.workspaceId, async (scope) => {
    await once(scope);
    for (const each of sought) {
      const current = await scope.tx.listings.get(each.listing.id);
      if (current?.status === 'matching' && current.dueAt === each.listing.dueAt) {
        await work(scope, current, each);
      }
    }
    scope.ring(run.connection.id, 'publish');
  });
}

function postponeAll(run: LaneRun, sought: readonly Sought[], error: ConnectorError): Promise<void> {
  return commitClaimed(
    run,
    sought,
    (scope, current) => postpone(scope, current, error),
    (scope) => noteConnectionFailure(scope, run.connection, error),
  );
}

/** Gives back what there was no time for. */
function release(run: LaneRun, sought: readonly Sought[]): Promise<void> {
  return commitClaimed(run, sought, (scope, current) =>
    scope.tx.listings.save({ ...current, dueAt: scope.now }),
  );
}

async function lookUp(
  channel: OpenedChannel,
  marketplace: MarketplaceId,
  sought: readonly Sought[],
): Promise<Result<readonly CatalogueItem[], ConnectorError>> {
  const { catalogue } = channel.connector;
  const named = sought.flatMap(({ listing }) => (listing.catalogueId === null ? [] : [listing.catalogueId]));
  const gtins = sought.flatMap(({ listing, variant }) =>
    listing.catalogueId === null && variant?.gtin != null ? [variant.gtin] : [],
  );
  const items: CatalogueItem[] = [];
  if (named.length > 0) {
    const answer = await catalogue.lookUp({
      marketplace,
      by: 'catalogue-id',
      catalogueIds: [...new Set(named)],
    });
    if (!answer.ok) return answer;
    items.push(...answer.value);
  }
  if (gtins.length > 0) {
    const answer = await catalogue.lookUp({ marketplace, by: 'gtin', gtins: [...new Set(gtins)] });
    if (!answer.ok) return answer;
    items.push(...answer.value);
  }
  return ok(items);
}

/** @param score by which alone it was matched; `null`: by an identifier, or by the merchant. */
async function recordMatched(
  scope: Scope,
  listing: Listing,
  item: CatalogueItem,
  score: number | null,
): Promise<void> {
  await scope.tx.listings.save({
    ...moveListing(listing, 'matching', 'publishing'),
    catalogueId: item.catalogueId,
    title: item.title,
    gtins: item.gtins,
    channelData: item.channelData,
    dueAt: scope.now,
    attempts: 0,
  });
  await scope.tx.matchCandidates.replace(listing.id, []);
  await scope.tx.issues.clear(listingIssueKey(listing));
  const values = { sku: listing.channelSku, catalogueId: item.catalogueId, title: item.title };
  await scope.note(
    listing.connectionId,
    score === null
      ? say('activity.listing-matched', values)
      : say('activity.listing-matched-by-score', { ...values, percent: Math.floor(score * 100) }),
  );
}

async function recordProposals(
  scope: Scope,
  listing: Listing,
  candidates: readonly Omit<MatchCandidate, 'listingId'>[],
  reason: Message,
): Promise<void> {
  await scope.tx.listings.save({ ...moveListing(listing, 'matching', 'needs-match'), dueAt: null });
  await scope.tx.matchCandidates.replace(
    listing.id,
    candidates.map((each) => ({ ...each, listingId: listing.id })),
  );
  await openListingIssue(scope, listing, reason);
}

async function postpone(scope: Scope, listing: Listing, error: ConnectorError): Promise<void> {
  const attempts = listing.attempts + 1;
  const plan = planAfterFailure(error, attempts);
  if (plan.kind === 'refused') {
    await scope.tx.listings.save({
      ...moveListing(listing, 'matching', 'needs-match'),
      dueAt: null,
      attempts,
    });
    await openListingIssue(scope, listing, error.message);
    return;
  }
  const dueAt = plan.kind === 'retry' ? plus(scope.now, plan.afterMs) : scope.now;
  await scope.tx.listings.save({ ...listing, attempts, dueAt });
}

/** Says in one issue what keeps a listing from the channel. */
export async function openListingIssue(scope: Scope, listing: Listing, message: Message): Promise<void> {
  await scope.tx.issues.open({
    key: listingIssueKey(listing),
    severity: 'error',
    connectionId: listing.connectionId,
    message,
    openedAt: scope.now,
  });
}
