import type { ConnectionId, OrderId, ShipmentId, StoreOrderId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Money } from './money.ts';
import type { StoreRefund } from './order-change.ts';

/** One parcel of a store order, on its way to the channel's confirmation. */
export interface Shipment {
  readonly id: ShipmentId;
  /** The channel account that must be told. */
  readonly connectionId: ConnectionId;
  readonly orderId: OrderId;
  /** The parcel's number within its order, from 1; the channel knows the parcel by it, so that telling it twice is harmless. */
  readonly packageNumber: number;
  /** The store's own id for the parcel; unique within the order. */
  readonly storeParcelId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly shippedAt: Instant;
  readonly lines: readonly ShipmentLine[];
  /**
   * `held`: its carrier is not one of the channel's, and the merchant must say which it is. `refused`: the channel did not accept it. `nothing-left`: all of
   * the order was told with earlier parcels, so that the channel cannot be told of this one.
   */
  readonly state: 'to-confirm' | 'confirmed' | 'held' | 'refused' | 'nothing-left';
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly version: number;
}

export interface ShipmentLine {
  readonly marketplaceLineId: string;
  /** Units of the listing. */
  readonly quantity: number;
}

/** What a store showed of an order that we created there, in one read. */
export interface StoreOrderSnapshot {
  readonly storeOrderId: StoreOrderId;
  readonly number: string;
  /** The key it was created with; `null` for the shop's own orders. */
  readonly key: string | null;
  readonly status: 'open' | 'shipped' | 'cancelled';
  readonly createdAt: Instant;
  readonly readBeganAt: Instant;
  /** Units that it was created with, by the store's variant id; what was given back since is in `refunds`. */
  readonly lines: readonly { readonly storeVariantId: string; readonly quantity: number }[];
  /** What the store's order comes to in all; `null` when it does not say. */
  readonly total: Money | null;
  readonly parcels: readonly StoreParcel[];
  readonly refunds: readonly StoreRefund[];
}

export interface StoreParcel {
  readonly id: string;
  /** As the shop spells it; `null` when the shop does not say. */
  readonly carrier: string | null;
  /** `null` when the shop does not say. */
  readonly trackingNumber: string | null;
  readonly shippedAt: Instant;
  /** Units by the store's variant id; `null`: the store does not say. */
  readonly lines: readonly { readonly storeVariantId: string; readonly quantity: number }[] | null;
}
