import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { plus, type Instant } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type { StoreOrderSnapshot, StoreParcel } from '@quayside/core/domain/shipment';
import type { ConnectorContext, UnreadableItem } from '@quayside/core/ports/connector';
import type { StoreConnector } from '@quayside/core/ports/store-connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import { readAs } from '../_kit/parse-json.ts';
import type { WooClient } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import { storeOrderBody } from './order-body.ts';
import { mapOrder, mapOrderStatus, orderFields, orderKey, wooOrder, type WooOrder } from './order-mapper.ts';
import { mapFulfillments, mapTrackingFields, wooFulfillment } from './parcel-mapper.ts';
import { listPosition, listStart, readListPart } from './read-list.ts';
import { enterRefund, readRefunds } from './refunds.ts';
import type { WooCommerceSettings } from './settings.ts';
import { exclusiveBound } from './site-time.ts';

const pageSize = 100;
const noFulfillmentsForMs = 60 * 60_000;

/** Store orders: placing, finding again, cancelling, and what has shipped. */
export function wooOrders(
  client: WooClient,
  context: ConnectorContext,
  settings: WooCommerceSettings,
): StoreConnector['orders'] {
  const parcelsOf = parcelReader(client, settings);
  const show = async (order: WooOrder, readBeganAt: Instant): Promise<Result<Shown, ConnectorError>> => {
    const parcels = await parcelsOf(order, readBeganAt);
    if (!parcels.ok) return parcels;
    const refunds = orderKey(order) === null ? ok([]) : await readRefunds(client, order);
    if (!refunds.ok) return refunds;
    const extra = { parcels: parcels.value, refunds: refunds.value };
    return ok(mapOrder(order, extra, settings.shippedStatuses, readBeganAt));
  };
  return {
    async find(key, createdAfter) {
      const found: StoreOrderSnapshot[] = [];
      const readBeganAt = context.clock.now();
      const query = {
        after: exclusiveBound(createdAfter),
        dates_are_gmt: true,
        status: 'any',
        _fields: orderFields,
      };
      let at = listStart;
      for (;;) {
        const part = await readListPart(client, { endpoint: 'orders', query, size: pageSize }, at);
        if (!part.ok) return part;
        if (part.value.kind === 'absent') return noOrders(part.value.code);
        for (const { raw } of part.value.rows) {
          const order = readAs(wooOrder, raw);
          // An order of ours that cannot be read must not count as missing.
          if (!order.ok) return mapUnreadable('read', 'find order', order.error);
          if (orderKey(order.value) !== key) continue;
          const shown = await show(order.value, readBeganAt);
          if (!shown.ok) return shown;
          if (!shown.value.ok) return mapUnreadable('read', 'find order', shown.value.error);
          found.push(shown.value.value);
        }
        at = part.value.rows.at(-1)?.next ?? at;
        if (part.value.isLast) return ok(found);
      }
    },
    async create(request) {
      const readBeganAt = context.clock.now();
      const answer = await client.call({
        method: 'post',
        endpoint: 'orders',
        query: { _fields: orderFields },
        body: storeOrderBody(request, settings),
        schema: wooOrder,
        maySend: () => context.clock.now() <= request.sendBy,
      });
      if (!answer.ok)
        return isTaxClassRefused(answer.error) ? taxClassMissing(answer.error, settings) : answer;
      const extra = { parcels: [], refunds: [] };
      const shown = mapOrder(answer.value, extra, settings.shippedStatuses, readBeganAt);
      return shown.ok ? shown : mapUnreadable('write', 'create order', shown.error);
    },
    async cancel(id) {
      const answer = await client.call({
        method: 'put',
        endpoint: `orders/${id}`,
        query: { _fields: 'id,status' },
        body: { status: 'cancelled' },
        schema: z.object({ status: z.string() }),
      });
      return answer.ok ? ok(undefined) : answer;
    },
    refund: (request) => enterRefund(client, context, request),
    async read(id) {
      if (!/^\d+$/.test(id)) return ok(null);
      const readBeganAt = context.clock.now();
      const answer = await client.look({
        method: 'get',
        endpoint: `orders/${id}`,
        query: { _fields: orderFields },
        schema: wooOrder,
      });
      if (!answer.ok) return answer;
      if (answer.value.kind === 'absent') return ok(null);
      const shown = await show(answer.value.value, readBeganAt);
      if (!shown.ok) return shown;
      return shown.value.ok ? shown.value : mapUnreadable('read', 'get order', shown.value.error);
    },
    async changed(window) {
      const at = window.pageToken === null ? listStart : unpackPageToken(window.pageToken, listPosition);
      if (at === undefined) {
        const detail = 'get orders: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('woocommerce.reading-restarted'), detail);
      }
      const readBeganAt = context.clock.now();
      const bound =
        window.from === null ? {} : { modified_after: exclusiveBound(window.from), dates_are_gmt: true };
      const query = { ...bound, status: 'any', _fields: orderFields };
      const part = await readListPart(client, { endpoint: 'orders', query, size: pageSize }, at);
      if (!part.ok) return part;
      if (part.value.kind === 'absent') return noOrders(part.value.code);
      const items: StoreOrderSnapshot[] = [];
      const unreadable: UnreadableItem[] = [];
      let done: typeof at | null = null;
      for (const row of part.value.rows) {
        const order = readAs(wooOrder, row.raw);
        const shown = order.ok ? await show(order.value, readBeganAt) : ok(order);
        if (!shown.ok) {
          if (done === null) return shown;
          return ok({ items, unreadable, nextPageToken: packPageToken(done) });
        }
        if (shown.value.ok) items.push(shown.value.value);
        else unreadable.push({ id: String(row.id), problem: shown.value.error });
        done = row.next;
      }
      return ok({ items, unreadable, nextPageToken: part.value.isLast ? null : packPageToken(done ?? at) });
    },
  };
}

type Shown = Result<StoreOrderSnapshot, string>;

/**
 * Reads the parcels of an order of ours: with fulfillments a part may leave before the rest. The fulfillments feature is off by default and then answers 404 `rest_no_route` (plugin source): that is
 * remembered for an hour.
 */
function parcelReader(client: WooClient, settings: WooCommerceSettings) {
  let askAgainAt: Instant | null = null;
  return async (
    order: WooOrder,
    readBeganAt: Instant,
  ): Promise<Result<readonly StoreParcel[], ConnectorError>> => {
    const isOver = mapOrderStatus(order.status, settings.shippedStatuses) === 'cancelled';
    if (isOver || orderKey(order) === null) return ok([]);
    if (askAgainAt === null || readBeganAt >= askAgainAt) {
      const answer = await client.look({
        method: 'get',
        endpoint: `orders/${order.id}/fulfillments`,
        schema: z.array(wooFulfillment),
      });
      if (!answer.ok) return answer;
      if (answer.value.kind === 'found') {
        const parcels = mapFulfillments(order, answer.value.value, readBeganAt);
        if (parcels.length > 0) return ok(parcels);
      } else if (answer.value.code === 'rest_no_route') askAgainAt = plus(readBeganAt, noFulfillmentsForMs);
    }
    return ok(mapTrackingFields(order, readBeganAt));
  };
}

function noOrders(code: string): Result<never, ConnectorError> {
  return fail({ kind: 'permission' }, say('woocommerce.not-woocommerce'), `get orders: 404 ${code}`);
}

/** WooCommerce names the setter that refused: `order_item_product_invalid_tax_class` (plugin source, WC_Order_Item_Product). */
function isTaxClassRefused(error: ConnectorError): boolean {
  return error.kind === 'invalid-input' && error.detail.includes('invalid_tax_class');
}

function taxClassMissing(
  error: ConnectorError,
  settings: WooCommerceSettings,
): Result<never, ConnectorError> {
  const message = say('woocommerce.tax-class-missing', { taxClass: settings.untaxedClass });
  return fail({ kind: 'invalid-input' }, message, error.detail);
}
