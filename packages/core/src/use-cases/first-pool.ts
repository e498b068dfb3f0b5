import type { Connection } from '../domain/connection.ts';
import type { StockPoolId } from '../domain/ids.ts';
import type { Scope } from './commit.ts';
import { isOwnMaster } from './stock-master.ts';

/** The workspace's first store becomes the master of a pool of everything that it has. */
export async function insertFirstPool(scope: Scope, store: Connection): Promise<void> {
  if ((await scope.tx.pools.list()).length > 0) return;
  const id = scope.newId<StockPoolId>();
  const facts = { name: store.name, masterConnectionId: store.id, locations: null };
  await scope.tx.pools.insert({ id, ...facts, version: 0 });
}

/**
 * Lets accounts without a pool sell from the first one: those that were connected before any store was. In a transaction of its own, after the one that connects: an
 * account and a store that are connected at the same moment do not see each other, and whoever is later does then.
 */
export async function feedAccounts(scope: Scope): Promise<void> {
  const [pool] = await scope.tx.pools.list();
  if (pool === undefined) return;
  for (const account of await scope.tx.connections.list()) {
    if (account.role !== 'channel' || account.poolId !== null) continue;
    if (await isOwnMaster(scope, pool, account)) continue;
    await scope.tx.connections.save({ ...account, poolId: pool.id });
  }
}
