import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '@quayside/assembly/installation';
import type { Connection } from '@quayside/core/domain/connection';
import type { ChannelSku, WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { connectStore } from '@quayside/core/use-cases/connect';
import { AmazonControl } from '@quayside/simulators/amazon/amazon-control';
import { WooCommerceControl } from '@quayside/simulators/woocommerce/woocommerce-control';
import type { SimulatorsReady } from '@quayside/simulators/main';
import type { Benchmark } from './benchmark.ts';
import { connectSeller } from './connect-seller.ts';
import { openBench } from './open-bench.ts';
import {
  generatedVariants,
  seedCatalogue,
  shownPrice,
  shownUnits,
  type SoldVariant,
} from './seed-catalogue.ts';
import { firstLine, freePort, start, startServiceProcess, startWorkerProcess } from './start-process.ts';

const accounts = 10;
const listings = 100_000;
const priceChangesWaiting = 20_000;
const salesPerSecond = 2;
const warmUpSeconds = 15;
const seconds = 90;
/** More than are listed: a tenth of a real catalogue has too little stock, or counts none. */
const generated = 115_000;
/** A sale whose zero has not come by then has failed. */
const patienceMs = 60_000;
const hour = 3_600_000;

/**
 * Sales of the last units in a simulated shop, two a second, while 20,000 price changes wait for the tokens of the same ten sellers at a simulated Amazon with its official
 * limits: from the moment at which the shop sends its webhook to the service until Amazon has accepted the quantity 0. Service and two workers are processes of their own.
 */
export const timeToZero: Benchmark = {
  summary: `{listings, accounts, priceChangesWaiting, p50Ms, p99Ms}: from a sale's webhook to Amazon's acceptance of 0`,
  async run(progress) {
    const installation = await openBench();
    const { engine, storage } = installation;
    const workspaceId = engine.ids.next() as WorkspaceId;
    const children: ChildProcess[] = [];
    try {
      if ((await storage.dueJobs(engine.clock.now(), 1)).length > 0)
        throw new Error('This database has work of its own. Name an empty one in DATABASE_URL.');
      await installation.emptyQueue();
      const words = ['--sellers', String(accounts), '--products', String(generated)];
      const delivery = ['--webhook-interval-ms', '50', '--allow-loopback-webhooks'];
      const simulators = start('packages/simulators/src/main.ts', [...words, ...delivery], {});
      children.push(simulators);
      const ready = JSON.parse(await firstLine(simulators)) as SimulatorsReady;
      await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: engine.clock.now() });
      const { store, offers } = await seed(installation, workspaceId, ready);
      progress(`${offers.length} listings, ${priceChangesWaiting} price changes; starting`);
      const port = await freePort();
      await startServiceProcess(installation, port, children);
      const address = { QUAYSIDE_PUBLIC_URL: `http://127.0.0.1:${port}` };
      await startWorkerProcess(installation, children, address);
      await startWorkerProcess(installation, children, address);
      await untilWebhooksAreRegistered(installation, workspaceId, store);
      const shop = new WooCommerceControl(ready.woocommerce.url, ready.controlToken);
      const amazon = new AmazonControl(ready.amazon.url, ready.controlToken);
      const sales = pickSales(offers);
      await sellInTurn(shop, sales);
      const times = await timesOf(shop, amazon, sales);
      const measured = times.slice(warmUpSeconds * salesPerSecond);
      const calls = await amazon.calls();
      const patches = (await amazon.bucketUse('listings.patch')).reduce(
        (total, { taken }) => total + taken,
        0,
      );
      return {
        listings: offers.length,
        accounts,
        priceChangesWaiting,
        p50Ms: percentile(measured, 0.5),
        p99Ms: percentile(measured, 0.99),
        p90Ms: percentile(measured, 0.9),
        mostMs: percentile(measured, 1),
        sales: measured.length,
        salesPerSecond,
        priceChangesSent: patches - times.length,
        throttled: Object.values(calls).reduce((total, each) => total + each.throttled, 0),
      };
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await storage.deleteWorkspace(workspaceId);
      await installation.close();
    }
  },
};

/** A variant that may be sold, and where it is listed. */
interface Offer {
  readonly sold: SoldVariant;
  readonly sellerId: string;
  readonly channelSku: ChannelSku;
}

async function seed(
  { engine, storage }: Installation,
  workspaceId: WorkspaceId,
  { amazon, woocommerce, controlToken }: SimulatorsReady,
): Promise<{ readonly store: Connection; readonly offers: readonly Offer[] }> {
  const connected = await connectStore(engine, workspaceId, {
    connector: 'woocommerce',
    name: 'Shop',
    settings: { url: woocommerce.url },
    credentials: { consumerKey: woocommerce.consumerKey, consumerSecret: woocommerce.consumerSecret },
  });
  if (!connected.ok) throw new Error(connected.error.detail);
  const store = connected.value;
  const now = engine.clock.now();
  await storage.transaction(workspaceId, async (tx) => {
    // Its catalogue was imported an hour ago.
    const all = await tx.polls.get(store.id, 'products-all');
    if (all !== undefined)
      await tx.polls.save({ ...all, cursor: plus(now, -hour), dueAt: plus(now, 5 * hour) });
  });
  const control = new AmazonControl(amazon.url, controlToken);
  const variants = generatedVariants(generated).slice(0, listings);
  if (variants.length < listings) throw new Error(`Only ${variants.length} of the variants can be listed`);
  const each = listings / accounts;
  const offers: Offer[] = [];
  for (const [index, seller] of amazon.sellers.entries()) {
    const own = variants.slice(index * each, (index + 1) * each);
    const skuPrefix = `S${index}-`;
    const { sellerId } = seller;
    await control.seedSeries({
      sellerId,
      skuPrefix,
      count: own.length,
      quantity: shownUnits,
      price: shownPrice,
    });
    const account = await connectSeller(engine, workspaceId, amazon, seller);
    const on = { store, account, seller, skuPrefix };
    const skus = await seedCatalogue(engine, workspaceId, on, own, priceChangesWaiting / accounts);
    offers.push(
      ...own.flatMap((sold, at) => {
        const channelSku = skus[at];
        return channelSku === undefined ? [] : [{ sold, sellerId, channelSku }];
      }),
    );
  }
  return { store, offers };
}

async function untilWebhooksAreRegistered(
  { storage }: Installation,
  workspaceId: WorkspaceId,
  store: Connection,
): Promise<void> {
  for (;;) {
    const poll = await storage.transaction(workspaceId, (tx) => tx.polls.get(store.id, 'webhooks'));
    if (poll?.cursor != null) return;
    await sleep(200);
  }
}

/** One variant after the other, each of the next account, from all over the catalogue: simple products and variations, a fifth of them with a price change of their own. */
function pickSales(offers: readonly Offer[]): readonly Offer[] {
  const each = listings / accounts;
  const count = (warmUpSeconds + seconds) * salesPerSecond;
  const step = Math.floor(each / (count / accounts + 1));
  const products = new Set<number>();
  return Array.from({ length: count }, (_, index) => {
    const account = index % accounts;
    const from = account * each + Math.floor(index / accounts) * step;
    // One sale of a product only: the webhook of a second one could not be told from that of the first.
    const offer = offers.slice(from, from + step).find(({ sold }) => !products.has(sold.productId));
    if (offer === undefined) throw new Error('Too few products');
    products.add(offer.sold.productId);
    return offer;
  });
}

async function sellInTurn(shop: WooCommerceControl, sales: readonly Offer[]): Promise<void> {
  const began = performance.now();
  for (const [index, { sold }] of sales.entries()) {
    await sleep(Math.max(0, began + (index * 1_000) / salesPerSecond - performance.now()));
    await shop.sell({ sku: sold.sku, quantity: sold.stock });
  }
}

/** @returns the milliseconds of each sale, in their order. @throws Error when a zero never came. */
async function timesOf(
  shop: WooCommerceControl,
  amazon: AmazonControl,
  sales: readonly Offer[],
): Promise<readonly number[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const attempts = await shop.webhookAttempts();
    const zeros = (await amazon.acceptedQuantities()).filter(({ quantity }) => quantity === 0);
    const times = sales.map(({ sold, sellerId, channelSku }) => {
      const sent = attempts.find(
        ({ topic, resourceId, status }) =>
          topic === 'product.updated' && resourceId === sold.id && status === 200,
      );
      const zero = zeros.find((each) => each.sellerId === sellerId && each.sku === channelSku);
      return sent === undefined || zero === undefined ? null : zero.atMs - sent.sentMs;
    });
    const known = times.filter((time) => time !== null);
    if (known.length === sales.length) return known;
    if (performance.now() > until) {
      const skus = sales.flatMap(({ channelSku }, index) => (times[index] === null ? [channelSku] : []));
      throw new Error(`${skus.length} of ${sales.length} listings do not show 0: ${skus.join(', ')}`);
    }
    await sleep(500);
  }
}

/** The time that this share of the sales kept to. */
function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
