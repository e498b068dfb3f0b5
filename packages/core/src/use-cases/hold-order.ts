import type { Instant } from '../domain/instant.ts';
import type { Message } from '../domain/message.ts';
import { moveTo, type Order } from '../domain/order.ts';
import type { Scope } from './commit.ts';

/** The key of the issue that says why an order is held. */
export function heldIssueKey(order: Pick<Order, 'id'>): string {
  return `order/${order.id}/held`;
}

/**
 * Holds an order for a reason that the merchant must deal with: an issue, a line in the history if the reason is news, and nothing due.
 *
 * @param firstSentAt when its first creation was sent, if one of them had an unknown outcome.
 * @returns the order as it is to be saved.
 */
export async function holdOrder(
  scope: Scope,
  order: Order,
  reason: Message,
  firstSentAt: Instant | undefined,
): Promise<Order> {
  await scope.tx.issues.open({
    key: heldIssueKey(order),
    severity: 'error',
    connectionId: order.connectionId,
    message: reason,
    openedAt: scope.now,
  });
  const { placement } = order;
  const isNews = placement.state !== 'held' || placement.reason.code !== reason.code;
  if (isNews) await scope.note(order.connectionId, reason);
  const doubt = firstSentAt === undefined ? {} : { firstSentAt };
  return moveTo(order, { state: 'held', reason, ...doubt }, null);
}
