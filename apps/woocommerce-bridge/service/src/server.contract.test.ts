import { wordMatcher } from '@quayside/testkit/word-matcher';
import { connectStore } from '@quayside/core/use-cases/connect';
import { randomIds } from '@quayside/assembly/random-ids';
import { createConnectorDirectory } from '@quayside/assembly/connector-directory';
import { systemClock } from '@quayside/assembly/system-clock';
import { definition } from '@quayside/connectors/woocommerce/definition';
import type { Connection } from '@quayside/core/domain/connection';
import { plus } from '@quayside/core/domain/instant';
import type { Workspace } from '@quayside/core/domain/workspace';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Engine } from '@quayside/core/use-cases/engine';
import { silentLog } from '@quayside/runtime/log/silent-log';
import { blankProduct } from '@quayside/simulators/woocommerce/product-record';
import {
  startWooCommerceSimulator,
  type WooCommerceSimulator,
} from '@quayside/simulators/woocommerce/server';
import { aWorkspace } from '@quayside/testkit/builders';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createServer } from './server.ts';

let simulator: WooCommerceSimulator;
let server: FastifyInstance;
let origin: string;
let engine: Engine;
let rung: DrainJob[];
let workspace: Workspace;
let store: Connection;

beforeEach(async () => {
  // Deliveries leave when the test says so.
  simulator = await startWooCommerceSimulator({
    allowLoopbackWebhooks: true,
    webhookIntervalMs: 3_600_000,
  });
  const lamp = blankProduct(simulator.shop.nextPostId(), 'simple', simulator.shop.clock());
  simulator.shop.addProduct(
    Object.assign(lamp, {
      name: 'Lamp',
      sku: 'LAMP',
      regular_price: '9',
      manage_stock: true,
      stock_quantity: 5,
    }),
  );
  const storage = createMemoryStorage();
  // Of this test alone: a bell may ring a moment after its delivery was answered.
  const ownRung: DrainJob[] = [];
  rung = ownRung;
  engine = {
    storage,
    clock: systemClock,
    log: silentLog,
    matcher: wordMatcher,
    connectors: createConnectorDirectory({
      definitions: [definition],
      storage,
      clock: systemClock,
      log: silentLog,
      tuning: {},
      registrations: {},
      budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
    }),
    doorbell: {
      ring(jobs) {
        ownRung.push(...jobs);
        return Promise.resolve();
      },
    },
    ids: randomIds,
    webhookUrl: (workspaceId, connectionId) =>
      new URL(`/webhooks/${workspaceId}/${connectionId}`, origin).href,
  };
  server = createServer(engine);
  origin = await server.listen({ host: '127.0.0.1', port: 0 });
  workspace = aWorkspace();
  await storage.createWorkspace(workspace);
  const connected = await connectStore(engine, workspace.id, {
    connector: 'woocommerce',
    name: 'Shop',
    settings: { url: simulator.url },
    credentials: { consumerKey: simulator.consumerKey, consumerSecret: simulator.consumerSecret },
  });
  if (!connected.ok) throw new Error(connected.error.detail);
  store = connected.value;
  rung.splice(0);
});

afterEach(async () => {
  await server.close();
  await simulator.close();
});

/** Registers our webhooks in the shop as the engine does, with the secret that it keeps. */
async function registerWebhooks(secret?: string): Promise<void> {
  const kept = await engine.storage.transaction(workspace.id, (tx) => tx.secrets.get(store.id));
  const { connector } = await engine.connectors.store(workspace.id, store);
  const registered = await connector.webhooks?.ensure({
    url: engine.webhookUrl(workspace.id, store.id) ?? '',
    secret: secret ?? kept?.webhookSecret ?? '',
  });
  expect(registered).toEqual({ ok: true, value: undefined });
}

async function hints(): Promise<string[]> {
  const rows = await engine.storage.transaction(workspace.id, (tx) =>
    tx.inbox.due(store.id, plus(engine.clock.now(), 60_000), 100),
  );
  return rows.map(({ kind, entityId }) => `${kind} ${entityId}`).sort();
}

const statuses = (): (number | undefined)[] => simulator.webhooks.attempts.map(({ status }) => status);

it('takes the pings of a real registration, and a sale in the shop arrives as hints for its order and its product', async () => {
  await registerWebhooks();
  expect(statuses()).toEqual(Array.from({ length: simulator.webhooks.records.size }, () => 200));
  expect(await hints()).toEqual([]);
  expect(rung).toEqual([]);

  const order = simulator.operations.sell({ sku: 'LAMP', quantity: 2 });
  await simulator.webhooks.run();

  const lamp = simulator.operations.product({ sku: 'LAMP' });
  expect(await hints()).toEqual([`product ${lamp.id}`, `store-order ${order.id}`]);
  expect(new Set(statuses())).toEqual(new Set([200]));
  expect(rung.length).toBeGreaterThan(0);
  expect(rung.every(({ connectionId, lane }) => connectionId === store.id && lane === 'inbox')).toBe(true);
});

it('refuses the deliveries of a shop that signs with another secret, and stores none of them', async () => {
  await registerWebhooks('anotherSecret0123456789');
  simulator.operations.sell({ sku: 'LAMP', quantity: 1 });
  const pings = simulator.webhooks.attempts.length;
  await simulator.webhooks.run();
  expect(statuses().length).toBeGreaterThan(pings);
  expect(new Set(statuses().slice(pings))).toEqual(new Set([401]));
  expect(await hints()).toEqual([]);
});

it('keeps one row of a delivery that the shop sends twice', async () => {
  await registerWebhooks();
  simulator.faults.add({ operation: 'webhooks.deliver', kind: 'duplicate-webhook' });
  simulator.operations.edit({ sku: 'LAMP' }, { stock: 3 });
  await simulator.webhooks.run();
  expect(statuses().filter((status) => status === 200).length).toBeGreaterThan(
    simulator.webhooks.records.size + 1,
  );
  expect(await hints()).toEqual([`product ${simulator.operations.product({ sku: 'LAMP' }).id}`]);
});
