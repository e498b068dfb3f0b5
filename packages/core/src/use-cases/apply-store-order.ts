import type { Connection } from '../domain/connection.ts';
import type { ShipmentId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import type { Shipment, StoreOrderSnapshot } from '../domain/shipment.ts';
import { forgetBuyerAt } from '../planning/plan-forgetting.ts';
import { isShippedElsewhere } from '../planning/plan-placement.ts';
import { planParcels, type NewParcel, type ShippableLine } from '../planning/plan-parcels.ts';
import type { Scope } from './commit.ts';
import { followStoreOrder } from './follow-order.ts';
import { clearUnreadable } from './unreadable.ts';

/**
 * Applies what the store showed of an order that we placed there: each parcel with its tracking becomes a shipment to confirm to the channel, and what
 * the merchant cancelled or gave back there is told to it. Orders of the shop's own are none of our business: their stock comes with their products.
 */
export async function applyStoreOrder(
  scope: Scope,
  store: Connection,
  snapshot: StoreOrderSnapshot,
): Promise<void> {
  await clearUnreadable(scope, store.id, 'order.unreadable', [snapshot.storeOrderId]);
  const order = await scope.tx.orders.byStoreOrderId(store.id, snapshot.storeOrderId);
  if (order === undefined) return lookAgainSoon(scope, store, snapshot);
  const lines = await shippableLines(scope, order);
  const known = await scope.tx.shipments.ofOrder(order.id);
  const added =
    snapshot.status === 'cancelled' ? [] : await applyParcels(scope, order, lines, known, snapshot);
  const shipments = [...known, ...added];
  await followStoreOrder(
    scope,
    await forgetLater(scope, order, added, shipments),
    snapshot,
    lines,
    shipments,
  );
}

/** What was shipped now arrives later than was thought: so long the buyer is known. @returns the order as it is now. */
async function forgetLater(
  scope: Scope,
  order: Order,
  added: readonly Shipment[],
  shipments: readonly Shipment[],
): Promise<Order> {
  if (added.length === 0 || order.buyerForgottenAt !== null) return order;
  const shippedAt =
    shipments
      .map((each) => each.shippedAt)
      .sort()
      .at(-1) ?? null;
  const changed = { ...order, forgetBuyerAt: forgetBuyerAt(order, shippedAt) };
  if (changed.forgetBuyerAt === order.forgetBuyerAt) return order;
  await scope.tx.orders.save(changed);
  return { ...changed, version: order.version + 1 };
}

/**
 * An order that carries a key and that nobody here knows may be of a creation whose answer is still to be recorded: what the store says of it now would
 * be lost. So it is read once more, for as long as a creation may take.
 */
async function lookAgainSoon(scope: Scope, store: Connection, snapshot: StoreOrderSnapshot): Promise<void> {
  if (snapshot.key === null) return;
  const { sendWindowMs, createTimeoutMs, clockSkewMs } = scope.storeManifestOf(store).timing;
  const isYoung = snapshot.createdAt > plus(scope.now, -(sendWindowMs + 2 * createTimeoutMs + clockSkewMs));
  if (!isYoung) return;
  const hint = { kind: 'store-order' as const, entityId: snapshot.storeOrderId };
  await scope.tx.inbox.add(store.id, [hint], plus(scope.now, createTimeoutMs));
}

async function shippableLines(scope: Scope, order: Order): Promise<readonly ShippableLine[]> {
  const ids = order.lines.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  const variants = await scope.tx.variants.getMany(ids);
  return order.lines.map(({ marketplaceLineId, quantity, unitsPerListing, variantId }) => ({
    marketplaceLineId,
    quantity,
    unitsPerListing,
    storeVariantId: variants.find(({ id }) => id === variantId)?.storeVariantId ?? null,
  }));
}

const lackingCodes = ['shipment.no-tracking', 'shipment.no-carrier'] as const;

async function applyParcels(
  scope: Scope,
  order: Order,
  lines: readonly ShippableLine[],
  known: readonly Shipment[],
  snapshot: StoreOrderSnapshot,
): Promise<readonly Shipment[]> {
  // The channel shipped it, or was told by somebody else: it waits for nothing of ours.
  const isToldElsewhere = isShippedElsewhere(order) && known.length === 0;
  const plan = planParcels(lines, known, snapshot);
  const added: Shipment[] = [];
  for (const parcel of isToldElsewhere ? [] : plan.parcels) {
    added.push(await insertShipment(scope, order, parcel, known.length + added.length + 1));
  }
  for (const code of lackingCodes) {
    const key = `order/${order.id}/${code}`;
    if (isToldElsewhere || !plan.lacking.has(code)) {
      await scope.tx.issues.clear(key);
      continue;
    }
    await scope.tx.issues.open({
      key,
      severity: 'error',
      connectionId: order.connectionId,
      message: say(code, { order: order.marketplaceOrderId, storeOrder: snapshot.number }),
      openedAt: scope.now,
    });
  }
  return added;
}

async function insertShipment(
  scope: Scope,
  order: Order,
  { parcel, lines }: NewParcel,
  packageNumber: number,
): Promise<Shipment> {
  const isToTell = lines.length > 0;
  const shipment: Shipment = {
    id: scope.newId<ShipmentId>(),
    connectionId: order.connectionId,
    orderId: order.id,
    packageNumber,
    storeParcelId: parcel.id,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    shippedAt: parcel.shippedAt,
    lines,
    state: isToTell ? 'to-confirm' : 'nothing-left',
    dueAt: isToTell ? scope.now : null,
    attempts: 0,
    version: 0,
  };
  await scope.tx.shipments.insert(shipment);
  if (isToTell) scope.ring(order.connectionId, 'confirm-shipments');
  const code = isToTell ? 'activity.shipment-found' : 'activity.shipment-nothing-left';
  const { carrier, trackingNumber: tracking } = parcel;
  await scope.note(order.connectionId, say(code, { order: order.marketplaceOrderId, carrier, tracking }));
  return shipment;
}
