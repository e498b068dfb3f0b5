import type { ConnectorError } from '../domain/connector-error.ts';
import type { ChannelSku } from '../domain/ids.ts';
import { isOnChannel } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { ok, type Result } from '../domain/result.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { Scope } from './commit.ts';
import type { LaneRun } from './lane.ts';
import { readListing } from './read-listing.ts';
import { recordReading } from './verify-listings.ts';

/**
 * Reads what a channel shows of a SKU on all of its marketplaces. Only what is linked is read: of the rest the list of all listings tells. One that is still being
 * created is looked at anew.
 *
 * @returns how to apply what was read.
 */
export async function readHintedListings(
  run: LaneRun,
  channel: OpenedChannel,
  channelSku: ChannelSku,
): Promise<Result<(scope: Scope) => Promise<void>, ConnectorError>> {
  const known = await run.engine.storage.transaction(run.workspaceId, (tx) =>
    tx.listings.byChannelSkus(run.connection.id, [channelSku]),
  );
  const linked = known.filter(({ variantId }) => variantId !== null);
  const applications: ((scope: Scope) => Promise<void>)[] = [];
  for (const listing of linked.filter((each) => isOnChannel(each) || each.status === 'ended')) {
    const { beganAt, answer } = await readListing(run, channel, listing);
    if (!answer.ok) return answer;
    applications.push((scope) => recordReading(scope, channel, listing, answer.value, beganAt, new Set()));
  }
  for (const { id } of linked.filter(({ status }) => status === 'publishing')) {
    applications.push((scope) => lookAnew(scope, id));
  }
  return ok(async (scope) => {
    for (const apply of applications) await apply(scope);
  });
}

async function lookAnew(scope: Scope, id: Listing['id']): Promise<void> {
  const listing = await scope.tx.listings.get(id);
  // Before its creation was sent there is nothing to be seen, and the sending has its own time.
  if (listing?.status !== 'publishing' || listing.submittedAt === null) return;
  await scope.tx.listings.save({ ...listing, dueAt: scope.now });
  scope.ring(listing.connectionId, 'publish');
}
