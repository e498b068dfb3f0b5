import { latest, plus, type Instant } from '../domain/instant.ts';
import type { OrderSnapshot } from '../domain/order.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** What the strictest platform known allows (ADR 0018). */
const keptAfterDeliveryMs = 30 * dayMs;
/** How long a parcel is taken to travel when nobody says. */
const travelMs = 14 * dayMs;

/**
 * When the buyer's data of an order is to be forgotten: 30 days after its delivery, which is the channel's latest estimate, else 14 days after it was shipped. A
 * cancelled order is never delivered: 30 days after that. `null` while an order waits to be shipped and nobody says when it arrives.
 */
export function forgetBuyerAt(
  order: Pick<OrderSnapshot, 'status' | 'deliverBy' | 'updatedAt'>,
  lastShippedAt: Instant | null,
): Instant | null {
  if (order.status === 'cancelled') return plus(order.updatedAt, keptAfterDeliveryMs);
  const shippedAt = lastShippedAt ?? (order.status === 'shipped' ? order.updatedAt : null);
  if (order.deliverBy !== null) {
    // A parcel that left after its own estimate has not arrived by it.
    const delivered = shippedAt === null ? order.deliverBy : latest(order.deliverBy, shippedAt);
    return plus(delivered, keptAfterDeliveryMs);
  }
  return shippedAt === null ? null : plus(shippedAt, travelMs + keptAfterDeliveryMs);
}
