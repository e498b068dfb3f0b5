import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { WooError } from './api-error.ts';
import { applyMeta } from './meta-changes.ts';
import { phpNumber } from './php-number.ts';
import type { ProductRecord, StockStatus, TermReference } from './product-record.ts';
import { slugOf, withEntities } from './product-record.ts';
import { applyCost } from './product-cost.ts';
import type { Shop } from './shop.ts';
import { instantOfLocal } from './site-time.ts';

/** The texts that are stored as sent. */
const TEXTS = [
  'name',
  'slug',
  'status',
  'global_unique_id',
  'description',
  'short_description',
  'catalog_visibility',
  'external_url',
  'button_text',
  'tax_status',
  'tax_class',
  'weight',
  'shipping_class',
  'purchase_note',
] as const;
const FLAGS = ['featured', 'virtual', 'downloadable', 'sold_individually', 'reviews_allowed'] as const;
const PRICES = ['regular_price', 'sale_price'] as const;

/**
 * Writes the members of a request into a product. Unknown members are ignored, as the shop does. Throws
 * {@link WooError} for a SKU that another product holds; nothing is written then.
 */
export function applyProductChanges(shop: Shop, product: ProductRecord, body: JsonObject): void {
  const sku = asText(body['sku']);
  if (sku !== undefined && sku !== product.sku) {
    refuseTakenSku(shop, product, sku);
    product.sku = sku;
  }
  for (const name of TEXTS) {
    const text = asText(body[name]);
    if (text !== undefined) product[name] = text;
  }
  if (product.slug === '') product.slug = slugOf(product.name);
  for (const name of FLAGS) if (body[name] !== undefined) product[name] = asFlag(body[name]);
  applyPrices(shop, product, body);
  applySaleDates(shop, product, body);
  applyCost(shop, product, body['cost_of_goods_sold']);
  applyStock(product, body);
  applyDimensions(product, body);
  applyTerms(shop, product, body);
  applyAttributes(shop, product, body);
  if (typeof body['menu_order'] === 'number') product.menu_order = body['menu_order'];
  if (Array.isArray(body['grouped_products']))
    product.grouped_products = body['grouped_products'].map(Number);
  applyMeta(shop, product.meta_data, body['meta_data']);
}

/** True or false as WordPress reads it. */
export function asFlag(value: unknown): boolean {
  return ![false, 'false', 'no', '', '0', 0, null, undefined].includes(value as string);
}

function refuseTakenSku(shop: Shop, product: ProductRecord, sku: string): void {
  const holder = shop.productBySku(sku);
  if (holder === undefined || holder.id === product.id) return;
  if (holder.status === 'trash') {
    const text = `The product with SKU (${sku}) you are trying to insert is already present in the lookup table`;
    throw new WooError('woocommerce_rest_product_not_created', text, 400);
  }
  throw new WooError('product_invalid_sku', 'Invalid or duplicated SKU.', 400, { resource_id: holder.id });
}

/** A sale price that is not below the regular one is thrown away (observed). */
function applyPrices(shop: Shop, product: ProductRecord, body: JsonObject): void {
  const posted = PRICES.flatMap((name) => {
    const text = asText(body[name]);
    return text === undefined ? [] : [{ name, text }];
  });
  for (const { name, text } of posted) product[name] = plainPrice(text, shop.settings.priceDecimalSign);
  const { regular_price, sale_price } = product;
  if (posted.length === 0 || sale_price === '') return;
  if (regular_price === '' || phpNumber(sale_price).gte(phpNumber(regular_price))) product.sale_price = '';
}

/**
 * An amount as the shop reads it, on its way into the database and out of it (plugin source, wc_format_decimal): the last point or decimal sign parts the
 * decimals, and all that is no digit goes.
 */
function plainPrice(text: string, decimalSign: string): string {
  return text.replaceAll(decimalSign, '.').replace(/\.(?![^.]+$)|[^0-9.-]/g, '');
}

/** Setting a quantity while the stock is not managed has no effect; a managed status follows the quantity. */
function applyStock(product: ProductRecord, body: JsonObject): void {
  if (body['manage_stock'] !== undefined && body['manage_stock'] !== 'parent') {
    product.manage_stock = asFlag(body['manage_stock']);
  }
  const backorders = body['backorders'];
  if (backorders === 'no' || backorders === 'notify' || backorders === 'yes') product.backorders = backorders;
  if (product.manage_stock) {
    const quantity = asText(body['stock_quantity']);
    if (quantity !== undefined && quantity !== '') product.stock_quantity = Math.trunc(Number(quantity));
  } else {
    product.stock_quantity = 0;
    const status = body['stock_status'];
    if (status === 'instock' || status === 'outofstock' || status === 'onbackorder') {
      product.stock_status = status satisfies StockStatus;
    }
  }
  if (typeof body['low_stock_amount'] === 'number' || body['low_stock_amount'] === null) {
    product.low_stock_amount = body['low_stock_amount'];
  }
}

function applySaleDates(shop: Shop, product: ProductRecord, body: JsonObject): void {
  for (const name of ['date_on_sale_from', 'date_on_sale_to'] as const) {
    const gmt = body[`${name}_gmt`];
    const local = body[name];
    if (typeof gmt === 'string' && gmt !== '') product[name] = instantOfLocal(gmt, 0);
    else if (typeof local === 'string' && local !== '') {
      product[name] = instantOfLocal(local, shop.settings.gmtOffsetMinutes);
    } else if (local === '' || local === null || gmt === '' || gmt === null) product[name] = null;
  }
}

function applyDimensions(product: ProductRecord, body: JsonObject): void {
  const posted = asObject(body['dimensions']);
  for (const name of ['length', 'width', 'height'] as const) {
    const text = asText(posted[name]);
    if (text !== undefined) product.dimensions[name] = text;
  }
}

function applyTerms(shop: Shop, product: ProductRecord, body: JsonObject): void {
  const kinds = [
    ['categories', 'category'],
    ['tags', 'tag'],
    ['brands', 'brand'],
  ] as const;
  for (const [member, kind] of kinds) {
    if (!Array.isArray(body[member])) continue;
    product[member] = asObjects(body[member])
      .map((it) => shop.termById(kind, Number(it['id'])))
      .filter((it): it is TermReference => it !== undefined);
  }
  if (Array.isArray(body['images'])) {
    product.images = asObjects(body['images']).map((it) => ({
      id: Number(it['id'] ?? 0) || shop.nextPostId(),
      src: asText(it['src']) ?? '',
      name: asText(it['name']) ?? '',
      alt: asText(it['alt']) ?? '',
    }));
  }
}

function applyAttributes(shop: Shop, product: ProductRecord, body: JsonObject): void {
  if (!Array.isArray(body['attributes'])) return;
  const posted = asObjects(body['attributes']);
  const identified = posted.map((it) => {
    const name = asText(it['name']) ?? shop.termById('attribute', Number(it['id']))?.name ?? '';
    return { id: Number(it['id'] ?? 0), name };
  });
  if (product.type === 'variation') {
    product.variation_attributes = identified.map((it, index) => ({
      ...it,
      option: valueOf(it.id, asText(posted[index]?.['option']) ?? ''),
    }));
    return;
  }
  product.attributes = identified.map((it, index) => ({
    ...it,
    position: Number(posted[index]?.['position'] ?? index),
    visible: asFlag(posted[index]?.['visible']),
    variation: asFlag(posted[index]?.['variation']),
    options: Array.isArray(posted[index]?.['options'])
      ? posted[index]['options'].map((option) => valueOf(it.id, String(option)))
      : [],
  }));
}

/** The values of an attribute of the whole shop are terms. */
export function valueOf(attributeId: number, option: string): string {
  return attributeId === 0 ? option : withEntities(option);
}
