import type { ListingId, TargetId } from '../domain/ids.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { inWords, unitsOf, type OfferValue } from '../domain/offer.ts';
import type { Aspect, Shown, Target, TargetLane } from '../domain/target.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import { planAfterReadBack } from '../planning/plan-shown.ts';
import { mayWait } from '../policies/synchronization.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { applyListing, applyMissing, isChanged } from './apply-listing.ts';
import { besideOthers } from './claim-target.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { pollSoon } from './poll-soon.ts';
import { readListing } from './read-listing.ts';
import { guardIssueKey, targetIssueKey } from './target-issues.ts';
import { wantedOffer } from './wanted-offer.ts';

/** What a read shows of one aspect; `null` when there is nothing that is ours to set. */
export function shownIn(snapshot: ListingSnapshot, aspect: Aspect): OfferValue | null {
  if (aspect === 'price') return snapshot.price;
  return snapshot.fulfillment === 'channel' ? null : snapshot.quantity;
}

/** Keeps what a read showed of a listing; `null`: the channel does not have it. */
export async function saveListingShown(
  scope: Scope,
  listing: Listing,
  snapshot: ListingSnapshot | null,
): Promise<void> {
  const current = await scope.tx.listings.get(listing.id);
  if (current === undefined) return;
  const after =
    snapshot === null ? await applyMissing(scope, current) : await applyListing(scope, current, snapshot);
  if (isChanged(current, after)) await scope.tx.listings.save(after);
}

interface Claim {
  readonly listing: Listing;
  /** Those of its targets whose turn it was. */
  readonly due: ReadonlySet<TargetId>;
}

/**
 * Proves what a channel shows: after each accepted write, and again every reconcile period (P4). One read shows everything of a listing, so that all of its
 * targets are judged by it.
 */
export function verifyListings(run: LaneRun, channel: OpenedChannel): LaneWork<Claim> {
  const { timing } = channel.manifest;
  return {
    concurrency: 4,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims = new Map<ListingId, { listing: Listing; due: Set<TargetId> }>();
        const targets = await scope.tx.targets.toVerify(run.connection.id, scope.now, limit);
        for (const target of targets) {
          const { listing } = await wantedOffer(scope, target);
          const verifyAt = plus(
            scope.now,
            listing === null ? timing.reconcileEveryMs : timing.writeTimeoutMs,
          );
          await scope.tx.targets.save({ ...target, verifyAt });
          if (listing === null) continue;
          const claim = claims.get(listing.id) ?? { listing, due: new Set() };
          claims.set(listing.id, { ...claim, due: claim.due.add(target.id) });
        }
        return { seen: targets.length, claims: [...claims.values()] };
      }),
    async work({ listing, due }) {
      const { beganAt, answer } = await readListing(run, channel, listing);
      await commit(run.engine, run.workspaceId, async (scope) => {
        if (!answer.ok) {
          await noteConnectionFailure(scope, run.connection, answer.error);
          const plan = planAfterFailure(answer.error, 1);
          const delay = plan.kind === 'retry' ? plan.afterMs : timing.offerSettleMs;
          await lookAgain(scope, await scope.tx.targets.getMany([...due]), delay);
          return;
        }
        await recordReading(scope, channel, listing, answer.value, beganAt, due);
      });
    },
  };
}

/**
 * Keeps what a read showed of a listing, and judges its targets by it.
 *
 * @param due those whose turn it was; the others are judged only if that costs nothing.
 */
export async function recordReading(
  scope: Scope,
  channel: OpenedChannel,
  listing: Listing,
  snapshot: ListingSnapshot | null,
  beganAt: Instant,
  due: ReadonlySet<TargetId>,
): Promise<void> {
  await saveListingShown(scope, listing, snapshot);
  const ids = [listing.quantityTargetId, listing.priceTargetId].filter((id) => id !== null);
  const targets = await scope.tx.targets.getMany([...new Set([...ids, ...due])]);
  for (const target of targets) {
    const shown = snapshot === null ? null : shownIn(snapshot, target.aspect);
    if (shown === null) {
      const { reconcileEveryMs } = channel.manifest.timing;
      if (due.has(target.id)) await lookAgain(scope, [target], reconcileEveryMs);
    } else await judge(scope, channel, target, { value: shown, at: beganAt }, due.has(target.id));
  }
}

async function lookAgain(scope: Scope, targets: readonly Target[], delayMs: number): Promise<void> {
  for (const target of targets) {
    await scope.tx.targets.save({ ...target, verifyAt: plus(scope.now, delayMs) });
  }
}

/** @param isDue whether it was this target's turn; another one is judged only if that costs nothing. */
async function judge(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
  seen: Shown,
  isDue: boolean,
): Promise<void> {
  const { timing } = channel.manifest;
  const wanted = await wantedOffer(scope, target);
  const { decision, revise } = wanted;
  const isBusy =
    target.inFlight !== null ||
    (target.dueAt !== null && target.dueAt <= scope.now) ||
    target.awaitsOrdersAfter !== null;
  const isTooEarly =
    target.acknowledged !== null && seen.at < plus(target.acknowledged.at, timing.offerSettleMs);
  if (decision.kind !== 'value' || isTooEarly || isBusy) {
    const delay = decision.kind === 'value' ? timing.offerSettleMs : timing.reconcileEveryMs;
    if (isDue) await lookAgain(scope, [target], delay);
    return;
  }
  const desired = besideOthers(target, decision.value, seen.value, wanted);
  const plan = planAfterReadBack(target, seen.value, desired);
  // What waits by the policy's thresholds differs on purpose, and so does what is asked about.
  const isOnPurpose =
    plan.kind !== 'proved' && (mayWait(revise, seen.value, desired) || (await isAskedAbout(scope, target)));
  if (plan.kind === 'proved' || isOnPurpose) {
    await recordProved(scope, target, seen, timing.reconcileEveryMs);
    return;
  }
  if (plan.pollOrders) await pollSoon(scope, target.connectionId, 'channel-orders');
  await scope.tx.targets.save({
    ...target,
    shown: seen,
    mismatches: plan.kind === 'send-again' ? 0 : target.mismatches + 1,
    verifyAt: plus(scope.now, timing.offerSettleMs),
  });
  if (plan.kind === 'look-again') return;
  const lane = laneFor(seen.value, desired);
  await scope.tx.targets.raise([target.id], lane, scope.now);
  scope.ring(target.connectionId, lane);
  const values = { sku: target.channelSku, shown: inWords(seen.value), wanted: inWords(desired) };
  await scope.note(target.connectionId, say('listing.mismatch', values));
}

async function recordProved(scope: Scope, target: Target, seen: Shown, nextLookMs: number): Promise<void> {
  const isNews =
    target.shown === null || target.mismatches > 0 || target.acknowledged?.at === target.shown.at;
  await scope.tx.targets.save({
    ...target,
    shown: seen,
    mismatches: 0,
    verifyAt: plus(scope.now, nextLookMs),
  });
  await scope.tx.issues.clear(targetIssueKey(target));
  if (!isNews) return;
  const sku = target.channelSku;
  const message =
    target.aspect === 'quantity'
      ? say('activity.quantity-confirmed', { sku, quantity: unitsOf(seen.value) })
      : say('activity.price-confirmed', { sku, price: inWords(seen.value) });
  await scope.note(target.connectionId, message);
}

async function isAskedAbout(scope: Scope, target: Target): Promise<boolean> {
  const key = guardIssueKey(target);
  return (await scope.tx.searches.issuesAbout(key)).some((issue) => issue.key === key);
}

function laneFor(shown: OfferValue, desired: OfferValue): TargetLane {
  if (typeof shown !== 'number' || typeof desired !== 'number') return 'price';
  return shown > desired ? 'quantity-down' : 'quantity-up';
}
