import type { Instant } from '@quayside/core/domain/instant';
import { conditions } from '@quayside/core/domain/offer';
import type { OrderSnapshot } from '@quayside/core/domain/order';
import { ok } from '@quayside/core/domain/result';
import type {
  ChannelConnector,
  ChannelDefinition,
  ConnectorContext,
  UnreadableItem,
} from '@quayside/core/ports/connector';
import type { ChannelManifest } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { memoryCalls, notFound, readChanged, say } from './memory-gate.ts';
import { memoryCatalogue, memoryListings } from './memory-listings.ts';
import { moveMemoryMarketOrder, type MemoryMarket, type MemoryMarketOrder } from './memory-market.ts';
import { memoryMessages } from './messages.ts';

const pageSize = 10;
const credentials = z.object({ key: z.string().min(1) });
const settings = z.object({ market: z.string().min(1) });

/** The manifest of a toy market: its currency is the market's own. */
function memoryChannelManifest(market: Pick<MemoryMarket, 'marketplace' | 'currency'>): ChannelManifest {
  return {
    id: 'memory',
    name: 'Toy market',
    role: 'channel',
    auth: 'keys',
    messages: memoryMessages,
    rateLimits: { read: { perSecond: 1_000, burst: 1_000 }, write: { perSecond: 1_000, burst: 1_000 } },
    marketplaces: [{ id: market.marketplace, name: 'Toy market', currency: market.currency }],
    aspects: { quantity: { scope: 'listing' }, price: { scope: 'listing' } },
    quantityWrite: 'absolute',
    catalogue: { idName: 'toy number', idPattern: '^TOY-.+$', idsPerLookUp: 20 },
    offers: { longestSku: 40, conditions, mostHandlingDays: 30, hasShippingTemplates: true },
    timing: {
      orderPollEveryMs: 1_000,
      orderWindowLagMs: 0,
      pollOverlapMs: 1_000,
      sendWindowMs: 1_000,
      writeTimeoutMs: 1_000,
      offerSettleMs: 1_000,
      listingSettleMs: 1_000,
      listingPatienceMs: 20_000,
      listingsWaitMs: 1_000,
      listingsPollEveryMs: 60_000,
      reconcileEveryMs: 60_000,
    },
  };
}

/** A channel connector over one toy market: the shortest complete example of one. */
export function defineMemoryChannel(market: MemoryMarket): ChannelDefinition {
  return {
    manifest: memoryChannelManifest(market),
    credentials,
    settings,
    open: (connection, context) => connect(market, credentials.parse(connection.credentials).key, context),
  };
}

function connect(market: MemoryMarket, key: string, context: ConnectorContext): ChannelConnector {
  const { read, write } = memoryCalls(context, market.gate, key);
  return {
    test: () => read(() => ok({ marketplaces: [{ id: market.marketplace, name: 'Toy market' }] })),
    listings: memoryListings(market, context, { read, write }),
    catalogue: memoryCatalogue(market, read),
    orders: {
      changed(window) {
        return read(() => {
          const page = readChanged(market.orders.values(), window, pageSize);
          if (!page.ok) return page;
          const items: OrderSnapshot[] = [];
          const unreadable: UnreadableItem[] = [];
          for (const order of page.value.rows) {
            const shown = show(market, order);
            if (shown === null) unreadable.push({ id: order.id, problem: 'status (unknown)' });
            else items.push(shown);
          }
          return ok({ items, unreadable, nextPageToken: page.value.nextPageToken });
        });
      },
      read: (id) =>
        read(() => {
          const order = market.orders.get(id);
          return ok(order === undefined ? null : show(market, order));
        }),
    },
    shipments: {
      confirm: (request) =>
        write(() => {
          const order = market.orders.get(request.marketplaceOrderId);
          if (order === undefined) return notFound('confirm', request.marketplaceOrderId);
          const quantity = request.lines.reduce((total, line) => total + line.quantity, 0);
          if (order.status === 'cancelled' || order.status === 'pending') {
            const values = { id: request.marketplaceOrderId };
            return fail({ kind: 'conflict' }, say('memory.refused', values), 'confirm: not to be shipped');
          }
          const { carrier, trackingNumber } = request;
          order.packages.set(request.packageNumber, { carrier, trackingNumber, quantity });
          moveMemoryMarketOrder(market, order, isAllPacked(order) ? 'shipped' : 'partially-shipped');
          return ok(undefined);
        }),
    },
  };
}

function isAllPacked(order: MemoryMarketOrder): boolean {
  const count = (rows: Iterable<{ readonly quantity: number }>): number =>
    [...rows].reduce((total, { quantity }) => total + quantity, 0);
  return count(order.packages.values()) >= count(order.lines);
}

function show(market: MemoryMarket, order: MemoryMarketOrder): OrderSnapshot | null {
  const { status } = order;
  if (status === 'unheard-of') return null;
  const updatedAt: Instant = order.changedAt;
  return {
    marketplaceOrderId: order.id,
    marketplace: market.marketplace,
    status,
    fulfillment: order.fulfillment,
    purchasedAt: order.createdAt,
    updatedAt,
    currency: market.currency,
    lines: order.lines.map((line) => ({
      marketplaceLineId: line.id,
      channelSku: line.channelSku,
      title: line.channelSku,
      quantity: status === 'cancelled' ? 0 : line.quantity,
      total: line.total,
    })),
    shippingTotal: order.shippingTotal,
    buyer: status === 'pending' ? null : order.buyer,
  };
}
