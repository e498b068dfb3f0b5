import { say, type Message } from '../domain/message.ts';
import type { Order } from '../domain/order.ts';
import type { OrderImportPolicy } from '../domain/order-import.ts';

export type PlacementPlan =
  | { readonly kind: 'close' }
  | { readonly kind: 'hold'; readonly reason: Message }
  | { readonly kind: 'await-payment' }
  /** The channel ships it, and has not yet. */
  | { readonly kind: 'await-channel' }
  | { readonly kind: 'place' };

/** What the store takes. */
export interface PlacementAbility {
  readonly takesPlainLines: boolean;
  readonly takesShipped: boolean;
}

/** Whether somebody else than the store has the goods, or had them: such an order never touches its stock. */
export function isShippedElsewhere(order: Pick<Order, 'status' | 'fulfillment'>): boolean {
  return order.fulfillment === 'channel' || order.status === 'shipped';
}

/**
 * Decides what an order that is not yet on its way into the store is waiting for.
 *
 * @param ability of the store that it is placed in; `null` while there is none.
 */
export function planPlacement(
  order: Pick<Order, 'status' | 'fulfillment' | 'lines' | 'marketplaceOrderId'>,
  policy: OrderImportPolicy,
  ability: PlacementAbility | null,
): PlacementPlan {
  const wanted = order.lines.filter((line) => line.quantity > 0);
  if (order.status === 'cancelled' || wanted.length === 0) return { kind: 'close' };
  if (isShippedElsewhere(order)) {
    const choice = order.fulfillment === 'channel' ? policy.channelFulfilled : policy.alreadyShipped;
    if (choice === 'leave-out') return { kind: 'close' };
    if (order.status !== 'shipped') return { kind: 'await-channel' };
    // The policy was chosen for another store: nothing is promised to anybody any more, so that it may be left out.
    if (ability?.takesShipped === false) return { kind: 'close' };
  }
  // Without a store nothing could be linked either.
  if (ability === null) {
    return { kind: 'hold', reason: say('order.held.no-store', { order: order.marketplaceOrderId }) };
  }
  const unknown = wanted.filter((line) => line.variantId === null).map((line) => line.channelSku);
  const isTakenPlain = policy.unmatchedLines === 'plain-line' && ability.takesPlainLines;
  if (unknown.length > 0 && !isTakenPlain) {
    const values = { order: order.marketplaceOrderId, skus: [...new Set(unknown)].join(', ') };
    return { kind: 'hold', reason: say('order.held.unknown-sku', values) };
  }
  return order.status === 'pending' ? { kind: 'await-payment' } : { kind: 'place' };
}
