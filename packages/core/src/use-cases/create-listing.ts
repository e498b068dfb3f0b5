import { plus } from '../domain/instant.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { NewOffer } from '../ports/connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit } from './commit.ts';
import { recordFollowUp } from './follow-up-listing.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun } from './lane.ts';
import { openListingIssue } from './match-listings.ts';
import { readListing } from './read-listing.ts';

/**
 * Creates a listing on the channel, unless the account has that SKU there already: what is sold there under it must not be replaced. The channel knows a
 * listing by its SKU, so that asking twice is harmless, also after an unknown outcome.
 */
export async function createListing(
  run: LaneRun,
  channel: OpenedChannel,
  listing: Listing,
  request: NewOffer,
): Promise<void> {
  const { beganAt, answer: known } = await readListing(run, channel, listing);
  if (!known.ok || known.value !== null) {
    await recordFollowUp(run, channel, listing, beganAt, known);
    return;
  }
  const answer = await channel.connector.listings.create(request);
  await commit(run.engine, run.workspaceId, async (scope) => {
    if (!answer.ok) await noteConnectionFailure(scope, run.connection, answer.error);
    const current = await scope.tx.listings.get(listing.id);
    if (current?.status !== 'publishing' || current.dueAt !== listing.dueAt) return;
    if (answer.ok) {
      const dueAt = plus(scope.now, channel.manifest.timing.listingSettleMs);
      await scope.tx.listings.save({ ...current, submittedAt: scope.now, dueAt, attempts: 0 });
      const values = { sku: current.channelSku, catalogueId: request.catalogueId };
      await scope.note(current.connectionId, say('activity.listing-submitted', values));
      return;
    }
    const attempts = current.attempts + 1;
    const plan = planAfterFailure(answer.error, attempts);
    switch (plan.kind) {
      case 'refused':
        await scope.tx.listings.save({
          ...moveListing(current, 'publishing', 'error'),
          dueAt: null,
          attempts,
        });
        await openListingIssue(scope, current, answer.error.message);
        return;
      case 'retry':
        await scope.tx.listings.save({ ...current, attempts, dueAt: plus(scope.now, plan.afterMs) });
        return;
      case 'reconnect':
        await scope.tx.listings.save({ ...current, attempts, dueAt: scope.now });
        return;
      case 'unknown': {
        const dueAt = plus(scope.now, channel.manifest.timing.offerSettleMs);
        await scope.tx.listings.save({ ...current, attempts, dueAt });
      }
    }
  });
}
