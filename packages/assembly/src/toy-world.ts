import { randomBytes } from 'node:crypto';
import {
  addMemoryListing,
  buyOnMemoryMarket,
  createMemoryMarket,
} from '@quayside/connectors/memory/memory-market';
import type { MemoryMarket, MemoryMarketOrder } from '@quayside/connectors/memory/memory-market';
import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { addMemoryProduct, createMemoryShop, type MemoryShop } from '@quayside/connectors/memory/memory-shop';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ChannelSku, type ConnectionId, type WorkspaceId } from '@quayside/core/domain/ids';
import { parseCurrency, type Money } from '@quayside/core/domain/money';
import type { Buyer } from '@quayside/core/domain/order';
import type { ConnectorDefinition } from '@quayside/core/ports/definition';
import type { RateLimit } from '@quayside/core/ports/manifest';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { toyKey } from '@quayside/testkit/toy-engine';
import { readEnvironment, type Environment } from './environment.ts';
import { openInstallation, type Installation } from './installation.ts';
import { systemClock } from './system-clock.ts';
import { startWorker, type Worker } from './worker.ts';

/** For tests: a toy shop and toy markets on the real clock, and any number of installations over one real database. */
export interface ToyWorld {
  readonly shop: MemoryShop;
  readonly markets: readonly MemoryMarket[];
  readonly workspaceId: WorkspaceId;
  /** Everything that all installations have logged. */
  readonly logged: readonly string[];
  /** Another installation, as another process would open it. */
  open(): Promise<Installation>;
  startWorker(installation: Installation): Promise<Worker>;
  /** Connects the shop and all markets, and imports the catalogue with the help of a running worker. */
  connect(installation: Installation): Promise<{ store: Connection; accounts: readonly Connection[] }>;
  link(installation: Installation, account: ConnectionId, market: MemoryMarket, sku: string): Promise<void>;
  buy(market: MemoryMarket, sku: string, buyer?: Buyer): MemoryMarketOrder;
  /** Stops every worker, then closes every installation. */
  close(): Promise<void>;
}

const currency = parseCurrency('EUR') ?? brandFails();
const euros = (amount: string): Money => ({ amount, currency });

const someBuyer: Buyer = {
  name: 'A Buyer',
  email: null,
  phone: null,
  company: null,
  addressLines: ['1 Quay'],
  city: 'Le Havre',
  region: null,
  postalCode: '76600',
  countryCode: 'FR',
};

/** Times of a toy platform that answers at once. */
const timing = {
  productPollEveryMs: 300,
  storeOrderPollEveryMs: 300,
  orderPollEveryMs: 200,
  pollOverlapMs: 1_000,
  offerSettleMs: 200,
  reconcileEveryMs: 1_500,
};

export function createToyWorld(options: {
  readonly databaseUrl: string;
  readonly stock: Readonly<Record<string, number>>;
  /** The connectors of the markets; the first one is `memory`. Default one. */
  readonly markets?: number;
  readonly store?: (shop: MemoryShop) => ConnectorDefinition;
  /** Limits of every market, in place of those of a toy. */
  readonly marketLimits?: Readonly<Record<string, RateLimit>>;
  /** What stands between the engine and a market. */
  readonly watchMarket?: (definition: ConnectorDefinition, index: number) => ConnectorDefinition;
}): ToyWorld {
  const clock = systemClock;
  const shop = createMemoryShop({ name: 'toys', currency, clock, key: toyKey });
  const markets = Array.from({ length: options.markets ?? 1 }, () =>
    createMemoryMarket({ currency, clock, key: toyKey }),
  );
  for (const [sku, stock] of Object.entries(options.stock)) {
    addMemoryProduct(shop, sku, [{ id: sku, sku, stock }]);
    for (const market of markets) addMemoryListing(market, { sku, price: euros('19.9'), quantity: stock });
  }
  const definitions: ConnectorDefinition[] = [
    options.store?.(shop) ?? defineMemoryStore(new Map([['toys', shop]])),
    ...markets.map((market, index) => {
      const definition = defineMemoryChannel(market);
      const named = { ...definition, manifest: { ...definition.manifest, id: connectorOf(index) } };
      return options.watchMarket?.(named, index) ?? named;
    }),
  ];
  const environment: Environment = readEnvironment({
    DATABASE_URL: options.databaseUrl,
    QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    QUAYSIDE_LOG_LEVEL: 'debug',
    QUAYSIDE_TUNING: JSON.stringify({
      worker: { lockMs: 2_000, sweepEveryMs: 150 },
      connectors: Object.fromEntries(
        markets.map((_market, index) => [
          connectorOf(index),
          { timing, rateLimits: options.marketLimits ?? {} },
        ]),
      ),
    }),
  });
  const workspaceId = brandId<WorkspaceId>(globalThis.crypto.randomUUID());
  const logged: string[] = [];
  const installations: Installation[] = [];
  const workers: Worker[] = [];

  return {
    shop,
    markets,
    workspaceId,
    logged,
    async open() {
      const logStream = { write: (text: string) => void logged.push(text) };
      const installation = await openInstallation({ environment, role: 'test', logStream, definitions });
      installations.push(installation);
      return installation;
    },
    async startWorker(installation) {
      const worker = await startWorker(installation, environment.tuning.worker);
      workers.push(worker);
      return worker;
    },
    async connect({ engine, storage }) {
      await storage.createWorkspace({ id: workspaceId, name: 'Toys', createdAt: clock.now() });
      const credentials = { key: toyKey };
      const store = await connectStore(engine, workspaceId, {
        connector: 'memory',
        name: 'Toy shop',
        credentials,
        settings: { shop: 'toys' },
      });
      if (!store.ok) throw new Error(store.error.detail);
      const accounts: Connection[] = [];
      for (const index of markets.keys()) {
        const account = await connectChannel(engine, workspaceId, {
          connector: connectorOf(index),
          name: `Toy market ${index + 1}`,
          credentials,
          settings: { market: 'toys' },
        });
        if (!account.ok) throw new Error(account.error.detail);
        accounts.push(account.value);
      }
      return { store: store.value, accounts };
    },
    async link({ engine, storage }, account, market, sku) {
      const connections = await storage.transaction(workspaceId, (tx) => tx.connections.list());
      const store = connections.find(({ role }) => role === 'store');
      const [variant] = await storage.transaction(workspaceId, (tx) =>
        tx.variants.bySkus(store?.id ?? account, [sku]),
      );
      if (variant === undefined) throw new Error(`No variant ${sku}`);
      const linked = await linkListing(
        engine,
        { workspaceId, connectionId: account },
        {
          channelSku: brandId<ChannelSku>(sku),
          marketplace: market.marketplace,
          variantId: variant.id,
        },
      );
      if (!linked.ok) throw new Error(`Linking ${sku}: ${linked.error.kind}`);
    },
    buy: (market, sku, buyer = someBuyer) =>
      buyOnMemoryMarket(market, { sku, quantity: 1, shipping: euros('4.9'), status: 'unshipped', buyer }),
    async close() {
      for (const worker of workers.splice(0)) await worker.close(5_000);
      for (const installation of installations.splice(0)) await installation.close();
    },
  };
}

const connectorOf = (index: number): string => (index === 0 ? 'memory' : `memory-${index + 1}`);

function brandFails(): never {
  throw new Error('EUR is no currency');
}
