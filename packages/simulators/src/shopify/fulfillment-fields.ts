import type { AdminContext } from './admin-context.ts';
import { moment } from './admin-context.ts';
import type { ConnectionArguments } from './connection.ts';
import { connection } from './connection.ts';
import { globalId } from './global-id.ts';
import type {
  FulfillmentOrderLineRecord,
  FulfillmentOrderRecord,
  FulfillmentRecord,
  OrderRecord,
} from './order-record.ts';
import { lineOf } from './order-record.ts';

/** A parcel as the schema shows it. */
export function fulfillmentFields(context: AdminContext, order: OrderRecord, it: FulfillmentRecord): unknown {
  const location = context.shop.locations.get(it.locationId);
  return {
    __typename: 'Fulfillment',
    id: globalId('Fulfillment', it.id),
    legacyResourceId: String(it.id),
    name: it.name,
    status: it.status,
    displayStatus: it.status === 'CANCELLED' ? 'CANCELED' : 'FULFILLED',
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    deliveredAt: null,
    requiresShipping: true,
    totalQuantity: it.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    location: location === undefined ? null : () => context.show.location(location),
    order: () => context.show.order(order),
    trackingInfo: ({ first }: { first?: number | null }) => it.tracking.slice(0, first ?? undefined),
    fulfillmentLineItems: (asked: ConnectionArguments) =>
      connection(it.lines, asked, {
        id: ({ id }) => id,
        show: ({ id, lineId, quantity }) => ({
          __typename: 'FulfillmentLineItem',
          id: globalId('FulfillmentLineItem', id),
          quantity,
          lineItem: () => context.show.line(order, lineOf(order, lineId)),
        }),
      }),
  };
}

/** `FulfillmentOrderStatus`: closed once nothing remains of it. */
export function fulfillmentOrderStatus(it: FulfillmentOrderRecord): string {
  if (it.isCancelled) return 'CANCELLED';
  if (it.lines.every(({ remaining }) => remaining === 0)) return 'CLOSED';
  return it.lines.some(({ remaining, total }) => remaining < total) ? 'IN_PROGRESS' : 'OPEN';
}

/** What is to be shipped from one location as the schema shows it. */
export function fulfillmentOrderFields(
  context: AdminContext,
  order: OrderRecord,
  it: FulfillmentOrderRecord,
): unknown {
  const status = fulfillmentOrderStatus(it);
  const location = context.shop.locations.get(it.locationId);
  const actions =
    status === 'OPEN'
      ? ['CREATE_FULFILLMENT', 'MOVE']
      : status === 'IN_PROGRESS'
        ? ['CREATE_FULFILLMENT']
        : [];
  return {
    __typename: 'FulfillmentOrder',
    id: globalId('FulfillmentOrder', it.id),
    status,
    requestStatus: 'UNSUBMITTED',
    supportedActions: actions.map((action) => ({ action })),
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    orderId: globalId('Order', order.id),
    orderName: order.name,
    order: () => context.show.order(order),
    assignedLocation: {
      name: location?.name ?? '',
      countryCode: location?.countryCode ?? 'FR',
      location: location === undefined ? null : () => context.show.location(location),
    },
    lineItems: (asked: ConnectionArguments) =>
      connection(it.lines, asked, {
        id: ({ id }) => id,
        show: (line) => fulfillmentOrderLineFields(context, order, line),
      }),
  };
}

function fulfillmentOrderLineFields(
  context: AdminContext,
  order: OrderRecord,
  it: FulfillmentOrderLineRecord,
): unknown {
  const line = lineOf(order, it.lineId);
  const variant = line.variantId === null ? undefined : context.shop.variants.get(line.variantId);
  return {
    __typename: 'FulfillmentOrderLineItem',
    id: globalId('FulfillmentOrderLineItem', it.id),
    totalQuantity: it.total,
    remainingQuantity: it.remaining,
    requiresShipping: line.requiresShipping,
    sku: line.sku,
    productTitle: line.title,
    variantTitle: line.variantTitle,
    inventoryItemId: variant === undefined ? null : globalId('InventoryItem', variant.inventoryItem.id),
    variant: variant === undefined ? null : () => context.show.variant(variant),
    lineItem: () => context.show.line(order, line),
  };
}
