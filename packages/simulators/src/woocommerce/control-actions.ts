import { z } from 'zod';
import type { CallLedger } from '../call-ledger.ts';
import type { ControlAction } from '../control-server.ts';
import { withoutUndefined } from '../control-server.ts';
import type { JsonObject } from '../json-object.ts';
import type { RestKey } from './oauth.ts';
import { orderDocument } from './order-document.ts';
import type { OrderRecord } from './order-record.ts';
import { currentPrice, productDocument, variationName } from './product-document.ts';
import type { ProductRecord } from './product-record.ts';
import type { ShopOperations } from './shop-operations.ts';
import type { Shop } from './shop.ts';
import { stockKeeper, stockStatusOf } from './stock.ts';
import type { WebhookQueue } from './webhooks.ts';

/** The parts of a simulated shop that its control API drives. */
export interface WooControlParts {
  readonly shop: Shop;
  readonly key: RestKey;
  readonly operations: ShopOperations;
  readonly webhooks: WebhookQueue;
  readonly calls: CallLedger;
}

const TARGET = { sku: z.string().optional(), productId: z.int().optional() };
const SALE = z.strictObject({ ...TARGET, quantity: z.int().positive(), status: z.string().optional() });
const SHIPMENT = z.strictObject({
  orderId: z.int(),
  carrier: z.string(),
  trackingNumber: z.string(),
  trackingUrl: z.string().optional(),
});
const EDIT = z.strictObject({
  ...TARGET,
  stock: z.int().optional(),
  regularPrice: z.string().optional(),
  salePrice: z.string().optional(),
  name: z.string().optional(),
  status: z.string().optional(),
  manageStock: z.boolean().optional(),
});
const ORDER = z.strictObject({ orderId: z.int(), force: z.boolean().optional() });
const PRODUCT = z.strictObject({ ...TARGET, force: z.boolean().optional() });
const SETTINGS = z.strictObject({
  name: z.string().optional(),
  gmtOffsetMinutes: z.int().optional(),
  pricesIncludeTax: z.boolean().optional(),
  priceDecimalSign: z.enum(['.', ',']).optional(),
  orderStorage: z.enum(['hpos', 'posts']).optional(),
  trackingStyle: z.enum(['shipment-tracking', 'meta', 'fulfillments', 'note']).optional(),
  fulfillmentsEnabled: z.boolean().optional(),
  costOfGoodsEnabled: z.boolean().optional(),
  shipmentTrackingEnabled: z.boolean().optional(),
  variationTouchesParent: z.boolean().optional(),
  allowLoopbackWebhooks: z.boolean().optional(),
  webhookIntervalMs: z.int().positive().optional(),
});
const RAW = z.strictObject({ ...TARGET, members: z.record(z.string(), z.unknown()) });
const KEY = z.strictObject({ permissions: z.enum(['read', 'write', 'read_write']) });

/** The actions of a shop's control API by name. */
export function wooControlActions(parts: WooControlParts): Record<string, ControlAction> {
  const { shop, key, operations, webhooks, calls } = parts;
  return {
    state: () => wooState(parts),
    sell: (input) => orderDocument(shop, operations.sell(withoutUndefined(SALE.parse(input)))),
    ship: (input) => {
      const { orderId, ...shipment } = SHIPMENT.parse(input);
      return orderDocument(shop, operations.ship(orderId, withoutUndefined(shipment)));
    },
    cancel: (input) => orderDocument(shop, operations.cancel(ORDER.parse(input).orderId)),
    'delete-order': (input) => {
      const { orderId, force } = ORDER.parse(input);
      operations.deleteOrder(orderId, force);
    },
    edit: (input) => {
      const { sku, productId, ...edit } = EDIT.parse(input);
      return productDocument(
        shop,
        operations.edit(withoutUndefined({ sku, productId }), withoutUndefined(edit)),
      );
    },
    'delete-product': (input) => {
      const { force, ...target } = PRODUCT.parse(input);
      operations.deleteProduct(withoutUndefined(target), force);
    },
    'write-raw': (input) => {
      const { members, ...target } = RAW.parse(input);
      return productDocument(shop, operations.writeRaw(withoutUndefined(target), members));
    },
    'deliver-webhooks': async () => {
      await webhooks.run();
    },
    'webhook-attempts': () => webhooks.attempts,
    revoke: () => {
      key.revoked = true;
    },
    restore: () => {
      key.revoked = false;
    },
    permissions: (input) => {
      key.permissions = KEY.parse(input).permissions;
    },
    settings: (input) => {
      Object.assign(shop.settings, withoutUndefined(SETTINGS.parse(input)));
      webhooks.start();
      return shop.settings;
    },
    calls: () => calls.dump(),
  };
}

/** What `state` answers: enough to compare a shop with what the engine believes. */
export interface WooCommerceState {
  readonly products: readonly WooCommerceProductState[];
  /** Orders as the REST API shows them, all statuses, oldest first. */
  readonly orders: readonly JsonObject[];
  readonly webhooks: readonly {
    readonly id: number;
    readonly topic: string;
    readonly status: string;
    readonly failureCount: number;
    readonly deliveryUrl: string;
  }[];
  readonly pendingDeliveries: number;
  readonly calls: ReturnType<CallLedger['dump']>;
  readonly throttled: number;
}

/** A product or variation in a state dump. */
export interface WooCommerceProductState {
  readonly id: number;
  readonly parentId: number;
  readonly type: string;
  readonly status: string;
  readonly sku: string;
  readonly name: string;
  readonly price: string;
  /** Undefined when the shop does not count its stock. */
  readonly stock?: number;
  readonly stockStatus: string;
}

function wooState({ shop, webhooks, calls }: WooControlParts): WooCommerceState {
  return {
    products: [...shop.products.values()].map((it) => productState(shop, it)),
    orders: [...shop.orders.values()].map((it: OrderRecord) => orderDocument(shop, it)),
    webhooks: [...webhooks.records.values()].map((it) => ({
      id: it.id,
      topic: it.topic,
      status: it.status,
      failureCount: it.failure_count,
      deliveryUrl: it.delivery_url,
    })),
    pendingDeliveries: webhooks.pending,
    calls: calls.dump(),
    throttled: calls.throttled,
  };
}

function productState(shop: Shop, product: ProductRecord): WooCommerceProductState {
  const stock = stockKeeper(shop, product)?.stock_quantity;
  return {
    id: product.id,
    parentId: product.parent_id,
    type: product.type,
    status: product.status,
    sku: product.sku,
    name: nameOf(shop, product),
    price: currentPrice(shop, product),
    ...(typeof stock === 'number' ? { stock } : {}),
    stockStatus: stockStatusOf(shop, product),
  };
}

/** Variations are told by their own part, which is shorter. */
function nameOf(shop: Shop, product: ProductRecord): string {
  if (product.type !== 'variation') return product.name;
  return variationName(product) || (shop.products.get(product.parent_id)?.name ?? '');
}
