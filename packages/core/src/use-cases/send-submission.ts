import type { ConnectorError } from '../domain/connector-error.ts';
import type { ListingId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { isOnChannel } from '../domain/listing-life.ts';
import { say } from '../domain/message.ts';
import type { Submission } from '../domain/submission.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { SubmissionReceipt, SubmittedOffer } from '../ports/channel-connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { gatherMore } from './gather-listings.ts';
import type { LaneRun } from './lane.ts';
import { leaseFor } from './poll-plan.ts';
import { prepareOffers } from './prepare-offers.ts';
import { submitTogether } from './submit-together.ts';

const listingsPerPage = 200;
/** What can never succeed as it is, somebody must look at; it is tried again all the same. */
const refusedRetryMs = 30 * 60_000;

export function submissionIssueKey({ connectionId }: Pick<Submission, 'connectionId'>): string {
  return `connection/${connectionId}/submission`;
}

/** How long a step of a submission may take before another worker takes over. */
export function submissionLeaseMs({ manifest }: OpenedChannel): number {
  return leaseFor(manifest.timing.writeTimeoutMs);
}

/**
 * Sends the offers of a submission's listings, reckoned as of now, in one piece; what does not fit goes with another one. From the moment it may have left, nobody
 * sends it again: its listings are looked for.
 *
 * @param claimed in the state `filling`, with the claim's deadline.
 */
export async function sendSubmission(
  run: LaneRun,
  channel: OpenedChannel,
  claimed: Submission,
): Promise<void> {
  const filled = await fill(run, channel, claimed);
  if (filled === null) return;
  const { submission, offers } = filled;
  const sendBy = plus(run.engine.clock.now(), channel.manifest.timing.sendWindowMs);
  const { submissions } = submitTogether(channel);
  const answer = await submissions.create(
    submission.marketplace,
    offers.map(({ offer }) => offer),
    sendBy,
  );
  await commit(run.engine, run.workspaceId, async (scope) => {
    const current = await scope.tx.submissions.get(submission.id);
    if (current?.state !== 'sending' || current.dueAt !== submission.dueAt) return;
    if (answer.ok) await recordSent(scope, run, channel, current, offers, answer.value);
    else await recordFailure(scope, run, channel, current, answer.error);
  });
}

interface FilledOffer {
  readonly listingId: ListingId;
  readonly offer: SubmittedOffer;
}

/** @returns the submission as it goes out; `null`: another worker has taken over, or there is nothing to send. */
async function fill(
  run: LaneRun,
  channel: OpenedChannel,
  claimed: Submission,
): Promise<{ readonly submission: Submission; readonly offers: readonly FilledOffer[] } | null> {
  let submission = claimed;
  let after: ListingId | null = null;
  const offers: FilledOffer[] = [];
  for (;;) {
    const from: ListingId | null = after;
    const page = await commit(run.engine, run.workspaceId, async (scope) => {
      const current = await scope.tx.submissions.get(submission.id);
      if (current?.state !== 'filling' || current.dueAt !== submission.dueAt) return null;
      const listings = await scope.tx.listings.ofSubmission(current.id, from, listingsPerPage);
      const found = await fillPage(scope, run, listings);
      const isLast = listings.length < listingsPerPage;
      const saved = isLast
        ? goOut(scope, channel, current, offers.length + found.length)
        : { ...current, dueAt: plus(scope.now, submissionLeaseMs(channel)) };
      await scope.tx.submissions.save(saved);
      const last = listings.at(-1)?.id ?? null;
      return { submission: { ...saved, version: saved.version + 1 }, found, last, isLast };
    });
    if (page === null) return null;
    offers.push(...page.found);
    ({ submission } = page);
    if (page.isLast) return offers.length === 0 ? null : { submission, offers };
    after = page.last;
  }
}

function goOut(scope: Scope, channel: OpenedChannel, submission: Submission, offers: number): Submission {
  if (offers === 0) return { ...submission, state: 'over', offers, dueAt: null };
  // A submission is several calls, one after the other.
  const deadline = plus(scope.now, channel.manifest.timing.sendWindowMs + submissionLeaseMs(channel));
  return { ...submission, state: 'sending', offers, dueAt: deadline };
}

async function fillPage(scope: Scope, run: LaneRun, listings: readonly Listing[]): Promise<FilledOffer[]> {
  const ready = await prepareOffers(scope, run.connection, await publishing(scope, listings));
  const elsewhere = await soldElsewhere(scope, run, listings);
  return ready.map(({ listing, request }) => ({
    listingId: listing.id,
    offer: { ...request, isSoldElsewhere: elsewhere.has(listing.channelSku) },
  }));
}

/** Those that still want onto the channel; the others no longer wait for the submission. */
async function publishing(scope: Scope, listings: readonly Listing[]): Promise<readonly Listing[]> {
  for (const listing of listings) {
    if (listing.status !== 'publishing') await scope.tx.listings.save({ ...listing, submissionId: null });
  }
  return listings.filter(({ status }) => status === 'publishing');
}

/** SKUs that the account sells on another marketplace: what they show there must stay as it is. */
async function soldElsewhere(
  scope: Scope,
  run: LaneRun,
  listings: readonly Listing[],
): Promise<ReadonlySet<string>> {
  const skus = listings.map(({ channelSku }) => channelSku);
  const known = await scope.tx.listings.byChannelSkus(run.connection.id, skus);
  return new Set(known.filter(isOnChannel).map(({ channelSku }) => channelSku));
}

async function recordSent(
  scope: Scope,
  run: LaneRun,
  channel: OpenedChannel,
  submission: Submission,
  offers: readonly FilledOffer[],
  { channelId, taken }: SubmissionReceipt,
): Promise<void> {
  const left = offers.slice(taken).map(({ listingId }) => listingId);
  if (left.length > 0) {
    // They have been looked for already: they go out with the next one.
    const next = await gatherMore(scope, channel, submission, left.length);
    await scope.tx.listings.resubmit(left, submission.id, next.id);
  }
  await scope.tx.submissions.save({
    ...submission,
    state: 'sent',
    channelId,
    offers: taken,
    sentAt: scope.now,
    dueAt: plus(scope.now, submitTogether(channel).limits.lookMs),
    attempts: 0,
  });
  await scope.tx.issues.clear(submissionIssueKey(submission));
  const values = { account: run.connection.name, count: taken };
  await scope.note(submission.connectionId, say('activity.submission-sent', values));
}

async function recordFailure(
  scope: Scope,
  run: LaneRun,
  channel: OpenedChannel,
  submission: Submission,
  error: ConnectorError,
): Promise<void> {
  await noteConnectionFailure(scope, run.connection, error);
  const attempts = submission.attempts + 1;
  const plan = planAfterFailure(error, attempts);
  if (plan.kind === 'unknown') {
    const dueAt = plus(scope.now, submitTogether(channel).limits.patienceMs);
    await scope.tx.submissions.save({ ...submission, state: 'sent', sentAt: scope.now, dueAt });
    return;
  }
  if (plan.kind === 'refused') {
    await scope.tx.issues.open({
      key: submissionIssueKey(submission),
      severity: 'error',
      connectionId: submission.connectionId,
      message: error.message,
      openedAt: scope.now,
    });
  }
  const delay = plan.kind === 'retry' ? plan.afterMs : plan.kind === 'refused' ? refusedRetryMs : 0;
  // Nothing has left: it is filled anew, with what holds then. Another one may gather meanwhile.
  await scope.tx.submissions.save({
    ...submission,
    state: 'filling',
    attempts,
    dueAt: plus(scope.now, delay),
  });
}
