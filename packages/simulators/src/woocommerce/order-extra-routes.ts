import { randomBytes } from 'node:crypto';
import { asObjects, asText } from '../json-object.ts';
import type { SimulatedRoute } from '../simulated-route.ts';
import { unknownId } from './api-error.ts';
import { fulfillmentDocument, noteDocument, refundDocument } from './order-document.ts';
import type { FulfillmentRecord, OrderRecord } from './order-record.ts';
import { createRefund } from './order-refund.ts';
import { knownOrder } from './order-routes.ts';
import { queryText } from './php-query.ts';
import { asFlag } from './product-changes.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi, ShopCall } from './shop-route.ts';
import type { Shop } from './shop.ts';

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
      work: (call) => {
        const order = orderOf(shop, call);
        return { status: 201, body: refundDocument(shop, order, createRefund(shop, order, call.body)) };
      },
    }),
  ];
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
