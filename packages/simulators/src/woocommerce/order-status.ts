import type { OrderRecord } from './order-record.ts';
import { STOCK_RETURNING_STATUSES, STOCK_TAKING_STATUSES } from './order-record.ts';
import type { Shop } from './shop.ts';
import { addSystemNote, returnStock, takeStock } from './stock.ts';

const PAYABLE_STATUSES = ['on-hold', 'pending', 'failed', 'cancelled'];

/**
 * Moves an order to a status with what the shop does on the way: stock is taken at processing, completed and on-hold
 * and given back at cancelled and pending; the dates of payment and completion are set.
 */
export function moveToStatus(shop: Shop, order: OrderRecord, status: string): void {
  if (order.status === status) return;
  const before = order.status;
  order.status = status;
  const now = shop.clock();
  const paidStatus = statusWhenPaid(shop, order);
  const paid = status === paidStatus || (paidStatus === 'processing' && status === 'completed');
  if (paid && order.date_paid === null) order.date_paid = now;
  if (status === 'completed' && order.date_completed === null) order.date_completed = now;
  addSystemNote(shop, order, `Order status changed from ${before} to ${status}.`);
  if (STOCK_TAKING_STATUSES.includes(status)) takeStock(shop, order);
  if (STOCK_RETURNING_STATUSES.includes(status)) returnStock(shop, order);
}

/**
 * Records a payment. An order that already is processing or completed is left alone, so that `set_paid` together
 * with a status may leave `date_paid` null (observed with cash on delivery).
 */
export function payOrder(shop: Shop, order: OrderRecord): void {
  if (!PAYABLE_STATUSES.includes(order.status)) return;
  if (order.date_paid === null) order.date_paid = shop.clock();
  moveToStatus(shop, order, statusWhenPaid(shop, order));
}

/** Cash on delivery completes an order at payment (observed), and so does an order with nothing to process. */
function statusWhenPaid(shop: Shop, order: OrderRecord): string {
  if (order.payment_method === 'cod') return 'completed';
  const toProcess = order.line_items.some((line) => {
    const product = shop.products.get(line.variation_id === 0 ? line.product_id : line.variation_id);
    return product === undefined || !(product.virtual && product.downloadable);
  });
  return toProcess || order.line_items.length === 0 ? 'processing' : 'completed';
}
