import { ok } from '@quayside/core/domain/result';
import type { Answer } from '@quayside/core/ports/connector';
import type { StoreOrderSnapshot } from '@quayside/core/domain/shipment';
import type { Instant } from '@quayside/core/domain/instant';
import type { ShopifyClient } from './client.ts';
import { OrderByKeyDocument, OrdersBySourceDocument } from './documents.gen.ts';
import { sourceIdentifierOf } from './order-mapper.ts';
import { readOrder } from './read-order.ts';
import { searchText } from './search-text.ts';

/**
 * Orders that carry the key, oldest first. The unique metafield is found at once; the second marker by the search of orders, which lags, and which would also show
 * an order whose metafield was not written.
 */
export async function findOrders(
  client: ShopifyClient,
  key: string,
  readBeganAt: Instant,
): Answer<readonly StoreOrderSnapshot[]> {
  const byKey = await client.call({ operation: 'read', document: OrderByKeyDocument, variables: { key } });
  if (!byKey.ok) return byKey;
  const source = sourceIdentifierOf(key);
  const bySource = await client.call({
    operation: 'read',
    document: OrdersBySourceDocument,
    variables: { query: `source_identifier:${searchText(source)}` },
  });
  if (!bySource.ok) return bySource;
  const ids = new Set(bySource.value.orders.nodes.map(({ id }) => id));
  if (byKey.value.orderByIdentifier !== null) ids.add(byKey.value.orderByIdentifier.id);
  const found: StoreOrderSnapshot[] = [];
  for (const id of ids) {
    const order = await readOrder(client, id, readBeganAt);
    if (!order.ok) return order;
    // A search may take more than what is asked for, and spell it otherwise.
    if (order.value?.key === key) found.push(order.value);
  }
  return ok(found.sort(byAge));
}

function byAge(one: StoreOrderSnapshot, other: StoreOrderSnapshot): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  // Of the same second: the shop counts its orders up.
  return Number(one.storeOrderId) - Number(other.storeOrderId);
}
