import { exact, Exact, isDecimalText, money } from '../decimal-text.ts';
import { asObject, asObjects, asText, isJsonObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { WooError } from './api-error.ts';
import { applyMeta } from './meta-changes.ts';
import type { FeeLine, OrderAddress, OrderLine, OrderRecord, ShippingLine } from './order-record.ts';
import { recalculateTotals, withoutTax } from './order-totals.ts';
import { phpNumber } from './php-number.ts';
import { currentPrice, fullName } from './product-document.ts';
import { asFlag } from './product-changes.ts';
import type { ProductRecord } from './product-record.ts';
import type { Shop } from './shop.ts';

const TEXTS = [
  'created_via',
  'currency',
  'customer_note',
  'payment_method',
  'payment_method_title',
  'transaction_id',
] as const;

/** Which line group of an order a request may write. */
type LineGroup = 'line_items' | 'shipping_lines' | 'fee_lines';

/**
 * Writes the members of a request into an order, status and payment excepted, and recomputes its totals when lines
 * or addresses changed. `date_created` is ignored, as are all taxes (observed). Throws {@link WooError}.
 */
export function applyOrderChanges(shop: Shop, order: OrderRecord, body: JsonObject): void {
  for (const name of TEXTS) {
    const text = asText(body[name]);
    if (text !== undefined) order[name] = text;
  }
  if (typeof body['customer_id'] === 'number') order.customer_id = body['customer_id'];
  applyAddress(order.billing, body['billing']);
  applyAddress(order.shipping, body['shipping']);
  for (const item of asObjects(body['line_items'])) applyLine(shop, order, item);
  for (const item of asObjects(body['shipping_lines'])) applyShippingLine(shop, order, item);
  for (const item of asObjects(body['fee_lines'])) applyFeeLine(shop, order, item);
  applyMeta(shop, order.meta_data, body['meta_data']);
  recalculateTotals(shop, order);
}

/** True when a request writes nothing but custom fields. */
export function touchesOnlyMeta(body: JsonObject): boolean {
  return Object.keys(body).every((name) => name === 'meta_data' || name === 'id');
}

function applyAddress(address: OrderAddress, posted: unknown): void {
  if (!isJsonObject(posted)) return;
  for (const [name, value] of Object.entries(posted)) {
    const text = asText(value);
    if (text === undefined) continue;
    if (name in address || name === 'email' || name === 'phone') address[name as keyof OrderAddress] = text;
  }
}

function applyLine(shop: Shop, order: OrderRecord, item: JsonObject): void {
  const id = Number(item['id'] ?? 0);
  if (id > 0) {
    const line = known(order, 'line_items', id) as OrderLine;
    if (isRemoval(item, 'product_id')) order.line_items = order.line_items.filter((it) => it.id !== id);
    else writeLine(shop, line, item);
    return;
  }
  const product = productOfLine(shop, item);
  const line: OrderLine = {
    id: shop.nextItemId(),
    name: product === undefined ? '' : lineName(shop, product),
    product_id: product === undefined ? Number(item['product_id'] ?? 0) : parentOrSelf(product),
    variation_id: product === undefined ? Number(item['variation_id'] ?? 0) : variationIdOf(product),
    quantity: 1,
    tax_class: product?.tax_class ?? '',
    subtotal: '0',
    subtotal_tax: '0',
    total: '0',
    total_tax: '0',
    taxes: [],
    meta_data: [],
    sku: product?.sku ?? '',
    reducedStock: 0,
  };
  if (item['quantity'] !== undefined) line.quantity = Number(item['quantity']);
  line.subtotal = line.total = defaultTotal(shop, order, product, line);
  writeLine(shop, line, item);
  order.line_items.push(line);
}

function writeLine(shop: Shop, line: OrderLine, item: JsonObject): void {
  const name = asText(item['name']);
  if (name !== undefined) line.name = name;
  if (typeof item['tax_class'] === 'string') line.tax_class = item['tax_class'];
  if (item['quantity'] !== undefined) line.quantity = Number(item['quantity']);
  line.total = amountOf(item, 'total') ?? line.total;
  line.subtotal =
    amountOf(item, 'subtotal') ?? (exact(line.subtotal).lt(exact(line.total)) ? line.total : line.subtotal);
  applyMeta(shop, line.meta_data, item['meta_data']);
}

function applyShippingLine(shop: Shop, order: OrderRecord, item: JsonObject): void {
  const id = Number(item['id'] ?? 0);
  if (id > 0 && isRemoval(item, 'method_id')) {
    known(order, 'shipping_lines', id);
    order.shipping_lines = order.shipping_lines.filter((it) => it.id !== id);
    return;
  }
  let line = id > 0 ? (known(order, 'shipping_lines', id) as ShippingLine) : undefined;
  if (line === undefined) {
    if (asText(item['method_id']) === undefined) {
      throw new WooError('woocommerce_rest_invalid_shipping_item', 'Shipping method ID is required.', 400);
    }
    line = {
      id: shop.nextItemId(),
      method_title: '',
      method_id: '',
      instance_id: '',
      total: '0.00',
      total_tax: '0.00',
      taxes: [],
      meta_data: [],
    };
    order.shipping_lines.push(line);
  }
  line.method_title = asText(item['method_title']) ?? line.method_title;
  line.method_id = asText(item['method_id']) ?? line.method_id;
  line.instance_id = asText(item['instance_id']) ?? line.instance_id;
  line.total = amountOf(item, 'total') ?? line.total;
  applyMeta(shop, line.meta_data, item['meta_data']);
}

function applyFeeLine(shop: Shop, order: OrderRecord, item: JsonObject): void {
  const id = Number(item['id'] ?? 0);
  if (id > 0 && isRemoval(item, 'name')) {
    known(order, 'fee_lines', id);
    order.fee_lines = order.fee_lines.filter((it) => it.id !== id);
    return;
  }
  let line = id > 0 ? (known(order, 'fee_lines', id) as FeeLine) : undefined;
  if (line === undefined) {
    if (asText(item['name']) === undefined) {
      throw new WooError('woocommerce_rest_invalid_fee_item', 'Fee name is required.', 400);
    }
    line = {
      id: shop.nextItemId(),
      name: '',
      tax_class: '',
      tax_status: 'taxable',
      total: '0.00',
      total_tax: '0.00',
      taxes: [],
      meta_data: [],
    };
    order.fee_lines.push(line);
  }
  line.name = asText(item['name']) ?? line.name;
  line.tax_class = asText(item['tax_class']) ?? line.tax_class;
  if (item['tax_status'] === 'none' || item['tax_status'] === 'taxable') line.tax_status = item['tax_status'];
  line.total = amountOf(item, 'total') ?? line.total;
  applyMeta(shop, line.meta_data, item['meta_data']);
}

function known(order: OrderRecord, group: LineGroup, id: number): OrderLine | ShippingLine | FeeLine {
  const line = order[group].find((it) => it.id === id);
  if (line !== undefined) return line;
  const text = 'Order item ID provided is not associated with order.';
  throw new WooError('woocommerce_rest_invalid_item_id', text, 400);
}

/** A null reference or a quantity of 0 takes the line out of the order. */
function isRemoval(item: JsonObject, reference: string): boolean {
  return item[reference] === null || item['quantity'] === 0;
}

function productOfLine(shop: Shop, item: JsonObject): ProductRecord | undefined {
  const sku = asText(item['sku']) ?? '';
  const product = Number(item['product_id'] ?? 0);
  const variation = Number(item['variation_id'] ?? 0);
  if (sku !== '') return shop.productBySku(sku);
  if (product === 0 && variation === 0) {
    throw new WooError('woocommerce_rest_required_product_reference', 'Product ID or SKU is required.', 400);
  }
  return shop.products.get(variation === 0 ? product : variation);
}

function parentOrSelf(product: ProductRecord): number {
  return product.type === 'variation' ? product.parent_id : product.id;
}

function variationIdOf(product: ProductRecord): number {
  return product.type === 'variation' ? product.id : 0;
}

function lineName(shop: Shop, product: ProductRecord): string {
  return product.type === 'variation' ? fullName(shop, product) : product.name;
}

function defaultTotal(
  shop: Shop,
  order: OrderRecord,
  product: ProductRecord | undefined,
  line: OrderLine,
): string {
  const price = product === undefined ? '' : currentPrice(shop, product);
  const gross = phpNumber(price).times(line.quantity);
  if (!shop.settings.pricesIncludeTax) return gross.toFixed();
  return withoutTax(shop, order, gross, line.tax_class).toFixed();
}

function amountOf(item: JsonObject, name: string): string | undefined {
  const text = asText(item[name]);
  return text !== undefined && isDecimalText(text) ? text : undefined;
}

/** Amount as the API shows it: two decimals. */
export function shown(amount: string): string {
  return money(exact(amount === '' ? '0' : amount));
}

/** The unit price of a line as the number the API shows. */
export function unitPrice(line: OrderLine): number {
  if (line.quantity === 0) return 0;
  return new Exact(line.total).div(line.quantity).toDecimalPlaces(6).toNumber();
}

/** Whether a request asks for the order to be paid. */
export function asksForPayment(body: JsonObject): boolean {
  return asFlag(asObject(body)['set_paid']);
}
