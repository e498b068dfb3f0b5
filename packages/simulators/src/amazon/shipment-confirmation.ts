import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import { AmazonError, invalidInput } from './amazon-error.ts';
import type { AmazonCall } from './amazon-route.ts';
import type { AmazonOrder, AmazonPackage, OrderStore } from './order-store.ts';
import { shippedUnits } from './order-store.ts';

/** Order ids have 3, 7 and 7 digits. */
export const ORDER_ID = /^\d{3}-\d{7}-\d{7}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * v0 `confirmShipment`: records a parcel and moves the order on. The same `packageReferenceId` again edits that
 * package. Answers 204; throws 400 in the words of the official sandbox, 404 for an unknown order.
 */
export function confirmShipment(orders: OrderStore, call: AmazonCall): Answer {
  const orderId = call.params['orderId'] ?? '';
  if (!ORDER_ID.test(orderId)) throw refused('The order id is not in 3-7-7 format');
  const order = orders.find(call.seller.sellerId, orderId);
  if (order === undefined) throw new AmazonError(404, 'NotFound', `The order ${orderId} does not exist.`);
  if (order.fulfilledBy !== 'MERCHANT') throw refused('The order is not fulfilled by the merchant');
  if (!['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'].includes(order.status)) {
    throw refused(`An order in status ${order.status} cannot be shipped`);
  }
  const body = asObject(call.body);
  if (body['marketplaceId'] !== order.marketplaceId)
    throw refused('The marketplaceId is not that of the order');
  const detail = asObject(body['packageDetail']);
  const parcel = readPackage(orders, order, detail);
  order.packages = [
    ...order.packages.filter((it) => it.packageReferenceId !== parcel.packageReferenceId),
    parcel,
  ];
  order.status = order.items.every((it) => shippedUnits(order, it.orderItemId) >= it.quantity)
    ? 'SHIPPED'
    : 'PARTIALLY_SHIPPED';
  orders.touch(order);
  return { status: 204 };
}

function readPackage(orders: OrderStore, order: AmazonOrder, detail: JsonObject): AmazonPackage {
  const reference = asText(detail['packageReferenceId']) ?? '';
  if (!/^[1-9]\d*$/.test(reference)) throw refused('packageReferenceId must be a positive number');
  const carrierCode = asText(detail['carrierCode']) ?? '';
  const carrierName = asText(detail['carrierName']);
  if (carrierCode === '') throw refused('carrierCode is missing');
  if (carrierCode === 'Other' && (carrierName ?? '') === '') {
    throw refused('carrierName is required when carrierCode is Other');
  }
  const shipDate = asText(detail['shipDate']) ?? '';
  if (!ISO_TIME.test(shipDate) || Number.isNaN(Date.parse(shipDate))) {
    throw refused('shipDate must be an ISO 8601 date-time');
  }
  const trackingNumber = asText(detail['trackingNumber']) ?? '';
  if (trackingNumber === '') throw refused('trackingNumber is missing');
  const known = order.packages.find((it) => it.packageReferenceId === reference);
  return {
    packageReferenceId: reference,
    createdTime: known?.createdTime ?? orders.clock(),
    carrierCode,
    carrierName,
    shippingMethod: asText(detail['shippingMethod']),
    trackingNumber,
    shipTime: new Date(shipDate),
    items: readItems(order, detail, known),
    confirmations: (known?.confirmations ?? 0) + 1,
  };
}

function readItems(
  order: AmazonOrder,
  detail: JsonObject,
  edited: AmazonPackage | undefined,
): AmazonPackage['items'] {
  const posted = asObjects(detail['orderItems']);
  if (posted.length === 0) throw refused('orderItems is empty');
  const items = posted.map((it) => ({
    orderItemId: String(it['orderItemId']),
    quantity: Number(it['quantity']),
  }));
  for (const { orderItemId } of items) {
    const ordered = order.items.find((it) => it.orderItemId === orderItemId);
    if (ordered === undefined) throw refused(`The order has no item ${orderItemId}`);
    const here = items.filter((it) => it.orderItemId === orderItemId);
    if (here.some((it) => !Number.isInteger(it.quantity) || it.quantity < 1)) {
      throw refused(`The quantity of item ${orderItemId} must be a whole number of 1 or more`);
    }
    const inEdited = edited?.items.filter((it) => it.orderItemId === orderItemId) ?? [];
    const elsewhere = shippedUnits(order, orderItemId) - units(inEdited);
    if (elsewhere + units(here) > ordered.quantity) {
      throw refused(
        `Item ${orderItemId} has ${ordered.quantity} units, ${elsewhere} of them shipped already`,
      );
    }
  }
  return items;
}

function units(items: readonly { quantity: number }[]): number {
  return items.reduce((total, it) => total + it.quantity, 0);
}

function refused(details: string): AmazonError {
  return invalidInput('ordersV0', details);
}
