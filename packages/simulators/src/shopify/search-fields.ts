import type { OrderRecord } from './order-record.ts';
import { financialStatus, fulfillmentStatus } from './order-totals.ts';
import type { InventoryItemRecord, ProductRecord, Saved, VariantRecord } from './product-record.ts';
import { variantTitle } from './product-record.ts';
import type { SearchFields } from './search-query.ts';
import { searchableTime } from './search-query.ts';
import type { Shop } from './shop.ts';

/** Everything has these. */
function commonFields<Item extends Saved & { readonly id: number; readonly createdAt: Date }>(
  shop: Shop,
): SearchFields<Item> {
  return {
    id: ({ id }) => id,
    created_at: ({ createdAt }) => createdAt,
    updated_at: (item) => searchableTime(item, shop.clock(), shop.settings.searchLagMs) ?? null,
  };
}

/** By what products are found, of the fields that the argument `query` documents. */
export function productSearch(shop: Shop): SearchFields<ProductRecord> {
  return {
    ...commonFields<ProductRecord>(shop),
    default: ({ title, vendor, variants }) => [title, vendor, ...variants.map(({ sku }) => sku)],
    title: ({ title }) => title,
    handle: ({ handle }) => handle,
    vendor: ({ vendor }) => vendor,
    product_type: ({ productType }) => productType,
    status: ({ status }) => status,
    tag: ({ tags }) => tags,
    sku: ({ variants }) => variants.map(({ sku }) => sku),
    barcode: ({ variants }) => variants.map(({ barcode }) => barcode),
  };
}

/** By what variants are found. */
export function variantSearch(shop: Shop): SearchFields<VariantRecord> {
  return {
    ...commonFields<VariantRecord>(shop),
    default: ({ sku, product }) => [sku, product.title],
    title: (variant) => variantTitle(variant),
    sku: ({ sku }) => sku,
    barcode: ({ barcode }) => barcode,
    product_id: ({ product }) => product.id,
    product_ids: ({ product }) => product.id,
    product_status: ({ product }) => product.status,
    vendor: ({ product }) => product.vendor,
    tag: ({ product }) => product.tags,
  };
}

/** By what inventory items are found. */
export function inventoryItemSearch(shop: Shop): SearchFields<InventoryItemRecord> {
  return {
    ...commonFields<InventoryItemRecord>(shop),
    sku: (item) => shop.variantOf(item)?.sku ?? null,
  };
}

/** By what orders are found. */
export function orderSearch(shop: Shop): SearchFields<OrderRecord> {
  return {
    ...commonFields<OrderRecord>(shop),
    default: ({ name, email }) => [name, email],
    name: ({ name }) => [name, name.replace(/^#/, '')],
    processed_at: ({ processedAt }) => processedAt,
    source_identifier: ({ sourceIdentifier }) => sourceIdentifier,
    source_name: ({ sourceName }) => sourceName,
    po_number: ({ poNumber }) => poNumber,
    tag: ({ tags }) => tags,
    sku: ({ lines }) => lines.map(({ sku }) => sku),
    test: ({ test }) => test,
    status: orderStates,
    financial_status: financialStatus,
    fulfillment_status: fulfillmentStates,
  };
}

function orderStates({ cancelledAt, closedAt }: OrderRecord): string[] {
  if (cancelledAt !== null) return ['any', 'cancelled'];
  return closedAt === null ? ['any', 'open', 'not_closed'] : ['any', 'closed'];
}

/** The search has its own names for some. */
function fulfillmentStates(order: OrderRecord): string[] {
  const status = fulfillmentStatus(order);
  if (status === 'FULFILLED') return ['fulfilled', 'shipped'];
  return status === 'PARTIALLY_FULFILLED' ? ['partial'] : ['unfulfilled', 'unshipped'];
}
