import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { answerLost, heldOpen } from '@quayside/testkit/call-levers';
import { toyKey } from '@quayside/testkit/toy-engine';
import { describe, expect, it } from 'vitest';
import { brandId, type ChannelSku, type ConnectionId } from '../domain/ids.ts';
import { lanesOf } from '../jobs/catalogue.ts';
import { reconnect } from './connect.ts';
import { linkListing } from './link-listing.ts';
import { pauseConnection, resumeConnection } from './pause-connection.ts';
import { receiveHints } from './receive-hints.ts';

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const hour = 3_600_000;

type Who = 'store' | 'account';
const keyOf = (bench: EngineHarness, who: Who) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench[who].id,
});
const pause = (bench: EngineHarness, who: Who = 'account') =>
  pauseConnection(bench.engine, keyOf(bench, who));
const resume = (bench: EngineHarness, who: Who = 'account') =>
  resumeConnection(bench.engine, keyOf(bench, who));
const health = async (bench: EngineHarness, who: Who = 'account') =>
  (await bench.look((tx) => tx.connections.get(bench[who].id)))?.health;

describe('a paused account', () => {
  it('P8: is not called at all, and an issue says what that means for as long as it lasts', async () => {
    const bench = await createEngineHarness(linked);
    expect(await pause(bench)).toMatchObject({ ok: true, value: { health: 'paused' } });
    const before = bench.market.gate.calls;
    bench.sell('LAMP', 2);
    await bench.pass(100_000, 1_000);
    expect(bench.market.gate.calls).toBe(before);
    expect(bench.shown('LAMP')).toBe(5);
    expect(await bench.issueCodes()).toEqual(['connection.channel-paused']);
    expect(await resume(bench)).toMatchObject({ ok: true, value: { health: 'healthy' } });
    await bench.pass(2_000);
    expect(bench.shown('LAMP')).toBe(3);
    expect(await bench.issueCodes()).toEqual([]);
    const history = await bench.history();
    expect(history).toEqual(expect.arrayContaining(['activity.paused', 'activity.resumed']));
  });

  it('P8: a paused shop is not called either, and its issue says something else', async () => {
    const bench = await createEngineHarness(linked);
    await pause(bench, 'store');
    const before = bench.shop.gate.calls;
    const order = bench.buy('LAMP', 1);
    await bench.pass(5_000);
    expect(bench.shop.gate.calls).toBe(before);
    expect(await bench.issueCodes()).toEqual(['connection.store-paused']);
    // What was promised is promised all the same.
    expect(await bench.placementOf(order)).toBe('ready');
    expect(bench.shown('LAMP')).toBe(4);
    await resume(bench, 'store');
    await bench.pass(2_000);
    expect(await bench.placementOf(order)).toBe('placed');
  });

  it('P2: what was sold meanwhile is imported at once when it goes on, and notices that came are read', async () => {
    const bench = await createEngineHarness(linked);
    await pause(bench);
    const order = bench.buy('LAMP', 2);
    const hints = [{ kind: 'channel-order' as const, entityId: order.id }];
    await receiveHints(bench.engine, keyOf(bench, 'account'), hints);
    await bench.pass(2_000);
    expect(await bench.placementOf(order)).toBe('not-imported');
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(1);
    await resume(bench);
    await bench.settle();
    expect(await bench.placementOf(order)).toBe('placed');
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(0);
  });

  it('rings every lane of its own when it goes on', async () => {
    const bench = await createEngineHarness(linked);
    for (const who of ['store', 'account'] as const) {
      await pause(bench, who);
      const before = bench.rung.length;
      await resume(bench, who);
      const rung = bench.rung.slice(before).filter(({ connectionId }) => connectionId === bench[who].id);
      expect(new Set(rung.map(({ lane }) => lane))).toEqual(new Set(lanesOf[bench[who].role]));
    }
  });

  it('P3: raises nothing when it goes on before the orders of the pause are known', async () => {
    const bench = await createEngineHarness(linked);
    await pause(bench);
    bench.sell('LAMP', -3);
    bench.clock.advance(hour);
    await bench.settle();
    bench.buy('LAMP', 2);
    // The orders are slow to come: the quantities have all the time to run ahead.
    const held = heldOpen();
    bench.levers.next('channel.orders.changed', held.around);
    await resume(bench);
    const poll = bench.drain('account', 'poll');
    await bench.drain('account', 'quantity-down');
    await bench.drain('account', 'quantity-up');
    expect(bench.shown('LAMP')).toBe(3);
    held.letGo();
    await poll;
    await bench.pass(6_000);
    expect(bench.shown('LAMP')).toBe(6);
  });

  it('P3: a window that was open before the pause proves nothing after it', async () => {
    const bench = await createEngineHarness(linked);
    const held = heldOpen();
    bench.levers.next('channel.orders.changed', held.around);
    bench.clock.advance(1_000);
    const late = bench.drain('account', 'poll');
    await held.made;
    await pause(bench);
    bench.sell('LAMP', -3);
    await bench.drain('store', 'poll');
    bench.clock.advance(10_000);
    bench.buy('LAMP', 2);
    await resume(bench);
    held.letGo();
    await late;
    expect(await bench.look((tx) => tx.connections.get(bench.account.id))).toMatchObject({
      ordersImportedUntil: null,
      ordersRead: null,
    });
    await bench.pass(10_000);
    expect(bench.shown('LAMP')).toBe(6);
  });

  it('stops a reading of many pages after the one that is being read', async () => {
    const bench = await createEngineHarness(linked);
    for (let count = 0; count < 5; count += 1) bench.buy('LAMP', 1);
    const held = heldOpen();
    bench.levers.next('channel.orders.changed', async (go, values) => {
      const answer = await held.around(go, values);
      return answer.ok ? { ok: true, value: { ...(answer.value as object), nextPageToken: 'more' } } : answer;
    });
    bench.clock.advance(1_000);
    const reading = bench.drain('account', 'poll');
    await held.made;
    await pause(bench);
    const before = bench.levers.count('channel.orders.changed');
    held.letGo();
    await reading;
    expect(bench.levers.count('channel.orders.changed')).toBe(before);
  });

  it('a write in doubt when it was paused is looked at when it goes on', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.setQuantity', answerLost);
    bench.sell('LAMP', 4);
    await bench.drain('store', 'poll');
    bench.clock.advance(1_000);
    await bench.drain('store', 'poll');
    await bench.drain('account', 'quantity-down');
    await pause(bench);
    await bench.pass(5_000);
    await resume(bench);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('is asked for nothing by the merchant’s own hand either', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 } });
    await pause(bench);
    const link = {
      channelSku: brandId<ChannelSku>('LAMP'),
      marketplace: bench.market.marketplace,
      variantId: (await bench.variant('LAMP')).id,
    };
    expect(await linkListing(bench.engine, keyOf(bench, 'account'), link)).toEqual({
      ok: false,
      error: { kind: 'paused' },
    });
  });
});

describe('a paused account whose credentials are refused', () => {
  it('must be reconnected once it goes on, and says so', async () => {
    const bench = await createEngineHarness(linked);
    bench.market.gate.key = 'another-key';
    await bench.pass(2_000);
    expect(await health(bench)).toBe('reconnect');
    expect(await pause(bench)).toMatchObject({ ok: true });
    expect(await health(bench)).toBe('paused');
    expect(await resume(bench)).toMatchObject({ ok: true, value: { health: 'reconnect' } });
    expect(await bench.issueCodes()).toEqual(['memory.key-refused']);
    const answer = await reconnect(bench.engine, keyOf(bench, 'account'), { key: 'another-key' });
    expect(answer).toMatchObject({ ok: true, value: { health: 'healthy' } });
    bench.sell('LAMP', 2);
    await bench.pass(4_000);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('also when the refusal comes to a call that was under way', async () => {
    const bench = await createEngineHarness(linked);
    const held = heldOpen();
    bench.levers.next('channel.orders.changed', held.around);
    bench.market.gate.key = 'another-key';
    bench.clock.advance(1_000);
    const reading = bench.drain('account', 'poll');
    await held.made;
    await pause(bench);
    held.letGo();
    await reading;
    expect(await health(bench)).toBe('paused');
    expect(await resume(bench)).toMatchObject({ ok: true, value: { health: 'reconnect' } });
  });

  it('stays paused when it is reconnected, and goes on only when it is resumed', async () => {
    const bench = await createEngineHarness(linked);
    bench.market.gate.key = 'another-key';
    await bench.pass(2_000);
    await pause(bench);
    const answer = await reconnect(bench.engine, keyOf(bench, 'account'), { key: 'another-key' });
    expect(answer).toMatchObject({ ok: true, value: { health: 'paused', healthReason: null } });
    expect(await bench.issueCodes()).toEqual(['connection.channel-paused']);
    const before = bench.market.gate.calls;
    await bench.pass(5_000);
    expect(bench.market.gate.calls).toBe(before);
    expect(await resume(bench)).toMatchObject({ ok: true, value: { health: 'healthy' } });
    await bench.pass(2_000);
    expect(bench.market.gate.calls).toBeGreaterThan(before);
    expect(await bench.history()).toContain('activity.reconnected-paused');
  });
});

it('what cannot be paused or resumed is said so, and nothing changes', async () => {
  const bench = await createEngineHarness(linked);
  const nobody = { workspaceId: bench.workspaceId, connectionId: brandId<ConnectionId>('nobody') };
  const refused = (kind: string) => ({ ok: false, error: { kind } });
  expect(await pauseConnection(bench.engine, nobody)).toEqual(refused('unknown-connection'));
  expect(await resumeConnection(bench.engine, nobody)).toEqual(refused('unknown-connection'));
  expect(await resume(bench)).toEqual(refused('not-paused'));
  await pause(bench);
  expect(await pause(bench)).toEqual(refused('already-paused'));
  expect(await reconnect(bench.engine, keyOf(bench, 'account'), { key: toyKey })).toMatchObject({ ok: true });
  expect(await health(bench)).toBe('paused');
});
