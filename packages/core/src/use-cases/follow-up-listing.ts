import type { ConnectorError } from '../domain/connector-error.ts';
import { plus, toMilliseconds, type Instant } from '../domain/instant.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { applyListing } from './apply-listing.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun } from './lane.ts';
import { linkListings } from './link-listings.ts';
import { listingIssueKey, openListingIssue } from './match-listings.ts';
import { shownBy } from './new-listing.ts';
import { readListing, type Reading } from './read-listing.ts';

/** Looks what became of a listing whose creation the channel accepted: accepted is not yet listed. */
export async function followUpListing(run: LaneRun, channel: OpenedChannel, listing: Listing): Promise<void> {
  const { beganAt, answer } = await readListing(run, channel, listing);
  await recordFollowUp(run, channel, listing, beganAt, answer);
}

/** Records what a read said of a listing that is on its way onto the channel. */
export async function recordFollowUp(
  run: LaneRun,
  channel: OpenedChannel,
  listing: Listing,
  beganAt: Instant,
  answer: Reading['answer'],
): Promise<void> {
  await commit(run.engine, run.workspaceId, async (scope) => {
    if (!answer.ok) await noteConnectionFailure(scope, run.connection, answer.error);
    const current = await stillClaimed(scope, listing);
    if (current === null) return;
    if (!answer.ok) await lookLater(scope, channel, current, answer.error);
    else if (answer.value === null) await awaitAppearance(scope, channel, current);
    else await recordPublished(scope, run, current, answer.value, beganAt);
  });
}

/** @returns the listing as it is now; `null`: somebody took over after our deadline, or it has gone on otherwise. */
export async function stillClaimed(scope: Scope, listing: Listing): Promise<Listing | null> {
  const current = await scope.tx.listings.get(listing.id);
  return current?.status === 'publishing' && current.dueAt === listing.dueAt ? current : null;
}

/** After a read that failed. */
export async function lookLater(
  scope: Scope,
  channel: OpenedChannel,
  listing: Listing,
  error: ConnectorError,
): Promise<void> {
  const attempts = listing.attempts + 1;
  const plan = planAfterFailure(error, attempts);
  const delay = plan.kind === 'retry' ? plan.afterMs : channel.manifest.timing.listingSettleMs;
  await scope.tx.listings.save({ ...listing, attempts, dueAt: plus(scope.now, delay) });
}

/** After a read that did not show it. */
export async function awaitAppearance(scope: Scope, channel: OpenedChannel, listing: Listing): Promise<void> {
  const { listingSettleMs, listingPatienceMs } = channel.manifest.timing;
  const submittedAt = listing.submittedAt ?? scope.now;
  const waitedMs = toMilliseconds(scope.now) - toMilliseconds(submittedAt);
  if (waitedMs < listingPatienceMs) {
    // Seldom at first, and more seldom with time: a look costs a call.
    const dueAt = plus(scope.now, Math.max(listingSettleMs, Math.floor(waitedMs / 2)));
    await scope.tx.listings.save({ ...listing, dueAt });
    return;
  }
  await scope.tx.listings.save({ ...moveListing(listing, 'publishing', 'error'), dueAt: null });
  const values = { sku: listing.channelSku, minutes: Math.round(listingPatienceMs / 60_000) };
  await openListingIssue(scope, listing, say('listing.not-appeared', values));
}

/** The channel has it: from here on its quantity and price are kept in step. */
export async function recordPublished(
  scope: Scope,
  run: LaneRun,
  listing: Listing,
  snapshot: ListingSnapshot,
  beganAt: Instant,
): Promise<void> {
  const applied = await applyListing(scope, listing, snapshot);
  const stored: Listing = { ...applied, dueAt: null, attempts: 0 };
  await scope.tx.issues.clear(listingIssueKey(listing));
  const values = { sku: listing.channelSku, catalogueId: snapshot.catalogueId ?? '' };
  await scope.note(listing.connectionId, say('activity.listing-published', values));
  const variant = listing.variantId === null ? undefined : await scope.tx.variants.get(listing.variantId);
  if (variant === undefined) {
    await scope.tx.listings.save(stored);
    return;
  }
  const by = listing.linkedBy ?? 'listed-here';
  const shown = shownBy(snapshot, beganAt);
  await linkListings(scope, run.connection, [{ listing: stored, isNew: false, variant, by, shown }]);
}
