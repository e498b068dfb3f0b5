import type { ConnectionId, OrderChangeId, OrderId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Money } from './money.ts';

/** A cancellation or a refund that one side of an order has made and that the other side must learn. */
export interface OrderChange extends OrderChangeFacts {
  readonly id: OrderChangeId;
  readonly orderId: OrderId;
  /** The store or the channel account that must be told. */
  readonly connectionId: ConnectionId;
  /**
   * `to-send`: the engine tells the other side by itself. `by-hand`: the merchant must, because the policy says so, or because the other side takes no
   * such call. `refused`: the other side did not accept it. `done`: it knows.
   */
  readonly state: 'to-send' | 'by-hand' | 'refused' | 'done';
  readonly noticedAt: Instant;
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly version: number;
}

export interface OrderChangeFacts {
  readonly to: 'store' | 'channel';
  /** `cancellation`: units that were not sent and never will be. `refund`: money for what was sent. */
  readonly kind: 'cancellation' | 'refund';
  /** Names it within its order and direction. The other side is told under it, so that telling twice is harmless. */
  readonly key: string;
  /** `null`: the whole order. Empty: money that belongs to no line. */
  readonly lines: readonly OrderChangeLine[] | null;
  /** Of a refund: money for the shipping. */
  readonly shipping: Money | null;
}

export interface OrderChangeLine {
  readonly marketplaceLineId: string;
  /** Units of the listing; 0 where money alone goes back. */
  readonly quantity: number;
  /** What goes back to the buyer for them, tax contained. */
  readonly total: Money;
  /** The tax in `total`; `null` when nobody says. */
  readonly tax: Money | null;
}

/** A refund as one side shows it, by its own line ids. */
export interface Refund<Line> {
  /** The platform's own id of it. */
  readonly id: string;
  /** The key under which we made it; `null` when somebody else did. */
  readonly key: string | null;
  readonly lines: readonly (Line & Pick<OrderChangeLine, 'quantity' | 'total' | 'tax'>)[];
  readonly shipping: Money | null;
}

/** A refund that a channel shows on one of its orders. */
export type OrderRefund = Refund<{ readonly marketplaceLineId: string }>;

/** A refund that a store shows on one of its orders. */
export type StoreRefund = Refund<{ readonly storeVariantId: string }>;
