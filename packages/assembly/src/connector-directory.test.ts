import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { createMemoryMarket } from '@quayside/connectors/memory/memory-market';
import { createMemoryShop } from '@quayside/connectors/memory/memory-shop';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { definition as wooCommerce } from '@quayside/connectors/woocommerce/definition';
import type { Connection } from '@quayside/core/domain/connection';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import type { Connectors } from '@quayside/core/ports/connectors';
import type { Storage } from '@quayside/core/ports/storage';
import { createRecordingLog } from '@quayside/runtime/log/recording-log';
import { aConnection, at, aWorkspace, euros } from '@quayside/testkit/builders';
import { createFakeClock } from '@quayside/testkit/fake-clock';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { createConnectorDirectory } from './connector-directory.ts';
import { randomIds } from './random-ids.ts';

const key = 'toy-key-0123456789';
const clock = createFakeClock(at('2026-03-02T09:00:00.000Z'));
const { currency } = euros('0');

let storage: Storage;
let connectors: Connectors;
let workspaceId: WorkspaceId;
let store: Connection;
let account: Connection;
let budgets: string[];
let spenders: unknown[];
const applicationOf = (credentials: unknown) => `application of ${JSON.stringify(credentials)}`;

beforeEach(async () => {
  storage = createMemoryStorage();
  budgets = [];
  spenders = [];
  const shop = createMemoryShop({ name: 'toys', currency, clock, key });
  connectors = createConnectorDirectory({
    definitions: [
      defineMemoryStore(new Map([['toys', shop]])),
      { ...defineMemoryChannel(createMemoryMarket({ currency, clock, key })), application: applicationOf },
      wooCommerce,
    ],
    storage,
    clock,
    log: createRecordingLog(),
    tuning: { memory: { timing: { createSettleMs: 7 }, rateLimits: { read: { perSecond: 3, burst: 4 } } } },
    registrations: {},
    budgetFor(connection, limits, as) {
      budgets.push(`${connection.workspaceId}/${connection.connectionId} ${JSON.stringify(limits)}`);
      spenders.push(as);
      return { take: () => Promise.resolve(0), pause: () => Promise.resolve() };
    },
  });
  const workspace = aWorkspace();
  workspaceId = workspace.id;
  await storage.createWorkspace(workspace);
  store = aConnection({ connector: 'memory', settings: { shop: 'toys' } });
  account = aConnection({ role: 'channel', connector: 'memory', settings: { market: 'toys' } });
  for (const connection of [store, account]) {
    await storage.transaction(workspaceId, async (tx) => {
      await tx.connections.insert(connection);
      await tx.secrets.put(connection.id, { credentials: { key }, webhookSecret: null });
    });
  }
});

describe('an opened connector', () => {
  it('is kept, so that its access token is', async () => {
    const first = await connectors.store(workspaceId, store);
    expect(await connectors.store(workspaceId, { ...store, version: 9, name: 'Renamed' })).toBe(first);
    expect(budgets).toHaveLength(1);
  });

  it('is opened anew with new credentials or settings: a reconnection takes effect at once', async () => {
    const first = await connectors.store(workspaceId, store);
    await storage.transaction(workspaceId, (tx) =>
      tx.secrets.put(store.id, { credentials: { key: 'another-key' }, webhookSecret: null }),
    );
    const second = await connectors.store(workspaceId, store);
    expect(second).not.toBe(first);
    expect(await second.connector.test()).toMatchObject({ ok: false, error: { kind: 'auth-expired' } });
    const third = await connectors.store(workspaceId, { ...store, settings: { shop: 'toys', more: 1 } });
    expect(third).not.toBe(second);
  });

  it('of one role is never handed out as the other, though both have one name', async () => {
    expect((await connectors.store(workspaceId, store)).manifest.role).toBe('store');
    expect((await connectors.channel(workspaceId, account)).manifest.role).toBe('channel');
    await expect(connectors.channel(workspaceId, store)).rejects.toThrow('is no channel account');
    await expect(connectors.store(workspaceId, account)).rejects.toThrow('is no store');
  });

  it('of another workspace is not found by its id (P6)', async () => {
    await connectors.store(workspaceId, store);
    const other = aWorkspace();
    await storage.createWorkspace(other);
    await expect(connectors.store(other.id, store)).rejects.toThrow('has no credentials');
  });

  it('is a connection’s own, though another has the same credentials and settings (P6, P9)', async () => {
    const twin = aConnection({ connector: 'memory', settings: { shop: 'toys' } });
    await storage.transaction(workspaceId, async (tx) => {
      await tx.connections.insert(twin);
      await tx.secrets.put(twin.id, { credentials: { key }, webhookSecret: null });
    });
    expect(await connectors.store(workspaceId, twin)).not.toBe(await connectors.store(workspaceId, store));
    expect(budgets.map((budget) => budget.split(' ')[0]).sort()).toEqual(
      [twin, store].map(({ id }) => `${workspaceId}/${id}`).sort(),
    );
  });

  it('has the manifest in force: other times and limits for what was tuned, the official ones for the rest', async () => {
    const { manifest } = await connectors.store(workspaceId, store);
    expect(manifest.timing).toMatchObject({ createSettleMs: 7, createTimeoutMs: 1_000 });
    expect(manifest.rateLimits).toMatchObject({ read: { perSecond: 3, burst: 4 }, write: { burst: 1_000 } });
    // And its budget counts by them, for this connection.
    expect(budgets[0]).toContain(`${workspaceId}/${store.id} {"read":{"perSecond":3,"burst":4}`);
  });
});

describe('a budget', () => {
  it('is opened for the application that the credentials belong to, where the connector tells, and for the time in which a call may be sent', async () => {
    await connectors.channel(workspaceId, account);
    await connectors.store(workspaceId, store);
    expect(spenders).toEqual([
      { connector: 'memory', application: applicationOf({ key }), sendWindowMs: 1_000 },
      { connector: 'memory', application: null, sendWindowMs: 1_000 },
    ]);
  });
});

describe('credentials that are tried', () => {
  it('are proven by a call, and counted in no budget', async () => {
    const candidate = { connector: 'memory', credentials: { key }, settings: { shop: 'toys' } };
    expect(await connectors.tryStore(candidate)).toMatchObject({ ok: true, value: { name: 'toys' } });
    const wrong = { ...candidate, credentials: { key: 'wrong' } };
    expect(await connectors.tryStore(wrong)).toMatchObject({ ok: false, error: { kind: 'auth-expired' } });
    expect(budgets).toEqual([]);
  });

  it('of the wrong form are refused by the names of their fields, never by their values (P7)', async () => {
    const refused = await connectors.tryStore({
      connector: 'woocommerce',
      credentials: { consumerKey: 'ck_secret', consumerSecret: { deep: 'cs_secret' } },
      settings: { url: 'https://user:hunter2@shop.example' },
    });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    const said = JSON.stringify(refused);
    expect(said).toContain('consumerSecret');
    expect(said).toContain('url');
    expect(said).not.toMatch(/ck_secret|cs_secret|hunter2/);
  });

  it('for a connector that this installation has not are refused', async () => {
    const candidate = { connector: 'nobody', credentials: {}, settings: {} };
    expect(await connectors.tryChannel(candidate)).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', message: { code: 'connection.invalid' } },
    });
  });
});

describe('a delivery for a connector', () => {
  const delivery = { headers: {}, rawBody: new Uint8Array() };

  it('is judged by that connector', () => {
    const ping = { headers: {}, rawBody: Buffer.from('webhook_id=3') };
    expect(connectors.receiveWebhook('woocommerce', ping, 'secret')).toEqual({ kind: 'ping' });
    expect(connectors.receiveWebhook('memory', ping, 'secret')).toEqual({ kind: 'bad-signature' });
  });

  it('that is unknown here is a bug and said as one', () => {
    expect(() => connectors.receiveWebhook('nobody', delivery, 'secret')).toThrow(
      'no store connector nobody',
    );
  });
});

describe('registrations', () => {
  const open = (registrations: Readonly<Record<string, unknown>>) =>
    createConnectorDirectory({
      definitions: [defineMemoryChannel(createMemoryMarket({ currency, clock, key }))],
      storage,
      clock,
      log: createRecordingLog(),
      tuning: {},
      registrations,
      budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
    });

  it('that are wrong are said before anything runs, without a value', () => {
    expect(() => open({ memory: { url: 'no-address-but-a-secret' } })).toThrow(
      'QUAYSIDE_REGISTRATIONS is wrong for memory (url: invalid_format)',
    );
  });

  it('offer consent where there is one, and none without', () => {
    expect(open({ memory: { url: 'https://toys.example/consent' } }).consent('memory')).not.toBeNull();
    expect(open({}).consent('memory')).toBeNull();
    expect(open({ memory: { url: 'https://toys.example/consent' } }).consent('nobody')).toBeNull();
  });
});

describe('random ids', () => {
  it('are UUIDs, each another, and secrets are letters and digits alone', () => {
    const ids = Array.from({ length: 50 }, () => randomIds.next());
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(50);
    expect(randomIds.secret()).toMatch(/^[0-9a-z]{64}$/);
    expect(randomIds.secret()).not.toBe(randomIds.secret());
  });
});
