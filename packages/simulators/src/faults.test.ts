import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FaultBoard } from './faults.ts';
import { parseCatalogue } from './woocommerce/catalogue.ts';
import { startWooCommerceSimulator } from './woocommerce/server.ts';
import type { WooCommerceSimulator } from './woocommerce/server.ts';
import { signedFetch } from './woocommerce/signed-fetch.ts';

describe('the board', () => {
  test('counts, lets pass and matches by prefix', () => {
    const board = new FaultBoard();
    board.add({ operation: 'orders.*', kind: 'throttle', times: 2, after: 1 });
    const kinds = ['orders.get', 'orders.create', 'products.get', 'orders.get', 'orders.get'].map(
      (it) => board.take(it)?.kind,
    );
    expect(kinds).toEqual([undefined, 'throttle', undefined, 'throttle', undefined]);
    expect(board.list()).toMatchObject([{ seen: 4, fired: 2 }]);
    board.clear('orders.*');
    expect(board.list()).toEqual([]);
  });

  test('the same seed gives the same failures', () => {
    const run = (seed: number): boolean[] => {
      const board = new FaultBoard(seed);
      board.add({ operation: '*', kind: 'server-error', probability: 0.3 });
      return Array.from({ length: 200 }, () => board.take('any') !== undefined);
    };
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
    const fired = run(7).filter(Boolean).length;
    expect(fired).toBeGreaterThan(40);
    expect(fired).toBeLessThan(80);
  });
});

describe('calls', () => {
  let shop: WooCommerceSimulator;
  beforeEach(async () => {
    const { products } = parseCatalogue('ID,Type,SKU,Name,Published,Stock\n1,simple,mug,Mug,1,5\n');
    shop = await startWooCommerceSimulator({ products });
  });
  afterEach(async () => {
    await shop.close();
  });
  const create = (): ReturnType<typeof signedFetch> =>
    signedFetch(shop, 'POST', '/wc/v3/orders', {
      body: { set_paid: true, line_items: [{ product_id: 1, quantity: 1 }] },
    });

  test.each([
    ['throttle', {}, 429, 'text/html'],
    ['server-error', { status: 503 }, 503, 'application/json'],
    ['html', { status: 403 }, 403, 'text/html'],
  ] as const)('%s refuses and does nothing', async (kind, more, status, type) => {
    shop.faults.add({ operation: 'orders.create', kind, times: 1, ...more });
    const answer = await create();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(shop.shop.orders.size).toBe(0);
    expect((await create()).status).toBe(201);
    expect(shop.calls.of('orders.create')).toMatchObject({ total: 2, faulted: 1, succeeded: 1 });
  });

  test('timeout-after-success does the work and never answers', async () => {
    shop.faults.add({ operation: 'orders.create', kind: 'timeout-after-success', times: 1, holdMs: 40 });
    await expect(create()).rejects.toThrow();
    expect(shop.shop.orders.size).toBe(1);
    expect(shop.shop.products.get(1)?.stock_quantity).toBe(4);
  });

  test('timeout-before does nothing and never answers', async () => {
    shop.faults.add({ operation: 'orders.create', kind: 'timeout-before', times: 1, holdMs: 40 });
    await expect(create()).rejects.toThrow();
    expect(shop.shop.orders.size).toBe(0);
  });

  test('late-success creates after the client has given up', async () => {
    shop.faults.add({ operation: 'orders.create', kind: 'late-success', times: 1, delayMs: 120, holdMs: 20 });
    const lost = create();
    await expect(
      Promise.race([lost, new Promise((resolve) => setTimeout(resolve, 30, 'gave up'))]),
    ).resolves.toBe('gave up');
    expect(shop.shop.orders.size).toBe(0);
    await expect(lost).rejects.toThrow();
    await expect.poll(() => shop.shop.orders.size, { timeout: 2000 }).toBe(1);
  });

  test('slow answers later', async () => {
    shop.faults.add({ operation: 'orders.create', kind: 'slow', times: 1, delayMs: 80 });
    const before = performance.now();
    expect((await create()).status).toBe(201);
    expect(performance.now() - before).toBeGreaterThanOrEqual(75);
  });

  test('closing drops held connections', async () => {
    shop.faults.add({ operation: 'orders.create', kind: 'timeout-before', times: 1, holdMs: 60_000 });
    const waiting = expect(create()).rejects.toThrow();
    await expect.poll(() => shop.calls.of('orders.create').faulted).toBe(1);
    await shop.close();
    await waiting;
  });
});
