/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SellerClient } from './seller-client.ts';
import type { AmazonAnswer } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const FR = 'A13V1IB3VIYZZH';
let now: Date;
let amazon: AmazonSimulator;
let client: SellerClient;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  amazon = await startAmazonSimulator({ clock: () => now, limits: 'off' });
  amazon.seedListing({ sku: 'mug', title: 'Mug', price: '12.30', quantity: 5 });
  amazon.seedListing({ sku: 'pen', price: '1.05', quantity: 5 });
  client = await SellerClient.of(amazon);
});
afterEach(async () => {
  await amazon.close();
});
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};
const search = (query: string): Promise<AmazonAnswer> =>
  client.call('GET', `/orders/2026-01-01/orders?${query}`);
const ids = (answer: AmazonAnswer): string[] =>
  answer.body.orders.map((it: { orderId: string }) => it.orderId);
const SINCE = 'lastUpdatedAfter=2026-11-01T00:00:00Z';

describe('buying', () => {
  test('takes the units from the shown quantity at once, pending or not', () => {
    amazon.placeBuyerOrder({ sku: 'mug', quantity: 2, status: 'PENDING' });
    expect(amazon.listings.quantity(amazon.sellers[0]?.sellerId ?? '', 'mug', 'DEFAULT')).toBe(3);
  });

  test('is refused beyond the shown quantity, and forced sales stand in the list', () => {
    expect(() => amazon.placeBuyerOrder({ sku: 'mug', quantity: 6 })).toThrow('Amazon shows 5 of mug, not 6');
    expect(amazon.buyers.refused).toMatchObject([{ sku: 'mug', wanted: 6, shown: 5 }]);
    const order = amazon.placeBuyerOrder({ sku: 'mug', quantity: 6, force: true });
    expect(amazon.buyers.oversold).toMatchObject([{ sku: 'mug', orderId: order.orderId }]);
    expect(amazon.orders.all()).toHaveLength(1);
  });

  test('a cancelled order shows its units again', () => {
    const order = amazon.placeBuyerOrder({ sku: 'mug', quantity: 2 });
    amazon.cancelOrder(order.orderId);
    expect(amazon.listings.quantity(order.sellerId, 'mug', 'DEFAULT')).toBe(5);
    expect(order.status).toBe('CANCELLED');
  });
});

describe('searchOrders', () => {
  test('needs exactly one window, which ends two minutes before now', async () => {
    const refused = [
      '',
      `${SINCE}&createdAfter=2026-11-01T00:00:00Z`,
      `${SINCE}&createdBefore=2026-11-01T01:00:00Z`,
    ];
    for (const query of [
      ...refused,
      `${SINCE}&lastUpdatedBefore=2026-11-01T09:59:00Z`,
      'createdAfter=yesterday',
    ]) {
      expect(await search(query)).toMatchObject({
        status: 400,
        body: { errors: [{ code: 'InvalidInput', message: 'Invalid Input' }] },
      });
    }
    const fine = await search(`${SINCE}&lastUpdatedBefore=2026-11-01T09:58:00Z`);
    expect(fine).toMatchObject({
      status: 200,
      body: { orders: [], lastUpdatedBefore: '2026-11-01T09:58:00.000Z' },
    });
  });

  test('an order appears when the window has passed it, and again after each change', async () => {
    const { orderId } = amazon.placeBuyerOrder({ sku: 'mug', quantity: 1, status: 'PENDING' });
    later(119_000);
    expect(ids(await search(SINCE))).toEqual([]);
    later(1000);
    expect(ids(await search(SINCE))).toEqual([orderId]);
    later(600_000);
    amazon.moveOrder(orderId, 'UNSHIPPED');
    expect(ids(await search('createdAfter=2026-11-01T00:00:00Z'))).toEqual([orderId]);
    expect(ids(await search(SINCE))).toEqual([]);
    later(120_000);
    expect(ids(await search(`${SINCE}&fulfillmentStatuses=UNSHIPPED,SHIPPED`))).toEqual([orderId]);
    expect(ids(await search(`${SINCE}&fulfillmentStatuses=SHIPPED`))).toEqual([]);
    expect(ids(await search(`${SINCE}&fulfilledBy=AMAZON`))).toEqual([]);
  });

  test('pages with a token that binds the other parameters and lives a day', async () => {
    const placed: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      placed.push(amazon.placeBuyerOrder({ sku: 'pen', quantity: 1 }).orderId);
      later(number === 2 ? 0 : 1000);
    }
    later(120_000);
    const first = await search(`${SINCE}&maxResultsPerPage=2`);
    const token = encodeURIComponent(String(first.body.pagination.nextToken));
    const second = await search(
      `${SINCE}&maxResultsPerPage=2&paginationToken=${token}&includedData=FULFILLMENT`,
    );
    const next = encodeURIComponent(String(second.body.pagination.nextToken));
    const third = await search(`${SINCE}&maxResultsPerPage=2&paginationToken=${next}`);
    expect([...ids(first), ...ids(second), ...ids(third)].sort()).toEqual(placed.sort());
    expect(third.body).not.toHaveProperty('pagination');
    expect((await search(`createdAfter=2026-11-01T00:00:00Z&paginationToken=${token}`)).status).toBe(400);
    expect((await search(`${SINCE}&maxResultsPerPage=101`)).status).toBe(400);
    later(3_500_000);
    client = await SellerClient.of(amazon);
    expect((await search(`${SINCE}&paginationToken=${token}`)).status).toBe(200);
    later(24 * 3_600_000);
    client = await SellerClient.of(amazon);
    expect((await search(`${SINCE}&paginationToken=${token}`)).status).toBe(400);
  });

  test('shows data sets that are asked for, buyer data only with its role', async () => {
    amazon.placeBuyerOrder({
      sku: 'mug',
      quantity: 2,
      shippingPrice: '4.99',
      more: [{ sku: 'pen', quantity: 1 }],
    });
    later(120_000);
    const basic = (await search(SINCE)).body.orders[0];
    expect(Object.keys(basic).sort()).toEqual([
      'createdTime',
      'lastUpdatedTime',
      'orderId',
      'orderItems',
      'salesChannel',
    ]);
    const full = (await search(`${SINCE}&includedData=BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES`)).body
      .orders[0];
    expect(full).toMatchObject({
      proceeds: { grandTotal: { amount: '35.63', currencyCode: 'EUR' } },
      fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT' },
      recipient: { deliveryAddress: { countryCode: 'FR' } },
      orderItems: [
        { product: { sellerSku: 'mug', price: { unitPrice: { amount: '12.30' } } } },
        { quantityOrdered: 1 },
      ],
    });
    amazon.accounts.sellers[0]?.roles.splice(0);
    expect((await search(`${SINCE}&includedData=RECIPIENT`)).status).toBe(403);
    expect((await search(`${SINCE}&includedData=BUYER`)).body.errors[0].code).toBe('Unauthorized');
    expect((await search(`${SINCE}&includedData=PROCEEDS`)).status).toBe(200);
  });

  test('a pending order has neither buyer nor amounts', async () => {
    const { orderId } = amazon.placeBuyerOrder({ sku: 'mug', quantity: 1, status: 'PENDING' });
    const path = `/orders/2026-01-01/orders/${orderId}?includedData=BUYER,RECIPIENT,PROCEEDS,FULFILLMENT`;
    const { order } = (await client.call('GET', path)).body;
    expect(order.fulfillment.fulfillmentStatus).toBe('PENDING');
    expect(order).not.toHaveProperty('recipient');
    expect(order).not.toHaveProperty('proceeds');
  });
});

test('getOrder refuses a malformed id and does not know another', async () => {
  expect((await client.call('GET', '/orders/2026-01-01/orders/12')).status).toBe(400);
  expect((await client.call('GET', '/orders/2026-01-01/orders/404-0000000-0000009')).status).toBe(404);
});

describe('confirmShipment', () => {
  const confirm = (orderId: string, detail: object, marketplaceId = FR): Promise<AmazonAnswer> =>
    client.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, {
      marketplaceId,
      packageDetail: {
        packageReferenceId: '1',
        carrierCode: 'Colissimo',
        trackingNumber: '6A01',
        shipDate: '2026-11-01T10:00:00.000Z',
        ...detail,
      },
    });

  test('ships in parts, and the same reference edits its package', async () => {
    const order = amazon.placeBuyerOrder({ sku: 'mug', quantity: 3 });
    const orderItemId = order.items[0]?.orderItemId ?? '';
    const items = (quantity: number): object => ({ orderItems: [{ orderItemId, quantity }] });
    expect((await confirm(order.orderId, items(1))).status).toBe(204);
    expect(order.status).toBe('PARTIALLY_SHIPPED');
    expect((await confirm(order.orderId, { ...items(2), trackingNumber: '6A02' })).status).toBe(204);
    expect(order.packages).toMatchObject([
      { trackingNumber: '6A02', confirmations: 2, items: [{ quantity: 2 }] },
    ]);
    expect((await confirm(order.orderId, { ...items(2), packageReferenceId: '2' })).status).toBe(400);
    expect((await confirm(order.orderId, { ...items(1), packageReferenceId: '2' })).status).toBe(204);
    expect(order.status).toBe('SHIPPED');
    const shown = await client.call(
      'GET',
      `/orders/2026-01-01/orders/${order.orderId}?includedData=PACKAGES,FULFILLMENT`,
    );
    expect(shown.body.order.packages).toHaveLength(2);
    expect(shown.body.order.orderItems[0].fulfillment).toEqual({
      quantityFulfilled: 3,
      quantityUnfulfilled: 0,
    });
  });

  test('is checked', async () => {
    const order = amazon.placeBuyerOrder({ sku: 'mug', quantity: 1 });
    const orderItems = [{ orderItemId: order.items[0]?.orderItemId, quantity: 1 }];
    const wrong: object[] = [
      { orderItems: [{ orderItemId: '1', quantity: 1 }] },
      { orderItems: [{ ...orderItems[0], quantity: 2 }] },
      { orderItems: [{ ...orderItems[0], quantity: 0 }] },
      { orderItems, packageReferenceId: 'P1' },
      { orderItems, packageReferenceId: '0' },
      { orderItems, shipDate: '02/21/2022' },
      { orderItems, carrierCode: 'Other' },
      { orderItems, carrierCode: '' },
    ];
    for (const detail of wrong) {
      expect(await confirm(order.orderId, detail)).toMatchObject({
        status: 400,
        body: { errors: [{ code: 'Invalid Input', message: 'Invalid Input' }] },
      });
    }
    expect((await confirm(order.orderId, { orderItems }, 'A1PA6795UKMFR9')).status).toBe(400);
    expect((await confirm('404-1', { orderItems })).status).toBe(400);
    expect((await confirm('404-0000000-0000009', { orderItems })).status).toBe(404);
    expect(order.packages).toEqual([]);
    const other = { orderItems, carrierCode: 'Other', carrierName: 'Relais Colis' };
    expect((await confirm(order.orderId, other)).status).toBe(204);
  });

  test('a pending or cancelled order cannot be shipped', async () => {
    const order = amazon.placeBuyerOrder({ sku: 'mug', quantity: 1, status: 'PENDING' });
    const orderItems = [{ orderItemId: order.items[0]?.orderItemId, quantity: 1 }];
    expect((await confirm(order.orderId, { orderItems })).status).toBe(400);
    amazon.cancelOrder(order.orderId);
    expect((await confirm(order.orderId, { orderItems })).status).toBe(400);
  });
});
