import { randomBytes } from 'node:crypto';
import { exact, isDecimalText, money } from '../decimal-text.ts';
import { asObjects, asText } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { unknownId, WooError } from './api-error.ts';
import { fulfillmentDocument, noteDocument, refundDocument } from './order-document.ts';
import type { FulfillmentRecord, OrderRecord, RefundRecord } from './order-record.ts';
import { knownOrder } from './order-routes.ts';
import { moveToStatus } from './order-status.ts';
import { queryText } from './php-query.ts';
import { asFlag } from './product-changes.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi, ShopCall } from './shop-route.ts';
import type { Shop } from './shop.ts';
import { restockUnits } from './stock.ts';

/** Notes, refunds, fulfillments and the Shipment Tracking plugin's route. */
export function orderExtraRoutes(api: ShopApi): SimulatedRoute[] {
  return [...noteRoutes(api), ...refundRoutes(api), ...fulfillmentRoutes(api), ...trackingRoutes(api)];
}

function orderOf(shop: Shop, call: ShopCall): OrderRecord {
  return knownOrder(shop, call.ids['order_id']);
}

function noteRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  const template = '/wc/v3/orders/{order_id}/notes';
  return [
    shopRoute(api, {
      methods: ['GET'],
      template,
      operation: 'notes.list',
      work: (call) => {
        const order = orderOf(shop, call);
        const type = queryText(call.query, 'type') ?? 'any';
        const notes = order.notes.filter(
          (it) => type === 'any' || it.customer_note === (type === 'customer'),
        );
        return { status: 200, body: notes.toReversed().map((it) => noteDocument(shop, order, it)) };
      },
    }),
    shopRoute(api, {
      methods: ['POST'],
      template,
      operation: 'notes.create',
      work: (call) => {
        const order = orderOf(shop, call);
        const note = {
          id: shop.nextItemId(),
          author: asFlag(call.body['added_by_user']) ? 'admin' : 'WooCommerce',
          note: asText(call.body['note']) ?? '',
          customer_note: asFlag(call.body['customer_note']),
          date_created: shop.clock(),
        };
        order.notes.push(note);
        return { status: 201, body: noteDocument(shop, order, note) };
      },
    }),
  ];
}

function refundRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  const template = '/wc/v3/orders/{order_id}/refunds';
  return [
    shopRoute(api, {
      methods: ['GET'],
      template,
      operation: 'refunds.list',
      work: (call) => {
        const order = orderOf(shop, call);
        return { status: 200, body: order.refunds.map((it) => refundDocument(shop, order, it)) };
      },
    }),
    shopRoute(api, {
      methods: ['POST'],
      template,
      operation: 'refunds.create',
      work: (call) => createRefund(shop, orderOf(shop, call), call),
    }),
  ];
}

function createRefund(shop: Shop, order: OrderRecord, { body }: ShopCall): Answer {
  const lines = asObjects(body['line_items']).map((it) => refundedLine(order, it));
  const posted = asText(body['amount']);
  const amount =
    posted !== undefined && isDecimalText(posted)
      ? exact(posted)
      : lines.reduce((total, it) => total.minus(exact(it.total)), exact('0'));
  const refunded = order.refunds.reduce((total, it) => total.plus(exact(it.amount)), exact('0'));
  if (amount.lte(0) || refunded.plus(amount).gt(exact(order.total))) {
    throw new WooError('woocommerce_rest_invalid_order_refund', 'Invalid refund amount.', 400);
  }
  if (body['api_refund'] !== false) {
    const text = 'The payment gateway for this order does not support automatic refunds.';
    throw new WooError('woocommerce_rest_cannot_create_order_refund', text, 500);
  }
  const refund: RefundRecord = {
    id: shop.nextPostId(),
    amount: money(amount),
    reason: asText(body['reason']) ?? '',
    refunded_by: 1,
    line_items: lines,
    meta_data: [],
    date_created: shop.clock(),
  };
  order.refunds.push(refund);
  if (body['api_restock'] !== false) {
    for (const item of asObjects(body['line_items'])) {
      restockUnits(shop, order, Number(item['id']), Number(item['quantity'] ?? 0));
    }
  }
  if (refunded.plus(amount).eq(exact(order.total))) moveToStatus(shop, order, 'refunded');
  shop.saveOrder(order);
  return { status: 201, body: refundDocument(shop, order, refund) };
}

function refundedLine(order: OrderRecord, item: Record<string, unknown>): RefundRecord['line_items'][number] {
  const id = Number(item['id']);
  const line = order.line_items.find((it) => it.id === id) ?? feeOf(order, id);
  if (line === undefined) {
    throw new WooError(
      'woocommerce_rest_invalid_order_refund',
      'Order item ID provided is not associated with order.',
      400,
    );
  }
  const total = asText(item['refund_total']) ?? '0';
  return {
    id: line.id,
    name: line.name,
    product_id: line.product_id,
    variation_id: line.variation_id,
    quantity: -Number(item['quantity'] ?? 0),
    total: exact(total).neg().toFixed(),
  };
}

/** Fees and shipping are given back by their ids as well. */
function feeOf(order: OrderRecord, id: number) {
  const found = [...order.fee_lines, ...order.shipping_lines].find((it) => it.id === id);
  return (
    found && { id, name: 'name' in found ? found.name : found.method_title, product_id: 0, variation_id: 0 }
  );
}

function fulfillmentRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  const template = '/wc/v3/orders/{order_id}/fulfillments';
  const enabled = (): boolean => shop.settings.fulfillmentsEnabled;
  const known = (order: OrderRecord, call: ShopCall): FulfillmentRecord => {
    const found = order.fulfillments.find((it) => it.id === call.ids['fulfillment_id']);
    if (found === undefined) throw unknownId('order_fulfillment');
    return found;
  };
  return [
    shopRoute(api, {
      methods: ['GET'],
      template,
      operation: 'fulfillments.list',
      enabled,
      work: (call) => {
        const order = orderOf(shop, call);
        return { status: 200, body: order.fulfillments.map((it) => fulfillmentDocument(order, it)) };
      },
    }),
    shopRoute(api, {
      methods: ['POST'],
      template,
      operation: 'fulfillments.create',
      enabled,
      work: (call) => {
        const order = orderOf(shop, call);
        const fulfillment = { id: shop.nextItemId(), ...fulfillmentMembers(shop, call) };
        order.fulfillments.push(fulfillment);
        return { status: 201, body: fulfillmentDocument(order, fulfillment) };
      },
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: `${template}/{fulfillment_id}`,
      operation: 'fulfillments.get',
      enabled,
      work: (call) => {
        const order = orderOf(shop, call);
        return { status: 200, body: fulfillmentDocument(order, known(order, call)) };
      },
    }),
    shopRoute(api, {
      methods: ['PUT', 'POST', 'PATCH'],
      template: `${template}/{fulfillment_id}`,
      operation: 'fulfillments.update',
      enabled,
      work: (call) => {
        const order = orderOf(shop, call);
        // Meta keys that the request does not repeat are gone.
        const fulfillment = Object.assign(known(order, call), fulfillmentMembers(shop, call));
        return { status: 200, body: fulfillmentDocument(order, fulfillment) };
      },
    }),
  ];
}

function fulfillmentMembers(shop: Shop, { body }: ShopCall): Omit<FulfillmentRecord, 'id'> {
  const fulfilled = asFlag(body['is_fulfilled']) || body['status'] === 'fulfilled';
  return {
    status: asText(body['status']) ?? (fulfilled ? 'fulfilled' : 'unfulfilled'),
    is_fulfilled: fulfilled,
    meta_data: asObjects(body['meta_data']).map((it) => shop.meta(asText(it['key']) ?? '', it['value'])),
    date_updated: shop.clock(),
  };
}

function trackingRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  const template = '/wc-shipment-tracking/v3/orders/{order_id}/shipment-trackings';
  const enabled = (): boolean => shop.settings.shipmentTrackingEnabled;
  return [
    shopRoute(api, {
      methods: ['GET'],
      template,
      operation: 'trackings.list',
      enabled,
      work: (call) => {
        return { status: 200, body: trackingItems(orderOf(shop, call)) };
      },
    }),
    shopRoute(api, {
      methods: ['POST'],
      template,
      operation: 'trackings.create',
      enabled,
      work: (call) => {
        const order = orderOf(shop, call);
        const item = addTrackingItem(shop, order, {
          carrier: asText(call.body['tracking_provider']) ?? '',
          customCarrier: asText(call.body['custom_tracking_provider']) ?? '',
          customLink: asText(call.body['custom_tracking_link']) ?? '',
          trackingNumber: asText(call.body['tracking_number']) ?? '',
          shippedOn: asText(call.body['date_shipped']),
        });
        shop.saveOrder(order);
        return { status: 201, body: item };
      },
    }),
  ];
}

/** What the Shipment Tracking plugin stores in `_wc_shipment_tracking_items`. */
export interface TrackingInput {
  readonly carrier: string;
  readonly customCarrier: string;
  readonly customLink: string;
  readonly trackingNumber: string;
  /** `YYYY-MM-DD`; today when missing. */
  readonly shippedOn: string | undefined;
}

/** Appends one entry to the order's `_wc_shipment_tracking_items`. */
export function addTrackingItem(
  shop: Shop,
  order: OrderRecord,
  input: TrackingInput,
): Record<string, string> {
  const shipped = input.shippedOn === undefined ? shop.clock() : new Date(`${input.shippedOn}T00:00:00Z`);
  const item = {
    tracking_provider: input.carrier,
    custom_tracking_provider: input.customCarrier,
    custom_tracking_link: input.customLink,
    tracking_number: input.trackingNumber,
    date_shipped: String(Math.floor(shipped.getTime() / 1000)),
    tracking_id: randomBytes(16).toString('hex'),
  };
  const entry = order.meta_data.find((it) => it.key === TRACKING_META);
  if (entry === undefined) order.meta_data.push(shop.meta(TRACKING_META, [item]));
  else entry.value = [...asObjects(entry.value), item];
  return item;
}

const TRACKING_META = '_wc_shipment_tracking_items';

function trackingItems(order: OrderRecord): unknown[] {
  return asObjects(order.meta_data.find((it) => it.key === TRACKING_META)?.value);
}
