import type { ConnectionId, MarketplaceId, VariantId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import type { LinkCandidate, MatchRound, MatchVerdict } from '../domain/match.ts';
import { say } from '../domain/message.ts';
import type { Variant } from '../domain/variant.ts';
import type { MatchRules } from '../matching/decide-match.ts';
import type { Matcher } from '../matching/matcher.ts';
import { recordOfListing } from '../matching/records.ts';
import { commit, type Scope } from './commit.ts';
import { compareVariants } from './compare-variants.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { readMatchRules } from './match-rules.ts';
import { stockMaster } from './stock-master.ts';
import { indexStore, type StoreIndex } from './store-index.ts';

/** So many listings are compared in one piece, in which this process does nothing else: about 25 ms each. */
const listingsTogether = 10;
/** How many variants are compared with each, and how many of them are proposed. */
const mostCompared = 20;
const mostProposed = 5;
/** How long a piece may take before another worker takes over, the reading of the store's variants included. */
const leaseMs = 5 * 60_000;

/** Lets all listings of an account that have no variant be compared with what its store sells, unless that is under way. */
export async function beginComparison(scope: Scope, connectionId: ConnectionId): Promise<void> {
  const round = await scope.tx.matchRounds.get(connectionId);
  if (round !== undefined && round.dueAt !== null) return;
  await scope.tx.matchRounds.begin(connectionId, scope.now);
  scope.ring(connectionId, 'compare');
}

/**
 * Proposes variants for the listings that a channel has and no identifier links, piece by piece: also such that have a listing already, since a variant may have
 * several. What was rejected is not proposed again. Calls nobody and links nothing.
 */
export function compareListings(run: LaneRun): LaneWork<MatchRound> {
  const { engine, workspaceId, connection } = run;
  return {
    concurrency: 1,
    claim: () =>
      commit(engine, workspaceId, async (scope) => {
        const round = await scope.tx.matchRounds.due(connection.id, scope.now);
        if (round === undefined) return { seen: 0, claims: [] };
        const claimed = { ...round, dueAt: plus(scope.now, leaseMs) };
        await scope.tx.matchRounds.save(claimed);
        return { seen: 1, claims: [{ ...claimed, version: round.version + 1 }] };
      }),
    work: (claimed) => comparePiece(run, claimed),
  };
}

async function comparePiece(run: LaneRun, claimed: MatchRound): Promise<void> {
  const { engine, workspaceId, connection } = run;
  const { listings, store } = await commit(engine, workspaceId, async (scope) => ({
    listings: await scope.tx.listings.unlinkedPage(connection.id, claimed.afterListingId, listingsTogether),
    store: await stockMaster(scope, connection),
  }));
  const found = new Map<Listing['id'], readonly VariantId[]>();
  if (store !== null && listings.length > 0) {
    const index = await indexStore(engine, workspaceId, store, claimed.afterListingId === null);
    for (const listing of listings) found.set(listing.id, searchFor(listing, index));
  }
  await commit(engine, workspaceId, async (scope) => {
    const round = await scope.tx.matchRounds.get(connection.id);
    if (round?.version !== claimed.version) return;
    const proposed = await proposeEach(scope, engine.matcher, listings, found);
    const last = listings.at(-1);
    const total = round.proposed + proposed;
    const isOver = last === undefined || listings.length < listingsTogether;
    await scope.tx.matchRounds.save({
      ...round,
      proposed: total,
      afterListingId: last?.id ?? round.afterListingId,
      dueAt: isOver ? null : scope.now,
    });
    if (!isOver || total === 0) return;
    const values = { account: connection.name, count: total };
    await scope.note(connection.id, say('activity.listings-compared', values));
  });
}

function searchFor(listing: Listing, index: StoreIndex): readonly VariantId[] {
  // By its catalogue id it is remembered what was said of it.
  return listing.catalogueId === null ? [] : index.search(recordOfListing(listing), mostCompared);
}

/** @returns for how many of the listings something else is proposed now than before. */
async function proposeEach(
  scope: Scope,
  matcher: Matcher,
  listings: readonly Listing[],
  found: ReadonlyMap<Listing['id'], readonly VariantId[]>,
): Promise<number> {
  const variants = await scope.tx.variants.getMany([...new Set([...found.values()].flat())]);
  const byId = new Map(variants.filter(({ goneAt }) => goneAt === null).map((each) => [each.id, each]));
  const before = Map.groupBy(
    await scope.tx.linkCandidates.ofListings(listings.map(({ id }) => id)),
    ({ listingId }) => listingId,
  );
  const rejected = await readRejected(scope, listings);
  const rules = await readMatchRules(scope.tx, matcher);
  let changed = 0;
  for (const listing of listings) {
    const candidates = (found.get(listing.id) ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter(({ id }) => !rejected.has(pairOf(listing, id)));
    const proposals = proposalsFor(matcher, rules, listing, candidates);
    const old = before.get(listing.id) ?? [];
    if (isSame(old, proposals)) continue;
    const current = await scope.tx.listings.get(listing.id);
    if (current?.variantId !== null) continue;
    await scope.tx.linkCandidates.replace(listing.id, proposals);
    if (proposals.length > 0) changed += 1;
  }
  return changed;
}

/** What is likely, the best first: of what is not, a merchant with many listings has no use. */
function proposalsFor(
  matcher: Matcher,
  { likelyThreshold }: Pick<MatchRules, 'likelyThreshold'>,
  listing: Listing,
  variants: readonly Variant[],
): readonly LinkCandidate[] {
  return compareVariants(matcher, listing, variants)
    .map(({ variant, findings }) => ({ listingId: listing.id, variantId: variant.id, ...findings }))
    .filter(({ score }) => score !== null && score >= likelyThreshold)
    .toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .slice(0, mostProposed);
}

async function readRejected(scope: Scope, listings: readonly Listing[]): Promise<ReadonlySet<string>> {
  const said: MatchVerdict[] = [];
  for (const own of Map.groupBy(listings, (listing) => listing.marketplace).values()) {
    const [first] = own;
    const ids = own.flatMap(({ catalogueId }) => catalogueId ?? []);
    if (first !== undefined) said.push(...(await scope.tx.matchVerdicts.ofItems(first, ids)));
  }
  return new Set(
    said.filter(({ verdict }) => verdict === 'rejected').map((each) => pairOf(each, each.variantId)),
  );
}

function pairOf(
  { marketplace, catalogueId }: { readonly marketplace: MarketplaceId; readonly catalogueId: string | null },
  variantId: VariantId,
): string {
  return JSON.stringify([marketplace, catalogueId, variantId]);
}

function isSame(one: readonly LinkCandidate[], other: readonly LinkCandidate[]): boolean {
  const facts = (rows: readonly LinkCandidate[]): string =>
    JSON.stringify(rows.map(({ variantId, score, isVetoed }) => [variantId, score, isVetoed]));
  return facts(one) === facts(other);
}
