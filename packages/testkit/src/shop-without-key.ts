import { memoryStoreManifest, defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { placeMemoryOrder, type MemoryShop } from '@quayside/connectors/memory/memory-shop';
import type { Instant } from '@quayside/core/domain/instant';
import { err } from '@quayside/core/domain/result';
import type { StoreDefinition, StoreOrderRequest } from '@quayside/core/ports/connector';

/** What happens to the next creations, in turn: `works`, or the ways in which a shop without a unique key leaves its caller in doubt. */
export type CreationFate =
  | 'works'
  /** The order is made, and nobody hears of it. */
  | 'answer-lost'
  /** Nothing is made, and nobody hears of it. */
  | 'request-lost'
  /** Nothing is made yet; `completeLate` makes it. Nobody hears of it. */
  | 'late'
  /** The order is made, look-ups do not show it yet, and nobody hears of it. */
  | 'hidden';

/** A toy shop that accepts any number of orders with the same key: what protects it is the engine's protocol alone (ADR 0007). */
export interface ShopWithoutKey {
  readonly definition: StoreDefinition;
  readonly fates: CreationFate[];
  /** Creations that reached the shop, in order. */
  readonly creations: StoreOrderRequest[];
  /** Makes the orders of all creations that were late. */
  completeLate(): void;
  /** Look-ups show from now on what was hidden. */
  reveal(): void;
  ordersWithKey(key: string): number;
}

export const settleMs = 10_000;

export function createShopWithoutKey(shop: MemoryShop): ShopWithoutKey {
  const base = defineMemoryStore(new Map([['toys', shop]]));
  const fates: CreationFate[] = [];
  const creations: StoreOrderRequest[] = [];
  const late: StoreOrderRequest[] = [];
  const hidden = new Set<string>();
  const make = (request: StoreOrderRequest) =>
    placeMemoryOrder(
      shop,
      request.key,
      request.lines.map((line) => ({ variantId: line.storeVariantId, quantity: line.quantity })),
    );
  const lost = () =>
    err({
      kind: 'unknown-outcome' as const,
      message: { code: 'memory.unknown-outcome', values: {} },
      detail: 'create: no answer',
    });
  const manifest = {
    ...memoryStoreManifest,
    orderCreation: 'lookup-after-settle' as const,
    timing: { ...memoryStoreManifest.timing, createSettleMs: settleMs },
  };
  const definition: StoreDefinition = {
    ...base,
    manifest,
    open(connection, context, inForce) {
      const connector = base.open(connection, context, inForce);
      return {
        ...connector,
        orders: {
          ...connector.orders,
          async create(request) {
            creations.push(request);
            const fate = fates.shift() ?? 'works';
            if (fate === 'request-lost') return lost();
            if (fate === 'late') {
              late.push(request);
              return lost();
            }
            const order = make(request);
            if (fate === 'hidden') hidden.add(order.id);
            if (fate !== 'works') return lost();
            const found = await connector.orders.read(order.id);
            if (!found.ok || found.value === null) throw new Error('The toy shop forgot its order');
            return { ok: true, value: found.value };
          },
          async find(key: string, createdAfter: Instant) {
            const found = await connector.orders.find(key, createdAfter);
            return found.ok
              ? { ok: true, value: found.value.filter((order) => !hidden.has(order.storeOrderId)) }
              : found;
          },
        },
      };
    },
  };
  return {
    definition,
    fates,
    creations,
    completeLate() {
      for (const request of late.splice(0)) make(request);
    },
    reveal: () => hidden.clear(),
    ordersWithKey: (key) =>
      [...shop.orders.values()].filter((order) => order.key === key && order.status !== 'cancelled').length,
  };
}
