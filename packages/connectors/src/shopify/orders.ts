import { ok } from '@quayside/core/domain/result';
import type { StoreOrderSnapshot } from '@quayside/core/domain/shipment';
import type { Answer, ConnectorContext, Page } from '@quayside/core/ports/connector';
import type { StoreConnector } from '@quayside/core/ports/store-connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import { cancelOrder } from './cancel-order.ts';
import type { ShopifyClient } from './client.ts';
import { OrderPageDocument, type OrderPageQuery } from './documents.gen.ts';
import { enterRefund } from './enter-refund.ts';
import { mapUnreadable, say } from './errors.ts';
import { findOrders } from './find-orders.ts';
import { globalId, isNumber } from './global-id.ts';
import { mapOrder, orderKey } from './order-mapper.ts';
import { keyDefinition, placeOrder } from './place-order.ts';
import { readLines, readOrder } from './read-order.ts';
import { timeQuery } from './time-query.ts';

const position = z.object({ orders: z.string() });
const nothingElse = { parcels: [], refunds: [] };

/** Store orders: placing, finding again, cancelling, refunds, and what has shipped. */
export function shopifyOrders(client: ShopifyClient, context: ConnectorContext): StoreConnector['orders'] {
  const ensureKey = keyDefinition(client);

  /** An order of the shop's own is nothing that anybody follows: neither its parcels nor its refunds are read. */
  async function show(
    order: OrderPageQuery['orders']['edges'][number]['node'],
    readBeganAt: StoreOrderSnapshot['readBeganAt'],
  ): Answer<StoreOrderSnapshot | null> {
    if (orderKey(order) !== null) return readOrder(client, order.id, readBeganAt);
    const lines = await readLines(client, order.id, order.lineItems);
    return lines.ok ? ok(mapOrder(order, lines.value, nothingElse, readBeganAt)) : lines;
  }

  return {
    async find(key) {
      const readBeganAt = context.clock.now();
      // Without the definition there is nothing to look in, and Shopify refuses the look-up.
      const defined = await ensureKey();
      return defined.ok ? findOrders(client, key, readBeganAt) : defined;
    },
    async create(request) {
      const readBeganAt = context.clock.now();
      const defined = await ensureKey();
      if (!defined.ok) return defined;
      const placed = await placeOrder(client, context, request);
      if (!placed.ok) return placed;
      if (placed.value.kind === 'created') {
        const lines = request.lines.flatMap(({ item, quantity }) =>
          item === null ? [] : [{ storeVariantId: item.storeVariantId, quantity }],
        );
        return ok({ ...mapOrder(placed.value.order, [], nothingElse, readBeganAt), key: request.key, lines });
      }
      const found = await findOrders(client, request.key, readBeganAt);
      if (!found.ok) return found;
      const [first] = found.value;
      if (first !== undefined) return ok(first);
      return mapUnreadable({ operation: 'CreateOrder', effect: 'write' }, 'the key is taken, by no order');
    },
    cancel: (id) => cancelOrder(client, id),
    refund: (request) => enterRefund(client, context, request),
    async read(id) {
      if (!isNumber(id)) return ok(null);
      return readOrder(client, globalId('Order', id), context.clock.now());
    },
    async changed(window) {
      const at = window.pageToken === null ? null : unpackPageToken(window.pageToken, position);
      if (at === undefined) {
        const detail = 'OrderPage: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('shopify.reading-restarted'), detail);
      }
      const readBeganAt = context.clock.now();
      const answer = await client.call({
        operation: 'page',
        document: OrderPageDocument,
        variables: { query: timeQuery(window), after: at?.orders ?? null },
      });
      if (!answer.ok) return answer;
      const { edges, pageInfo } = answer.value.orders;
      const items: StoreOrderSnapshot[] = [];
      const page = (after: string | null): Page<StoreOrderSnapshot> => ({
        items,
        unreadable: [],
        nextPageToken: after === null ? null : packPageToken({ orders: after }),
      });
      let done: string | null = null;
      for (const { cursor, node } of edges) {
        const shown = await show(node, readBeganAt);
        if (!shown.ok) return done === null ? shown : ok(page(done));
        // `null`: it was deleted while the page was read.
        if (shown.value !== null) items.push(shown.value);
        done = cursor;
      }
      return ok(page(pageInfo.hasNextPage ? done : null));
    },
  };
}
