import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../_contract/watched-context.ts';
import { addProduct } from './catalogue-under-contract.ts';
import { addVaried, onEachCall, readStubbornly, shownBy, startReading } from './reading-under-contract.ts';

describe('custom fields', () => {
  const field = (key: string, megabytes: number) => ({
    id: 1,
    key,
    value: 'y'.repeat(megabytes * 1_000_000),
  });
  const fieldsOf = (snapshot: ProductSnapshot | undefined): readonly string[] =>
    Object.keys(snapshot?.variants[0]?.attributes ?? {});

  it('that are too large for one page are asked for product by product, and so are the same as when one is read', async () => {
    const started = await startReading();
    const { simulator } = started.shop;
    const ids = ['a', 'b', 'c', 'd', 'e'].map((key) => {
      const { id } = addProduct(simulator, 'simple', { name: key });
      simulator.operations.writeRaw({ productId: id }, { meta_data: [field(key, 5)] });
      return brandId<StoreProductId>(String(id));
    });
    const items = shownBy(await readStubbornly(started)).slice(2);
    expect(items.map(fieldsOf)).toEqual([['meta:a'], ['meta:b'], ['meta:c'], ['meta:d'], ['meta:e']]);
    for (const [index, id] of ids.entries()) {
      const read = expectOk(await started.connector.products.read(id));
      expect(read.variants).toEqual(items[index]?.variants);
    }
  });

  it('that are too large even for one product are none, and hide nothing else', async () => {
    const started = await startReading();
    const { simulator, simple } = started.shop;
    simulator.operations.writeRaw(
      { productId: Number(simple.productId) },
      { meta_data: [field('page', 21)] },
    );
    const [lamp] = shownBy(await readStubbornly(started));
    expect(lamp?.variants).toMatchObject([{ sku: 'LAMP', attributes: {} }]);
    expect(expectOk(await started.connector.products.read(simple.productId)).variants).toEqual(
      lamp?.variants,
    );
  });

  it('of variations that are too large for one part are none', async () => {
    const started = await startReading();
    const { id, variations } = addVaried(started.shop, 'HEAVY', 5);
    for (const variation of variations)
      started.shop.simulator.operations.writeRaw(
        { productId: variation.id },
        { meta_data: [field('own', 5)] },
      );
    const read = expectOk(await started.connector.products.read(brandId<StoreProductId>(id)));
    expect(read.variants.map(({ attributes }) => attributes)).toEqual(
      variations.map((_, index) => ({ Size: [`Size ${index}`] })),
    );
  });

  it('that the shop itself cannot send for a whole page are asked for product by product', async () => {
    const started = await startReading();
    const { simulator, simple } = started.shop;
    simulator.operations.writeRaw(
      { productId: Number(simple.productId) },
      { meta_data: [{ id: 1, key: 'material', value: 'Brass' }] },
    );
    simulator.faults.add({ operation: 'products.list', kind: 'server-error', times: 1, status: 500 });
    const before = started.levers.calls();
    const [lamp] = shownBy(await readStubbornly(started));
    expect(fieldsOf(lamp)).toEqual(['meta:material']);
    // The currency, the list twice, both products, the variations of the shirt.
    expect(started.levers.calls() - before).toBe(6);
  });

  it('do not travel from page to page but for what is read of them', async () => {
    const started = await startReading();
    const { id } = addVaried(started.shop, 'LONG', 450);
    const bulk = [field('page', 4), { id: 2, key: '_hidden', value: 'z'.repeat(1_000_000) }];
    started.shop.simulator.operations.writeRaw({ productId: Number(id) }, { meta_data: bulk });
    onEachCall(started, (call) => (call % 5 === 0 ? 100 : 0));
    const pages = await readStubbornly(started);
    for (const { nextPageToken } of pages) expect(nextPageToken?.length ?? 0).toBeLessThan(50_000);
    expect(fieldsOf(shownBy(pages).at(-1))).toEqual(['Size', 'meta:page']);
  });
});
