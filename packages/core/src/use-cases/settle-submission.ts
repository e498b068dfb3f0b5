import { plus } from '../domain/instant.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import type { Submission } from '../domain/submission.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OfferRefusal, SubmissionOutcome } from '../ports/channel-connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { countUnknownIssues } from './count-unknown-issues.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun } from './lane.ts';
import { openListingIssue } from './match-listings.ts';
import { submissionIssueKey, submissionLeaseMs } from './send-submission.ts';
import { submitTogether } from './submit-together.ts';

const listingsPerPage = 200;
/** A submission that the channel gave up so often is no accident. */
const mostAttempts = 5;

/**
 * Looks what became of a submission. Once the channel has read it, refused offers are errors that say why, and the others are looked for like any listing that was
 * accepted. Where nobody can know what became of it, its listings go on their way again, and are looked for before anything is sent.
 */
export async function settleSubmission(
  run: LaneRun,
  channel: OpenedChannel,
  claimed: Submission,
): Promise<void> {
  const { limits, submissions } = submitTogether(channel);
  const { channelId, sentAt } = claimed;
  const now = run.engine.clock.now();
  if (channelId === null || (sentAt !== null && now >= plus(sentAt, limits.patienceMs))) {
    await goOn(run, channel, claimed, { kind: 'failed', message: say('submission.lost', {}) });
    return;
  }
  const answer = await submissions.outcome(claimed.marketplace, channelId);
  if (answer.ok && answer.value.kind !== 'waiting') {
    await goOn(run, channel, claimed, answer.value);
    return;
  }
  await commit(run.engine, run.workspaceId, async (scope) => {
    if (!answer.ok) await noteConnectionFailure(scope, run.connection, answer.error);
    const current = await stillOurs(scope, claimed);
    if (current === null) return;
    const attempts = answer.ok ? 0 : current.attempts + 1;
    const plan = answer.ok ? null : planAfterFailure(answer.error, attempts);
    const delay = plan?.kind === 'retry' ? plan.afterMs : limits.lookMs;
    await scope.tx.submissions.save({ ...current, attempts, dueAt: plus(scope.now, delay) });
  });
}

async function stillOurs(scope: Scope, claimed: Submission): Promise<Submission | null> {
  const current = await scope.tx.submissions.get(claimed.id);
  return current?.state === 'sent' && current.dueAt === claimed.dueAt ? current : null;
}

/** Lets its listings go on, page by page: whoever takes over begins with those that are left. */
async function goOn(
  run: LaneRun,
  channel: OpenedChannel,
  claimed: Submission,
  outcome: Exclude<SubmissionOutcome, { readonly kind: 'waiting' }>,
): Promise<void> {
  const refusals = new Map(
    outcome.kind === 'done' ? outcome.refusals.map((each) => [each.channelSku, each]) : [],
  );
  let submission = claimed;
  for (;;) {
    const next: Submission | null = await commit(run.engine, run.workspaceId, async (scope) => {
      const current = await stillOurs(scope, submission);
      if (current === null) return null;
      const listings = await scope.tx.listings.ofSubmission(current.id, null, listingsPerPage);
      let refused = 0;
      for (const listing of listings) {
        const refusal = refusals.get(listing.channelSku);
        if (refusal !== undefined) refused += 1;
        if (outcome.kind === 'failed') await startAgain(scope, listing, outcome.message);
        else await settle(scope, channel, listing, refusal);
      }
      const isLast = listings.length < listingsPerPage;
      const saved: Submission = {
        ...current,
        state: isLast ? 'over' : 'sent',
        refused: current.refused + refused,
        dueAt: isLast ? null : plus(scope.now, submissionLeaseMs(channel)),
      };
      await scope.tx.submissions.save(saved);
      if (isLast) await tell(scope, run, saved, outcome);
      scope.ring(run.connection.id, 'publish');
      return isLast ? null : { ...saved, version: saved.version + 1 };
    });
    if (next === null) return;
    submission = next;
  }
}

async function settle(
  scope: Scope,
  channel: OpenedChannel,
  listing: Listing,
  refusal: OfferRefusal | undefined,
): Promise<void> {
  const free = { ...listing, submissionId: null };
  if (listing.status !== 'publishing') await scope.tx.listings.save(free);
  else if (refusal === undefined) {
    const dueAt = plus(scope.now, channel.manifest.timing.listingSettleMs);
    await scope.tx.listings.save({ ...free, submittedAt: scope.now, dueAt, attempts: 0 });
  } else {
    const { issues, message } = refusal;
    await countUnknownIssues(scope, listing, issues);
    await scope.tx.listings.save({ ...moveListing(free, 'publishing', 'error'), issues, dueAt: null });
    await openListingIssue(scope, listing, message);
  }
}

/** Looked for first, and sent again where it is not there: a little later each time. */
async function startAgain(scope: Scope, listing: Listing, reason: Message): Promise<void> {
  const attempts = listing.attempts + 1;
  const free = { ...listing, submissionId: null, attempts };
  if (listing.status !== 'publishing') await scope.tx.listings.save(free);
  else if (attempts > mostAttempts) {
    await scope.tx.listings.save({ ...moveListing(free, 'publishing', 'error'), dueAt: null });
    await openListingIssue(scope, listing, reason);
  } else {
    const delay = 60_000 * 2 ** (attempts - 1);
    await scope.tx.listings.save({ ...free, dueAt: plus(scope.now, delay) });
  }
}

async function tell(
  scope: Scope,
  { connection }: LaneRun,
  { offers, refused }: Submission,
  outcome: SubmissionOutcome,
): Promise<void> {
  const key = submissionIssueKey({ connectionId: connection.id });
  if (outcome.kind === 'failed') {
    await scope.tx.issues.open({
      key,
      severity: 'warning',
      connectionId: connection.id,
      message: outcome.message,
      openedAt: scope.now,
    });
    return;
  }
  await scope.tx.issues.clear(key);
  const values = { account: connection.name, accepted: offers - refused, refused };
  await scope.note(connection.id, say('activity.submission-read', values));
}
