import { createConnectorDirectory } from '@quayside/assembly/connector-directory';
import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import {
  addMemoryListing,
  createMemoryMarket,
  type MemoryMarket,
} from '@quayside/connectors/memory/memory-market';
import { addMemoryProduct, createMemoryShop, type MemoryShop } from '@quayside/connectors/memory/memory-shop';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ChannelSku, type WorkspaceId } from '@quayside/core/domain/ids';
import { toMilliseconds } from '@quayside/core/domain/instant';
import type { Variant } from '@quayside/core/domain/variant';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { ConnectorDefinition } from '@quayside/core/ports/connector';
import type { Log } from '@quayside/core/ports/log';
import type { Storage, Transaction } from '@quayside/core/ports/storage';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { drain } from '@quayside/core/use-cases/drain';
import type { Engine } from '@quayside/core/use-cases/engine';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { at, aWorkspace, euros } from './builders.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMemoryStorage } from './memory-storage.ts';

/** The whole engine on toy platforms, with a clock that the test moves. */
export interface EngineHarness {
  readonly engine: Engine;
  readonly storage: Storage;
  readonly clock: FakeClock;
  readonly shop: MemoryShop;
  readonly market: MemoryMarket;
  readonly workspaceId: WorkspaceId;
  readonly store: Connection;
  readonly account: Connection;
  /** Every bell that was rung. */
  readonly rung: readonly DrainJob[];
  look<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value>;
  /** Works through everything that is due now, as sweeps and workers would. */
  settle(): Promise<void>;
  /** Lets time pass in steps, working through what becomes due at each. */
  pass(milliseconds: number): Promise<void>;
  variant(sku: string): Promise<Variant>;
  link(
    sku: string,
    changes?: { readonly unitsPerListing?: number; readonly explicitQuantity?: number },
  ): Promise<void>;
}

export interface HarnessOptions {
  /** Units in the shop by SKU; each is a product of its own and listed on the market with a quantity of 0. */
  readonly stock?: Readonly<Record<string, number>>;
  /** Other definitions than the plain toys, which are handed over. */
  readonly definitions?: (shop: MemoryShop, market: MemoryMarket) => readonly ConnectorDefinition[];
  readonly storage?: Storage;
}

export const toyKey = 'toy-key-0123456789';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Connects a toy shop and a toy market; the catalogue is imported, nothing is linked yet. */
export async function createEngineHarness(options: HarnessOptions = {}): Promise<EngineHarness> {
  const clock = createFakeClock(at('2026-03-02T09:00:00.000Z'));
  const storage = options.storage ?? createMemoryStorage();
  const { currency } = euros('0');
  const shop = createMemoryShop({ name: 'toys', currency, clock, key: toyKey });
  const market = createMemoryMarket({ currency, clock, key: toyKey });
  for (const [sku, stock] of Object.entries(options.stock ?? { LAMP: 5 })) {
    addMemoryProduct(shop, sku, [{ id: sku, sku, stock }]);
    addMemoryListing(market, { sku, price: euros('19.9'), quantity: 0 });
  }
  const definitions = options.definitions?.(shop, market) ?? [
    defineMemoryStore(new Map([['toys', shop]])),
    defineMemoryChannel(market),
  ];
  let ids = 0;
  const rung: DrainJob[] = [];
  const engine: Engine = {
    storage,
    clock,
    log: silent,
    connectors: createConnectorDirectory({
      definitions,
      storage,
      clock,
      log: silent,
      tuning: {},
      budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
    }),
    doorbell: {
      ring(jobs) {
        rung.push(...jobs);
        return Promise.resolve();
      },
    },
    ids: {
      next() {
        ids += 1;
        return `00000000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`;
      },
      secret: () => 'toySecret0123456789',
    },
    webhookUrl: () => 'https://quayside.example/hook',
  };
  const workspace = aWorkspace();
  await storage.createWorkspace(workspace);
  const store = await connectStore(engine, workspace.id, {
    connector: 'memory',
    name: 'Toy shop',
    credentials: { key: toyKey },
    settings: { shop: 'toys' },
  });
  const account = await connectChannel(engine, workspace.id, {
    connector: 'memory',
    name: 'Toy market',
    credentials: { key: toyKey },
    settings: { market: 'toys' },
  });
  if (!store.ok || !account.ok) throw new Error('The toys refuse to connect');

  const look: EngineHarness['look'] = (work) => storage.transaction(workspace.id, work);
  async function settle(): Promise<void> {
    // Every run leaves rows due later or none; a lane that never ends would be a bug worth failing for.
    for (let round = 0; round < 200; round += 1) {
      const due = (await storage.dueJobs(clock.now(), 100)).filter((job) => job.workspaceId === workspace.id);
      if (due.length === 0) return;
      for (const job of due) await drain(engine, job);
    }
    throw new Error('The engine does not come to rest');
  }
  async function variant(sku: string): Promise<Variant> {
    const [found] = await look((tx) => tx.variants.bySku(store.ok ? store.value.id : brandId(''), sku));
    if (found === undefined) throw new Error(`No variant ${sku}`);
    return found;
  }
  const harness: EngineHarness = {
    engine,
    storage,
    clock,
    shop,
    market,
    workspaceId: workspace.id,
    store: store.value,
    account: account.value,
    rung,
    look,
    settle,
    async pass(milliseconds) {
      const end = toMilliseconds(clock.now()) + milliseconds;
      while (toMilliseconds(clock.now()) < end) {
        clock.advance(Math.min(250, end - toMilliseconds(clock.now())));
        await settle();
      }
    },
    variant,
    async link(sku, changes = {}) {
      const linked = await linkListing(
        engine,
        { workspaceId: workspace.id, connectionId: account.value.id },
        {
          channelSku: brandId<ChannelSku>(sku),
          marketplace: market.marketplace,
          variantId: (await variant(sku)).id,
          ...changes,
        },
      );
      if (!linked.ok) throw new Error(`Linking ${sku}: ${linked.error.kind}`);
    },
  };
  await settle();
  return harness;
}
