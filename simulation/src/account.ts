import { brandId, type ChannelSku, type ConnectionId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { plainSellingRules, type SellingRules } from '@quayside/core/domain/selling-rules';
import { assignPolicy } from '@quayside/core/use-cases/assign-policy';
import { connectChannel } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { createPolicy } from '@quayside/core/use-cases/save-policy';
import { toyKey } from '@quayside/testkit/toy-engine';
import type { Grounds } from './grounds.ts';
import type { Outlet } from './outlet.ts';
import type { Run } from './scheduler.ts';
import type { Pool } from './shop-facts.ts';

/** On every outlet, and not in the shop: its orders are held. */
export const strangeSku = 'STRANGE';

/** What the merchant wants of an account; the findings are computed from it, not from what the engine decides. */
export interface Wishes {
  /** Per cent of what can be sold. */
  readonly percent: number;
  readonly buffer: number;
  /** Fewer are not offered at all. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Percent on top of the shop's price. */
  readonly markup: number;
}

/** A channel account of the merchant, and what it lists. */
export interface Account {
  readonly connector: string;
  readonly connectionId: ConnectionId;
  readonly outlet: Outlet;
  /** The stock that it sells from. */
  pool: Pool;
  /** Orders that were promised by another pool than that one, by id. */
  readonly promisedBy: Map<string, Pool>;
  /** Units of the variant in one unit of the listing, by SKU (which is the variant's SKU as well). */
  readonly units: ReadonlyMap<string, number>;
  /** `null`: no policy was ever assigned. */
  wishes: Wishes | null;
  /** SKUs that the merchant took off sale. */
  readonly stopped: Set<string>;
  /** While it is paused: the runs that were under way when that began. */
  paused: ReadonlySet<Run> | null;
  /** When it went on last. */
  resumedAt: Instant | null;
}

/** Connects an outlet and links its listings. */
export async function openAccount(
  grounds: Grounds,
  outlet: Outlet,
  connector: string,
  pool: Pool,
): Promise<Account> {
  const { chance, engine, look, skus, storeId, workspaceId } = grounds;
  const connected = await connectChannel(engine, workspaceId, {
    connector,
    name: connector,
    credentials: { key: toyKey },
    settings: outlet.isShop ? { shop: 'second' } : { market: 'toys' },
    poolId: pool.id,
  });
  if (!connected.ok) throw new Error(`${connector} refuses to connect`);
  const connectionId = connected.value.id;
  const units = new Map<string, number>();
  for (const sku of skus) {
    const unitsPerListing = outlet.isShop ? 1 : chance.pick([1, 1, 1, 2]);
    const [variant] = await look((tx) => tx.variants.bySkus(storeId, [sku]));
    if (variant === undefined) throw new Error(`${sku} was not imported`);
    const linked = await linkListing(
      engine,
      { workspaceId, connectionId },
      {
        channelSku: brandId<ChannelSku>(sku),
        marketplace: outlet.marketplace,
        variantId: variant.id,
        unitsPerListing,
      },
    );
    if (!linked.ok) throw new Error(`${sku} cannot be linked: ${linked.error.kind}`);
    units.set(sku, unitsPerListing);
  }
  const account: Account = {
    ...{ connector, connectionId, outlet, pool, units },
    promisedBy: new Map(),
    wishes: null,
    stopped: new Set(),
    paused: null,
    resumedAt: null,
  };
  if (chance.percent(50)) await assignWishes(grounds, account);
  return account;
}

/** The merchant changes by which rules an account sells. */
export async function assignWishes(
  { chance, engine, trace, workspaceId }: Grounds,
  account: Account,
): Promise<void> {
  const wishes: Wishes = {
    percent: chance.pick([100, 100, 75, 50]),
    buffer: chance.pick([0, 0, 1, 2]),
    minimum: chance.pick([null, null, 2]),
    maximum: chance.pick([null, null, 2, 4]),
    markup: chance.whole(-20, 40),
  };
  const { percent, buffer, minimum, maximum } = wishes;
  const rules: SellingRules = {
    ...plainSellingRules,
    price: {
      ...plainSellingRules.price,
      source: { kind: 'effective' },
      modifiers: [{ kind: 'percent', value: String(wishes.markup) }],
    },
    quantity: { ...plainSellingRules.quantity, percent, buffer, minimum, maximum },
  };
  const policy = await createPolicy(engine, workspaceId, { kind: 'selling', name: 'A policy', rules });
  if (!policy.ok) throw new Error(`Rules that are none: ${policy.error.paths.join()}`);
  const { connectionId, connector } = account;
  await assignPolicy(engine, { workspaceId, connectionId }, 'selling', policy.value.id);
  account.wishes = wishes;
  trace.note(`${connector} sells by ${JSON.stringify(wishes)}`);
}
