import type { OrderId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
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
    await redecide(scope, { ...order, lines: await linkLines(scope, order, order.lines) });
    return ok(undefined);
  });
}
