import type { Instant } from '../domain/instant.ts';
import type { Order } from '../domain/order.ts';
import type { StoreOrderRequest } from '../ports/connector.ts';
import type { OpenedStore } from '../ports/connectors.ts';
import type { Scope } from './commit.ts';

/** The key that a store order carries, and by which it is found again. */
export function storeOrderKey(order: Order, connectorId: string): string {
  return `${connectorId}:${order.marketplaceOrderId}`;
}

/** The channel SKUs of an order's wanted lines whose product the store no longer has. */
export async function goneSkus(scope: Scope, order: Order): Promise<readonly string[]> {
  const lines = order.lines.filter((line) => line.quantity > 0);
  const variants = await scope.tx.variants.getMany(
    lines.flatMap((line) => (line.variantId === null ? [] : [line.variantId])),
  );
  const gone = new Set(variants.filter((variant) => variant.goneAt !== null).map((variant) => variant.id));
  return lines
    .filter((line) => line.variantId !== null && gone.has(line.variantId))
    .map((line) => line.channelSku);
}

/** What the store is asked to create: the lines that are still wanted, in units of the variants. */
export async function makeStoreOrderRequest(
  scope: Scope,
  store: OpenedStore,
  order: Order,
  sendBy: Instant,
): Promise<StoreOrderRequest> {
  const account = await scope.tx.connections.get(order.connectionId);
  if (account === undefined) throw new Error('An order without its channel account');
  const lines = order.lines.filter((line) => line.quantity > 0);
  const variants = await scope.tx.variants.getMany(
    lines.flatMap((line) => (line.variantId === null ? [] : [line.variantId])),
  );
  return {
    key: storeOrderKey(order, account.connector),
    channelName: account.name,
    marketplaceOrderId: order.marketplaceOrderId,
    currency: order.currency,
    lines: lines.map((line) => {
      const variant = variants.find((each) => each.id === line.variantId);
      if (variant === undefined) throw new Error(`${store.manifest.id}: a ready order has an unlinked line`);
      return {
        storeProductId: variant.storeProductId,
        storeVariantId: variant.storeVariantId,
        sku: variant.sku,
        title: line.title,
        quantity: line.quantity * line.unitsPerListing,
        total: line.total,
      };
    }),
    shippingTotal: order.shippingTotal,
    buyer: order.buyer,
    sendBy,
  };
}
