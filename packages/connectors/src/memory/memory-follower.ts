import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ChannelSku } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { conditions } from '@quayside/core/domain/offer';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import type { ChannelManifest } from '@quayside/core/ports/manifest';
import { fail } from '../_kit/failure.ts';
import { findOnSale, followerMarketplace, listFollowed, showFollowed } from './follower-listings.ts';
import { followerOrders, followerShipments } from './follower-orders.ts';
import { memoryCalls, say } from './memory-gate.ts';
import { moveMemoryStock, type MemoryProduct, type MemoryShop, type MemoryVariant } from './memory-shop.ts';
import { memoryStoreCredentials, memoryStoreManifest, memoryStoreSettings } from './memory-store.ts';
import { memoryMessages } from './messages.ts';

function memoryFollowerManifest({ currency }: Pick<MemoryShop, 'currency'>): ChannelManifest {
  const { id, auth, fields, labels, rateLimits, timing } = memoryStoreManifest;
  return {
    id,
    name: 'Toy shop that follows another',
    role: 'channel',
    auth,
    fields,
    labels,
    messages: memoryMessages,
    rateLimits,
    marketplaces: [{ id: followerMarketplace, name: 'Toy shop', currency }],
    aspects: { quantity: { scope: 'listing' }, price: { scope: 'listing' } },
    quantityWrite: 'compare-and-set',
    catalogue: { idName: 'variant', idPattern: '^.+$', idsPerLookUp: 20, search: null },
    // Its buyers are the shop's own: what is cancelled or paid back there is the merchant's to do.
    orders: { takesCancellations: false, takesRefunds: false },
    fees: null,
    shipments: { carriers: [], takesOtherCarriers: true },
    offers: {
      longestSku: 100,
      conditions,
      mostHandlingDays: null,
      hasShippingTemplates: false,
      priceParts: [],
      submissions: null,
    },
    timing: {
      orderPollEveryMs: timing.storeOrderPollEveryMs,
      orderWindowLagMs: 0,
      pollOverlapMs: timing.pollOverlapMs,
      sendWindowMs: timing.sendWindowMs,
      writeTimeoutMs: timing.createTimeoutMs,
      offerSettleMs: 1_000,
      listingSettleMs: 1_000,
      listingPatienceMs: 20_000,
      listingsWaitMs: 1_000,
      listingsPollEveryMs: timing.reconcileEveryMs,
      reconcileEveryMs: timing.reconcileEveryMs,
    },
  };
}

/** A toy shop that sells from another shop's stock: its variants are the listings, its own orders the orders, and a count changes only if nobody has bought. */
export function defineMemoryFollower(shop: MemoryShop): ChannelDefinition {
  return {
    manifest: memoryFollowerManifest(shop),
    credentials: memoryStoreCredentials,
    settings: memoryStoreSettings,
    open: (connection, context) =>
      connect(shop, memoryStoreCredentials.parse(connection.credentials).key, context),
  };
}

function connect(shop: MemoryShop, key: string, context: ConnectorContext): ChannelConnector {
  const { read, write } = memoryCalls(context, shop.gate, key);
  const change = (
    sku: ChannelSku,
    sendBy: Instant,
    work: (product: MemoryProduct, variant: MemoryVariant) => Result<void, ConnectorError>,
  ) =>
    write(
      () => {
        const [found, ...others] = findOnSale(shop, sku);
        return found === undefined || others.length > 0
          ? refused('memory.refused', sku)
          : work(found.product, found.variant);
      },
      () => context.clock.now() <= sendBy,
    );
  return {
    test: () => read(() => ok({ marketplaces: [{ id: followerMarketplace, name: shop.name }] })),
    listings: {
      all: (resumeToken) => listFollowed(shop, context, read, resumeToken),
      read({ channelSku, marketplace }) {
        const readBeganAt = context.clock.now();
        return read(() => {
          const [found, ...others] = marketplace === followerMarketplace ? findOnSale(shop, channelSku) : [];
          if (found === undefined || others.length > 0) return ok(null);
          return ok({ ...showFollowed(shop, found.variant), readBeganAt, issues: [], channelData: {} });
        });
      },
      create: ({ channelSku }) => write(() => refused('memory.not-made-here', channelSku)),
      setQuantity: ({ channelSku }, quantity, sendBy, expected) =>
        change(channelSku, sendBy, (_, variant) => {
          const { quantity: count } = showFollowed(shop, variant);
          if (count === null) return refused('memory.refused', channelSku);
          if (count !== expected) {
            const message = say('memory.outdated', { id: channelSku });
            return fail({ kind: 'outdated' }, message, 'set a quantity: another count');
          }
          moveMemoryStock(shop, [{ variantId: variant.id, quantity: quantity - variant.stock }], 1);
          return ok(undefined);
        }),
      setPrice: ({ channelSku }, price, sendBy) =>
        change(channelSku, sendBy, (product, variant) => {
          if (price.currency !== shop.currency) return refused('memory.refused', channelSku);
          variant.price = price.amount;
          product.changedAt = shop.clock.now();
          return ok(undefined);
        }),
    },
    // Everything that a shop sells is a listing of it already: there is nothing to be found.
    catalogue: { lookUp: () => read(() => ok([])) },
    orders: followerOrders(shop, read),
    shipments: followerShipments(shop, write),
  };
}

function refused(code: 'memory.refused' | 'memory.not-made-here', id: string): Result<never, ConnectorError> {
  return fail({ kind: 'invalid-input' }, say(code, { id }), 'change a variant: refused');
}
