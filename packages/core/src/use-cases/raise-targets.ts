import type { VariantId } from '../domain/ids.ts';
import { aspectOf, type TargetLane } from '../domain/target.ts';
import type { Scope } from './commit.ts';

/** Says that what these variants' listings should show may have changed, in the transaction of the change itself. */
export async function raiseTargets(
  scope: Scope,
  variantIds: readonly VariantId[],
  lane: TargetLane,
): Promise<void> {
  if (variantIds.length === 0) return;
  const isPrice = aspectOf(lane) === 'price';
  const listings = (await scope.tx.listings.ofVariants([...new Set(variantIds)])).filter(
    (listing) => isPrice || listing.fulfillment === 'merchant',
  );
  const targetIds = listings.flatMap((listing) => {
    const id = isPrice ? listing.priceTargetId : listing.quantityTargetId;
    return id === null ? [] : [id];
  });
  if (targetIds.length === 0) return;
  // In id order, so that two transactions that raise the same targets wait for each other instead of locking each other out.
  await scope.tx.targets.raise([...new Set(targetIds)].sort(), lane, scope.now);
  for (const connectionId of new Set(listings.map((listing) => listing.connectionId))) {
    scope.ring(connectionId, lane);
  }
}
