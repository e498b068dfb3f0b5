import type { StoreOrderId, ConnectionKey, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';

const batchSize = 100;

/**
 * Forgets every buyer whose time has come, in all workspaces, also of accounts that are paused or disconnected (P7).
 *
 * @returns how many orders were cleared.
 */
export async function forgetBuyers(engine: Engine): Promise<number> {
  let forgotten = 0;
  for (const workspaceId of await engine.storage.workspacesToPurge(engine.clock.now())) {
    forgotten += await forgetDue(engine, workspaceId);
  }
  return forgotten;
}

async function forgetDue(engine: Engine, workspaceId: WorkspaceId): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const orders = await commit(engine, workspaceId, async (scope) => {
      const due = await scope.tx.orders.purgeable(scope.now, batchSize);
      for (const order of due) await forget(scope, order);
      if (due.length > 0) await scope.note(null, say('activity.buyers-forgotten', { orders: due.length }));
      return due.length;
    });
    forgotten += orders;
    if (orders < batchSize) return forgotten;
  }
}

/**
 * Forgets the buyers of these store orders at once, because the shop's platform says so.
 *
 * @returns the orders that had a buyer.
 */
export async function forgetBuyersOf(
  engine: Engine,
  { workspaceId, connectionId }: ConnectionKey,
  storeOrderIds: readonly StoreOrderId[],
): Promise<number> {
  return commit(engine, workspaceId, async (scope) => {
    let forgotten = 0;
    for (const id of storeOrderIds) {
      const order = await scope.tx.orders.byStoreOrderId(connectionId, id);
      if (order === undefined || order.buyerForgottenAt !== null) continue;
      await forget(scope, order);
      forgotten += 1;
    }
    if (forgotten > 0)
      await scope.note(connectionId, say('activity.buyers-forgotten', { orders: forgotten }));
    return forgotten;
  });
}

async function forget(scope: Scope, order: Order): Promise<void> {
  await scope.tx.orders.save({ ...order, buyer: null, forgetBuyerAt: null, buyerForgottenAt: scope.now });
}
