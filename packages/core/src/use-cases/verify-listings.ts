import type { ConnectorError } from '../domain/connector-error.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import type { Result } from '../domain/result.ts';
import type { Target } from '../domain/target.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import { planAfterReadBack } from '../planning/plan-shown.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { pollSoon } from './poll-soon.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { wantedQuantity } from './wanted-quantity.ts';

/** The key of the issue about what a listing's target cannot show. */
export function targetIssueKey(target: Pick<Target, 'id'>): string {
  return `target/${target.id}/refused`;
}

interface Claim {
  readonly target: Target;
  readonly listing: Listing;
}

interface Reading {
  readonly beganAt: Instant;
  readonly answer: Result<ListingSnapshot | null, ConnectorError>;
}

/** Reads a listing, and when that read began. */
export async function readListing(
  run: LaneRun,
  channel: OpenedChannel,
  listing: Pick<Listing, 'channelSku' | 'marketplace'>,
): Promise<Reading> {
  const beganAt = run.engine.clock.now();
  return { beganAt, answer: await channel.connector.listings.read(listing) };
}

/**
 * Keeps what a read showed of a listing, and opens or clears the issue that the channel does not have it.
 *
 * @returns the quantity that buyers can order; `null` when there is none that is ours to set.
 */
export async function applyListing(
  scope: Scope,
  listing: Listing,
  snapshot: ListingSnapshot | null,
): Promise<number | null> {
  const key = `listing/${listing.id}/not-found`;
  if (snapshot === null) {
    await scope.tx.issues.open({
      key,
      severity: 'error',
      connectionId: listing.connectionId,
      message: say('listing.not-found', { sku: listing.channelSku, marketplace: listing.marketplace }),
      openedAt: scope.now,
    });
    return null;
  }
  await scope.tx.issues.clear(key);
  const current = await scope.tx.listings.get(listing.id);
  if (current !== undefined && differs(current, snapshot)) {
    const { catalogueId, fulfillment, channelData } = snapshot;
    await scope.tx.listings.save({ ...current, catalogueId, fulfillment, channelData });
  }
  return snapshot.fulfillment === 'channel' ? null : snapshot.quantity;
}

function differs(listing: Listing, snapshot: ListingSnapshot): boolean {
  return (
    listing.catalogueId !== snapshot.catalogueId ||
    listing.fulfillment !== snapshot.fulfillment ||
    JSON.stringify(listing.channelData) !== JSON.stringify(snapshot.channelData)
  );
}

/** Proves what a channel shows: after each accepted write, and again every reconcile period (P4). */
export function verifyListings(run: LaneRun, channel: OpenedChannel): LaneWork<Claim> {
  const { timing } = channel.manifest;
  return {
    concurrency: 4,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: Claim[] = [];
        const targets = await scope.tx.targets.toVerify(run.connection.id, scope.now, limit);
        for (const target of targets) {
          const { listing } = await wantedQuantity(scope.tx, target);
          const verifyAt = plus(
            scope.now,
            listing === null ? timing.reconcileEveryMs : timing.writeTimeoutMs,
          );
          await scope.tx.targets.save({ ...target, verifyAt });
          if (listing !== null) claims.push({ target, listing });
        }
        return { seen: targets.length, claims };
      }),
    async work({ target, listing }) {
      const { beganAt, answer } = await readListing(run, channel, listing);
      await commit(run.engine, run.workspaceId, async (scope) => {
        const current = await scope.tx.targets.get(target.id);
        if (current === undefined) return;
        if (!answer.ok) {
          await noteConnectionFailure(scope, run.connection, answer.error);
          const plan = planAfterFailure(answer.error, 1);
          const delay = plan.kind === 'retry' ? plan.afterMs : timing.quantitySettleMs;
          await scope.tx.targets.save({ ...current, verifyAt: plus(scope.now, delay) });
          return;
        }
        const shown = await applyListing(scope, listing, answer.value);
        if (shown === null) {
          await scope.tx.targets.save({ ...current, verifyAt: plus(scope.now, timing.reconcileEveryMs) });
          return;
        }
        await judge(scope, channel, current, shown, beganAt);
      });
    },
  };
}

async function judge(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
  shown: number,
  beganAt: Instant,
): Promise<void> {
  const { timing } = channel.manifest;
  const wanted = await wantedQuantity(scope.tx, target);
  const isBusy = target.inFlight !== null || target.dueAt !== null || target.awaitsOrdersAfter !== null;
  const isTooEarly =
    target.acknowledged !== null && beganAt < plus(target.acknowledged.at, timing.quantitySettleMs);
  if (wanted.decision.kind !== 'quantity' || isTooEarly || isBusy) {
    const delay = wanted.decision.kind === 'quantity' ? timing.quantitySettleMs : timing.reconcileEveryMs;
    await scope.tx.targets.save({ ...target, verifyAt: plus(scope.now, delay) });
    return;
  }
  const desired = wanted.decision.value;
  const plan = planAfterReadBack(target, shown, desired);
  const seen = { value: shown, at: beganAt };
  if (plan.kind === 'proved') {
    const isNews =
      target.shown === null || target.mismatches > 0 || target.acknowledged?.at === target.shown.at;
    await scope.tx.targets.save({
      ...target,
      shown: seen,
      mismatches: 0,
      verifyAt: plus(scope.now, timing.reconcileEveryMs),
    });
    await scope.tx.issues.clear(targetIssueKey(target));
    if (isNews) {
      const values = { sku: target.channelSku, quantity: shown };
      await scope.note(target.connectionId, say('activity.quantity-confirmed', values));
    }
    return;
  }
  if (plan.pollOrders) await pollSoon(scope, target.connectionId, 'channel-orders');
  await scope.tx.targets.save({
    ...target,
    shown: seen,
    mismatches: plan.kind === 'send-again' ? 0 : target.mismatches + 1,
    verifyAt: plus(scope.now, timing.quantitySettleMs),
  });
  if (plan.kind === 'look-again') return;
  const lane = shown > desired ? 'quantity-down' : 'quantity-up';
  await scope.tx.targets.raise([target.id], lane, scope.now);
  scope.ring(target.connectionId, lane);
  await scope.note(
    target.connectionId,
    say('listing.mismatch', { sku: target.channelSku, shown, wanted: desired }),
  );
}
