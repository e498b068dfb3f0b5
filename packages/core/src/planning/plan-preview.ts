import { Exact } from '../domain/decimal.ts';
import type { Listing } from '../domain/listing.ts';
import { isSameValue, type OfferValue } from '../domain/offer.ts';
import type { AspectPreview, PolicyPreview, PreviewedAsk, PreviewedOffer } from '../domain/policy-change.ts';
import type { Aspect } from '../domain/target.ts';
import type { OfferDecision } from './offer-decision.ts';

/** What one aspect of a listing shows by the rules of now, and by those of then. */
export interface Reckoned {
  readonly aspect: Aspect;
  readonly before: OfferDecision;
  readonly after: OfferDecision;
  /** What the channel shows: where the rules of now say nothing, that is what would change. */
  readonly shown: OfferValue | null;
  /** What would be asked about before it is sent. */
  readonly ask: PreviewedAsk | null;
}

/** How many of the largest changes are kept by name. */
const kept = 10;

/** Counts one more listing into the preview of a change. */
export function addToPreview(
  preview: PolicyPreview,
  listing: Pick<Listing, 'id' | 'channelSku' | 'title'>,
  reckoned: readonly Reckoned[],
): PolicyPreview {
  let next: PolicyPreview = { ...preview, listings: preview.listings + 1 };
  for (const each of reckoned) {
    next = { ...next, [each.aspect]: add(next[each.aspect], listing, each) };
    if (each.ask !== null) next = { ...next, asks: next.asks + 1 };
    if (each.after.kind !== 'value') continue;
    const limits = { ...next.limits };
    for (const limit of each.after.limits) limits[limit] += 1;
    next = { ...next, limits };
  }
  return next;
}

function add(
  preview: AspectPreview,
  { id: listingId, channelSku, title }: Pick<Listing, 'id' | 'channelSku' | 'title'>,
  { before, after, shown }: Reckoned,
): AspectPreview {
  const old = before.kind === 'value' ? before.value : shown;
  const wasRefused =
    before.kind === 'refused' && after.kind === 'refused' && before.reason.code === after.reason.code;
  if (wasRefused) return { ...preview, unchanged: preview.unchanged + 1 };
  if (after.kind === 'refused') {
    const { code } = after.reason;
    const refused = { ...preview.refused, [code]: (preview.refused[code] ?? 0) + 1 };
    const offer: PreviewedOffer = {
      listingId,
      channelSku,
      title,
      before: old,
      after: null,
      refusal: after.reason,
    };
    return {
      ...preview,
      refused,
      largest: old === null ? preview.largest : keep(preview.largest, offer),
    };
  }
  if (after.kind === 'leave' || (old !== null && isSameValue(old, after.value))) {
    return { ...preview, unchanged: preview.unchanged + 1 };
  }
  const direction = old === null || isHigher(after.value, old) ? 'raised' : 'lowered';
  const isToNothing = after.value === 0 && old !== 0;
  const offer: PreviewedOffer = {
    listingId,
    channelSku,
    title,
    before: old,
    after: after.value,
    refusal: null,
  };
  return {
    ...preview,
    [direction]: preview[direction] + 1,
    toNothing: preview.toNothing + (isToNothing ? 1 : 0),
    largest: keep(preview.largest, offer),
  };
}

function isHigher(one: OfferValue, other: OfferValue): boolean {
  return amount(one).greaterThan(amount(other));
}

function amount(value: OfferValue): Exact {
  return new Exact(typeof value === 'number' ? value : value.amount);
}

function keep(largest: readonly PreviewedOffer[], offer: PreviewedOffer): readonly PreviewedOffer[] {
  const last = largest.at(-1);
  if (largest.length === kept && last !== undefined && weight(offer) <= weight(last)) return largest;
  return [...largest, offer].toSorted((one, other) => weight(other) - weight(one)).slice(0, kept);
}

/** How much a change matters: its share of the value before; what has no value any more, or had none, before all others. */
function weight({ before, after }: PreviewedOffer): number {
  if (before === null || after === null) return Infinity;
  const old = amount(before);
  const change = amount(after).minus(old).abs();
  return old.isZero() ? change.toNumber() : change.dividedBy(old).toNumber();
}
