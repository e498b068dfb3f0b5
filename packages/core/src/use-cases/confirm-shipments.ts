import type { Order } from '../domain/order.ts';
import { plus } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import type { Shipment } from '../domain/shipment.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';

interface Claim {
  readonly shipment: Shipment;
  readonly order: Order;
}

/** Tells a channel what the store has shipped. A parcel keeps its number, so that telling twice is harmless. */
export function confirmShipments(run: LaneRun, channel: OpenedChannel): LaneWork<Claim> {
  return {
    concurrency: 2,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: Claim[] = [];
        const shipments = await scope.tx.shipments.due(run.connection.id, scope.now, limit);
        for (const shipment of shipments) {
          const order = await scope.tx.orders.get(shipment.orderId);
          if (order === undefined) throw new Error('A shipment without its order');
          const dueAt = plus(scope.now, channel.manifest.timing.writeTimeoutMs);
          await scope.tx.shipments.save({ ...shipment, dueAt, attempts: shipment.attempts + 1 });
          claims.push({ shipment, order });
        }
        return { seen: shipments.length, claims };
      }),
    async work({ shipment, order }) {
      const answer = await channel.connector.shipments.confirm({
        marketplaceOrderId: order.marketplaceOrderId,
        marketplace: order.marketplace,
        packageNumber: shipment.packageNumber,
        carrier: shipment.carrier,
        trackingNumber: shipment.trackingNumber,
        shippedAt: shipment.shippedAt,
        lines: shipment.lines,
      });
      await commit(run.engine, run.workspaceId, async (scope) => {
        const current = await scope.tx.shipments.get(shipment.id);
        if (current?.state !== 'to-confirm') return;
        const key = `shipment/${shipment.id}/refused`;
        if (answer.ok) {
          await scope.tx.shipments.save({ ...current, state: 'confirmed', dueAt: null });
          await scope.tx.issues.clear(key);
          const values = { order: order.marketplaceOrderId, tracking: shipment.trackingNumber };
          await scope.note(run.connection.id, say('activity.shipment-confirmed', values));
          return;
        }
        await noteConnectionFailure(scope, run.connection, answer.error);
        const plan = planAfterFailure(answer.error, current.attempts);
        if (plan.kind === 'refused') {
          await scope.tx.shipments.save({ ...current, state: 'refused', dueAt: null });
          await scope.tx.issues.open({
            key,
            severity: 'error',
            connectionId: run.connection.id,
            message: answer.error.message,
            openedAt: scope.now,
          });
          return;
        }
        // An unknown outcome is asked again: the channel knows the parcel by its number.
        const delay = plan.kind === 'retry' ? plan.afterMs : plan.kind === 'unknown' ? 1_000 : 0;
        await scope.tx.shipments.save({ ...current, dueAt: plus(scope.now, delay) });
      });
    },
  };
}
