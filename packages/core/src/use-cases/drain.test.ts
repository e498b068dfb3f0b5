import { failing } from '@quayside/testkit/call-levers';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import { receiveHints } from './receive-hints.ts';

const manyLamps = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`LAMP-${index}`, 5]));

describe('P9: one answer to a bell', () => {
  it('ends with its slice of time, and rings for what is left', async () => {
    const bench = await createEngineHarness({ stock: manyLamps });
    bench.levers.always('store.products.read', (go) => {
      bench.clock.advance(1_500);
      return go();
    });
    const hints = Object.keys(manyLamps).map((entityId) => ({ kind: 'product' as const, entityId }));
    const job = { workspaceId: bench.workspaceId, connectionId: bench.store.id, lane: 'inbox' } as const;
    await receiveHints(bench.engine, job, hints);
    const before = bench.rung.length;
    await bench.drain('store', 'inbox');
    const left = await bench.look((tx) => tx.inbox.count(bench.store.id));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(hints.length);
    expect(bench.rung.slice(before)).toEqual([job]);
    await bench.settle();
    expect(await bench.look((tx) => tx.inbox.count(bench.store.id))).toBe(0);
  });

  it('rings no more when nothing is left', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    const before = bench.rung.length;
    await bench.drain('store', 'inbox');
    expect(bench.rung.slice(before)).toEqual([]);
  });

  it.each(['paused', 'reconnect'] as const)('calls nobody for a connection that is %s', async (health) => {
    const bench = await createEngineHarness({ isLinked: true });
    await bench.look(async (tx) => {
      const connection = await tx.connections.get(bench.account.id);
      if (connection !== undefined) await tx.connections.save({ ...connection, health });
    });
    const calls = bench.levers.count('channel.orders.changed');
    bench.clock.advance(5_000);
    await bench.drain('account', 'poll');
    await bench.pass(5_000);
    expect(bench.levers.count('channel.orders.changed')).toBe(calls);
  });

  it('stops with the first refusal of its credentials', async () => {
    const bench = await createEngineHarness({ stock: manyLamps });
    bench.levers.always('store.products.read', failing('auth-expired'));
    const hints = Object.keys(manyLamps).map((entityId) => ({ kind: 'product' as const, entityId }));
    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    await receiveHints(bench.engine, key, hints);
    await bench.drain('store', 'inbox');
    // One batch of calls that were in flight together.
    expect(bench.levers.count('store.products.read')).toBe(4);
  });

  it('a bug in the work on one row leaves the others recorded', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 5 }, isLinked: true });
    bench.levers.next('store.products.read', () => Promise.reject(new Error('a bug')));
    bench.sell('LAMP', 1);
    bench.sell('VASE', 1);
    const hints = ['LAMP', 'VASE'].map((entityId) => ({ kind: 'product' as const, entityId }));
    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    await receiveHints(bench.engine, key, hints);
    await expect(bench.drain('store', 'inbox')).rejects.toThrow('a bug');
    expect((await bench.variant('VASE')).stock).toEqual({ kind: 'tracked', quantity: 4 });
    expect((await bench.variant('LAMP')).stock).toEqual({ kind: 'tracked', quantity: 5 });
  });
});
