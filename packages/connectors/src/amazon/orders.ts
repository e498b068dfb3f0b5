import { plus, type Instant } from '@quayside/core/domain/instant';
import type { OrderSnapshot } from '@quayside/core/domain/order';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { UnreadableItem } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import { readAs } from '../_kit/parse-json.ts';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import { amazonOrder, mapAmazonOrder, orderData } from './order-mapper.ts';
import type { AmazonSettings } from './settings.ts';

/** Older orders are not returned (Orders API 2026-01-01). */
const longestLookBackMs = 2 * 365 * 24 * 60 * 60 * 1_000;
const position = z.object({ token: z.string().min(1) });
const searchAnswer = z.object({
  orders: z.array(z.unknown()),
  pagination: z.object({ nextToken: z.string().nullish() }).nullish(),
});
const getAnswer = z.object({ order: z.unknown() });

/** The query of `searchOrders`; a page token is only good together with the same other parameters. */
export function searchQuery(
  marketplaceIds: readonly string[],
  from: Instant | null,
  until: Instant,
  paginationToken: string | undefined,
): Readonly<Record<string, string | readonly string[] | undefined>> {
  return {
    lastUpdatedAfter: from ?? plus(until, -longestLookBackMs),
    lastUpdatedBefore: until,
    marketplaceIds,
    maxResultsPerPage: '100',
    includedData: orderData,
    paginationToken,
  };
}

/** Orders of one seller (Orders API 2026-01-01). */
export function amazonOrders(
  client: AmazonClient,
  settings: Pick<AmazonSettings, 'marketplaceIds'>,
): ChannelConnector['orders'] {
  return {
    async changed({ from, until, pageToken }) {
      const place = pageToken === null ? null : unpackPageToken(pageToken, position);
      if (place === undefined) {
        const detail = 'searchOrders: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('amazon.reading-restarted'), detail);
      }
      const answer = await client.call({
        operation: 'searchOrders',
        method: 'GET',
        path: '/orders/2026-01-01/orders',
        query: searchQuery(settings.marketplaceIds, from, until, place?.token),
        schema: searchAnswer,
      });
      if (!answer.ok) return answer;
      const items: OrderSnapshot[] = [];
      const unreadable: UnreadableItem[] = [];
      for (const raw of answer.value.orders) {
        const order = readOrder(raw);
        if (order.ok) items.push(order.value);
        else unreadable.push({ id: idOf(raw), problem: order.error });
      }
      // Nothing promises an order within the page.
      items.sort((one, other) => (one.updatedAt < other.updatedAt ? -1 : 1));
      const token = answer.value.pagination?.nextToken;
      return ok({ items, unreadable, nextPageToken: token ? packPageToken({ token }) : null });
    },
    async read(id) {
      const answer = await client.call({
        operation: 'getOrder',
        method: 'GET',
        path: `/orders/2026-01-01/orders/${encodeURIComponent(id)}`,
        query: { includedData: orderData },
        schema: getAnswer,
      });
      if (!answer.ok) return answer.error.kind === 'not-found' ? ok(null) : answer;
      const order = readOrder(answer.value.order);
      if (!order.ok) return mapUnreadable('read', 'getOrder', order.error);
      // A notification may tell of a marketplace of the seller's that the merchant has not connected.
      return ok(settings.marketplaceIds.includes(order.value.marketplace) ? order.value : null);
    },
  };
}

/** Reads one raw `Order`. */
export function readOrder(raw: unknown): Result<OrderSnapshot, string> {
  const order = readAs(amazonOrder, raw);
  return order.ok ? mapAmazonOrder(order.value) : order;
}

function idOf(raw: unknown): string {
  const known = z.object({ orderId: z.string() }).safeParse(raw);
  return known.success ? known.data.orderId : 'unknown';
}
