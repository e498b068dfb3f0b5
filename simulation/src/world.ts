import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryFollower } from '@quayside/connectors/memory/memory-follower';
import { addMemoryListing, createMemoryMarket } from '@quayside/connectors/memory/memory-market';
import {
  addMemoryProduct,
  createMemoryShop,
  type MemoryShop,
  type NewMemoryVariant,
} from '@quayside/connectors/memory/memory-shop';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { brandId, type LocationId } from '@quayside/core/domain/ids';
import { toMilliseconds } from '@quayside/core/domain/instant';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import type { Transaction } from '@quayside/core/ports/storage';
import { doorbellKey, type DrainJob } from '@quayside/core/jobs/catalogue';
import { connectStore } from '@quayside/core/use-cases/connect';
import { drain } from '@quayside/core/use-cases/drain';
import { changePoolLocations, createPool } from '@quayside/core/use-cases/stock-pools';
import { at, aWorkspace, euros } from '@quayside/testkit/builders';
import { createFakeClock } from '@quayside/testkit/fake-clock';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { createShopWithoutKey } from '@quayside/testkit/shop-without-key';
import { createToyEngine, toyKey } from '@quayside/testkit/toy-engine';
import { createUnnestedStorage } from '@quayside/testkit/unnested-storage';
import { openAccount, strangeSku, type Account } from './account.ts';
import type { Chance } from './chance.ts';
import type { Grounds } from './grounds.ts';
import { interfere, type Later, type Witness } from './interfere.ts';
import { openFollower, openMarket } from './outlet.ts';
import { Scheduler } from './scheduler.ts';
import type { Pool } from './shop-facts.ts';
import { createTrace } from './trace.ts';

/** A merchant with a shop, accounts, the engine, and everything that can go wrong. */
export interface World extends Grounds {
  readonly accounts: readonly Account[];
  /** Whether every sale waits until all markets know of the one before: then nothing may ever be sold twice. */
  readonly isQuiet: boolean;
}

/**
 * Builds a merchant as chance wants it: a shop with or without a unique key, which may count at two locations and some variants together; one pool of everything, or one
 * of each location; one or two markets, perhaps a second shop that follows; everything imported and linked.
 */
export async function buildWorld(chance: Chance): Promise<World> {
  const clock = createFakeClock(at('2026-03-02T09:00:00.000Z'));
  const scheduler = new Scheduler(chance, clock);
  const trace = createTrace(clock);
  const storage = createUnnestedStorage(createMemoryStorage(() => scheduler.turn()));
  const { currency } = euros('0');
  const shop = createMemoryShop({ name: 'toys', currency, clock, key: toyKey });
  const skus = Array.from({ length: chance.whole(1, 3) }, (_, index) => `SKU-${index + 1}`);
  const isSplit = chance.percent(45);
  furnish(chance, shop, skus, isSplit);
  const second = chance.percent(40)
    ? createMemoryShop({ name: 'second', currency, clock, key: toyKey })
    : null;
  for (const sku of second === null ? [] : [...skus, strangeSku]) {
    const stock = sku === strangeSku ? 3 : 0;
    if (second !== null) addMemoryProduct(second, sku, [{ id: sku, sku, stock, price: '10.00' }]);
  }
  const markets = Array.from({ length: chance.whole(1, 2) }, () =>
    createMemoryMarket({ currency, clock, key: toyKey, settleMs: chance.pick([0, 0, 700]) }),
  );
  for (const market of markets) {
    for (const sku of skus) addMemoryListing(market, { sku, price: euros('19.9'), quantity: 0 });
    addMemoryListing(market, { sku: strangeSku, price: euros('5'), quantity: 3 });
  }
  const withoutKey = chance.percent(60) ? createShopWithoutKey(shop) : null;
  const trouble = { isOn: false };
  const witness: Witness = { onCall: () => Promise.resolve(), onDone: () => undefined };
  const bells = new Map<string, DrainJob>();
  const later: Later[] = [];
  const around = { chance, clock, scheduler, trace, trouble, witness, later, withoutKey };
  const definitions = [
    interfere(withoutKey?.definition ?? defineMemoryStore(new Map([['toys', shop]])), shop.gate, around),
    ...markets.map((market, index) => {
      const definition = defineMemoryChannel(market);
      const manifest = { ...definition.manifest, id: connectorOf(index) };
      return interfere({ ...definition, manifest }, market.gate, around);
    }),
    ...(second === null ? [] : [interfere(asFollower(second), second.gate, around)]),
  ];
  const engine = createToyEngine({
    storage,
    clock,
    definitions,
    ring(jobs) {
      for (const job of jobs) {
        if (trouble.isOn && chance.percent(10)) trace.note(`bell lost: ${job.lane}`);
        else bells.set(doorbellKey(job), job);
      }
    },
  });
  const workspace = aWorkspace();
  await storage.createWorkspace(workspace);
  const store = await connectStore(engine, workspace.id, {
    connector: 'memory',
    name: 'Shop',
    credentials: { key: toyKey },
    settings: { shop: 'toys' },
  });
  if (!store.ok) throw new Error('The toy shop refuses to connect');
  const facts = {
    ...{ chance, clock, scheduler, trace, trouble, witness, engine, shop, withoutKey, skus, bells, later },
    notices: [],
    reads: new Map(),
    known: new Map(),
    workspaceId: workspace.id,
    storeId: store.value.id,
    look: <Value>(work: (tx: Transaction) => Promise<Value>) => storage.transaction(workspace.id, work),
  };
  const grounds: Grounds = { ...facts, pools: await openPools(facts, isSplit) };
  await drain(engine, { workspaceId: workspace.id, connectionId: store.value.id, lane: 'poll' });
  const accounts: Account[] = [];
  for (const [index, market] of markets.entries()) {
    const pool = chance.pick(grounds.pools);
    accounts.push(await openAccount(grounds, openMarket(market), connectorOf(index), pool));
  }
  if (second !== null) {
    const pool = chance.pick(grounds.pools);
    accounts.push(await openAccount(grounds, openFollower(second), followerConnector, pool));
  }
  return { ...grounds, accounts, isQuiet: chance.percent(40) };
}

const followerConnector = 'memory-follower';

function asFollower(shop: MemoryShop): ChannelDefinition {
  const definition = defineMemoryFollower(shop);
  return { ...definition, manifest: { ...definition.manifest, id: followerConnector } };
}

const locations = ['north', 'south'] as const;

/** The first two SKUs may be variants of one product that are counted together. */
function furnish(chance: Chance, shop: MemoryShop, skus: readonly string[], isSplit: boolean): void {
  const isShared = skus.length > 1 && chance.percent(40);
  const variantOf = (sku: string): NewMemoryVariant => ({
    ...{ id: sku, sku, price: '10.00' },
    stock: chance.whole(1, 12),
    stockByLocation: isSplit
      ? Object.fromEntries(locations.map((location) => [location, chance.whole(0, 8)]))
      : null,
  });
  const variants = skus.map(variantOf);
  const [first, second, ...others] = variants;
  if (!isShared || first === undefined || second === undefined || second.sku === null) {
    for (const variant of variants) addMemoryProduct(shop, variant.id, [variant]);
    return;
  }
  const item = { ...first, stockItemId: 'both' };
  const twin = {
    ...item,
    id: second.id,
    sku: second.sku,
    stockByLocation: item.stockByLocation ? { ...item.stockByLocation } : null,
  };
  addMemoryProduct(shop, first.id, [item, twin]);
  for (const variant of others) addMemoryProduct(shop, variant.id, [variant]);
}

/** One pool of everything, or one for each location. */
async function openPools(
  { engine, look, storeId, workspaceId }: Pick<Grounds, 'engine' | 'look' | 'storeId' | 'workspaceId'>,
  isSplit: boolean,
): Promise<readonly Pool[]> {
  const [first] = await look((tx) => tx.pools.list());
  if (first === undefined) throw new Error('The shop has no pool');
  if (!isSplit) return [first];
  const [north, south] = locations.map((location) => [brandId<LocationId>(location)]);
  const changed = await changePoolLocations(engine, workspaceId, first.id, north ?? null);
  const request = { name: 'South', masterConnectionId: storeId, locations: south ?? null };
  const made = await createPool(engine, workspaceId, request);
  if (!changed.ok || !made.ok) throw new Error('The pools cannot be made');
  return [changed.value, made.value];
}

const connectorOf = (index: number): string => (index === 0 ? 'memory' : `memory-${index + 1}`);

const mostRuns = 4;

/** Lets the world go on by the smallest bit: a worker answers a bell, or one takes a step, or nobody can do anything, and time passes. */
export async function tick(world: Grounds, restMs: number): Promise<void> {
  const { bells, chance, scheduler, trouble } = world;
  if (
    bells.size > 0 &&
    scheduler.runs.length < mostRuns &&
    (chance.percent(50) || scheduler.runs.length === 0)
  ) {
    const [key, job] = chance.pick([...bells]);
    bells.delete(key);
    answer(world, job);
    // A job that stalled runs twice.
    if (trouble.isOn && chance.percent(8)) answer(world, job);
    return;
  }
  if (trouble.isOn && chance.percent(2)) return passTime(world, chance.pick([100, 700, 2_000]));
  if (!(await scheduler.step())) await passTime(world, restMs);
}

function answer({ engine, scheduler }: Grounds, job: DrainJob): void {
  scheduler.start(`${job.lane} of ${job.connectionId.slice(-2)}`, () => drain(engine, job));
}

/** Time passes, what was to come by then happens, and the sweeper rings for what is due. */
async function passTime({ clock, engine, later, bells }: Grounds, milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  const now = toMilliseconds(clock.now());
  for (const due of later.filter(({ at: moment }) => moment <= now)) {
    later.splice(later.indexOf(due), 1);
    due.happen();
  }
  for (const job of await engine.storage.dueJobs(clock.now(), 100)) bells.set(doorbellKey(job), job);
}

/** No further trouble: the network is well, nobody is late, what was late has come. Time passes until everything must be right. */
export async function calm(world: Grounds, milliseconds: number): Promise<void> {
  const { bells, clock, later, scheduler, shop, trouble, withoutKey } = world;
  trouble.isOn = false;
  shop.gate.faults.length = 0;
  withoutKey?.fates.splice(0);
  for (const { happen } of later.splice(0)) happen();
  scheduler.wake();
  scheduler.yieldPercent = 0;
  const end = toMilliseconds(clock.now()) + milliseconds;
  for (
    let ticks = 0;
    toMilliseconds(clock.now()) < end || bells.size > 0 || scheduler.runs.length > 0;
    ticks += 1
  ) {
    if (ticks > 200_000) throw new Error('The engine does not come to rest');
    await tick(world, 2_500);
  }
}
