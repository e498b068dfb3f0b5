import type { ConnectorError } from '../domain/connector-error.ts';
import { plus, toMilliseconds } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { inWords, partsOf, priceOf, unitsOf, withParts, type OfferValue } from '../domain/offer.ts';
import type { InFlight, Target, TargetLane } from '../domain/target.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { Answer } from '../ports/connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { claimTarget, openTargetIssue, type TargetClaim } from './claim-target.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { pollSoon } from './poll-soon.ts';
import { readListing } from './read-listing.ts';
import { targetIssueKey } from './target-issues.ts';
import { saveListingShown, shownIn } from './verify-listings.ts';

/** Sends quantities or prices to a channel: one lane of a channel account. */
export function sendTargets(run: LaneRun, channel: OpenedChannel, lane: TargetLane): LaneWork<TargetClaim> {
  return {
    concurrency: 8,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: TargetClaim[] = [];
        const targets = await scope.tx.targets.due(run.connection.id, lane, scope.now, limit);
        for (const target of targets) {
          const claim = await claimTarget(scope, channel, target);
          if (claim !== null) claims.push(claim);
        }
        return { seen: targets.length, claims };
      }),
    work: (claim) =>
      claim.kind === 'send' ? send(run, channel, claim) : observe(run, channel, claim.target, claim.listing),
  };
}

/** The one call to the channel that sets a target's aspect. */
function write(channel: OpenedChannel, claim: Extract<TargetClaim, { kind: 'send' }>): Answer<void> {
  const { listings } = channel.connector;
  const { target, listing, inFlight, sendBy } = claim;
  if (target.aspect === 'price') {
    const own = withParts(priceOf(inFlight.value), target.ownParts);
    return listings.setPrice(listing, own, sendBy, claim.gone);
  }
  if (target.shown === null) throw new Error('A quantity is sent only over one that was seen');
  return listings.setQuantity(listing, unitsOf(inFlight.value), sendBy, unitsOf(target.shown.value));
}

async function send(
  run: LaneRun,
  channel: OpenedChannel,
  claim: Extract<TargetClaim, { kind: 'send' }>,
): Promise<void> {
  const { listing, inFlight } = claim;
  const answer = await write(channel, claim);
  await commit(run.engine, run.workspaceId, async (scope) => {
    const target = await scope.tx.targets.get(claim.target.id);
    // Somebody took over after our deadline: what we know is old.
    if (target?.inFlight?.deadline !== inFlight.deadline || target.inFlight.version !== inFlight.version)
      return;
    if (answer.ok) {
      await recordAccepted(scope, channel, target, inFlight, listing);
      return;
    }
    await noteConnectionFailure(scope, run.connection, answer.error);
    await recordFailure(scope, channel, target, answer.error);
  });
}

async function recordAccepted(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
  inFlight: InFlight,
  listing: Listing,
): Promise<void> {
  const isStale = target.wantedVersion > inFlight.version;
  await scope.tx.targets.save({
    ...target,
    inFlight: null,
    ownParts: target.ownParts.filter((part) => partsOf(inFlight.value).includes(part)),
    approved: null,
    acknowledged: { version: inFlight.version, value: inFlight.value, at: scope.now },
    raisedAt: isStale ? target.raisedAt : null,
    lagMs:
      target.raisedAt === null ? target.lagMs : toMilliseconds(scope.now) - toMilliseconds(target.raisedAt),
    shown: { value: inFlight.value, at: scope.now },
    mismatches: 0,
    attempts: 0,
    // A price is looked at once more: only then is it known until when it holds.
    dueAt: isStale || target.aspect === 'price' ? scope.now : null,
    verifyAt: plus(scope.now, channel.manifest.timing.offerSettleMs),
  });
  if (isStale || target.aspect === 'price') scope.ring(target.connectionId, target.lane);
  await scope.tx.issues.clear(targetIssueKey(target));
  await scope.note(target.connectionId, sentMessage(target, inFlight.value, listing));
}

function sentMessage(target: Target, value: OfferValue, { marketplace }: Listing): Message {
  const values = { sku: target.channelSku, marketplace };
  if (target.aspect === 'quantity') {
    return say('activity.quantity-sent', { ...values, quantity: unitsOf(value) });
  }
  return say('activity.price-sent', { ...values, price: inWords(value) });
}

async function recordFailure(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
  error: ConnectorError,
): Promise<void> {
  if (error.kind === 'outdated') {
    // Somebody bought there, and the order will tell. Nothing is sent before the listing has been read: at once, then not before another read can show more.
    const delay = target.attempts > 1 ? channel.manifest.timing.offerSettleMs : 0;
    await scope.tx.targets.save({ ...target, inFlight: null, shown: null, dueAt: plus(scope.now, delay) });
    await pollSoon(scope, target.connectionId, 'channel-orders');
    scope.ring(target.connectionId, target.lane);
    return;
  }
  const plan = planAfterFailure(error, target.attempts);
  switch (plan.kind) {
    case 'retry':
      await scope.tx.targets.save({ ...target, inFlight: null, dueAt: plus(scope.now, plan.afterMs) });
      return;
    case 'reconnect':
      // Stays due: the connection's lanes stand still until it is reconnected.
      await scope.tx.targets.save({ ...target, inFlight: null, dueAt: scope.now });
      return;
    case 'unknown':
      // Kept in flight, and looked at once the write must have taken effect if it ever does.
      await scope.tx.targets.save({
        ...target,
        dueAt: plus(scope.now, channel.manifest.timing.offerSettleMs),
      });
      return;
    case 'refused':
      await scope.tx.targets.save({
        ...target,
        inFlight: null,
        dueAt: null,
        verifyAt: plus(scope.now, channel.manifest.timing.reconcileEveryMs),
      });
      await openTargetIssue(scope, target, targetIssueKey(target), 'error', error.message);
  }
}

/** Reads what the channel shows, because nothing may be sent before that is known. */
async function observe(
  run: LaneRun,
  channel: OpenedChannel,
  target: Target,
  listing: Listing,
): Promise<void> {
  const { beganAt, answer } = await readListing(run, channel, listing);
  await commit(run.engine, run.workspaceId, async (scope) => {
    const claimed = await scope.tx.targets.get(target.id);
    if (claimed === undefined || claimed.dueAt !== target.dueAt) return;
    if (!answer.ok) {
      await noteConnectionFailure(scope, run.connection, answer.error);
      await recordUnseen(scope, channel, claimed, answer.error);
      return;
    }
    await saveListingShown(scope, listing, answer.value);
    // Read again: what the listing shows may have raised it.
    const current = await scope.tx.targets.get(target.id);
    if (current === undefined) return;
    const shown = answer.value === null ? null : shownIn(answer.value, current.aspect);
    if (shown === null) {
      // Gone, or without a quantity of ours: nothing to send to. A reconcile looks again.
      const verifyAt = plus(scope.now, channel.manifest.timing.reconcileEveryMs);
      await scope.tx.targets.save({ ...current, inFlight: null, dueAt: null, verifyAt });
      return;
    }
    // A write in doubt may show later than this read: it is looked for once more when it must have settled.
    const settledAt = plus(scope.now, channel.manifest.timing.offerSettleMs);
    await scope.tx.targets.save({
      ...current,
      inFlight: null,
      shown: { value: shown, at: beganAt },
      dueAt: scope.now,
      verifyAt: current.inFlight === null ? current.verifyAt : settledAt,
    });
    scope.ring(current.connectionId, current.lane);
  });
}

/** What the channel shows could not be read, so that nothing may be sent. */
async function recordUnseen(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
  error: ConnectorError,
): Promise<void> {
  const attempts = target.attempts + 1;
  const plan = planAfterFailure(error, attempts);
  if (plan.kind !== 'refused') {
    const dueAt = plan.kind === 'retry' ? plus(scope.now, plan.afterMs) : scope.now;
    await scope.tx.targets.save({ ...target, attempts, dueAt });
    return;
  }
  // The next change looks again, and so does the reconcile.
  const verifyAt = plus(scope.now, channel.manifest.timing.reconcileEveryMs);
  await scope.tx.targets.save({ ...target, inFlight: null, shown: null, dueAt: null, verifyAt });
  await openTargetIssue(scope, target, targetIssueKey(target), 'error', error.message);
}
