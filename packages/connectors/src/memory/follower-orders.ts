import {
  brandId,
  type ChannelSku,
  type MarketplaceOrderId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import type { OrderSnapshot } from '@quayside/core/domain/order';
import { ok } from '@quayside/core/domain/result';
import type { StoreParcel } from '@quayside/core/domain/shipment';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { UnreadableItem } from '@quayside/core/ports/connector';
import { fail } from '../_kit/failure.ts';
import { followerMarketplace } from './follower-listings.ts';
import { notFound, readChanged, say, type MemoryCall } from './memory-gate.ts';
import type { MemoryOrder, MemoryShop } from './memory-shop.ts';

const pageSize = 10;

/** Every shop counts its orders from 1; with its name before them they are told apart, as those of marketplaces are. */
export function followerOrderId(shop: MemoryShop, { id }: Pick<MemoryOrder, 'id'>): MarketplaceOrderId {
  return brandId<MarketplaceOrderId>(`${shop.name}-${id}`);
}

/** The shop's own orders: what was placed in it by a key is an order of somewhere else. */
function ownOrders(shop: MemoryShop): readonly MemoryOrder[] {
  return [...shop.orders.values()].filter(({ key }) => key === null);
}

function findOwn(shop: MemoryShop, id: MarketplaceOrderId): MemoryOrder | undefined {
  return ownOrders(shop).find((order) => followerOrderId(shop, order) === id);
}

export function followerOrders(shop: MemoryShop, read: MemoryCall): ChannelConnector['orders'] {
  return {
    changed: (window) =>
      read(() => {
        const page = readChanged(ownOrders(shop), window, pageSize);
        if (!page.ok) return page;
        const items: OrderSnapshot[] = [];
        const unreadable: UnreadableItem[] = [];
        for (const order of page.value.rows) {
          const shown = show(shop, order);
          if (shown === null) {
            unreadable.push({ id: followerOrderId(shop, order), problem: 'line (without a SKU)' });
          } else items.push(shown);
        }
        return ok({ items, unreadable, nextPageToken: page.value.nextPageToken });
      }),
    read: (id) =>
      read(() => {
        const order = findOwn(shop, id);
        return ok(order === undefined ? null : show(shop, order));
      }),
  };
}

export function followerShipments(shop: MemoryShop, write: MemoryCall): ChannelConnector['shipments'] {
  return {
    confirm: (request) =>
      write(() => {
        const { marketplaceOrderId, packageNumber, carrier, trackingNumber, shippedAt } = request;
        const order = findOwn(shop, marketplaceOrderId);
        if (order === undefined) return notFound('confirm', marketplaceOrderId);
        if (order.status === 'cancelled' || !order.isPaid) {
          const values = { id: marketplaceOrderId };
          return fail({ kind: 'conflict' }, say('memory.refused', values), 'confirm: not to be shipped');
        }
        const lines = request.lines.map(({ marketplaceLineId, quantity }) => ({
          storeVariantId: brandId<StoreVariantId>(marketplaceLineId),
          quantity,
        }));
        const id = `package-${packageNumber}`;
        addParcel(shop, order, { id, carrier, trackingNumber, shippedAt, lines });
        return ok(undefined);
      }),
  };
}

/** Adds a parcel, or puts another in the place of the one with this id. The order is shipped once everything of it has left. */
function addParcel(shop: MemoryShop, order: MemoryOrder, parcel: StoreParcel): void {
  order.parcels = [...order.parcels.filter(({ id }) => id !== parcel.id), parcel];
  const count = (lines: readonly { readonly quantity: number }[]): number =>
    lines.reduce((total, { quantity }) => total + quantity, 0);
  const packed = order.parcels.reduce((total, { lines }) => total + count(lines ?? order.lines), 0);
  if (packed >= count(order.lines)) order.status = 'shipped';
  order.changedAt = shop.clock.now();
}

/** `null` when a line says nothing that the stock's own shop could know. */
function show(shop: MemoryShop, order: MemoryOrder): OrderSnapshot | null {
  const lines: OrderSnapshot['lines'][number][] = [];
  for (const { variantId, sku, quantity, total } of order.lines) {
    if (sku === null) return null;
    lines.push({
      marketplaceLineId: variantId,
      channelSku: brandId<ChannelSku>(sku),
      title: sku,
      quantity: order.status === 'cancelled' ? 0 : quantity,
      total,
      tax: null,
    });
  }
  return {
    marketplaceOrderId: followerOrderId(shop, order),
    marketplace: followerMarketplace,
    status: statusOf(order),
    fulfillment: 'merchant',
    purchasedAt: order.createdAt,
    updatedAt: order.changedAt,
    deliverBy: null,
    currency: shop.currency,
    lines,
    shippingTotal: order.shippingTotal,
    shippingService: null,
    refunds: [],
    buyer: order.isPaid ? order.buyer : null,
  };
}

function statusOf({ status, isPaid, parcels }: MemoryOrder): OrderSnapshot['status'] {
  if (status !== 'open') return status;
  if (!isPaid) return 'pending';
  return parcels.length > 0 ? 'partially-shipped' : 'unshipped';
}
