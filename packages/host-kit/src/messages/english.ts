import type { MessageCode } from '@quayside/core/domain/message';

/** Every sentence of core, in English. ICU message syntax. An issue says what happened and what to do. */
export const english: Readonly<Record<MessageCode, string>> = {
  'connection.reconnect':
    '{connection} refuses our access. Nothing is lost: its work waits. Reconnect it under Channels to go on.',
  'connection.invalid':
    'These connection details are not complete or not in the right form ({fields}). Correct them and try again.',
  'listing.not-found':
    'The listing {sku} is not on {marketplace} any more, so its stock is not sent. Create it there again, or remove the link.',
  'listing.stock-not-counted':
    'The shop does not count the stock of {sku} by itself, so nothing is offered. Let the shop count it, or enter a quantity for this listing.',
  'listing.mismatch': '{sku} showed {shown} instead of {wanted}, seen twice. It is sent again.',
  'order.held.unknown-sku':
    'Order {order} is held: no product is linked to {skus}. Link it under Listings; the order is then placed by itself.',
  'order.held.store-refused':
    'Order {order} is held: the shop refused to create it ({detail}). Mend that in the shop, then retry the order.',
  'order.held.no-store':
    'Order {order} is held: there is no shop to place it in. Connect your shop; then retry the order.',
  'order.held.product-gone':
    'Order {order} is held: the shop no longer has the product of {skus}. Put it back in the shop and retry the order, or enter the order in the shop by hand.',
  'order.cancelled-after-placement':
    'Order {order} was cancelled on the marketplace after it was created in the shop as {storeOrder}. Do not ship it: cancel it in the shop.',
  'order.duplicate-cancelled':
    'The shop had a second order for {order}: {storeOrder} was cancelled and its units put back. Nothing more to do.',
  'order.duplicate-not-cancelled':
    'The shop has a second order for {order}: {storeOrder} could not be cancelled. Cancel it in the shop, and do not ship it.',
  'order.cancelled-in-store':
    'Shop order {storeOrder} was cancelled in the shop. Cancel order {order} on the marketplace as well, or the buyer goes on waiting.',
  'order.unreadable':
    'Order {id} came in a form that could not be read ({problem}). Look at it on the marketplace and enter it in the shop by hand; please report it to us.',
  'product.unreadable':
    'Product {id} came in a form that could not be read ({problem}). Check it in the shop; it is left out until then.',
  'shipment.no-tracking':
    'Shop order {storeOrder} is shipped without a tracking number, so {order} cannot be confirmed. Add the tracking number in the shop.',
  'shipment.no-carrier':
    'Shop order {storeOrder} has a tracking number but no carrier, so {order} cannot be confirmed. Add the carrier in the shop.',
  'stock.no-sku': '{product} has no SKU in the shop, so it cannot be sold on a channel. Give it a SKU.',
  'stock.duplicate-sku':
    'Several products of the shop share the SKU {sku}: {products}. Give each its own, or the wrong one may be sold.',
  'activity.connected': '{connection} is connected.',
  'activity.reconnected': '{connection} is connected again; its waiting work goes on.',
  'activity.imported-products':
    '{store}: {variants, plural, one {# variant} other {# variants}} read from the catalogue.',
  'activity.stock-changed': '{product}: stock {before} → {after} in the shop.',
  'activity.listing-linked': 'Listing {sku} is linked to {product}.',
  'activity.quantity-sent': '{sku}: quantity {quantity} accepted by the channel.',
  'activity.quantity-confirmed': '{sku}: the channel shows {quantity}, as it should.',
  'activity.order-imported':
    'Order {order} imported ({units, plural, one {# unit} other {# units}}): its stock is reserved.',
  'activity.order-retried': 'Order {order} is tried again.',
  'activity.order-released':
    'Order {order} was cancelled before it reached the shop: its stock is free again.',
  'activity.order-sending': 'Order {order} is being created in the shop.',
  'activity.order-unconfirmed':
    'Order {order}: the shop did not answer clearly. We look for it there before anything is sent again.',
  'activity.order-placed': 'Order {order} is in the shop as {storeOrder}.',
  'activity.order-found':
    'Order {order} was found in the shop as {storeOrder}: it had been created after all. Nothing is sent twice.',
  'activity.shipment-found': 'Order {order} has left with {carrier}, tracking {tracking}.',
  'activity.shipment-confirmed': 'The channel knows that {order} is on its way ({tracking}).',
  'activity.retry-later':
    'Order {order}: the shop asked us to wait. Next try in {seconds, plural, one {# second} other {# seconds}}.',
};
