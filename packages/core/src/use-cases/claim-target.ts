import { frequencyMinutes, type Frequency } from '../domain/connection.ts';
import { instant, plus, toMilliseconds, type Instant } from '../domain/instant.ts';
import type { Issue } from '../domain/issue.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { isSameValue, leaveAlone, partsOf, type OfferValue, type PricePart } from '../domain/offer.ts';
import type { InFlight, Target } from '../domain/target.ts';
import { planOffer } from '../planning/plan-offer.ts';
import { guardValue } from '../policies/guard.ts';
import { mayWait } from '../policies/synchronization.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { Scope } from './commit.ts';
import { pollSoon } from './poll-soon.ts';
import { guardIssueKey, leftOutIssueKey, targetIssueKey } from './target-issues.ts';
import { wantedOffer, type Wanted } from './wanted-offer.ts';

export type TargetClaim =
  | {
      readonly kind: 'send';
      readonly target: Target;
      readonly listing: Listing;
      readonly inFlight: InFlight;
      /** Parts of the price that are ours, and have no value any more. */
      readonly gone: readonly PricePart[];
      /** Nothing may leave after this moment. */
      readonly sendBy: Instant;
    }
  | { readonly kind: 'observe'; readonly target: Target; readonly listing: Listing };

/** How long it may be known at most that all orders are stored: a window proves it at the next one, and some polls may fail before that is worth waiting for. */
function proofGoodForMs({ timing }: OpenedChannel['manifest']): number {
  return timing.orderWindowLagMs + 5 * timing.orderPollEveryMs;
}

/**
 * Takes a target whose turn it is: computes what it should show as of this transaction, and decides whether that is sent, waits, or is asked about first.
 *
 * @returns `null` when there is nothing to call the channel for.
 */
export async function claimTarget(
  scope: Scope,
  channel: OpenedChannel,
  target: Target,
): Promise<TargetClaim | null> {
  const wanted = await wantedOffer(scope, target);
  const { sendWindowMs, writeTimeoutMs } = channel.manifest.timing;
  const sendBy = plus(scope.now, sendWindowMs);
  const deadline = plus(sendBy, writeTimeoutMs);
  const settle = async (changes: Partial<Target>): Promise<null> => {
    await scope.tx.targets.save({
      ...target,
      inFlight: null,
      dueAt: null,
      awaitsOrdersAfter: null,
      raisedAt: null,
      ...changes,
    });
    return null;
  };
  await followStops(scope, wanted.stops);
  if (wanted.listing === null || wanted.decision.kind === 'leave') {
    await tellLeftOut(scope, target, []);
    return settle({});
  }
  if (wanted.decision.kind === 'refused') {
    await scope.tx.issues.clear(guardIssueKey(target));
    await openTargetIssue(scope, target, targetIssueKey(target), 'warning', wanted.decision.reason);
    if (wanted.decision.reason.code === 'price.no-fee-estimate')
      await pollSoon(scope, target.connectionId, 'fees');
    return settle({ dueAt: wanted.decision.changesAt });
  }
  await tellLeftOut(scope, target, wanted.decision.leftOut);
  const value = besideOthers(target, wanted.decision.value, target.shown?.value ?? null, wanted);
  const observe = async (listing: Listing): Promise<TargetClaim> => {
    await scope.tx.targets.save({ ...target, dueAt: deadline });
    return { kind: 'observe', target: { ...target, dueAt: deadline, version: target.version + 1 }, listing };
  };
  // A write whose outcome nobody recorded: read what the channel shows before anything else is sent.
  if (target.inFlight !== null) return observe(wanted.listing);
  const account = await scope.tx.connections.get(target.connectionId);
  const planned = planOffer({
    desired: value,
    shown: target.shown,
    ordersImportedUntil: account?.ordersImportedUntil ?? null,
    proofGoodFrom: plus(scope.now, -proofGoodForMs(channel.manifest)),
  });
  switch (planned.kind) {
    case 'settled':
      return settle({
        attempts: 0,
        // A sale that begins or ends changes the price without any news from the store.
        dueAt: wanted.decision.changesAt,
        acknowledged: acknowledge(target, target.wantedVersion, value, scope.now),
      });
    case 'await-orders':
      return settle({ awaitsOrdersAfter: planned.after, raisedAt: target.raisedAt });
    case 'observe':
      return observe(wanted.listing);
    case 'send': {
      // What only a list has shown is old, and lacks what a write needs.
      if (wanted.listing.readAt === null) return observe(wanted.listing);
      if (mayWait(wanted.revise, target.shown?.value ?? null, value)) {
        return settle({ dueAt: wanted.decision.changesAt });
      }
      const odd = oddness(target, value, wanted);
      if (odd !== null && (target.approved === null || !isSameValue(target.approved, value))) {
        await openTargetIssue(scope, target, guardIssueKey(target), 'error', odd);
        return settle({ dueAt: wanted.decision.changesAt });
      }
      const slot = isFall(target, value)
        ? null
        : nextSlot(account?.frequency ?? 'real-time', target, scope.now);
      if (slot !== null) return settle({ dueAt: slot, raisedAt: target.raisedAt });
      const inFlight = { version: target.wantedVersion, value: planned.value, deadline };
      const claimed = {
        ...target,
        inFlight,
        // From here on these are ours, also if nobody hears what became of the write.
        ownParts: [
          ...new Set([...target.ownParts, ...partsOf(value).filter((part) => wanted.parts.includes(part))]),
        ],
        dueAt: deadline,
        awaitsOrdersAfter: null,
        attempts: target.attempts + 1,
      };
      await scope.tx.targets.save(claimed);
      const gone = [...wanted.parts, ...target.ownParts].filter((part) => !partsOf(value).includes(part));
      return { kind: 'send', target: claimed, listing: wanted.listing, inFlight, gone, sendBy };
    }
  }
}

/** A wanted value with what the channel shows beside it and is not ours. */
export function besideOthers(
  { ownParts }: Pick<Target, 'ownParts'>,
  value: OfferValue,
  shown: OfferValue | null,
  { parts }: Pick<Wanted, 'parts'>,
): OfferValue {
  return leaveAlone(value, shown, [...parts, ...ownParts]);
}

function acknowledge(
  { acknowledged }: Target,
  version: number,
  value: OfferValue,
  at: Instant,
): Target['acknowledged'] {
  const isKnown = acknowledged !== null && isSameValue(acknowledged.value, value);
  return isKnown ? { ...acknowledged, version } : { version, value, at };
}

/** Keeps who has taken listings off sale by policy, or put them on sale again. */
async function followStops(scope: Scope, stops: readonly Listing[]): Promise<void> {
  for (const listing of stops) {
    await scope.tx.listings.save(listing);
    const code =
      listing.stoppedBy === 'policy'
        ? 'activity.listing-stopped-by-policy'
        : 'activity.listing-relisted-by-policy';
    await scope.note(listing.connectionId, say(code, { sku: listing.channelSku }));
  }
}

/** What is odd about a value; `null`: nothing. What the channel has accepted before and does not show any more is put back without a question. */
function oddness(
  { acknowledged, channelSku, shown }: Target,
  value: OfferValue,
  { guards }: Wanted,
): Message | null {
  if (acknowledged !== null && isSameValue(acknowledged.value, value)) return null;
  return guardValue(channelSku, shown?.value ?? null, value, guards);
}

/** Tells what a price goes without, and closes whatever else was told of the target. */
async function tellLeftOut(scope: Scope, target: Target, leftOut: readonly Message[]): Promise<void> {
  const [message] = leftOut;
  const key = leftOutIssueKey(target);
  const over = [targetIssueKey(target), guardIssueKey(target)];
  await scope.tx.issues.clearMany(message === undefined ? [...over, key] : over);
  if (message !== undefined) await openTargetIssue(scope, target, key, 'warning', message);
}

/** Opens an issue about a target, or replaces its words. */
export async function openTargetIssue(
  scope: Scope,
  { connectionId }: Target,
  key: string,
  severity: Issue['severity'],
  message: Message,
): Promise<void> {
  await scope.tx.issues.open({ key, severity, connectionId, message, openedAt: scope.now });
}

function isFall({ shown }: Target, value: OfferValue): boolean {
  return typeof value === 'number' && typeof shown?.value === 'number' && value < shown.value;
}

/** When what waits since a change goes out, at an account that is not kept in step in real time: all together at the next quarter or hour (UTC). `null`: now. */
function nextSlot(frequency: Frequency, { raisedAt }: Target, now: Instant): Instant | null {
  const period = frequencyMinutes[frequency] * 60_000;
  if (period === 0 || raisedAt === null) return null;
  const slot = instant(Math.ceil(toMilliseconds(raisedAt) / period) * period);
  return slot > now ? slot : null;
}
