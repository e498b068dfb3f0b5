import type { StoreOrderId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Answer } from '@quayside/core/ports/connector';
import type { StoreRefundRequest } from '@quayside/core/ports/store-connector';
import { expect } from 'vitest';
import { readAll, type OpenedStoreUnderTest as Store } from './open-store.ts';
import { expectFailure, expectOk } from './watched-context.ts';

/** An order of two units of the simple product, at 9.99 each. */
async function placed(store: Store): Promise<StoreOrderId> {
  return expectOk(await store.connector.orders.create(store.request('amazon:1'))).storeOrderId;
}

function refund(store: Store, request: StoreRefundRequest): Answer<void> {
  const { orders } = store.connector;
  if (orders.refund === undefined) throw new Error('A store that takes no refunds names this case as a gap');
  return orders.refund(request);
}

const one = (store: Store, storeOrderId: StoreOrderId, changes: Partial<StoreRefundRequest> = {}) => ({
  key: 'refund/R-1',
  storeOrderId,
  lines: [
    {
      storeVariantId: store.simple.variantId,
      quantity: 1,
      total: { amount: '9.99', currency: store.currency },
      tax: null,
    },
  ],
  shipping: null,
  isRestocked: true,
  sendBy: plus(store.clock.now(), 10_000),
  ...changes,
});

async function refundsOf(store: Store, id: StoreOrderId) {
  return expectOk(await store.connector.orders.read(id))?.refunds ?? [];
}

export const storeRefundCases = {
  'orders.refund: is there where the manifest says so'(store: Store) {
    const isThere = store.connector.orders.refund !== undefined;
    expect(isThere).toBe(store.definition.manifest.orders.takesRefunds);
    return Promise.resolve();
  },

  async 'orders.refund: gives a unit back, once under one key, and shows it under the key'(store: Store) {
    const id = await placed(store);
    expectOk(await refund(store, one(store, id)));
    expectOk(await refund(store, one(store, id)));
    expect(store.levers.stockOf(store.simple.variantId)).toBe(19);
    expect(await refundsOf(store, id)).toMatchObject([{ key: 'refund/R-1' }]);
    // The order stands: it is the one that was placed.
    const order = expectOk(await store.connector.orders.read(id));
    expect(order).toMatchObject({ status: 'open', lines: [{ quantity: 2 }] });
  },

  async 'orders.refund: money with its shipping, and no unit'(store: Store) {
    const id = await placed(store);
    const shipping = { amount: '4.9', currency: store.currency };
    const lines = one(store, id).lines.map((line) => ({ ...line, quantity: 0 }));
    expectOk(await refund(store, one(store, id, { lines, shipping, isRestocked: false })));
    expect(store.levers.stockOf(store.simple.variantId)).toBe(18);
    expect(await refundsOf(store, id)).toHaveLength(1);
  },

  async 'orders.refund: all of it leaves an order that is not cancelled'(store: Store) {
    const id = await placed(store);
    const lines = one(store, id).lines.map((line) => ({
      ...line,
      quantity: 2,
      total: { ...line.total, amount: '19.98' },
    }));
    const shipping = { amount: '4.9', currency: store.currency };
    expectOk(await refund(store, one(store, id, { lines, shipping })));
    expect(store.levers.stockOf(store.simple.variantId)).toBe(20);
    expect(expectOk(await store.connector.orders.read(id))?.status).not.toBe('cancelled');
  },

  async 'orders.refund: after a lost answer the same key is harmless'(store: Store) {
    const id = await placed(store);
    store.levers.fault('answer-lost');
    const first = await refund(store, one(store, id));
    // The first call of a connector that looks before it writes may be a read.
    if (!first.ok) expectFailure(first, ['unknown-outcome', 'transient'], store.about);
    expectOk(await refund(store, one(store, id)));
    expect(store.levers.stockOf(store.simple.variantId)).toBe(19);
    expect(await refundsOf(store, id)).toHaveLength(1);
  },

  async 'orders.refund: nothing leaves after sendBy'(store: Store) {
    const id = await placed(store);
    const request = one(store, id);
    store.clock.advance(11_000);
    expectFailure(await refund(store, request), ['transient'], store.about);
    expect(await refundsOf(store, id)).toEqual([]);
  },

  async 'orders.refund: more than there is, is refused'(store: Store) {
    const id = await placed(store);
    const lines = one(store, id).lines.map((line) => ({
      ...line,
      quantity: 9,
      total: { ...line.total, amount: '89.91' },
    }));
    const refused = ['conflict', 'invalid-input'] as const;
    expectFailure(await refund(store, one(store, id, { lines })), refused, store.about);
    expect(await refundsOf(store, id)).toEqual([]);
  },

  async 'orders: what staff gave back is shown with its units and amounts, read by itself or as a change'(
    store: Store,
  ) {
    const id = await placed(store);
    store.clock.advance(120_000);
    const from = store.clock.now();
    const total = { amount: '9.99', currency: store.currency };
    store.levers.refund(id, store.simple.variantId, 1, total);
    const shown = { key: null, lines: [{ storeVariantId: store.simple.variantId, quantity: 1, total }] };
    const [own] = await refundsOf(store, id);
    expect(own).toMatchObject(shown);
    const window = { from, until: plus(store.clock.now(), 5_000) };
    const changed = await readAll((each) => store.connector.orders.changed(each), window);
    expect(changed.items).toMatchObject([{ storeOrderId: id, refunds: [shown] }]);
    // It is the same one in every read: by its id it is told once.
    expect(changed.items[0]?.refunds[0]?.id).toBe(own?.id);
  },
};
