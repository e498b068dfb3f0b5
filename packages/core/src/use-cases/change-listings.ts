import type { ConnectionKey, ListingId } from '../domain/ids.ts';
import { mayMove, moveListing } from '../domain/listing-life.ts';
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
      const renewed = { ...again, stoppedBy: null, submittedAt: null, dueAt: scope.now, attempts: 0 };
      await scope.tx.listings.save(renewed);
      scope.ring(listing.connectionId, 'publish');
    } else return ['active', 'inactive'].includes(listing.status) ? 'unchanged' : 'not-possible';
    await scope.note(listing.connectionId, say('activity.listing-relisted', { sku: listing.channelSku }));
    return 'done';
  });
}

/** Takes the catalogue item that the merchant chose for a listing, among those proposed or by name, and goes on with it. */
export function chooseMatch(
  engine: Engine,
  key: ConnectionKey,
  listingId: ListingId,
  catalogueId: string,
): Promise<readonly ChangeOutcome[]> {
  return changeEach(engine, key, [listingId], async (scope, listing) => {
    const proposed = (await scope.tx.matchCandidates.ofListings([listing.id])).find(
      (candidate) => candidate.catalogueId === catalogueId,
    );
    if (listing.status !== 'needs-match') return 'not-possible';
    const { idPattern } = engine.connectors.channelManifest(await connectorOf(scope, listing)).catalogue;
    if (!new RegExp(idPattern).test(catalogueId)) return 'not-possible';
    const chosen: Listing = { ...listing, catalogueId, dueAt: scope.now, attempts: 0 };
    // What was proposed is known to exist, and whatever spoke against it, the merchant has seen.
    await scope.tx.listings.save(
      proposed === undefined
        ? moveListing(chosen, 'needs-match', 'matching')
        : {
            ...moveListing(chosen, 'needs-match', 'publishing'),
            title: proposed.title,
            gtins: proposed.gtins,
            channelData: proposed.channelData,
          },
    );
    await scope.tx.matchCandidates.replace(listing.id, []);
    scope.ring(listing.connectionId, 'publish');
    return 'done';
  });
}

async function connectorOf(scope: Scope, listing: Listing): Promise<string> {
  const account = await scope.tx.connections.get(listing.connectionId);
  if (account === undefined) throw new Error('A listing without its channel account');
  return account.connector;
}

function isOffChannel({ status }: Listing): boolean {
  return status === 'ended' || status === 'error' || status === 'unlisted';
}

async function changeEach(
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
