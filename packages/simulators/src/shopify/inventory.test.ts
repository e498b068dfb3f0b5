import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { at, startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

let shop: ShopUnderTest;
beforeEach(async () => {
  shop = await startShopUnderTest();
});
afterEach(() => shop.close());

const set = async (quantity: JsonObject, key = 'key', more: JsonObject = {}) => {
  const { inventoryItemId } = shop.lamp;
  const quantities = [{ inventoryItemId, locationId: shop.locationId, ...quantity }];
  const input = { name: 'available', reason: 'correction', quantities, ...more };
  const { data, errors } = await shop.client.ask('SimulatorSetQuantities', { key, input });
  return { payload: data['inventorySetQuantities'] as JsonObject, errors };
};
const codes = (payload: JsonObject) => at(payload, 'userErrors', 0, 'code');

test('sets what can be sold if it is what was said, and says what changed', async () => {
  const { payload } = await set({ quantity: 7, changeFromQuantity: 20 });
  expect(at(payload, 'inventoryAdjustmentGroup', 'changes', 0)).toMatchObject({
    delta: -13,
    quantityAfterChange: 7,
    name: 'available',
  });
  expect(shop.stock(shop.lamp).available).toBe(7);
});

test('anything else there is stale, and nothing is set; null skips the comparison', async () => {
  shop.simulator.operations.sell({ sku: 'LAMP', quantity: 1 });
  expect(codes((await set({ quantity: 7, changeFromQuantity: 20 }, 'a')).payload)).toBe(
    'CHANGE_FROM_QUANTITY_STALE',
  );
  expect(shop.stock(shop.lamp).available).toBe(19);
  await set({ quantity: 7, changeFromQuantity: null }, 'b');
  expect(shop.stock(shop.lamp).available).toBe(7);
});

test('one of them must be said', async () => {
  expect(codes((await set({ quantity: 7 })).payload)).toBe('COMPARE_QUANTITY_REQUIRED');
});

test('on_hand contains what is committed', async () => {
  shop.simulator.operations.sell({ sku: 'LAMP', quantity: 3 });
  await set({ quantity: 10, changeFromQuantity: 20 }, 'key', { name: 'on_hand' });
  expect(shop.stock(shop.lamp)).toEqual({ available: 7, committed: 3 });
});

test('the same key answers the first time again, and does nothing', async () => {
  await set({ quantity: 7, changeFromQuantity: 20 });
  shop.simulator.operations.setStock({ sku: 'LAMP' }, 50);
  const { payload } = await set({ quantity: 7, changeFromQuantity: 20 });
  expect(payload['userErrors']).toEqual([]);
  expect(shop.stock(shop.lamp).available).toBe(50);
  expect(codes((await set({ quantity: 8, changeFromQuantity: 20 })).payload)).toBe(
    'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
  );
});

test('a key is kept for a day', async () => {
  await set({ quantity: 7, changeFromQuantity: 20 });
  shop.pass(25 * 3_600_000);
  shop.client.token = shop.simulator.platform.issueTokens('quayside-demo.myshopify.com').accessToken;
  expect(codes((await set({ quantity: 7, changeFromQuantity: 20 })).payload)).toBe(
    'CHANGE_FROM_QUANTITY_STALE',
  );
});

test.each([
  ['an unknown reason', {}, { reason: 'because' }, 'INVALID_REASON'],
  ['an unknown name', {}, { name: 'incoming' }, 'INVALID_NAME'],
  ['an unknown item', { inventoryItemId: 'gid://shopify/InventoryItem/1' }, {}, 'INVALID_INVENTORY_ITEM'],
  ['an unknown location', { locationId: 'gid://shopify/Location/1' }, {}, 'INVALID_LOCATION'],
])('%s is refused', async (_, quantity, more, code) => {
  const { payload } = await set({ quantity: 1, changeFromQuantity: null, ...quantity }, 'key', more);
  expect(codes(payload)).toBe(code);
});

test('adjusting adds to what is there', async () => {
  const { inventoryItemId } = shop.lamp;
  const changes = [{ inventoryItemId, locationId: shop.locationId, delta: -4 }];
  const input = { name: 'available', reason: 'correction', changes };
  const { errors } = await shop.client.ask('SimulatorAdjustQuantities', { key: 'k', input });
  expect(errors).toEqual([]);
  expect(shop.stock(shop.lamp).available).toBe(16);
});

test('levels are shown with available, committed and on hand', async () => {
  shop.simulator.operations.sell({ sku: 'LAMP', quantity: 2 });
  const { data, errors } = await shop.client.ask('SimulatorInventoryItem', { id: shop.lamp.inventoryItemId });
  expect(errors).toEqual([]);
  expect(at(data, 'inventoryItem', 'inventoryLevels', 'nodes', 0, 'quantities')).toMatchObject([
    { name: 'available', quantity: 18 },
    { name: 'committed', quantity: 2 },
    { name: 'on_hand', quantity: 20 },
  ]);
});
