import type { Listing } from '../domain/listing.ts';
import { reservedUnits } from '../domain/reservation.ts';
import type { Target } from '../domain/target.ts';
import { decideQuantity, type QuantityDecision } from '../policies/quantity.ts';
import type { Transaction } from '../ports/storage.ts';

export interface Wanted {
  readonly decision: QuantityDecision;
  /** The listing to write through; `null` when the target has none left. */
  readonly listing: Listing | null;
}

/**
 * Computes what a quantity target should show, from the state of this transaction. Where several marketplaces share one quantity, the lowest
 * of their decisions is taken.
 */
export async function wantedQuantity(tx: Transaction, target: Target): Promise<Wanted> {
  const listings = (await tx.listings.byChannelSkus(target.connectionId, [target.channelSku])).filter(
    (listing) => listing.quantityTargetId === target.id,
  );
  const variantIds = listings.flatMap((listing) => (listing.variantId === null ? [] : [listing.variantId]));
  const variants = await tx.variants.getMany(variantIds);
  const reservations = await tx.reservations.openOfVariants(variantIds);
  let lowest: Wanted = { decision: { kind: 'leave' }, listing: listings[0] ?? null };
  for (const listing of listings) {
    const variant = variants.find((each) => each.id === listing.variantId);
    const promised = reservations.filter((reservation) => reservation.variantId === listing.variantId);
    const decision = decideQuantity(listing, variant, reservedUnits(promised));
    if (isLower(decision, lowest.decision)) lowest = { decision, listing };
  }
  return lowest;
}

function isLower(one: QuantityDecision, other: QuantityDecision): boolean {
  if (other.kind === 'leave') return one.kind !== 'leave';
  if (one.kind === 'not-counted') return other.kind === 'quantity';
  return one.kind === 'quantity' && other.kind === 'quantity' && one.value < other.value;
}
