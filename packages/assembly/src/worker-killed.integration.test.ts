import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { brandId, type ChannelSku, type MarketplaceId, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Order } from '@quayside/core/domain/order';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { childEnvironment, readEnvironment, repositoryRoot } from '@quayside/runtime/env';
import type { FaultRule } from '@quayside/simulators/faults';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { blankProduct } from '@quayside/simulators/woocommerce/product-record';
import {
  startWooCommerceSimulator,
  type WooCommerceSimulator,
} from '@quayside/simulators/woocommerce/server';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openInstallation, type Installation } from './installation.ts';

/** The story of ADR 0007 in seconds instead of minutes. */
const tuning = {
  worker: { lockMs: 1_000, sweepEveryMs: 200 },
  connectors: {
    woocommerce: {
      timing: {
        productPollEveryMs: 1_000,
        storeOrderPollEveryMs: 2_000,
        pollOverlapMs: 5_000,
        sendWindowMs: 1_500,
        createTimeoutMs: 1_500,
        createSettleMs: 1_500,
        clockSkewMs: 5_000,
      },
      rateLimits: { read: { perSecond: 200, burst: 200 }, write: { perSecond: 50, burst: 50 } },
    },
    amazon: {
      timing: { orderPollEveryMs: 500, orderWindowLagMs: 300, pollOverlapMs: 5_000, offerSettleMs: 300 },
      rateLimits: { searchOrders: { perSecond: 10, burst: 20 } },
    },
  },
};
const patience = { timeout: 30_000, interval: 20 };

let database: TestDatabase;
let shop: WooCommerceSimulator;
let amazon: AmazonSimulator;
let installation: Installation;
let variables: Record<string, string>;
let workers: ChildProcess[];
let workspaceId: WorkspaceId;

beforeEach(async () => {
  workers = [];
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  shop = await startWooCommerceSimulator();
  const lamp = blankProduct(shop.shop.nextPostId(), 'simple', shop.shop.clock());
  shop.shop.addProduct(
    Object.assign(lamp, {
      name: 'Lamp',
      sku: 'LAMP',
      regular_price: '9',
      manage_stock: true,
      stock_quantity: 9,
    }),
  );
  amazon = await startAmazonSimulator({
    acceptanceDelayMs: 100,
    orderWindowLagMs: 200,
    limits: { 'orders.search': { ratePerSecond: 10, burst: 20 } },
  });
  variables = {
    DATABASE_URL: database.url,
    QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    QUAYSIDE_TUNING: JSON.stringify(tuning),
    QUAYSIDE_LOG_LEVEL: 'silent',
  };
  installation = await openInstallation({ environment: readEnvironment(variables), role: 'test' });
  workspaceId = installation.engine.ids.next() as WorkspaceId;
});

afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await installation.close();
  await shop.close();
  await amazon.close();
  await database.drop();
});

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [path.join(repositoryRoot, 'apps/worker/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: childEnvironment(variables),
  });
  workers.push(worker);
  await once(worker, 'message');
  return worker;
}

/** Connects shop and marketplace, and links the lamp. */
async function connect(): Promise<() => Promise<Order | undefined>> {
  const { engine, storage } = installation;
  await storage.createWorkspace({ id: workspaceId, name: 'Killed', createdAt: engine.clock.now() });
  const store = await connectStore(engine, workspaceId, {
    connector: 'woocommerce',
    name: 'Shop',
    settings: { url: shop.url },
    credentials: { consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret },
  });
  const [seller] = amazon.sellers;
  const account = await connectChannel(engine, workspaceId, {
    connector: 'amazon',
    name: 'Amazon',
    settings: {
      region: 'EU',
      sellerId: seller!.sellerId,
      marketplaceIds: [...seller!.marketplaceIds],
      apiUrl: amazon.url,
      tokenUrl: amazon.tokenUrl,
    },
    credentials: {
      clientId: amazon.clientId,
      clientSecret: amazon.clientSecret,
      refreshToken: seller!.refreshToken,
    },
  });
  if (!store.ok || !account.ok) throw new Error('The simulators refuse to connect');
  const lamp = () =>
    storage.transaction(workspaceId, async (tx) => (await tx.variants.bySkus(store.value.id, ['LAMP']))[0]);
  await expect.poll(async () => (await lamp())?.title, patience).toBe('Lamp');
  amazon.seedListing({ sku: 'LAMP', title: 'Lamp', quantity: 9, price: '19.90', handlingDays: 2 });
  const linked = await linkListing(
    engine,
    { workspaceId, connectionId: account.value.id },
    {
      channelSku: brandId<ChannelSku>('LAMP'),
      marketplace: brandId<MarketplaceId>(seller!.marketplaceIds[0]!),
      variantId: (await lamp())!.id,
    },
  );
  expect(linked.ok).toBe(true);
  return () =>
    storage.transaction(workspaceId, async (tx) => (await tx.orders.page(account.value.id, null, 10))[0]);
}

const fates: [string, Omit<FaultRule, 'operation'>][] = [
  // The shop finishes what it was asked, although nobody waits any more.
  ['the shop creates the order all the same', { kind: 'slow', delayMs: 1_200 }],
  ['the shop creates the order long after', { kind: 'late-success', delayMs: 2_200 }],
  ['the shop never does what it was asked', { kind: 'timeout-before', holdMs: 10_000 }],
];

test.each(fates)(
  'a worker killed while it creates a shop order leaves exactly one: %s (P1)',
  async (_fate, fault) => {
    const killed = await startWorker();
    const order = await connect();
    shop.faults.add({ operation: 'orders.create', times: 1, ...fault });
    const { orderId } = amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 2 });
    // In flight: the shop has the request, and has not answered.
    await expect.poll(() => shop.faults.list()[0]?.fired, patience).toBe(1);
    expect((await order())?.placement.state).toBe('sending');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await startWorker();

    await expect.poll(async () => (await order())?.placement.state, patience).toBe('placed');
    // Whatever could still appear has appeared by now, and a second look has been taken.
    await expect.poll(async () => (await order())?.dueAt, patience).toBeNull();
    const made = [...shop.shop.orders.values()].filter(({ meta_data }) =>
      meta_data.some(({ value }) => value === `amazon:${orderId}`),
    );
    // Not even a second one that was cancelled.
    expect(made).toHaveLength(1);
    expect(shop.operations.product({ sku: 'LAMP' }).stock_quantity).toBe(7);
    // And the marketplace shows what is left.
    const [seller] = amazon.sellers;
    await expect.poll(() => amazon.listings.quantity(seller!.sellerId, 'LAMP', 'DEFAULT'), patience).toBe(7);
  },
  90_000,
);
