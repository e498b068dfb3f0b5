import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { toyKey } from '@quayside/testkit/toy-engine';
import { describe, expect, it } from 'vitest';
import { checkConnection } from './check-connection.ts';
import { reconnect } from './connect.ts';
import { disconnect } from './disconnect.ts';
import { pauseConnection } from './pause-connection.ts';

describe('disconnecting', () => {
  it('deletes our access and asks nothing more; connected again, nothing is lost', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    await bench.settle();
    expect(await disconnect(bench.engine, key)).toMatchObject({ ok: true });
    const bought = bench.buy('LAMP');
    bench.sell('LAMP', 1);
    await bench.pass(10_000);
    expect(await bench.placementOf(bought)).toBe('not-imported');
    expect(bench.shown('LAMP')).toBe(5 - 1);
    expect(await bench.history()).toContain('activity.disconnected');
    expect(await reconnect(bench.engine, key, { key: toyKey })).toMatchObject({ ok: true });
    await bench.passUntil(async () => (await bench.placementOf(bought)) === 'placed');
    await bench.passUntil(() => bench.shown('LAMP') === 3);
  });

  it('refuses a store, a connection that is disconnected already, and another workspace’s (P6)', async () => {
    const bench = await createEngineHarness();
    const other = await createEngineHarness();
    const { engine, workspaceId } = bench;
    const account = { workspaceId, connectionId: bench.account.id };
    expect(await disconnect(engine, { workspaceId, connectionId: bench.store.id })).toMatchObject({
      error: { kind: 'store' },
    });
    const forged = { workspaceId: other.workspaceId, connectionId: bench.account.id };
    expect(await disconnect(other.engine, forged)).toMatchObject({ ok: true });
    expect((await bench.look((tx) => tx.connections.get(bench.account.id)))?.health).toBe('healthy');
    await disconnect(engine, account);
    expect(await disconnect(engine, account)).toMatchObject({ error: { kind: 'disconnected' } });
    expect(await pauseConnection(engine, account)).toMatchObject({ error: { kind: 'disconnected' } });
    expect(await checkConnection(engine, account)).toMatchObject({ error: { kind: 'disconnected' } });
  });
});

describe('testing a connection', () => {
  it('answers what the platform says, and records a refusal as any other call does', async () => {
    const bench = await createEngineHarness();
    const { engine, workspaceId } = bench;
    const account = { workspaceId, connectionId: bench.account.id };
    const store = { workspaceId, connectionId: bench.store.id };
    expect(await checkConnection(engine, account)).toMatchObject({
      value: { role: 'channel', marketplaces: [expect.any(String)] },
    });
    expect(await checkConnection(engine, store)).toMatchObject({ value: { role: 'store', name: 'toys' } });
    bench.market.gate.key = 'another';
    expect(await checkConnection(engine, account)).toMatchObject({ error: { kind: 'auth-expired' } });
    expect(await bench.issueCodes()).toContain('memory.key-refused');
    expect((await bench.look((tx) => tx.connections.get(bench.account.id)))?.health).toBe('reconnect');
  });
});
