import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { expect, it } from 'vitest';
import { retryOrder } from './retry-order.ts';

it('P1, P8: an order for a product that the shop no longer has is held, and placed when it is back', async () => {
  const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  await bench.pass(5_000);
  const product = bench.shop.products.get('LAMP');
  if (product === undefined) throw new Error('No lamp');
  const order = bench.buy('LAMP', 1, 'pending');
  await bench.pass(5_000);
  expect(await bench.placementOf(order)).toBe('awaiting-payment');
  bench.shop.products.delete('LAMP');
  await bench.pass(61_000);
  bench.move(order, 'unshipped');
  await bench.pass(5_000);
  expect(await bench.placementOf(order)).toBe('held');
  expect(bench.shop.orders.size).toBe(0);
  expect(await bench.issueCodes()).toContain('order.held.product-gone');

  bench.shop.products.set('LAMP', { ...product, changedAt: bench.clock.now() });
  await bench.pass(61_000);
  const { id } = await bench.order(order);
  expect(await retryOrder(bench.engine, bench.workspaceId, id)).toMatchObject({ ok: true });
  await bench.pass(5_000);
  expect(await bench.placementOf(order)).toBe('placed');
  expect(bench.shop.orders.size).toBe(1);
  expect(await bench.issueCodes()).not.toContain('order.held.product-gone');
});
