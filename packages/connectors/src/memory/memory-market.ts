import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
} from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Fulfillment } from '@quayside/core/domain/listing';
import { sum, times, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import type { Buyer, OrderStatus } from '@quayside/core/domain/order';
import type { Clock } from '@quayside/core/ports/clock';
import { createMemoryGate, type MemoryGate } from './memory-gate.ts';

export interface MemoryListing {
  readonly channelSku: ChannelSku;
  readonly fulfillment: Fulfillment;
  readonly price: Money;
  quantity: number;
  /** Accepted and not yet shown. */
  pending: { readonly quantity: number; readonly showsAt: Instant }[];
}

export interface MemoryMarketOrder {
  readonly id: MarketplaceOrderId;
  /** Not a status of ours: what a platform of tomorrow might say. */
  status: OrderStatus | 'unheard-of';
  readonly fulfillment: Fulfillment;
  readonly createdAt: Instant;
  changedAt: Instant;
  readonly lines: readonly {
    readonly id: string;
    readonly channelSku: ChannelSku;
    readonly quantity: number;
    readonly total: Money;
  }[];
  readonly shippingTotal: Money;
  readonly buyer: Buyer;
  readonly packages: Map<
    number,
    { readonly carrier: string; readonly trackingNumber: string; readonly quantity: number }
  >;
}

/** A whole toy marketplace: one seller, one marketplace, changes that take a while to show. */
export interface MemoryMarket {
  readonly marketplace: MarketplaceId;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly gate: MemoryGate;
  /** How long an accepted quantity is on its way. */
  readonly settleMs: number;
  readonly listings: Map<string, MemoryListing>;
  readonly orders: Map<string, MemoryMarketOrder>;
}

export function createMemoryMarket(options: {
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly key: string;
  readonly settleMs?: number;
}): MemoryMarket {
  const { currency, clock, key, settleMs = 0 } = options;
  const marketplace = brandId<MarketplaceId>('toy');
  const gate = createMemoryGate(key);
  return { marketplace, currency, clock, gate, settleMs, listings: new Map(), orders: new Map() };
}

export function addMemoryListing(
  market: MemoryMarket,
  listing: {
    readonly sku: string;
    readonly price: Money;
    readonly quantity: number;
    readonly fulfillment?: Fulfillment;
  },
): void {
  const { sku, price, quantity, fulfillment = 'merchant' } = listing;
  const channelSku = brandId<ChannelSku>(sku);
  market.listings.set(sku, { channelSku, fulfillment, price, quantity, pending: [] });
}

/** What buyers can order now. */
export function shownQuantity(market: MemoryMarket, listing: MemoryListing): number {
  const now = market.clock.now();
  for (const change of listing.pending) if (change.showsAt <= now) listing.quantity = change.quantity;
  listing.pending = listing.pending.filter((change) => change.showsAt > now);
  return listing.quantity;
}

export function acceptQuantity(market: MemoryMarket, listing: MemoryListing, quantity: number): void {
  listing.pending.push({ quantity, showsAt: plus(market.clock.now(), market.settleMs) });
}

/** @throws Error when the marketplace does not show that many. */
export function buyOnMemoryMarket(
  market: MemoryMarket,
  purchase: {
    readonly sku: string;
    readonly quantity: number;
    readonly shipping: Money;
    readonly status: OrderStatus;
    readonly buyer: Buyer;
  },
): MemoryMarketOrder {
  const { sku, quantity, shipping, status, buyer } = purchase;
  const listing = market.listings.get(sku);
  if (listing === undefined || shownQuantity(market, listing) < quantity)
    throw new Error(`Too few of ${sku}`);
  listing.quantity -= quantity;
  const now = market.clock.now();
  const order: MemoryMarketOrder = {
    id: brandId<MarketplaceOrderId>(`toy-${market.orders.size + 1}`),
    status,
    fulfillment: listing.fulfillment,
    createdAt: now,
    changedAt: now,
    lines: [{ id: '1', channelSku: listing.channelSku, quantity, total: times(listing.price, quantity) }],
    shippingTotal: sum([shipping], market.currency),
    buyer,
    packages: new Map(),
  };
  market.orders.set(order.id, order);
  return order;
}

export function moveMemoryMarketOrder(
  market: MemoryMarket,
  order: MemoryMarketOrder,
  status: MemoryMarketOrder['status'],
): void {
  order.status = status;
  order.changedAt = market.clock.now();
}
