import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Instant } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type { StoreOrderSnapshot, StoreParcel } from '@quayside/core/domain/shipment';
import type { Answer } from '@quayside/core/ports/connector';
import type { ShopifyClient } from './client.ts';
import {
  FulfillmentLinesDocument,
  OrderDocument,
  OrderLinesDocument,
  type LineListFragment,
  type OrderQuery,
  type PackedListFragment,
} from './documents.gen.ts';
import { hasLeft, mapOrder, mapParcel } from './order-mapper.ts';
import { readOn } from './read-on.ts';
import { isOurs, readRefunds } from './read-refunds.ts';

/** One order with all of its lines, parcels and refunds; `null` when the shop has none under this global id. */
export async function readOrder(
  client: ShopifyClient,
  id: string,
  readBeganAt: Instant,
): Answer<StoreOrderSnapshot | null> {
  const answer = await client.call({ operation: 'read', document: OrderDocument, variables: { id } });
  if (!answer.ok) return answer;
  const { order } = answer.value;
  if (order === null) return ok(null);
  const lines = await readLines(client, id, order.lineItems);
  if (!lines.ok) return lines;
  const parcels = await readParcels(client, order.fulfillments, lines.value);
  if (!parcels.ok) return parcels;
  // Cancelling writes a refund of all units, which says the same once more.
  const isOver = order.cancelledAt !== null;
  const refunds = await readRefunds(client, isOver ? order.refunds.filter(isOurs) : order.refunds);
  if (!refunds.ok) return refunds;
  const extra = { parcels: parcels.value, refunds: refunds.value };
  return ok(mapOrder(order, lines.value, extra, readBeganAt));
}

/** All lines of an order, beginning with those that are there. */
export function readLines(
  client: ShopifyClient,
  id: string,
  first: LineListFragment,
): Promise<Result<LineListFragment['nodes'], ConnectorError>> {
  return readOn(first, async (after) => {
    const variables = { id, after };
    const part = await client.call({ operation: 'read', document: OrderLinesDocument, variables });
    return part.ok ? ok(part.value.order?.lineItems ?? null) : part;
  });
}

async function readParcels(
  client: ShopifyClient,
  fulfillments: NonNullable<OrderQuery['order']>['fulfillments'],
  lines: LineListFragment['nodes'],
): Promise<Result<readonly StoreParcel[], ConnectorError>> {
  const parcels: StoreParcel[] = [];
  for (const fulfillment of fulfillments.filter(hasLeft)) {
    const packed = await readPacked(client, fulfillment);
    if (!packed.ok) return packed;
    parcels.push(mapParcel(fulfillment, packed.value, lines));
  }
  return ok(parcels);
}

/** All that a parcel holds, beginning with what is there. */
export function readPacked(
  client: ShopifyClient,
  { id, fulfillmentLineItems }: { readonly id: string; readonly fulfillmentLineItems: PackedListFragment },
): Promise<Result<PackedListFragment['nodes'], ConnectorError>> {
  return readOn(fulfillmentLineItems, async (after) => {
    const variables = { id, after };
    const part = await client.call({ operation: 'read', document: FulfillmentLinesDocument, variables });
    return part.ok ? ok(part.value.fulfillment?.fulfillmentLineItems ?? null) : part;
  });
}
