import { createMemoryStorage, quickTurn } from '@quayside/testkit/memory-storage';
import { createMortalStorage, type Death } from '@quayside/testkit/mortal-storage';
import {
  createHarnessWithoutKey,
  settleMs,
  type CreationFate,
  type HarnessWithoutKey,
} from '@quayside/testkit/shop-without-key';
import { memoryStoreManifest, type MemoryFault, type MemoryMarketOrder } from '@quayside/testkit/toys';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitsOf } from '../domain/offer.ts';
import { toMilliseconds } from '../domain/instant.ts';
import { receiveHints } from './receive-hints.ts';

/**
 * A first net under the whole engine: random trade on a shop without a unique key and a market, with faults, deaths of workers and clocks that
 * jump; then quiet, in which everything must come to be right. The deterministic simulation will look closer.
 */

const seed = 20_260_302;
const { sendWindowMs, createTimeoutMs } = memoryStoreManifest.timing;
const inDoubtMs = sendWindowMs + createTimeoutMs + settleMs;
const stock = { LAMP: 5, VASE: 3 };

const sku = fc.constantFrom('LAMP', 'VASE');
const units = fc.integer({ min: 1, max: 3 });
const gate = fc.constantFrom<'shop' | 'market'>('shop', 'market');
const kind = fc.constantFrom<MemoryFault>('throttled', 'server-error', 'answer-lost', 'request-lost');
const fate = fc.constantFrom<CreationFate>('answer-lost', 'request-lost', 'late', 'hidden');

const sale = fc.oneof(
  fc.record({ do: fc.constant('buy' as const), sku, units, isPaid: fc.boolean() }),
  fc.record({ do: fc.constant('sell' as const), sku, units }),
);
const trade = fc.oneof(
  fc.record({ do: fc.constant('restock' as const), sku, units }),
  fc.record({ do: fc.constant('pay' as const), order: fc.nat(20) }),
  fc.record({ do: fc.constant('cancel' as const), order: fc.nat(20) }),
);
const trouble = fc.oneof(
  fc.record({ do: fc.constant('fault' as const), gate, kind, times: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('fate' as const), fate }),
  fc.record({
    do: fc.constant('death' as const),
    after: fc.nat(30),
    death: fc.constantFrom<Death>('before-commit', 'after-commit'),
  }),
);
const time = fc.oneof(
  fc.record({ do: fc.constant('pass' as const), milliseconds: fc.integer({ min: 100, max: 4_000 }) }),
  fc.record({ do: fc.constant('sleep' as const), milliseconds: fc.integer({ min: 1, max: 4_000 }) }),
  fc.record({ do: fc.constant('hint' as const), sku }),
);
type Step =
  | (typeof sale extends fc.Arbitrary<infer Value> ? Value : never)
  | (typeof trade extends fc.Arbitrary<infer Value> ? Value : never)
  | (typeof trouble extends fc.Arbitrary<infer Value> ? Value : never)
  | (typeof time extends fc.Arbitrary<infer Value> ? Value : never);

interface World {
  readonly bench: HarnessWithoutKey;
  take(step: Step): Promise<void>;
  /** No further trouble. */
  calm(): void;
}

async function openWorld(isDrainedTwice: boolean): Promise<World> {
  const fuses: { after: number; death: Death }[] = [];
  let isArmed = false;
  const storage = createMortalStorage(createMemoryStorage(quickTurn()), () => {
    const [next] = fuses;
    if (!isArmed || next === undefined) return null;
    next.after -= 1;
    if (next.after >= 0) return null;
    fuses.shift();
    return next.death;
  });
  const bench = await createHarnessWithoutKey({ stock, storage, isDrainedTwice });
  watchRises(bench);
  const orderAt = (index: number): MemoryMarketOrder | undefined => {
    const orders = [...bench.market.orders.values()];
    return orders[index % Math.max(1, orders.length)];
  };

  async function act(step: Step): Promise<void> {
    switch (step.do) {
      case 'buy':
        if (bench.shown(step.sku) >= step.units) {
          bench.buy(step.sku, step.units, step.isPaid ? 'unshipped' : 'pending');
        }
        return;
      case 'sell':
        if (bench.stockOf(step.sku) >= step.units) bench.sell(step.sku, step.units);
        return;
      case 'restock':
        bench.sell(step.sku, -step.units);
        return;
      case 'pay': {
        const order = orderAt(step.order);
        if (order?.status === 'pending') bench.move(order, 'unshipped');
        return;
      }
      case 'cancel': {
        const order = orderAt(step.order);
        if (order?.status === 'pending' || order?.status === 'unshipped') bench.move(order, 'cancelled');
        return;
      }
      case 'fault':
        for (let time = 0; time < step.times; time += 1) bench[step.gate].gate.faults.push(step.kind);
        return;
      case 'fate':
        bench.withoutKey.fates.push(step.fate);
        return;
      case 'death':
        fuses.push({ after: step.after, death: step.death });
        return;
      case 'hint': {
        const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
        await receiveHints(bench.engine, key, [{ kind: 'product', entityId: step.sku }]);
        return;
      }
      case 'pass':
        isArmed = true;
        await bench.pass(step.milliseconds);
        isArmed = false;
        return;
      case 'sleep':
        bench.clock.advance(step.milliseconds);
    }
  }
  return {
    bench,
    async take(step) {
      await act(step);
      // Within the settle time, as the manifest promises.
      bench.withoutKey.completeLate();
      bench.withoutKey.reveal();
    },
    calm() {
      fuses.length = 0;
      bench.withoutKey.fates.length = 0;
      bench.shop.gate.faults.length = 0;
      bench.market.gate.faults.length = 0;
    },
  };
}

/** P3: a quantity is raised above what was seen only when every order up to that moment is stored. */
function watchRises(bench: HarnessWithoutKey): void {
  bench.levers.always('channel.listings.setQuantity', async (go, values) => {
    const [{ channelSku }, quantity] = values as [{ readonly channelSku: string }, number];
    const { shown } = await bench.target(channelSku);
    if (shown === null) throw new Error('P3: sent without having looked');
    if (quantity > unitsOf(shown.value)) {
      for (const order of bench.market.orders.values()) {
        if (order.createdAt > shown.at) continue;
        expect(await bench.placementOf(order), 'P3: a rise overlooks an order').not.toBe('not-imported');
      }
    }
    return go();
  });
}

const isAlive = (order: MemoryMarketOrder): boolean => order.status !== 'cancelled';

/** What the market should show now: the shop's count less what is promised and not in it. */
function sellable(bench: HarnessWithoutKey, of: string): number {
  let promised = 0;
  for (const order of bench.market.orders.values()) {
    const isCounted = bench.withoutKey.ordersWithKey(`memory:${order.id}`) > 0;
    if (!isAlive(order) || isCounted) continue;
    for (const line of order.lines) if (line.channelSku === of) promised += line.quantity;
  }
  return Math.max(0, bench.stockOf(of) - promised);
}

async function expectEverythingRight(bench: HarnessWithoutKey): Promise<void> {
  for (const order of bench.market.orders.values()) {
    const key = `memory:${order.id}`;
    const placement = await bench.placementOf(order);
    expect(placement, 'P2: an order is not known').not.toBe('not-imported');
    const inShop = bench.withoutKey.ordersWithKey(key);
    if (order.status === 'pending') expect(inShop, 'P1: placed before it was paid').toBe(0);
    else if (isAlive(order)) expect([placement, inShop], 'P1: one store order').toEqual(['placed', 1]);
    else expect(inShop, 'P1: a cancelled order').toBe(0);
    const claims = bench.withoutKey.creations
      .filter((creation) => creation.key === key)
      .map((creation) => toMilliseconds(creation.sendBy) - sendWindowMs);
    for (const [index, claim] of claims.slice(1).entries()) {
      expect(claim - (claims[index] ?? 0), 'P1: created again within the settle time').toBeGreaterThan(
        inDoubtMs,
      );
    }
  }
  for (const of of Object.keys(stock)) {
    expect(bench.shown(of), `P4: ${of} shows what the shop has`).toBe(sellable(bench, of));
  }
  const told = (await bench.issueCodes()).filter((code) => code === 'order.cancelled-after-placement');
  expect(told, 'P8: what was cancelled in the shop by itself is no issue').toEqual([]);
}

describe('P1, P2, P3, P4 together', { timeout: 120_000 }, () => {
  it('whatever happens, everything comes to be right when it is quiet', async () => {
    const steps = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: sale },
        { weight: 2, arbitrary: trade },
        { weight: 3, arbitrary: trouble },
        { weight: 4, arbitrary: time },
      ),
      { minLength: 5, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (taken, isDrainedTwice) => {
        const world = await openWorld(isDrainedTwice);
        for (const step of taken) await world.take(step);
        world.calm();
        // Leases of dead workers, look-ups until the settle time, a reconcile, and both again.
        await world.bench.pass(300_000, 2_500);
        await expectEverythingRight(world.bench);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('P3: sales that leave each other time never sell what is not there, whatever fails', async () => {
    const steps = fc.array(
      fc.oneof({ weight: 3, arbitrary: sale }, trade, { weight: 2, arbitrary: trouble }),
      {
        minLength: 5,
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (taken, isDrainedTwice) => {
        const world = await openWorld(isDrainedTwice);
        const { bench } = world;
        for (const step of taken) {
          // A shop does not know what a buyer elsewhere has not paid yet, and may sell it: nobody can stop that.
          if (step.do === 'sell' && sellable(bench, step.sku) < step.units) continue;
          await world.take(step);
          if (step.do === 'fault' || step.do === 'fate' || step.do === 'death') continue;
          await world.take({ do: 'pass', milliseconds: 4_000 });
          await bench.passUntil(() => {
            bench.withoutKey.completeLate();
            bench.withoutKey.reveal();
            return Object.keys(stock).every((of) => bench.shown(of) <= sellable(bench, of));
          });
          for (const of of Object.keys(stock)) {
            expect(bench.stockOf(of), `P3: ${of} sold twice`).toBeGreaterThanOrEqual(0);
          }
        }
        world.calm();
        await bench.pass(300_000, 2_500);
        await expectEverythingRight(bench);
      }),
      { seed, numRuns: 20 },
    );
  });
});
