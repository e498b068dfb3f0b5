import type { ConnectorError } from '../domain/connector-error.ts';
import type { Gtin } from '../domain/gtin.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import type { CatalogueItem } from '../domain/match.ts';
import { say, type Message } from '../domain/message.ts';
import { ok, type Result } from '../domain/result.ts';
import { matchByIdentifier, type MatchDecision } from '../matching/match-by-identifier.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun } from './lane.ts';

/** A listing whose place in the channel's catalogue is looked for, as claimed. */
export interface Sought {
  readonly listing: Listing;
  readonly gtin: Gtin | null;
}

/** The key of the issue that says what keeps a listing from the channel. */
export function listingIssueKey(listing: Pick<Listing, 'id'>): string {
  return `listing/${listing.id}/life`;
}

/** Looks up many listings of one marketplace at once: by the catalogue id that the merchant named, else by trade item number. */
export async function matchListings(
  run: LaneRun,
  channel: OpenedChannel,
  marketplace: MarketplaceId,
  sought: readonly Sought[],
): Promise<void> {
  const answer = await lookUp(channel, marketplace, sought);
  await commit(run.engine, run.workspaceId, async (scope) => {
    if (!answer.ok) await noteConnectionFailure(scope, run.connection, answer.error);
    for (const { listing, gtin } of sought) {
      const current = await scope.tx.listings.get(listing.id);
      // Somebody took over after our deadline, or the merchant has decided meanwhile.
      if (current?.status !== 'matching' || current.dueAt !== listing.dueAt) continue;
      if (answer.ok) await record(scope, current, matchByIdentifier({ ...current, gtin }, answer.value));
      else await postpone(scope, current, answer.error);
    }
    scope.ring(run.connection.id, 'publish');
  });
}

async function lookUp(
  channel: OpenedChannel,
  marketplace: MarketplaceId,
  sought: readonly Sought[],
): Promise<Result<readonly CatalogueItem[], ConnectorError>> {
  const { catalogue } = channel.connector;
  const named = sought.flatMap(({ listing }) => (listing.catalogueId === null ? [] : [listing.catalogueId]));
  const gtins = sought.flatMap(({ listing, gtin }) =>
    listing.catalogueId === null && gtin !== null ? [gtin] : [],
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

async function record(scope: Scope, listing: Listing, decision: MatchDecision): Promise<void> {
  if (decision.kind === 'matched') {
    const { item } = decision;
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
    await scope.note(listing.connectionId, say('activity.listing-matched', values));
    return;
  }
  await scope.tx.listings.save({ ...moveListing(listing, 'matching', 'needs-match'), dueAt: null });
  await scope.tx.matchCandidates.replace(
    listing.id,
    decision.proposals.map(({ item, reasons }) => ({ ...item, listingId: listing.id, score: null, reasons })),
  );
  await openListingIssue(scope, listing, decision.reason);
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
