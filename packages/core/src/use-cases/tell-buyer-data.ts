import type { ConnectionKey, StoreOrderId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';

/**
 * A buyer has asked the shop what is kept about them, and the shop's platform passes it on: the history says which of these store orders hold their data. The data
 * itself is not repeated there.
 *
 * @returns the marketplace's numbers of those orders.
 */
export async function tellBuyerData(
  engine: Engine,
  { workspaceId, connectionId }: ConnectionKey,
  storeOrderIds: readonly StoreOrderId[],
): Promise<readonly string[]> {
  return commit(engine, workspaceId, async (scope) => {
    const numbers: string[] = [];
    for (const id of storeOrderIds) {
      const order = await scope.tx.orders.byStoreOrderId(connectionId, id);
      if (order !== undefined && order.buyer !== null) numbers.push(order.marketplaceOrderId);
    }
    const orders = numbers.length === 0 ? '-' : numbers.join(', ');
    await scope.note(connectionId, say('activity.buyer-data-requested', { count: numbers.length, orders }));
    return numbers;
  });
}
