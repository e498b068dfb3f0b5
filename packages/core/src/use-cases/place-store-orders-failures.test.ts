import {
  answerLost,
  diesAfter,
  diesBefore,
  failing,
  heldOpen,
  throttled,
} from '@quayside/testkit/call-levers';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { toyKey } from '@quayside/testkit/toy-engine';
import { createHarnessWithoutKey, settleMs } from '@quayside/testkit/shop-without-key';
import { memoryStoreManifest } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { toMilliseconds } from '../domain/instant.ts';
import type { StoreOrderRequest } from '../ports/store-connector.ts';
import { reconnect } from './connect.ts';
import { retryOrder } from './retry-order.ts';

const { sendWindowMs, createTimeoutMs } = memoryStoreManifest.timing;
const inDoubtMs = sendWindowMs + createTimeoutMs + settleMs;
const keyOf = (order: { readonly id: string }): string => `memory:${order.id}`;

describe('P1: workers that die or come late', () => {
  it('a worker died before its creation left: looked for, then created once', async () => {
    const bench = await createHarnessWithoutKey();
    bench.levers.next('store.orders.create', diesBefore);
    const order = bench.buy('LAMP');
    await bench.pass(inDoubtMs - 1_000);
    expect(await bench.placementOf(order)).toBe('unconfirmed');
    expect(bench.withoutKey.creations).toHaveLength(0);
    await bench.pass(2 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.creations).toHaveLength(1);
  });

  it('a worker died before it heard the answer: the order is found, not created again', async () => {
    const bench = await createHarnessWithoutKey();
    bench.levers.next('store.orders.create', diesAfter);
    const order = bench.buy('LAMP');
    await bench.pass(1_500);
    expect(await bench.placementOf(order)).toBe('sending');
    await bench.pass(2 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.creations).toHaveLength(1);
    expect(bench.stockOf('LAMP')).toBe(4);
  });

  it('a worker that slept beyond its window sends nothing', async () => {
    const bench = await createHarnessWithoutKey();
    bench.levers.next('store.orders.create', (go) => {
      bench.clock.advance(sendWindowMs + 1);
      return go();
    });
    const order = bench.buy('LAMP');
    await bench.pass(1_000);
    expect(bench.levers.count('store.orders.create')).toBe(1);
    expect(bench.withoutKey.creations).toHaveLength(0);
    await bench.pass(inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.creations).toHaveLength(1);
  });

  it('an answer that comes after another worker found the order changes nothing', async () => {
    const bench = await createHarnessWithoutKey();
    const slow = heldOpen();
    bench.levers.next('store.orders.create', slow.around);
    const order = bench.buy('LAMP');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    const zombie = bench.drain('store', 'place-orders');
    await slow.made;
    await bench.pass(sendWindowMs + createTimeoutMs + 2_000);
    const found = await bench.order(order);
    expect(found.placement.state).toBe('placed');
    slow.letGo();
    await zombie;
    await bench.pass(2 * inDoubtMs);
    expect((await bench.order(order)).placement).toEqual(found.placement);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(4);
  });

  it('an answer that comes after another worker created the order again: one of the two is cancelled', async () => {
    const bench = await createHarnessWithoutKey();
    const slow = heldOpen();
    bench.withoutKey.fates.push('works-hidden');
    bench.levers.next('store.orders.create', slow.around);
    const order = bench.buy('LAMP');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    const zombie = bench.drain('store', 'place-orders');
    await slow.made;
    await bench.pass(inDoubtMs + 5_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(2);
    slow.letGo();
    await zombie;
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(4);
    expect(await bench.issueCodes()).toEqual(['order.duplicate-cancelled']);
  });

  it('a refusal that comes while another worker creates the order again does not touch that creation', async () => {
    const bench = await createHarnessWithoutKey();
    const [first, second] = [heldOpen(), heldOpen()];
    bench.withoutKey.fates.push('request-lost', 'works');
    bench.levers.next(
      'store.orders.create',
      async (go, values) => {
        await first.around(go, values);
        return failing('invalid-input')(go, values);
      },
      second.around,
    );
    const order = bench.buy('LAMP');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    const zombie = bench.drain('store', 'place-orders');
    await first.made;
    const passed = bench.pass(inDoubtMs + 5_000);
    await second.made;
    const before = await bench.order(order);
    expect(before.placement.state).toBe('sending');
    first.letGo();
    await zombie;
    expect(await bench.order(order)).toEqual(before);
    second.letGo();
    await passed;
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
  });

  it.each(['invalid-input', 'transient', 'unknown-outcome'] as const)(
    'a failure that comes after another worker took over changes nothing: %s',
    async (kind) => {
      const bench = await createHarnessWithoutKey();
      const slow = heldOpen();
      bench.withoutKey.fates.push('request-lost', 'hidden');
      bench.levers.next('store.orders.create', async (go, values) => {
        await slow.around(go, values);
        return failing(kind)(go, values);
      });
      const order = bench.buy('LAMP');
      bench.clock.advance(1_000);
      await bench.drain('account', 'poll');
      const zombie = bench.drain('store', 'place-orders');
      await slow.made;
      await bench.passUntil(() => bench.withoutKey.creations.length === 2);
      const before = await bench.order(order);
      slow.letGo();
      await zombie;
      expect(await bench.order(order)).toEqual(before);
      bench.withoutKey.reveal();
      await bench.pass(2 * inDoubtMs);
      expect(bench.withoutKey.creations).toHaveLength(2);
      expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
    },
  );
});

describe('P1: a shop that answers no', () => {
  it('a throttled creation goes on when the shop allows it, without a settle time', async () => {
    const bench = await createHarnessWithoutKey();
    bench.levers.next('store.orders.create', throttled(5_000));
    const order = bench.buy('LAMP');
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('ready');
    expect(bench.withoutKey.creations).toHaveLength(0);
    expect(await bench.history()).toContain('activity.retry-later');
    await bench.pass(4_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.creations).toHaveLength(1);
    expect(bench.levers.count('store.orders.find')).toBe(0);
  });

  it('a repeated creation that is throttled goes back to look-ups', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(() => bench.withoutKey.creations.length === 1);
    bench.levers.next('store.orders.create', throttled(1_000));
    await bench.passUntil(() => bench.levers.count('store.orders.create') === 2);
    bench.withoutKey.completeLate();
    await bench.pass(2 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.creations).toHaveLength(1);
  });

  it('P8: a refused order is held with an issue, keeps its units, and is placed once it is retried', async () => {
    const bench = await createHarnessWithoutKey();
    bench.levers.next('store.orders.create', failing('invalid-input'));
    const order = bench.buy('LAMP');
    await bench.pass(inDoubtMs);
    const held = await bench.order(order);
    expect(held).toMatchObject({ dueAt: null, placement: { state: 'held' } });
    expect(await bench.issueCodes()).toEqual(['order.held.store-refused']);
    expect(await bench.reservations(order)).toMatchObject([{ units: 1, state: { kind: 'held' } }]);
    expect(bench.shown('LAMP')).toBe(4);
    expect((await retryOrder(bench.engine, bench.workspaceId, held.id)).ok).toBe(true);
    await bench.pass(1_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.withoutKey.creations).toHaveLength(1);
  });

  it('a repeated creation that is refused and retried by hand still has its doubles looked for', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(() => bench.withoutKey.creations.length === 1);
    bench.levers.next('store.orders.create', failing('invalid-input'));
    await bench.passUntil(async () => (await bench.placementOf(order)) === 'held');
    bench.withoutKey.completeLate();
    await retryOrder(bench.engine, bench.workspaceId, (await bench.order(order)).id);
    await bench.pass(2 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
  });

  it('P8: refused credentials stop the store; reconnecting makes its orders go on', async () => {
    const bench = await createHarnessWithoutKey();
    bench.levers.next('store.orders.create', failing('auth-expired'));
    const order = bench.buy('LAMP');
    await bench.pass(inDoubtMs);
    expect(await bench.placementOf(order)).toBe('ready');
    expect(await bench.look((tx) => tx.connections.get(bench.store.id))).toMatchObject({
      health: 'reconnect',
    });
    expect(await bench.issues()).toMatchObject([{ connectionId: bench.store.id, severity: 'error' }]);
    expect(bench.levers.count('store.orders.create')).toBe(1);
    // The market goes on meanwhile.
    const later = bench.buy('LAMP');
    await bench.pass(2_000);
    expect(await bench.placementOf(later)).toBe('ready');
    expect(bench.shown('LAMP')).toBe(3);

    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    expect((await reconnect(bench.engine, key, { key: toyKey })).ok).toBe(true);
    await bench.pass(2_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(await bench.placementOf(later)).toBe('placed');
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.withoutKey.creations).toHaveLength(2);
  });

  it('a repeated creation whose credentials are refused goes back to look-ups', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('late');
    const order = bench.buy('LAMP');
    await bench.passUntil(() => bench.withoutKey.creations.length === 1);
    bench.levers.next('store.orders.create', failing('auth-expired'));
    await bench.passUntil(() => bench.levers.count('store.orders.create') === 2);
    bench.withoutKey.completeLate();
    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    expect((await reconnect(bench.engine, key, { key: toyKey })).ok).toBe(true);
    await bench.pass(2 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(1);
  });
});

describe('P1: an order that is cancelled while its creation is in doubt', () => {
  it.each([
    ['never sent again after a throttle', throttled(5_000)],
    ['never sent again after a lost request', failing('unknown-outcome')],
    ['never sent again after its worker died', diesBefore],
    ['not held for the merchant when the shop refuses it', failing('invalid-input')],
  ])('is %s, and its units are free again', async (_, fate) => {
    const bench = await createHarnessWithoutKey();
    const order = bench.buy('LAMP');
    bench.levers.next('store.orders.create', async (go, values) => {
      bench.move(order, 'cancelled');
      bench.clock.advance(1_000);
      await bench.drain('account', 'poll');
      return fate(go, values);
    });
    await bench.pass(3 * inDoubtMs);
    expect(bench.levers.count('store.orders.create')).toBe(1);
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(0);
    expect(await bench.placementOf(order)).toBe('closed');
    expect(await bench.reservations(order)).toMatchObject([{ state: { kind: 'released' } }]);
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.shown('LAMP')).toBe(5);
  });

  it('and that turns out to be in the shop is cancelled there', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('answer-lost');
    const order = bench.buy('LAMP');
    await bench.passUntil(() => bench.withoutKey.creations.length === 1);
    bench.move(order, 'cancelled');
    await bench.pass(3 * inDoubtMs);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.withoutKey.ordersWithKey(keyOf(order))).toBe(0);
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.stockOf('LAMP')).toBe(5);
  });
});

describe('P1: a shop with a unique key', () => {
  it('an answer that got lost is found', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    bench.levers.next('store.orders.create', answerLost);
    const order = bench.buy('LAMP');
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.levers.count('store.orders.create')).toBe(1);
  });

  it('a request that got lost is repeated after its window, without a settle time', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    bench.levers.next('store.orders.create', failing('unknown-outcome'));
    const order = bench.buy('LAMP');
    await bench.pass(1_000 + sendWindowMs + 2_000);
    expect(await bench.placementOf(order)).toBe('placed');
    const sentBy = bench.levers.calls
      .filter((call) => call.name === 'store.orders.create')
      .map((call) => toMilliseconds((call.values[0] as StoreOrderRequest).sendBy));
    expect(sentBy).toHaveLength(2);
    expect((sentBy[1] ?? 0) - (sentBy[0] ?? 0)).toBeLessThan(sendWindowMs + createTimeoutMs);
    expect(bench.shop.orders.size).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(4);
  });
});
