import { randomBytes } from 'node:crypto';
import type { Answer } from '../simulated-route.ts';
import { invalidInput, unauthorized } from './amazon-error.ts';
import type { AmazonCall } from './amazon-route.ts';
import { listParameter } from './amazon-route.ts';
import { amazonOrderDocument } from './order-document.ts';
import type { AmazonOrder, OrderStore } from './order-store.ts';
import type { SellerAccount } from './seller-accounts.ts';

const TOKEN_LIFE_MS = 24 * 3_600_000;
const MAX_PAGE = 100;
/** These may differ between the pages of one search. */
const FREE_PARAMETERS = ['paginationToken', 'maxResultsPerPage', 'includedData'];

interface Cursor {
  readonly sellerId: string;
  readonly fingerprint: string;
  /** Upper bound of the first page, kept for the following ones. */
  readonly before: number;
  readonly afterTime: number;
  readonly afterId: string;
  readonly expiresAt: number;
}

/** `searchOrders` of Orders 2026-01-01 with its windows and page tokens. */
export class OrderSearch {
  /** Milliseconds that the window must end before now. Amazon: two minutes. */
  windowLagMs: number;
  readonly #orders: OrderStore;
  readonly #cursors = new Map<string, Cursor>();

  constructor(orders: OrderStore, windowLagMs: number) {
    this.#orders = orders;
    this.windowLagMs = windowLagMs;
  }

  /** Answers a search. Throws 400 for a wrong window, token or parameter, 403 for data that no role opens. */
  search(call: AmazonCall): Answer {
    const { query, seller } = call;
    const included = includedOrderData(seller, query);
    const field = windowField(query);
    const now = this.#orders.clock().getTime();
    const after = instant(query, `${field}After`) ?? 0;
    const given = instant(query, `${field}Before`);
    if (given !== undefined && given < after) throw refused(`${field}Before is earlier than ${field}After`);
    if (given !== undefined && given > now - this.windowLagMs) {
      throw refused(`${field}Before must be at least ${this.windowLagMs / 1000} seconds before now`);
    }
    const cursor = this.#cursor(query, seller, now);
    const before = cursor?.before ?? given ?? now - this.windowLagMs;
    const time = (order: AmazonOrder): number =>
      (field === 'created' ? order.createdTime : order.lastUpdatedTime).getTime();
    const passes = orderFilter(query);
    const found = this.#orders
      .all(seller.sellerId)
      .filter((it) => time(it) >= after && time(it) <= before && passes(it))
      .sort((a, b) => time(a) - time(b) || (a.orderId < b.orderId ? -1 : 1))
      .filter((it) => cursor === undefined || isAfter(time(it), it.orderId, cursor));
    const size = pageSize(query);
    const page = found.slice(0, size);
    const last = page.at(-1);
    const body = {
      orders: page.map((it) => amazonOrderDocument(it, included)),
      ...(found.length > size && last !== undefined
        ? {
            pagination: {
              nextToken: this.#token(query, seller, { before, time: time(last), id: last.orderId, now }),
            },
          }
        : {}),
      [field === 'created' ? 'createdBefore' : 'lastUpdatedBefore']: new Date(before).toISOString(),
    };
    return { status: 200, body };
  }

  #cursor(query: URLSearchParams, seller: SellerAccount, now: number): Cursor | undefined {
    const token = query.get('paginationToken');
    if (token === null) return undefined;
    const cursor = this.#cursors.get(token);
    if (cursor === undefined || cursor.sellerId !== seller.sellerId)
      throw refused('The paginationToken is unknown');
    if (now >= cursor.expiresAt) throw refused('The paginationToken has expired');
    if (cursor.fingerprint !== fingerprint(query)) {
      throw refused(
        'All other parameters must be the same as with the request that gave the paginationToken',
      );
    }
    return cursor;
  }

  #token(
    query: URLSearchParams,
    seller: SellerAccount,
    last: { before: number; time: number; id: string; now: number },
  ): string {
    const token = randomBytes(24).toString('base64url');
    this.#cursors.set(token, {
      sellerId: seller.sellerId,
      fingerprint: fingerprint(query),
      before: last.before,
      afterTime: last.time,
      afterId: last.id,
      expiresAt: last.now + TOKEN_LIFE_MS,
    });
    return token;
  }
}

/** The data sets a request asks for. Throws 403 when buyer data is asked for without its role. */
export function includedOrderData(seller: SellerAccount, query: URLSearchParams): string[] {
  const included = listParameter(query, 'includedData');
  if (included.includes('RECIPIENT') && !seller.roles.includes('shipping')) {
    throw unauthorized('The role Direct-to-Consumer Shipping is missing.');
  }
  if (included.includes('BUYER') && !seller.roles.includes('tax')) {
    throw unauthorized('The role Tax Remittance or Tax Invoicing is missing.');
  }
  return included;
}

function windowField(query: URLSearchParams): 'created' | 'lastUpdated' {
  const created = query.has('createdAfter');
  if (created === query.has('lastUpdatedAfter')) {
    throw refused('Exactly one of createdAfter and lastUpdatedAfter must be given');
  }
  const foreign = created ? 'lastUpdatedBefore' : 'createdBefore';
  if (query.has(foreign)) throw refused(`${foreign} does not go with the other window`);
  return created ? 'created' : 'lastUpdated';
}

function orderFilter(query: URLSearchParams): (order: AmazonOrder) => boolean {
  const statuses = listParameter(query, 'fulfillmentStatuses');
  const stores = listParameter(query, 'marketplaceIds');
  const fulfilledBy = listParameter(query, 'fulfilledBy');
  return (order) =>
    (statuses.length === 0 || statuses.includes(order.status)) &&
    (stores.length === 0 || stores.includes(order.marketplaceId)) &&
    (fulfilledBy.length === 0 || fulfilledBy.includes(order.fulfilledBy));
}

function instant(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw refused(`${name} is not an ISO 8601 date-time`);
  return time;
}

function pageSize(query: URLSearchParams): number {
  const size = Number(query.get('maxResultsPerPage') ?? MAX_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE)
    throw refused('maxResultsPerPage must be 1 to 100');
  return size;
}

function isAfter(time: number, id: string, cursor: Cursor): boolean {
  return time > cursor.afterTime || (time === cursor.afterTime && id > cursor.afterId);
}

function fingerprint(query: URLSearchParams): string {
  const kept = [...query].filter(([name]) => !FREE_PARAMETERS.includes(name));
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function refused(details: string): Error {
  return invalidInput('orders', details);
}
