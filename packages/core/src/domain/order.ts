import type {
  ChannelSku,
  ConnectionId,
  MarketplaceId,
  MarketplaceOrderId,
  OrderId,
  OrderLineId,
  StoreOrderId,
  VariantId,
} from './ids.ts';
import type { Instant } from './instant.ts';
import type { Fulfillment } from './listing.ts';
import type { Message } from './message.ts';
import type { CurrencyCode, Money } from './money.ts';
import type { OrderRefund } from './order-change.ts';

/**
 * Where the marketplace stands with an order. `pending`: the buyer has not paid yet; units are promised, nothing may ship.
 */
export type OrderStatus = 'pending' | 'unshipped' | 'partially-shipped' | 'shipped' | 'cancelled';

/** What a channel showed of an order in one read. */
export interface OrderSnapshot {
  readonly marketplaceOrderId: MarketplaceOrderId;
  readonly marketplace: MarketplaceId;
  readonly status: OrderStatus;
  readonly fulfillment: Fulfillment;
  readonly purchasedAt: Instant;
  /** The platform's own last change; an older state is never applied over a newer one. */
  readonly updatedAt: Instant;
  /** When it is to arrive at the latest, by the channel's estimate; `null` when it does not say. */
  readonly deliverBy: Instant | null;
  readonly currency: CurrencyCode;
  readonly lines: readonly OrderLineSnapshot[];
  readonly shippingTotal: Money;
  /** The channel's name of how fast it must arrive; `null` when it does not say. */
  readonly shippingService: string | null;
  /** What the buyer was given back so far, oldest first. */
  readonly refunds: readonly OrderRefund[];
  /** `null` when the channel did not give it (not paid yet, or no permission). Personal data: encrypted at rest, never logged (P7). */
  readonly buyer: Buyer | null;
}

export interface OrderLineSnapshot {
  readonly marketplaceLineId: string;
  readonly channelSku: ChannelSku;
  readonly title: string;
  /** Units of the listing still wanted: ordered minus cancelled. */
  readonly quantity: number;
  /** For the whole line, as the buyer pays it, shipping apart. */
  readonly total: Money;
  /** The tax in `total`; `null` when the channel does not say. */
  readonly tax: Money | null;
}

export interface Buyer {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  readonly addressLines: readonly string[];
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
}

/** A marketplace order as stored, with its way into the store. */
export interface Order extends Omit<OrderSnapshot, 'lines'> {
  readonly id: OrderId;
  /** The channel account it came from. */
  readonly connectionId: ConnectionId;
  /** The store it is placed in; `null` while the workspace has none. */
  readonly storeConnectionId: ConnectionId | null;
  readonly lines: readonly OrderLine[];
  readonly placement: Placement;
  /** When somebody must work on its placement next; a claim moves it to the claim's deadline. */
  readonly dueAt: Instant | null;
  readonly importedAt: Instant;
  /** When the buyer is to be forgotten (P7); `null` while that cannot be told, or once it is done. */
  readonly forgetBuyerAt: Instant | null;
  /** The buyer was forgotten: whatever the channel shows of them later is not stored again. */
  readonly buyerForgottenAt: Instant | null;
  readonly version: number;
}

export interface OrderLine extends OrderLineSnapshot {
  readonly id: OrderLineId;
  /** `null` while no listing links its channel SKU. */
  readonly variantId: VariantId | null;
  readonly unitsPerListing: number;
  /** What the store was asked to create; `null` while it was asked for nothing. */
  readonly placed: { readonly quantity: number; readonly total: Money } | null;
}

/** The way of an order into the store (ADR 0007). */
export type Placement =
  | { readonly state: 'awaiting-payment' }
  /** The channel ships it, and has not yet. */
  | { readonly state: 'awaiting-channel' }
  | (Doubt & { readonly state: 'held'; readonly reason: Message })
  | (Doubt & { readonly state: 'ready'; readonly attempts: number })
  /** One creation is in flight; it may be sent until `sendBy` and may take effect until `settlesAt`. */
  | Attempt<'sending'>
  /** The outcome of a creation is unknown: look-ups only, until a look-up that began after `settlesAt` finds nothing. */
  | Attempt<'unconfirmed'>
  | {
      readonly state: 'placed';
      readonly storeOrderId: StoreOrderId;
      readonly storeOrderNumber: string;
      readonly at: Instant;
      /** When the first creation was sent: look-ups reach back to it. */
      readonly firstSentAt: Instant;
      /** A second look for doubles, when a creation before this one had an unknown outcome. */
      readonly verifyAfter: Instant | null;
      /** What the store's total is above (or, negative, below) what the buyer paid; `null`: nothing, or the store does not say. */
      readonly adjustment: Money | null;
    }
  /** Nothing to place: cancelled before the store had it, or shipped by others and left out by the account's policy. */
  | { readonly state: 'closed' };

interface Doubt {
  /** When the first creation was sent, if one of them had an unknown outcome: whatever becomes of the order, doubles are looked for. */
  readonly firstSentAt?: Instant;
}

interface Attempt<State extends string> {
  readonly state: State;
  readonly attempts: number;
  /** An earlier creation of this order had an unknown outcome. */
  readonly repeated: boolean;
  readonly firstSentAt: Instant;
  readonly sendBy: Instant;
  readonly settlesAt: Instant;
}

export type PlacementState = Placement['state'];

/** Which step may follow which. Checked at run time by `moveTo`; every other step is a bug. */
export const placementSteps: Readonly<Record<PlacementState, readonly PlacementState[]>> = {
  'awaiting-payment': ['awaiting-payment', 'awaiting-channel', 'ready', 'held', 'closed'],
  'awaiting-channel': ['awaiting-payment', 'awaiting-channel', 'ready', 'held', 'closed'],
  held: ['awaiting-payment', 'awaiting-channel', 'ready', 'held', 'closed'],
  ready: ['awaiting-payment', 'awaiting-channel', 'ready', 'sending', 'held', 'closed'],
  sending: ['placed', 'unconfirmed', 'ready', 'held'],
  unconfirmed: ['placed', 'sending', 'unconfirmed', 'held', 'closed'],
  placed: ['placed'],
  closed: [],
};

/** @throws Error when the step is not in the table. */
export function moveTo(order: Order, placement: Placement, dueAt: Instant | null): Order {
  if (!placementSteps[order.placement.state].includes(placement.state)) {
    throw new Error(`An order cannot go from ${order.placement.state} to ${placement.state}`);
  }
  return { ...order, placement, dueAt };
}
