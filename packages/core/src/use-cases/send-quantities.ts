import type { ConnectorError } from '../domain/connector-error.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import type { InFlight, QuantityLane, Target } from '../domain/target.ts';
import { planQuantity } from '../planning/plan-quantity.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { applyListing, readListing, targetIssueKey } from './verify-listings.ts';
import { wantedQuantity } from './wanted-quantity.ts';

type Claim =
  | { readonly kind: 'send'; readonly target: Target; readonly listing: Listing; readonly inFlight: InFlight }
  | { readonly kind: 'observe'; readonly target: Target; readonly listing: Listing };

/** Sends quantities to a channel: one of the two quantity lanes of a channel account. */
export function sendQuantities(run: LaneRun, channel: OpenedChannel, lane: QuantityLane): LaneWork<Claim> {
  return {
    concurrency: 8,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: Claim[] = [];
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

async function claimTarget(scope: Scope, channel: OpenedChannel, target: Target): Promise<Claim | null> {
  const wanted = await wantedQuantity(scope.tx, target);
  const deadline = plus(scope.now, channel.manifest.timing.writeTimeoutMs);
  const settle = async (changes: Partial<Target>): Promise<null> => {
    await scope.tx.targets.save({
      ...target,
      inFlight: null,
      dueAt: null,
      awaitsOrdersAfter: null,
      ...changes,
    });
    return null;
  };
  if (wanted.listing === null || wanted.decision.kind === 'leave') return settle({});
  if (wanted.decision.kind === 'not-counted') {
    await scope.tx.issues.open({
      key: targetIssueKey(target),
      severity: 'warning',
      connectionId: target.connectionId,
      message: say('listing.stock-not-counted', { sku: target.channelSku }),
      openedAt: scope.now,
    });
    return settle({});
  }
  await scope.tx.issues.clear(targetIssueKey(target));
  // A write whose outcome nobody recorded: read what the channel shows before anything else is sent.
  if (target.inFlight !== null) {
    await scope.tx.targets.save({ ...target, dueAt: deadline });
    return {
      kind: 'observe',
      target: { ...target, dueAt: deadline, version: target.version + 1 },
      listing: wanted.listing,
    };
  }
  const account = await scope.tx.connections.get(target.connectionId);
  const plan = planQuantity({
    desired: wanted.decision.value,
    shown: target.shown,
    ordersImportedUntil: account?.ordersImportedUntil ?? null,
  });
  switch (plan.kind) {
    case 'settled':
      return settle({
        attempts: 0,
        acknowledged: acknowledge(target, target.wantedVersion, wanted.decision.value, scope.now),
      });
    case 'await-orders':
      return settle({ awaitsOrdersAfter: plan.after });
    case 'observe':
      await scope.tx.targets.save({ ...target, dueAt: deadline });
      return {
        kind: 'observe',
        target: { ...target, dueAt: deadline, version: target.version + 1 },
        listing: wanted.listing,
      };
    case 'send': {
      const inFlight = { version: target.wantedVersion, value: plan.value, deadline };
      const claimed = {
        ...target,
        inFlight,
        dueAt: deadline,
        awaitsOrdersAfter: null,
        attempts: target.attempts + 1,
      };
      await scope.tx.targets.save(claimed);
      return { kind: 'send', target: claimed, listing: wanted.listing, inFlight };
    }
  }
}

function acknowledge(target: Target, version: number, value: number, at: Instant): Target['acknowledged'] {
  return target.acknowledged?.value === value ? { ...target.acknowledged, version } : { version, value, at };
}

async function send(
  run: LaneRun,
  channel: OpenedChannel,
  claim: Extract<Claim, { kind: 'send' }>,
): Promise<void> {
  const { listing, inFlight } = claim;
  const answer = await channel.connector.listings.setQuantity(listing, inFlight.value);
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
    acknowledged: { version: inFlight.version, value: inFlight.value, at: scope.now },
    shown: { value: inFlight.value, at: scope.now },
    mismatches: 0,
    attempts: 0,
    dueAt: isStale ? scope.now : null,
    verifyAt: plus(scope.now, channel.manifest.timing.quantitySettleMs),
  });
  if (isStale) scope.ring(target.connectionId, target.lane);
  await scope.tx.issues.clear(targetIssueKey(target));
  await scope.note(
    target.connectionId,
    say('activity.quantity-sent', {
      sku: target.channelSku,
      quantity: inFlight.value,
      marketplace: listing.marketplace,
    }),
  );
}

async function recordFailure(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
  error: ConnectorError,
): Promise<void> {
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
        dueAt: plus(scope.now, channel.manifest.timing.quantitySettleMs),
      });
      return;
    case 'refused':
      await scope.tx.targets.save({
        ...target,
        inFlight: null,
        dueAt: null,
        verifyAt: plus(scope.now, channel.manifest.timing.reconcileEveryMs),
      });
      await openTargetIssue(scope, target, error.message);
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
    const current = await scope.tx.targets.get(target.id);
    if (current === undefined || current.dueAt !== target.dueAt) return;
    if (!answer.ok) {
      await noteConnectionFailure(scope, run.connection, answer.error);
      await recordUnseen(scope, channel, current, answer.error);
      return;
    }
    const shown = await applyListing(scope, listing, answer.value);
    if (shown === null) {
      // Gone, or without a quantity of ours: nothing to send to. A reconcile looks again.
      const verifyAt = plus(scope.now, channel.manifest.timing.reconcileEveryMs);
      await scope.tx.targets.save({ ...current, inFlight: null, dueAt: null, verifyAt });
      return;
    }
    // A write in doubt may show later than this read: it is looked for once more when it must have settled.
    const settledAt = plus(scope.now, channel.manifest.timing.quantitySettleMs);
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
  await openTargetIssue(scope, target, error.message);
}

async function openTargetIssue(scope: Scope, target: Target, message: Message): Promise<void> {
  await scope.tx.issues.open({
    key: targetIssueKey(target),
    severity: 'error',
    connectionId: target.connectionId,
    message,
    openedAt: scope.now,
  });
}
