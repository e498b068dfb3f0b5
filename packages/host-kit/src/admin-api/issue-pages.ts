import type { Connection } from '@quayside/core/domain/connection';
import type { OrderChangeId, OrderId } from '@quayside/core/domain/ids';
import { brandId } from '@quayside/core/domain/ids';
import type { Issue } from '@quayside/core/domain/issue';
import type { Transaction } from '@quayside/core/ports/storage';
import { inTurn } from './in-turn.ts';
import type { Call } from './operation.ts';
import { marketplaceOrderPage, storeOrderPage } from './platform-pages.ts';
import type { IssuePage } from './views.ts';

const aboutOrder = /^order\/([0-9a-f-]{36})\/(?:change\/([0-9a-f-]{36})$)?/;

/**
 * Where the merchant does what an issue of an order asks for, by the issue's key: in the shop what the shop must learn of a change, everything else on the
 * marketplace. Other issues have no page.
 */
export async function issuePages(
  call: Call,
  tx: Transaction,
  issues: readonly Issue[],
  connections: readonly Connection[],
): Promise<ReadonlyMap<string, IssuePage>> {
  const pages = await inTurn(issues, async ({ key }): Promise<readonly [string, IssuePage][]> => {
    const [, orderId, changeId] = aboutOrder.exec(key) ?? [];
    if (orderId === undefined) return [];
    const order = await tx.searches.order(brandId<OrderId>(orderId));
    if (order === undefined) return [];
    const change =
      changeId === undefined ? undefined : await tx.orderChanges.get(brandId<OrderChangeId>(changeId));
    const at = change?.to ?? 'channel';
    const connectionId = at === 'store' ? order.storeConnectionId : order.connectionId;
    const connection = connections.find(({ id }) => id === connectionId);
    const url =
      at === 'store'
        ? storeOrderPage(call, connection, order)
        : marketplaceOrderPage(call, connection, order);
    return url === null ? [] : [[key, { at, url }]];
  });
  return new Map(pages.flat());
}
