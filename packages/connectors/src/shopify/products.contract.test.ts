import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { ShopifySimulatorOptions } from '@quayside/simulators/shopify/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, readAll } from '../_contract/open-store.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { addProduct, productId } from './catalogue-under-contract.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

async function start(shop: NonNullable<ShopifySimulatorOptions['shops']>[number] = {}) {
  const started = await startSimulatedShop({ shops: [{ locations: ['Main'], searchLagMs: 0, ...shop }] });
  onTestFinished(() => started.close());
  return { ...openStore(started), shop: started.simulator.hosted.shop, simulator: started.simulator };
}

describe('a variant that lies at many places', () => {
  it('shows all of them (P3)', async () => {
    const locations = Array.from({ length: 13 }, (_, index) => `Place ${index}`);
    const store = await start({ locations });
    const stock = Object.fromEntries(locations.map((name, index) => [name, index]));
    const product = addProduct(store.shop, { title: 'Spread', variants: [{ sku: 'SPREAD', stock }] });
    const [variant] = expectOk(await store.connector.products.read(productId(product))).variants;
    expect(Object.keys(variant?.stockByLocation ?? {})).toHaveLength(13);
    expect(variant?.stock).toEqual({ kind: 'tracked', quantity: 78 });
  });
});

describe('a stock item in place of a product', () => {
  it('is read as its product', async () => {
    const store = await start();
    const [item] = store.shop.inventoryItems.values();
    const read = expectOk(
      await store.connector.products.read(brandId<StoreProductId>(`inventory-item/${item?.id ?? 0}`)),
    );
    expect(read).toMatchObject({ storeProductId: store.simple.productId, variants: [{ sku: 'LAMP' }] });
  });

  it('that is gone is no product', async () => {
    const store = await start();
    const id = brandId<StoreProductId>('inventory-item/404');
    expect(expectOk(await store.connector.products.read(id))).toMatchObject({
      storeProductId: id,
      content: null,
    });
  });
});

describe('pages', () => {
  it('that cannot be finished are left after what is, and gone on with there', async () => {
    const store = await start();
    const values = Array.from({ length: 8 }, (_, index) => `V${index}`);
    addProduct(store.shop, {
      title: 'Long',
      options: ['V'],
      variants: values.map((value) => ({ values: [value] })),
    });
    const window = { from: null, until: plus(store.clock.now(), 1_000) };
    // The second call, for the rest of the long product.
    store.simulator.faults.add({ operation: 'query.product', kind: 'server-error', times: 1 });
    const first = expectOk(await store.connector.products.changed({ ...window, pageToken: null }));
    expect(first.items.map(({ storeProductId }) => storeProductId)).toEqual([
      store.simple.productId,
      store.varied.productId,
    ]);
    const rest = expectOk(
      await store.connector.products.changed({ ...window, pageToken: first.nextPageToken }),
    );
    expect(rest.items.map(({ variants }) => variants.length)).toEqual([8]);
    expect(rest.nextPageToken).toBeNull();
  });

  it('of a window are in the order of time, so that what changes meanwhile is not missed', async () => {
    const store = await start();
    store.levers.addManyProducts();
    const window = { from: plus(store.clock.now(), -60_000), until: plus(store.clock.now(), 60_000) };
    const first = expectOk(await store.connector.products.changed({ ...window, pageToken: null }));
    store.clock.advance(2_000);
    const [moved] = first.items;
    const product = store.shop.products.get(Number(moved?.storeProductId));
    if (product === undefined) throw new Error('A product');
    store.shop.saveProduct(product);
    const rest = await readAll(
      (page) =>
        store.connector.products.changed({ ...page, pageToken: page.pageToken ?? first.nextPageToken }),
      window,
    );
    const seen = new Set([...first.items, ...rest.items].map(({ storeProductId }) => storeProductId));
    expect(seen.size).toBe(27);
    expect(rest.items.map(({ storeProductId }) => storeProductId)).toContain(moved?.storeProductId);
  });
});

describe('the points of the smallest plan', () => {
  it('are enough for a first import at the declared rate, and leave their reserve to orders', async () => {
    const store = await start();
    for (let count = 0; count < 12; count += 1) store.levers.addManyProducts();
    const { perSecond, burst } = store.definition.manifest.rateLimits['page'] ?? { perSecond: 0, burst: 0 };
    const window = { from: null, until: plus(store.clock.now(), 1_000) };
    let pages = 0;
    const read = await readAll((page) => {
      pages += 1;
      if (pages > burst) store.clock.advance(1_000 / perSecond);
      return store.connector.products.changed(page);
    }, window);
    expect(read.items).toHaveLength(302);
    expect(pages).toBeGreaterThan(2 * burst);
    expect(store.context.paused).toEqual([]);
  });
});

describe('what the shop says of its goods', () => {
  it('comes with each variant: vendor, type, tags, metafields and the values of its options', async () => {
    const store = await start();
    const product = addProduct(store.shop, {
      title: 'Towel',
      vendor: 'Salt & Co',
      productType: 'Towels',
      tags: ['summer', 'linen'],
      metafields: [
        { namespace: 'custom', key: 'material', type: 'single_line_text_field', value: 'Linen' },
        { namespace: 'custom', key: 'markets', type: 'list.single_line_text_field', value: '["FR","DE"]' },
        { namespace: 'custom', key: 'care', type: 'json', value: '{"by":"hand"}' },
      ],
      options: ['Size'],
      variants: [{ values: ['S'] }, { values: ['L'] }],
    });
    const read = expectOk(await store.connector.products.read(productId(product)));
    const shared = {
      brand: ['Salt & Co'],
      type: ['Towels'],
      tag: ['linen', 'summer'],
      'custom.material': ['Linen'],
      'custom.markets': ['FR', 'DE'],
    };
    expect(read.variants.map(({ attributes }) => attributes)).toEqual([
      { ...shared, Size: ['S'] },
      { ...shared, Size: ['L'] },
    ]);
  });
});
