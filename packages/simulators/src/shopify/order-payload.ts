import { exact, money } from '../decimal-text.ts';
import type { JsonObject } from '../json-object.ts';
import { globalId } from './global-id.ts';
import type {
  AddressRecord,
  FulfillmentRecord,
  LineRecord,
  OrderRecord,
  RefundRecord,
} from './order-record.ts';
import { fulfilledUnits, lineOf, unfulfilledUnits } from './order-record.ts';
import { financialStatus, fulfillmentStatus, totalsOf } from './order-totals.ts';
import type { Shop } from './shop.ts';

/** A moment as webhooks write it: in UTC, with its offset. */
export function stamp(date: Date): string;
export function stamp(date: Date | null): string | null;
export function stamp(date: Date | null): string | null {
  return date === null ? null : `${date.toISOString().slice(0, 19)}+00:00`;
}

/** An order as its webhooks write it. */
export function orderPayload(shop: Shop, order: OrderRecord): JsonObject {
  const totals = totalsOf(order);
  const set = (amount: string): JsonObject => moneySet(amount, order.currency);
  const isApproved = shop.settings.protectedDataApproved;
  return {
    id: order.id,
    admin_graphql_api_id: globalId('Order', order.id),
    app_id: order.appId,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: stamp(order.cancelledAt),
    closed_at: stamp(order.closedAt),
    confirmed: true,
    contact_email: isApproved ? order.email : null,
    created_at: stamp(order.createdAt),
    currency: order.currency,
    current_subtotal_price: totals.currentSubtotal,
    current_subtotal_price_set: set(totals.currentSubtotal),
    current_total_price: totals.currentTotal,
    current_total_price_set: set(totals.currentTotal),
    current_total_tax: totals.currentTax,
    current_total_tax_set: set(totals.currentTax),
    email: isApproved ? order.email : null,
    financial_status: financialStatus(order).toLowerCase(),
    fulfillment_status: restStatus(fulfillmentStatus(order)),
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number - 1000,
    order_number: order.number,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: isApproved ? order.phone : null,
    po_number: order.poNumber,
    presentment_currency: order.currency,
    processed_at: stamp(order.processedAt),
    source_identifier: order.sourceIdentifier,
    source_name: order.sourceName,
    source_url: null,
    subtotal_price: totals.subtotal,
    subtotal_price_set: set(totals.subtotal),
    tags: order.tags.join(', '),
    taxes_included: order.taxesIncluded,
    test: order.test,
    total_line_items_price: totals.subtotal,
    total_line_items_price_set: set(totals.subtotal),
    total_outstanding: totals.outstanding,
    total_price: totals.total,
    total_price_set: set(totals.total),
    total_shipping_price_set: set(totals.shipping),
    total_tax: totals.tax,
    total_tax_set: set(totals.tax),
    updated_at: stamp(order.updatedAt),
    billing_address: isApproved ? addressPayload(order.billingAddress) : null,
    shipping_address: isApproved ? addressPayload(order.shippingAddress) : null,
    customer: null,
    discount_applications: [],
    fulfillments: order.fulfillments.map((it) => parcelPayload(shop, order, it)),
    line_items: order.lines.map((line) => ({
      ...linePayload(order, line),
      current_quantity: line.quantity - line.removed,
    })),
    refunds: order.refunds.map((refund) => refundPayload(order, refund)),
    shipping_lines: order.shippingLines.map(({ id, code, source, title, price }) => ({
      id,
      code: code ?? title,
      source,
      title,
      price,
      price_set: set(price),
      tax_lines: [],
    })),
  };
}

/** A parcel as its webhooks write it. */
export function parcelPayload(shop: Shop, order: OrderRecord, it: FulfillmentRecord): JsonObject {
  const numbers = it.tracking.flatMap(({ number }) => (number === null ? [] : [number]));
  const urls = it.tracking.flatMap(({ url }) => (url === null ? [] : [url]));
  const isApproved = shop.settings.protectedDataApproved;
  return {
    id: it.id,
    admin_graphql_api_id: globalId('Fulfillment', it.id),
    order_id: order.id,
    status: it.status.toLowerCase(),
    created_at: stamp(it.createdAt),
    updated_at: stamp(it.updatedAt),
    service: 'manual',
    shipment_status: null,
    location_id: it.locationId,
    name: it.name,
    email: isApproved ? order.email : null,
    destination: isApproved ? addressPayload(order.shippingAddress) : null,
    tracking_company: it.tracking[0]?.company ?? null,
    tracking_number: numbers[0] ?? null,
    tracking_numbers: numbers,
    tracking_url: urls[0] ?? null,
    tracking_urls: urls,
    line_items: it.lines.map(({ lineId, quantity }) => ({
      ...linePayload(order, lineOf(order, lineId)),
      quantity,
    })),
  };
}

/** A refund as its webhooks write it. */
export function refundPayload(order: OrderRecord, it: RefundRecord): JsonObject {
  const set = (amount: string): JsonObject => moneySet(amount, order.currency);
  return {
    id: it.id,
    admin_graphql_api_id: globalId('Refund', it.id),
    order_id: order.id,
    created_at: stamp(it.createdAt),
    processed_at: stamp(it.createdAt),
    note: it.note,
    user_id: null,
    restock: it.lines.some(({ restockType }) => restockType !== 'NO_RESTOCK'),
    duties: [],
    order_adjustments: [],
    refund_line_items: it.lines.map((line) => ({
      id: line.id,
      quantity: line.quantity,
      line_item_id: line.lineId,
      location_id: line.locationId,
      restock_type: line.restockType.toLowerCase(),
      subtotal: Number(line.subtotal),
      total_tax: Number(line.tax),
      subtotal_set: set(line.subtotal),
      total_tax_set: set(line.tax),
      line_item: linePayload(order, lineOf(order, line.lineId)),
    })),
    transactions: order.transactions
      .filter(({ id }) => it.transactionIds.includes(id))
      .map(({ id, kind, status, amount, gateway, parentId, processedAt, createdAt, test }) => ({
        id,
        admin_graphql_api_id: globalId('OrderTransaction', id),
        order_id: order.id,
        kind: kind.toLowerCase(),
        status: status.toLowerCase(),
        amount: money(exact(amount)),
        currency: order.currency,
        gateway,
        parent_id: parentId,
        processed_at: stamp(processedAt),
        created_at: stamp(createdAt),
        test,
      })),
  };
}

function linePayload(order: OrderRecord, line: LineRecord): JsonObject {
  const open = unfulfilledUnits(order, line.id);
  return {
    id: line.id,
    admin_graphql_api_id: globalId('LineItem', line.id),
    fulfillable_quantity: open,
    fulfillment_service: 'manual',
    fulfillment_status: lineStatus(fulfilledUnits(order, line.id), open),
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: money(exact(line.unitPrice)),
    price_set: moneySet(money(exact(line.unitPrice)), order.currency),
    product_exists: line.productId !== null,
    product_id: line.productId,
    properties: line.properties.map(({ key, value }) => ({ name: key, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    variant_id: line.variantId,
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: [],
  };
}

function lineStatus(fulfilled: number, open: number): string | null {
  if (fulfilled === 0) return null;
  return open === 0 ? 'fulfilled' : 'partial';
}

/** The older names of the REST family, which webhooks keep. */
function restStatus(status: string): string | null {
  if (status === 'FULFILLED') return 'fulfilled';
  return status === 'PARTIALLY_FULFILLED' ? 'partial' : null;
}

function moneySet(amount: string, currency: string): JsonObject {
  const value = { amount, currency_code: currency };
  return { shop_money: value, presentment_money: value };
}

function addressPayload(it: AddressRecord | null): JsonObject | null {
  if (it === null) return null;
  return {
    first_name: it.firstName,
    last_name: it.lastName,
    name: [it.firstName, it.lastName].filter((part) => part !== null).join(' '),
    company: it.company,
    address1: it.address1,
    address2: it.address2,
    city: it.city,
    zip: it.zip,
    province: it.province,
    province_code: it.provinceCode,
    country: it.countryCode,
    country_code: it.countryCode,
    phone: it.phone,
  };
}
