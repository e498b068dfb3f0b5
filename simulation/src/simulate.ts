import { toMilliseconds } from '@quayside/core/domain/instant';
import { approveOffers } from '@quayside/core/use-cases/approve-offers';
import { createChance } from './chance.ts';
import { happen, resume } from './events.ts';
import { findHastyCreations, findSoldTwice, findWrongs, isKnownEverywhere } from './findings.ts';
import { findOldStates } from './old-states.ts';
import { watchCalls } from './watch-calls.ts';
import { buildWorld, calm, tick, type World } from './world.ts';
import { Broken } from './broken.ts';

/** What became of one seed. */
export type Outcome =
  | { readonly ok: true; readonly events: number; readonly orders: number; readonly ticks: number }
  | { readonly ok: false; readonly error: Error; readonly trace: readonly string[] };

/** Longer than every lease, every doubt and a reconcile, and once more. */
const quietMs = 300_000;
const patienceMs = 1_800_000;

/**
 * One merchant's life from one seed: trade and trouble, then quiet, in which everything must come to be right.
 *
 * @param mostEvents stops after so many events; what happens before is the same as without.
 */
export async function simulate(seed: number, mostEvents = Infinity): Promise<Outcome> {
  const chance = createChance(seed);
  const world = await buildWorld(chance);
  try {
    await calm(world, 10_000);
    watchCalls(world);
    world.scheduler.yieldPercent = 35;
    world.trouble.isOn = true;
    const wanted = chance.whole(5, 40);
    const events = Math.min(wanted, mostEvents);
    let ticks = 0;
    for (let count = 0; count < events; count += 1) {
      await happen(world);
      if (world.isQuiet) await untilKnown(world);
      const until = chance.pick([0, 3, 20, 60, 150]);
      for (let rest = 0; rest < until; rest += 1, ticks += 1)
        await tick(world, chance.pick([50, 250, 1_000]));
      findHastyCreations(world);
      await findOldStates(world);
      if (world.isQuiet) findSoldTwice(world);
    }
    for (const account of world.accounts) {
      account.outlet.gate.faults.length = 0;
      await resume(world, account);
    }
    await calm(world, quietMs);
    // What is odd waits for the merchant, who means all of it.
    if ((await approveOffers(world.engine, world.workspaceId, {})) > 0) await calm(world, quietMs);
    await findWrongs(world);
    const orders = world.accounts.reduce((total, { outlet }) => total + outlet.orders().length, 0);
    return { ok: true, events, orders, ticks };
  } catch (error) {
    return { ok: false, error: error as Error, trace: world.trace.lines };
  }
}

async function untilKnown(world: World): Promise<void> {
  const end = toMilliseconds(world.clock.now()) + patienceMs;
  while (!(await isKnownEverywhere(world))) {
    if (toMilliseconds(world.clock.now()) > end)
      throw new Broken('P3', 'a sale never becomes known everywhere');
    await tick(world, 500);
  }
}

/** The fewest events after which a seed that fails fails as well. */
export async function shorten(seed: number): Promise<number> {
  for (let events = 0; events <= 40; events += 1) {
    if (!(await simulate(seed, events)).ok) return events;
  }
  throw new Error(`Seed ${seed} does not fail again: something is not from the seed`);
}
