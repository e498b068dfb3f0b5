import type { OrderChangeId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { OrderChange } from '../domain/order-change.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { clearByHand } from './order-change-issue.ts';

export type SettleProblem =
  | { readonly kind: 'unknown-change' }
  /** The engine tells it by itself, or the other side knows already. */
  | { readonly kind: 'not-yours' };

/** The merchant has made a cancellation or refund on the other side by hand: its issue is closed. */
export function settleOrderChange(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: OrderChangeId,
): Promise<Result<void, SettleProblem>> {
  return decide(engine, workspaceId, id, async (scope, change) => {
    await scope.tx.orderChanges.save({ ...change, state: 'done', dueAt: null });
    await scope.note(change.connectionId, say('activity.order-change-settled', await named(scope, change)));
  });
}

/** Tells the other side again of a change that it refused, or that was left to the merchant, because the reason is gone. */
export function retryOrderChange(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: OrderChangeId,
): Promise<Result<void, SettleProblem>> {
  return decide(engine, workspaceId, id, async (scope, change) => {
    await scope.tx.orderChanges.save({ ...change, state: 'to-send', dueAt: scope.now, attempts: 0 });
    scope.ring(change.connectionId, 'change-orders');
  });
}

function decide(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: OrderChangeId,
  apply: (scope: Scope, change: OrderChange) => Promise<void>,
): Promise<Result<void, SettleProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const change = await scope.tx.orderChanges.get(id);
    if (change === undefined) return err({ kind: 'unknown-change' });
    if (change.state !== 'by-hand' && change.state !== 'refused') return err({ kind: 'not-yours' });
    await apply(scope, change);
    await clearByHand(scope, change);
    return ok(undefined);
  });
}

async function named(scope: Scope, { orderId }: OrderChange): Promise<{ readonly order: string }> {
  const order = await scope.tx.orders.get(orderId);
  return { order: order?.marketplaceOrderId ?? '' };
}
