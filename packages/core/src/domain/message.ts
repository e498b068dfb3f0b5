/**
 * Something said to a merchant: a key of the message catalogues and its values. The sentence itself, in English and French, lives in the
 * catalogues of host-kit, or of the connector that says it (keys that start with the connector's id).
 */
export interface Message {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Every sentence that core itself can say. Host-kit's catalogues must cover exactly these. */
export const messageCodes = [
  // issues
  'connection.reconnect',
  'connection.invalid',
  'listing.not-found',
  'listing.stock-not-counted',
  'listing.mismatch',
  'order.held.unknown-sku',
  'order.held.store-refused',
  'order.held.no-store',
  'order.held.product-gone',
  'order.cancelled-after-placement',
  'order.duplicate-cancelled',
  'order.duplicate-not-cancelled',
  'order.cancelled-in-store',
  'order.unreadable',
  'product.unreadable',
  'shipment.no-tracking',
  'shipment.no-carrier',
  'stock.no-sku',
  'stock.duplicate-sku',
  // activities
  'activity.connected',
  'activity.reconnected',
  'activity.imported-products',
  'activity.stock-changed',
  'activity.listing-linked',
  'activity.quantity-sent',
  'activity.quantity-confirmed',
  'activity.order-imported',
  'activity.order-retried',
  'activity.order-released',
  'activity.order-sending',
  'activity.order-unconfirmed',
  'activity.order-placed',
  'activity.order-found',
  'activity.shipment-found',
  'activity.shipment-confirmed',
  'activity.retry-later',
] as const;

export type MessageCode = (typeof messageCodes)[number];

/** A sentence of core. */
export function say(code: MessageCode, values: Message['values'] = {}): Message {
  return { code, values };
}
