import { exact, money } from '../decimal-text.ts';
import { endClaims } from './inventory.ts';
import type { OrderRecord } from './order-record.ts';
import { unfulfilledUnits } from './order-record.ts';
import { totalsOf } from './order-totals.ts';
import { recordRefund } from './refund-order.ts';
import type { Shop } from './shop.ts';
import type { UserError } from './user-error.ts';

/** How an order is cancelled. */
export interface Cancellation {
  /** `OrderCancelReason`. */
  readonly reason: string;
  readonly isRestocked: boolean;
  readonly isRefunded: boolean;
  readonly staffNote: string | null;
}

/** Why an order cannot be cancelled; undefined when it can. */
export function cancellationProblem(order: OrderRecord | undefined): UserError | undefined {
  const field = ['orderId'];
  if (order === undefined) return { code: 'NOT_FOUND', field, message: 'Order does not exist' };
  if (order.cancelledAt !== null)
    return { code: 'INVALID', field, message: 'Order has already been cancelled' };
  if (order.fulfillments.some(({ status }) => status !== 'CANCELLED'))
    return { code: 'INVALID', field, message: 'Cannot cancel an order that has fulfillments' };
  return undefined;
}

/**
 * Cancels an order. Its units go back on sale or are lost; a refund is written for them, as Shopify's orders show it, with the money if it is given back. An order
 * that nobody has paid is voided.
 */
export function cancelOrder(shop: Shop, order: OrderRecord, cancellation: Cancellation): void {
  const open = order.lines.map((line) => ({ line, units: unfulfilledUnits(order, line.id) }));
  const { net, shipping, refundedShipping } = totalsOf(order);
  const openShipping = exact(shipping).minus(exact(refundedShipping));
  order.cancelledAt = shop.now();
  order.cancelReason = cancellation.reason;
  order.staffNote = cancellation.staffNote;
  order.closedAt = order.cancelledAt;
  order.statedFinancialStatus = null;
  for (const { line, units } of open) {
    endClaims(shop, line, units, cancellation.isRestocked ? 'back-on-sale' : 'gone');
  }
  for (const it of order.fulfillmentOrders) {
    it.isCancelled = true;
    it.updatedAt = order.cancelledAt;
  }
  const isPaidBack = cancellation.isRefunded && exact(net).gt(0);
  recordRefund(shop, order, {
    note: null,
    lines: open
      .filter(({ units }) => units > 0)
      .map(({ line, units }) => ({
        line,
        quantity: units,
        restockType: cancellation.isRestocked ? 'CANCEL' : 'NO_RESTOCK',
        locationId: null,
      })),
    shipping: isPaidBack && openShipping.gt(0) ? money(openShipping) : null,
    payments: isPaidBack
      ? [{ amount: net, gateway: order.transactions[0]?.gateway ?? 'manual', parentId: null }]
      : [],
  });
  shop.touch(order);
  shop.emit({ topic: 'orders/cancelled', order });
  shop.emit({ topic: 'orders/updated', order });
}
