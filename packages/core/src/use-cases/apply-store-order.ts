import type { Connection } from '../domain/connection.ts';
import type { ShipmentId } from '../domain/ids.ts';
import { say, type MessageCode } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import type { Shipment, StoreOrderSnapshot, StoreParcel } from '../domain/shipment.ts';
import type { Scope } from './commit.ts';
import { clearUnreadable } from './unreadable.ts';

/**
 * Applies what the store showed of an order that we placed there: each parcel with its tracking becomes a shipment to confirm to the channel.
 * Orders of the shop's own are none of our business: their stock comes with their products.
 */
export async function applyStoreOrder(
  scope: Scope,
  store: Connection,
  snapshot: StoreOrderSnapshot,
): Promise<void> {
  await clearUnreadable(scope, store.id, 'order.unreadable', [snapshot.storeOrderId]);
  const order = await scope.tx.orders.byStoreOrderId(store.id, snapshot.storeOrderId);
  if (order === undefined) return;
  if (snapshot.status === 'cancelled') {
    await openIssue(scope, order, 'order.cancelled-in-store', snapshot);
    return;
  }
  if (snapshot.status !== 'shipped') return;
  const known = await scope.tx.shipments.ofOrder(order.id);
  const parcels = snapshot.parcels.length > 0 ? snapshot.parcels : [null];
  const lacking = new Set<LackingCode>();
  let count = known.length;
  for (const parcel of parcels) {
    if (known.some((shipment) => shipment.storeParcelId === parcel?.id)) continue;
    if (parcel?.trackingNumber == null) lacking.add('shipment.no-tracking');
    else if (parcel.carrier === null) lacking.add('shipment.no-carrier');
    else {
      count += 1;
      await insertShipment(scope, order, parcel as Tracked, count);
    }
  }
  for (const code of lackingCodes) {
    if (lacking.has(code)) await openIssue(scope, order, code, snapshot);
    else await scope.tx.issues.clear(issueKey(order, code));
  }
}

const lackingCodes = ['shipment.no-tracking', 'shipment.no-carrier'] as const;
type LackingCode = (typeof lackingCodes)[number];
type Tracked = StoreParcel & { readonly carrier: string; readonly trackingNumber: string };

async function insertShipment(
  scope: Scope,
  order: Order,
  parcel: Tracked,
  packageNumber: number,
): Promise<void> {
  const shipment: Shipment = {
    id: scope.newId<ShipmentId>(),
    connectionId: order.connectionId,
    orderId: order.id,
    packageNumber,
    storeParcelId: parcel.id,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    shippedAt: parcel.shippedAt,
    lines: await shippedLines(scope, order, parcel),
    state: 'to-confirm',
    dueAt: scope.now,
    attempts: 0,
    version: 0,
  };
  await scope.tx.shipments.insert(shipment);
  scope.ring(order.connectionId, 'confirm-shipments');
  await scope.note(
    order.connectionId,
    say('activity.shipment-found', {
      order: order.marketplaceOrderId,
      carrier: parcel.carrier,
      tracking: parcel.trackingNumber,
    }),
  );
}

/** What a parcel holds, in units of the listing. Without a list of its own it holds the whole order. */
async function shippedLines(scope: Scope, order: Order, parcel: StoreParcel): Promise<Shipment['lines']> {
  const wanted = order.lines.filter((line) => line.quantity > 0);
  if (parcel.lines === null) {
    return wanted.map(({ marketplaceLineId, quantity }) => ({ marketplaceLineId, quantity }));
  }
  const variants = await scope.tx.variants.getMany(
    wanted.flatMap((line) => (line.variantId === null ? [] : [line.variantId])),
  );
  return wanted.flatMap((line) => {
    const variant = variants.find((each) => each.id === line.variantId);
    const packed = parcel.lines?.find((each) => each.storeVariantId === variant?.storeVariantId);
    const quantity = Math.min(line.quantity, Math.floor((packed?.quantity ?? 0) / line.unitsPerListing));
    return quantity > 0 ? [{ marketplaceLineId: line.marketplaceLineId, quantity }] : [];
  });
}

function issueKey(order: Order, code: string): string {
  return `order/${order.id}/${code}`;
}

async function openIssue(
  scope: Scope,
  order: Order,
  code: MessageCode,
  snapshot: StoreOrderSnapshot,
): Promise<void> {
  await scope.tx.issues.open({
    key: issueKey(order, code),
    severity: 'error',
    connectionId: order.connectionId,
    message: say(code, { order: order.marketplaceOrderId, storeOrder: snapshot.number }),
    openedAt: scope.now,
  });
}
