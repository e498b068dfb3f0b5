import { anOrderLine, anOrderSnapshot, at, euros } from '@quayside/testkit/builders';
import { failing } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryListing, addMemoryProduct, type MemoryMarketOrder } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type ChannelSku, type MarketplaceOrderId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import type { OrderSnapshot } from '../domain/order.ts';
import { commit } from './commit.ts';
import { importOrder, type ImportOutcome } from './import-order.ts';

const anInstant: unknown = expect.any(String);

const linked = { stock: { LAMP: 5, VASE: 9 }, isLinked: true } as const;
const sku = (text: string): ChannelSku => brandId<ChannelSku>(text);

/** Imports what a channel might show, without the toy market in between. */
function show(bench: EngineHarness, snapshot: OrderSnapshot): Promise<ImportOutcome> {
  return commit(bench.engine, bench.workspaceId, (scope) => importOrder(scope, bench.account, snapshot));
}

/** An order of a lamp and two vases, as paid for. */
function lampAndVases(bench: EngineHarness, changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return anOrderSnapshot({
    marketplaceOrderId: brandId<MarketplaceOrderId>('order-1'),
    marketplace: bench.market.marketplace,
    updatedAt: bench.clock.now(),
    lines: [
      anOrderLine({ marketplaceLineId: '1', channelSku: sku('LAMP') }),
      anOrderLine({ marketplaceLineId: '2', channelSku: sku('VASE'), quantity: 2 }),
    ],
    ...changes,
  });
}

async function unitsHeld(
  bench: EngineHarness,
  order: { readonly id: MemoryMarketOrder['id'] },
): Promise<number[]> {
  const reservations = await bench.reservations(order);
  return reservations.filter(({ state }) => state.kind === 'held').map(({ units }) => units);
}

describe('P3: units promised to a marketplace order', () => {
  it('are reserved in the transaction that stores the order, paid or not', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP', 2, 'pending');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    expect(await bench.placementOf(order)).toBe('awaiting-payment');
    expect(await bench.reservations(order)).toMatchObject([{ units: 2, state: { kind: 'held' } }]);
    expect(await bench.target('LAMP')).toMatchObject({ lane: 'quantity-down', dueAt: anInstant });
  });

  it('an order is not stored without them', async () => {
    const bench = await createEngineHarness(linked);
    const snapshot = lampAndVases(bench);
    const failed = commit(bench.engine, bench.workspaceId, async (scope) => {
      const insert = (): Promise<void> => Promise.reject(new Error('no reservation today'));
      const tx = { ...scope.tx, reservations: { ...scope.tx.reservations, insert } };
      await importOrder({ ...scope, tx }, bench.account, snapshot);
    });
    await expect(failed).rejects.toThrow('no reservation today');
    expect(await bench.placementOf({ id: snapshot.marketplaceOrderId })).toBe('not-imported');
  });

  it('P1: an order that is paid later is placed once', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP', 1, 'pending');
    await bench.pass(5_000);
    expect(bench.shop.orders.size).toBe(0);
    bench.move(order, 'unshipped');
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.shop.orders.size).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(4);
    expect(bench.shown('LAMP')).toBe(4);
  });

  it('are free again when it is cancelled before it is placed, after an order window', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP', 2, 'pending');
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(3);
    bench.move(order, 'cancelled');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    expect(await bench.placementOf(order)).toBe('closed');
    expect(await bench.reservations(order)).toMatchObject([{ units: 2, state: { kind: 'released' } }]);
    expect(await bench.history()).toContain('activity.order-released');
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(5);
    expect(bench.shop.orders.size).toBe(0);
  });

  it('after a cancellation the store order is cancelled too, and the units come back with the shop’s own count', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP', 2);
    await bench.pass(3_000);
    bench.move(order, 'cancelled');
    await bench.pass(3_000);
    expect(bench.shop.orders.get('1')?.status).toBe('cancelled');
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.stockOf('LAMP')).toBe(5);
    await bench.pass(6_000);
    expect(bench.shown('LAMP')).toBe(5);
  });

  it('follow the quantity of their line, and lines that come and go', async () => {
    const bench = await createEngineHarness(linked);
    const first = lampAndVases(bench, { status: 'pending' });
    const order = { id: first.marketplaceOrderId };
    await show(bench, first);
    expect(await unitsHeld(bench, order)).toEqual([1, 2]);

    const lines = first.lines.map((line) => ({ ...line, quantity: 3 }));
    await show(bench, { ...first, lines, updatedAt: bench.clock.now() });
    expect(await unitsHeld(bench, order)).toEqual([3, 3]);

    await show(bench, { ...first, lines: lines.slice(1), updatedAt: bench.clock.now() });
    expect(await unitsHeld(bench, order)).toEqual([3]);
    expect(await bench.reservations(order)).toMatchObject([
      { units: 3, state: { kind: 'released' } },
      { units: 3, state: { kind: 'held' } },
    ]);
    await bench.settle();
    await bench.pass(3_000);
    expect([bench.shown('LAMP'), bench.shown('VASE')]).toEqual([5, 6]);
  });

  it('count in units of the variant, by the pack', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 13 } });
    await bench.link('LAMP', { unitsPerListing: 6 });
    await bench.pass(3_000);
    const order = bench.buy('LAMP');
    await bench.pass(1_000);
    expect(await bench.reservations(order)).toMatchObject([{ units: 6 }]);
    await bench.pass(3_000);
    expect(bench.stockOf('LAMP')).toBe(7);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('an order that the channel ships takes nothing and is closed', async () => {
    const bench = await createEngineHarness(linked);
    const snapshot = lampAndVases(bench, { fulfillment: 'channel' });
    expect(await show(bench, snapshot)).toBe('new');
    expect(await bench.placementOf({ id: snapshot.marketplaceOrderId })).toBe('closed');
    expect(await bench.reservations({ id: snapshot.marketplaceOrderId })).toEqual([]);
    await bench.pass(3_000);
    expect(bench.shop.orders.size).toBe(0);
    expect(bench.shown('LAMP')).toBe(5);
  });

  it.each(['shipped', 'cancelled'] as const)(
    'an order that was %s before it was known is closed',
    async (status) => {
      const bench = await createEngineHarness(linked);
      const snapshot = lampAndVases(bench, { status });
      await show(bench, snapshot);
      expect(await bench.placementOf({ id: snapshot.marketplaceOrderId })).toBe('closed');
      expect(await bench.reservations({ id: snapshot.marketplaceOrderId })).toEqual([]);
    },
  );
});

describe('P2: the same order seen again', () => {
  it.each([
    ['the same state', 0],
    ['an older state', -1_000],
  ])('%s changes nothing', async (_, shift) => {
    const bench = await createEngineHarness(linked);
    const snapshot = lampAndVases(bench);
    expect(await show(bench, snapshot)).toBe('new');
    const before = await bench.order({ id: snapshot.marketplaceOrderId });
    const again = { ...snapshot, status: 'cancelled' as const, updatedAt: plus(snapshot.updatedAt, shift) };
    expect(await show(bench, again)).toBe('unchanged');
    expect(await bench.order({ id: snapshot.marketplaceOrderId })).toEqual(before);
  });

  it('the buyer is kept when the channel stops showing him', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP');
    await bench.pass(1_500);
    const known = await bench.order(order);
    const shown = { ...known, lines: known.lines, buyer: null, updatedAt: bench.clock.now() };
    expect(await show(bench, shown)).toBe('changed');
    expect((await bench.order(order)).buyer).toMatchObject({ name: 'A buyer' });
  });

  it('an order from before the start date is left alone, unless it changes afterwards', async () => {
    const bench = await createEngineHarness(linked);
    const { ordersFrom } = bench.account;
    const old = lampAndVases(bench, { updatedAt: plus(ordersFrom, -1) });
    expect(await show(bench, old)).toBe('before-start');
    expect(await bench.placementOf({ id: old.marketplaceOrderId })).toBe('not-imported');
    expect(await show(bench, { ...old, updatedAt: ordersFrom })).toBe('new');
  });

  it('orders from before the connection are imported back to the start date', async () => {
    const ordersFrom = at('2026-03-01T00:00:00.000Z');
    const bench = await createEngineHarness({ ...linked, ordersFrom });
    const [kept, left] = [bench.buy('LAMP'), bench.buy('LAMP')];
    kept.changedAt = ordersFrom;
    left.changedAt = plus(ordersFrom, -1);
    const again = await createEngineHarness({ ...linked, ordersFrom });
    for (const order of [kept, left]) again.market.orders.set(order.id, order);
    await again.look(async (tx) => {
      const poll = await tx.polls.get(again.account.id, 'channel-orders');
      if (poll !== undefined) await tx.polls.save({ ...poll, cursor: null });
    });
    await again.pass(2_000);
    expect(await again.placementOf(kept)).toBe('placed');
    expect(await again.placementOf(left)).toBe('not-imported');
  });
});

describe('P2: orders that cannot be placed yet are held, with a reason', () => {
  async function orderOfUnknown(bench: EngineHarness): Promise<OrderSnapshot> {
    const snapshot = lampAndVases(bench);
    await show(bench, snapshot);
    return snapshot;
  }

  it('P3: an unknown SKU holds the order; the units of the other lines are reserved', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 9 } });
    await bench.link('LAMP');
    const { marketplaceOrderId: id } = await orderOfUnknown(bench);
    const order = await bench.order({ id });
    expect(order).toMatchObject({ dueAt: null, placement: { state: 'held' } });
    expect(await bench.issues()).toMatchObject([
      { message: { code: 'order.held.unknown-sku', values: { order: id, skus: 'VASE' } } },
    ]);
    expect(await bench.reservations({ id })).toMatchObject([{ units: 1, state: { kind: 'held' } }]);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(4);
    expect(bench.shop.orders.size).toBe(0);
  });

  it('it is placed once its SKU is linked', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 9 } });
    await bench.link('LAMP');
    const { marketplaceOrderId: id } = await orderOfUnknown(bench);
    await bench.link('VASE');
    expect(await unitsHeld(bench, { id })).toEqual([1, 2]);
    expect(await bench.issueCodes()).toEqual([]);
    await bench.pass(3_000);
    expect(await bench.placementOf({ id })).toBe('placed');
    expect([bench.stockOf('LAMP'), bench.stockOf('VASE')]).toEqual([4, 7]);
    expect([bench.shown('LAMP'), bench.shown('VASE')]).toEqual([4, 7]);
  });

  it('a workspace without a store holds its orders until there is one', async () => {
    const bench = await createEngineHarness({ isWithoutStore: true });
    addMemoryListing(bench.market, { sku: 'CHAIR', price: euros('49'), quantity: 3 });
    const order = bench.buy('CHAIR');
    await bench.pass(2_000);
    expect(await bench.placementOf(order)).toBe('held');
    expect(await bench.issueCodes()).toEqual(['order.held.no-store']);
    await bench.connectToyStore();
    addMemoryProduct(bench.shop, 'CHAIR', [{ id: 'CHAIR', sku: 'CHAIR', stock: 3 }]);
    await bench.pass(3_000);
    await bench.link('CHAIR');
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.shop.orders.size).toBe(1);
  });
});

it('P8: a platform that cannot be reached loses nothing', async () => {
  const bench = await createEngineHarness(linked);
  bench.levers.always('channel.orders.changed', failing('transient'));
  const order = bench.buy('LAMP');
  await bench.pass(20_000);
  expect(await bench.placementOf(order)).toBe('not-imported');
  bench.levers.always('channel.orders.changed', (go) => go());
  await bench.pass(40_000);
  expect(await bench.placementOf(order)).toBe('placed');
});
