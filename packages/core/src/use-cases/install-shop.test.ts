import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { createSecondToys } from '@quayside/testkit/second-toys';
import { toyKey } from '@quayside/testkit/toy-engine';
import { describe, expect, it } from 'vitest';
import { forgetShop, installShop, inviteShop, uninstallShop } from './install-shop.ts';

const toys = { host: 'memory', shop: 'toys.example' };
const given = { name: 'Toys', credentials: { key: toyKey }, settings: { shop: 'toys' } };

async function installed(engine: Parameters<typeof installShop>[0]) {
  const shop = await installShop(engine, toys, given);
  if (!shop.ok) throw new Error(shop.error.detail);
  return shop.value;
}

describe('installing the app of a host', () => {
  it('gives a shop a workspace of its own and its store connection, once', async () => {
    const { engine } = await createEngineHarness();
    const shop = await installed(engine);
    expect(await engine.storage.hostShop(toys.host, toys.shop)).toEqual(shop);
    const look = () =>
      engine.storage.transaction(shop.workspaceId, async (tx) => ({
        stores: await tx.connections.list(),
        pools: await tx.pools.list(),
      }));
    expect(await look()).toMatchObject({ stores: [{ id: shop.connectionId, role: 'store' }], pools: [{}] });
    expect(await installed(engine)).toMatchObject({
      workspaceId: shop.workspaceId,
      connectionId: shop.connectionId,
    });
    expect((await look()).stores).toHaveLength(1);
  });

  it('two first visits at once make one workspace', async () => {
    const { engine } = await createEngineHarness();
    const before = (await engine.storage.listWorkspaces()).length;
    const shops = await Promise.all([installed(engine), installed(engine)]);
    expect(new Set(shops.map(({ workspaceId }) => workspaceId)).size).toBe(1);
    expect(await engine.storage.listWorkspaces()).toHaveLength(before + 1);
    const connections = await engine.storage.transaction(shops[0].workspaceId, (tx) => tx.connections.list());
    expect(connections).toHaveLength(1);
  });

  it('an uninstalled shop stands still without our keys, and goes on when it is installed again', async () => {
    const { engine } = await createEngineHarness();
    const shop = await installed(engine);
    await uninstallShop(engine, shop);
    const look = () =>
      engine.storage.transaction(shop.workspaceId, async (tx) => ({
        connection: await tx.connections.get(shop.connectionId),
        secrets: await tx.secrets.get(shop.connectionId),
        issues: (await tx.issues.list()).map(({ message }) => message.code),
      }));
    expect(await look()).toMatchObject({
      connection: { health: 'reconnect' },
      secrets: { credentials: null },
      issues: ['connection.app-removed'],
    });
    expect((await engine.storage.hostShop(toys.host, toys.shop))?.uninstalledAt).not.toBeNull();
    await installed(engine);
    expect(await look()).toMatchObject({ connection: { health: 'healthy' }, issues: [] });
    expect((await engine.storage.hostShop(toys.host, toys.shop))?.uninstalledAt).toBeNull();
  });

  it('refused credentials connect nothing', async () => {
    const { engine } = await createEngineHarness();
    const wrong = { ...given, credentials: { key: 'wrong' } };
    expect(await installShop(engine, toys, wrong)).toMatchObject({
      ok: false,
      error: { kind: 'auth-expired' },
    });
    expect(await engine.storage.hostShop(toys.host, toys.shop)).toMatchObject({ connectionId: null });
  });

  it('P7: a shop that must be forgotten goes with its workspace; one of several goes alone', async () => {
    const { engine } = await createEngineHarness();
    const shop = await installed(engine);
    await forgetShop(engine, shop);
    expect((await engine.storage.listWorkspaces()).map(({ id }) => id)).not.toContain(shop.workspaceId);
    expect(await engine.storage.hostShop(toys.host, toys.shop)).toBeUndefined();

    const again = await installed(engine);
    const sister = { ...again, shop: 'sister.example', connectionId: null };
    await engine.storage.transaction(again.workspaceId, (tx) => tx.hostShops.insert(sister));
    await forgetShop(engine, sister);
    expect(await engine.storage.hostShop(sister.host, sister.shop)).toBeUndefined();
    expect(await engine.storage.hostShop(toys.host, toys.shop)).toBeDefined();
  });

  it('a shop that comes to a workspace with a stock sells from that stock', async () => {
    const bench = await createSecondToys();
    const invited = { host: 'memory-follower', shop: 'second.example' };
    expect(await inviteShop(bench.engine, bench.workspaceId, invited)).toBe(true);
    expect(await inviteShop(bench.engine, bench.workspaceId, invited)).toBe(false);
    const shop = await installShop(bench.engine, invited, { ...given, settings: { shop: 'second' } });
    expect(shop).toMatchObject({ ok: true, value: { workspaceId: bench.workspaceId } });
    const connections = await bench.look((tx) => tx.connections.list());
    const added = connections.find(({ id }) => shop.ok && id === shop.value.connectionId);
    expect(added).toMatchObject({ role: 'channel', poolId: await bench.firstPoolId() });
  });
});
