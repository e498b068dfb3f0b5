import { say, type Message } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';

export type PlacementPlan =
  | { readonly kind: 'close' }
  | { readonly kind: 'hold'; readonly reason: Message }
  | { readonly kind: 'await-payment' }
  | { readonly kind: 'place' };

/** Decides what an order that is not yet on its way into the store is waiting for. */
export function planPlacement(
  order: Pick<Order, 'status' | 'fulfillment' | 'lines' | 'storeConnectionId' | 'marketplaceOrderId'>,
): PlacementPlan {
  const wanted = order.lines.filter((line) => line.quantity > 0);
  const isOver = order.status === 'cancelled' || order.status === 'shipped' || wanted.length === 0;
  if (order.fulfillment === 'channel' || isOver) return { kind: 'close' };
  // Without a store nothing could be linked either.
  if (order.storeConnectionId === null) {
    return { kind: 'hold', reason: say('order.held.no-store', { order: order.marketplaceOrderId }) };
  }
  const unknown = wanted.filter((line) => line.variantId === null).map((line) => line.channelSku);
  if (unknown.length > 0) {
    const values = { order: order.marketplaceOrderId, skus: [...new Set(unknown)].join(', ') };
    return { kind: 'hold', reason: say('order.held.unknown-sku', values) };
  }
  return order.status === 'pending' ? { kind: 'await-payment' } : { kind: 'place' };
}
