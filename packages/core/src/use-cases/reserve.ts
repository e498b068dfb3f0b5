import type { ReservationId, VariantId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { isOpen } from '../domain/reservation.ts';
import { isShippedElsewhere } from '../planning/plan-placement.ts';
import type { Scope } from './commit.ts';
import { raiseTargets } from './raise-targets.ts';
import { poolOfOrder } from './stock-master.ts';

/**
 * Makes an order's reservations what its lines and its state demand, in the transaction that stores the order (P3): every matched unit that the
 * merchant ships is held from the moment the order is known until the store has counted it.
 */
export async function reserve(scope: Scope, order: Order): Promise<void> {
  const existing = await scope.tx.reservations.ofOrder(order.id);
  const pool = await poolOfOrder(scope, order);
  const isOver = order.placement.state === 'closed' || isShippedElsewhere(order);
  const down: VariantId[] = [];
  const up: VariantId[] = [];
  for (const line of order.lines) {
    const current = existing.find((reservation) => reservation.orderLineId === line.id);
    const wanted = isOver || line.variantId === null ? 0 : line.quantity * line.unitsPerListing;
    if (current === undefined) {
      if (wanted === 0 || line.variantId === null || pool === null) continue;
      await scope.tx.reservations.insert({
        id: scope.newId<ReservationId>(),
        orderId: order.id,
        orderLineId: line.id,
        variantId: line.variantId,
        poolId: pool.id,
        units: wanted,
        state: { kind: 'held' },
        version: 0,
      });
      down.push(line.variantId);
      continue;
    }
    // Once the store order exists, the store's own count takes over: nothing is given back here.
    if (current.state.kind !== 'held' || !isOpen(current) || current.units === wanted) continue;
    const state = wanted === 0 ? { kind: 'released' as const, at: scope.now } : current.state;
    await scope.tx.reservations.save({ ...current, units: wanted === 0 ? current.units : wanted, state });
    (wanted < current.units ? up : down).push(current.variantId);
  }
  const variants = await scope.tx.variants.getMany([...new Set([...down, ...up])]);
  const of = (ids: readonly VariantId[]) => variants.filter(({ id }) => ids.includes(id));
  await raiseTargets(scope, of(down), 'quantity-down');
  await raiseTargets(scope, of(up), 'quantity-up');
}
