import {
  defineMemoryStore,
  memoryStoreManifest,
  showMemoryOrder,
} from '@quayside/connectors/memory/memory-store';
import { placeRequestedOrder, type MemoryShop } from '@quayside/connectors/memory/memory-shop';
import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import type { Instant } from '@quayside/core/domain/instant';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { StoreOrderSnapshot } from '@quayside/core/domain/shipment';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type { StoreDefinition } from '@quayside/core/ports/definition';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import { createEngineHarness, type EngineHarness, type HarnessOptions } from './engine-harness.ts';

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
  | 'hidden'
  /** The order is made and answered, and look-ups do not show it yet. */
  | 'works-hidden';

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
  const make = (request: StoreOrderRequest) => placeRequestedOrder(shop, request);
  const lost = () =>
    err({
      kind: 'unknown-outcome' as const,
      message: { code: 'memory.unknown-outcome', values: {} },
      detail: 'create: no answer',
    });
  const tooLate = () =>
    err({
      kind: 'transient' as const,
      message: { code: 'memory.too-late', values: {} },
      detail: 'create: too late',
    });
  function receive(
    request: StoreOrderRequest,
    { clock }: ConnectorContext,
  ): Result<StoreOrderSnapshot, ConnectorError> {
    if (clock.now() > request.sendBy) return tooLate();
    creations.push(request);
    const fate = fates.shift() ?? 'works';
    if (fate === 'request-lost') return lost();
    if (fate === 'late') {
      late.push(request);
      return lost();
    }
    const order = make(request);
    if (fate === 'hidden' || fate === 'works-hidden') hidden.add(order.id);
    if (fate !== 'works' && fate !== 'works-hidden') return lost();
    return ok(showMemoryOrder(shop, order, order.createdAt));
  }
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
          create: (request) => Promise.resolve(receive(request, context)),
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

export interface HarnessWithoutKey extends EngineHarness {
  readonly withoutKey: ShopWithoutKey;
}

/** The engine with such a shop; five lamps are linked to the market unless said otherwise. */
export async function createHarnessWithoutKey(
  options: Omit<HarnessOptions, 'definitions'> = {},
): Promise<HarnessWithoutKey> {
  const opened: { withoutKey?: ShopWithoutKey } = {};
  const harness = await createEngineHarness({
    isLinked: true,
    ...options,
    definitions(shop, market) {
      opened.withoutKey = createShopWithoutKey(shop);
      return [opened.withoutKey.definition, defineMemoryChannel(market)];
    },
  });
  const { withoutKey } = opened;
  if (withoutKey === undefined) throw new Error('The shop was not opened');
  return Object.assign(harness, { withoutKey });
}
