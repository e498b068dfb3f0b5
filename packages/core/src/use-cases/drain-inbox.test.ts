import { diesAfter, failing, heldOpen } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import type { Hint } from '../domain/inbox.ts';
import { toMilliseconds } from '../domain/instant.ts';
import { receiveHints } from './receive-hints.ts';

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const lamp: Hint = { kind: 'product', entityId: 'LAMP' };

function hint(bench: EngineHarness, who: 'store' | 'account', ...hints: readonly Hint[]): Promise<void> {
  return receiveHints(bench.engine, { workspaceId: bench.workspaceId, connectionId: bench[who].id }, hints);
}

const waiting = (bench: EngineHarness, who: 'store' | 'account' = 'store'): Promise<number> =>
  bench.look((tx) => tx.inbox.count(bench[who].id));

describe('P4: hints', () => {
  it('however many say the same, the entity is read once', async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', 2);
    for (let count = 0; count < 5; count += 1) await hint(bench, 'store', lamp, lamp);
    expect(bench.rung.at(-1)).toMatchObject({ connectionId: bench.store.id, lane: 'inbox' });
    await bench.drain('store', 'inbox');
    expect(bench.levers.count('store.products.read')).toBe(1);
    expect(await waiting(bench)).toBe(0);
    expect((await bench.variant('LAMP')).stock).toEqual({ kind: 'tracked', quantity: 3 });
  });

  it('one that comes during the read is not lost', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    bench.levers.next('store.products.read', slow.around);
    await hint(bench, 'store', lamp);
    const reading = bench.drain('store', 'inbox');
    await slow.made;
    bench.sell('LAMP', 2);
    await hint(bench, 'store', lamp);
    slow.letGo();
    await reading;
    expect(bench.levers.count('store.products.read')).toBe(2);
    expect((await bench.variant('LAMP')).stock).toEqual({ kind: 'tracked', quantity: 3 });
    expect(await waiting(bench)).toBe(0);
  });

  it('one whose read fails is tried again, with growing delay', async () => {
    const bench = await createEngineHarness(linked);
    const reads: number[] = [];
    bench.levers.always('store.products.read', (go, values) => {
      reads.push(toMilliseconds(bench.clock.now()));
      return failing('transient')(go, values);
    });
    await hint(bench, 'store', lamp);
    await bench.pass(40_000);
    const delays = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
    expect(delays.length).toBeGreaterThan(3);
    for (const [index, delay] of delays.slice(1).entries()) expect(delay).toBeGreaterThan(delays[index] ?? 0);
    expect(await waiting(bench)).toBe(1);
    bench.levers.always('store.products.read', (go) => go());
    await bench.pass(60_000);
    expect(await waiting(bench)).toBe(0);
  });

  it('one whose read is refused is given up: the next poll finds what there is', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('store.products.read', failing('not-found'));
    bench.sell('LAMP', 2);
    await hint(bench, 'store', lamp);
    await bench.drain('store', 'inbox');
    expect(await waiting(bench)).toBe(0);
    await bench.pass(2_000);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('one whose reader died is read by another', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('store.products.read', diesAfter);
    await hint(bench, 'store', lamp);
    await bench.pass(65_000);
    expect(bench.levers.count('store.products.read')).toBeGreaterThan(1);
    expect(await waiting(bench)).toBe(0);
  });

  it('P8: refused credentials keep it until the merchant has reconnected', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('store.products.read', failing('auth-expired'));
    await hint(bench, 'store', lamp);
    await bench.pass(5_000);
    expect(await waiting(bench)).toBe(1);
    expect(bench.levers.count('store.products.read')).toBe(1);
    expect(await bench.issueCodes()).toEqual(['memory.auth-expired']);
  });
});

describe('hints of each kind', () => {
  it('P2: a marketplace order is imported before any poll', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP');
    await hint(bench, 'account', { kind: 'channel-order', entityId: order.id });
    await bench.drain('account', 'inbox');
    expect(await bench.placementOf(order)).toBe('ready');
    await bench.pass(3_000);
    expect(bench.shop.orders.size).toBe(1);
  });

  it('P4: a product that is gone', async () => {
    const bench = await createEngineHarness(linked);
    bench.shop.products.delete('LAMP');
    await hint(bench, 'store', lamp);
    await bench.settle();
    expect(bench.shown('LAMP')).toBe(0);
  });

  it('entities that the platform does not have are forgotten', async () => {
    const bench = await createEngineHarness(linked);
    await hint(
      bench,
      'store',
      { kind: 'store-order', entityId: 'none' },
      { kind: 'product', entityId: 'none' },
    );
    await hint(bench, 'account', { kind: 'channel-order', entityId: 'none' });
    await bench.settle();
    expect([await waiting(bench), await waiting(bench, 'account')]).toEqual([0, 0]);
  });
});
