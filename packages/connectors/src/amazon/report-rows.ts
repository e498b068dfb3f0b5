import { parseGtin } from '@quayside/core/domain/gtin';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { Fulfillment, ListingRecord } from '@quayside/core/domain/listing';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import { err, ok, type Result } from '@quayside/core/domain/result';
import { merchantChannelCode } from './listing-mapper.ts';
import type { AmazonMarketplace } from './marketplaces.ts';

/**
 * Columns of GET_MERCHANT_LISTINGS_ALL_DATA that we read (Amazon's documentation, "Inventory reports attributes"), with the other names under which they come.
 * The Japanese ones are as several open-source readers of the report have them; Amazon documents the English ones only.
 */
const columnNames = {
  sku: ['seller-sku', '出品者SKU'],
  title: ['item-name', '商品名'],
  price: ['price', '価格'],
  quantity: ['quantity', '数量'],
  asin: ['asin1'],
  productId: ['product-id', '商品ID'],
  productIdType: ['product-id-type', '商品IDタイプ'],
  channel: ['fulfillment-channel', 'フルフィルメント・チャンネル'],
  status: ['status', 'ステータス'],
} as const;

type Column = keyof typeof columnNames;
/** Without these a row says too little. France and others leave `asin1` out. */
const needed: readonly Column[] = ['sku', 'price', 'quantity', 'productId', 'channel', 'status'];

/** Where each column of a report stands. */
export type ReportLayout = Readonly<Partial<Record<Column, number>>>;

/** @returns the names of the columns that are needed and missing, as an error. */
export function readLayout(header: readonly string[]): Result<ReportLayout, string> {
  const cells = header.map((cell) => cell.trim().toLowerCase());
  const places = Object.entries(columnNames).map(([column, names]) => {
    const place = cells.findIndex((cell) => names.some((name) => name.toLowerCase() === cell));
    return [column, place === -1 ? undefined : place] as const;
  });
  const layout: ReportLayout = Object.fromEntries(places);
  const missing = needed.filter((column) => layout[column] === undefined);
  return missing.length === 0 ? ok(layout) : err(`columns missing: ${missing.join(', ')}`);
}

/** `product-id-type` of an ASIN; 2, 3 and 4 are ISBN, UPC and EAN. */
const asinType = '1';

/** Words for `status`; anything else is not guessed. */
const statuses: Readonly<Record<string, ListingRecord['status']>> = {
  active: 'active',
  inactive: 'inactive',
  incomplete: 'inactive',
};

/** One row of the report. The problem names columns and never quotes them. */
export function mapReportRow(
  layout: ReportLayout,
  cells: readonly string[],
  marketplace: AmazonMarketplace,
  asOf: Instant,
): Result<ListingRecord, string> {
  const cell = (column: Column): string => {
    const place = layout[column];
    return place === undefined ? '' : (cells[place] ?? '').trim();
  };
  if (cell('sku') === '') return err('seller-sku (missing)');
  const status = statuses[cell('status').toLowerCase()];
  if (status === undefined) return err('status (unknown)');
  const quantity = readQuantity(cell('quantity'));
  if (quantity === undefined) return err('quantity (not a whole number)');
  const fulfillment = readFulfillment(cell('channel'), quantity);
  if (fulfillment === undefined) return err('fulfillment-channel (unknown)');
  const price = readPrice(cell('price'), marketplace);
  if (price === undefined) return err('price (not an amount)');
  const productId = cell('productId');
  const gtin = parseGtin(productId);
  return ok({
    channelSku: brandId<ChannelSku>(cell('sku')),
    marketplace: marketplace.id,
    catalogueId: cell('asin') || (cell('productIdType') === asinType && productId) || null,
    title: cell('title') || null,
    status,
    fulfillment,
    // The report tells no quantity of what Amazon ships.
    quantity: fulfillment === 'channel' ? null : (quantity ?? 0),
    channelStock: fulfillment === 'channel' ? quantity : null,
    price,
    // Whatever its type says: the ASIN of a book is its ISBN, and an ASIN of anything else is no number.
    gtins: gtin.ok ? [gtin.value] : [],
    asOf,
  });
}

/** `null` for an empty cell, `undefined` for anything but a number of units. */
function readQuantity(text: string): number | null | undefined {
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** `DEFAULT`, or one of Amazon's networks (`AMAZON_EU`). An empty cell beside a quantity is the merchant's: Amazon's rows have none. */
function readFulfillment(channel: string, quantity: number | null): Fulfillment | undefined {
  if (channel === merchantChannelCode) return 'merchant';
  if (channel.startsWith('AMAZON')) return 'channel';
  return channel === '' && quantity !== null ? 'merchant' : undefined;
}

/** `null` for an empty cell, `undefined` for anything but an amount. Decimals come after a point, in some stores after a comma. */
function readPrice(text: string, { currency }: AmazonMarketplace): Money | null | undefined {
  if (text === '') return null;
  if (!/^\d{1,12}([.,]\d{1,3})?$/.test(text)) return undefined;
  const money = parseMoney(text.replace(',', '.'), currency);
  return money.ok ? money.value : undefined;
}
