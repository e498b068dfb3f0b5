import { say, type Message } from '../domain/message.ts';
import { formatAmount, sum } from '../domain/money.ts';
import type { OrderChange } from '../domain/order-change.ts';
import type { Order } from '../domain/order.ts';
import type { Scope } from './commit.ts';

function issueKey({ id, orderId }: Pick<OrderChange, 'id' | 'orderId'>): string {
  return `order/${orderId}/change/${id}`;
}

/**
 * Tells the merchant what to do on the side that the engine does not, or could not, tell.
 *
 * @param unable the name of a channel that takes no such change from anybody but the merchant.
 */
export async function openByHand(
  scope: Scope,
  order: Order,
  change: OrderChange,
  unable: string | null = null,
): Promise<void> {
  await scope.tx.issues.open({
    key: issueKey(change),
    severity: 'error',
    connectionId: order.connectionId,
    message: inWords(order, change, unable),
    openedAt: scope.now,
  });
}

export async function clearByHand(scope: Scope, change: OrderChange): Promise<void> {
  await scope.tx.issues.clear(issueKey(change));
}

function inWords(order: Order, change: OrderChange, channel: string | null): Message {
  const { placement, lines } = order;
  const storeOrder = placement.state === 'placed' ? placement.storeOrderNumber : '';
  const values = { order: order.marketplaceOrderId, storeOrder };
  if (change.lines === null) {
    if (change.to === 'store') return say('order.cancelled-after-placement', values);
    return channel === null
      ? say('order.cancelled-in-store', values)
      : say('order.cancel-by-hand', { ...values, channel });
  }
  if (change.kind === 'refund') {
    const parts = [...change.lines.map(({ total }) => total), ...(change.shipping ? [change.shipping] : [])];
    const amount = `${formatAmount(sum(parts, order.currency))} ${order.currency}`;
    if (change.to === 'store') return say('order.refunded-on-channel', { ...values, amount });
    return channel === null
      ? say('order.refunded-in-store', { ...values, amount })
      : say('order.refund-by-hand', { ...values, amount, channel });
  }
  const what = change.lines
    .map(({ marketplaceLineId, quantity }) => {
      const line = lines.find((each) => each.marketplaceLineId === marketplaceLineId);
      return `${quantity} × ${line?.channelSku ?? marketplaceLineId}`;
    })
    .join(', ');
  if (change.to === 'store') return say('order.reduced-on-channel', { ...values, what });
  return channel === null
    ? say('order.reduced-in-store', { ...values, what })
    : say('order.reduce-by-hand', { ...values, what, channel });
}
