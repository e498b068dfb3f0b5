import { aProductSnapshot, aVariantSnapshot } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryProduct } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type Sku, type StoreProductId, type StoreVariantId } from '../domain/ids.ts';
import type { VariantSnapshot } from '../domain/variant.ts';
import { applyProducts } from './apply-products.ts';
import { commit } from './commit.ts';

const anInstant: unknown = expect.any(String);

const shown = {
  storeVariantId: brandId<StoreVariantId>('LAMP'),
  sku: brandId<Sku>('LAMP'),
  title: 'LAMP',
  stock: { kind: 'tracked', quantity: 5 },
  attributes: { brand: ['Northsea'], tag: ['new', 'brass'] },
} satisfies Partial<VariantSnapshot>;

/** Applies what a shop might show of the lamp, a moment after the last time. */
function show(bench: EngineHarness, changes: Partial<VariantSnapshot> = {}): Promise<void> {
  bench.clock.advance(1);
  const snapshot = aProductSnapshot({
    storeProductId: brandId<StoreProductId>('LAMP'),
    readBeganAt: bench.clock.now(),
    variants: [aVariantSnapshot({ ...shown, ...changes })],
  });
  return commit(bench.engine, bench.workspaceId, (scope) => applyProducts(scope, bench.store, [snapshot]));
}

/** A lamp whose facts are known and settled. */
async function aBench(changes: Partial<VariantSnapshot> = {}): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  await show(bench, changes);
  await bench.settle();
  return bench;
}

/** The lanes that are rung for by what the shop shows now. */
async function rungBy(bench: EngineHarness, changes: Partial<VariantSnapshot>): Promise<readonly string[]> {
  const before = bench.rung.length;
  await show(bench, changes);
  return bench.rung.slice(before).map(({ lane }) => lane);
}

describe('what policies rest on besides price and stock', () => {
  it.each([
    ['other attributes', {}, { attributes: { ...shown.attributes, tag: ['old'] } }, 'quantity-down'],
    ['no attributes any more', {}, { attributes: {} }, 'quantity-down'],
    ['off sale in the shop', {}, { isEnabled: false }, 'quantity-down'],
    ['on sale again', { isEnabled: false }, { isEnabled: true }, 'quantity-up'],
    [
      'other attributes, with more of it',
      {},
      { attributes: {}, stock: { kind: 'tracked', quantity: 9 } },
      'quantity-down',
    ],
    [
      'on sale again, with less of it',
      { isEnabled: false },
      { isEnabled: true, stock: { kind: 'tracked', quantity: 2 } },
      'quantity-down',
    ],
  ] as const)('P4: %s: quantity and price are decided again', async (_, before, after, lane) => {
    const bench = await aBench(before);
    const lanes = await rungBy(bench, after);
    expect(lanes).toEqual(expect.arrayContaining([lane, 'price']));
    expect(await bench.variant('LAMP')).toMatchObject(after);
    expect(await bench.target('LAMP')).toMatchObject({ lane, dueAt: anInstant });
    expect(await bench.history()).not.toContain('activity.price-changed');
  });

  it('the same again, in another order of names, wakes nobody and writes nothing but the moment', async () => {
    const bench = await aBench();
    const before = await bench.variant('LAMP');
    expect(await rungBy(bench, { attributes: { tag: ['new', 'brass'], brand: ['Northsea'] } })).toEqual([]);
    const after = await bench.variant('LAMP');
    expect(after.readBeganAt > before.readBeganAt).toBe(true);
    expect(Object.keys(after.attributes)).toEqual(Object.keys(before.attributes));
  });

  it('arrives from the shop', async () => {
    const bench = await createEngineHarness({ stock: {} });
    addMemoryProduct(
      bench.shop,
      'towel',
      [
        {
          id: 'towel-s',
          sku: 'TOWEL-S',
          stock: 1,
          options: [{ name: 'Size', value: 'S' }],
          attributes: { 'meta:page': ['y'.repeat(5_000)], none: [''] },
        },
      ],
      { brand: 'Salt & Co', isEnabled: false },
    );
    await bench.pass(2_000);
    expect(await bench.variant('TOWEL-S')).toMatchObject({
      isEnabled: false,
      attributes: { brand: ['Salt & Co'], Size: ['S'], 'meta:page': ['y'.repeat(500)] },
    });
  });
});
