import type {
  ConnectionId,
  ListingId,
  MarketplaceId,
  MemberId,
  OrderId,
  PolicyChangeId,
  PolicyId,
  TargetId,
  VariantId,
} from '@quayside/core/domain/ids';
import { parseInstant, type Instant } from '@quayside/core/domain/instant';
import { z } from 'zod';

/** The fields that operations are made of. Every text has a longest length: what is longer is refused before anything is done. */

const id = <Branded extends string>() => z.uuid().transform((text) => text as Branded);

export const connectionId = id<ConnectionId>();
export const listingId = id<ListingId>();
export const orderId = id<OrderId>();
export const variantId = id<VariantId>();
export const memberId = id<MemberId>();
export const policyId = id<PolicyId>();
export const policyChangeId = id<PolicyChangeId>();
export const targetId = id<TargetId>();
export const marketplaceId = z
  .string()
  .min(1)
  .max(100)
  .transform((text) => text as MarketplaceId);

/** What is looked for. */
export const searchText = z.string().trim().max(200);

const moment = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== undefined, 'a moment such as 2026-03-02T12:00:00.000Z')
  .transform((text) => parseInstant(text) as Instant);

/** Where a page goes on: as the page before it said. */
export const cursor = z
  .string()
  .max(400)
  .transform((text, context) => {
    const [key, row, ...more] = Buffer.from(text, 'base64url').toString('utf8').split('\n');
    if (key === undefined || row === undefined || more.length > 0 || !z.uuid().safeParse(row).success) {
      context.addIssue({ code: 'custom', message: 'a cursor of an earlier page' });
      return z.NEVER;
    }
    return { key, id: row };
  });

/** The same for pages that are sorted by time. */
export const timeCursor = cursor.refine(
  ({ key }) => moment.safeParse(key).success,
  'a cursor of an earlier page',
);

export const pageSize = z.number().int().min(1).max(100).default(50);

export function toCursor(row: { readonly key: string; readonly id: string }): string {
  return Buffer.from(`${row.key}\n${row.id}`).toString('base64url');
}

// --- what is answered ---

export const instantText = z.string().meta({ description: 'ISO 8601, UTC' });
export const sentence = z.string().meta({ description: 'In the language of the member' });

/** An exact amount, with its currency. */
export const money = z.object({ amount: z.string(), currency: z.string() });

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Where the next page begins; null on the last one' });

export const issueView = z.object({
  key: z.string(),
  severity: z.enum(['warning', 'error']),
  connectionId: z.string().nullable(),
  sentence,
  openedAt: instantText,
  page: z
    .object({ at: z.enum(['store', 'channel']), url: z.url() })
    .nullable()
    .meta({ description: 'Where it can be put right, outside Quayside' }),
});
