import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  redisMissing,
  skippedWithoutRedis,
  startTemporaryRedis,
} from '@quayside/runtime/bullmq/temporary-redis';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { createSimulatedWorld, patience, type SimulatedWorld } from './simulated-world.ts';

const stock = { LAMP: 60, CHAIR: 60, TABLE: 60, SHELF: 60 };
const skus = Object.keys(stock) as (keyof typeof stock)[];
const orderCount = 40;
const killCount = 6;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Where the queue of one worker is, and how to throw all bells away. */
interface Queue {
  readonly variables: Readonly<Record<string, string>>;
  empty(world: SimulatedWorld): Promise<unknown>;
}

const onPostgres: Queue = { variables: {}, empty: ({ installation }) => installation.emptyQueue() };

async function startRedisQueue(): Promise<Queue> {
  const redis = await startTemporaryRedis();
  closing.push(() => redis.stop());
  return { variables: { REDIS_URL: redis.url }, empty: () => redis.command('FLUSHALL') };
}

/** A small seeded generator (mulberry32), so that the points of a run can be drawn again. */
function drawFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/**
 * Two workers at any time; one of them is killed at a random point and replaced, again and again, while buyers buy and the shop is slow, answers late or
 * not at all. @param queueOf where the queue of the worker after so many kills is.
 */
async function killAgainAndAgain(home: Queue, queueOf: (kills: number) => Queue): Promise<void> {
  const seed = randomInt(2 ** 31);
  process.stdout.write(`takeover: seed ${seed}\n`);
  const draw = drawFrom(seed);
  const world = await createSimulatedWorld({
    serverUrl: inject('postgresUrl'),
    stock,
    variables: home.variables,
    faultSeed: seed,
  });
  closing.push(() => world.close());
  const { shop, amazon } = world;
  const workers: ChildProcess[] = [
    await world.startWorker(queueOf(0).variables),
    await world.startWorker(queueOf(0).variables),
  ];
  await world.connect();
  const create = { operation: 'orders.create' };
  shop.faults.add({ ...create, kind: 'timeout-after-success', probability: 0.1, holdMs: 3_000 });
  shop.faults.add({ ...create, kind: 'late-success', probability: 0.1, delayMs: 2_200 });
  shop.faults.add({ ...create, kind: 'timeout-before', probability: 0.1, holdMs: 3_000 });
  shop.faults.add({ ...create, kind: 'slow', probability: 0.6, delayMs: 500 });

  const bought = new Map<string, number>();
  async function buy(): Promise<void> {
    for (let order = 0; order < orderCount; order += 1) {
      const sku = skus[draw(skus.length)]!;
      const quantity = 1 + draw(2);
      amazon.placeBuyerOrder({ sku, quantity });
      bought.set(sku, (bought.get(sku) ?? 0) + quantity);
      await sleep(draw(450));
    }
  }
  async function kill(): Promise<void> {
    for (let kills = 1; kills <= killCount; kills += 1) {
      await sleep(draw(1_000));
      const [victim] = workers.splice(draw(2), 1);
      victim!.kill('SIGKILL');
      await once(victim!, 'exit');
      if (draw(3) === 0) await queueOf(kills).empty(world);
      await world.endLeases();
      workers.push(await world.startWorker(queueOf(kills).variables));
    }
  }
  await Promise.all([buy(), kill()]);

  const states = async () => new Map((await world.orders()).map((each) => [each.marketplaceOrderId, each]));
  const ids = amazon.orders.all().map(({ orderId }) => orderId as never);
  expect(ids).toHaveLength(orderCount);
  const settled = async (): Promise<number> => {
    const known = await states();
    return ids.filter((id) => known.get(id)?.placement.state === 'placed' && known.get(id)?.dueAt === null)
      .length;
  };
  await expect.poll(settled, patience).toBe(orderCount);

  // P2: every order of Amazon's own memory is known. P1: each has exactly one order that lives in the shop's own memory.
  const living = ids.map((id) => world.shopOrders(id).filter(({ status }) => status !== 'cancelled').length);
  expect(living).toEqual(ids.map(() => 1));
  // P3: Amazon never sold more than it showed, nothing is offered above the shop, and the shop has what was not bought.
  expect(amazon.buyers.oversold).toEqual([]);
  for (const sku of skus) {
    const left = stock[sku] - (bought.get(sku) ?? 0);
    expect(shop.operations.product({ sku }).stock_quantity).toBe(left);
    await expect.poll(() => world.shown(sku), patience).toBe(left);
  }
}

describe('two workers, one of them killed at random points again and again, the queue emptied now and then: one shop order each (P1), none lost (P2), nothing oversold (P3)', () => {
  test('on PostgreSQL', () => killAgainAndAgain(onPostgres, () => onPostgres), 120_000);

  test.skipIf(redisMissing !== undefined)(
    `on Redis${skippedWithoutRedis}`,
    async () => {
      const redis = await startRedisQueue();
      await killAgainAndAgain(redis, () => redis);
    },
    120_000,
  );

  test.skipIf(redisMissing !== undefined)(
    `while the bells move from PostgreSQL to Redis and back${skippedWithoutRedis}`,
    async () => {
      const redis = await startRedisQueue();
      await killAgainAndAgain(onPostgres, (kills) => (kills >= 2 && kills < 5 ? redis : onPostgres));
    },
    120_000,
  );
});
