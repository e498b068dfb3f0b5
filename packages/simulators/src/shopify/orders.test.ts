import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { at, euros, startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

let shop: ShopUnderTest;
beforeEach(async () => {
  shop = await startShopUnderTest();
});
afterEach(() => shop.close());

const define = () =>
  shop.client.ask('SimulatorDefinitionCreate', {
    definition: { ownerType: 'ORDER', namespace: '$app', key: 'key', name: 'Key', type: 'id' },
  });

const orderOf = (quantity: number, more: JsonObject = {}): JsonObject => ({
  lineItems: [{ variantId: shop.lamp.variantId, quantity, priceSet: euros('12.00') }],
  ...more,
});
const create = async (order: JsonObject, inventoryBehaviour?: string): Promise<JsonObject> => {
  const options = inventoryBehaviour === undefined ? null : { inventoryBehaviour };
  const { data, errors } = await shop.client.ask('SimulatorOrderCreate', { order, options });
  expect(errors).toEqual([]);
  return data['orderCreate'] as JsonObject;
};
const created = async (order: JsonObject, behaviour = 'DECREMENT_IGNORING_POLICY'): Promise<JsonObject> => {
  const payload = await create(order, behaviour);
  expect(payload['userErrors']).toEqual([]);
  return payload['order'] as JsonObject;
};
const paid = (amount: string): JsonObject => ({
  transactions: [{ amountSet: euros(amount), kind: 'SALE', status: 'SUCCESS', gateway: 'Amazon' }],
});
const reread = async (id: unknown) =>
  (await shop.client.ask('SimulatorOrder', { id })).data['order'] as JsonObject;

describe('stock of a new order', () => {
  test('none is taken unless it is said', async () => {
    await create(orderOf(3));
    expect(shop.stock(shop.lamp)).toEqual({ available: 20, committed: 0 });
  });

  test('units are committed, and below zero if the policy is ignored', async () => {
    await created(orderOf(25));
    expect(shop.stock(shop.lamp)).toEqual({ available: -5, committed: 25 });
  });

  test('obeying the policy refuses the whole order, and changes nothing', async () => {
    const payload = await create(
      {
        lineItems: [
          { variantId: shop.shirts[0]?.variantId, quantity: 1 },
          { variantId: shop.lamp.variantId, quantity: 15 },
          { variantId: shop.lamp.variantId, quantity: 6 },
        ],
      },
      'DECREMENT_OBEYING_POLICY',
    );
    expect(payload['order']).toBeNull();
    expect(payload['userErrors']).toMatchObject([{ code: 'INVENTORY_CLAIM_FAILED' }]);
    expect(shop.stock(shop.lamp)).toEqual({ available: 20, committed: 0 });
    expect(shop.simulator.hosted.shop.orders.size).toBe(0);
  });

  test('an order that was shipped elsewhere is fulfilled, and takes none', async () => {
    const order = await created(orderOf(2, { fulfillmentStatus: 'FULFILLED' }), 'BYPASS');
    expect((await reread(order['id']))['displayFulfillmentStatus']).toBe('FULFILLED');
    expect(shop.stock(shop.lamp)).toEqual({ available: 20, committed: 0 });
  });
});

describe('the unique key', () => {
  const metafields = [{ namespace: '$app', key: 'key', type: 'id', value: 'AMZ-1' }];
  const identifier = { customId: { namespace: '$app', key: 'key', value: 'AMZ-1' } };

  test('a second order with the same value is refused, and the first is found by it', async () => {
    await define();
    const first = await created(orderOf(1, { metafields }));
    const second = await create(orderOf(1, { metafields }), 'DECREMENT_IGNORING_POLICY');
    expect(second['order']).toBeNull();
    expect(second['userErrors']).toMatchObject([
      { code: 'INVALID', field: ['order', 'metafields', '0', 'value'] },
    ]);
    expect(shop.stock(shop.lamp).committed).toBe(1);
    const { data } = await shop.client.ask('SimulatorOrderByIdentifier', { identifier });
    expect(at(data, 'orderByIdentifier', 'id')).toBe(first['id']);
  });

  test('without a definition it is refused, and nothing can be found by it', async () => {
    const payload = await create(orderOf(1, { metafields }));
    expect(payload['userErrors']).toMatchObject([{ field: ['order', 'metafields', '0', 'type'] }]);
    const { data, errors } = await shop.client.ask('SimulatorOrderByIdentifier', { identifier });
    expect(data['orderByIdentifier']).toBeNull();
    expect(errors).toHaveLength(1);
  });

  test('defining it twice says that it is there', async () => {
    await define();
    expect(at((await define()).data, 'metafieldDefinitionCreate', 'userErrors', 0, 'code')).toBe('TAKEN');
  });
});

describe('money', () => {
  test('what was paid decides the status, unless the order says it', async () => {
    const status = async (more: JsonObject) => (await created(orderOf(1, more)))['displayFinancialStatus'];
    expect(await status({})).toBe('PENDING');
    expect(await status(paid('12.00'))).toBe('PAID');
    expect(await status(paid('5.00'))).toBe('PARTIALLY_PAID');
    expect(await status({ financialStatus: 'PAID' })).toBe('PAID');
  });

  test('taxes are a part of the prices or come on top', async () => {
    const lineItems = [
      {
        title: 'Gift wrap',
        quantity: 3,
        priceSet: euros('10.00'),
        taxLines: [{ title: 'TVA', rate: '0.2', priceSet: euros('5.00') }],
      },
    ];
    const shippingLines = [{ title: 'Standard', priceSet: euros('4.50') }];
    const total = async (taxesIncluded: boolean) =>
      at(await created({ lineItems, shippingLines, taxesIncluded }), 'totalPriceSet', 'shopMoney', 'amount');
    expect(await total(true)).toBe('34.50');
    expect(await total(false)).toBe('39.50');
  });

  test.each([
    ['no lines', {}, ['order', 'lineItems']],
    [
      'a title is missing',
      { lineItems: [{ quantity: 1, priceSet: euros('1') }] },
      ['order', 'lineItems', '0', 'title'],
    ],
    [
      'an unknown variant',
      { lineItems: [{ quantity: 1, variantId: 'gid://shopify/ProductVariant/1' }] },
      ['order', 'lineItems', '0', 'variantId'],
    ],
    [
      'what is not simulated',
      {
        lineItems: [{ title: 'x', quantity: 1, priceSet: euros('1') }],
        userId: 'gid://shopify/StaffMember/1',
      },
      ['order', 'userId'],
    ],
  ])('%s: refused with the field', async (_, order, field) => {
    expect((await create(order))['userErrors']).toMatchObject([{ code: 'INVALID', field }]);
  });
});

describe('cancelling', () => {
  const cancel = (orderId: unknown, restock = true) =>
    shop.client.ask('SimulatorOrderCancel', {
      orderId,
      reason: 'OTHER',
      restock,
      refundMethod: { originalPaymentMethodsRefund: true },
    });

  test('goes on after the answer, gives units and money back, and is refused the second time', async () => {
    shop.simulator.hosted.shop.settings.cancelDelayMs = 60_000;
    const order = await created(orderOf(2, paid('24.00')));
    const { data } = await cancel(order['id']);
    const job = at(data, 'orderCancel', 'job', 'id');
    expect((await reread(order['id']))['cancelledAt']).toBeNull();
    shop.pass(61_000);
    expect(await reread(order['id'])).toMatchObject({
      cancelledAt: '2026-11-20T10:01:01Z',
      displayFinancialStatus: 'REFUNDED',
    });
    expect((await shop.client.ask('SimulatorJob', { id: job })).data).toEqual({
      job: { id: job, done: true },
    });
    expect(shop.stock(shop.lamp)).toEqual({ available: 20, committed: 0 });
    const again = await cancel(order['id']);
    expect(at(again.data, 'orderCancel', 'orderCancelUserErrors', 0, 'code')).toBe('INVALID');
  });

  test('without restocking the units are gone; an unpaid order is voided', async () => {
    const order = await created(orderOf(2));
    await cancel(order['id'], false);
    expect(shop.stock(shop.lamp)).toEqual({ available: 18, committed: 0 });
    expect((await reread(order['id']))['displayFinancialStatus']).toBe('VOIDED');
  });
});

describe('shipping', () => {
  const fulfillmentOrder = async (id: unknown) => {
    const { data } = await shop.client.ask('SimulatorOrderShipping', { id });
    return at(data, 'order', 'fulfillmentOrders', 'nodes', 0) as JsonObject;
  };

  test('a part, then the rest; units leave the committed ones', async () => {
    const order = await created(orderOf(3));
    const part = await fulfillmentOrder(order['id']);
    const ship = (lines: readonly JsonObject[]) =>
      shop.client.ask('SimulatorFulfillmentCreate', {
        fulfillment: {
          lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: part['id'], fulfillmentOrderLineItems: lines }],
          trackingInfo: { company: 'Colissimo', number: '6A12345' },
        },
      });
    const { data } = await ship([{ id: at(part, 'lineItems', 'nodes', 0, 'id'), quantity: 1 }]);
    expect(at(data, 'fulfillmentCreate', 'fulfillment', 'trackingInfo')).toEqual([
      { company: 'Colissimo', number: '6A12345', url: null },
    ]);
    expect((await reread(order['id']))['displayFulfillmentStatus']).toBe('PARTIALLY_FULFILLED');
    await ship([]);
    expect((await reread(order['id']))['displayFulfillmentStatus']).toBe('FULFILLED');
    expect(shop.stock(shop.lamp)).toEqual({ available: 17, committed: 0 });
    expect(at((await ship([])).data, 'fulfillmentCreate', 'userErrors')).toHaveLength(1);
  });

  test('moving a whole fulfillment order takes its units along; a location that does not stock them refuses', async () => {
    const located = await startShopUnderTest({ locations: ['Main', 'Attic', 'Garage'] });
    const { hosted, operations } = located.simulator;
    operations.setStock({ sku: 'LAMP' }, 4, 'Attic');
    const order = operations.sell({ sku: 'LAMP', quantity: 2 });
    const locations = [...hosted.shop.locations.keys()];
    const move = (location = 0) =>
      located.client.ask('SimulatorFulfillmentOrderMove', {
        id: `gid://shopify/FulfillmentOrder/${order.fulfillmentOrders[0]?.id}`,
        newLocationId: `gid://shopify/Location/${location}`,
      });
    const { data } = await move(locations[1]);
    expect(at(data, 'fulfillmentOrderMove', 'userErrors')).toEqual([]);
    expect(operations.variant({ sku: 'LAMP' }).inventoryItem.levels).toMatchObject([
      { available: 20, committed: 0 },
      { available: 2, committed: 2 },
    ]);
    expect(at((await move(locations[2])).data, 'fulfillmentOrderMove', 'userErrors')).toHaveLength(1);
    await located.close();
  });
});

describe('refunds', () => {
  const refund = async (order: JsonObject, more: JsonObject, key = 'k') => {
    const input = { orderId: order['id'], ...more };
    const { data, errors } = await shop.client.ask('SimulatorRefundCreate', { key, input });
    return { payload: data['refundCreate'] as JsonObject, errors };
  };
  const lineOf = (order: JsonObject) => at(order, 'lineItems', 'nodes', 0, 'id');
  const money = (order: JsonObject, amount: string) => ({
    transactions: [{ orderId: order['id'], amount, gateway: 'Amazon', kind: 'REFUND' }],
  });

  test('units that had not left go back on sale, and are no longer to be shipped', async () => {
    const order = await created(orderOf(2, paid('24.00')));
    const refundLineItems = [{ lineItemId: lineOf(order), quantity: 1, restockType: 'CANCEL' }];
    const { payload } = await refund(order, { refundLineItems, ...money(order, '12.00') });
    expect(payload['userErrors']).toEqual([]);
    expect(shop.stock(shop.lamp)).toEqual({ available: 19, committed: 1 });
    const after = await reread(order['id']);
    expect(after['displayFinancialStatus']).toBe('PARTIALLY_REFUNDED');
    expect(at(after, 'lineItems', 'nodes', 0)).toMatchObject({
      refundableQuantity: 1,
      unfulfilledQuantity: 1,
      currentQuantity: 1,
    });
  });

  test('units that left come back by RETURN, and by nothing else', async () => {
    const order = await created(orderOf(2, paid('24.00')));
    const id = Number(order['legacyResourceId']);
    shop.simulator.operations.ship(id, { carrier: 'DHL', trackingNumber: '1' });
    const lines = (restockType: string) => ({
      refundLineItems: [{ lineItemId: lineOf(order), quantity: 1, restockType }],
    });
    expect((await refund(order, lines('CANCEL'), 'a')).payload['userErrors']).toHaveLength(1);
    expect((await refund(order, lines('RETURN'), 'b')).payload['userErrors']).toEqual([]);
    expect(shop.stock(shop.lamp)).toEqual({ available: 19, committed: 0 });
  });

  test('the same key again answers the first refund; other parameters under it are refused', async () => {
    const order = await created(orderOf(2, paid('24.00')));
    const first = await refund(order, money(order, '5.00'));
    const again = await refund(order, money(order, '5.00'));
    const other = await refund(order, money(order, '6.00'));
    expect(at(again.payload, 'refund', 'id')).toBe(at(first.payload, 'refund', 'id'));
    expect(other.payload['refund']).toBeNull();
    expect(other.payload['userErrors']).toHaveLength(1);
    expect((await reread(order['id']))['totalRefundedSet']).toMatchObject({ shopMoney: { amount: '5.00' } });
  });

  test('without a key it is refused, and more than was paid or bought too', async () => {
    const order = await created(orderOf(1, paid('12.00')));
    const bare = 'mutation ($input: RefundInput!) { refundCreate(input: $input) { refund { id } } }';
    const { errors } = await shop.client.ask(bare, { input: { orderId: order['id'], ...money(order, '1') } });
    expect(errors[0]?.message).toContain('@idempotent');
    expect((await refund(order, money(order, '12.01'), 'x')).payload['userErrors']).toHaveLength(1);
    const refundLineItems = [{ lineItemId: lineOf(order), quantity: 2 }];
    expect((await refund(order, { refundLineItems }, 'y')).payload['userErrors']).toHaveLength(1);
  });
});
