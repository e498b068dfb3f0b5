import type { Connection } from '../domain/connection.ts';
import { latest, type Instant } from '../domain/instant.ts';

/**
 * Decides what is known for certain once an order window has been read completely (ADR 0013).
 *
 * Windows go by the time of the last change. An order that changed after the end of a window and before it was read is in none of its pages, although it was
 * placed before that end: somebody paid just then. It is in the next window that reaches the end of that reading, and only then is the first one known to be
 * complete.
 */
export function planOrdersRead(
  { ordersImportedUntil, ordersRead }: Pick<Connection, 'ordersImportedUntil' | 'ordersRead'>,
  until: Instant,
  readAt: Instant,
): Pick<Connection, 'ordersImportedUntil' | 'ordersRead'> {
  if (ordersRead === null) return { ordersImportedUntil, ordersRead: { until, readAt } };
  if (until < ordersRead.readAt) return { ordersImportedUntil, ordersRead };
  return {
    ordersImportedUntil: latest(ordersImportedUntil, ordersRead.until),
    ordersRead: { until, readAt },
  };
}
