import type {
  ChannelSku,
  ConnectionId,
  MarketplaceOrderId,
  OrderChangeId,
  OrderId,
  ReservationId,
  ShipmentId,
  StoreOrderId,
  VariantId,
} from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { OrderChange } from '../domain/order-change.ts';
import type { Order } from '../domain/order.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { Shipment } from '../domain/shipment.ts';

/** Orders, the units they reserve, their parcels, and what the other side must learn of them. */
export interface OrderRepositories {
  readonly orders: {
    get(id: OrderId): Promise<Order | undefined>;
    byMarketplaceOrderId(connectionId: ConnectionId, id: MarketplaceOrderId): Promise<Order | undefined>;
    byStoreOrderId(storeConnectionId: ConnectionId, id: StoreOrderId): Promise<Order | undefined>;
    /** Orders of the account whose placement is held, with a line of one of these channel SKUs. */
    heldForChannelSkus(
      connectionId: ConnectionId,
      channelSkus: readonly ChannelSku[],
    ): Promise<readonly Order[]>;
    /** Orders to work on for a store, oldest due first. */
    due(storeConnectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Order[]>;
    page(connectionId: ConnectionId, after: OrderId | null, limit: number): Promise<readonly Order[]>;
    /** Orders whose buyer is to be forgotten at `now`. */
    purgeable(now: Instant, limit: number): Promise<readonly Order[]>;
    /** Orders of all accounts whose placement is held, in id order. */
    heldPage(after: OrderId | null, limit: number): Promise<readonly Order[]>;
    insert(order: Order): Promise<void>;
    save(order: Order): Promise<void>;
  };
  readonly reservations: {
    get(id: ReservationId): Promise<Reservation | undefined>;
    ofOrder(orderId: OrderId): Promise<readonly Reservation[]>;
    /** Held and committed ones. */
    openOfVariants(variantIds: readonly VariantId[]): Promise<readonly Reservation[]>;
    insert(reservation: Reservation): Promise<void>;
    save(reservation: Reservation): Promise<void>;
  };
  readonly shipments: {
    get(id: ShipmentId): Promise<Shipment | undefined>;
    ofOrder(orderId: OrderId): Promise<readonly Shipment[]>;
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly Shipment[]>;
    /** Shipments of the account that are held for their carrier, due at `now` again. */
    releaseHeld(connectionId: ConnectionId, now: Instant): Promise<void>;
    insert(shipment: Shipment): Promise<void>;
    save(shipment: Shipment): Promise<void>;
  };
  readonly orderChanges: {
    get(id: OrderChangeId): Promise<OrderChange | undefined>;
    ofOrder(orderId: OrderId): Promise<readonly OrderChange[]>;
    /** Changes to tell a store or a channel account, oldest due first. */
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly OrderChange[]>;
    insert(change: OrderChange): Promise<void>;
    save(change: OrderChange): Promise<void>;
  };
}
