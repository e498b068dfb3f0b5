import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Money } from '@quayside/core/domain/money';
import type { StockPool } from '@quayside/core/domain/stock-pool';
import type { Shown, TargetLane } from '@quayside/core/domain/target';
import type { Transaction } from '@quayside/core/ports/storage';
import { aConnection, aListing, aPolicy, aStockPool, aTarget, aVariant } from './builders.ts';

const hour = 3_600_000;

/** Work for a channel account that is all due at once, as after a night of changes in the shop. */
export interface DueTargets {
  readonly accountId: Connection['id'];
  readonly marketplace: MarketplaceId;
  readonly skuPrefix: string;
  readonly now: Instant;
  readonly rows: readonly DueTarget[];
  readonly channelData?: Readonly<Record<string, string>>;
}

export type DueTarget =
  | { readonly aspect: 'quantity'; readonly shown: number; readonly stock: number }
  | { readonly aspect: 'price'; readonly shown: Money; readonly price: Money };

/**
 * Puts listings in place that were read an hour ago and now must show something else. Their SKUs are the prefix and a number from 1 on; their shop takes no part,
 * and nothing has to be imported before a rise.
 */
export async function insertDueTargets(tx: Transaction, work: DueTargets): Promise<void> {
  const { accountId: connectionId, now } = work;
  const anHourAgo = plus(now, -hour);
  const account = await tx.connections.get(connectionId);
  if (account === undefined) throw new Error('Targets of no account');
  const { store, pool } = await pausedShopOf(tx, account);
  const rows = work.rows.map((row, index) => {
    const channelSku = brandId<ChannelSku>(`${work.skuPrefix}${index + 1}`);
    const stock = { kind: 'tracked', quantity: row.aspect === 'quantity' ? row.stock : 5 } as const;
    const price = row.aspect === 'price' ? { price: row.price } : {};
    const variant = aVariant({ connectionId: store.id, stock, readBeganAt: now, ...price });
    const { aspect } = row;
    const shown: Shown = { value: row.shown, at: anHourAgo };
    const marketplace = aspect === 'price' ? work.marketplace : null;
    const target = aTarget({
      connectionId,
      channelSku,
      aspect,
      marketplace,
      lane: laneOf(row),
      shown,
      dueAt: now,
    });
    const listing = aListing({
      connectionId,
      channelSku,
      marketplace: work.marketplace,
      variantId: variant.id,
      linkedBy: 'channel-sku',
      channelData: work.channelData ?? {},
      quantityTargetId: aspect === 'quantity' ? target.id : null,
      priceTargetId: aspect === 'price' ? target.id : null,
      seenAt: anHourAgo,
      readAt: anHourAgo,
    });
    return { variant, target, listing };
  });
  const policy = aPolicy();
  await tx.policies.insert(policy);
  await tx.connections.save({
    ...account,
    poolId: pool.id,
    policies: { ...account.policies, selling: account.policies.selling ?? policy.id },
    ordersImportedUntil: now,
  });
  await tx.variants.insertMany(rows.map(({ variant }) => variant));
  await tx.targets.insertMany(rows.map(({ target }) => target));
  await tx.listings.insertMany(rows.map(({ listing }) => listing));
}

function laneOf(row: DueTarget): TargetLane {
  if (row.aspect === 'price') return 'price';
  return row.stock < row.shown ? 'quantity-down' : 'quantity-up';
}

/** The shop whose stock the account sells, which nobody asks for anything: one that was made for it before, or a new one. */
async function pausedShopOf(
  tx: Transaction,
  { poolId }: Connection,
): Promise<{ readonly store: Connection; readonly pool: StockPool }> {
  const known = poolId === null ? undefined : await tx.pools.get(poolId);
  const master = known === undefined ? undefined : await tx.connections.get(known.masterConnectionId);
  if (known !== undefined && master?.health === 'paused') return { store: master, pool: known };
  const store = aConnection({ connector: 'woocommerce', health: 'paused' });
  const pool = aStockPool({ masterConnectionId: store.id });
  await tx.connections.insert(store);
  await tx.pools.insert(pool);
  return { store, pool };
}
