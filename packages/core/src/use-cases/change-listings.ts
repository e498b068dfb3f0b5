import type { ConnectionKey, ListingId } from '../domain/ids.ts';
import { mayMove, moveListing, wasRefused } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';

export type ChangeOutcome =
  | 'done'
  /** It is as wanted already. */
  | 'unchanged'
  /** It is not on the channel, so that there is nothing to stop; or nothing is known that could be listed. */
  | 'not-possible'
  /** Nothing in the channel's catalogue can be called so. */
  | 'invalid-catalogue-id'
  | 'unknown-listing';

const batchSize = 200;

/**
 * Takes listings off sale by the merchant's hand: their quantity becomes 0 and stays 0, whatever the stock, until they are relisted. One that is still on its
 * way onto the channel is called back.
 *
 * @returns an outcome for each id, in their order.
 */
export function stopListings(
  engine: Engine,
  key: ConnectionKey,
  ids: readonly ListingId[],
): Promise<readonly ChangeOutcome[]> {
  return changeEach(engine, key, ids, async (scope, listing) => {
    if (listing.stoppedBy === 'hand') return 'unchanged';
    if (mayMove(listing.status, 'unlisted') && !['error', 'ended'].includes(listing.status)) {
      const off = moveListing(listing, listing.status, 'unlisted');
      await scope.tx.listings.save({ ...off, dueAt: null });
      return 'done';
    }
    if (listing.quantityTargetId === null) return 'not-possible';
    await scope.tx.listings.save({ ...listing, stoppedBy: 'hand' });
    await scope.tx.targets.raise([listing.quantityTargetId], 'quantity-down', scope.now);
    scope.ring(listing.connectionId, 'quantity-down');
    await scope.note(listing.connectionId, say('activity.listing-stopped', { sku: listing.channelSku }));
    return 'done';
  });
}

/**
 * Puts listings on sale again: one that was stopped gets its quantity back; one that ended, was refused, or was called back starts again on its way onto the
 * channel.
 *
 * @returns an outcome for each id, in their order.
 */
export function relistListings(
  engine: Engine,
  key: ConnectionKey,
  ids: readonly ListingId[],
): Promise<readonly ChangeOutcome[]> {
  return changeEach(engine, key, ids, async (scope, listing) => {
    if (listing.stoppedBy !== null && listing.quantityTargetId !== null && !isOffChannel(listing)) {
      await scope.tx.listings.save({ ...listing, stoppedBy: null });
      await scope.tx.targets.raise([listing.quantityTargetId], 'quantity-up', scope.now);
      scope.ring(listing.connectionId, 'quantity-up');
    } else if (listing.variantId !== null && mayMove(listing.status, 'matching')) {
      const again = moveListing(listing, listing.status, 'matching');
      const issues = wasRefused(listing) ? [] : listing.issues;
      const renewed = { ...again, issues, stoppedBy: null, submittedAt: null, dueAt: scope.now, attempts: 0 };
      await scope.tx.listings.save(renewed);
      scope.ring(listing.connectionId, 'publish');
    } else return ['active', 'inactive'].includes(listing.status) ? 'unchanged' : 'not-possible';
    await scope.note(listing.connectionId, say('activity.listing-relisted', { sku: listing.channelSku }));
    return 'done';
  });
}

function isOffChannel({ status }: Listing): boolean {
  return status === 'ended' || status === 'error' || status === 'unlisted';
}

/** Changes listings of one account, in transactions of many. @returns an outcome for each id, in their order. */
export async function changeEach(
  engine: Engine,
  key: ConnectionKey,
  ids: readonly ListingId[],
  change: (scope: Scope, listing: Listing) => Promise<ChangeOutcome>,
): Promise<readonly ChangeOutcome[]> {
  const outcomes: ChangeOutcome[] = [];
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize);
    outcomes.push(
      ...(await commit(engine, key.workspaceId, async (scope) => {
        const done: ChangeOutcome[] = [];
        // One by one: a second mention of an id sees what the first has done.
        for (const id of batch) {
          const listing = await scope.tx.listings.get(id);
          const isOwn = listing?.connectionId === key.connectionId;
          done.push(listing !== undefined && isOwn ? await change(scope, listing) : 'unknown-listing');
        }
        return done;
      })),
    );
  }
  return outcomes;
}
