import type { VariantId } from '../domain/ids.ts';
import type { QuantityLane } from '../domain/target.ts';
import type { Scope } from './commit.ts';

/** Says that what these variants' listings should show may have changed, in the transaction of the change itself. */
export async function raiseTargets(
  scope: Scope,
  variantIds: readonly VariantId[],
  lane: QuantityLane,
): Promise<void> {
  if (variantIds.length === 0) return;
  const listings = (await scope.tx.listings.ofVariants([...new Set(variantIds)])).filter(
    (listing) => listing.fulfillment === 'merchant',
  );
  if (listings.length === 0) return;
  // In id order, so that two transactions that raise the same targets wait for each other instead of locking each other out.
  const targetIds = [...new Set(listings.map((listing) => listing.quantityTargetId))].sort();
  await scope.tx.targets.raise(targetIds, lane, scope.now);
  for (const connectionId of new Set(listings.map((listing) => listing.connectionId))) {
    scope.ring(connectionId, lane);
  }
}
