import { plus } from '@quayside/core/domain/instant';
import type { StoreProductId, StoreVariantId } from '@quayside/core/domain/ids';
import { expect } from 'vitest';
import type { OpenedStoreUnderTest as Store } from './open-store.ts';
import { readAll } from './open-store.ts';
import { expectOk } from './watched-context.ts';

const variantsOf = async (store: Store, productId: StoreProductId) =>
  expectOk(await store.connector.products.read(productId)).variants;

/** What was ordered of one variant of a product. */
function requestFor(store: Store, productId: StoreProductId, variantId: StoreVariantId) {
  const request = store.request('amazon:1');
  const lines = request.lines.map((line) => ({
    ...line,
    item: { storeProductId: productId, storeVariantId: variantId, sku: null },
  }));
  return { ...request, lines };
}

/** Where a shop's units lie, and with what they are counted. */
export const storeStockCases = {
  async 'stock: variants that are counted together say so, others do not (P3)'(store: Store) {
    const shared = store.levers.addShared();
    const variants = await variantsOf(store, shared.productId);
    const [one, two] = variants.map(({ stockItemId }) => stockItemId);
    expect(one).not.toBeNull();
    expect(two).toBe(one);
    expect(variants.map(({ stock }) => stock)).toEqual([
      { kind: 'tracked', quantity: 8 },
      { kind: 'tracked', quantity: 8 },
    ]);
    const plain = await variantsOf(store, store.varied.productId);
    expect(plain.map(({ stockItemId }) => stockItemId)).toEqual([null, null]);
  },

  async 'stock: a sale of one is missing from all that are counted with it (P3)'(store: Store) {
    const { productId, variantIds } = store.levers.addShared();
    store.clock.advance(120_000);
    const from = store.clock.now();
    store.levers.sell(variantIds[0], 3);
    store.clock.advance(1_000);
    const window = { from, until: plus(store.clock.now(), 1) };
    const read = await readAll((page) => store.connector.products.changed(page), window);
    const changed = read.items.find((item) => item.storeProductId === productId);
    expect(changed?.variants.map(({ stock }) => stock)).toEqual([
      { kind: 'tracked', quantity: 5 },
      { kind: 'tracked', quantity: 5 },
    ]);
  },

  async 'stock: an order of one takes from all that are counted with it, and cancelling gives back once (P3)'(
    store: Store,
  ) {
    const { productId, variantIds } = store.levers.addShared();
    const quantities = async () =>
      (await variantsOf(store, productId)).map(({ stock }) =>
        stock.kind === 'untracked' ? null : stock.quantity,
      );
    const request = requestFor(store, productId, variantIds[1]);
    const made = expectOk(await store.connector.orders.create(request));
    expect(await quantities()).toEqual([6, 6]);
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(await quantities()).toEqual([8, 8]);
  },

  async 'stock: without locations there are no units by location'(store: Store) {
    const [plain] = await variantsOf(store, store.simple.productId);
    expect(plain?.stockByLocation).toBeNull();
  },

  async 'stock: units by location sum up to the stock'(store: Store) {
    const located = store.levers.addLocated();
    const [variant] = await variantsOf(store, located.productId);
    const [first, second] = located.locations;
    expect(variant).toMatchObject({
      stock: { kind: 'tracked', quantity: 10 },
      stockByLocation: { [first]: 6, [second]: 4 },
    });
  },

  async 'stock: an order takes its units where it is told to, and puts them back there (P3)'(store: Store) {
    const { productId, variantId, locations } = store.levers.addLocated();
    const [first, second] = locations;
    const counts = async () => (await variantsOf(store, productId))[0]?.stockByLocation;
    const request = { ...requestFor(store, productId, variantId), locations: [second] };
    const made = expectOk(await store.connector.orders.create(request));
    expect(await counts()).toEqual({ [first]: 6, [second]: 2 });
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(await counts()).toEqual({ [first]: 6, [second]: 4 });
  },
};
