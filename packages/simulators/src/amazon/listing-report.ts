import { setImmediate as immediately } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { asText } from '../json-object.ts';
import { marketplaceById } from './marketplaces.ts';
import { amountIn, listingStatus } from './listing-document.ts';
import type { ListingRecord, ListingStore } from './listing-store.ts';
import { attributeText, listingIssues, listingPrice, listingTitle } from './listing-store.ts';

/**
 * The columns of GET_MERCHANT_LISTINGS_ALL_DATA (Amazon's documentation, "Inventory reports attributes"); the last two are seen in reports of 2025 and
 * not documented.
 */
export const REPORT_COLUMNS = [
  'item-name',
  'item-description',
  'listing-id',
  'seller-sku',
  'price',
  'quantity',
  'open-date',
  'image-url',
  'item-is-marketplace',
  'product-id-type',
  'zshop-shipping-fee',
  'item-note',
  'item-condition',
  'zshop-category1',
  'zshop-browse-path',
  'zshop-storefront-feature',
  'asin1',
  'asin2',
  'asin3',
  'will-ship-internationally',
  'expedited-shipping',
  'zshop-boldface',
  'product-id',
  'bid-for-featured-placement',
  'add-delete',
  'pending-quantity',
  'fulfillment-channel',
  'merchant-shipping-group',
  'status',
  'Minimum order quantity',
  'Sell remainder',
] as const;

/** The columns of some stores, among them France: shorter, and without `asin1`. `status` belongs to the report with all listings. */
export const SHORT_REPORT_COLUMNS: readonly (typeof REPORT_COLUMNS)[number][] = [
  'item-name',
  'listing-id',
  'seller-sku',
  'price',
  'quantity',
  'open-date',
  'product-id-type',
  'item-note',
  'item-condition',
  'will-ship-internationally',
  'expedited-shipping',
  'product-id',
  'pending-quantity',
  'fulfillment-channel',
  'merchant-shipping-group',
  'status',
];

const compress = promisify(gzip);

export type ReportCharset = 'Cp1252' | 'UTF-8';

/** How a report is written. */
export interface ReportStyle {
  readonly columns: readonly string[];
  readonly charset: ReportCharset;
}

/** `item-condition` by `condition_type`: numbers of the old inventory files (11 is new, as in every published sample). */
const CONDITION_NUMBERS: Readonly<Record<string, string>> = {
  used_like_new: '1',
  used_very_good: '2',
  used_good: '3',
  used_acceptable: '4',
  collectible_like_new: '5',
  collectible_very_good: '6',
  collectible_good: '7',
  collectible_acceptable: '8',
  refurbished_refurbished: '10',
  new_new: '11',
};

/** After so many rows, other calls get their turn. */
const ROWS_AT_ONCE = 2_000;

/**
 * All listings of a seller in a store: tab separated, not quoted, compressed. Other calls go on meanwhile, so that rows are as old as the writing, as on
 * Amazon.
 */
export async function writeListingReport(
  store: ListingStore,
  sellerId: string,
  marketplaceId: string,
  style: ReportStyle,
): Promise<{ readonly rows: number; readonly body: Buffer }> {
  const encode = style.charset === 'UTF-8' ? (text: string) => Buffer.from(text) : encodeWindows1252;
  const pieces: Buffer[] = [];
  let lines = [style.columns.join('\t')];
  let rows = 0;
  for (const listing of store.of(sellerId, marketplaceId)) {
    const cells: Readonly<Record<string, string>> = rowOf(store, listing);
    lines.push(style.columns.map((name) => clean(cells[name] ?? '')).join('\t'));
    rows += 1;
    if (rows % ROWS_AT_ONCE !== 0) continue;
    pieces.push(encode(`${lines.join('\n')}\n`));
    lines = [];
    await immediately();
  }
  pieces.push(encode(lines.map((line) => `${line}\n`).join('')));
  return { rows, body: await compress(Buffer.concat(pieces), { level: 1 }) };
}

function rowOf(store: ListingStore, listing: ListingRecord): Record<string, string> {
  const entries = store.stock(listing.sellerId, listing.sku);
  const entry = entries.find((it) => it['fulfillment_channel_code'] !== 'DEFAULT') ?? entries[0];
  const channel = asText(entry?.['fulfillment_channel_code']) ?? 'DEFAULT';
  const isOwn = channel === 'DEFAULT';
  const price = listingPrice(listing);
  const number = attributeText(listing, 'externally_assigned_product_identifier');
  return {
    'item-name': listingTitle(listing) ?? '',
    'listing-id': listingId(listing),
    'seller-sku': listing.sku,
    price: price === undefined ? '' : amountIn(price.currencyCode, price.amount).amount,
    // The report tells no quantity of what Amazon ships.
    quantity: isOwn ? (asText(entry?.['quantity']) ?? '0') : '',
    'open-date': openDate(listing),
    'item-is-marketplace': 'y',
    'product-id-type': number === undefined ? '1' : typeOfNumber(number),
    'item-condition': CONDITION_NUMBERS[attributeText(listing, 'condition_type') ?? ''] ?? '',
    asin1: listing.asin,
    'product-id': number ?? listing.asin,
    'pending-quantity': isOwn ? '0' : '',
    'fulfillment-channel': channel,
    'merchant-shipping-group': attributeText(listing, 'merchant_shipping_group') ?? 'Migrated Template',
    status: statusOf(store, listing),
  };
}

/** `product-id-type`: 1 ASIN, 2 ISBN, 3 UPC, 4 EAN (Amazon's inventory files). */
function typeOfNumber(number: string): string {
  if (/^(97[89]\d{10}|\d{9}[\dX])$/.test(number)) return '2';
  return number.length === 12 ? '3' : '4';
}

function statusOf(store: ListingStore, listing: ListingRecord): string {
  if (listing.asin === '' || listingPrice(listing) === undefined) return 'Incomplete';
  const isFaulty = listingIssues(listing).some((it) => it.severity === 'ERROR');
  return !isFaulty && listingStatus(store, listing).includes('BUYABLE') ? 'Active' : 'Inactive';
}

function listingId({ createdAt, sku }: ListingRecord): string {
  const month = String(createdAt.getUTCMonth() + 1).padStart(2, '0');
  const day = String(createdAt.getUTCDate()).padStart(2, '0');
  const rest = Buffer.from(sku).toString('hex').toUpperCase().padEnd(7, '0').slice(-7);
  return `${month}${day}${rest}`;
}

/** Day and time in the manner of the store: `2022-03-15 02:26:37 PDT` in America, `29/09/2025 16:19:39 BST` in Europe. The zone here is always UTC. */
function openDate({ createdAt, marketplaceId }: ListingRecord): string {
  const [day = '', time = ''] = createdAt.toISOString().split(/[T.]/);
  const isAmerican = ['US', 'CA'].includes(marketplaceById(marketplaceId)?.countryCode ?? '');
  return `${isAmerican ? day : day.split('-').reverse().join('/')} ${time} UTC`;
}

/** Nothing is quoted, so nothing may hold what separates cells and rows. */
function clean(text: string): string {
  return /[\t\r\n]/.test(text) ? text.replace(/[\t\r\n]+/g, ' ') : text;
}

/** Characters of windows-1252 that are not at their Unicode place (WHATWG Encoding, index windows-1252), from byte 0x80 on. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** What the encoding does not have becomes a question mark, as on Amazon (amzn/selling-partner-api-models issue 4888). */
function encodeWindows1252(text: string): Buffer {
  if (!/[^\u0020-\u007e\t\n\u00a0-\u00ff]/.test(text)) return Buffer.from(text, 'latin1');
  const bytes = Buffer.alloc(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) bytes[index] = code;
    else {
      const place = WINDOWS_1252.indexOf(text.charAt(index));
      bytes[index] = place < 0 ? 0x3f : 0x80 + place;
    }
  }
  return bytes;
}
