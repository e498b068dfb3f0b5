import { once } from 'node:events';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import type { FaultRule } from '@quayside/simulators/faults';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createSimulatedWorld, patience, type SimulatedWorld } from './simulated-world.ts';

let world: SimulatedWorld;

beforeEach(async () => {
  world = await createSimulatedWorld({ serverUrl: inject('postgresUrl'), stock: { LAMP: 9 } });
});

afterEach(() => world.close());

const fates: [string, Omit<FaultRule, 'operation'>][] = [
  // The shop finishes what it was asked, although nobody waits any more.
  ['the shop creates the order all the same', { kind: 'slow', delayMs: 1_200 }],
  ['the shop creates the order long after', { kind: 'late-success', delayMs: 2_200 }],
  ['the shop never does what it was asked', { kind: 'timeout-before', holdMs: 10_000 }],
];

test.each(fates)(
  'a worker killed while it creates a shop order leaves exactly one: %s (P1)',
  async (_fate, fault) => {
    const { shop, amazon } = world;
    const killed = await world.startWorker();
    await world.connect();
    shop.faults.add({ operation: 'orders.create', times: 1, ...fault });
    const { orderId } = amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 2 });
    // In flight: the shop has the request, and has not answered.
    await expect.poll(() => shop.faults.list()[0]?.fired, patience).toBe(1);
    expect((await world.order(orderId))?.placement.state).toBe('sending');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await world.startWorker();

    await expect.poll(async () => (await world.order(orderId))?.placement.state, patience).toBe('placed');
    // Whatever could still appear has appeared by now, and a second look has been taken.
    await expect.poll(async () => (await world.order(orderId))?.dueAt, patience).toBeNull();
    // Not even a second one that was cancelled.
    expect(world.shopOrders(orderId)).toHaveLength(1);
    expect(shop.operations.product({ sku: 'LAMP' }).stock_quantity).toBe(7);
    // And the marketplace shows what is left.
    await expect.poll(() => world.shown('LAMP'), patience).toBe(7);
  },
  90_000,
);
