import { aWorkspace } from '@quayside/testkit/builders';
import { failing } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { createSecondToys } from '@quayside/testkit/second-toys';
import { toyKey } from '@quayside/testkit/toy-engine';
import { describe, expect, it } from 'vitest';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type OrderId,
  type WorkspaceId,
} from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { connectChannel, connectStore, reconnect } from './connect.ts';
import { drain } from './drain.ts';
import { linkListing } from './link-listing.ts';
import { receiveHints } from './receive-hints.ts';
import { retryOrder } from './retry-order.ts';

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const day = 24 * 60 * 60 * 1000;
const newStore = {
  connector: 'memory',
  name: 'Toys',
  credentials: { key: toyKey },
  settings: { shop: 'toys' },
};
const newChannel = {
  connector: 'memory',
  name: 'Toys',
  credentials: { key: toyKey },
  settings: { market: 'toys' },
};

async function connections(bench: EngineHarness): Promise<number> {
  return (await bench.look((tx) => tx.connections.list())).length;
}

describe('connecting', () => {
  it('makes the first store the master of the stock pool, and no other', async () => {
    const bench = await createEngineHarness();
    await bench.connectToyStore();
    const [first] = await bench.look((tx) => tx.connections.list());
    expect(await bench.look((tx) => tx.pools.list())).toMatchObject([{ masterConnectionId: first?.id }]);
  });

  it('feeds an account from the first store, whichever comes first, also when both come at once', async () => {
    const bench = await createSecondToys({ isWithoutStore: true });
    expect((await bench.look((tx) => tx.connections.get(bench.account.id)))?.poolId).toBeNull();
    await Promise.all([bench.connectSecondMarket(), bench.connectToyStore(), bench.connectSecondMarket()]);
    const poolId = await bench.firstPoolId();
    const accounts = await bench.look((tx) => tx.connections.list());
    expect(accounts.map(({ role, poolId: fedBy }) => [role, fedBy])).toEqual(
      accounts.map(({ role }) => [role, role === 'store' ? null : poolId]),
    );
    expect(await bench.connectSecondMarket()).toMatchObject({ poolId });
  });

  it.each([
    ['credentials that the platform refuses', { credentials: { key: 'wrong' } }, 'auth-expired'],
    ['credentials of another shape', { credentials: { password: 'x' } }, 'invalid-input'],
    ['settings of another shape', { settings: {} }, 'invalid-input'],
    ['a connector that is not installed', { connector: 'none' }, 'invalid-input'],
  ])('answers %s as a problem, and stores nothing', async (_, changes, kind) => {
    const bench = await createEngineHarness();
    const before = await connections(bench);
    const store = await connectStore(bench.engine, bench.workspaceId, { ...newStore, ...changes });
    const channel = await connectChannel(bench.engine, bench.workspaceId, { ...newChannel, ...changes });
    for (const answer of [store, channel]) expect(answer).toMatchObject({ ok: false, error: { kind } });
    expect(await connections(bench)).toBe(before);
  });

  it.each([
    ['the moment of connection', undefined, 0],
    ['a chosen day', -30 * day, -30 * day],
    ['at most 60 days back', -90 * day, -60 * day],
    ['never a day to come', 30 * day, 0],
  ])('P2: orders are imported from %s', async (_, wanted, expected) => {
    const bench = await createEngineHarness();
    const now = bench.clock.now();
    const answer = await connectChannel(bench.engine, bench.workspaceId, {
      ...newChannel,
      ...(wanted !== undefined && { ordersFrom: plus(now, wanted) }),
    });
    if (!answer.ok) throw new Error('The toy market refuses');
    const { ordersFrom } = answer.value;
    expect(ordersFrom >= plus(now, expected)).toBe(true);
    expect(ordersFrom <= plus(now, expected + 100)).toBe(true);
  });
});

describe('reconnecting', () => {
  it('P8: asks for credentials that work, and changes nothing without', async () => {
    const bench = await createEngineHarness(linked);
    bench.shop.gate.key = 'another-key';
    await bench.pass(2_000);
    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    expect(await reconnect(bench.engine, key, { key: toyKey })).toMatchObject({
      ok: false,
      error: { kind: 'auth-expired' },
    });
    expect(await bench.look((tx) => tx.connections.get(bench.store.id))).toMatchObject({
      health: 'reconnect',
    });
    expect((await reconnect(bench.engine, key, { key: 'another-key' })).ok).toBe(true);
    expect(await bench.issueCodes()).toEqual([]);
    expect(await bench.look((tx) => tx.connections.get(bench.store.id))).toMatchObject({
      health: 'healthy',
      healthReason: null,
    });
    bench.sell('LAMP', 2);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('keeps the secret that signs webhooks', async () => {
    const bench = await createEngineHarness(linked);
    const before = await bench.look((tx) => tx.secrets.get(bench.store.id));
    await reconnect(
      bench.engine,
      { workspaceId: bench.workspaceId, connectionId: bench.store.id },
      { key: toyKey },
    );
    expect(await bench.look((tx) => tx.secrets.get(bench.store.id))).toMatchObject({
      webhookSecret: before?.webhookSecret,
    });
  });

  it.each(['store', 'account'] as const)('rings only bells that the %s can answer', async (who) => {
    const bench = await createEngineHarness(linked);
    const before = bench.rung.length;
    await reconnect(
      bench.engine,
      { workspaceId: bench.workspaceId, connectionId: bench[who].id },
      { key: toyKey },
    );
    const rung = bench.rung.slice(before);
    expect(rung.map(({ lane }) => lane)).toEqual(expect.arrayContaining(['poll', 'inbox']));
    for (const job of rung) await drain(bench.engine, job);
  });

  it('a platform that refuses again and again is told of once', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('store.products.changed', failing('auth-expired'));
    bench.levers.always('store.orders.changed', failing('auth-expired'));
    await bench.pass(10_000);
    expect((await bench.history()).filter((code) => code === 'connection.reconnect')).toHaveLength(1);
    expect(await bench.issueCodes()).toHaveLength(1);
  });
});

describe('P6: ids of another workspace find nothing', () => {
  async function stranger(bench: EngineHarness): Promise<WorkspaceId> {
    const other = aWorkspace();
    await bench.storage.createWorkspace(other);
    return other.id;
  }

  it('reconnect, link, retry, hint and drain', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('store.orders.create', failing('invalid-input'));
    const order = bench.buy('LAMP');
    await bench.pass(3_000);
    const { id, placement } = await bench.order(order);
    expect(placement.state).toBe('held');
    const workspaceId = await stranger(bench);
    const key = { workspaceId, connectionId: bench.account.id };
    const variant = await bench.variant('LAMP');
    const link = {
      channelSku: brandId<ChannelSku>('LAMP'),
      marketplace: bench.market.marketplace,
      variantId: variant.id,
    };

    expect(await reconnect(bench.engine, key, { key: toyKey })).toEqual({
      ok: false,
      error: { kind: 'unknown-connection' },
    });
    expect(await linkListing(bench.engine, key, link)).toEqual({
      ok: false,
      error: { kind: 'unknown-connection' },
    });
    expect(await retryOrder(bench.engine, workspaceId, id)).toEqual({
      ok: false,
      error: { kind: 'unknown-order' },
    });
    const calls = bench.levers.calls.length;
    for (const lane of ['poll', 'place-orders', 'inbox', 'quantity-down'] as const) {
      await drain(bench.engine, { ...key, lane });
    }
    expect(bench.levers.calls.length).toBe(calls);
    expect(await bench.placementOf(order)).toBe('held');
  });

  it("a variant of another workspace cannot be linked to this one's account", async () => {
    const bench = await createEngineHarness(linked);
    const workspaceId = await stranger(bench);
    const own = await connectChannel(bench.engine, workspaceId, newChannel);
    if (!own.ok) throw new Error('The toy market refuses');
    const answer = await linkListing(
      bench.engine,
      { workspaceId, connectionId: own.value.id },
      {
        channelSku: brandId<ChannelSku>('LAMP'),
        marketplace: bench.market.marketplace,
        variantId: (await bench.variant('LAMP')).id,
      },
    );
    expect(answer).toEqual({ ok: false, error: { kind: 'unknown-variant' } });
  });

  it('a hint for a connection of another workspace is never worked on', async () => {
    const bench = await createEngineHarness(linked);
    const workspaceId = await stranger(bench);
    await receiveHints(bench.engine, { workspaceId, connectionId: bench.store.id }, [
      { kind: 'product', entityId: 'LAMP' },
    ]).catch(() => undefined);
    expect(await bench.look((tx) => tx.inbox.count(bench.store.id))).toBe(0);
  });
});

describe('retrying an order', () => {
  it('answers an order that is unknown, or not held, as a problem', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP');
    await bench.pass(3_000);
    const { id } = await bench.order(order);
    expect(await retryOrder(bench.engine, bench.workspaceId, id)).toEqual({
      ok: false,
      error: { kind: 'not-held' },
    });
    const unknown = brandId<OrderId>('00000000-0000-7000-8000-00000000dead');
    expect(await retryOrder(bench.engine, bench.workspaceId, unknown)).toEqual({
      ok: false,
      error: { kind: 'unknown-order' },
    });
  });

  it('an order whose reason is still there stays held, and says so', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 5 }, isLinked: true });
    bench.levers.always('store.orders.create', failing('invalid-input'));
    const order = bench.buy('LAMP');
    await bench.pass(3_000);
    await retryOrder(bench.engine, bench.workspaceId, (await bench.order(order)).id);
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('held');
    expect(await bench.issueCodes()).toEqual(['order.held.store-refused']);
    expect(bench.levers.count('store.orders.create')).toBe(2);
    expect(await bench.history()).toContain('activity.order-retried');
  });

  it('an order that was cancelled meanwhile is closed, not placed', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('store.orders.create', failing('invalid-input'));
    const order = bench.buy('LAMP');
    await bench.pass(3_000);
    bench.move(order, 'cancelled');
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('closed');
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.shop.orders.size).toBe(0);
  });
});

it('an unknown connection is no bug of the worker', async () => {
  const bench = await createEngineHarness(linked);
  const connectionId = brandId<ConnectionId>('00000000-0000-7000-8000-00000000dead');
  await drain(bench.engine, { workspaceId: bench.workspaceId, connectionId, lane: 'poll' });
});
