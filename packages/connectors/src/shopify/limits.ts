import type { RateLimit } from '@quayside/core/ports/manifest';

/**
 * What a call counts as: a page of a list, one thing with its lists, something that changes the shop, a new access token.
 *
 * Shopify counts points, not calls: the smallest plan has 100 a second and 2,000 at once for each shop. What a document costs is told with its answer alone (README,
 * Limits), so each kind has a bucket of calls at what its dearest document may be worth, and every answer corrects it by what it says is left (`client.ts`).
 */
export const shopifyLimits = {
  /** Half of the points: ten products of one variant each are about 90, and 120 with many metafields, ten orders of a line or two 50 to 90 (simulator). */
  page: priced({ points: 80, share: 0.5 }),
  /** A product or an order of a few lines. */
  read: priced({ points: 15, share: 0.25 }),
  /** A mutation is 10, and what its answer shows. */
  write: priced({ points: 15, share: 0.25 }),
  /** Not of the points: one renewal an hour, and few more when several are needed at once. */
  token: { perSecond: 1, burst: 5 },
} as const satisfies Readonly<Record<string, RateLimit>>;

export type ShopifyOperation = Exclude<keyof typeof shopifyLimits, 'token'>;

function priced({ points, share }: { points: number; share: number }): RateLimit {
  return { perSecond: (100 * share) / points, burst: Math.floor((2_000 * share) / points) };
}
