import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Instant } from '@quayside/core/domain/instant';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import { sum } from '@quayside/core/domain/money';
import { ok, type Result } from '@quayside/core/domain/result';
import type { StoreOrderSnapshot } from '@quayside/core/domain/shipment';
import type { ChangeWindow, ConnectorContext, Page, UnreadableItem } from '@quayside/core/ports/connector';
import type { StoreDefinition } from '@quayside/core/ports/definition';
import type { StoreConnector } from '@quayside/core/ports/store-connector';
import type { WebhookRequest, WebhookVerdict } from '@quayside/core/ports/webhooks';
import type { StoreManifest } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { memoryCalls, notFound, readChanged, say } from './memory-gate.ts';
import { cancelMemoryOrder, placeRequestedOrder, type MemoryOrder, type MemoryShop } from './memory-shop.ts';
import { isThere, refundMemoryOrder } from './memory-order-changes.ts';
import { memoryFields, memoryLabels } from './fields.ts';
import { memoryMessages } from './messages.ts';
import { isReadable, showProduct } from './show-product.ts';

const pageSize = 10;
/** The same for a shop that follows another. */
export const memoryStoreCredentials = z.object({ key: z.string().min(1) });
export const memoryStoreSettings = z.object({ shop: z.string().min(1) });

export const memoryStoreManifest: StoreManifest = {
  id: 'memory',
  name: 'Toy shop',
  role: 'store',
  auth: 'keys',
  fields: memoryFields('shop'),
  labels: memoryLabels('shop'),
  messages: memoryMessages,
  rateLimits: { read: { perSecond: 1_000, burst: 1_000 }, write: { perSecond: 1_000, burst: 1_000 } },
  orderCreation: 'unique-key',
  productPage: 'https://{shop}.example/products/{productId}',
  orderPage: 'https://{shop}.example/orders/{orderId}',
  orders: { takesPlainLines: true, takesShipped: true, takesRefunds: true },
  hasLocations: true,
  timing: {
    productPollEveryMs: 1_000,
    storeOrderPollEveryMs: 1_000,
    pollOverlapMs: 1_000,
    reconcileEveryMs: 60_000,
    sendWindowMs: 1_000,
    createTimeoutMs: 1_000,
    createSettleMs: 1_000,
    clockSkewMs: 1_000,
  },
};

/** A store connector over toy shops by name: the shortest complete example of one. */
export function defineMemoryStore(shops: ReadonlyMap<string, MemoryShop>): StoreDefinition {
  return {
    manifest: memoryStoreManifest,
    credentials: memoryStoreCredentials,
    settings: memoryStoreSettings,
    open(connection, context) {
      const { key } = memoryStoreCredentials.parse(connection.credentials);
      const shop = shops.get(memoryStoreSettings.parse(connection.settings).shop);
      if (shop === undefined) throw new Error('No such toy shop');
      return connect(shop, key, context);
    },
    receiveWebhook,
  };
}

function connect(shop: MemoryShop, key: string, context: ConnectorContext): StoreConnector {
  const { read, write } = memoryCalls(context, shop.gate, key);
  return {
    test: () => read(() => ok({ name: shop.name, currency: shop.currency, platformVersion: null })),
    products: {
      changed(window) {
        const readBeganAt = context.clock.now();
        return read(() => readProducts(shop, window, readBeganAt));
      },
      read(id) {
        const readBeganAt = context.clock.now();
        return read(() => {
          const product = shop.products.get(id);
          return ok(
            product
              ? showProduct(product, shop.currency, readBeganAt)
              : { storeProductId: id, readBeganAt, content: null, variants: [] },
          );
        });
      },
    },
    orders: {
      find(orderKey, createdAfter) {
        const readBeganAt = context.clock.now();
        return read(() => {
          const found = [...shop.orders.values()].filter(
            (order) => order.key === orderKey && order.createdAt >= createdAfter,
          );
          return ok(found.map((order) => showMemoryOrder(shop, order, readBeganAt)));
        });
      },
      create(request) {
        const readBeganAt = context.clock.now();
        return write(
          () => {
            const first = [...shop.orders.values()].find((order) => order.key === request.key);
            return ok(showMemoryOrder(shop, first ?? placeRequestedOrder(shop, request), readBeganAt));
          },
          () => context.clock.now() <= request.sendBy,
        );
      },
      cancel: (id) =>
        write(() => {
          const order = shop.orders.get(id);
          if (order === undefined) return notFound('cancel', id);
          if (order.status === 'shipped' || order.parcels.length > 0) return refused(id, 'cancel');
          cancelMemoryOrder(shop, order);
          return ok(undefined);
        }),
      refund: ({ storeOrderId, sendBy, ...refund }) =>
        write(
          () => {
            const order = shop.orders.get(storeOrderId);
            if (order === undefined) return notFound('refund', storeOrderId);
            if (order.refunds.some(({ key: made }) => made === refund.key)) return ok(undefined);
            if (order.status === 'cancelled' || !isThere(order, refund.lines))
              return refused(storeOrderId, 'refund');
            refundMemoryOrder(shop, order, refund);
            return ok(undefined);
          },
          () => context.clock.now() <= sendBy,
        ),
      read(id) {
        const readBeganAt = context.clock.now();
        return read(() => {
          const order = shop.orders.get(id);
          return ok(order ? showMemoryOrder(shop, order, readBeganAt) : null);
        });
      },
      changed(window) {
        const readBeganAt = context.clock.now();
        return read(() => {
          const page = readChanged(shop.orders.values(), window, pageSize);
          if (!page.ok) return page;
          const items = page.value.rows.map((order) => showMemoryOrder(shop, order, readBeganAt));
          return ok({ items, unreadable: [], nextPageToken: page.value.nextPageToken });
        });
      },
    },
    webhooks: {
      ensure: (registration) =>
        write(() => {
          shop.webhook = registration;
          return ok(undefined);
        }),
    },
  };
}

function isWithin(moment: Instant, { from, until }: ChangeWindow): boolean {
  return (from === null || moment >= from) && moment < until;
}

/** Pages go by the products' numbers, which never change: what is deleted between two pages shifts nothing. */
function readProducts(
  shop: MemoryShop,
  window: ChangeWindow,
  readBeganAt: Instant,
): Result<Page<ProductSnapshot>, ConnectorError> {
  const after = window.pageToken === null ? 0 : Number(window.pageToken);
  if (!Number.isSafeInteger(after) || after < 0)
    return fail({ kind: 'invalid-input' }, say('memory.reading-restarted'), 'page token');
  const changed = [...shop.products.values()].filter((each) => isWithin(each.changedAt, window));
  const rest = changed.filter(({ number }) => number > after);
  const rows = rest.slice(0, pageSize);
  const items: ProductSnapshot[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const product of rows) {
    if (isReadable(product)) items.push(showProduct(product, shop.currency, readBeganAt));
    else unreadable.push({ id: product.id, problem: 'stock (not a number)' });
  }
  const last = rows.length < rest.length ? rows.at(-1) : undefined;
  return ok({
    items,
    unreadable,
    nextPageToken: last ? String(last.number) : null,
    total: changed.length,
  });
}

function refused(id: string, operation: string): Result<never, ConnectorError> {
  return fail({ kind: 'conflict' }, say('memory.refused', { id }), `${operation}: not as it stands`);
}

/** An order as the toy connector shows it. */
export function showMemoryOrder(
  shop: Pick<MemoryShop, 'totalOf'>,
  order: MemoryOrder,
  readBeganAt: Instant,
): StoreOrderSnapshot {
  const { id, key, status, createdAt, parcels, refunds, request } = order;
  const total =
    request === null
      ? null
      : shop.totalOf(
          sum([...request.lines.map((line) => line.total), request.shippingTotal], request.currency),
        );
  const lines = order.lines.map(({ variantId: storeVariantId, quantity }) => ({ storeVariantId, quantity }));
  return {
    storeOrderId: id,
    number: id,
    key,
    status,
    createdAt,
    readBeganAt,
    lines,
    total,
    parcels,
    refunds,
  };
}

const payload = z.object({ kind: z.enum(['product', 'store-order']), id: z.string().min(1) });

/** A toy delivery: JSON `{kind, id}`, signed in `x-memory-signature`; `ping` is a body of its own. */
function receiveWebhook({ headers, rawBody }: WebhookRequest, secret: string): WebhookVerdict {
  const text = new TextDecoder().decode(rawBody);
  const signature = headers['x-memory-signature'];
  if (signature === undefined) return text === 'ping' ? { kind: 'ping' } : { kind: 'bad-signature' };
  const wanted = Buffer.from(signMemoryWebhook(rawBody, secret));
  const given = Buffer.from(signature);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { kind: 'bad-signature' };
  try {
    const parsed = payload.safeParse(JSON.parse(text));
    if (!parsed.success) return { kind: 'ignored' };
    return { kind: 'hints', hints: [{ kind: parsed.data.kind, entityId: parsed.data.id }] };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** How a toy shop signs what it delivers. */
export function signMemoryWebhook(rawBody: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(rawBody).digest('hex');
}
