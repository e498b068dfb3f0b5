import type { Instant } from '../domain/instant.ts';
import type { Order } from '../domain/order.ts';
import type { Variant } from '../domain/variant.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { isShippedElsewhere } from '../planning/plan-placement.ts';
import type { StoreOrderRequest } from '../ports/store-connector.ts';
import type { Scope } from './commit.ts';
import { poolOfOrder } from './stock-master.ts';

/** The key that a store order carries, and by which it is found again. */
export function storeOrderKey(order: Order, connectorId: string): string {
  return `${connectorId}:${order.marketplaceOrderId}`;
}

/**
 * What the store is asked to create: the lines that are still wanted, in units of the variants, as the account's policy says. A shop may accept an order for a product that it no longer
 * has, and ship nothing: the channel SKUs of such lines are the error.
 */
export async function makeStoreOrderRequest(
  scope: Scope,
  order: Order,
  sendBy: Instant,
): Promise<Result<StoreOrderRequest, readonly string[]>> {
  const account = await scope.tx.connections.get(order.connectionId);
  if (account === undefined) throw new Error('An order without its channel account');
  const policy = account.orderImport;
  const { buyer, shippingService } = order;
  const lines = order.lines.filter((line) => line.quantity > 0);
  const variants = await scope.tx.variants.getMany(
    lines.flatMap((line) => (line.variantId === null ? [] : [line.variantId])),
  );
  const gone = lines.filter(
    (line) => variants.find((variant) => variant.id === line.variantId)?.goneAt != null,
  );
  if (gone.length > 0) return err(gone.map((line) => line.channelSku));
  return ok({
    key: storeOrderKey(order, account.connector),
    channelName: account.name,
    marketplaceOrderId: order.marketplaceOrderId,
    number: `${policy.numberPrefix}${order.marketplaceOrderId}`,
    tags: policy.tags,
    currency: order.currency,
    lines: lines.map((line) => {
      const variant = variants.find((each) => each.id === line.variantId);
      return {
        item: variant === undefined ? null : itemOf(variant),
        title: line.title,
        quantity: line.quantity * line.unitsPerListing,
        total: line.total,
        tax: line.tax,
      };
    }),
    shippingTotal: order.shippingTotal,
    shippingMethod:
      shippingService === null ? null : (policy.shippingServices[shippingService] ?? shippingService),
    tax: policy.tax,
    status: isShippedElsewhere(order) ? 'shipped' : 'open',
    buyer: buyer === null || policy.buyerEmail === 'use' ? buyer : { ...buyer, email: null },
    locations: (await poolOfOrder(scope, order))?.locations ?? null,
    sendBy,
  });
}

function itemOf({ storeProductId, storeVariantId, sku }: Variant) {
  return { storeProductId, storeVariantId, sku };
}
