import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { brandId, type ChannelSku, type MarketplaceId, type SubmissionId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Transaction } from '@quayside/core/ports/storage';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { suppressListing } from '@quayside/simulators/amazon/listing-actions';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createSimulatedWorld, patience, type SimulatedWorld } from './simulated-world.ts';

const lamp = brandId<ChannelSku>('LAMP');
let world: SimulatedWorld;

beforeEach(async () => {
  world = await createSimulatedWorld({
    serverUrl: inject('postgresUrl'),
    stock: { LAMP: 50, CHAIR: 50 },
    isNotified: true,
  });
});

afterEach(async () => {
  await world.close();
});

const subscribed = () => world.amazon.notifications.subscriptions.map(({ type }) => type);

/** Connects, and waits until Amazon has been asked to tell of everything. */
async function connectAndSubscribe(): Promise<void> {
  await world.connect();
  await expect
    .poll(subscribed, patience)
    .toEqual([
      'ORDER_CHANGE',
      'FEED_PROCESSING_FINISHED',
      'LISTINGS_ITEM_STATUS_CHANGE',
      'LISTINGS_ITEM_ISSUES_CHANGE',
    ]);
}

test('P2, P3: an order that Amazon tells of is imported and reserved at once, by no other way', async () => {
  await world.startWorker();
  await connectAndSubscribe();
  const asked = world.amazon.calls.of('orders.search').total;
  const { orderId } = world.amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 3, status: 'PENDING' });
  await expect.poll(() => world.order(orderId), patience).toMatchObject({ status: 'pending' });
  world.amazon.moveOrder(orderId, 'UNSHIPPED');
  await expect.poll(async () => (await world.order(orderId))?.placement.state, patience).toBe('placed');
  expect(world.shopOrders(orderId)).toHaveLength(1);
  expect(world.amazon.calls.of('orders.search').total).toBe(asked);
  await expect.poll(() => world.amazon.queue.waiting, patience).toBe(0);
}, 90_000);

test('P1, P2: notifications that come twice and newest first, received by two workers, make one order of each', async () => {
  world.amazon.queue.copies = 3;
  world.amazon.queue.order = 'newest-first';
  await Promise.all([world.startWorker(), world.startWorker()]);
  await connectAndSubscribe();
  const orders = Array.from({ length: 12 }, () =>
    world.amazon.placeBuyerOrder({ sku: 'CHAIR', quantity: 1, status: 'PENDING' }),
  );
  for (const { orderId } of orders) world.amazon.moveOrder(orderId, 'UNSHIPPED');
  for (const { orderId } of orders) {
    await expect.poll(async () => (await world.order(orderId))?.placement.state, patience).toBe('placed');
    expect(world.shopOrders(orderId)).toHaveLength(1);
  }
  await expect.poll(() => world.amazon.queue.waiting, patience).toBe(0);
}, 120_000);

test('P2: a worker that dies between storing and acknowledging has lost nothing, and what comes again does no harm', async () => {
  // Nothing is taken out of the queue before the kill.
  world.amazon.faults.add({ operation: 'sqs.delete', kind: 'timeout-before', times: 1, holdMs: 60_000 });
  const first = await world.startWorker();
  await connectAndSubscribe();
  const { orderId } = world.amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1 });
  await expect.poll(() => world.amazon.calls.of('sqs.delete').total, patience).toBeGreaterThan(0);
  first.kill('SIGKILL');
  await world.endLeases();
  await world.startWorker();
  await expect.poll(async () => (await world.order(orderId))?.placement.state, patience).toBe('placed');
  world.amazon.queue.redeliver();
  await expect.poll(() => world.amazon.queue.waiting, patience).toBe(0);
  expect(world.shopOrders(orderId)).toHaveLength(1);
}, 120_000);

test('P2: while the queue is down nothing is told, and what waited in it comes once it is back', async () => {
  world.amazon.faults.add({ operation: 'sqs.receive', kind: 'server-error' });
  await world.startWorker();
  await connectAndSubscribe();
  const { orderId } = world.amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1 });
  await sleep(1_500);
  expect(await world.order(orderId)).toBeUndefined();
  world.amazon.faults.clear('sqs.receive');
  await expect.poll(async () => (await world.order(orderId))?.placement.state, patience).toBe('placed');
}, 90_000);

test('P2, P8: a seller to whom Amazon refuses the search of orders is told so, and is told of new orders all the same', async () => {
  await world.startWorker();
  await connectAndSubscribe();
  world.amazon.faults.add({ operation: 'orders.search', kind: 'server-error', status: 403 });
  const { engine } = world.installation;
  const issues = () => everyWorkspace((tx) => tx.issues.list());
  // Asked out of turn, as after a pause.
  await everyWorkspace(async (tx) => {
    for (const { id } of await tx.connections.list()) {
      const poll = await tx.polls.get(id, 'channel-orders');
      if (poll !== undefined) await tx.polls.save({ ...poll, dueAt: engine.clock.now() });
    }
    return [];
  });
  await expect
    .poll(async () => (await issues()).map(({ message }) => message.code), patience)
    .toContain('amazon.permission');
  const { orderId } = world.amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 2, status: 'PENDING' });
  await expect.poll(() => world.order(orderId), patience).toMatchObject({ status: 'pending' });
  const found = await world.order(orderId);
  const reserved = await everyWorkspace((tx) => tx.reservations.ofOrder(found!.id));
  expect(reserved).toMatchObject([{ units: 2, state: { kind: 'held' } }]);
}, 90_000);

test('P4: a listing that Amazon takes off sale is known at once, and again when it is back', async () => {
  await world.startWorker();
  await connectAndSubscribe();
  const status = async () =>
    (
      await everyWorkspace(async (tx) => {
        const [account] = (await tx.connections.list()).filter(({ role }) => role === 'channel');
        return account === undefined ? [] : tx.listings.byChannelSkus(account.id, [lamp]);
      })
    )[0]?.status;
  await expect.poll(status, patience).toBe('active');
  const { accounts, listings } = world.amazon;
  suppressListing({ accounts, listings }, { sku: lamp, code: '18027', message: 'Watermark' });
  await expect.poll(status, patience).toBe('error');
  for (const listing of listings.all()) {
    delete listing.imposed;
    listings.changed(listing.sellerId, listing.sku);
  }
  await expect.poll(status, patience).toBe('active');
}, 90_000);

test('P4: new offers that Amazon has read are gone on with at once, and not with the next look', async () => {
  await world.startWorker();
  await connectAndSubscribe();
  const { feeds, sellers } = world.amazon;
  feeds.delayMs = 3_600_000;
  const feed = feeds.create({
    sellerId: sellers[0]!.sellerId,
    feedType: 'JSON_LISTINGS_FEED',
    marketplaceIds: sellers[0]!.marketplaceIds,
    documentId: 'none',
  });
  const { engine } = world.installation;
  const now = engine.clock.now();
  const id = brandId<SubmissionId>(engine.ids.next());
  await everyWorkspace(async (tx) => {
    const [account] = (await tx.connections.list()).filter(({ role }) => role === 'channel');
    await tx.submissions.insert({
      id,
      connectionId: account!.id,
      marketplace: brandId<MarketplaceId>(sellers[0]!.marketplaceIds[0] ?? ''),
      state: 'sent',
      offers: 0,
      refused: 0,
      channelId: feed.feedId,
      openedAt: now,
      sentAt: now,
      dueAt: plus(now, 3_600_000),
      attempts: 0,
      version: 0,
    });
    return [];
  });
  await sleep(1_500);
  expect(world.amazon.calls.of('feeds.get').total).toBe(0);
  feeds.delayMs = 0;
  const states = () =>
    everyWorkspace(async (tx) => {
      const found = await tx.submissions.get(id);
      return found === undefined ? [] : [found.state];
    });
  await expect.poll(states, patience).toEqual(['over']);
  expect(world.amazon.calls.of('feeds.get').total).toBe(1);
  await expect.poll(() => world.amazon.queue.waiting, patience).toBe(0);
}, 90_000);

test('P9: a flood about one order costs few readings, and what comes behind it does not wait for long', async () => {
  await world.startWorker();
  await connectAndSubscribe();
  const { orderId } = world.amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1 });
  await expect.poll(() => world.amazon.queue.waiting, patience).toBe(0);
  await expect.poll(async () => (await world.order(orderId))?.placement.state, patience).toBe('placed');
  const reads = world.amazon.calls.of('orders.get').total;
  for (let count = 0; count < 1_000; count += 1) world.amazon.orders.touch(world.amazon.orders.get(orderId));
  const sentAt = performance.now();
  const other = world.amazon.placeBuyerOrder({ sku: 'CHAIR', quantity: 1 });
  await expect.poll(() => world.order(other.orderId), patience).toBeDefined();
  const tookMs = Math.round(performance.now() - sentAt);
  await expect.poll(() => world.amazon.queue.waiting, patience).toBe(0);
  const flood = world.amazon.calls.of('orders.get').total - reads;
  process.stdout.write(`behind 1,000 notifications: ${tookMs} ms, ${flood} readings\n`);
  // A reading at a time, and another one for what came meanwhile: by far not one for each.
  expect(flood).toBeLessThan(100);
}, 120_000);

test('a worker that is told to end while it waits for notifications ends at once, and hides none from the next', async () => {
  const worker = await world.startWorker();
  await connectAndSubscribe();
  await expect.poll(() => world.amazon.calls.of('sqs.receive').total, patience).toBeGreaterThan(0);
  const ended = once(worker, 'exit');
  const toldAt = performance.now();
  worker.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - toldAt).toBeLessThan(5_000);
  const { orderId } = world.amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1 });
  await world.startWorker();
  await expect.poll(() => world.order(orderId), { ...patience, timeout: 15_000 }).toBeDefined();
}, 90_000);

/** What every workspace has; there is one. */
async function everyWorkspace<Row>(look: (tx: Transaction) => Promise<readonly Row[]>): Promise<Row[]> {
  const { storage } = world.installation;
  const rows: Row[] = [];
  for (const { id } of await storage.listWorkspaces()) rows.push(...(await storage.transaction(id, look)));
  return rows;
}
