import type { ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import type { ShopifyOperation } from './limits.ts';

/** What is left of the shop's points after a call, as every answer says (`extensions.cost`; README, Limits). */
export const pointsLeft = z.object({
  requestedQueryCost: z.number().nullish(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    /** A second. */
    restoreRate: z.number().positive(),
  }),
});
type PointsLeft = z.infer<typeof pointsLeft>;

/** Milliseconds until there are as many points as a call that was refused asks for; `null` when the answer does not say. */
export function refillMs(left: PointsLeft | undefined): number | null {
  if (left === undefined) return null;
  const { maximumAvailable } = left.throttleStatus;
  const wanted = Math.min(left.requestedQueryCost ?? maximumAvailable / 2, maximumAvailable);
  return msUntil(wanted, left) || null;
}

/** Readings leave a quarter of the shop's points to orders: below that they wait until it is there again. */
export async function leaveReserve(
  context: Pick<ConnectorContext, 'budget' | 'log'>,
  operation: ShopifyOperation,
  left: PointsLeft | undefined,
): Promise<void> {
  if (left === undefined || operation === 'write') return;
  const waitMs = msUntil(left.throttleStatus.maximumAvailable / 4, left);
  if (waitMs === 0) return;
  await context.budget.pause(operation, waitMs);
  context.log.debug('platform-points-low', { connector: 'shopify', operation, waitMs });
}

function msUntil(points: number, { throttleStatus }: PointsLeft): number {
  const missing = points - throttleStatus.currentlyAvailable;
  return missing <= 0 ? 0 : Math.ceil((missing / throttleStatus.restoreRate) * 1_000);
}
