import { say, type Message } from '../domain/message.ts';
import { formatAmount, sum } from '../domain/money.ts';
import type { OrderChange } from '../domain/order-change.ts';
import type { Order } from '../domain/order.ts';
import type { Scope } from './commit.ts';

function issueKey({ id, orderId }: Pick<OrderChange, 'id' | 'orderId'>): string {
  return `order/${orderId}/change/${id}`;
}

/** Tells the merchant what to do on the side that the engine does not, or could not, tell. */
export async function openByHand(scope: Scope, order: Order, change: OrderChange): Promise<void> {
  await scope.tx.issues.open({
    key: issueKey(change),
    severity: 'error',
    connectionId: order.connectionId,
    message: inWords(order, change),
    openedAt: scope.now,
  });
}

export async function clearByHand(scope: Scope, change: OrderChange): Promise<void> {
  await scope.tx.issues.clear(issueKey(change));
}

function inWords(order: Order, change: OrderChange): Message {
  const { placement, lines } = order;
  const storeOrder = placement.state === 'placed' ? placement.storeOrderNumber : '';
  const values = { order: order.marketplaceOrderId, storeOrder };
  if (change.lines === null) {
    return change.to === 'store'
      ? say('order.cancelled-after-placement', values)
      : say('order.cancelled-in-store', values);
  }
  if (change.kind === 'refund') {
    const parts = [...change.lines.map(({ total }) => total), ...(change.shipping ? [change.shipping] : [])];
    const amount = `${formatAmount(sum(parts, order.currency))} ${order.currency}`;
    return change.to === 'store'
      ? say('order.refunded-on-channel', { ...values, amount })
      : say('order.refunded-in-store', { ...values, amount });
  }
  const what = change.lines
    .map(({ marketplaceLineId, quantity }) => {
      const line = lines.find((each) => each.marketplaceLineId === marketplaceLineId);
      return `${quantity} × ${line?.channelSku ?? marketplaceLineId}`;
    })
    .join(', ');
  return change.to === 'store'
    ? say('order.reduced-on-channel', { ...values, what })
    : say('order.reduced-in-store', { ...values, what });
}
