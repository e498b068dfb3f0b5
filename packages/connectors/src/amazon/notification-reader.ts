import type { Hint } from '@quayside/core/domain/inbox';
import type { NotificationVerdict } from '@quayside/core/ports/notifications';
import { z } from 'zod';
import { readAs } from '../_kit/parse-json.ts';

/**
 * What is common to all notifications. Some types spell their members `PayloadVersion`, others `payloadVersion` (schemas/notifications of
 * amzn/selling-partner-api-models): the first letters are read small. It is Amazon's word that an account changed, and nothing more is taken from it.
 */
const envelope = z.object({ notificationType: z.string(), payload: z.record(z.string(), z.unknown()) });

/** What EventBridge puts around a notification; the type is said there as well. */
const bridged = z.object({ 'detail-type': z.string(), detail: z.record(z.string(), z.unknown()) });

const orderChange = z.object({
  orderChangeNotification: z.object({
    sellerId: z.string().min(1),
    amazonOrderId: z.string().regex(/^\d{3}-\d{7}-\d{7}$/),
  }),
});
/** `sellerId` is null for a feed of a vendor group (M). */
const feedFinished = z.object({
  feedProcessingFinishedNotification: z.object({
    sellerId: z.string().min(1).nullish(),
    feedId: z.string().min(1).max(200),
  }),
});
const listingChange = z.object({ sellerId: z.string().min(1), sku: z.string().min(1).max(200) });

/** By notification type, what of its payload says whose what has changed. */
const readers: Readonly<Record<string, (payload: unknown) => NotificationVerdict>> = {
  ORDER_CHANGE: (payload) => {
    const read = readAs(orderChange, payload);
    if (!read.ok) return unreadable(`ORDER_CHANGE: ${read.error}`);
    const { sellerId, amazonOrderId } = read.value.orderChangeNotification;
    return hint(sellerId, { kind: 'channel-order', entityId: amazonOrderId });
  },
  FEED_PROCESSING_FINISHED: (payload) => {
    const read = readAs(feedFinished, payload);
    if (!read.ok) return unreadable(`FEED_PROCESSING_FINISHED: ${read.error}`);
    const { sellerId, feedId } = read.value.feedProcessingFinishedNotification;
    return sellerId == null
      ? { kind: 'ignored', reason: 'a feed of no seller' }
      : hint(sellerId, { kind: 'submission', entityId: feedId });
  },
  LISTINGS_ITEM_STATUS_CHANGE: readListingChange,
  // The schema's list of values has this name, its example the other.
  LISTINGS_ITEM_STATUS_CHANGED: readListingChange,
  LISTINGS_ITEM_ISSUES_CHANGE: readListingChange,
};

/** Reads what Amazon wrote into a queue, by itself or through EventBridge. Pure. */
export function readNotification(body: string): NotificationVerdict {
  const value = parse(body);
  if (value === undefined) return unreadable('not JSON');
  const event = bridged.safeParse(value);
  const inner = event.success
    ? { notificationType: event.data['detail-type'], ...withSmallLetters(event.data.detail) }
    : withSmallLetters(value);
  const read = readAs(envelope, inner);
  if (!read.ok) return unreadable(`envelope: ${read.error}`);
  const { notificationType, payload } = read.value;
  const reader = Object.hasOwn(readers, notificationType) ? readers[notificationType] : undefined;
  return reader?.(payload) ?? { kind: 'ignored', reason: typeName(notificationType) };
}

function readListingChange(payload: unknown): NotificationVerdict {
  const read = readAs(listingChange, payload);
  if (!read.ok) return unreadable(`listing: ${read.error}`);
  return hint(read.value.sellerId, { kind: 'channel-listing', entityId: read.value.sku });
}

function hint(account: string, told: Hint): NotificationVerdict {
  return { kind: 'hints', account, hints: [told] };
}

function unreadable(problem: string): NotificationVerdict {
  return { kind: 'unreadable', problem };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Members with their first letter small, at every depth. */
function withSmallLetters(value: unknown): object {
  return typeof value === 'object' && value !== null ? (lowered(value) as object) : {};
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
      lowered(member),
    ]),
  );
}

/** Whatever is there may be anything: only what looks like a type goes to the log. */
function typeName(text: string): string {
  return /^[A-Z0-9_]{1,80}$/.test(text) ? text : 'a type of another form';
}
