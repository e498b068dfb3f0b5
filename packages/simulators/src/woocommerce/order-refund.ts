import { exact, isDecimalText, money } from '../decimal-text.ts';
import { asObjects, asText, type JsonObject } from '../json-object.ts';
import { WooError } from './api-error.ts';
import type { OrderRecord, RefundRecord } from './order-record.ts';
import { moveToStatus } from './order-status.ts';
import type { Shop } from './shop.ts';
import { restockUnits } from './stock.ts';

/**
 * Refunds a part of an order as `POST /orders/{id}/refunds` does: its units go back into stock unless `api_restock` is false, and once all is refunded the order's status
 * says so. Throws {@link WooError}.
 */
export function createRefund(shop: Shop, order: OrderRecord, body: JsonObject): RefundRecord {
  const lines = asObjects(body['line_items']).map((it) => refundedLine(order, it));
  const posted = asText(body['amount']);
  const amount =
    posted !== undefined && isDecimalText(posted)
      ? exact(posted)
      : lines.reduce((total, it) => total.minus(exact(it.total)), exact('0'));
  const refunded = order.refunds.reduce((total, it) => total.plus(exact(it.amount)), exact('0'));
  if (amount.lte(0) || refunded.plus(amount).gt(exact(order.total))) {
    throw new WooError('woocommerce_rest_invalid_order_refund', 'Invalid refund amount.', 400);
  }
  if (body['api_refund'] !== false) {
    const text = 'The payment gateway for this order does not support automatic refunds.';
    throw new WooError('woocommerce_rest_cannot_create_order_refund', text, 500);
  }
  const refund: RefundRecord = {
    id: shop.nextPostId(),
    amount: money(amount),
    reason: asText(body['reason']) ?? '',
    refunded_by: 1,
    line_items: lines,
    meta_data: [],
    date_created: shop.clock(),
  };
  order.refunds.push(refund);
  if (body['api_restock'] !== false) {
    for (const item of asObjects(body['line_items'])) {
      restockUnits(shop, order, Number(item['id']), Number(item['quantity'] ?? 0));
    }
  }
  if (refunded.plus(amount).eq(exact(order.total))) moveToStatus(shop, order, 'refunded');
  shop.saveOrder(order);
  return refund;
}

function refundedLine(order: OrderRecord, item: Record<string, unknown>): RefundRecord['line_items'][number] {
  const id = Number(item['id']);
  const line = order.line_items.find((it) => it.id === id) ?? feeOf(order, id);
  if (line === undefined) {
    throw new WooError(
      'woocommerce_rest_invalid_order_refund',
      'Order item ID provided is not associated with order.',
      400,
    );
  }
  const total = asText(item['refund_total']) ?? '0';
  return {
    id: line.id,
    name: line.name,
    product_id: line.product_id,
    variation_id: line.variation_id,
    quantity: -Number(item['quantity'] ?? 0),
    total: exact(total).neg().toFixed(),
  };
}

/** Fees and shipping are given back by their ids as well. */
function feeOf(order: OrderRecord, id: number) {
  const found = [...order.fee_lines, ...order.shipping_lines].find((it) => it.id === id);
  return (
    found && { id, name: 'name' in found ? found.name : found.method_title, product_id: 0, variation_id: 0 }
  );
}
