import { aBuyer, at, euros } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import {
  addMemoryListing,
  addMemoryProduct,
  buyOnMemoryMarket,
  shipMemoryOrder,
  type MemoryOrder,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { plainOrderImport, type OrderImportPolicy } from '../domain/order-import.ts';
import { brandId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { retryShipment } from './confirm-shipments.ts';
import { linkListing } from './link-listing.ts';
import { retryHeldOrders } from './retry-order.ts';
import { setOrderImport, type OrderImportChange } from './set-order-import.ts';

const linked = { stock: { LAMP: 9 }, isLinked: true } as const;

async function set(
  bench: EngineHarness,
  policy: Partial<OrderImportPolicy>,
  more: Omit<OrderImportChange, 'policy'> = {},
) {
  const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
  return setOrderImport(bench.engine, key, { policy: { ...plainOrderImport, ...policy }, ...more });
}

function lastInShop(bench: EngineHarness): MemoryOrder {
  const [order] = [...bench.shop.orders.values()].slice(-1);
  if (order === undefined) throw new Error('The shop has no order');
  return order;
}

/** A buyer who wants it fast and leaves an address for mail. */
function buyFast(bench: EngineHarness) {
  return buyOnMemoryMarket(bench.market, {
    sku: 'LAMP',
    quantity: 2,
    shipping: euros('3.99'),
    status: 'unshipped',
    buyer: aBuyer({ email: 'relay-1@marketplace.example' }),
    shippingService: 'EXPEDITED',
  });
}

describe('how orders come into the store', () => {
  it('plainly: the marketplace’s own number, the channel’s service, no address for mail', async () => {
    const bench = await createEngineHarness(linked);
    const bought = buyFast(bench);
    await bench.pass(3_000);
    expect(lastInShop(bench).request).toMatchObject({
      number: bought.id,
      tags: [],
      tax: 'channel-collected',
      shippingMethod: 'EXPEDITED',
      status: 'open',
      buyer: { email: null },
    });
  });

  it('as the account’s policy says', async () => {
    const bench = await createEngineHarness(linked);
    const policy = {
      numberPrefix: 'TOY-',
      tags: ['marketplace', 'toys'],
      tax: 'store',
      buyerEmail: 'use',
      shippingServices: { EXPEDITED: 'Express 24 h' },
    } satisfies Partial<OrderImportPolicy>;
    expect((await set(bench, policy)).ok).toBe(true);
    const bought = buyFast(bench);
    await bench.pass(3_000);
    expect(lastInShop(bench).request).toMatchObject({
      number: `TOY-${bought.id}`,
      tags: policy.tags,
      tax: 'store',
      shippingMethod: 'Express 24 h',
      buyer: { email: 'relay-1@marketplace.example' },
    });
    expect(await bench.history()).toContain('activity.order-import-changed');
  });

  it('P5: what the shop makes of the total is an adjustment, to the cent', async () => {
    const bench = await createEngineHarness(linked);
    bench.shop.totalOf = (paid) => ({ ...paid, amount: '44.20' });
    const bought = buyFast(bench);
    await bench.pass(3_000);
    // 2 × 19.90 and 3.99 for shipping were paid.
    expect(await bench.order(bought)).toMatchObject({ placement: { adjustment: { amount: '0.41' } } });
    expect(await bench.history()).toContain('activity.order-adjusted');
  });

  it('orders of the channel’s own warehouses are left out, and known', async () => {
    const bench = await createEngineHarness(linked);
    addMemoryListing(bench.market, { sku: 'FAR', price: euros('9'), quantity: 5, fulfillment: 'channel' });
    const bought = bench.buy('FAR');
    bench.move(bought, 'shipped');
    await bench.pass(3_000);
    expect(await bench.placementOf(bought)).toBe('closed');
    expect(bench.shop.orders.size).toBe(0);
  });

  it('or imported as shipped once they are, without touching the stock or promising a unit', async () => {
    const bench = await createEngineHarness(linked);
    expect((await set(bench, { channelFulfilled: 'as-shipped' })).ok).toBe(true);
    addMemoryListing(bench.market, { sku: 'FAR', price: euros('9'), quantity: 5, fulfillment: 'channel' });
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    const { id: variantId } = await bench.variant('LAMP');
    const { marketplace } = bench.market;
    const listed = await linkListing(bench.engine, key, {
      channelSku: brandId('FAR'),
      marketplace,
      variantId,
    });
    expect(listed.ok).toBe(true);
    const bought = bench.buy('FAR');
    await bench.pass(3_000);
    expect(await bench.placementOf(bought)).toBe('awaiting-channel');
    expect(await bench.reservations(bought)).toEqual([]);
    bench.move(bought, 'shipped');
    await bench.pass(5_000);
    expect(lastInShop(bench)).toMatchObject({ status: 'shipped', request: { status: 'shipped' } });
    expect(bench.stockOf('LAMP')).toBe(9);
    expect(bench.shown('LAMP')).toBe(9);
    // Nothing is to be told of its parcels.
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.levers.count('channel.shipments.confirm')).toBe(0);
  });

  it('a line that no product is linked to holds the order, or is placed by its name alone', async () => {
    const bench = await createEngineHarness(linked);
    addMemoryListing(bench.market, { sku: 'STRANGE', price: euros('5'), quantity: 5 });
    const first = bench.buy('STRANGE');
    await bench.pass(3_000);
    expect(await bench.placementOf(first)).toBe('held');
    expect((await set(bench, { unmatchedLines: 'plain-line' })).ok).toBe(true);
    expect(await retryHeldOrders(bench.engine, bench.workspaceId)).toEqual({ retried: 1, stillHeld: 0 });
    await bench.pass(3_000);
    expect(await bench.placementOf(first)).toBe('placed');
    expect(lastInShop(bench).request?.lines).toMatchObject([{ item: null, title: 'STRANGE', quantity: 1 }]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P2: with an earlier start date the orders since then are imported', async () => {
    const bench = await createEngineHarness({ ...linked, ordersFrom: at('2026-03-02T08:59:00.000Z') });
    const early = bench.buy('LAMP');
    // As if it had come before the account's start date.
    Object.assign(early, { createdAt: plus(bench.clock.now(), -86_400_000) });
    early.changedAt = plus(bench.clock.now(), -86_400_000);
    await bench.pass(5_000);
    expect(await bench.placementOf(early)).toBe('not-imported');
    const ordersFrom = plus(bench.clock.now(), -2 * 86_400_000);
    expect(await set(bench, {}, { ordersFrom })).toMatchObject({ value: { ordersFrom } });
    await bench.pass(5_000);
    expect(await bench.placementOf(early)).toBe('placed');
  });

  it('reaches back sixty days at most', async () => {
    const bench = await createEngineHarness(linked);
    const longAgo = plus(bench.clock.now(), -61 * 86_400_000);
    const changed = await set(bench, {}, { ordersFrom: longAgo });
    const from = changed.ok ? changed.value.ordersFrom : longAgo;
    expect(from > longAgo && from <= plus(bench.clock.now(), -60 * 86_400_000)).toBe(true);
  });
});

describe('a carrier that the channel does not know', () => {
  it('P8: holds the parcel with an issue; once the merchant names it, the parcel is told by itself', async () => {
    const bench = await createEngineHarness(linked);
    const bought = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(bought)) === 'placed');
    shipMemoryOrder(bench.shop, lastInShop(bench), { carrier: 'Pigeons & Co', trackingNumber: 'P1' });
    await bench.pass(5_000);
    expect(bought.packages.size).toBe(0);
    expect(await bench.issues()).toMatchObject([
      {
        message: { code: 'shipment.unknown-carrier', values: { order: bought.id, carrier: 'Pigeons & Co' } },
      },
    ]);
    expect((await set(bench, { carriers: { 'pigeons & co': 'express' } })).ok).toBe(true);
    await bench.pass(3_000);
    expect([...bought.packages.values()]).toMatchObject([{ carrier: 'Express', trackingNumber: 'P1' }]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('can be tried again by hand, and nothing else can', async () => {
    const bench = await createEngineHarness(linked);
    const bought = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(bought)) === 'placed');
    shipMemoryOrder(bench.shop, lastInShop(bench), { carrier: 'Pigeons & Co', trackingNumber: 'P1' });
    await bench.pass(5_000);
    const { id } = await bench.order(bought);
    const [held] = await bench.look((tx) => tx.shipments.ofOrder(id));
    if (held === undefined) throw new Error('There is no shipment');
    expect(held.state).toBe('held');
    expect((await retryShipment(bench.engine, bench.workspaceId, held.id)).ok).toBe(true);
    expect(await retryShipment(bench.engine, bench.workspaceId, held.id)).toEqual({
      ok: false,
      error: { kind: 'not-stuck' },
    });
  });
});

describe('a policy that cannot be', () => {
  it('names what is wrong, and nothing changes', async () => {
    const bench = await createEngineHarness(linked);
    const policy = { ...plainOrderImport, numberPrefix: 'x'.repeat(21), tags: [''] };
    expect(await set(bench, policy)).toEqual({
      ok: false,
      error: { kind: 'invalid', fields: ['numberPrefix', 'tags.0'] },
    });
    const stored = await bench.look((tx) => tx.connections.get(bench.account.id));
    expect(stored?.orderImport).toEqual(plainOrderImport);
  });

  it('is refused where the store does not take what it would be sent', async () => {
    const bench = await createEngineHarness(linked);
    const takes = { takesPlainLines: false, takesShipped: false, takesRefunds: false };
    const storeManifest = () => ({
      ...bench.engine.connectors.storeManifest('memory'),
      orders: takes,
    });
    const engine = { ...bench.engine, connectors: { ...bench.engine.connectors, storeManifest } };
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    const policy = {
      ...plainOrderImport,
      channelFulfilled: 'as-shipped',
      unmatchedLines: 'plain-line',
    } as const;
    expect(await setOrderImport(engine, key, { policy })).toEqual({
      ok: false,
      error: { kind: 'not-supported', fields: ['channelFulfilled', 'unmatchedLines'] },
    });
  });

  it('belongs to a channel account', async () => {
    const bench = await createEngineHarness(linked);
    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    expect(await setOrderImport(bench.engine, key, { policy: plainOrderImport })).toEqual({
      ok: false,
      error: { kind: 'unknown-connection' },
    });
  });
});

describe('P2: 400 held orders at two in the morning', () => {
  it('are retried with one command, some at a time, and those whose reason is left stay held', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 900 }, isLinked: true });
    addMemoryListing(bench.market, { sku: 'NEW', price: euros('5'), quantity: 500 });
    addMemoryListing(bench.market, { sku: 'STRANGE', price: euros('5'), quantity: 500 });
    const held = Array.from({ length: 130 }, () => bench.buy('NEW'));
    const strange = Array.from({ length: 5 }, () => bench.buy('STRANGE'));
    await bench.pass(6_000);
    addMemoryProduct(bench.shop, 'NEW', [{ id: 'NEW', sku: 'NEW', stock: 200 }]);
    await bench.pass(3_000);
    // Linking decides its own orders again; these are held as if it had been done elsewhere.
    const which = { reason: 'order.held.unknown-sku' };
    expect(await retryHeldOrders(bench.engine, bench.workspaceId, { reason: 'order.held.no-store' })).toEqual(
      {
        retried: 0,
        stillHeld: 0,
      },
    );
    const done = await retryHeldOrders(bench.engine, bench.workspaceId, which);
    expect(done).toEqual({ retried: 135, stillHeld: 135 });
    await bench.link('NEW');
    await bench.pass(20_000);
    for (const order of held) expect(await bench.placementOf(order)).toBe('placed');
    for (const order of strange) expect(await bench.placementOf(order)).toBe('held');
    expect((await bench.history()).filter((code) => code === 'activity.orders-retried')).toHaveLength(1);
  });
});
