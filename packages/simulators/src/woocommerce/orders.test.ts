/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { signedFetch } from './signed-fetch.ts';
import type { JsonAnswer } from './signed-fetch.ts';

const CATALOGUE = parseCatalogue(
  'ID,Type,SKU,Name,Published,Stock,Regular price\n1,simple,mug,Mug,1,5,9.90\n2,simple,pen,Pen,1,3,2.00\n',
);
let shop: WooCommerceSimulator;
beforeEach(async () => {
  shop = await startWooCommerceSimulator({ products: CATALOGUE.products });
});
afterEach(async () => {
  await shop.close();
});
const call = (method: string, path: string, body?: unknown): Promise<JsonAnswer> =>
  signedFetch(shop, method, path, body === undefined ? {} : { body });
const stock = (id = 1): number | undefined => shop.shop.products.get(id)?.stock_quantity;
const line = (quantity: number): unknown => ({ line_items: [{ product_id: 1, quantity }] });

describe('stock follows the status', () => {
  test('pending takes nothing, processing takes once, cancelled gives back', async () => {
    const { body } = await call('POST', '/wc/v3/orders', line(2));
    expect([body.status, stock()]).toEqual(['pending', 5]);
    await call('PUT', `/wc/v3/orders/${body.id}`, { status: 'processing' });
    await call('PUT', `/wc/v3/orders/${body.id}`, { status: 'completed' });
    expect(stock()).toBe(3);
    await call('PUT', `/wc/v3/orders/${body.id}`, { status: 'cancelled' });
    expect(stock()).toBe(5);
  });

  test('set_paid makes it processing; REST sells below zero', async () => {
    const { status, body } = await call('POST', '/wc/v3/orders', { ...(line(7) as object), set_paid: true });
    expect([status, body.status, stock()]).toEqual([201, 'processing', -2]);
    expect(body.date_paid_gmt).not.toBeNull();
  });

  test('20 parallel orders take exactly 20', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        call('POST', '/wc/v3/orders', { ...(line(1) as object), status: 'on-hold' }),
      ),
    );
    expect(stock()).toBe(-15);
  });

  test('with cash on delivery set_paid completes, and beside processing leaves date_paid empty', async () => {
    const alone = await call('POST', '/wc/v3/orders', {
      payment_method: 'cod',
      set_paid: true,
      ...(line(1) as object),
    });
    expect(alone.body.status).toBe('completed');
    const both = await call('POST', '/wc/v3/orders', {
      payment_method: 'cod',
      set_paid: true,
      status: 'processing',
      ...(line(1) as object),
    });
    expect(both.body).toMatchObject({ status: 'processing', date_paid: null });
  });

  test('a refund with restock gives units back', async () => {
    const order = (await call('POST', '/wc/v3/orders', { ...(line(2) as object), set_paid: true })).body;
    const refund = await call('POST', `/wc/v3/orders/${order.id}/refunds`, {
      amount: '9.90',
      api_refund: false,
      line_items: [{ id: order.line_items[0].id, quantity: 1, refund_total: '9.90' }],
    });
    expect(refund.status).toBe(201);
    expect(stock()).toBe(4);
  });
});

describe('taxes', () => {
  test('are computed by the shop: 20 % of 8.33 is 1.67, whatever was sent', async () => {
    const { status, body } = await call('POST', '/wc/v3/orders', {
      billing: { country: 'FR' },
      line_items: [
        {
          product_id: 1,
          quantity: 1,
          subtotal: '8.33',
          total: '8.33',
          total_tax: '1.00',
          taxes: [{ id: 1, total: '1.00' }],
        },
      ],
    });
    expect(status).toBe(201);
    expect(body.line_items[0]).toMatchObject({ total: '8.33', total_tax: '1.67' });
    expect(body).toMatchObject({
      total: '10.00',
      total_tax: '1.67',
      cart_tax: '1.67',
      prices_include_tax: false,
    });
    expect(body.tax_lines[0]).toMatchObject({ tax_total: '1.67', label: 'TVA' });
  });

  test('zero-rate lines, countries without a rate and fees without tax status have none', async () => {
    const zero = await call('POST', '/wc/v3/orders', {
      line_items: [{ product_id: 1, quantity: 1, total: '10', subtotal: '10', tax_class: 'zero-rate' }],
    });
    expect(zero.body.total).toBe('10.00');
    const abroad = await call('POST', '/wc/v3/orders', {
      shipping: { country: 'CH' },
      ...(line(1) as object),
    });
    expect(abroad.body).toMatchObject({ total: '9.90', total_tax: '0.00' });
    const fee = await call('POST', '/wc/v3/orders', {
      fee_lines: [{ name: 'Gross', total: '12.34', tax_status: 'none' }],
      shipping_lines: [{ method_id: 'flat_rate', method_title: 'Flat', total: '5.00' }],
    });
    expect(fee.body).toMatchObject({ total: '18.34', shipping_tax: '1.00' });
  });
});

describe('what the shop accepts', () => {
  test('an unknown product id, but not 0', async () => {
    const unknown = await call('POST', '/wc/v3/orders', {
      line_items: [{ product_id: 4711, quantity: 1, total: '3' }],
    });
    expect([unknown.status, unknown.body.line_items[0].total]).toEqual([201, '3.00']);
    const zero = await call('POST', '/wc/v3/orders', { line_items: [{ product_id: 0, quantity: 1 }] });
    expect(zero).toMatchObject({
      status: 400,
      body: { code: 'woocommerce_rest_required_product_reference' },
    });
    expect(shop.shop.orders.size).toBe(1);
  });

  test('date_created is ignored, created_via is kept and filters', async () => {
    const { body } = await call('POST', '/wc/v3/orders', {
      created_via: 'amazon',
      date_created: '2020-01-01T00:00:00',
    });
    expect(body.date_created.slice(0, 4)).not.toBe('2020');
    await call('POST', '/wc/v3/orders', {});
    const found = await call('GET', '/wc/v3/orders?created_via=amazon');
    expect(found.body.map((it: { id: number }) => it.id)).toEqual([body.id]);
  });

  test('search does not find custom fields, meta_key is ignored', async () => {
    await call('POST', '/wc/v3/orders', { meta_data: [{ key: '_channel_order_id', value: '404-1' }] });
    await call('POST', '/wc/v3/orders', {});
    expect((await call('GET', '/wc/v3/orders?search=404-1')).body).toEqual([]);
    expect(
      (await call('GET', '/wc/v3/orders?meta_key=_channel_order_id&meta_value=404-1')).body,
    ).toHaveLength(2);
  });

  test('an unknown status is a 400', async () => {
    expect((await call('GET', '/wc/v3/orders?status=shipped')).status).toBe(400);
    expect((await call('POST', '/wc/v3/orders', { status: 'shipped' })).status).toBe(400);
  });
});

test('a write of meta alone moves date_modified with HPOS and not with posts', async () => {
  const order = (await call('POST', '/wc/v3/orders', {})).body;
  const stored = shop.shop.orders.get(order.id);
  const before = new Date('2020-01-01T00:00:00Z');
  for (const [storage, moves] of [
    ['posts', false],
    ['hpos', true],
  ] as const) {
    shop.shop.settings.orderStorage = storage;
    if (stored !== undefined) stored.date_modified = before;
    await call('PUT', `/wc/v3/orders/${order.id}`, { meta_data: [{ key: 'a', value: storage }] });
    expect(stored?.date_modified !== before).toBe(moves);
    expect(stored?.meta_data).toHaveLength(1);
  }
});

test('trash keeps an order out of lists, force deletes it', async () => {
  const order = (await call('POST', '/wc/v3/orders', {})).body;
  expect((await call('DELETE', `/wc/v3/orders/${order.id}`)).body.status).toBe('trash');
  expect((await call('GET', '/wc/v3/orders')).body).toEqual([]);
  expect((await call('GET', '/wc/v3/orders?status=trash')).body).toHaveLength(1);
  await call('DELETE', `/wc/v3/orders/${order.id}?force=true`);
  expect((await call('GET', `/wc/v3/orders/${order.id}`)).status).toBe(404);
});

test('notes, fulfillments and the tracking plugin', async () => {
  const order = (await call('POST', '/wc/v3/orders', { ...(line(1) as object), status: 'processing' })).body;
  const path = `/wc/v3/orders/${order.id}`;
  expect((await call('POST', `${path}/notes`, { note: 'Hello' })).body).toMatchObject({ note: 'Hello' });
  expect((await call('POST', `${path}/notes`, {})).body.code).toBe('rest_missing_callback_param');
  expect((await call('GET', `${path}/notes`)).body.length).toBeGreaterThan(1);
  expect(await call('GET', `${path}/fulfillments`)).toMatchObject({
    status: 404,
    body: { code: 'rest_no_route' },
  });
  shop.shop.settings.fulfillmentsEnabled = true;
  expect((await call('POST', `${path}/fulfillments`, {})).body.code).toBe('rest_missing_callback_param');
  const meta = [{ id: 0, key: '_tracking_number', value: 'T1' }];
  const parcel = await call('POST', `${path}/fulfillments`, { is_fulfilled: true, meta_data: meta });
  expect(parcel.body).toMatchObject({
    entity_type: 'WC_Order',
    entity_id: String(order.id),
    is_fulfilled: true,
  });
  const tracking = `/wc-shipment-tracking/v3/orders/${order.id}/shipment-trackings`;
  expect((await call('GET', tracking)).status).toBe(404);
  shop.shop.settings.shipmentTrackingEnabled = true;
  await call('POST', tracking, {
    tracking_provider: 'Colissimo',
    tracking_number: '6A',
    date_shipped: '2026-11-02',
  });
  expect((await call('GET', tracking)).body).toMatchObject([
    { tracking_number: '6A', date_shipped: '1793577600' },
  ]);
});

describe('the world outside the API', () => {
  test('customers buy, staff ships and cancels', async () => {
    const order = shop.operations.sell({ sku: 'mug', quantity: 2 });
    expect([order.created_via, order.status, stock()]).toEqual(['checkout', 'processing', 3]);
    expect(() => shop.operations.sell({ sku: 'mug', quantity: 4 })).toThrow(/has 3 of mug/);
    shop.operations.ship(order.id, { carrier: 'Colissimo', trackingNumber: '6A01' });
    const shown = (await call('GET', `/wc/v3/orders/${order.id}`)).body;
    expect(shown.status).toBe('completed');
    const items = shown.meta_data.find((it: { key: string }) => it.key === '_wc_shipment_tracking_items');
    expect(items.value[0]).toMatchObject({ tracking_provider: 'Colissimo', tracking_number: '6A01' });
    shop.operations.cancel(order.id);
    expect(stock()).toBe(5);
    shop.shop.settings.trackingStyle = 'meta';
    const second = shop.operations.sell({ sku: 'pen', quantity: 1 });
    shop.operations.ship(second.id, { carrier: 'UPS', trackingNumber: '1Z' });
    expect(second.meta_data.map((it) => [it.key, it.value])).toEqual([
      ['_tracking_number', '1Z'],
      ['_tracking_provider', 'UPS'],
    ]);
  });

  test('the merchant edits stock and price', async () => {
    shop.operations.edit({ sku: 'mug' }, { stock: 0, regularPrice: '11.00' });
    expect((await call('GET', '/wc/v3/products/1')).body).toMatchObject({
      price: '11.00',
      stock_status: 'outofstock',
    });
  });
});
