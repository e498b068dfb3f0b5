import type { Listing } from '../domain/listing.ts';
import type { Scope } from './commit.ts';

/**
 * A listing that the channel ships from now on is left alone, whatever its target was about to send; one that the merchant ships again shows what nobody has looked
 * at, so that it is read and then kept in step as before. Said in the transaction that stores the change.
 */
export async function followFulfillment(scope: Scope, before: Listing, after: Listing): Promise<void> {
  if (before.fulfillment === after.fulfillment || after.quantityTargetId === null) return;
  const target = await scope.tx.targets.get(after.quantityTargetId);
  if (target === undefined) return;
  if (target.inFlight === null) await scope.tx.targets.save({ ...target, shown: null });
  await scope.tx.targets.raise([target.id], 'quantity-down', scope.now);
  scope.ring(after.connectionId, 'quantity-down');
}

/** What the channel holds of a listing that it ships: the newest that it has said. */
export function channelStockAfter(
  listing: Pick<Listing, 'channelStock'>,
  shown: Pick<Listing, 'fulfillment'> & { readonly channelStock: number | null },
  at: NonNullable<Listing['channelStock']>['at'],
): Listing['channelStock'] {
  if (shown.fulfillment === 'merchant') return null;
  const known = listing.channelStock;
  if (shown.channelStock === null || (known !== null && known.at > at)) return known;
  return { quantity: shown.channelStock, at };
}
