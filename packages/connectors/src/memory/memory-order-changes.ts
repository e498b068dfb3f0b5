import type { StoreRefund } from '@quayside/core/domain/order-change';
import type { StoreParcel } from '@quayside/core/domain/shipment';
import { moveMemoryStock, type MemoryOrder, type MemoryOrderLine, type MemoryShop } from './memory-shop.ts';
import type { MemoryMove } from './memory-stock.ts';

/** Gives back a part of an order, or money for it. @throws Error when it has no such units. */
export function refundMemoryOrder(
  shop: MemoryShop,
  order: MemoryOrder,
  refund: Omit<StoreRefund, 'id'> & { readonly isRestocked: boolean },
): void {
  const { isRestocked, ...given } = refund;
  if (!isThere(order, given.lines)) throw new Error(`Order ${order.id} has not so many units to give back`);
  order.refunds = [...order.refunds, { ...given, id: String(order.refunds.length + 1) }];
  order.changedAt = shop.clock.now();
  for (const { storeVariantId, quantity } of given.lines) {
    const { taken, left } = takeBack(order.moves, storeVariantId, quantity);
    order.moves = left;
    if (isRestocked) moveMemoryStock(shop, taken, 1);
  }
}

/** Takes units of a variant out of an order's moves, the last ones first. */
function takeBack(
  moves: readonly MemoryMove[],
  variantId: string,
  quantity: number,
): { readonly taken: readonly MemoryMove[]; readonly left: readonly MemoryMove[] } {
  const taken: MemoryMove[] = [];
  const left: MemoryMove[] = [];
  let wanted = quantity;
  for (const move of moves.toReversed()) {
    const units = move.variantId === variantId ? Math.min(wanted, move.quantity) : 0;
    if (units > 0) taken.push({ ...move, quantity: units });
    if (units < move.quantity) left.unshift({ ...move, quantity: move.quantity - units });
    wanted -= units;
  }
  return { taken, left };
}

/** Whether an order still has these units. */
export function isThere(order: MemoryOrder, lines: StoreRefund['lines']): boolean {
  return lines.every(({ storeVariantId, quantity }) => {
    const line = order.lines.find(({ variantId }) => variantId === storeVariantId);
    return line !== undefined && quantity <= line.quantity - refundedUnits(order, line);
  });
}

/** Units of a line that were given back. */
export function refundedUnits(order: MemoryOrder, { variantId }: Pick<MemoryOrderLine, 'variantId'>): number {
  return order.refunds
    .flatMap(({ lines }) => lines)
    .filter(({ storeVariantId }) => storeVariantId === variantId)
    .reduce((units, { quantity }) => units + quantity, 0);
}

/** A parcel leaves: with everything that is left, or, where its lines are named, with these while the rest waits. */
export function shipMemoryOrder(
  shop: MemoryShop,
  order: MemoryOrder,
  parcel: {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly lines?: NonNullable<StoreParcel['lines']>;
  },
): void {
  const now = shop.clock.now();
  const { lines = null } = parcel;
  order.changedAt = now;
  order.parcels = [
    ...order.parcels,
    { id: String(order.parcels.length + 1), ...parcel, shippedAt: now, lines },
  ];
  const isComplete = order.lines.every((line) => {
    const sent = order.parcels
      .flatMap((each) => each.lines ?? [])
      .filter(({ storeVariantId }) => storeVariantId === line.variantId)
      .reduce((units, { quantity }) => units + quantity, 0);
    return sent >= line.quantity - refundedUnits(order, line);
  });
  if (lines === null || isComplete) order.status = 'shipped';
}
