import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '@quayside/assembly/installation';
import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type Sku,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Variant } from '@quayside/core/domain/variant';
import { AmazonControl } from '@quayside/simulators/amazon/amazon-control';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { aConnection, aStockPool, aVariant, euros } from '@quayside/testkit/builders';
import type { Benchmark } from './benchmark.ts';
import { connectSeller } from './connect-seller.ts';
import { insertOffers } from './insert-offers.ts';
import { openBench } from './open-bench.ts';
import { firstLine, start } from './start-process.ts';

const accounts = 10;
/** Nineteen pages of a hundred: what the official burst of `searchOrders` lets through at once. */
const ordersPerAccount = 1_900;
const variantsPerAccount = 200;
const processes = 2;
const price = euros('19.9');
/** The simulator shows orders at once; the engine must not wait two minutes for them. */
const tuning = { connectors: { amazon: { timing: { orderWindowLagMs: 0 } } } };

/**
 * Orders of ten sellers that a simulated Amazon shows, at its official limits, into PostgreSQL by the poll lanes of two processes: from the first ring until the last order,
 * its reservation and its raised target are committed. The shop takes no part.
 */
export const orderIntake: Benchmark = {
  summary: `{perMinute}: ${accounts * ordersPerAccount} orders of ${accounts} accounts, from the page to order, reservation and targets, ${processes} processes`,
  async run(progress) {
    const installation = await openBench();
    const { engine, storage } = installation;
    const workspaceId = engine.ids.next() as WorkspaceId;
    const children: ChildProcess[] = [];
    try {
      if ((await storage.dueJobs(engine.clock.now(), 1)).length > 0)
        throw new Error('This database has work of its own. Name an empty one in DATABASE_URL.');
      await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: engine.clock.now() });
      const simulators = start(
        'packages/simulators/src/main.ts',
        ['--sellers', String(accounts), '--order-window-lag-ms', '0'],
        {},
      );
      children.push(simulators);
      const ready = JSON.parse(await firstLine(simulators)) as SimulatorsReady;
      const sold = await seed(installation, workspaceId, ready);
      const control = new AmazonControl(ready.amazon.url, ready.controlToken);
      for (const { account, variants } of sold) {
        const sellerId = account.name;
        await inTurn(20, ordersPerAccount, async (index) => {
          const sku = variants[index % variants.length]?.sku ?? '';
          await control.placeBuyerOrder({ sellerId, sku, quantity: 1, shippingPrice: '4.90' });
        });
      }
      const workers = await Promise.all(
        Array.from({ length: processes }, async () => {
          const worker = start('bench/src/poll-process.ts', [], {
            DATABASE_URL: installation.databaseUrl,
            QUAYSIDE_TUNING: JSON.stringify(tuning),
            QUAYSIDE_LOG_LEVEL: 'warn',
          });
          children.push(worker);
          await once(worker, 'message');
          return worker;
        }),
      );
      progress(`${accounts} accounts with ${ordersPerAccount} orders each`);
      const began = performance.now();
      for (const [index, worker] of workers.entries()) {
        worker.send(
          sold
            .filter((_each, at) => at % processes === index)
            .map(({ account }) => ({ workspaceId, connectionId: account.id, lane: 'poll' })),
        );
      }
      const isDone = async () => {
        const polls = await storage.transaction(workspaceId, (tx) =>
          Promise.all(sold.map(({ account }) => tx.polls.get(account.id, 'channel-orders'))),
        );
        return polls.every((poll) => poll?.cursor != null);
      };
      while (!(await isDone())) await sleep(50);
      const minutes = (performance.now() - began) / 60_000;
      await expectAllStored(installation, workspaceId, sold);
      const orders = accounts * ordersPerAccount;
      return {
        perMinute: Math.round(orders / minutes),
        orders,
        seconds: Math.round(minutes * 600) / 10,
        accounts,
        processes,
      };
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await storage.deleteWorkspace(workspaceId);
      await installation.close();
    }
  },
};

interface Selling {
  readonly account: Connection;
  readonly variants: readonly Variant[];
}

/** A paused shop whose stock is the truth, and its variants on the accounts, each on one. */
async function seed(
  { engine, storage }: Installation,
  workspaceId: WorkspaceId,
  { amazon, controlToken }: SimulatorsReady,
): Promise<readonly Selling[]> {
  const now = engine.clock.now();
  const store = aConnection({ connector: 'woocommerce', health: 'paused' });
  await storage.transaction(workspaceId, async (tx) => {
    await tx.connections.insert(store);
    await tx.pools.insert(aStockPool({ masterConnectionId: store.id }));
  });
  const control = new AmazonControl(amazon.url, controlToken);
  const sold: Selling[] = [];
  for (const [index, seller] of amazon.sellers.entries()) {
    const skuPrefix = `A${index}-`;
    const account = await connectSeller(engine, workspaceId, amazon, seller);
    const quantity = 1_000_000;
    await control.seedSeries({
      sellerId: seller.sellerId,
      skuPrefix,
      count: variantsPerAccount,
      quantity,
      price: price.amount,
    });
    const offers = Array.from({ length: variantsPerAccount }, (_, at) => {
      const channelSku = brandId<ChannelSku>(`${skuPrefix}${at + 1}`);
      const stock = { kind: 'tracked', quantity } as const;
      const variant = aVariant({ connectionId: store.id, stock, readBeganAt: now, price });
      return {
        variant: { ...variant, sku: brandId<Sku>(channelSku) },
        channelSku,
        quantity,
        price,
        isPriceDue: false,
      };
    });
    const marketplace = brandId<MarketplaceId>(seller.marketplaceIds[0] ?? '');
    await storage.transaction(workspaceId, (tx) => insertOffers(tx, { account, marketplace, now }, offers));
    sold.push({ account, variants: offers.map(({ variant }) => variant) });
  }
  return sold;
}

/** @throws Error when an order, a reservation or a raised target is missing. */
async function expectAllStored(
  { engine, storage }: Installation,
  workspaceId: WorkspaceId,
  sold: readonly Selling[],
): Promise<void> {
  for (const { account, variants } of sold) {
    const [orders, reservations, targets] = await storage.transaction(workspaceId, async (tx) => [
      await tx.orders.page(account.id, null, ordersPerAccount + 1),
      await tx.reservations.openOfVariants(variants.map(({ id }) => id)),
      await tx.targets.due(
        account.id,
        'quantity-down',
        plus(engine.clock.now(), 1_000),
        variantsPerAccount + 1,
      ),
    ]);
    const ready = orders.filter(({ placement }) => placement.state === 'ready').length;
    const counts = [ready, reservations.length, targets.length];
    if (counts.join() !== [ordersPerAccount, ordersPerAccount, variantsPerAccount].join())
      throw new Error(`Orders, reservations and due targets of ${account.name}: ${counts.join(', ')}`);
  }
}

/** Does something so many times, so many of them at once. */
async function inTurn(atOnce: number, times: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < times; index = next++) await work(index);
    }),
  );
}
