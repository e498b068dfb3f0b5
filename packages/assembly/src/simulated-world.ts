import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { brandId, type ChannelSku, type MarketplaceId, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Order } from '@quayside/core/domain/order';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import { childEnvironment, readEnvironment, repositoryRoot } from '@quayside/runtime/env';
import { queueAccess, sellerAccess } from '@quayside/simulators/amazon/seller-access';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { blankProduct } from '@quayside/simulators/woocommerce/product-record';
import {
  startWooCommerceSimulator,
  type WooCommerceSimulator,
} from '@quayside/simulators/woocommerce/server';
import { expect } from 'vitest';
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
      timing: {
        orderPollEveryMs: 500,
        orderWindowLagMs: 300,
        pollOverlapMs: 5_000,
        offerSettleMs: 300,
        writeTimeoutMs: 2_000,
      },
      rateLimits: { searchOrders: { perSecond: 10, burst: 20 } },
    },
  },
};

/** For tests: how long things may take until they come right. */
export const patience = { timeout: 45_000, interval: 20 };

/** For tests: the simulated WooCommerce and Amazon, a real database, and any number of real worker processes that a test may kill. */
export interface SimulatedWorld {
  readonly shop: WooCommerceSimulator;
  readonly amazon: AmazonSimulator;
  readonly installation: Installation;
  readonly databaseUrl: string;
  /** A worker process that is ready. @param more environment variables, over those of the world. */
  startWorker(more?: Readonly<Record<string, string>>): Promise<ChildProcess>;
  /** Connects shop and marketplace with the help of a running worker, and links a listing to every product. */
  connect(): Promise<void>;
  /** All orders of the account, as the database has them. */
  orders(): Promise<readonly Order[]>;
  order(marketplaceOrderId: string): Promise<Order | undefined>;
  /** What the shop's own memory has for a marketplace order, cancelled ones included. */
  shopOrders(marketplaceOrderId: string): readonly { readonly id: number; readonly status: string }[];
  /** What Amazon's own memory shows of a listing. */
  shown(sku: string): number | undefined;
  /** Ends the long claims that a dead worker leaves behind (a page that it was reading, a look-up), which would take a minute or more. */
  endLeases(): Promise<void>;
  /** Kills the workers and removes everything. */
  close(): Promise<void>;
}

export interface SimulatedWorldOptions {
  /** A PostgreSQL server for the database. */
  readonly serverUrl: string;
  /** Units in the shop and on Amazon, by SKU. */
  readonly stock: Readonly<Record<string, number>>;
  /** More environment variables of all processes. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Amazon notifies this installation, which asks for orders once an hour only. */
  readonly isNotified?: boolean;
  /** Seed of faults with a probability. */
  readonly faultSeed?: number;
}

function notified({ connectors, ...others }: typeof tuning): object {
  const { timing, rateLimits } = connectors.amazon;
  const amazon = { timing: { ...timing, orderPollEveryMs: 60 * 60_000 }, rateLimits };
  return { ...others, connectors: { ...connectors, amazon } };
}

function registrationsFor(amazon: AmazonSimulator): string {
  const { application, clientId, clientSecret } = amazon;
  const { applicationId } = application;
  return JSON.stringify({
    amazon: { applicationId, clientId, clientSecret, queues: [queueAccess(amazon)] },
  });
}

export async function createSimulatedWorld(options: SimulatedWorldOptions): Promise<SimulatedWorld> {
  const { stock } = options;
  const faultSeed = options.faultSeed ?? 1;
  const database = await createTestDatabase({ serverUrl: options.serverUrl });
  const shop = await startWooCommerceSimulator({ faultSeed });
  for (const [sku, units] of Object.entries(stock)) {
    const product = blankProduct(shop.shop.nextPostId(), 'simple', shop.shop.clock());
    shop.shop.addProduct(
      Object.assign(product, {
        name: `The ${sku}`,
        sku,
        regular_price: '9',
        manage_stock: true,
        stock_quantity: units,
      }),
    );
  }
  const amazon = await startAmazonSimulator({
    faultSeed,
    acceptanceDelayMs: 100,
    orderWindowLagMs: 200,
    limits: { 'orders.search': { ratePerSecond: 10, burst: 20 } },
  });
  const [seller] = amazon.sellers;
  if (seller === undefined) throw new Error('The simulator has no seller');
  const { sellerId } = seller;
  const variables = {
    DATABASE_URL: database.url,
    QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    QUAYSIDE_TUNING: JSON.stringify(options.isNotified === true ? notified(tuning) : tuning),
    ...(options.isNotified === true ? { QUAYSIDE_REGISTRATIONS: registrationsFor(amazon) } : {}),
    QUAYSIDE_LOG_LEVEL: 'silent',
    ...options.variables,
  };
  const installation = await openInstallation({ environment: readEnvironment(variables), role: 'test' });
  const { engine, storage } = installation;
  const workspaceId = engine.ids.next() as WorkspaceId;
  const workers: ChildProcess[] = [];

  async function orders(): Promise<readonly Order[]> {
    return storage.transaction(workspaceId, async (tx) => {
      const account = (await tx.connections.list()).find(({ role }) => role === 'channel');
      return account === undefined ? [] : tx.orders.page(account.id, null, 1_000);
    });
  }

  return {
    shop,
    amazon,
    installation,
    databaseUrl: database.url,
    async startWorker(more = {}) {
      const worker = spawn(process.execPath, [path.join(repositoryRoot, 'apps/worker/src/main.ts')], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: childEnvironment({ ...variables, ...more }),
      });
      workers.push(worker);
      await once(worker, 'message');
      return worker;
    },
    async connect() {
      await storage.createWorkspace({ id: workspaceId, name: 'Killed', createdAt: engine.clock.now() });
      const store = await connectStore(engine, workspaceId, {
        connector: 'woocommerce',
        name: 'Shop',
        settings: { url: shop.url },
        credentials: { consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret },
      });
      const account = await connectChannel(engine, workspaceId, {
        connector: 'amazon',
        name: 'Amazon',
        ...sellerAccess(amazon, seller),
      });
      if (!store.ok || !account.ok) throw new Error('The simulators refuse to connect');
      const skus = Object.keys(stock);
      const variants = () =>
        storage.transaction(workspaceId, (tx) => tx.variants.bySkus(store.value.id, skus));
      await expect.poll(async () => (await variants()).length, patience).toBe(skus.length);
      for (const variant of await variants()) {
        const sku = String(variant.sku);
        amazon.seedListing({ sku, title: sku, quantity: stock[sku] ?? 0, price: '19.90', handlingDays: 2 });
        const linked = await linkListing(
          engine,
          { workspaceId, connectionId: account.value.id },
          {
            channelSku: brandId<ChannelSku>(sku),
            marketplace: brandId<MarketplaceId>(seller.marketplaceIds[0] ?? ''),
            variantId: variant.id,
          },
        );
        expect(linked.ok).toBe(true);
      }
    },
    orders,
    order: async (id) => (await orders()).find(({ marketplaceOrderId }) => marketplaceOrderId === id),
    shopOrders: (id) =>
      [...shop.shop.orders.values()].filter(({ meta_data }) =>
        meta_data.some(({ value }) => value === `amazon:${id}`),
      ),
    shown: (sku) => amazon.listings.quantity(sellerId, sku, 'DEFAULT'),
    async endLeases() {
      const left = `due_at BETWEEN now() + interval '5 seconds' AND now() + interval '95 seconds'`;
      await database.run(`UPDATE poll SET due_at = now() WHERE ${left}`);
      await database.run(`UPDATE inbox_entry SET due_at = now() WHERE ${left}`);
      await database.run(`UPDATE marketplace_order SET due_at = now()
        WHERE placement_state IN ('unconfirmed', 'placed') AND ${left}`);
    },
    async close() {
      for (const worker of workers) {
        worker.kill('SIGCONT');
        worker.kill('SIGKILL');
      }
      await installation.close();
      await shop.close();
      await amazon.close();
      await database.drop();
    },
  };
}
