import type { ConnectionId, MarketplaceId, SubmissionId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Submission } from '../domain/submission.ts';
import { planSending } from '../planning/plan-submission.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { awaitAppearance, lookLater, recordPublished, stillClaimed } from './follow-up-listing.ts';
import type { LaneRun } from './lane.ts';
import { submitTogether } from './submit-together.ts';

/**
 * Looks at many listings of one marketplace that are on their way onto the channel: those that it has are published; those that were sent are waited for; the
 * others join the submission that gathers now, without a due time of their own.
 */
export async function gatherListings(
  run: LaneRun,
  channel: OpenedChannel,
  marketplace: MarketplaceId,
  listings: readonly Listing[],
): Promise<void> {
  const { readMany } = submitTogether(channel);
  const beganAt = run.engine.clock.now();
  const skus = listings.map(({ channelSku }) => channelSku);
  const answer = await readMany(marketplace, skus);
  await commit(run.engine, run.workspaceId, async (scope) => {
    if (!answer.ok) await noteConnectionFailure(scope, run.connection, answer.error);
    const shown = new Map(answer.ok ? answer.value.map((each) => [each.channelSku, each]) : []);
    const joining: Listing[] = [];
    for (const listing of listings) {
      const current = await stillClaimed(scope, listing);
      if (current === null) continue;
      const snapshot = shown.get(current.channelSku);
      if (!answer.ok) await lookLater(scope, channel, current, answer.error);
      else if (snapshot !== undefined) await recordPublished(scope, run, current, snapshot, beganAt);
      else if (current.submittedAt !== null) await awaitAppearance(scope, channel, current);
      else joining.push(current);
    }
    await joinSubmission(scope, channel, run.connection.id, marketplace, joining);
  });
}

/** Lets listings wait in the submission that gathers for their marketplace, or in a new one. */
async function joinSubmission(
  scope: Scope,
  channel: OpenedChannel,
  connectionId: ConnectionId,
  marketplace: MarketplaceId,
  listings: readonly Listing[],
): Promise<void> {
  if (listings.length === 0) return;
  const { id } = await gatherMore(scope, channel, { connectionId, marketplace }, listings.length);
  for (const listing of listings) {
    await scope.tx.listings.save({ ...listing, submissionId: id, dueAt: null });
  }
}

/** Makes room for so many more offers in the submission that gathers for a marketplace, or in a new one. */
export async function gatherMore(
  scope: Scope,
  channel: OpenedChannel,
  { connectionId, marketplace }: Pick<Submission, 'connectionId' | 'marketplace'>,
  more: number,
): Promise<Submission> {
  const { limits } = submitTogether(channel);
  const open = await scope.tx.submissions.gathering(connectionId, marketplace);
  const submission: Submission = open ?? {
    id: scope.newId<SubmissionId>(),
    connectionId,
    marketplace,
    state: 'gathering',
    offers: 0,
    refused: 0,
    channelId: null,
    openedAt: scope.now,
    sentAt: null,
    dueAt: scope.now,
    attempts: 0,
    version: 0,
  };
  const joined = { ...submission, offers: submission.offers + more };
  const gathering = { ...joined, dueAt: planSending(joined, limits, scope.now) };
  if (open === undefined) await scope.tx.submissions.insert(gathering);
  else await scope.tx.submissions.save(gathering);
  return gathering;
}
