import { exact, money, sum } from '../decimal-text.ts';
import type { JsonObject } from '../json-object.ts';
import { amountIn } from './listing-document.ts';
import { marketplaceById } from './marketplaces.ts';
import type { AmazonOrder, AmazonOrderItem, AmazonPackage } from './order-store.ts';
import { shippedUnits } from './order-store.ts';

const DAY_MS = 86_400_000;

/**
 * An order as Orders 2026-01-01 shows it. Everything beyond the basic order and its items needs its name in
 * `includedData`. While payment is pending there is no buyer, address or amount yet.
 */
export function amazonOrderDocument(order: AmazonOrder, included: readonly string[]): JsonObject {
  const pending = order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY';
  const has = (name: string): boolean => included.includes(name);
  const store = marketplaceById(order.marketplaceId);
  return {
    orderId: order.orderId,
    createdTime: order.createdTime.toISOString(),
    lastUpdatedTime: order.lastUpdatedTime.toISOString(),
    ...(order.programs.length > 0 ? { programs: order.programs } : {}),
    salesChannel: {
      channelName: 'AMAZON',
      marketplaceId: order.marketplaceId,
      ...(store === undefined ? {} : { marketplaceName: store.name }),
    },
    ...(has('BUYER') && !pending
      ? { buyer: { buyerName: order.buyer.name, buyerEmail: order.buyer.email } }
      : {}),
    ...(has('RECIPIENT') && !pending ? { recipient: { deliveryAddress: order.address } } : {}),
    ...(has('PROCEEDS') && !pending ? { proceeds: proceeds(order) } : {}),
    ...(has('PAYMENT') && !pending
      ? {
          payment: { paymentExecutions: [{ paymentMethod: 'CreditCard', paymentAmount: grandTotal(order) }] },
        }
      : {}),
    ...(has('FULFILLMENT') ? { fulfillment: fulfillment(order) } : {}),
    orderItems: order.items.map((it) => itemDocument(order, it, included, pending)),
    ...(has('PACKAGES') && order.fulfilledBy === 'MERCHANT'
      ? { packages: order.packages.map(packageDocument) }
      : {}),
  };
}

function itemDocument(
  order: AmazonOrder,
  item: AmazonOrderItem,
  included: readonly string[],
  pending: boolean,
): JsonObject {
  const shipped =
    order.fulfilledBy === 'AMAZON' && order.status === 'SHIPPED'
      ? item.quantity
      : shippedUnits(order, item.orderItemId);
  const cancelled = order.status === 'CANCELLED';
  return {
    orderItemId: item.orderItemId,
    quantityOrdered: item.quantity,
    product: {
      asin: item.asin,
      title: item.title,
      sellerSku: item.sku,
      condition: { conditionType: 'NEW', conditionSubtype: 'NEW' },
      ...(pending ? {} : { price: { unitPrice: amountIn(order.currency, item.unitPrice) } }),
    },
    ...(included.includes('PROCEEDS') && !pending ? { proceeds: itemProceeds(order, item) } : {}),
    ...(included.includes('FULFILLMENT')
      ? {
          fulfillment: {
            quantityFulfilled: shipped,
            quantityUnfulfilled: cancelled ? 0 : item.quantity - shipped,
          },
        }
      : {}),
    ...(included.includes('CANCELLATION') && cancelled
      ? {
          cancellation: {
            cancellationExecution: { cancelledBy: 'BUYER', cancelReason: item.cancelReason ?? '' },
          },
        }
      : {}),
  };
}

function itemTotal(item: AmazonOrderItem): string {
  return money(exact(item.unitPrice).times(item.quantity));
}

function grandTotal(order: AmazonOrder): JsonObject {
  const parts = order.items.flatMap((it) => [exact(itemTotal(it)), exact(it.shippingPrice)]);
  return amountIn(order.currency, sum(parts).toFixed());
}

function proceeds(order: AmazonOrder): JsonObject {
  const items = sum(order.items.map((it) => exact(itemTotal(it))));
  const shipping = sum(order.items.map((it) => exact(it.shippingPrice)));
  return {
    grandTotal: grandTotal(order),
    breakdowns: [
      { type: 'ITEM', subtotal: amountIn(order.currency, items.toFixed()) },
      ...(shipping.isZero()
        ? []
        : [{ type: 'SHIPPING', subtotal: amountIn(order.currency, shipping.toFixed()) }]),
    ],
  };
}

function itemProceeds(order: AmazonOrder, item: AmazonOrderItem): JsonObject {
  const shipping = exact(item.shippingPrice);
  const total = exact(itemTotal(item)).plus(shipping);
  return {
    proceedsTotal: amountIn(order.currency, total.toFixed()),
    breakdowns: [
      { type: 'ITEM', subtotal: amountIn(order.currency, itemTotal(item)) },
      ...(shipping.isZero()
        ? []
        : [{ type: 'SHIPPING', subtotal: amountIn(order.currency, shipping.toFixed()) }]),
    ],
  };
}

function fulfillment(order: AmazonOrder): JsonObject {
  const placed = order.createdTime.getTime();
  const after = (days: number): string => new Date(placed + days * DAY_MS).toISOString();
  return {
    fulfillmentStatus: order.status,
    fulfilledBy: order.fulfilledBy,
    fulfillmentServiceLevel: order.serviceLevel,
    shipByWindow: { earliestDateTime: after(0), latestDateTime: after(2) },
    deliverByWindow: { earliestDateTime: after(3), latestDateTime: after(6) },
  };
}

function packageDocument(it: AmazonPackage): JsonObject {
  return {
    packageReferenceId: it.packageReferenceId,
    createdTime: it.createdTime.toISOString(),
    packageStatus: { status: 'SHIPPED' },
    carrier: it.carrierName ?? it.carrierCode,
    shipTime: it.shipTime.toISOString(),
    ...(it.shippingMethod === undefined ? {} : { shippingService: it.shippingMethod }),
    trackingNumber: it.trackingNumber,
    packageItems: it.items,
  };
}
