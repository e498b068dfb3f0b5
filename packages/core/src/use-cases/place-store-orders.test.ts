import { diesBefore, failing, heldOpen, throttled } from '@quayside/testkit/call-levers';
import { createHarnessWithoutKey, settleMs } from '@quayside/testkit/shop-without-key';
import { memoryStoreManifest } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { toMilliseconds } from '../domain/instant.ts';
import type { StoreOrderRequest } from '../ports/store-connector.ts';

const { sendWindowMs, createTimeoutMs } = memoryStoreManifest.timing;
/** From a claim until the last moment at which its creation may appear. */
const inDoubtMs = sendWindowMs + createTimeoutMs + settleMs;

const keyOf = (order: { readonly id: string }): string => `memory:${order.id}`;

/** When a creation was claimed. */
function claimedAt(request: Pick<StoreOrderRequest, 'sendBy'> | undefined): number {
  if (request === undefined) throw new Error('There was no such creation');
  return toMilliseconds(request.sendBy) - sendWindowMs;
}

describe('P1: a marketplace order becomes one store order, in a shop without a unique key', () => {
  it('is placed once, with what the buyer ordered', async () => {
    const bench = await createHarnessWithoutKey();
    const order = bench.buy('LAMP', 2);
    await bench.pass(2_000);
    expect(await bench.order(order)).toMatchObject({ dueAt: null, placement: { state: 'placed' } });
    expect(bench.withoutKey.creations).toMatchObject([
      {
        key: keyOf(order),
        channelName: 'Toy market',
        marketplaceOrderId: order.id,
        lines: [
          {
            item: { sku: 'LAMP', storeVariantId: 'LAMP' },
            quantity: 2,
            total: { amount: '39.8' },
            tax: null,
          },
        ],
        shippingTotal: { amount: '3.99' },
        buyer: { name: 'A buyer' },
      },
    ]);
    expect(bench.stockOf('LAMP')).toBe(3);
  });

  it('an answer that got lost is found by a look-up, and nothing is created again', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('answer-lost');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    await bench.pass(2 * inDoubtMs);
    expect(bench.withoutKey.creations).toHaveLength(1);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    const told = ['activity.order-unconfirmed', 'activity.order-found'];
    expect((await bench.history()).filter((code) => told.includes(code))).toEqual(told);
  });

  it('a request that got lost is repeated once, and not before its settle time is over', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('request-lost');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'unconfirmed');
    await bench.pass(inDoubtMs - 1_000);
    expect(bench.withoutKey.creations).toHaveLength(1);
    expect(bench.levers.count('store.orders.find')).toBeGreaterThan(2);
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    await bench.pass(2 * inDoubtMs);
    const [first, second, ...more] = bench.withoutKey.creations;
    expect(more).toEqual([]);
    expect(claimedAt(second) - claimedAt(first)).toBeGreaterThan(inDoubtMs);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(4);
  });

  it('is repeated soon after the settle time, not some day', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('request-lost');
    bench.buy('LAMP');
    await bench.pass(inDoubtMs + 3_000);
    expect(bench.withoutKey.creations).toHaveLength(2);
  });

  it.each(['hidden', 'late'] as const)(
    'a creation that appears within the settle time is found: %s',
    async (fate) => {
      const bench = await createHarnessWithoutKey();
      bench.withoutKey.fates.push(fate);
      const order = bench.buy('LAMP');
      await bench.pass(inDoubtMs - 3_000);
      expect(await bench.placementOf(order)).toBe('unconfirmed');
      bench.withoutKey.reveal();
      bench.withoutKey.completeLate();
      await bench.pass(2 * inDoubtMs);
      expect(await bench.placementOf(order)).toBe('placed');
      expect(bench.withoutKey.creations).toHaveLength(1);
      expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    },
  );

  it('several lost requests in a row: one creation per settle time, one order in the end', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('request-lost', 'request-lost', 'answer-lost');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    await bench.pass(2 * inDoubtMs);
    const claims = bench.withoutKey.creations.map(claimedAt);
    expect(claims).toHaveLength(3);
    for (const [index, claim] of claims.slice(1).entries()) {
      expect(claim - (claims[index] ?? 0)).toBeGreaterThan(inDoubtMs);
    }
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
  });

  it('a look-up that fails decides nothing', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('request-lost');
    bench.levers.always('store.orders.find', failing('transient'));
    const order = bench.buy('LAMP');
    await bench.pass(3 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('unconfirmed');
    expect(bench.withoutKey.creations).toHaveLength(1);
    bench.levers.always('store.orders.find', (go) => go());
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    expect(bench.withoutKey.creations).toHaveLength(2);
  });

  it('a look-up that began within the settle time decides nothing, however late it answers', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    const slow = heldOpen();
    bench.levers.next('store.orders.find', slow.around);
    const passed = bench.pass(2_000);
    await slow.made;
    bench.withoutKey.completeLate();
    bench.clock.advance(2 * inDoubtMs);
    slow.letGo();
    await passed;
    await bench.pass(2 * inDoubtMs);
    expect(bench.withoutKey.creations).toHaveLength(1);
    expect(await bench.placementOf(order)).toBe('placed');
  });

  it('workers that answer one bell together create one order', async () => {
    const bench = await createHarnessWithoutKey();
    const order = bench.buy('LAMP');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    expect(await bench.placementOf(order)).toBe('ready');
    await Promise.all([1, 2, 3].map(() => bench.drain('store', 'place-orders')));
    expect(bench.withoutKey.creations).toHaveLength(1);
    expect(await bench.placementOf(order)).toBe('placed');
  });
});

describe('P1: a second store order', () => {
  it('is found by a second look, cancelled and restocked, and the merchant is told', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    bench.withoutKey.completeLate();
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(2);
    await bench.pass(inDoubtMs + 2_000);
    expect(bench.withoutKey.creations).toHaveLength(2);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(4);
    expect(await bench.issueCodes()).toEqual(['order.duplicate-cancelled']);
    const { placement, dueAt } = await bench.order(order);
    expect(dueAt).toBeNull();
    const kept = placement.state === 'placed' ? bench.shop.orders.get(placement.storeOrderId) : undefined;
    expect(kept?.status).toBe('open');
    expect(bench.shown('LAMP')).toBe(4);
  });

  it('that is there at the first look already is cancelled as well', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late', 'hidden');
    const order = bench.buy('LAMP');
    await bench.passUntil(() => bench.withoutKey.creations.length === 2);
    bench.withoutKey.completeLate();
    bench.withoutKey.reveal();
    // Well before the second look.
    await bench.pass(5_000);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(bench.withoutKey.creations).toHaveLength(2);
    expect(bench.stockOf('LAMP')).toBe(4);
  });

  it('is cancelled although the worker that found it died', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    bench.withoutKey.completeLate();
    bench.levers.next('store.orders.cancel', diesBefore);
    await bench.pass(inDoubtMs + 70_000);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(await bench.issueCodes()).toEqual(['order.duplicate-cancelled']);
  });

  it('is cancelled once the shop allows it again', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    bench.withoutKey.completeLate();
    bench.levers.next('store.orders.cancel', throttled(2_000), failing('unknown-outcome'));
    await bench.pass(inDoubtMs + 20_000);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(await bench.issueCodes()).toEqual(['order.duplicate-cancelled']);
  });

  it('P8: that the shop refuses to cancel is left to the merchant, with an issue', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'placed');
    bench.withoutKey.completeLate();
    bench.levers.always('store.orders.cancel', failing('conflict'));
    await bench.pass(inDoubtMs + 20_000);
    expect(await bench.issueCodes()).toEqual(['order.duplicate-not-cancelled']);
    expect(bench.levers.count('store.orders.cancel')).toBe(1);
    expect((await bench.order(order)).dueAt).toBeNull();
  });
});
