import { exact, money } from '../decimal-text.ts';
import type { JsonObject } from '../json-object.ts';
import { shown, unitPrice } from './order-changes.ts';
import type { FulfillmentRecord, OrderNote, OrderRecord, RefundRecord } from './order-record.ts';
import type { Shop } from './shop.ts';
import { siteTimes } from './site-time.ts';

/** An order as the `/orders` routes show it. */
export function orderDocument(shop: Shop, order: OrderRecord): JsonObject {
  const collection = `${shop.siteUrl}/wp-json/wc/v3/orders`;
  return {
    id: order.id,
    parent_id: order.parent_id,
    status: order.status,
    currency: order.currency,
    version: shop.settings.version,
    prices_include_tax: order.prices_include_tax,
    ...datesOf(shop, 'date_created', order.date_created),
    ...datesOf(shop, 'date_modified', order.date_modified),
    discount_total: order.discount_total,
    discount_tax: order.discount_tax,
    shipping_total: order.shipping_total,
    shipping_tax: order.shipping_tax,
    cart_tax: order.cart_tax,
    total: order.total,
    total_tax: order.total_tax,
    customer_id: order.customer_id,
    order_key: order.order_key,
    billing: { ...order.billing, email: order.billing.email ?? '', phone: order.billing.phone ?? '' },
    shipping: { ...order.shipping, phone: order.shipping.phone ?? '' },
    payment_method: order.payment_method,
    payment_method_title: order.payment_method_title,
    transaction_id: order.transaction_id,
    customer_ip_address: '',
    customer_user_agent: '',
    created_via: order.created_via,
    customer_note: order.customer_note,
    ...datesOf(shop, 'date_completed', order.date_completed),
    ...datesOf(shop, 'date_paid', order.date_paid),
    cart_hash: '',
    number: String(order.id),
    meta_data: order.meta_data,
    line_items: order.line_items.map((line) => lineDocument(shop, line)),
    tax_lines: order.tax_lines.map((it) => ({ ...it, meta_data: [] })),
    shipping_lines: order.shipping_lines.map((it) => ({
      ...it,
      total: shown(it.total),
      total_tax: shown(it.total_tax),
    })),
    fee_lines: order.fee_lines.map((it) => ({
      ...it,
      total: shown(it.total),
      total_tax: shown(it.total_tax),
    })),
    coupon_lines: [],
    refunds: order.refunds.map((it) => ({
      id: it.id,
      reason: it.reason,
      total: money(exact(it.amount).neg()),
    })),
    payment_url: `${shop.siteUrl}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${order.order_key}`,
    is_editable: ['pending', 'on-hold', 'auto-draft'].includes(order.status),
    needs_payment: ['pending', 'failed'].includes(order.status) && !exact(order.total).isZero(),
    needs_processing: order.line_items.length > 0,
    _links: { self: [{ href: `${collection}/${order.id}` }], collection: [{ href: collection }] },
  };
}

/** A note as the API shows it. */
export function noteDocument(shop: Shop, order: OrderRecord, note: OrderNote): JsonObject {
  const collection = `${shop.siteUrl}/wp-json/wc/v3/orders/${order.id}/notes`;
  return {
    id: note.id,
    author: note.author,
    ...datesOf(shop, 'date_created', note.date_created),
    note: note.note,
    customer_note: note.customer_note,
    _links: {
      self: [{ href: `${collection}/${note.id}` }],
      collection: [{ href: collection }],
      up: [{ href: `${shop.siteUrl}/wp-json/wc/v3/orders/${order.id}` }],
    },
  };
}

/** A refund as the API shows it. */
export function refundDocument(shop: Shop, order: OrderRecord, refund: RefundRecord): JsonObject {
  const collection = `${shop.siteUrl}/wp-json/wc/v3/orders/${order.id}/refunds`;
  return {
    id: refund.id,
    ...datesOf(shop, 'date_created', refund.date_created),
    amount: shown(refund.amount),
    reason: refund.reason,
    refunded_by: refund.refunded_by,
    refunded_payment: false,
    meta_data: refund.meta_data,
    line_items: refund.line_items
      .filter((it) => it.product_id !== 0)
      .map((it) => ({ ...it, total: shown(it.total) })),
    fee_lines: refund.line_items
      .filter((it) => it.product_id === 0)
      .map(({ id, name, total }) => ({ id, name, total: shown(total) })),
    _links: {
      self: [{ href: `${collection}/${refund.id}` }],
      collection: [{ href: collection }],
      up: [{ href: `${shop.siteUrl}/wp-json/wc/v3/orders/${order.id}` }],
    },
  };
}

/** A fulfillment as the API shows it. */
export function fulfillmentDocument(order: OrderRecord, fulfillment: FulfillmentRecord): JsonObject {
  return {
    id: fulfillment.id,
    entity_type: 'WC_Order',
    entity_id: String(order.id),
    status: fulfillment.status,
    is_fulfilled: fulfillment.is_fulfilled,
    date_updated: siteTimes(fulfillment.date_updated, 0).gmt.replace('T', ' '),
    date_deleted: null,
    meta_data: fulfillment.meta_data,
  };
}

function lineDocument(shop: Shop, line: OrderRecord['line_items'][number]): JsonObject {
  const members = Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'reducedStock'));
  const product = shop.products.get(line.variation_id === 0 ? line.product_id : line.variation_id);
  const image = product?.images[0];
  return {
    ...members,
    subtotal: shown(line.subtotal),
    subtotal_tax: shown(line.subtotal_tax),
    total: shown(line.total),
    total_tax: shown(line.total_tax),
    global_unique_id: product?.global_unique_id ?? '',
    price: unitPrice(line),
    image: { id: image?.id ?? 0, src: image?.src ?? '' },
    parent_name: line.variation_id === 0 ? null : (shop.products.get(line.product_id)?.name ?? null),
  };
}

function datesOf(shop: Shop, name: string, instant: Date | null): JsonObject {
  const times = instant === null ? undefined : siteTimes(instant, shop.settings.gmtOffsetMinutes);
  return { [name]: times?.local ?? null, [`${name}_gmt`]: times?.gmt ?? null };
}
