import { followerMarketplace } from '@quayside/connectors/memory/follower-listings';
import { followerOrderId } from '@quayside/connectors/memory/follower-orders';
import type { MemoryGate } from '@quayside/connectors/memory/memory-gate';
import {
  buyOnMemoryMarket,
  moveMemoryMarketOrder,
  settleMemoryMarket,
  shownPrice,
  shownQuantity,
  type MemoryMarket,
} from '@quayside/connectors/memory/memory-market';
import {
  cancelMemoryOrder,
  payMemoryOrder,
  placeMemoryOrder,
  type MemoryOrder,
  type MemoryShop,
} from '@quayside/connectors/memory/memory-shop';
import type { MarketplaceId, MarketplaceOrderId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { aBuyer, euros } from '@quayside/testkit/builders';
import { variantInShop } from './shop-facts.ts';

/** Where buyers find what the merchant lists: a market, or a second shop that follows the first. */
export interface Outlet {
  readonly gate: MemoryGate;
  readonly marketplace: MarketplaceId;
  /** A shop: whoever buys there lowers its count at once, and writes must not overwrite that. */
  readonly isShop: boolean;
  /** The whole market, where it is one: what becomes of its orders after they were bought goes both ways. */
  readonly market: MemoryMarket | null;
  /** What buyers can order now. */
  shown(sku: string): number;
  /** What buyers pay now, as decimal text. */
  price(sku: string): string;
  orders(): readonly OutletOrder[];
  /** @throws Error when there are too few. */
  buy(sku: string, quantity: number, isPaid: boolean): OutletOrder;
  pay(order: OutletOrder): void;
  cancel(order: OutletOrder): void;
  /** Nothing is accepted and not yet shown. */
  isSettled(): boolean;
}

export interface OutletOrder {
  readonly id: MarketplaceOrderId;
  readonly status: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** Units that are still wanted. */
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** Tracking numbers that the buyer was told. */
  readonly parcels: readonly string[];
}

export function openMarket(market: MemoryMarket): Outlet {
  const existing = (sku: string) => {
    const listing = market.listings.get(sku);
    if (listing === undefined) throw new Error(`The toy market has no ${sku}`);
    return listing;
  };
  const move = ({ id }: OutletOrder, status: 'unshipped' | 'cancelled'): void => {
    const order = market.orders.get(id);
    if (order !== undefined) moveMemoryMarketOrder(market, order, status);
  };
  const orders = (): readonly OutletOrder[] =>
    [...market.orders.values()].map(({ id, status, createdAt, changedAt, lines, packages }) => ({
      ...{ id, status, createdAt, changedAt },
      lines: lines.map(({ channelSku, quantity, cancelled }) => ({
        sku: channelSku,
        quantity: quantity - cancelled,
      })),
      parcels: [...packages.values()].map(({ trackingNumber }) => trackingNumber),
    }));
  return {
    gate: market.gate,
    marketplace: market.marketplace,
    isShop: false,
    market,
    shown: (sku) => shownQuantity(market, existing(sku)),
    price: (sku) => shownPrice(market, existing(sku)).amount,
    orders,
    buy(sku, quantity, isPaid) {
      const status = isPaid ? 'unshipped' : 'pending';
      const wish = { sku, quantity, status, shipping: euros('3.99'), buyer: aBuyer() } as const;
      const { id } = buyOnMemoryMarket(market, wish);
      return found(orders(), id);
    },
    pay: (order) => {
      move(order, 'unshipped');
    },
    cancel: (order) => {
      move(order, 'cancelled');
    },
    isSettled() {
      settleMemoryMarket(market);
      return [...market.listings.values()].every(({ pending }) => pending.length === 0);
    },
  };
}

export function openFollower(shop: MemoryShop): Outlet {
  const existing = ({ id }: OutletOrder): MemoryOrder => {
    const order = [...shop.orders.values()].find((each) => followerOrderId(shop, each) === id);
    if (order === undefined) throw new Error(`The second shop has no order ${id}`);
    return order;
  };
  const orders = (): readonly OutletOrder[] =>
    [...shop.orders.values()].map((order) => ({
      id: followerOrderId(shop, order),
      status: order.status === 'open' ? (order.isPaid ? 'unshipped' : 'pending') : order.status,
      createdAt: order.createdAt,
      changedAt: order.changedAt,
      lines: order.lines.map(({ sku, quantity }) => ({ sku: sku ?? '', quantity })),
      parcels: order.parcels.map(({ trackingNumber }) => trackingNumber ?? ''),
    }));
  const shown = (sku: string): number => Math.max(0, variantInShop(shop, sku).stock);
  return {
    gate: shop.gate,
    marketplace: followerMarketplace,
    isShop: true,
    market: null,
    shown,
    price: (sku) => variantInShop(shop, sku).price ?? '',
    orders,
    buy(sku, quantity, isPaid) {
      if (shown(sku) < quantity) throw new Error(`Too few of ${sku}`);
      const wish = { variantId: variantInShop(shop, sku).id, quantity };
      const purchase = { buyer: aBuyer(), shipping: euros('3.99'), isPaid };
      const id = followerOrderId(shop, placeMemoryOrder(shop, [wish], purchase));
      return found(orders(), id);
    },
    pay: (order) => {
      payMemoryOrder(shop, existing(order));
    },
    cancel: (order) => {
      cancelMemoryOrder(shop, existing(order));
    },
    isSettled: () => true,
  };
}

function found(orders: readonly OutletOrder[], id: MarketplaceOrderId): OutletOrder {
  const order = orders.find((each) => each.id === id);
  if (order === undefined) throw new Error(`There is no order ${id}`);
  return order;
}
