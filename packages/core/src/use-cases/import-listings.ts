import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, ListingId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { mayMove, type ListingStatus } from '../domain/listing-life.ts';
import type { Listing, ListingRecord } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import type { Scope } from './commit.ts';
import { beginComparison } from './compare-listings.ts';
import { channelStockAfter, followFulfillment } from './follow-fulfillment.ts';
import { linkIssueKey } from './link-listings.ts';
import { linkByIdentifiers, type Unlinked } from './link-unlinked.ts';
import { newListing, shownBy } from './new-listing.ts';
import { stockMaster } from './stock-master.ts';

/**
 * Stores a part of the list of everything that a seller has on a channel, and links what can be linked. The list may be minutes old: it never says what a
 * channel shows of a listing that is kept in step already.
 */
export async function importListings(
  scope: Scope,
  account: Connection,
  records: readonly ListingRecord[],
): Promise<void> {
  const latest = [...new Map(records.map((record) => [addressOf(record), record])).values()];
  const skus = [...new Set(latest.map((record) => record.channelSku))];
  const stored = new Map(
    (await scope.tx.listings.byChannelSkus(account.id, skus)).map((listing) => [addressOf(listing), listing]),
  );
  const rows = latest.map((record) => {
    const before = stored.get(addressOf(record)) ?? null;
    const address = { connectionId: account.id, ...record };
    const after = applyRecord(before ?? newListing(scope, address, record.status), record, scope.now);
    return { record, before, after };
  });
  const store = await stockMaster(scope, account);
  const foreign = store === null ? new Set() : await linkedElsewhere(scope, rows, store);
  const unlinked: readonly Unlinked[] = rows
    .filter(({ after }) => after.variantId === null || foreign.has(after.id))
    .map(({ record, before, after }) => ({
      listing: after,
      isNew: before === null,
      shown: shownBy(record, record.asOf),
    }));
  await tellLinkedElsewhere(
    scope,
    account,
    unlinked.map(({ listing }) => listing).filter(({ variantId }) => variantId !== null),
  );
  const left = store === null ? unlinked : await linkByIdentifiers(scope, account, store, unlinked);
  const leftIds = new Set(left.map(({ listing }) => listing.id));
  // What was linked just now is stored already.
  const linked = new Set(unlinked.map(({ listing }) => listing.id).filter((id) => !leftIds.has(id)));
  const rest = rows.filter(({ after }) => !linked.has(after.id));
  for (const { before, after } of rows) if (before !== null) await followFulfillment(scope, before, after);
  await scope.tx.listings.insertMany(rest.flatMap(({ before, after }) => (before === null ? [after] : [])));
  const unchanged: Listing[] = [];
  for (const { before, after } of rest) {
    if (before === null) continue;
    if (isSame(before, after)) unchanged.push(before);
    else await scope.tx.listings.save(after);
  }
  await scope.tx.listings.markSeen(unchanged, scope.now);
}

/** Those whose variant is of a store that no longer feeds the account: they belong to the same thing of its pool's master, if that has it. */
async function linkedElsewhere(
  scope: Scope,
  rows: readonly { readonly after: Listing }[],
  store: ConnectionId,
): Promise<ReadonlySet<ListingId>> {
  const variants = await scope.tx.variants.getMany(rows.flatMap(({ after }) => after.variantId ?? []));
  const foreign = new Set(variants.filter((each) => each.connectionId !== store).map(({ id }) => id));
  const listings = rows.map(({ after }) => after);
  return new Set(
    listings.filter(({ variantId }) => variantId !== null && foreign.has(variantId)).map(({ id }) => id),
  );
}

/** Until they are linked anew, which may be at once: nothing is offered of them, and that must not be silent (P8). */
async function tellLinkedElsewhere(
  scope: Scope,
  account: Connection,
  listings: readonly Listing[],
): Promise<void> {
  await scope.tx.issues.openMany(
    listings.map((listing) => ({
      key: linkIssueKey(listing),
      severity: 'error',
      connectionId: account.id,
      message: say('link.other-store', { sku: listing.channelSku, account: account.name }),
      openedAt: scope.now,
    })),
  );
}

function addressOf(listing: Pick<Listing, 'channelSku' | 'marketplace'>): string {
  return JSON.stringify([listing.channelSku, listing.marketplace]);
}

function applyRecord(listing: Listing, record: ListingRecord, seenAt: Instant): Listing {
  const { catalogueId, title, gtins, fulfillment } = record;
  return {
    ...listing,
    status: statusAfter(listing, record.status),
    catalogueId: catalogueId ?? listing.catalogueId,
    title: title ?? listing.title,
    gtins,
    fulfillment,
    channelStock: channelStockAfter(listing, record, record.channelStockAt ?? record.asOf),
    seenAt,
  };
}

/** What is being created, or was refused, is judged by a read of its own: the list may be older. */
function statusAfter({ status }: Pick<Listing, 'status'>, shown: 'active' | 'inactive'): ListingStatus {
  if (status === 'publishing' || status === 'error') return status;
  return mayMove(status, shown) ? shown : status;
}

function isSame(one: Listing, other: Listing): boolean {
  const facts = (row: Listing): string =>
    JSON.stringify([
      ...[row.status, row.catalogueId, row.title, row.gtins],
      ...[row.fulfillment, row.channelStock?.quantity],
    ]);
  return facts(one) === facts(other);
}

const pageSize = 500;

/**
 * After a reading of the whole list: what the list did not show, and what nobody keeps in step, has ended. What is kept in step is read by itself, because a
 * list can lack what is there.
 */
export async function endUnseenListings(scope: Scope, account: Connection, began: Instant): Promise<void> {
  let after: ListingId | null = null;
  for (;;) {
    const page: readonly Listing[] = await scope.tx.listings.unseenPage(account.id, began, after, pageSize);
    for (const listing of page) {
      if (listing.variantId !== null || !mayMove(listing.status, 'ended')) continue;
      await scope.tx.listings.save({ ...listing, status: 'ended' });
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < pageSize || after === null) break;
  }
  const counts = await scope.tx.listings.countByStatus(account.id);
  const listings = (counts.active ?? 0) + (counts.inactive ?? 0) + (counts.error ?? 0);
  const unlinked = await scope.tx.listings.countUnlinked(account.id);
  if (unlinked > 0) await beginComparison(scope, account.id);
  await scope.note(
    account.id,
    say('activity.listings-imported', { account: account.name, listings, unlinked }),
  );
}
