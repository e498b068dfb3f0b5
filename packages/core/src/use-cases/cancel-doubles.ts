import type { OrderId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { StoreOrderSnapshot } from '../domain/shipment.ts';
import type { OpenedStore } from '../ports/connectors.ts';
import { commit } from './commit.ts';
import type { LaneRun } from './lane.ts';

/**
 * Cancels store orders that are one too many, so that their units go back, and tells the merchant (P1). What could not be cancelled is an
 * issue for the merchant to finish by hand.
 */
export async function cancelDoubles(
  run: LaneRun,
  store: OpenedStore,
  orderId: OrderId,
  doubles: readonly StoreOrderSnapshot[],
): Promise<void> {
  for (const double of doubles) {
    const answer = await store.connector.orders.cancel(double.storeOrderId);
    await commit(run.engine, run.workspaceId, async (scope) => {
      const order = await scope.tx.orders.get(orderId);
      const values = { order: order?.marketplaceOrderId ?? '', storeOrder: double.number };
      const message = answer.ok
        ? say('order.duplicate-cancelled', values)
        : say('order.duplicate-not-cancelled', values);
      await scope.tx.issues.open({
        key: `order/${orderId}/double/${double.storeOrderId}`,
        severity: answer.ok ? 'warning' : 'error',
        connectionId: run.connection.id,
        message,
        openedAt: scope.now,
      });
      await scope.note(run.connection.id, message);
    });
  }
}
