import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import { toMilliseconds } from '@quayside/core/domain/instant';
import type { Page } from '@quayside/core/ports/connector';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, readAll } from '../_contract/open-store.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { addProduct } from './catalogue-under-contract.ts';
import {
  addVaried,
  everything,
  onEachCall,
  readStubbornly,
  shownBy,
  startReading,
} from './reading-under-contract.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

describe('a page', () => {
  it('goes on where the budget ended, even in the middle of a page', async () => {
    const started = await startReading();
    for (let count = 0; count < 3; count += 1) addVaried(started.shop, `V${count}`, 2);
    onEachCall(started, (call) => (call === 4 ? 5_000 : 0));
    const pages = await readStubbornly(started);
    expect(pages).toHaveLength(3);
    expect(shownBy(pages).map(({ variants }) => variants.length)).toEqual([1, 2, 2, 2, 2]);
  });

  it('comes further with every single call that the budget gives (P9)', async () => {
    const started = await startReading();
    const { id } = addVaried(started.shop, 'LONG', 450);
    onEachCall(started, (call) => (call % 2 === 0 ? 100 : 0));
    const shown = shownBy(await readStubbornly(started));
    expect(shown.map(({ variants }) => variants.length)).toEqual([1, 2, 450]);
    expect(shown.at(-1)?.storeProductId).toBe(id);
  });

  it('ends after 40 calls, and a product of 2,048 variations is shown whole', async () => {
    const started = await startReading();
    const long = [addVaried(started.shop, 'A', 2_048), addVaried(started.shop, 'B', 2_048)];
    const { connector, levers } = started;
    const window = everything(started);
    const shown: ProductSnapshot[] = [];
    let pageToken: string | null = null;
    let before = levers.calls();
    do {
      const page: Page<ProductSnapshot> = expectOk(
        await connector.products.changed({ ...window, pageToken }),
      );
      // One more than 40: the currency is asked for once.
      expect(levers.calls() - before).toBeLessThanOrEqual(41);
      before = levers.calls();
      shown.push(...page.items);
      pageToken = page.nextPageToken;
      expect(pageToken?.length ?? 0).toBeLessThan(100_000);
    } while (pageToken !== null);
    const variants = shown.map((item) => item.variants);
    expect(variants.map(({ length }) => length)).toEqual([1, 2, 2_048, 2_048]);
    expect(shown.slice(2).map((item) => item.storeProductId)).toEqual(long.map(({ id }) => id));
    expect(new Set(variants[3]?.map(({ sku }) => sku)).size).toBe(2_048);
  });

  it('of a slow shop ends well within its lease of 90 seconds', async () => {
    const started = await startReading();
    addVaried(started.shop, 'SLOW', 2_048);
    const { clock } = started;
    onEachCall(started, () => {
      clock.advance(4_000);
      return 0;
    });
    const window = everything(started);
    let pageToken: string | null = null;
    let began = clock.now();
    const shown: ProductSnapshot[] = [];
    do {
      const page: Page<ProductSnapshot> = expectOk(
        await started.connector.products.changed({ ...window, pageToken }),
      );
      expect(toMilliseconds(clock.now()) - toMilliseconds(began)).toBeLessThan(45_000);
      began = clock.now();
      shown.push(...page.items);
      pageToken = page.nextPageToken;
    } while (pageToken !== null);
    const slow = shown.at(-1);
    expect(slow?.variants).toHaveLength(2_048);
    // What the last part showed may be newer, never older, than this.
    expect(slow && slow.readBeganAt < began).toBe(true);
  });

  it('costs nothing of what is not asked for: descriptions and the pages of page builders, 5 MB each', async () => {
    const started = await startReading();
    const { simulator } = started.shop;
    // Five of them are beyond the size at which an answer is given up.
    for (let count = 0; count < 5; count += 1) {
      const { id } = addProduct(simulator, 'simple', { name: `Long ${count}` });
      const meta = [
        { id: 1, key: '_elementor_data', value: 'y'.repeat(5_000_000) },
        { id: 2, key: 'material', value: 'Linen' },
      ];
      simulator.operations.writeRaw(
        { productId: id },
        { description: 'x'.repeat(5_000_000), meta_data: meta },
      );
    }
    const before = started.levers.calls();
    const page = expectOk(
      await started.connector.products.changed({ ...everything(started), pageToken: null }),
    );
    expect(page.items).toHaveLength(7);
    // The currency, the list, the variations of the shirt.
    expect(started.levers.calls() - before).toBe(3);
    expect(page.items.at(-1)?.variants[0]?.attributes).toEqual({ 'meta:material': ['Linen'] });
  });
});

describe('a product that is deleted while it is imported', () => {
  it('after the list showed it, is gone, and the page goes on', async () => {
    const started = await startReading();
    const doomed = addVaried(started.shop, 'DOOMED', 3);
    addVaried(started.shop, 'AFTER', 2);
    // Currency, list, the variations of the shirt; then those of the doomed one.
    onEachCall(started, (call) => {
      if (call === 4) started.levers.deleteProduct(doomed.id as typeof started.simple.productId);
      return 0;
    });
    const page = expectOk(
      await started.connector.products.changed({ ...everything(started), pageToken: null }),
    );
    expect(page.unreadable).toEqual([]);
    expect(page.items.map(({ content, variants }) => [content?.title ?? null, variants.length])).toEqual([
      ['Lamp', 1],
      ['Shirt', 2],
      [null, 0],
      ['AFTER', 2],
    ]);
  });

  it('in the middle of its variations, is gone as a whole', async () => {
    const started = await startReading();
    const doomed = addVaried(started.shop, 'DOOMED', 250);
    onEachCall(started, (call) => {
      if (call === 6) started.levers.deleteProduct(doomed.id as typeof started.simple.productId);
      return 0;
    });
    const { items } = await readAll(
      (window) => started.connector.products.changed(window),
      everything(started),
    );
    expect(items.at(-1)).toMatchObject({ storeProductId: doomed.id, content: null, variants: [] });
  });
});

describe('a product that is put into the trash', () => {
  it('is gone with the next change that is read: no reading of everything is needed', async () => {
    const started = await startReading();
    const { clock, connector, shop, simple, varied } = started;
    clock.advance(120_000);
    const from = clock.now();
    for (const { productId } of [simple, varied])
      shop.simulator.operations.deleteProduct({ productId: Number(productId) });
    const { items } = await readAll((window) => connector.products.changed(window), {
      from,
      until: clock.now(),
    });
    expect(items.map(({ storeProductId, content, variants }) => [storeProductId, content, variants])).toEqual(
      [
        [simple.productId, null, []],
        [varied.productId, null, []],
      ],
    );
  });

  it('was never there for a reading of everything', async () => {
    const started = await startReading();
    started.shop.simulator.operations.deleteProduct({ productId: Number(started.simple.productId) });
    const { items } = await readAll(
      (window) => started.connector.products.changed(window),
      everything(started),
    );
    expect(items.map((item) => item.storeProductId)).toEqual([started.varied.productId]);
  });
});

describe('P3: stock that the shop counts on the product for its variations', () => {
  it('is one count of them all, by the name of the product; a variation that counts for itself has its own', async () => {
    const { shop, connector } = await startReading();
    const parent = addProduct(shop.simulator, 'variable', { name: 'Shirt', sku: 'SHIRT', stock: 9 });
    const size = (option: string, members: object = {}) =>
      addProduct(shop.simulator, 'variation', {
        parent_id: parent.id,
        sku: `SHIRT-${option}`,
        variation_attributes: [{ id: 0, name: 'Size', option }],
        ...members,
      });
    size('S');
    size('M');
    size('L', { stock: 4 });
    const id = brandId<StoreProductId>(String(parent.id));
    const read = expectOk(await connector.products.read(id));
    const facts = read.variants.map(({ sku, stock, stockItemId }) => [sku, stock, stockItemId]);
    expect(facts).toEqual([
      ['SHIRT-S', { kind: 'tracked', quantity: 9 }, id],
      ['SHIRT-M', { kind: 'tracked', quantity: 9 }, id],
      ['SHIRT-L', { kind: 'tracked', quantity: 4 }, null],
    ]);
  });

  it('is sold below zero where the product is, and not counted where nothing is', async () => {
    const { shop, connector } = await startReading();
    const parent = addProduct(shop.simulator, 'variable', {
      name: 'Cap',
      sku: 'CAP',
      stock: 2,
      backorders: 'yes',
    });
    const variation = addProduct(shop.simulator, 'variation', { parent_id: parent.id, sku: 'CAP-S' });
    const id = brandId<StoreProductId>(String(parent.id));
    const stockOf = async () => expectOk(await connector.products.read(id)).variants[0];
    expect(await stockOf()).toMatchObject({ stock: { kind: 'backorderable', quantity: 2 }, stockItemId: id });
    shop.simulator.operations.edit({ productId: parent.id }, { manageStock: false });
    expect(await stockOf()).toMatchObject({ stock: { kind: 'untracked' }, stockItemId: null });
    expect(variation.manage_stock).toBe(false);
  });
});

describe('variations that changed by themselves', () => {
  it('make their product be read once, however many they are, even where that does not move its own time', async () => {
    const started = await startReading();
    started.shop.simulator.shop.settings.variationTouchesParent = false;
    const { id, variations } = addVaried(started.shop, 'BUSY', 250);
    started.clock.advance(120_000);
    const from = started.clock.now();
    for (const variation of variations)
      started.shop.simulator.operations.edit({ productId: variation.id }, { stock: 1 });
    const before = started.levers.calls();
    const { items } = await readAll((window) => started.connector.products.changed(window), {
      from,
      until: started.clock.now(),
    });
    expect(items.map((item) => item.storeProductId)).toEqual([id]);
    expect(items[0]?.variants).toHaveLength(250);
    // The currency, the products, three parts of the list, the product and three parts of its variations.
    expect(started.levers.calls() - before).toBe(9);
  });

  it('make their product be read, when one of them is asked for', async () => {
    const { connector, varied } = await startReading();
    const id = varied.variantIds[0]?.split('/')[1] ?? '';
    const read = expectOk(await connector.products.read(id as typeof varied.productId));
    expect(read.storeProductId).toBe(varied.productId);
    expect(read.variants).toHaveLength(2);
  });
});

describe('a generated catalogue of 2,000 variants', () => {
  it('arrives whole, each variant once, with what the shop shows', async () => {
    const shop = await startSimulatedShop({ generatedVariants: 2_000, costOfGoodsEnabled: true });
    onTestFinished(() => shop.close());
    const started = { shop, ...openStore(shop) };
    const read = await readAll((window) => started.connector.products.changed(window), everything(started));
    expect(read.unreadable).toEqual([]);
    expect(read.total).toBe(read.items.length);
    const variants = read.items.flatMap((item) => item.variants);
    // And the three of the shop that every test has.
    expect(new Set(variants.map(({ storeVariantId }) => storeVariantId)).size).toBe(2_003);
    for (const variant of variants.filter(({ sku }) => sku?.startsWith('GEN-'))) {
      const record = shop.simulator.operations.product({ sku: variant.sku ?? '' });
      expect(variant.barcode ?? '').toBe(record.global_unique_id);
      expect(Number(variant.price?.amount)).toBe(Number(record.regular_price));
      expect(variant.sale === null).toBe(record.sale_price === '');
      expect(Number(variant.cost?.amount ?? 0)).toBe(Number(record.cost));
      expect(variant.stock.kind === 'untracked').toBe(!record.manage_stock);
      expect(variant.problems).toEqual([]);
    }
  });
});
