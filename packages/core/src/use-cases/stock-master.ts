import type { Connection } from '../domain/connection.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { StockPool } from '../domain/stock-pool.ts';
import type { Scope } from './commit.ts';

/**
 * The pool that a channel account sells from, as of this transaction: a run may have read the account before the merchant gave it another one. `null` while
 * the workspace has no store.
 */
async function poolOf(scope: Scope, account: Pick<Connection, 'id'>): Promise<StockPool | null> {
  const poolId = (await scope.tx.connections.get(account.id))?.poolId ?? null;
  return poolId === null ? null : ((await scope.tx.pools.get(poolId)) ?? null);
}

/** Whether an account is the very shop whose stock the pool sells: its own orders would come back to it without end. */
export async function isOwnMaster(
  scope: Scope,
  pool: StockPool,
  { connector, settings }: Pick<Connection, 'connector' | 'settings'>,
): Promise<boolean> {
  const master = await scope.tx.connections.get(pool.masterConnectionId);
  const isSameShop = JSON.stringify(master?.settings) === JSON.stringify(settings);
  return master?.connector === connector && isSameShop;
}

/** The store whose counts are the truth for an account; `null` while there is none. */
export async function stockMaster(
  scope: Scope,
  account: Pick<Connection, 'id'>,
): Promise<ConnectionId | null> {
  return (await poolOf(scope, account))?.masterConnectionId ?? null;
}

/** The pool whose units an order was promised; that of its account while it was promised none. */
export async function poolOfOrder(
  scope: Scope,
  order: Pick<Order, 'id' | 'connectionId'>,
): Promise<StockPool | null> {
  const [reservation] = await scope.tx.reservations.ofOrder(order.id);
  if (reservation === undefined) return poolOf(scope, { id: order.connectionId });
  return (await scope.tx.pools.get(reservation.poolId)) ?? null;
}

/**
 * The store that an order is placed in. Once a line names one of its variants that is settled, whatever pool the account is given later: the units are promised
 * there, and a creation may be on its way.
 */
export async function storeOf(
  scope: Scope,
  order: Pick<Order, 'connectionId' | 'storeConnectionId' | 'lines'>,
): Promise<ConnectionId | null> {
  const isSettled = order.storeConnectionId !== null && order.lines.some((line) => line.variantId !== null);
  return isSettled ? order.storeConnectionId : stockMaster(scope, { id: order.connectionId });
}
