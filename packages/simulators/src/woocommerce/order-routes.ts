import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { unknownId } from './api-error.ts';
import { runBatch } from './batch.ts';
import { filtered, pageAnswer, sorted } from './listing.ts';
import { applyOrderChanges, asksForPayment, touchesOnlyMeta } from './order-changes.ts';
import { orderDocument } from './order-document.ts';
import type { OrderRecord } from './order-record.ts';
import { blankAddress } from './order-record.ts';
import { moveToStatus, payOrder } from './order-status.ts';
import type { PhpArray } from './php-query.ts';
import { queryFlag, queryIds, queryList, queryText } from './php-query.ts';
import { asFlag } from './product-changes.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi } from './shop-route.ts';
import type { Shop } from './shop.ts';

/** `/orders`, `/orders/{id}` and `/orders/batch`. */
export function orderRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  return [
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/orders',
      operation: 'orders.list',
      work: ({ query }) => listOrders(shop, query),
    }),
    shopRoute(api, {
      methods: ['POST'],
      template: '/wc/v3/orders',
      operation: 'orders.create',
      work: ({ body }) => ({ status: 201, body: orderDocument(shop, createOrder(shop, body, 'rest-api')) }),
    }),
    shopRoute(api, {
      methods: ['POST', 'PUT', 'PATCH'],
      template: '/wc/v3/orders/batch',
      operation: 'orders.batch',
      unchecked: true,
      work: ({ body }) =>
        runBatch(body, {
          create: (item) => orderDocument(shop, createOrder(shop, item, 'rest-api')),
          update: (id, item) => orderDocument(shop, updateOrder(shop, knownOrder(shop, id), item)),
          remove: (id) => removeOrder(shop, id, true),
        }),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/orders/{id}',
      operation: 'orders.get',
      work: ({ ids }) => ({ status: 200, body: orderDocument(shop, knownOrder(shop, ids['id'])) }),
    }),
    shopRoute(api, {
      methods: ['PUT', 'POST', 'PATCH'],
      template: '/wc/v3/orders/{id}',
      operation: 'orders.update',
      work: ({ ids, body }) => ({
        status: 200,
        body: orderDocument(shop, updateOrder(shop, knownOrder(shop, ids['id']), body)),
      }),
    }),
    shopRoute(api, {
      methods: ['DELETE'],
      template: '/wc/v3/orders/{id}',
      operation: 'orders.delete',
      work: ({ ids, query, body }) => ({
        status: 200,
        body: removeOrder(shop, ids['id'], queryFlag(query, 'force') === true || asFlag(body['force'])),
      }),
    }),
  ];
}

/** The order with this id. Throws 404. */
export function knownOrder(shop: Shop, id: number | undefined): OrderRecord {
  const order = shop.orders.get(id ?? 0);
  if (order === undefined) throw unknownId('shop_order');
  return order;
}

/** Creates an order from a request. Throws before anything is stored when a line is refused. */
export function createOrder(shop: Shop, body: JsonObject, createdVia: string): OrderRecord {
  const now = shop.clock();
  const order: OrderRecord = {
    id: 0,
    parent_id: 0,
    order_key: shop.orderKey(),
    created_via: createdVia,
    status: 'pending',
    currency: shop.settings.currency,
    prices_include_tax: shop.settings.pricesIncludeTax,
    customer_id: 0,
    customer_note: '',
    billing: { ...blankAddress(), email: '', phone: '' },
    shipping: { ...blankAddress(), phone: '' },
    payment_method: '',
    payment_method_title: '',
    transaction_id: '',
    date_created: now,
    date_modified: now,
    date_paid: null,
    date_completed: null,
    meta_data: [],
    line_items: [],
    shipping_lines: [],
    fee_lines: [],
    tax_lines: [],
    discount_total: '0.00',
    discount_tax: '0.00',
    shipping_total: '0.00',
    shipping_tax: '0.00',
    cart_tax: '0.00',
    total: '0.00',
    total_tax: '0.00',
    stockReduced: false,
    refunds: [],
    notes: [],
    fulfillments: [],
  };
  applyOrderChanges(shop, order, body);
  order.id = shop.nextPostId();
  shop.orders.set(order.id, order);
  shop.emit({ resource: 'order', event: 'created', id: order.id });
  if (typeof body['status'] === 'string') moveToStatus(shop, order, body['status']);
  if (asksForPayment(body)) {
    payOrder(shop, order);
    shop.saveOrder(order);
  }
  return order;
}

/** Writes a request into an order. */
function updateOrder(shop: Shop, order: OrderRecord, body: JsonObject): OrderRecord {
  const before = order.date_modified;
  applyOrderChanges(shop, order, body);
  if (typeof body['status'] === 'string') moveToStatus(shop, order, body['status']);
  if (asksForPayment(body)) payOrder(shop, order);
  shop.saveOrder(order);
  if (shop.settings.orderStorage === 'posts' && touchesOnlyMeta(body)) order.date_modified = before;
  return order;
}

/** Trashes an order, which tells webhooks, or deletes it for good. Stock stays as it is. */
export function discardOrder(shop: Shop, order: OrderRecord, force: boolean): void {
  if (force) {
    shop.orders.delete(order.id);
    return;
  }
  order.status = 'trash';
  order.date_modified = shop.clock();
  shop.emit({ resource: 'order', event: 'deleted', id: order.id });
}

function removeOrder(shop: Shop, id: number | undefined, force: boolean): JsonObject {
  const order = knownOrder(shop, id);
  const document = orderDocument(shop, order);
  discardOrder(shop, order, force);
  return force ? document : orderDocument(shop, order);
}

/** Custom fields cannot be searched: `search` looks at id, names, e-mail and lines, `meta_key` is ignored (observed). */
function listOrders(shop: Shop, query: PhpArray): Answer {
  const statuses = queryList(query, 'status') ?? ['any'];
  const createdVia = queryList(query, 'created_via');
  const customer = queryText(query, 'customer');
  const product = queryText(query, 'product');
  const search = queryText(query, 'search')?.toLowerCase();
  const parents = queryIds(query, 'parent');
  const matches = filtered(shop, shop.orders.values(), query).filter(
    (it) =>
      (statuses.includes('any') ? it.status !== 'trash' : statuses.includes(it.status)) &&
      (createdVia === undefined || createdVia.includes(it.created_via)) &&
      (customer === undefined || it.customer_id === Number(customer)) &&
      (parents === undefined || parents.includes(it.parent_id)) &&
      (product === undefined || it.line_items.some((line) => line.product_id === Number(product))) &&
      (search === undefined || searchText(it).includes(search)),
  );
  const items = sorted(matches, query, (it) => String(it.id));
  return pageAnswer(shop, '/wc/v3/orders', query, items, (it) => orderDocument(shop, it));
}

function searchText(order: OrderRecord): string {
  const address = [...Object.values({ ...order.billing }), ...Object.values({ ...order.shipping })];
  return [order.id, ...address, ...order.line_items.map((it) => it.name)].join(' ').toLowerCase();
}
