import {
  brandId,
  type Sku,
  type StoreOrderId,
  type StoreProductId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { StoreParcel } from '@quayside/core/domain/shipment';
import type { WebhookRegistration } from '@quayside/core/ports/connector';
import type { Clock } from '@quayside/core/ports/clock';
import { createMemoryGate, type MemoryGate } from './memory-gate.ts';

export interface MemoryVariant {
  readonly id: StoreVariantId;
  readonly sku: Sku | null;
  readonly title: string;
  /** Something else than a number is what a broken plugin would show. */
  stock: number;
}

export interface MemoryProduct {
  readonly id: StoreProductId;
  readonly variants: readonly MemoryVariant[];
  changedAt: Instant;
}

export interface MemoryOrder {
  readonly id: StoreOrderId;
  readonly key: string | null;
  readonly lines: readonly { readonly variantId: StoreVariantId; readonly quantity: number }[];
  status: 'open' | 'shipped' | 'cancelled';
  readonly createdAt: Instant;
  changedAt: Instant;
  parcels: readonly StoreParcel[];
}

/** A whole toy shop. Its unique key is real: a second order with the same key cannot come to be. */
export interface MemoryShop {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly gate: MemoryGate;
  readonly products: Map<string, MemoryProduct>;
  readonly orders: Map<string, MemoryOrder>;
  webhook: WebhookRegistration | null;
}

export function createMemoryShop(options: {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly key: string;
}): MemoryShop {
  const { name, currency, clock, key } = options;
  const gate = createMemoryGate(key);
  return { name, currency, clock, gate, products: new Map(), orders: new Map(), webhook: null };
}

export function addMemoryProduct(
  shop: MemoryShop,
  id: string,
  variants: readonly { readonly id: string; readonly sku: string | null; readonly stock: number }[],
): MemoryProduct {
  const product: MemoryProduct = {
    id: brandId<StoreProductId>(id),
    variants: variants.map((variant) => ({
      id: brandId<StoreVariantId>(variant.id),
      sku: variant.sku === null ? null : brandId<Sku>(variant.sku),
      title: `${id} ${variant.id}`,
      stock: variant.stock,
    })),
    changedAt: shop.clock.now(),
  };
  shop.products.set(id, product);
  return product;
}

/** Takes units from stock, or puts them back. */
export function moveMemoryStock(shop: MemoryShop, lines: MemoryOrder['lines'], direction: 1 | -1): void {
  for (const product of shop.products.values()) {
    for (const variant of product.variants) {
      const units = lines
        .filter((line) => line.variantId === variant.id)
        .reduce((total, line) => total + line.quantity, 0);
      if (units === 0) continue;
      variant.stock += direction * units;
      product.changedAt = shop.clock.now();
    }
  }
}

/** An order by anybody; the connector's carry a key. */
export function placeMemoryOrder(
  shop: MemoryShop,
  key: string | null,
  lines: MemoryOrder['lines'],
): MemoryOrder {
  const now = shop.clock.now();
  const order: MemoryOrder = {
    id: brandId<StoreOrderId>(String(shop.orders.size + 1)),
    key,
    lines,
    status: 'open',
    createdAt: now,
    changedAt: now,
    parcels: [],
  };
  shop.orders.set(order.id, order);
  moveMemoryStock(shop, lines, -1);
  return order;
}

export function cancelMemoryOrder(shop: MemoryShop, order: MemoryOrder): void {
  if (order.status === 'cancelled') return;
  order.status = 'cancelled';
  order.changedAt = shop.clock.now();
  moveMemoryStock(shop, order.lines, 1);
}

export function shipMemoryOrder(
  shop: MemoryShop,
  order: MemoryOrder,
  parcel: { readonly carrier: string; readonly trackingNumber: string },
): void {
  const now = shop.clock.now();
  order.status = 'shipped';
  order.changedAt = now;
  order.parcels = [
    ...order.parcels,
    { id: String(order.parcels.length + 1), ...parcel, shippedAt: now, lines: null },
  ];
}
