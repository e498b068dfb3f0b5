import type { MessageCode } from '@quayside/core/domain/message';

/** Every sentence of core, in English. ICU message syntax. An issue says what happened and what to do. */
export const english: Readonly<Record<MessageCode, string>> = {
  'connection.reconnect':
    '{connection} refuses our access. Nothing is lost: its work waits. Reconnect it under Channels to go on.',
  'connection.invalid':
    'These connection details are not complete or not in the right form ({fields}). Correct them and try again.',
  'connection.unknown': 'This connection is not there any more. Go back to Channels and choose another one.',
  'connection.app-removed':
    '{connection} no longer has the app, so nothing is read from it or placed in it. Install the app there again; everything that waited then goes on.',
  'connection.authorization-ends':
    '{connection}: your authorisation of Quayside ends in {days, plural, one {# day} other {# days}}. Renew it under Channels > Reconnect; nothing stops meanwhile.',
  'connection.authorization-ends-soon':
    '{connection}: your authorisation of Quayside ends {days, plural, =0 {today} one {in # day} other {in # days}}, and then the account stands still: no orders come in, and no stock goes out. Renew it under Channels > Reconnect.',
  'consent.not-offered':
    'This installation is not registered with that platform, so consent cannot be given there. Ask whoever runs it to register it.',
  'consent.unknown':
    'This authorisation is no longer open: it was used already, or it took more than ten minutes. Start it again under Channels.',
  'consent.unknown-start':
    'This is not the address at which the marketplace’s app store sent you to Quayside. Copy the whole address of that page, or leave the field empty and begin here.',
  'consent.not-granted':
    'The platform has not answered yet. Finish the authorisation in its own window, then try again.',
  'connection.unknown-pool':
    'This stock pool is no longer there. Choose another one under Settings and connect again.',
  'connection.own-master':
    '{connection} is the shop whose stock {pool} sells: its own orders would come back to it without end. Connect it to the pool of another shop, or not at all.',
  'connection.channel-paused':
    '{connection} is paused: its orders are not imported, and quantities and prices there stay as they are. What sells there meanwhile is not taken from your stock, so other channels may sell the same units. Resume it under Channels to go on.',
  'connection.store-paused':
    '{connection} is paused: its stock and prices are not read, and no orders are placed in it. Channels go on selling by the last count. Resume it under Channels to go on.',
  'listing.not-found':
    'The listing {sku} is not on {marketplace} any more, so its stock is not sent. Create it there again, or remove the link.',
  'listing.unreadable':
    'Listing {id} came in a form that could not be read ({problem}). Look at it on the marketplace; it is left out until it can be read, and please report it to us.',
  'listing.stock-not-counted':
    'The shop does not count the stock of {sku} by itself, so nothing is offered. Let the shop count it, or enter a quantity for this listing or in its selling policy.',
  'listing.mismatch': '{sku} showed {shown} instead of {wanted}, seen twice. It is sent again.',
  'listing.no-policy':
    '{sku} is not listed yet: {account} has no selling policy, so there is no price. Create one under Policies and assign it to {account}; the listing then goes on by itself.',
  'listing.no-variant':
    '{sku} is not listed on {account}: the shop no longer has the product. Put it back in the shop, or stop this listing.',
  'listing.sku-too-long':
    '{sku} is not listed on {account}: the SKU is longer than {longest} characters, which is all the marketplace takes. Shorten it in the shop, or list it again under another SKU.',
  'listing.not-appeared':
    'The marketplace accepted {sku}, but has not shown it for {minutes, plural, one {# minute} other {# minutes}}. Look for it in your seller account; if it is not there, relist it.',
  'submission.lost':
    'Nobody can tell what became of new offers that were sent to the marketplace together. Quayside looks for each of them, and sends those again that are not there; nothing to do.',
  'link.several-skus':
    'Several products of the shop have the SKU of listing {sku}: {products}. Give each its own SKU, or link the listing by hand.',
  'link.several-numbers':
    'Several products of the shop have the barcode of listing {sku}: {products}. Correct the barcodes, or link the listing by hand.',
  'link.contradiction':
    'Listing {sku} has the SKU of {product} but the barcode of {other}. Check which one it sells, and link it by hand.',
  'link.other-store':
    'Listing {sku} is linked to a product of another shop than {account} sells from, so nothing is offered. Link it by hand, or give the product the same SKU in the shop that {account} sells from.',
  'match.no-number':
    '{sku} has no usable barcode, so it cannot be found in the marketplace’s catalogue. Enter the barcode in the shop, or name the catalogue id by hand.',
  'match.none':
    'The marketplace’s catalogue has nothing with barcode {gtin} of {sku}. Check the barcode in the shop, or name the catalogue id by hand.',
  'match.several':
    'The marketplace’s catalogue has {count, plural, one {# product} other {# products}} with barcode {gtin} of {sku}. Choose the right one under Matching.',
  'match.same-number': 'Same barcode {gtin}.',
  'match.other-number':
    '{catalogueId} has another barcode ({has}) than {sku} in your shop ({gtin}). Check that it is the same product, then choose it under Matching or name another one.',
  'match.unknown-catalogue-id':
    'The marketplace’s catalogue has no {catalogueId}, which was named for {sku}. Check it and name the right one.',
  'match.proposed':
    '{sku}: {count, plural, one {# product} other {# products}} of the marketplace’s catalogue may be it. Choose the right one under Matching, or reject what it is not.',
  'match.same-family':
    'One family with {count, plural, one {# of your variants} other {# of your variants}}.',
  'match.same-part-number': 'Same brand and same part number: {brand} {code}.',
  'match.same-model': 'Same model number {code}.',
  'match.same-brand': 'Same brand: {brand}.',
  'match.same-words': 'Both say: {words}.',
  'match.near-price': 'Nearly the same price: {ours}, there {theirs}.',
  'match.other-brand': 'Another brand: {ours}, there {theirs}.',
  'match.only-ours': 'Only yours says: {words}.',
  'match.only-theirs': 'Only theirs says: {words}.',
  'match.far-price': 'Prices far apart: {ours}, there {theirs}.',
  'match.conflict-model': 'Another model number: {ours} against {theirs}.',
  'match.conflict-pack': 'Pack of {ours} against pack of {theirs}.',
  'match.conflict-measure': 'Another size or capacity: {ours} against {theirs}.',
  'match.conflict-colour': 'Another colour: {ours} against {theirs}.',
  'match.conflict-size': 'Another size: {ours} against {theirs}.',
  'match.conflict-material': 'Another material: {ours} against {theirs}.',
  'match.conflict-edition': 'Another edition: {ours} against {theirs}.',
  'match.conflict-generation': 'Another version or year: {ours} against {theirs}.',
  'match.conflict-audience': 'For others: {ours} against {theirs}.',
  'match.conflict-purpose': 'Made for something else: {ours} against {theirs}.',
  'match.conflict-sale': 'Sold in another way: {ours} against {theirs}.',
  'price.none':
    '{product} ({sku}) has no price in the shop that can be read, so no price is sent. Give it a regular price in the shop.',
  'price.no-cost':
    '{product} ({sku}) has no cost in the shop, and the selling policy counts from it, so no price is sent. Enter the cost, or let the policy count from the price.',
  'price.not-positive':
    'The selling policy makes {price} of the price of {product} ({sku}), so no price is sent. Change the policy or the price in the shop.',
  'price.no-attribute':
    '{product} ({sku}) has no “{attribute}” in the shop, and its selling policy counts with it, so no price is sent. Enter it in the shop, or let the policy count without it.',
  'price.attribute-unreadable':
    '“{attribute}” of {product} ({sku}) is no plain number in the shop, and its selling policy counts with it, so no price is sent. Write it like 12.50 in the shop, or let the policy count without it.',
  'price.no-rate':
    '{product} ({sku}) is counted in {has} and sold in {wants}, and its selling policy has no rate from {has} to {wants}, so no price is sent. Enter the rate in the policy.',
  'price.old-rate':
    'The rate from {has} to {wants} in the selling policy of {product} ({sku}) is of {date}, which is too old, so no price is sent. Enter the rate of today in the policy, or let rates serve longer there.',
  'price.no-fees':
    'No row of the table of fees in the selling policy fits {product} ({sku}), so its margin is not known and no price is sent. Add a row that fits it, or one for everything at the end.',
  'price.no-fee-estimate':
    'What the marketplace takes of a sale of {product} ({sku}) is not known yet, so its margin is not known and no price is sent. Quayside asks the marketplace and goes on by itself; if this stays for a day, add a row that fits it to the table of fees in the selling policy.',
  'price.floor-no-cost':
    '{product} ({sku}) has no cost in the shop, and its selling policy wants a margin, so no price is sent. Enter the cost in the shop, or take the margin out of the policy.',
  'price.floor-impossible':
    'No price of {product} ({sku}) leaves the margin that its selling policy wants: fees, VAT and margin together take all of it. No price is sent. Want less margin in the policy, or correct its fees.',
  'price.floor-above-maximum':
    'The wanted margin of {product} ({sku}) needs at least {lower}, and its selling policy allows at most {maximum}, so no price is sent. Raise the highest price in the policy, or want less margin.',
  'price.minimum-above-maximum':
    'The lowest price of {product} ({sku}) is {lower} and the highest {maximum} by its selling policy, so no price is sent. Correct one of them in the policy.',
  'price.sale-not-lower':
    'The sale price of {sku} would be {amount}, and its price is {price}: it is sent without a sale price. Make the sale price lower, in the shop or in the selling policy.',
  'price.sale-dates':
    'The sale of {sku} would begin after its end, so the price is sent without it. Correct the dates, in the shop or in the selling policy.',
  'price.list-lower':
    'The list price of {sku} would be {amount}, which is less than its price {price}: it is sent without a list price. Correct the list price in the selling policy.',
  'price.business-higher':
    'The price of {sku} for businesses would be {amount}, and everybody pays {price}: it is sent without a price for businesses. Correct that one in the selling policy.',
  'price.tier-not-lower':
    'A price of {sku} for several units would be {amount}, which is no lower than the price for fewer units, so this one is left out. Correct the prices by number in the selling policy.',
  'quantity.no-attribute':
    '{product} ({sku}) has no “{attribute}” in the shop, and its selling policy takes the quantity from it, so no quantity is sent. Enter it in the shop, or let the policy take the stock.',
  'quantity.attribute-unreadable':
    '“{attribute}” of {product} ({sku}) is no plain number in the shop, and its selling policy takes the quantity from it, so no quantity is sent. Write it like 12 in the shop, or let the policy take the stock.',
  'guard.price-fall':
    'The price of {sku} would fall from {before} to {wanted}, by {percent} %, and its selling policy asks about more than {bound} %. It was not sent. Approve it under Listings if it is right; otherwise correct the price in the shop or the policy.',
  'guard.price-factor':
    'The price of {sku} would go from {before} to {wanted}, a factor of ten or more: a comma may be in the wrong place. It was not sent. Approve it under Listings if it is right; otherwise correct the price in the shop or the policy.',
  'guard.quantity-above':
    'The quantity of {sku} would rise from {before} to {wanted}, and its selling policy asks about more than {bound}. It was not sent. Approve it under Listings if it is right; otherwise correct the stock in the shop or the policy.',
  'guard.quantity-rise':
    'The quantity of {sku} would rise from {before} to {wanted}, a hundredfold or more: packs or grams may be counted as pieces. It was not sent. Approve it under Listings if it is right; otherwise correct the stock in the shop or the policy.',
  'guard.first-price':
    '{sku} would begin at {wanted}, and the shop asks {before}: a factor of ten or more. The listing is not created until the price in the shop or its selling policy is put right; it then goes on by itself.',
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
  'order.cancel-by-hand':
    'Shop order {storeOrder} was cancelled in the shop. {channel} takes no cancellation from applications such as Quayside: open order {order} there and cancel it yourself, or the buyer goes on waiting.',
  'order.reduced-on-channel':
    'A part of order {order} was cancelled on the marketplace after it was created in the shop ({storeOrder}): {what}. Take these units out of the order in the shop and do not ship them.',
  'order.reduced-in-store':
    'A part of order {storeOrder} was cancelled in the shop: {what}. Cancel it in {order} on the marketplace too, or the buyer goes on waiting.',
  'order.reduce-by-hand':
    'A part of order {storeOrder} was cancelled in the shop: {what}. {channel} takes no cancellation from applications such as Quayside: open order {order} there and cancel this part yourself, or the buyer goes on waiting.',
  'order.refunded-on-channel':
    'The marketplace refunded {amount} to the buyer of {order}. Enter this refund on order {storeOrder} in the shop.',
  'order.refunded-in-store':
    'Order {storeOrder} was refunded by {amount} in the shop. The buyer has not received anything yet: refund {order} on the marketplace.',
  'order.refund-by-hand':
    'Order {storeOrder} was refunded by {amount} in the shop, and the buyer has not received anything yet. {channel} takes no refund from applications such as Quayside: open order {order} there and refund it yourself.',
  'order.unreadable':
    'Order {id} came in a form that could not be read ({problem}). Look at it on the marketplace and enter it in the shop by hand; please report it to us.',
  'product.unreadable':
    'Product {id} came in a form that could not be read ({problem}). Check it in the shop; it is left out until then.',
  'shipment.no-tracking':
    'Shop order {storeOrder} is shipped without a tracking number, so {order} cannot be confirmed. Add the tracking number in the shop.',
  'shipment.no-carrier':
    'Shop order {storeOrder} has a tracking number but no carrier, so {order} cannot be confirmed. Add the carrier in the shop.',
  'shipment.unknown-carrier':
    'The shipment of {order} is held: the marketplace does not know the carrier “{carrier}”. Say under Policies, order import, which carrier it is; the tracking then leaves by itself.',
  'product.price-unreadable':
    'The price of {product} is “{shown}” in the shop, which is no plain number. Write it like 1299.00; until then no price is sent for it.',
  'product.sale-price-unreadable':
    'The sale price of {product} is “{shown}” in the shop, which is no plain number. Write it like 12.50; until then the regular price counts.',
  'product.cost-unreadable':
    'The cost of {product} is “{shown}” in the shop, which is no plain number. Write it like 7.80; until then there is no cost.',
  'product.stock-unreadable':
    'The stock of {product} is “{shown}” in the shop, which is no whole number. Only whole units are offered, and none where nothing could be read. Correct it in the shop.',
  'product.title-cut':
    'The name of {product} is longer than any marketplace takes, so it was cut. Shorten it in the shop.',
  'product.barcode-unusable':
    'The barcode of {product} is “{shown}”, which is no valid EAN, UPC, GTIN or ISBN (a digit may be wrong). Correct it in the shop so that the product can be found on marketplaces.',
  'product.barcode-not-global':
    'The barcode of {product}, {shown}, is a number for use inside one shop. Marketplaces do not know it: enter the maker’s barcode, or name the catalogue id by hand.',
  'stock.no-sku': '{product} has no SKU in the shop, so it cannot be sold on a channel. Give it a SKU.',
  'stock.duplicate-sku':
    'Several products of the shop share the SKU {sku}: {products}. Give each its own, or the wrong one may be sold.',
  'stock.below-zero':
    'The shop counts {stock} of {product}: more were sold than there were. Nothing is offered until the count is above zero. Correct it in the shop.',
  'activity.buyers-forgotten':
    '{orders, plural, one {The buyer of one order was} other {The buyers of # orders were}} forgotten: their data is deleted.',
  'activity.buyer-data-requested':
    'A buyer asks the shop what is kept about them. {count, plural, =0 {Here it is nothing: none of their orders holds their data.} one {Here it is the name, address and contact of one order: {orders}. Give it to them within 30 days.} other {Here it is the name, address and contact of # orders: {orders}. Give it to them within 30 days.}}',
  'activity.member-joined':
    'Somebody new works here, {role, select, owner {as the owner} manager {as a manager} operator {as an operator} other {as a viewer}}.',
  'activity.role-changed':
    '{member} is now {role, select, owner {an owner} manager {a manager} operator {an operator} other {a viewer}}.',
  'activity.app-removed': 'The app was removed from {connection}: our access to it is deleted.',
  'activity.disconnected': '{connection} was disconnected: our access to it is deleted.',
  'activity.connected': '{connection} is connected.',
  'activity.reconnected': '{connection} is connected again; its waiting work goes on.',
  'activity.reconnected-paused':
    '{connection} accepts our access again. It stays paused until you resume it.',
  'activity.paused': '{connection} was paused.',
  'activity.resumed': '{connection} goes on: its orders are read first, then quantities and prices follow.',
  'activity.pool-created': 'The stock pool {pool} was made.',
  'activity.pool-changed': 'The stock pool {pool} sells from other locations from now on.',
  'activity.pool-assigned': '{account} sells from the stock pool {pool} from now on.',
  'activity.imported-products':
    '{store}: {variants, plural, one {# variant} other {# variants}} read from the catalogue.',
  'activity.stock-changed': '{product}: stock {before} → {after} in the shop.',
  'activity.listing-linked': 'Listing {sku} is linked to {product}.',
  'activity.listings-imported':
    '{account}: {listings, plural, one {# listing} other {# listings}} read, {unlinked} of them without a product of yours.',
  'activity.listing-started':
    '{account}: {count, plural, one {# listing is} other {# listings are}} on the way.',
  'activity.listing-matched': '{sku} is {catalogueId} in the marketplace’s catalogue: {title}.',
  'activity.listing-matched-by-score':
    '{sku} was found as {catalogueId}: {title}, by likeness alone ({percent} %), as your settings allow.',
  'activity.match-accepted': '{sku} was said to be {catalogueId}: {title}.',
  'activity.match-rejected': '{sku} was said not to be {catalogueId}: {title}. It is not proposed again.',
  'activity.match-reject-undone': '{sku} may be {catalogueId} after all: it is looked for again.',
  'activity.matches-accepted':
    '{count, plural, one {# proposal} other {# proposals}} with at least {percent} % were accepted together.',
  'activity.matching-by-score-allowed':
    'Listings may be matched by likeness alone from now on, where it is at least {percent} % and nothing speaks against it.',
  'activity.matching-by-score-forbidden':
    'Listings are no longer matched by likeness alone: such matches are proposed.',
  'activity.listings-compared':
    '{account}: listings without a product were compared with the shop; for {count, plural, one {# of them} other {# of them}} there are proposals under Matching.',
  'activity.listing-submitted':
    '{sku}: the marketplace accepted an offer on {catalogueId}, with a quantity of 0 to begin with.',
  'activity.submission-sent':
    '{count, plural, one {# new offer was} other {# new offers were}} sent to {account} in one piece. It may take a while until they are read.',
  'activity.submission-read':
    '{account} has read new offers: {accepted, plural, one {# was} other {# were}} accepted, {refused, plural, =0 {none} other {#}} refused.',
  'activity.listing-published': '{sku} is on the marketplace ({catalogueId}). Price and quantity follow.',
  'activity.listing-stopped': '{sku} is taken off sale by hand; it stays so until it is relisted.',
  'activity.listing-relisted': '{sku} is put on sale again.',
  'activity.policy-assigned': '{account}: the policy that it follows from now on is {policy}.',
  'activity.policy-taken-away': '{account}: one policy that it followed was taken away.',
  'activity.listing-policies-changed':
    '{count, plural, one {# listing follows} other {# listings follow}} another policy than before.',
  'activity.policy-changed':
    'Policy {policy}: a change was applied as its preview showed it. Quantities and prices follow.',
  'activity.policy-change-undone':
    'Policy {policy}: its last change was undone. What held before holds again; where no policy was followed, prices stay as they are.',
  'activity.listing-stopped-by-policy':
    '{sku} is taken off sale by its synchronization policy; the same policy puts it back.',
  'activity.listing-relisted-by-policy': '{sku} is put on sale again by its synchronization policy.',
  'activity.offer-approved': '{sku}: {value} was approved and is sent.',
  'activity.frequency-set':
    'Changes go out to {account} {minutes, plural, =0 {as soon as they happen} other {every # minutes}} from now on. A quantity that falls never waits.',
  'activity.price-changed': '{product}: price {before} → {after} in the shop.',
  'activity.price-sent': '{sku}: price {price} accepted by the channel.',
  'activity.price-confirmed': '{sku}: the channel shows {price}, as it should.',
  'activity.quantity-sent': '{sku}: quantity {quantity} accepted by the channel.',
  'activity.quantity-confirmed': '{sku}: the channel shows {quantity}, as it should.',
  'activity.order-imported':
    'Order {order} imported ({units, plural, one {# unit} other {# units}}){reserved, plural, =0 {.} other {: its stock is reserved.}}',
  'activity.order-retried': 'Order {order} is tried again.',
  'activity.orders-retried':
    '{retried, plural, one {# held order} other {# held orders}} retried, {stillHeld, plural, =0 {none is held any more} one {# is held still} other {# are held still}}.',
  'activity.order-released':
    'Order {order} was cancelled before it reached the shop: its stock is free again.',
  'activity.order-sending': 'Order {order} is being created in the shop.',
  'activity.order-unconfirmed':
    'Order {order}: the shop did not answer clearly. We look for it there before anything is sent again.',
  'activity.order-placed': 'Order {order} is in the shop as {storeOrder}.',
  'activity.order-found':
    'Order {order} was found in the shop as {storeOrder}: it had been created after all. Nothing is sent twice.',
  'activity.order-adjusted':
    'Order {storeOrder} in the shop differs by {amount} from what the buyer of {order} paid: the shop reckoned taxes anew or rounded. The difference is an adjustment; nothing to do.',
  'activity.order-cancelled':
    'Order {order} was cancelled {where, select, store {in the shop} other {on the marketplace}}.',
  'activity.order-reduced':
    'A part of order {order} was cancelled {where, select, store {in the shop} other {on the marketplace}}.',
  'activity.order-refunded':
    'Order {order} was refunded {where, select, store {in the shop} other {on the marketplace}}.',
  'activity.cancellation-followed':
    'The cancellation in {order} is made {where, select, store {in the shop} other {on the marketplace}} too.',
  'activity.refund-followed':
    'The refund of {order} is entered {where, select, store {in the shop} other {on the marketplace}} too.',
  'activity.order-change-settled':
    'What was to be done by hand about {order} is done, as somebody said here.',
  'activity.order-import-changed':
    'The orders of {account} are imported by new rules from now on. Those that are in the shop already stay as they are.',
  'activity.shipment-found': 'Order {order} has left with {carrier}, tracking {tracking}.',
  'activity.shipment-nothing-left':
    'Order {order} has one more parcel ({carrier}, tracking {tracking}). All of its units were in the parcels before: the marketplace is not told of it.',
  'activity.shipment-confirmed': 'The channel knows that {order} is on its way ({tracking}).',
  'activity.retry-later':
    'Order {order}: the shop asked us to wait. Next try in {seconds, plural, one {# second} other {# seconds}}.',
};
