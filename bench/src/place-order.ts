import { startWorker } from '@quayside/assembly/worker';
import {
  addMemoryListing,
  buyOnMemoryMarket,
  createMemoryMarket,
} from '@quayside/connectors/memory/memory-market';
import { addMemoryProduct, createMemoryShop } from '@quayside/connectors/memory/memory-shop';
import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { brandId, type ChannelSku, type WorkspaceId } from '@quayside/core/domain/ids';
import { drain } from '@quayside/core/use-cases/drain';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { systemClock } from '@quayside/assembly/system-clock';
import { euros } from '@quayside/testkit/builders';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBench } from './open-bench.ts';
import type { Benchmark } from './benchmark.ts';

const orders = 2_000;
const variants = 50;
const key = 'benchmark';

/**
 * How many marketplace orders a minute get into a shop that answers at once: one worker process with all its lanes, on PostgreSQL, everything that a placement
 * writes and everything it sets off (reads of the products, quantities to the channel) included.
 */
export const placeOrder: Benchmark = {
  summary: `{perMinute}: ${orders} imported orders into a shop that answers at once, one worker`,
  async run(progress) {
    const clock = systemClock;
    const { currency } = euros('0');
    const shop = createMemoryShop({ name: 'bench', currency, clock, key });
    const market = createMemoryMarket({ currency, clock, key });
    for (let index = 0; index < variants; index += 1) {
      addMemoryProduct(shop, `p${index}`, [{ id: `p${index}`, sku: `SKU-${index}`, stock: 1_000_000 }]);
      addMemoryListing(market, { sku: `SKU-${index}`, price: euros('19.9'), quantity: 1_000_000 });
    }
    const installation = await openBench({
      definitions: [defineMemoryStore(new Map([['bench', shop]])), defineMemoryChannel(market)],
    });
    const { engine, storage } = installation;
    if ((await storage.dueJobs(clock.now(), 1)).length > 0) {
      await installation.close();
      throw new Error(
        'This database has work of its own, which the benchmark would drain. Name an empty one in DATABASE_URL.',
      );
    }
    const workspaceId = engine.ids.next() as WorkspaceId;
    await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: clock.now() });
    try {
      const base = { credentials: { key } };
      const store = await connectStore(engine, workspaceId, {
        ...base,
        connector: 'memory',
        name: 'shop',
        settings: { shop: 'bench' },
      });
      const account = await connectChannel(engine, workspaceId, {
        ...base,
        connector: 'memory',
        name: 'market',
        settings: { market: 'bench' },
      });
      if (!store.ok || !account.ok) throw new Error('The toy platforms refuse to connect');
      await drain(engine, { workspaceId, connectionId: store.value.id, lane: 'poll' });
      const catalogue = await storage.transaction(workspaceId, (tx) =>
        tx.variants.page(store.value.id, null, 1_000),
      );
      for (const variant of catalogue) {
        const link = {
          channelSku: brandId<ChannelSku>(variant.sku ?? ''),
          marketplace: market.marketplace,
          variantId: variant.id,
        };
        await linkListing(engine, { workspaceId, connectionId: account.value.id }, link);
      }
      for (let index = 0; index < orders; index += 1) buy(market, index);
      progress(`${catalogue.length} listings linked; importing ${orders} orders`);
      const countOrders = async (state: string) =>
        (
          await storage.transaction(workspaceId, (tx) => tx.orders.page(account.value.id, null, orders + 1))
        ).filter(({ placement }) => placement.state === state).length;
      while ((await countOrders('ready')) < orders) {
        await drain(engine, { workspaceId, connectionId: account.value.id, lane: 'poll' });
      }
      progress('placing');
      const began = performance.now();
      const worker = await startWorker(installation, { lockMs: 15_000, sweepEveryMs: 500 });
      while ([...shop.orders.values()].length < orders) await sleep(20);
      while ((await countOrders('placed')) < orders) await sleep(100);
      const minutes = (performance.now() - began) / 60_000;
      await worker.close(10_000);
      return { perMinute: Math.round(orders / minutes), orders, seconds: Math.round(minutes * 600) / 10 };
    } finally {
      await storage.deleteWorkspace(workspaceId);
      await installation.close();
    }
  },
};

function buy(market: Parameters<typeof buyOnMemoryMarket>[0], index: number): void {
  buyOnMemoryMarket(market, {
    sku: `SKU-${index % variants}`,
    quantity: 1,
    shipping: euros('4.9'),
    status: 'unshipped',
    buyer: {
      name: 'A Buyer',
      email: null,
      phone: null,
      company: null,
      addressLines: ['1 Quay'],
      city: 'Le Havre',
      region: null,
      postalCode: '76600',
      countryCode: 'FR',
    },
  });
}
