import type { Connection } from '../domain/connection.ts';
import type { OrderId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import { formatAmount, isSameMoney, shareOf, subtract, sum, zero, type Money } from '../domain/money.ts';
import { moveTo, type Order, type Placement } from '../domain/order.ts';
import type { StoreOrderSnapshot } from '../domain/shipment.ts';
import type { Scope } from './commit.ts';
import { followChannelOrder } from './follow-order.ts';
import { heldIssueKey } from './hold-order.ts';

/** How long the cancelling of doubles may take before another worker looks for them. */
const cancelLeaseMs = 60_000;

/**
 * Records that the store has this order: as `placed`, with its reservations committed. The oldest store order is the one that counts. While
 * there are others, a look for them stays due: whoever cancels them may die first.
 *
 * @param living the store orders that carry its key and are not cancelled, oldest first; or the only one, which somebody in the store has cancelled.
 * @returns those among them that are one too many.
 */
export async function recordPlaced(
  scope: Scope,
  store: Connection,
  orderId: OrderId,
  living: readonly StoreOrderSnapshot[],
): Promise<readonly StoreOrderSnapshot[]> {
  const asked = await scope.tx.orders.get(orderId);
  if (asked === undefined) return [];
  const { placement } = asked;
  if (placement.state === 'placed') {
    // A late answer, or the second look: what is already recorded stays.
    const doubles = living.filter((found) => found.storeOrderId !== placement.storeOrderId);
    if (doubles.length > 0 && asked.dueAt === null) {
      const looked = { ...placement, verifyAfter: placement.verifyAfter ?? scope.now };
      await scope.tx.orders.save(moveTo(asked, looked, plus(scope.now, cancelLeaseMs)));
    }
    return doubles;
  }
  const [first, ...extra] = living;
  if (first === undefined) throw new Error('Nothing to record');
  if (placement.state !== 'sending' && placement.state !== 'unconfirmed') return [];

  const order = { ...asked, lines: await placedLines(scope, asked, first) };
  const verifyAfter = placement.repeated || extra.length > 0 ? placement.settlesAt : null;
  const placed: Placement = {
    state: 'placed',
    storeOrderId: first.storeOrderId,
    storeOrderNumber: first.number,
    at: scope.now,
    firstSentAt: placement.firstSentAt,
    verifyAfter,
    adjustment: adjustmentOf(order, first),
  };
  const saved = moveTo(order, placed, verifyAfter);
  await scope.tx.orders.save(saved);
  await commitReservations(scope, store, order, first);
  await scope.tx.issues.clear(heldIssueKey(order));
  // An order that nobody knows is read once more only for as long as a creation may take (apply-store-order.ts).
  const isLate = asked.dueAt !== null && asked.dueAt < scope.now;
  if (placement.state === 'unconfirmed' || isLate || first.status === 'cancelled') {
    // Meanwhile it may have been shipped or cancelled, and nobody here knew whose order that was.
    const hint = { kind: 'store-order' as const, entityId: first.storeOrderId };
    await scope.tx.inbox.add(store.id, [hint], scope.now);
  }
  const code = placement.state === 'sending' ? 'activity.order-placed' : 'activity.order-found';
  const values = { order: order.marketplaceOrderId, storeOrder: first.number };
  await scope.note(store.id, say(code, values));
  if (placed.adjustment !== null) {
    const amount = `${formatAmount(placed.adjustment)} ${placed.adjustment.currency}`;
    await scope.note(store.id, say('activity.order-adjusted', { ...values, amount }));
  }
  // The channel may have cancelled it, or a part, while its creation was under way.
  await followChannelOrder(scope, { ...saved, version: order.version + 1 });
  return extra;
}

/**
 * What the store really has of each line. It may be of an earlier creation than the one that was asked for last, whose outcome was in doubt, and the
 * channel may have wanted another number then.
 */
async function placedLines(
  scope: Scope,
  order: Order,
  { lines }: StoreOrderSnapshot,
): Promise<Order['lines']> {
  const ids = order.lines.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  const variants = await scope.tx.variants.getMany(ids);
  const left = new Map<string, number>();
  for (const { storeVariantId, quantity } of lines) {
    left.set(storeVariantId, (left.get(storeVariantId) ?? 0) + quantity);
  }
  return order.lines.map((line) => {
    const variant = variants.find(({ id }) => id === line.variantId);
    if (variant === undefined) return line;
    const { unitsPerListing } = line;
    const asked = line.placed ?? { quantity: 0, total: line.total };
    const units = left.get(variant.storeVariantId) ?? 0;
    // Of several lines with one variant each takes what it was asked with, and the last one what is left.
    const isLast = order.lines.findLast((each) => each.variantId === line.variantId) === line;
    const taken = isLast ? units : Math.min(units, asked.quantity * unitsPerListing);
    left.set(variant.storeVariantId, units - taken);
    const quantity = Math.floor(taken / unitsPerListing);
    if (quantity === asked.quantity) return line;
    const total = asked.quantity === 0 ? asked.total : shareOf(asked.total, quantity, asked.quantity);
    return { ...line, placed: quantity === 0 ? null : { quantity, total } };
  });
}

/** What the store made of the buyer's amounts, where it reckons taxes or rounds by itself. */
function adjustmentOf(order: Order, { total }: StoreOrderSnapshot): Money | null {
  if (total?.currency !== order.currency) return null;
  const lines = order.lines.flatMap(({ placed }) => (placed === null ? [] : [placed.total]));
  const adjustment = subtract(total, sum([...lines, order.shippingTotal], order.currency));
  return isSameMoney(adjustment, zero(order.currency)) ? null : adjustment;
}

/**
 * From now on the store's own count includes the order. A fresh read of each product is asked for: the reservation is released by the first
 * read that began after this moment.
 */
async function commitReservations(
  scope: Scope,
  store: Connection,
  order: Order,
  storeOrder: StoreOrderSnapshot,
): Promise<void> {
  const reservations = await scope.tx.reservations.ofOrder(order.id);
  for (const reservation of reservations) {
    if (reservation.state.kind !== 'held') continue;
    await scope.tx.reservations.save({
      ...reservation,
      state: { kind: 'committed', storeOrderId: storeOrder.storeOrderId, at: scope.now },
    });
  }
  const variants = await scope.tx.variants.getMany(reservations.map((reservation) => reservation.variantId));
  const productIds = [...new Set(variants.map((variant) => variant.storeProductId))];
  const hints = productIds.map((entityId) => ({ kind: 'product' as const, entityId }));
  await scope.tx.inbox.add(store.id, hints, scope.now);
  scope.ring(store.id, 'inbox');
}
