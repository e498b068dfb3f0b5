import type { OrderRefund } from '@quayside/core/domain/order-change';
import { moveMemoryMarketOrder, type MemoryMarket, type MemoryMarketOrder } from './memory-market.ts';

/** What of a line has left. */
function sentUnits(order: MemoryMarketOrder, lineId: string): number {
  return [...order.packages.values()]
    .flatMap(({ lines }) => lines)
    .filter(({ marketplaceLineId }) => marketplaceLineId === lineId)
    .reduce((units, { quantity }) => units + quantity, 0);
}

/**
 * Cancels units that have not left: by the buyer, or by the merchant under a key.
 *
 * @returns whether the market accepts it: there must be so many.
 */
export function cancelOnMemoryMarket(
  market: MemoryMarket,
  order: MemoryMarketOrder,
  units: readonly { readonly marketplaceLineId: string; readonly quantity: number }[] | null,
): boolean {
  const wanted =
    units ??
    order.lines.map(({ id, quantity, cancelled }) => ({
      marketplaceLineId: id,
      quantity: quantity - cancelled,
    }));
  const lines = wanted.map(({ marketplaceLineId, quantity }) => ({
    line: order.lines.find(({ id }) => id === marketplaceLineId),
    quantity,
  }));
  const isPossible = lines.every(
    ({ line, quantity }) =>
      line !== undefined && quantity <= line.quantity - line.cancelled - sentUnits(order, line.id),
  );
  if (!isPossible || order.status === 'shipped') return false;
  for (const { line, quantity } of lines) if (line !== undefined) line.cancelled += quantity;
  const isEmpty = order.lines.every(({ quantity, cancelled }) => quantity === cancelled);
  moveMemoryMarketOrder(market, order, isEmpty ? 'cancelled' : statusOf(order));
  return true;
}

/** Where an order stands by what has left of it. */
export function statusOf(order: MemoryMarketOrder): MemoryMarketOrder['status'] {
  if (order.packages.size === 0) return order.status;
  const isAllSent = order.lines.every(
    ({ id, quantity, cancelled }) => sentUnits(order, id) >= quantity - cancelled,
  );
  return isAllSent ? 'shipped' : 'partially-shipped';
}

/** Gives a buyer money back: by the market itself, or by the merchant under a key, once. */
export function refundOnMemoryMarket(
  market: MemoryMarket,
  order: MemoryMarketOrder,
  refund: Omit<OrderRefund, 'id'>,
): void {
  if (refund.key !== null && order.refunds.some(({ key }) => key === refund.key)) return;
  order.refunds = [...order.refunds, { ...refund, id: String(order.refunds.length + 1) }];
  moveMemoryMarketOrder(market, order, order.status);
}
