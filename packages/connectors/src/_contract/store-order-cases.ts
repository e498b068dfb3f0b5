import { brandId, type StoreOrderId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { expect } from 'vitest';
import { readAll, type OpenedStoreUnderTest as Store } from './open-store.ts';
import { expectFailure, expectOk } from './watched-context.ts';

const longAgo = (store: Store) => plus(store.clock.now(), -60_000);
const unknownOrder = brandId<StoreOrderId>('987654321');

export const storeOrderCases = {
  async 'orders.create: makes an open order, takes its units, and carries its key'(store: Store) {
    const made = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    expect(made).toMatchObject({ key: 'amazon:1', status: 'open', parcels: [] });
    expect(store.levers.stockOf(store.simple.variantId)).toBe(18);
    expect(expectOk(await store.connector.orders.read(made.storeOrderId))).toMatchObject({
      storeOrderId: made.storeOrderId,
      number: made.number,
      key: 'amazon:1',
    });
  },

  async 'orders.create: takes the units of the very variant'(store: Store) {
    const [first, second = store.simple.variantId] = store.varied.variantIds;
    const request = store.request('amazon:1');
    const lines = request.lines.map((line) => ({
      ...line,
      item: { storeProductId: store.varied.productId, storeVariantId: second, sku: null },
    }));
    expectOk(await store.connector.orders.create({ ...request, lines }));
    expect(store.levers.stockOf(second)).toBe(3);
    expect(first === undefined ? 0 : store.levers.stockOf(first)).toBe(5);
  },

  async 'orders.create: works without a buyer'(store: Store) {
    expectOk(await store.connector.orders.create({ ...store.request('amazon:1'), buyer: null }));
  },

  async 'orders.create: the same key twice is one order where the shop has unique keys, and found twice elsewhere'(
    store: Store,
  ) {
    const first = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    const second = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    const found = expectOk(await store.connector.orders.find('amazon:1', longAgo(store)));
    if (store.definition.manifest.orderCreation === 'unique-key') {
      expect(second.storeOrderId).toBe(first.storeOrderId);
      expect(store.levers.stockOf(store.simple.variantId)).toBe(18);
    } else {
      // Oldest first: the first one is the one that counts.
      expect(found.map((order) => order.storeOrderId)).toEqual([first.storeOrderId, second.storeOrderId]);
    }
  },

  async 'orders.create: nothing leaves after sendBy'(store: Store) {
    const request = store.request('amazon:1');
    store.clock.advance(11_000);
    expectFailure(await store.connector.orders.create(request), ['transient'], store.about);
    expect(store.levers.ordersWithKey('amazon:1')).toBe(0);
  },

  async 'orders.find: compares the key exactly'(store: Store) {
    expectOk(await store.connector.orders.create(store.request('amazon:12')));
    expect(expectOk(await store.connector.orders.find('amazon:1', longAgo(store)))).toEqual([]);
    expect(expectOk(await store.connector.orders.find('amazon:12', longAgo(store)))).toHaveLength(1);
    expect(expectOk(await store.connector.orders.find('Amazon:12', longAgo(store)))).toEqual([]);
  },

  async 'orders.find: finds an order created at the very moment, among the many of the shop'(store: Store) {
    for (let count = 0; count < 15; count += 1) store.levers.sell(store.simple.variantId, 1);
    const createdAfter = store.clock.now();
    expectOk(await store.connector.orders.create({ ...store.request('amazon:1') }));
    expect(expectOk(await store.connector.orders.find('amazon:1', createdAfter))).toHaveLength(1);
  },

  async 'orders.find: shows cancelled orders as cancelled'(store: Store) {
    const made = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(expectOk(await store.connector.orders.find('amazon:1', longAgo(store)))).toMatchObject([
      { storeOrderId: made.storeOrderId, status: 'cancelled' },
    ]);
  },

  async 'orders.cancel: puts the units back, once'(store: Store) {
    const made = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(store.levers.stockOf(store.simple.variantId)).toBe(20);
    expect(store.levers.ordersWithKey('amazon:1')).toBe(0);
  },

  async 'orders.cancel: an order that never was is not found'(store: Store) {
    expectFailure(await store.connector.orders.cancel(unknownOrder), ['not-found'], store.about);
  },

  async 'orders.read: an order that never was is null'(store: Store) {
    expect(expectOk(await store.connector.orders.read(unknownOrder))).toBeNull();
  },

  async 'orders: a shipped order shows its parcel, read by itself or as a change'(store: Store) {
    const made = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    store.clock.advance(120_000);
    const from = store.clock.now();
    store.levers.ship(made.storeOrderId, { carrier: 'Colissimo', trackingNumber: '6A12345678901' });
    const shipped = {
      storeOrderId: made.storeOrderId,
      key: 'amazon:1',
      status: 'shipped',
      parcels: [{ carrier: 'Colissimo', trackingNumber: '6A12345678901' }],
    };
    const one = expectOk(await store.connector.orders.read(made.storeOrderId));
    expect(one).toMatchObject(shipped);
    // All that was ordered, said or unsaid.
    const held = one?.parcels[0]?.lines;
    expect(held ?? one?.lines).toEqual([{ storeVariantId: store.simple.variantId, quantity: 2 }]);
    const window = { from, until: plus(store.clock.now(), 5_000) };
    const changed = await readAll((each) => store.connector.orders.changed(each), window);
    expect(changed.items).toMatchObject([shipped]);
    // The parcel is the same one in every read: by its id it is confirmed once.
    expect(changed.items[0]?.parcels[0]?.id).toBe(one?.parcels[0]?.id);
  },

  async 'orders.changed: page by page, nothing twice and nothing missing'(store: Store) {
    for (let count = 0; count < 15; count += 1) store.levers.sell(store.simple.variantId, 1);
    const window = { from: longAgo(store), until: plus(store.clock.now(), 5_000) };
    const read = await readAll((each) => store.connector.orders.changed(each), window);
    expect(new Set(read.items.map((order) => order.storeOrderId)).size).toBe(15);
    expect(read.items.every((order) => order.key === null)).toBe(true);
  },
};
