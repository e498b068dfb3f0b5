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
  'connection.unknown-pool',
  'connection.own-master',
  'connection.channel-paused',
  'connection.store-paused',
  'listing.not-found',
  'listing.unreadable',
  'listing.stock-not-counted',
  'listing.mismatch',
  'listing.no-policy',
  'listing.no-variant',
  'listing.sku-too-long',
  'listing.not-appeared',
  'link.several-skus',
  'link.several-numbers',
  'link.contradiction',
  'link.other-store',
  'match.no-number',
  'match.none',
  'match.several',
  'match.same-number',
  'match.other-number',
  'match.unknown-catalogue-id',
  'price.none',
  'price.no-cost',
  'price.other-currency',
  'price.not-positive',
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
  'product.price-unreadable',
  'product.sale-price-unreadable',
  'product.cost-unreadable',
  'product.stock-unreadable',
  'product.title-cut',
  'product.barcode-unusable',
  'product.barcode-not-global',
  'stock.no-sku',
  'stock.duplicate-sku',
  'stock.below-zero',
  // activities
  'activity.connected',
  'activity.reconnected',
  'activity.reconnected-paused',
  'activity.paused',
  'activity.resumed',
  'activity.pool-created',
  'activity.pool-changed',
  'activity.pool-assigned',
  'activity.imported-products',
  'activity.stock-changed',
  'activity.listing-linked',
  'activity.listings-imported',
  'activity.listing-started',
  'activity.listing-matched',
  'activity.listing-submitted',
  'activity.listing-published',
  'activity.listing-stopped',
  'activity.listing-relisted',
  'activity.policy-assigned',
  'activity.price-changed',
  'activity.price-sent',
  'activity.price-confirmed',
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
