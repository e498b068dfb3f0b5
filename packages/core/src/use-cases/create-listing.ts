import { plus } from '../domain/instant.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import { err } from '../domain/result.ts';
import type { NewOffer } from '../ports/channel-connector.ts';
import type { Answer } from '../ports/connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit } from './commit.ts';
import { countUnknownIssues } from './count-unknown-issues.ts';
import { recordFollowUp } from './follow-up-listing.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun } from './lane.ts';
import { openListingIssue } from './match-listings.ts';
import { readListing } from './read-listing.ts';

/**
 * Creates a listing on the channel, unless the account may not offer that item, or has that SKU there already: what is sold there under it must not be replaced. The channel knows a
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
  const answer = await offer(channel, request);
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
      case 'refused': {
        const issues = answer.error.issues ?? [];
        await countUnknownIssues(scope, current, issues);
        await scope.tx.listings.save({
          ...moveListing(current, 'publishing', 'error'),
          issues,
          dueAt: null,
          attempts,
        });
        await openListingIssue(scope, current, answer.error.message);
        return;
      }
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

/** Makes the offer, unless the channel says beforehand that the account may not make it. */
async function offer({ connector }: OpenedChannel, request: NewOffer): Answer<void> {
  const known = await connector.listings.restrictions?.(request);
  if (known?.ok === false) return known;
  const [first, ...others] = known?.value ?? [];
  if (first === undefined) return connector.listings.create(request);
  const detail = `restricted: ${first.code}`;
  return err({ kind: 'invalid-input', message: first.message, detail, issues: [first, ...others] });
}
