import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Instant } from '@quayside/core/domain/instant';
import { conditions, priceParts } from '@quayside/core/domain/offer';
import type { OrderSnapshot } from '@quayside/core/domain/order';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { ConnectorContext, UnreadableItem } from '@quayside/core/ports/connector';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import type { ChannelManifest } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { memoryCalls, notFound, readChanged, say } from './memory-gate.ts';
import { memoryFees } from './memory-fees.ts';
import { memoryCatalogue, memoryListings } from './memory-listings.ts';
import { moveMemoryMarketOrder, type MemoryMarket, type MemoryMarketOrder } from './memory-market.ts';
import { cancelOnMemoryMarket, refundOnMemoryMarket, statusOf } from './memory-market-changes.ts';
import { memorySubmissionLimits, memorySubmissions } from './memory-submissions.ts';
import { memoryConsent } from './memory-consent.ts';
import { memoryField, memoryFields, memoryLabels } from './fields.ts';
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
    fields: [...memoryFields('market'), { ...memoryField('market'), of: 'consent' }],
    labels: memoryLabels('market'),
    messages: memoryMessages,
    rateLimits: { read: { perSecond: 1_000, burst: 1_000 }, write: { perSecond: 1_000, burst: 1_000 } },
    marketplaces: [
      {
        id: market.marketplace,
        name: 'Toy market',
        currency: market.currency,
        orderPage: 'https://market.example/orders/{orderId}',
        itemPage: 'https://market.example/items/{catalogueId}',
      },
    ],
    aspects: { quantity: { scope: 'listing' }, price: { scope: 'listing' } },
    quantityWrite: 'absolute',
    catalogue: { idName: 'toy number', idPattern: '^TOY-.+$', idsPerLookUp: 20, search: { mostWords: 20 } },
    orders: { takesCancellations: true, takesRefunds: true },
    fees: { questionsPerCall: 20, callEveryMs: 1_000 },
    shipments: { carriers: ['Post', 'Express'], takesOtherCarriers: false },
    offers: {
      longestSku: 40,
      conditions,
      mostHandlingDays: 30,
      hasShippingTemplates: true,
      priceParts,
      submissions: memorySubmissionLimits,
    },
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
    registration: z.object({ url: z.url() }),
    consent: memoryConsent,
    open: (connection, context) => connect(market, credentials.parse(connection.credentials).key, context),
  };
}

function connect(market: MemoryMarket, key: string, context: ConnectorContext): ChannelConnector {
  const { read, write } = memoryCalls(context, market.gate, key);
  return {
    test: () => read(() => ok({ marketplaces: [{ id: market.marketplace, name: 'Toy market' }] })),
    listings: memoryListings(market, context, { read, write }),
    submissions: memorySubmissions(market, context, { read, write }),
    catalogue: memoryCatalogue(market, read),
    fees: memoryFees(market, read),
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
      cancel: ({ key: under, marketplaceOrderId, lines, sendBy }) =>
        write(
          () => {
            const order = market.orders.get(marketplaceOrderId);
            if (order === undefined) return notFound('cancel', marketplaceOrderId);
            if (order.cancellations.has(under) || order.status === 'cancelled') return ok(undefined);
            if (!cancelOnMemoryMarket(market, order, lines)) return refused(marketplaceOrderId, 'cancel');
            order.cancellations.add(under);
            return ok(undefined);
          },
          () => context.clock.now() <= sendBy,
        ),
      refund: ({ key: under, marketplaceOrderId, lines, shipping, sendBy }) =>
        write(
          () => {
            const order = market.orders.get(marketplaceOrderId);
            if (order === undefined) return notFound('refund', marketplaceOrderId);
            if (order.status === 'pending') return refused(marketplaceOrderId, 'refund');
            refundOnMemoryMarket(market, order, { key: under, lines, shipping });
            return ok(undefined);
          },
          () => context.clock.now() <= sendBy,
        ),
    },
    shipments: {
      confirm: (request) =>
        write(() => {
          const order = market.orders.get(request.marketplaceOrderId);
          if (order === undefined) return notFound('confirm', request.marketplaceOrderId);
          const quantity = request.lines.reduce((total, line) => total + line.quantity, 0);
          if (order.status === 'cancelled' || order.status === 'pending') {
            return refused(request.marketplaceOrderId, 'confirm');
          }
          const { carrier, trackingNumber, lines } = request;
          order.packages.set(request.packageNumber, { carrier, trackingNumber, quantity, lines });
          moveMemoryMarketOrder(market, order, statusOf(order));
          return ok(undefined);
        }),
    },
  };
}

function refused(id: string, operation: string): Result<never, ConnectorError> {
  return fail({ kind: 'conflict' }, say('memory.refused', { id }), `${operation}: not as it stands`);
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
    deliverBy: null,
    currency: market.currency,
    lines: order.lines.map((line) => ({
      marketplaceLineId: line.id,
      channelSku: line.channelSku,
      title: line.channelSku,
      quantity: status === 'cancelled' ? 0 : line.quantity - line.cancelled,
      total: line.total,
      tax: null,
    })),
    shippingTotal: order.shippingTotal,
    shippingService: order.shippingService,
    refunds: order.refunds,
    buyer: status === 'pending' ? null : order.buyer,
  };
}
