import type { OrderId } from '../domain/ids.ts';
import { latest, plus, type Instant } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import type { StoreOrderSnapshot } from '../domain/shipment.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedStore } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun } from './lane.ts';

/**
 * Cancels store orders that are one too many, so that their units go back, and tells the merchant (P1). What the shop refuses to cancel is an
 * issue for the merchant to finish by hand.
 *
 * @returns when to look again for those that the shop could not cancel at the moment; `null` when nothing is left to do.
 */
export async function cancelDoubles(
  run: LaneRun,
  store: OpenedStore,
  orderId: OrderId,
  doubles: readonly StoreOrderSnapshot[],
): Promise<Instant | null> {
  let lookAgainAt: Instant | null = null;
  for (const double of doubles) {
    const answer = await store.connector.orders.cancel(double.storeOrderId);
    const plan = answer.ok ? null : planAfterFailure(answer.error, 3);
    lookAgainAt = latest(
      lookAgainAt,
      await commit(run.engine, run.workspaceId, async (scope) => {
        if (!answer.ok) await noteConnectionFailure(scope, run.connection, answer.error);
        // Cancelling twice is harmless, so that a lost answer is no more than a failure.
        if (plan !== null && plan.kind !== 'refused') {
          return plus(scope.now, plan.kind === 'retry' ? plan.afterMs : 1_000);
        }
        await tell(scope, run, orderId, double, answer.ok);
        return null;
      }),
    );
  }
  return lookAgainAt;
}

async function tell(
  scope: Scope,
  run: LaneRun,
  orderId: OrderId,
  double: StoreOrderSnapshot,
  isCancelled: boolean,
): Promise<void> {
  const order = await scope.tx.orders.get(orderId);
  const values = { order: order?.marketplaceOrderId ?? '', storeOrder: double.number };
  const message = say(isCancelled ? 'order.duplicate-cancelled' : 'order.duplicate-not-cancelled', values);
  await scope.tx.issues.open({
    key: `order/${orderId}/double/${double.storeOrderId}`,
    severity: isCancelled ? 'warning' : 'error',
    connectionId: run.connection.id,
    message,
    openedAt: scope.now,
  });
  await scope.note(run.connection.id, message);
}
