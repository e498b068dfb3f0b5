import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import type { Page } from '@quayside/core/ports/connector';
import { expect } from 'vitest';
import { readAll, type OpenedStoreUnderTest as Store } from './open-store.ts';
import { storeFactCases } from './store-fact-cases.ts';
import { expectFailure, expectOk } from './watched-context.ts';

/** A page over all products takes windows that end now. */
const untilNow = (store: Store) => ({ from: null, until: plus(store.clock.now(), 1) });

export const storeProductCases = {
  ...storeFactCases,

  async 'test: names the shop and its currency'(store: Store) {
    const profile = expectOk(await store.connector.test());
    expect(profile.currency).toBe(store.currency);
    expect(profile.name).not.toBe('');
  },

  async 'products.read: shows each variant with its stock and when the read began'(store: Store) {
    const before = store.clock.now();
    const simple = expectOk(await store.connector.products.read(store.simple.productId));
    expect(simple.variants).toMatchObject([
      {
        storeVariantId: store.simple.variantId,
        sku: store.simple.sku,
        stock: { kind: 'tracked', quantity: 20 },
      },
    ]);
    expect(simple.readBeganAt >= before && simple.readBeganAt <= store.clock.now()).toBe(true);
    const varied = expectOk(await store.connector.products.read(store.varied.productId));
    expect(varied.storeProductId).toBe(store.varied.productId);
    expect(varied.variants.map((variant) => variant.storeVariantId)).toEqual(store.varied.variantIds);
    expect(varied.variants.every(({ stock }) => stock.kind === 'tracked' && stock.quantity === 5)).toBe(true);
  },

  async 'products.read: a product that never was, is deleted or is not for sale, reads as gone'(
    store: Store,
  ) {
    const gone = { content: null, variants: [] };
    const unknown = brandId<StoreProductId>('987654321');
    expect(expectOk(await store.connector.products.read(unknown))).toMatchObject(gone);
    store.levers.deleteProduct(store.simple.productId);
    expect(expectOk(await store.connector.products.read(store.simple.productId))).toMatchObject(gone);
    store.levers.withdraw(store.varied.productId);
    expect(expectOk(await store.connector.products.read(store.varied.productId))).toMatchObject(gone);
  },

  async 'products.changed: a product that is no longer for sale is shown as gone'(store: Store) {
    store.levers.withdraw(store.varied.productId);
    const read = await readAll((window) => store.connector.products.changed(window), untilNow(store));
    const product = read.items.find((item) => item.storeProductId === store.varied.productId);
    expect(product).toMatchObject({ content: null, variants: [] });
  },

  async 'products.changed: the first page says how many products there are'(store: Store) {
    const many = store.levers.addManyProducts();
    const read = await readAll((window) => store.connector.products.changed(window), untilNow(store));
    expect(read.total).toBe(many.length + 2);
    expect(read.items).toHaveLength(many.length + 2);
  },

  async 'products.changed: every page can be read again, and gone on with by another process'(store: Store) {
    store.levers.addManyProducts();
    const window = untilNow(store);
    const shown: string[] = [];
    let pageToken: string | null = null;
    do {
      const page: Page<ProductSnapshot> = expectOk(
        await store.open(store.credentials).products.changed({ ...window, pageToken }),
      );
      const again = expectOk(await store.connector.products.changed({ ...window, pageToken }));
      const ids = page.items.map((item) => item.storeProductId);
      expect(again.items.map((item) => item.storeProductId)).toEqual(ids);
      shown.push(...ids);
      pageToken = page.nextPageToken;
    } while (pageToken !== null);
    const whole = await readAll((part) => store.connector.products.changed(part), window);
    expect(shown).toEqual(whole.items.map((item) => item.storeProductId));
  },

  async 'products.changed: everything there is, page by page, nothing twice and nothing missing'(
    store: Store,
  ) {
    const many = store.levers.addManyProducts();
    const read = await readAll((window) => store.connector.products.changed(window), untilNow(store));
    const ids = read.items.map((item) => item.storeProductId);
    expect(read.pages).toBeGreaterThan(1);
    expect(ids.toSorted()).toEqual([...many, store.simple.productId, store.varied.productId].toSorted());
  },

  async 'products.changed: products that are deleted between two pages hide no other'(store: Store) {
    const many = store.levers.addManyProducts();
    const window = untilNow(store);
    const first = expectOk(await store.connector.products.changed({ ...window, pageToken: null }));
    for (const gone of first.items.slice(0, 5)) store.levers.deleteProduct(gone.storeProductId);
    const seen = new Set(first.items.map((item) => item.storeProductId));
    let pageToken = first.nextPageToken;
    while (pageToken !== null) {
      const page = expectOk(await store.connector.products.changed({ ...window, pageToken }));
      for (const item of page.items) seen.add(item.storeProductId);
      pageToken = page.nextPageToken;
    }
    expect(many.filter((id) => !seen.has(id))).toEqual([]);
  },

  async 'products.changed: what changed at the very beginning of the window is in it, older changes are not'(
    store: Store,
  ) {
    store.clock.advance(120_000);
    const from = store.clock.now();
    store.levers.sell(store.simple.variantId, 1);
    const read = await readAll((window) => store.connector.products.changed(window), {
      from,
      until: plus(store.clock.now(), 5_000),
    });
    expect(read.items.map((item) => item.storeProductId)).toEqual([store.simple.productId]);
  },

  async 'products.changed: a change of one variant shows its whole product'(store: Store) {
    store.clock.advance(120_000);
    const from = store.clock.now();
    const [sold = store.simple.variantId] = store.varied.variantIds;
    store.levers.sell(sold, 2);
    const read = await readAll((window) => store.connector.products.changed(window), {
      from,
      until: plus(store.clock.now(), 5_000),
    });
    const product = read.items.find((item) => item.storeProductId === store.varied.productId);
    expect(product?.variants.map(({ stock }) => stock)).toEqual([
      { kind: 'tracked', quantity: 3 },
      { kind: 'tracked', quantity: 5 },
    ]);
  },

  async 'products.changed: a product that cannot be read is named, and hides no other'(store: Store) {
    store.levers.garble(store.simple.productId);
    const read = await readAll((window) => store.connector.products.changed(window), untilNow(store));
    expect(read.unreadable.map(({ id }) => id)).toEqual([store.simple.productId]);
    expect(read.items.map((item) => item.storeProductId)).toEqual([store.varied.productId]);
  },

  async 'products.changed: a page token of another kind is refused'(store: Store) {
    const window = { ...untilNow(store), pageToken: 'not-a-token' };
    expectFailure(await store.connector.products.changed(window), ['invalid-input'], store.about);
  },
};
