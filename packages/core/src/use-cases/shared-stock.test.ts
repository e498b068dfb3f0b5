import { euros } from '@quayside/testkit/builders';
import { createSecondToys, type SecondToys } from '@quayside/testkit/second-toys';
import { addMemoryListing, addMemoryProduct, cancelMemoryOrder } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';

/** One count of 4 for both sizes of a shirt; a cap of the same product is counted by itself. */
async function shirts(): Promise<SecondToys> {
  const bench = await createSecondToys({
    stock: {},
    furnish(shop, market) {
      const shared = { stock: 4, stockItemId: 'shirt' };
      addMemoryProduct(shop, 'shirt', [
        { id: 's', sku: 'SHIRT-S', ...shared },
        { id: 'm', sku: 'SHIRT-M', ...shared },
        { id: 'cap', sku: 'CAP', stock: 9 },
      ]);
      for (const sku of ['SHIRT-S', 'SHIRT-M', 'CAP']) {
        addMemoryListing(market, { sku, price: euros('19.9'), quantity: 0 });
      }
    },
  });
  await bench.pass(6_000);
  return bench;
}

const shown = (bench: SecondToys) => ['SHIRT-S', 'SHIRT-M', 'CAP'].map((sku) => bench.shown(sku));

describe('P3: variants that the store counts together', () => {
  it('are each offered with the whole of it, and fall together with a promise to one', async () => {
    const bench = await shirts();
    expect(shown(bench)).toEqual([4, 4, 9]);
    const pending = bench.buy('SHIRT-S', 3, 'pending');
    await bench.pass(1_250);
    expect(shown(bench)).toEqual([1, 1, 9]);
    bench.move(pending, 'cancelled');
    await bench.pass(4_000);
    expect(shown(bench)).toEqual([4, 4, 9]);
  });

  it('a promise to one is released for all by the read that has counted it, not before and not twice', async () => {
    const bench = await shirts();
    bench.buy('SHIRT-M', 3);
    const seen = new Set<string>();
    for (let passed = 0; passed < 24; passed += 1) {
      await bench.pass(250);
      seen.add(shown(bench).join());
    }
    expect([...seen]).toEqual(['1,1,9']);
    expect(bench.stockOf('SHIRT-S')).toBe(1);
  });

  it('the last unit, sold as one, is sold out as the other', async () => {
    const bench = await shirts();
    bench.buy('SHIRT-S', 4);
    await bench.pass(1_250);
    expect(shown(bench)).toEqual([0, 0, 9]);
    await bench.pass(6_000);
    expect(shown(bench)).toEqual([0, 0, 9]);
  });

  it('fall and rise together with what the shop itself sells and takes back', async () => {
    const bench = await shirts();
    bench.sell('SHIRT-S', 2);
    await bench.pass(2_000);
    expect(shown(bench)).toEqual([2, 2, 9]);
    for (const order of bench.shop.orders.values()) cancelMemoryOrder(bench.shop, order);
    await bench.pass(6_000);
    expect(shown(bench)).toEqual([4, 4, 9]);
  });

  it('what was promised of one that the shop has deleted is missing from the other until it was counted', async () => {
    const bench = await shirts();
    const order = bench.buy('SHIRT-S', 3, 'pending');
    await bench.pass(1_250);
    const product = bench.shop.products.get('shirt');
    if (product === undefined) throw new Error('There is no shirt');
    product.variants = product.variants.filter(({ sku }) => sku !== 'SHIRT-S');
    product.changedAt = bench.clock.now();
    await bench.pass(4_000);
    expect(shown(bench)).toEqual([0, 1, 9]);
    bench.move(order, 'cancelled');
    await bench.pass(4_000);
    expect(shown(bench)).toEqual([0, 4, 9]);
  });

  it.each([
    ['SHIRT-S', [1, 4, 9]],
    ['SHIRT-M', [4, 1, 9]],
  ])('are counted apart once the shop counts them apart, and so is a promise of %s', async (sku, then) => {
    const bench = await shirts();
    bench.buy(sku, 3, 'pending');
    await bench.pass(1_250);
    expect(shown(bench)).toEqual([1, 1, 9]);
    Object.assign(bench.variantInShop('SHIRT-M'), { stockItemId: null });
    const product = bench.shop.products.get('shirt');
    if (product !== undefined) product.changedAt = bench.clock.now();
    await bench.pass(6_000);
    expect(shown(bench)).toEqual(then);
  });
});
