import type { ConnectionId } from '../domain/ids.ts';
import { aspectOf, type TargetLane } from '../domain/target.ts';
import { isCountedWith, type Variant } from '../domain/variant.ts';
import type { Scope } from './commit.ts';

type Counted = Pick<Variant, 'id' | 'connectionId' | 'storeProductId' | 'stockItemId'>;

/** Says that what these variants' listings should show may have changed, in the transaction of the change itself. A quantity of all that are counted with them. */
export async function raiseTargets(
  scope: Scope,
  variants: readonly Counted[],
  lane: TargetLane,
): Promise<void> {
  if (variants.length === 0) return;
  const isPrice = aspectOf(lane) === 'price';
  const concerned = isPrice ? variants : [...variants, ...(await countedWith(scope, variants))];
  const listings = (await scope.tx.listings.ofVariants([...new Set(concerned.map(({ id }) => id))])).filter(
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

/** Says that whatever an account shows may have to be another. What this does to each quantity is not known here, and a fall must not wait. */
export async function raiseAccount(scope: Scope, connectionId: ConnectionId): Promise<void> {
  for (const lane of ['quantity-down', 'price'] as const) {
    await scope.tx.targets.raiseAll(connectionId, lane, scope.now);
    scope.ring(connectionId, lane);
  }
}

/** Those of their products that the store counts together with one of them, and they themselves where that is so. */
export async function countedWith(scope: Scope, variants: readonly Counted[]): Promise<readonly Variant[]> {
  const sharing = variants.filter(({ stockItemId }) => stockItemId !== null);
  const found: Variant[] = [];
  for (const [connectionId, own] of Map.groupBy(sharing, (each) => each.connectionId)) {
    const products = [...new Set(own.map(({ storeProductId }) => storeProductId))];
    const siblings = await scope.tx.variants.ofProducts(connectionId, products);
    found.push(...siblings.filter((each) => own.some((one) => isCountedWith(one, each))));
  }
  return found;
}
