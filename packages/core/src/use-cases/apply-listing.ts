import { mayMove, type ListingStatus } from '../domain/listing-life.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import type { Scope } from './commit.ts';
import { countUnknownIssues } from './count-unknown-issues.ts';
import { channelStockAfter, followFulfillment } from './follow-fulfillment.ts';

/**
 * What a read makes of a listing: its status and facts, and the issues that the channel itself has with it, opened and cleared. The caller saves it, if it
 * has changed.
 */
export async function applyListing(
  scope: Scope,
  listing: Listing,
  snapshot: ListingSnapshot,
): Promise<Listing> {
  await scope.tx.issues.clear(notFoundKey(listing));
  await countUnknownIssues(scope, listing, snapshot.issues);
  const found = new Set(snapshot.issues.map(({ code }) => code));
  const over = listing.issues.filter(({ code }) => !found.has(code));
  await scope.tx.issues.clearMany(over.map(({ code }) => channelIssueKey(listing, code)));
  await scope.tx.issues.openMany(
    snapshot.issues.map(({ code, severity, message }) => ({
      key: channelIssueKey(listing, code),
      severity,
      connectionId: listing.connectionId,
      message: { ...message, values: { sku: listing.channelSku, ...message.values } },
      openedAt: scope.now,
    })),
  );
  const { catalogueId, title, fulfillment, channelData, issues } = snapshot;
  const status = statusAfter(listing, snapshot);
  const moments = { seenAt: snapshot.readBeganAt, readAt: snapshot.readBeganAt };
  const channelStock = channelStockAfter(listing, snapshot, snapshot.readBeganAt);
  const facts = { status, catalogueId, title, fulfillment, channelStock, channelData, issues };
  const after = { ...listing, ...moments, ...facts };
  await followFulfillment(scope, listing, after);
  return after;
}

/** The channel does not have it: an issue until it is back. What had been on the channel has ended. */
export async function applyMissing(scope: Scope, listing: Listing): Promise<Listing> {
  await scope.tx.issues.open({
    key: notFoundKey(listing),
    severity: 'error',
    connectionId: listing.connectionId,
    message: say('listing.not-found', { sku: listing.channelSku, marketplace: listing.marketplace }),
    openedAt: scope.now,
  });
  return mayMove(listing.status, 'ended') ? { ...listing, status: 'ended' } : listing;
}

/** Whether there is anything to store; a later look alone is not worth a write. */
export function isChanged(before: Listing, after: Listing): boolean {
  const facts = ({ seenAt, readAt, channelStock, ...row }: Listing): string =>
    JSON.stringify([row, readAt === null, channelStock?.quantity]);
  return facts(before) !== facts(after);
}

/** Nobody can buy it, and the channel says what is wrong: that is an error. */
function statusAfter(listing: Listing, snapshot: ListingSnapshot): ListingStatus {
  const isBroken =
    snapshot.status === 'inactive' && snapshot.issues.some(({ severity }) => severity === 'error');
  const shown = isBroken ? 'error' : snapshot.status;
  return mayMove(listing.status, shown) ? shown : listing.status;
}

function notFoundKey(listing: Pick<Listing, 'id'>): string {
  return `listing/${listing.id}/not-found`;
}

function channelIssueKey(listing: Pick<Listing, 'id'>, code: string): string {
  return `listing/${listing.id}/channel/${code}`;
}
