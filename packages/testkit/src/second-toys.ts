import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryFollower } from '@quayside/connectors/memory/memory-follower';
import {
  addMemoryListing,
  createMemoryMarket,
  shownQuantity,
  type MemoryMarket,
} from '@quayside/connectors/memory/memory-market';
import {
  addMemoryProduct,
  createMemoryShop,
  type MemoryShop,
  type MemoryVariant,
} from '@quayside/connectors/memory/memory-shop';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import type { Connection } from '@quayside/core/domain/connection';
import type { ConnectionKey, StockPoolId } from '@quayside/core/domain/ids';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { euros } from './builders.ts';
import { createEngineHarness, type EngineHarness, type HarnessOptions } from './engine-harness.ts';
import { toyKey } from './toy-engine.ts';

/** The engine with a second toy shop and a second toy market, which the test connects as it wants. */
export interface SecondToys extends EngineHarness {
  readonly secondShop: MemoryShop;
  readonly secondMarket: MemoryMarket;
  /** The first pool of the workspace. */
  readonly firstPoolId: () => Promise<StockPoolId>;
  connectSecondMarket(poolId?: StockPoolId): Promise<Connection>;
  connectSecondStore(): Promise<Connection>;
  /** The second shop sells from a pool as a channel does. */
  connectFollower(poolId?: StockPoolId): Promise<Connection>;
  keyOf(connection: Pick<Connection, 'id'>): ConnectionKey;
  /** What buyers can order on the second market. */
  shownOnSecond(sku: string): number;
  /** What the second shop counts. */
  secondStockOf(sku: string): number;
  variantInShop(sku: string): MemoryVariant;
}

export interface SecondToysOptions extends Omit<HarnessOptions, 'definitions' | 'isListImported'> {
  /** Units of every SKU by location; otherwise the first shop counts in one place. */
  readonly stockByLocation?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Units in the second shop. */
  readonly secondStock?: Readonly<Record<string, number>>;
  /** Changes how the second shop follows. */
  readonly follower?: (definition: ChannelDefinition) => ChannelDefinition;
  /** Products of the first shop besides one per SKU of `stock`. */
  readonly furnish?: (shop: MemoryShop, market: MemoryMarket) => void;
}

/** Everything that is listed is linked by its SKU; give it some seconds. */
export async function createSecondToys(options: SecondToysOptions = {}): Promise<SecondToys> {
  const { stock = { LAMP: 5 }, stockByLocation = {}, secondStock = {}, follower, furnish, ...rest } = options;
  const made: { secondShop?: MemoryShop; secondMarket?: MemoryMarket } = {};
  const harness = await createEngineHarness({
    ...rest,
    stock,
    isListImported: true,
    definitions(shop, market) {
      const { currency, clock } = shop;
      const secondShop = createMemoryShop({ name: 'second', currency, clock, key: toyKey });
      const secondMarket = createMemoryMarket({ currency, clock, key: toyKey });
      Object.assign(made, { secondShop, secondMarket });
      for (const sku of Object.keys(stock)) {
        addMemoryListing(secondMarket, { sku, price: euros('19.9'), quantity: 0 });
      }
      for (const [sku, counts] of Object.entries(stockByLocation)) {
        addMemoryProduct(shop, sku, [{ id: sku, sku, stock: 0, stockByLocation: { ...counts } }]);
      }
      for (const [sku, units] of Object.entries(secondStock)) {
        addMemoryProduct(secondShop, sku, [{ id: sku, sku, stock: units }]);
      }
      furnish?.(shop, market);
      const shops = new Map([
        ['toys', shop],
        ['second', secondShop],
      ]);
      const following = defineMemoryFollower(secondShop);
      return [
        defineMemoryStore(shops),
        defineMemoryChannel(market),
        called('memory-2', defineMemoryChannel(secondMarket)),
        called('memory-follower', follower?.(following) ?? following),
      ];
    },
  });
  const { secondShop, secondMarket } = made;
  if (secondShop === undefined || secondMarket === undefined)
    throw new Error('The second toys were not made');
  const { engine, workspaceId } = harness;
  const connect = async (
    connector: string,
    settings: Readonly<Record<string, string>>,
    poolId: StockPoolId | undefined,
  ): Promise<Connection> => {
    const request = { connector, name: connector, credentials: { key: toyKey }, settings };
    const connected = await connectChannel(engine, workspaceId, {
      ...request,
      ...(poolId !== undefined && { poolId }),
    });
    if (!connected.ok) throw new Error(`${connector}: ${connected.error.detail}`);
    return connected.value;
  };
  const variantIn = (shop: MemoryShop, sku: string): MemoryVariant => {
    const variants = [...shop.products.values()].flatMap((product) => product.variants);
    const variant = variants.find((each) => each.sku === sku);
    if (variant === undefined) throw new Error(`${shop.name} has no ${sku}`);
    return variant;
  };
  return Object.assign(harness, {
    secondShop,
    secondMarket,
    async firstPoolId() {
      const [pool] = await harness.look((tx) => tx.pools.list());
      if (pool === undefined) throw new Error('There is no pool');
      return pool.id;
    },
    connectSecondMarket: (poolId?: StockPoolId) => connect('memory-2', { market: 'second' }, poolId),
    connectFollower: (poolId?: StockPoolId) => connect('memory-follower', { shop: 'second' }, poolId),
    async connectSecondStore() {
      const connected = await connectStore(engine, workspaceId, {
        connector: 'memory',
        name: 'Second shop',
        credentials: { key: toyKey },
        settings: { shop: 'second' },
      });
      if (!connected.ok) throw new Error(connected.error.detail);
      return connected.value;
    },
    keyOf: ({ id: connectionId }: Pick<Connection, 'id'>) => ({ workspaceId, connectionId }),
    shownOnSecond(sku: string) {
      const listing = secondMarket.listings.get(sku);
      if (listing === undefined) throw new Error(`The second toy market has no ${sku}`);
      return shownQuantity(secondMarket, listing);
    },
    secondStockOf: (sku: string) => variantIn(secondShop, sku).stock,
    variantInShop: (sku: string) => variantIn(harness.shop, sku),
  });
}

/** The same platform under another name, as if it were another one. */
function called(id: string, definition: ChannelDefinition): ChannelDefinition {
  return { ...definition, manifest: { ...definition.manifest, id } };
}
