import type { Connection } from '../domain/connection.ts';
import type { OrderChangeId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { OrderChange, OrderChangeFacts } from '../domain/order-change.ts';
import type { Order } from '../domain/order.ts';
import type { Shipment, StoreOrderSnapshot } from '../domain/shipment.ts';
import { planChannelChanges, planStoreChanges } from '../planning/plan-order-changes.ts';
import type { ShippableLine } from '../planning/plan-parcels.ts';
import type { Scope } from './commit.ts';
import { clearByHand, openByHand } from './order-change-issue.ts';

/**
 * Writes down what the store must learn of an order that it has: what the channel no longer wants of it, and what the channel gave back. In the
 * transaction that stores the news; telling is the lane `change-orders`.
 */
export async function followChannelOrder(scope: Scope, order: Order): Promise<void> {
  if (order.placement.state !== 'placed' || order.storeConnectionId === null) return;
  const told = await scope.tx.orderChanges.ofOrder(order.id);
  // The channel has cancelled what it was to be told of.
  if (order.status === 'cancelled') await settleWhole(scope, told, 'channel');
  for (const facts of planStoreChanges(order, told)) {
    await note(scope, order, order.storeConnectionId, facts);
  }
}

/** Writes down what the channel must learn of an order: what the merchant cancelled or gave back in the store. */
export async function followStoreOrder(
  scope: Scope,
  order: Order,
  shown: StoreOrderSnapshot,
  lines: readonly ShippableLine[],
  shipments: readonly Shipment[],
): Promise<void> {
  const told = await scope.tx.orderChanges.ofOrder(order.id);
  if (shown.status === 'cancelled') await settleWhole(scope, told, 'store');
  const sent = new Map<string, number>();
  for (const { marketplaceLineId, quantity } of shipments.flatMap((shipment) => shipment.lines)) {
    sent.set(marketplaceLineId, (sent.get(marketplaceLineId) ?? 0) + quantity);
  }
  for (const facts of planChannelChanges(order, lines, shown, sent, told)) {
    await note(scope, order, order.connectionId, facts);
  }
}

async function note(
  scope: Scope,
  order: Order,
  connectionId: Connection['id'],
  facts: OrderChangeFacts,
): Promise<void> {
  const account = await scope.tx.connections.get(order.connectionId);
  if (account === undefined) throw new Error('An order without its channel account');
  const { cancellations, refunds } = account.orderImport;
  const isFollowed = (facts.kind === 'cancellation' ? cancellations : refunds) === 'follow';
  const change: OrderChange = {
    ...facts,
    id: scope.newId<OrderChangeId>(),
    orderId: order.id,
    connectionId,
    state: isFollowed ? 'to-send' : 'by-hand',
    noticedAt: scope.now,
    dueAt: isFollowed ? scope.now : null,
    attempts: 0,
    version: 0,
  };
  await scope.tx.orderChanges.insert(change);
  await scope.note(order.connectionId, noticed(order, facts));
  if (isFollowed) scope.ring(connectionId, 'change-orders');
  else await openByHand(scope, order, change);
}

function noticed({ marketplaceOrderId: order }: Order, { to, kind, lines }: OrderChangeFacts) {
  const where = to === 'store' ? 'channel' : 'store';
  if (kind === 'refund') return say('activity.order-refunded', { order, where });
  return lines === null
    ? say('activity.order-cancelled', { order, where })
    : say('activity.order-reduced', { order, where });
}

/** Both sides have cancelled the order: whoever was to be told knows. */
async function settleWhole(
  scope: Scope,
  told: readonly OrderChange[],
  side: OrderChange['to'],
): Promise<void> {
  for (const change of told) {
    const isWhole = change.kind === 'cancellation' && change.lines === null;
    if (!isWhole || change.to !== side || change.state === 'done') continue;
    await scope.tx.orderChanges.save({ ...change, state: 'done', dueAt: null });
    await clearByHand(scope, change);
  }
}
