import type { OrderId, OrderLineId, ReservationId, StockPoolId, StoreOrderId, VariantId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * Units promised to a marketplace order that the stock master has not yet counted.
 *
 * held -> committed (the store order exists) -> released (a stock read that began later has counted it), or held -> released (cancelled).
 */
export interface Reservation {
  readonly id: ReservationId;
  readonly orderId: OrderId;
  readonly orderLineId: OrderLineId;
  readonly variantId: VariantId;
  /** Whose units they are: they lower what can be sold from this pool, and from no other. */
  readonly poolId: StockPoolId;
  readonly units: number;
  readonly state: ReservationState;
  readonly version: number;
}

export type ReservationState =
  | { readonly kind: 'held' }
  | { readonly kind: 'committed'; readonly storeOrderId: StoreOrderId; readonly at: Instant }
  | { readonly kind: 'released'; readonly at: Instant };

export function isOpen(reservation: Reservation): boolean {
  return reservation.state.kind !== 'released';
}

export function reservedUnits(reservations: readonly Reservation[]): number {
  return reservations.filter(isOpen).reduce((units, reservation) => units + reservation.units, 0);
}
