import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, ConnectionKey, LocationId, StockPoolId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { stockPoolProblem, type StockPool, type StockPoolProblem } from '../domain/stock-pool.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { pollSoon } from './poll-soon.ts';
import { isOwnMaster } from './stock-master.ts';

export type PoolProblem =
  | StockPoolProblem
  /** There is no such store. */
  | { readonly kind: 'unknown-connection' }
  | { readonly kind: 'unknown-pool' }
  /** The store does not count by location. */
  | { readonly kind: 'store-without-locations' };

/** Makes a pool of a store's stock, or of some of its locations. It feeds nothing until an account is given it. */
export async function createPool(
  engine: Engine,
  workspaceId: WorkspaceId,
  request: {
    readonly name: string;
    readonly masterConnectionId: ConnectionId;
    readonly locations: readonly LocationId[] | null;
  },
): Promise<Result<StockPool, PoolProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const pool: StockPool = {
      id: scope.newId<StockPoolId>(),
      name: request.name,
      masterConnectionId: request.masterConnectionId,
      locations: request.locations && [...new Set(request.locations)],
      version: 0,
    };
    const problem = await check(engine, scope, pool);
    if (problem !== null) return err(problem);
    await scope.tx.pools.insert(pool);
    await scope.note(pool.masterConnectionId, say('activity.pool-created', { pool: pool.name }));
    return ok(pool);
  });
}

/** Lets a pool sell from other locations of its store. Every quantity of the accounts that it feeds is decided again in the same transaction. */
export async function changePoolLocations(
  engine: Engine,
  workspaceId: WorkspaceId,
  poolId: StockPoolId,
  locations: readonly LocationId[] | null,
): Promise<Result<StockPool, PoolProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const current = await scope.tx.pools.get(poolId);
    if (current === undefined) return err({ kind: 'unknown-pool' });
    const pool: StockPool = { ...current, locations: locations && [...new Set(locations)] };
    const problem = await check(engine, scope, pool);
    if (problem !== null) return err(problem);
    await scope.tx.pools.save(pool);
    for (const account of await scope.tx.connections.list()) {
      if (account.poolId === pool.id) await decideQuantitiesAgain(scope, account);
    }
    await scope.note(pool.masterConnectionId, say('activity.pool-changed', { pool: pool.name }));
    return ok({ ...pool, version: pool.version + 1 });
  });
}

/**
 * Lets a channel account sell from another pool. What it promised so far stays promised where it was.
 *
 * With another store's stock its listings belong to other variants: until they are linked to those by SKU or number, which the next reading of its list does, they
 * offer nothing.
 */
export async function assignPool(
  engine: Engine,
  key: ConnectionKey,
  poolId: StockPoolId,
): Promise<Result<void, { readonly kind: 'unknown-connection' | 'unknown-pool' | 'own-master' }>> {
  return commit(engine, key.workspaceId, async (scope) => {
    const account = await scope.tx.connections.get(key.connectionId);
    if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
    const pool = await scope.tx.pools.get(poolId);
    if (pool === undefined) return err({ kind: 'unknown-pool' });
    if (await isOwnMaster(scope, pool, account)) return err({ kind: 'own-master' });
    await scope.tx.connections.save({ ...account, poolId });
    // The pool's row is the guard: whoever changes its locations meanwhile must decide for this account as well.
    await scope.tx.pools.save(pool);
    await decideQuantitiesAgain(scope, account);
    await pollSoon(scope, account.id, 'listings-all');
    await scope.note(account.id, say('activity.pool-assigned', { account: account.name, pool: pool.name }));
    return ok(undefined);
  });
}

async function check(engine: Engine, scope: Scope, pool: StockPool): Promise<PoolProblem | null> {
  const master = await scope.tx.connections.get(pool.masterConnectionId);
  if (master?.role !== 'store') return { kind: 'unknown-connection' };
  if (pool.locations !== null && !engine.connectors.storeManifest(master.connector).hasLocations) {
    return { kind: 'store-without-locations' };
  }
  const others = (await scope.tx.pools.list()).filter(({ id }) => id !== pool.id);
  const problem = stockPoolProblem(pool, others);
  // The store's row is the guard: two pools made at once must not take the same location.
  if (problem === null) await scope.tx.connections.save(master);
  return problem;
}

/** What this does to each quantity is not known here, and a fall must not wait. */
async function decideQuantitiesAgain(scope: Scope, account: Connection): Promise<void> {
  await scope.tx.targets.raiseAll(account.id, 'quantity-down', scope.now);
  scope.ring(account.id, 'quantity-down');
}
