import type { OrderId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { linkLines, redecide } from './import-order.ts';

export type RetryProblem = { readonly kind: 'unknown-order' } | { readonly kind: 'not-held' };

/** Decides a held order again, because the merchant says that its reason is gone. */
export async function retryOrder(
  engine: Engine,
  workspaceId: WorkspaceId,
  orderId: OrderId,
): Promise<Result<void, RetryProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const order = await scope.tx.orders.get(orderId);
    if (order === undefined) return err({ kind: 'unknown-order' });
    if (order.placement.state !== 'held') return err({ kind: 'not-held' });
    await scope.note(order.connectionId, say('activity.order-retried', { order: order.marketplaceOrderId }));
    await decideAgain(scope, order);
    return ok(undefined);
  });
}

const batchSize = 50;

/** Which held orders: all of them, those of one account, or those held for one reason. */
export interface HeldOrders {
  readonly connectionId?: Order['connectionId'];
  /** The code of the reason. */
  readonly reason?: string;
}

/**
 * Decides many held orders again, some in each transaction, so that a crash in the middle loses nothing.
 *
 * @returns how many were decided, and how many of them are held still.
 */
export async function retryHeldOrders(
  engine: Engine,
  workspaceId: WorkspaceId,
  which: HeldOrders = {},
): Promise<{ readonly retried: number; readonly stillHeld: number }> {
  let after: OrderId | null = null;
  let retried = 0;
  let stillHeld = 0;
  for (;;) {
    const from: OrderId | null = after;
    const done = await commit(engine, workspaceId, async (scope) => {
      const page = await scope.tx.orders.heldPage(from, batchSize);
      const states = [];
      for (const order of page.filter((each) => isAmong(which, each))) {
        states.push(await decideAgain(scope, order));
      }
      return { last: page.at(-1)?.id ?? null, states };
    });
    retried += done.states.length;
    stillHeld += done.states.filter((state) => state === 'held').length;
    if (done.last === null) break;
    after = done.last;
  }
  if (retried > 0) {
    await commit(engine, workspaceId, (scope) =>
      scope.note(which.connectionId ?? null, say('activity.orders-retried', { retried, stillHeld })),
    );
  }
  return { retried, stillHeld };
}

function isAmong({ connectionId, reason }: HeldOrders, { placement, ...order }: Order): boolean {
  if (placement.state !== 'held') return false;
  return (
    (connectionId === undefined || order.connectionId === connectionId) &&
    (reason === undefined || placement.reason.code === reason)
  );
}

async function decideAgain(scope: Scope, order: Order): Promise<Order['placement']['state']> {
  const decided = await redecide(scope, { ...order, lines: await linkLines(scope, order, order.lines) });
  return decided.placement.state;
}
