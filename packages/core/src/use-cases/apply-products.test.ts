import { aProductSnapshot, aVariantSnapshot } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { failing, heldOpen } from '@quayside/testkit/call-levers';
import { addMemoryProduct } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type Sku, type StoreProductId, type StoreVariantId } from '../domain/ids.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Stock } from '../domain/stock.ts';
import type { VariantSnapshot } from '../domain/variant.ts';
import { applyProducts } from './apply-products.ts';
import { commit } from './commit.ts';
import { receiveHints } from './receive-hints.ts';

const anInstant: unknown = expect.any(String);

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;

function aVariantShown(id: string, sku: string | null, stock: Stock): VariantSnapshot {
  return aVariantSnapshot({
    storeVariantId: brandId<StoreVariantId>(id),
    sku: sku === null ? null : brandId<Sku>(sku),
    title: id,
    stock,
  });
}

function counted(quantity: number): Stock {
  return { kind: 'tracked', quantity };
}

/** Applies what a shop might show of a product; the product is named LAMP unless said otherwise. */
function show(
  bench: EngineHarness,
  variants: readonly VariantSnapshot[],
  readBeganAt: Instant = bench.clock.now(),
  id = 'LAMP',
): Promise<void> {
  const storeProductId = brandId<StoreProductId>(id);
  const snapshot = aProductSnapshot({ storeProductId, readBeganAt, variants });
  return commit(bench.engine, bench.workspaceId, (scope) => applyProducts(scope, bench.store, [snapshot]));
}

describe('P3: stock that a shop shows', () => {
  it('a fall is made due in the lane that never waits, in the same transaction', async () => {
    const bench = await createEngineHarness(linked);
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(2))]);
    expect(await bench.target('LAMP')).toMatchObject({ lane: 'quantity-down', dueAt: anInstant });
    expect(bench.rung.at(-1)).toMatchObject({ connectionId: bench.account.id, lane: 'quantity-down' });
  });

  it('a rise goes into the lane of rises', async () => {
    const bench = await createEngineHarness(linked);
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(8))]);
    expect(await bench.target('LAMP')).toMatchObject({ lane: 'quantity-up', dueAt: anInstant });
    expect(await bench.history()).toContain('activity.stock-changed');
  });

  it('stock that is no longer counted falls', async () => {
    const bench = await createEngineHarness(linked);
    await show(bench, [aVariantShown('LAMP', 'LAMP', { kind: 'untracked' })]);
    expect(await bench.target('LAMP')).toMatchObject({ lane: 'quantity-down', dueAt: anInstant });
  });

  it('the same stock again wakes nobody', async () => {
    const bench = await createEngineHarness(linked);
    const before = await bench.target('LAMP');
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(5))]);
    expect(await bench.target('LAMP')).toEqual(before);
  });

  it('an older read changes nothing', async () => {
    const bench = await createEngineHarness(linked);
    const older = bench.clock.now();
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(2))]);
    const variant = await bench.variant('LAMP');
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(9))], older);
    await show(bench, [], older);
    expect(await bench.variant('LAMP')).toEqual(variant);
    expect(variant.stock).toEqual(counted(2));
  });

  it('a read that was overtaken by a sale does not put the sold units back', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    bench.levers.next('store.products.read', slow.around);
    await receiveHints(bench.engine, { workspaceId: bench.workspaceId, connectionId: bench.store.id }, [
      { kind: 'product', entityId: 'LAMP' },
    ]);
    const reading = bench.drain('store', 'inbox');
    await slow.made;
    bench.sell('LAMP', 4);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(1);
    slow.letGo();
    await reading;
    await bench.settle();
    expect((await bench.variant('LAMP')).stock).toEqual(counted(1));
    expect(bench.shown('LAMP')).toBe(1);
  });
});

describe('P3: the release of a reservation', () => {
  /** An order that is placed in the shop, whose units no read has counted yet. */
  async function placed(
    bench: EngineHarness,
  ): Promise<{ order: ReturnType<EngineHarness['buy']>; at: Instant }> {
    const order = bench.buy('LAMP', 2);
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    await bench.drain('store', 'place-orders');
    const [reservation] = await bench.reservations(order);
    if (reservation?.state.kind !== 'committed') throw new Error('The order was not placed');
    return { order, at: reservation.state.at };
  }

  it('is made by a read that began after the store order was recorded', async () => {
    const bench = await createEngineHarness(linked);
    const { order, at } = await placed(bench);
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(3))], plus(at, 1));
    expect(await bench.reservations(order)).toMatchObject([{ state: { kind: 'released' } }]);
  });

  it.each([
    ['before', -1],
    ['in the same millisecond', 0],
  ])('is not made by a read that began %s', async (_, shift) => {
    const bench = await createEngineHarness(linked);
    const { order, at } = await placed(bench);
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(5))], plus(at, shift));
    expect(await bench.reservations(order)).toMatchObject([{ state: { kind: 'committed' } }]);
  });

  it('is not made by any read while the order is not placed', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP', 2, 'pending');
    await bench.pass(70_000);
    expect(await bench.reservations(order)).toMatchObject([{ state: { kind: 'held' } }]);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('comes by itself: a fresh read is asked for, and the market never shows more than there is', async () => {
    const bench = await createEngineHarness(linked);
    // No poll may do it.
    bench.levers.always('store.products.changed', failing('transient'));
    const seen = new Set<number>();
    bench.levers.always('channel.listings.setQuantity', (go, values) => {
      seen.add(Number(values[1]));
      return go();
    });
    const order = bench.buy('LAMP', 2);
    await bench.pass(5_000);
    expect(await bench.reservations(order)).toMatchObject([{ state: { kind: 'released' } }]);
    expect(Math.max(3, ...seen)).toBe(3);
    expect(bench.shown('LAMP')).toBe(3);
  });
});

describe('P4: products that go and come', () => {
  it('what is gone falls to zero; what comes back is sold again', async () => {
    const bench = await createEngineHarness(linked);
    const variant = await bench.variant('LAMP');
    await show(bench, []);
    expect(await bench.target('LAMP')).toMatchObject({ lane: 'quantity-down', dueAt: anInstant });
    await bench.drain('account', 'quantity-down');
    expect(bench.shown('LAMP')).toBe(0);
    await show(bench, [aVariantShown('LAMP', 'LAMP', counted(4))]);
    expect(await bench.variant('LAMP')).toMatchObject({ id: variant.id, goneAt: null });
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(4);
  });

  it('one variant of several goes alone', async () => {
    const bench = await createEngineHarness({ stock: {} });
    const both = ['S', 'M'].map((id) => aVariantShown(id, id, counted(1)));
    await show(bench, both, bench.clock.now(), 'SHIRT');
    await bench.variant('M');
    await show(bench, both.slice(0, 1), plus(bench.clock.now(), 1), 'SHIRT');
    expect((await bench.variant('S')).goneAt).toBeNull();
    await expect(bench.variant('M')).rejects.toThrow();
  });
});

describe('P8: SKUs that cannot be sold elsewhere', () => {
  it('a missing one is an issue until there is one', async () => {
    const bench = await createEngineHarness({ stock: {} });
    await show(bench, [aVariantShown('1', null, counted(1))]);
    expect(await bench.issueCodes()).toEqual(['stock.no-sku']);
    await show(bench, [aVariantShown('1', 'LAMP', counted(1))]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('a missing one of a product that is gone is no issue', async () => {
    const bench = await createEngineHarness({ stock: {} });
    await show(bench, [aVariantShown('1', null, counted(1))]);
    await show(bench, []);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it.each([
    [
      'is renamed',
      (bench: EngineHarness) => show(bench, [aVariantShown('2', 'OTHER', counted(1))], undefined, 'B'),
    ],
    [
      'loses it',
      (bench: EngineHarness) => show(bench, [aVariantShown('2', null, counted(1))], undefined, 'B'),
    ],
    ['is deleted', (bench: EngineHarness) => show(bench, [], undefined, 'B')],
  ])('a shared one is an issue until one of the two %s', async (_, mend) => {
    const bench = await createEngineHarness({ stock: {} });
    await show(bench, [aVariantShown('1', 'LAMP', counted(1))], undefined, 'A');
    await show(bench, [aVariantShown('2', 'LAMP', counted(1))], undefined, 'B');
    expect(await bench.issues()).toMatchObject([
      { message: { code: 'stock.duplicate-sku', values: { sku: 'LAMP', products: '1, 2' } } },
    ]);
    await mend(bench);
    expect((await bench.issueCodes()).filter((code) => code === 'stock.duplicate-sku')).toEqual([]);
  });

  it('the whole way: a shop with such products', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 } });
    addMemoryProduct(bench.shop, 'twin', [{ id: 'twin', sku: 'LAMP', stock: 1 }]);
    addMemoryProduct(bench.shop, 'bare', [{ id: 'bare', sku: null, stock: 1 }]);
    await bench.pass(2_000);
    expect([...(await bench.issueCodes())].sort()).toEqual(['stock.duplicate-sku', 'stock.no-sku']);
    bench.shop.products.delete('twin');
    bench.shop.products.delete('bare');
    await bench.pass(65_000);
    expect(await bench.issueCodes()).toEqual([]);
  });
});
