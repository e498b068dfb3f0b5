import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import {
  addMemoryListing,
  buyOnMemoryMarket,
  createMemoryMarket,
  moveMemoryMarketOrder,
  shownQuantity,
  type MemoryMarket,
  type MemoryMarketOrder,
} from '@quayside/connectors/memory/memory-market';
import {
  addMemoryProduct,
  createMemoryShop,
  moveMemoryStock,
  placeMemoryOrder,
  type MemoryShop,
  type MemoryVariant,
} from '@quayside/connectors/memory/memory-shop';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ChannelSku, type WorkspaceId } from '@quayside/core/domain/ids';
import { toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import type { Issue } from '@quayside/core/domain/issue';
import type { Order, OrderStatus, PlacementState } from '@quayside/core/domain/order';
import type { Reservation } from '@quayside/core/domain/reservation';
import type { Aspect, Target } from '@quayside/core/domain/target';
import type { Variant } from '@quayside/core/domain/variant';
import type { DrainJob, Lane } from '@quayside/core/jobs/catalogue';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ListingsPart } from '@quayside/core/ports/channel-connector';
import type { ChannelDefinition, ConnectorDefinition } from '@quayside/core/ports/definition';
import type { Storage, Transaction } from '@quayside/core/ports/storage';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { drain } from '@quayside/core/use-cases/drain';
import type { Engine } from '@quayside/core/use-cases/engine';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { aBuyer, at, aWorkspace, euros } from './builders.ts';
import { createCallLevers, WorkerKilled, type CallLevers } from './call-levers.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMemoryStorage, quickTurn } from './memory-storage.ts';
import { createToyEngine, toyKey } from './toy-engine.ts';
import { createUnnestedStorage } from './unnested-storage.ts';

/** The whole engine on toy platforms, with a clock that the test moves. */
export interface EngineHarness {
  readonly engine: Engine;
  readonly storage: Storage;
  readonly clock: FakeClock;
  readonly shop: MemoryShop;
  readonly market: MemoryMarket;
  /** Between the engine and the connectors. */
  readonly levers: CallLevers;
  readonly workspaceId: WorkspaceId;
  /** @throws Error while no store is connected. */
  readonly store: Connection;
  readonly account: Connection;
  /** Every bell that was rung. */
  readonly rung: readonly DrainJob[];
  look<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value>;
  /** Works through everything that is due now, as sweeps and workers would. A worker that is killed takes nothing with it but its own run. */
  settle(): Promise<void>;
  /** Lets time pass in steps (of 250 ms unless said otherwise), working through what becomes due at each. */
  pass(milliseconds: number, step?: number): Promise<void>;
  /** Lets time pass until this is so; fails if that takes longer than two minutes. */
  passUntil(isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** One worker's answer to a bell of the store or of the channel account. */
  drain(who: 'store' | 'account', lane: Lane): Promise<void>;
  connectToyStore(): Promise<Connection>;
  link(
    sku: string,
    changes?: { readonly unitsPerListing?: number; readonly explicitQuantity?: number },
  ): Promise<void>;
  /** A sale on the market. */
  buy(sku: string, quantity?: number, status?: OrderStatus): MemoryMarketOrder;
  move(order: MemoryMarketOrder, status: MemoryMarketOrder['status']): void;
  /** A sale in the shop (units below zero: a restock). */
  sell(sku: string, units: number): void;
  /** What the shop counts. */
  stockOf(sku: string): number;
  /** What buyers can order on the market. */
  shown(sku: string): number;
  variant(sku: string): Promise<Variant>;
  target(sku: string, aspect?: Aspect): Promise<Target>;
  order(bought: Pick<MemoryMarketOrder, 'id'>): Promise<Order>;
  placementOf(bought: Pick<MemoryMarketOrder, 'id'>): Promise<PlacementState | 'not-imported'>;
  reservations(bought: Pick<MemoryMarketOrder, 'id'>): Promise<readonly Reservation[]>;
  issues(): Promise<readonly Issue[]>;
  issueCodes(): Promise<readonly string[]>;
  /** The codes of the workspace's history, oldest first. */
  history(): Promise<readonly string[]>;
}

export interface HarnessOptions {
  /** Units in the shop by SKU; each is a product of its own and listed on the market with a quantity of 0. */
  readonly stock?: Readonly<Record<string, number>>;
  /** Other definitions than the plain toys, which are handed over. */
  readonly definitions?: (shop: MemoryShop, market: MemoryMarket) => readonly ConnectorDefinition[];
  readonly storage?: Storage;
  /** Links every SKU of `stock`. */
  readonly isLinked?: boolean;
  /** The market keeps a list of what is on it, which is imported and linked; otherwise its list is empty, and tests link by hand. */
  readonly isListImported?: boolean;
  /** Leaves the shop to be connected by the test. */
  readonly isWithoutStore?: boolean;
  /** Answers every bell twice at once, as stalled jobs do. */
  readonly isDrainedTwice?: boolean;
  readonly ordersFrom?: Instant;
  /** How long a quantity takes to show on the market. */
  readonly marketSettleMs?: number;
}

/** A market that shows no list of the listings that are on it. */
function withoutList(definition: ConnectorDefinition): ConnectorDefinition {
  if (definition.manifest.role === 'store') return definition;
  const channel = definition as ChannelDefinition;
  return {
    ...channel,
    open(...opening: Parameters<ChannelDefinition['open']>) {
      const connector = channel.open(...opening);
      return { ...connector, listings: { ...connector.listings, all: emptyList } };
    },
  };
}

async function* emptyList(): AsyncGenerator<Result<ListingsPart, never>> {
  yield await Promise.resolve(ok({ items: [], unreadable: [], resumeToken: null, waitMs: 0 }));
}

/** Connects a toy shop and a toy market; the catalogue is imported, nothing is linked unless asked for. */
export async function createEngineHarness(options: HarnessOptions = {}): Promise<EngineHarness> {
  const clock = createFakeClock(at('2026-03-02T09:00:00.000Z'));
  const storage = createUnnestedStorage(options.storage ?? createMemoryStorage(quickTurn()));
  const { currency } = euros('0');
  const shop = createMemoryShop({ name: 'toys', currency, clock, key: toyKey });
  const { marketSettleMs: settleMs = 0, stock = { LAMP: 5 } } = options;
  const market = createMemoryMarket({ currency, clock, key: toyKey, settleMs });
  for (const [sku, units] of Object.entries(stock)) {
    addMemoryProduct(shop, sku, [{ id: sku, sku, stock: units }]);
    addMemoryListing(market, { sku, price: euros('19.9'), quantity: 0 });
  }
  const levers = createCallLevers();
  const definitions = options.definitions?.(shop, market) ?? [
    defineMemoryStore(new Map([['toys', shop]])),
    defineMemoryChannel(market),
  ];
  const rung: DrainJob[] = [];
  const engine = createToyEngine({
    storage,
    clock,
    definitions: definitions
      .map((each) => (options.isListImported === true ? each : withoutList(each)))
      .map((each) => levers.watch(each)),
    ring: (jobs) => rung.push(...jobs),
  });
  const workspace = aWorkspace();
  await storage.createWorkspace(workspace);
  let store: Connection | null = null;
  async function connectToyStore(): Promise<Connection> {
    const connected = await connectStore(engine, workspace.id, {
      connector: 'memory',
      name: 'Toy shop',
      credentials: { key: toyKey },
      settings: { shop: 'toys' },
    });
    if (!connected.ok) throw new Error('The toy shop refuses to connect');
    store = connected.value;
    return store;
  }
  if (options.isWithoutStore !== true) await connectToyStore();
  const account = await connectChannel(engine, workspace.id, {
    connector: 'memory',
    name: 'Toy market',
    credentials: { key: toyKey },
    settings: { market: 'toys' },
    ...(options.ordersFrom !== undefined && { ordersFrom: options.ordersFrom }),
  });
  if (!account.ok) throw new Error('The toy market refuses to connect');

  const look: EngineHarness['look'] = (work) => storage.transaction(workspace.id, work);
  async function answer(job: DrainJob): Promise<void> {
    try {
      await drain(engine, job);
    } catch (error) {
      if (!(error instanceof WorkerKilled)) throw error;
    }
  }
  async function settle(): Promise<void> {
    // Every run leaves rows due later or none; a lane that never ends would be a bug worth failing for.
    for (let round = 0; round < 200; round += 1) {
      const due = (await storage.dueJobs(clock.now(), 100)).filter((job) => job.workspaceId === workspace.id);
      if (due.length === 0) return;
      for (const job of due) {
        await (options.isDrainedTwice === true ? Promise.all([answer(job), answer(job)]) : answer(job));
      }
    }
    throw new Error('The engine does not come to rest');
  }
  async function existing<Row>(what: string, found: (tx: Transaction) => Promise<Row | undefined>) {
    const row = await look(found);
    if (row === undefined) throw new Error(`There is no ${what}`);
    return row;
  }
  function inShop(sku: string): MemoryVariant {
    const variants = [...shop.products.values()].flatMap((product) => product.variants);
    const variant = variants.find((each) => each.sku === sku);
    if (variant === undefined) throw new Error(`The toy shop has no ${sku}`);
    return variant;
  }
  const order: EngineHarness['order'] = ({ id }) =>
    existing(`order ${id}`, (tx) => tx.orders.byMarketplaceOrderId(account.value.id, id));
  const issues = (): Promise<readonly Issue[]> => look((tx) => tx.issues.list());

  const harness: EngineHarness = {
    engine,
    storage,
    clock,
    shop,
    market,
    levers,
    workspaceId: workspace.id,
    get store() {
      if (store === null) throw new Error('No store is connected');
      return store;
    },
    account: account.value,
    rung,
    look,
    settle,
    async pass(milliseconds, step = 250) {
      const end = toMilliseconds(clock.now()) + milliseconds;
      while (toMilliseconds(clock.now()) < end) {
        clock.advance(Math.min(step, end - toMilliseconds(clock.now())));
        await settle();
      }
    },
    async passUntil(isSo) {
      for (let passed = 0; passed < 120_000; passed += 250) {
        if (await isSo()) return;
        await harness.pass(250);
      }
      throw new Error('It never came to be so');
    },
    async drain(who, lane) {
      await drain(engine, { workspaceId: workspace.id, connectionId: harness[who].id, lane });
    },
    connectToyStore,
    async link(sku, changes = {}) {
      const linked = await linkListing(
        engine,
        { workspaceId: workspace.id, connectionId: account.value.id },
        {
          channelSku: brandId<ChannelSku>(sku),
          marketplace: market.marketplace,
          variantId: (await harness.variant(sku)).id,
          ...changes,
        },
      );
      if (!linked.ok) throw new Error(`Linking ${sku}: ${linked.error.kind}`);
    },
    buy: (sku, quantity = 1, status = 'unshipped') =>
      buyOnMemoryMarket(market, { sku, quantity, status, shipping: euros('3.99'), buyer: aBuyer() }),
    move: (bought, status) => {
      moveMemoryMarketOrder(market, bought, status);
    },
    sell(sku, units) {
      const line = { variantId: inShop(sku).id, quantity: units };
      if (units > 0) placeMemoryOrder(shop, [line]);
      else moveMemoryStock(shop, [line], -1);
    },
    stockOf: (sku) => inShop(sku).stock,
    shown(sku) {
      const listing = market.listings.get(sku);
      if (listing === undefined) throw new Error(`The toy market has no ${sku}`);
      return shownQuantity(market, listing);
    },
    variant: (sku) =>
      existing(`variant ${sku}`, async (tx) => (await tx.variants.bySkus(harness.store.id, [sku]))[0]),
    target: (sku, aspect = 'quantity') =>
      existing(`target ${sku}`, async (tx) =>
        (await tx.targets.ofChannelSkus(account.value.id, [brandId<ChannelSku>(sku)])).find(
          (row) => row.aspect === aspect,
        ),
      ),
    order,
    async placementOf({ id }) {
      const row = await look((tx) => tx.orders.byMarketplaceOrderId(account.value.id, id));
      return row?.placement.state ?? 'not-imported';
    },
    async reservations(bought) {
      const { id } = await order(bought);
      return look((tx) => tx.reservations.ofOrder(id));
    },
    issues,
    issueCodes: async () => (await issues()).map((issue) => issue.message.code),
    async history() {
      const lines = await look((tx) => tx.activities.latest(10_000));
      return lines.map((line) => line.message.code).reverse();
    },
  };
  await settle();
  if (options.isLinked === true) {
    for (const sku of Object.keys(stock)) await harness.link(sku);
    // Until the quantities have risen, which waits for two order windows.
    await harness.pass(6_000);
  }
  return harness;
}
