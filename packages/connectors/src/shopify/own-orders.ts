import type { MarketplaceOrderId } from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import type { OrderSnapshot } from '@quayside/core/domain/order';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { Answer, ConnectorContext, Page, UnreadableItem } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import type { ShopifyClient } from './client.ts';
import {
  OwnOrderDocument,
  OwnOrderLinesDocument,
  OwnOrderPageDocument,
  type OwnOrderPageQuery,
} from './documents.gen.ts';
import { mapUnreadable, say } from './errors.ts';
import { globalId } from './global-id.ts';
import { orderKey } from './order-mapper.ts';
import { mapOwnOrder, ownOrderId, ownOrderNumber, type WholeOrder } from './own-order-mapper.ts';
import { readOn } from './read-on.ts';
import { readRefundParts } from './read-refunds.ts';
import { timeQuery } from './time-query.ts';

const position = z.object({ ownOrders: z.string() });

type Shown = OwnOrderPageQuery['orders']['edges'][number]['node'];

/**
 * Orders that were bought in a shop. What we placed in it under a key is an order of somewhere else.
 *
 * @param shop its own address.
 */
export function ownOrders(
  client: ShopifyClient,
  context: ConnectorContext,
  shop: string,
): ChannelConnector['orders'] {
  const ask = askForBuyers(context);

  /** @returns the order, or what could not be read of it. */
  async function show(order: Shown, currencyCode: string): Answer<Result<OrderSnapshot, string>> {
    const currency = parseCurrency(currencyCode);
    if (currency === undefined) return ok(err('shop.currencyCode (not ISO 4217)'));
    const whole = await readWhole(client, order);
    return whole.ok ? ok(mapOwnOrder(whole.value, shop, currency)) : whole;
  }

  return {
    async changed(window) {
      const at = window.pageToken === null ? null : unpackPageToken(window.pageToken, position);
      if (at === undefined) {
        const detail = 'OwnOrderPage: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('shopify.reading-restarted'), detail);
      }
      const variables = { query: timeQuery(window), after: at?.ownOrders ?? null };
      const answer = await ask((withBuyer) =>
        client.call({
          operation: 'page',
          document: OwnOrderPageDocument,
          variables: { ...variables, withBuyer },
        }),
      );
      if (!answer.ok) return answer;
      const { edges, pageInfo } = answer.value.orders;
      const items: OrderSnapshot[] = [];
      const unreadable: UnreadableItem[] = [];
      const page = (after: string | null): Page<OrderSnapshot> => ({
        items,
        unreadable,
        nextPageToken: after === null ? null : packPageToken({ ownOrders: after }),
      });
      let done: string | null = null;
      for (const { cursor, node } of edges) {
        if (orderKey(node) === null) {
          const shown = await show(node, answer.value.shop.currencyCode);
          // What is finished is a page of its own; the next one begins with the rest.
          if (!shown.ok) return done === null ? shown : ok(page(done));
          if (shown.value.ok) items.push(shown.value.value);
          else unreadable.push({ id: ownOrderId(shop, node.id), problem: shown.value.error });
        }
        done = cursor;
      }
      return ok(page(pageInfo.hasNextPage ? done : null));
    },
    async read(id: MarketplaceOrderId) {
      const number = ownOrderNumber(shop, id);
      if (number === null) return ok(null);
      const answer = await ask((withBuyer) =>
        client.call({
          operation: 'read',
          document: OwnOrderDocument,
          variables: { id: globalId('Order', number), withBuyer },
        }),
      );
      if (!answer.ok) return answer;
      const { order } = answer.value;
      if (order === null || orderKey(order) !== null) return ok(null);
      const shown = await show(order, answer.value.shop.currencyCode);
      if (!shown.ok) return shown;
      if (shown.value.ok) return shown.value;
      return mapUnreadable({ operation: 'OwnOrder', effect: 'read' }, shown.value.error);
    },
  };
}

/**
 * Buyers are asked for with the orders. An application without Shopify's approval is refused them (README, Access): then orders are read without, by this opened
 * connector from now on.
 */
function askForBuyers(context: ConnectorContext) {
  let withBuyer = true;
  return async <Data>(call: (withBuyer: boolean) => Answer<Data>): Answer<Data> => {
    const answer = await call(withBuyer);
    if (answer.ok || !withBuyer || answer.error.kind !== 'permission') return answer;
    const without = await call(false);
    if (without.ok) {
      withBuyer = false;
      context.log.warn('buyers-not-shown', { connector: 'shopify', reason: answer.error.detail });
    }
    return without;
  };
}

/** All lines of an order, and what is in its refunds. */
async function readWhole(client: ShopifyClient, order: Shown): Answer<WholeOrder> {
  const lines = await readOn(order.lineItems, async (after) => {
    const variables = { id: order.id, after };
    const part = await client.call({ operation: 'read', document: OwnOrderLinesDocument, variables });
    return part.ok ? ok(part.value.order?.lineItems ?? null) : part;
  });
  if (!lines.ok) return lines;
  const refunds: WholeOrder['refunds'][number][] = [];
  for (const { id } of order.refunds) {
    const parts = await readRefundParts(client, id);
    if (!parts.ok) return parts;
    if (parts.value !== null) refunds.push({ id, ...parts.value });
  }
  return ok({ facts: order, lines: lines.value, refunds });
}
