import type { ShipmentId, WorkspaceId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { say, type Message } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Shipment } from '../domain/shipment.ts';
import { planCarrier } from '../planning/plan-carrier.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';

interface Claim {
  readonly shipment: Shipment;
  readonly order: Order;
  /** By the channel's name for it. */
  readonly carrier: string;
}

function issueKey({ id }: Pick<Shipment, 'id'>): string {
  return `shipment/${id}/not-told`;
}

/**
 * Tells a channel what the store has shipped. A parcel keeps its number, so that telling twice is harmless. One whose carrier the channel does not know is
 * held until the merchant has said which it is.
 */
export function confirmShipments(run: LaneRun, channel: OpenedChannel): LaneWork<Claim> {
  return {
    concurrency: 2,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: Claim[] = [];
        const shipments = await scope.tx.shipments.due(run.connection.id, scope.now, limit);
        const account = (await scope.tx.connections.get(run.connection.id)) ?? run.connection;
        for (const shipment of shipments) {
          const order = await scope.tx.orders.get(shipment.orderId);
          if (order === undefined) throw new Error('A shipment without its order');
          const carrier = planCarrier(
            shipment.carrier,
            account.orderImport.carriers,
            channel.manifest.shipments,
          );
          if (carrier === null) {
            await scope.tx.shipments.save({ ...shipment, state: 'held', dueAt: null });
            const values = { order: order.marketplaceOrderId, carrier: shipment.carrier };
            await openIssue(scope, shipment, say('shipment.unknown-carrier', values));
            continue;
          }
          const dueAt = plus(scope.now, channel.manifest.timing.writeTimeoutMs);
          await scope.tx.shipments.save({ ...shipment, dueAt, attempts: shipment.attempts + 1 });
          claims.push({ shipment, order, carrier });
        }
        return { seen: shipments.length, claims };
      }),
    async work({ shipment, order, carrier }) {
      const answer = await channel.connector.shipments.confirm({
        marketplaceOrderId: order.marketplaceOrderId,
        marketplace: order.marketplace,
        packageNumber: shipment.packageNumber,
        carrier,
        trackingNumber: shipment.trackingNumber,
        shippedAt: shipment.shippedAt,
        lines: shipment.lines,
      });
      await commit(run.engine, run.workspaceId, async (scope) => {
        const current = await scope.tx.shipments.get(shipment.id);
        if (current?.state !== 'to-confirm') return;
        if (answer.ok) {
          await scope.tx.shipments.save({ ...current, state: 'confirmed', dueAt: null });
          await scope.tx.issues.clear(issueKey(shipment));
          const values = { order: order.marketplaceOrderId, tracking: shipment.trackingNumber };
          await scope.note(run.connection.id, say('activity.shipment-confirmed', values));
          return;
        }
        await noteConnectionFailure(scope, run.connection, answer.error);
        const plan = planAfterFailure(answer.error, current.attempts);
        if (plan.kind === 'refused') {
          await scope.tx.shipments.save({ ...current, state: 'refused', dueAt: null });
          await openIssue(scope, current, answer.error.message);
          return;
        }
        // An unknown outcome is asked again: the channel knows the parcel by its number.
        const delay = plan.kind === 'retry' ? plan.afterMs : plan.kind === 'unknown' ? 1_000 : 0;
        await scope.tx.shipments.save({ ...current, dueAt: plus(scope.now, delay) });
      });
    },
  };
}

async function openIssue(scope: Scope, shipment: Shipment, message: Message): Promise<void> {
  await scope.tx.issues.open({
    key: issueKey(shipment),
    severity: 'error',
    connectionId: shipment.connectionId,
    message,
    openedAt: scope.now,
  });
}

export type RetryShipmentProblem =
  | { readonly kind: 'unknown-shipment' }
  /** It was told, or is about to be. */
  | { readonly kind: 'not-stuck' };

/** Tells the channel again of a parcel that it refused, or that was held, because the merchant says that the reason is gone. */
export async function retryShipment(
  engine: Engine,
  workspaceId: WorkspaceId,
  shipmentId: ShipmentId,
): Promise<Result<void, RetryShipmentProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const shipment = await scope.tx.shipments.get(shipmentId);
    if (shipment === undefined) return err({ kind: 'unknown-shipment' });
    if (shipment.state !== 'held' && shipment.state !== 'refused') return err({ kind: 'not-stuck' });
    await scope.tx.shipments.save({ ...shipment, state: 'to-confirm', dueAt: scope.now, attempts: 0 });
    await scope.tx.issues.clear(issueKey(shipment));
    scope.ring(shipment.connectionId, 'confirm-shipments');
    return ok(undefined);
  });
}
