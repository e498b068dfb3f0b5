/** Everything this connector can say to a merchant, as ICU sentences: what happened, and what to do. */
const en = {
  'shopify.busy':
    'Shopify allows only so many calls. Quayside waits for its turn and goes on by itself; nothing to do.',
  'shopify.throttled':
    'Shopify asked Quayside to slow down. Quayside waits and goes on by itself; nothing to do.',
  'shopify.too-late':
    'What was to be sent to your shop was not sent, because its turn came too late. Quayside tries again by itself; nothing to do.',
  'shopify.unreachable':
    'Shopify could not be reached. Quayside keeps trying. If this stays, check the server’s internet connection.',
  'shopify.no-answer': 'Shopify did not answer in time. Quayside tries again by itself; nothing to do.',
  'shopify.unknown-outcome':
    'Shopify did not say whether it did what was asked. Quayside looks before it sends anything again; nothing to do.',
  'shopify.server-error':
    'Shopify reported an error of its own ({status}). Quayside tries again by itself; nothing to do.',
  'shopify.unreadable-answer':
    'Shopify’s answer could not be understood. Quayside tries again by itself; if this stays, tell us.',
  'shopify.access-withdrawn':
    'Your shop no longer accepts Quayside. Open Quayside in your Shopify admin, or install it again from the Shopify App Store; everything then goes on by itself.',
  'shopify.app-refused':
    'Shopify does not know Quayside’s application with the client id and secret of this installation. Whoever runs Quayside must enter the current ones.',
  'shopify.shop-closed':
    'Your shop is paused, frozen or not available ({status}). Open your Shopify admin and settle what it asks for; Quayside then goes on by itself.',
  'shopify.shop-unknown':
    'There is no shop at {shop}. Check the address that ends in myshopify.com in your Shopify admin under Settings > Domains.',
  'shopify.scope-missing':
    'Quayside lacks a permission in your shop: {scopes}. Open Quayside in your Shopify admin and accept the new permissions, then test the connection again.',
  'shopify.access-denied':
    'Shopify refused Quayside access to this ({operation}). Open Quayside in your Shopify admin and accept all permissions; if this stays, the application lacks Shopify’s approval for customer data: tell us.',
  'shopify.refused':
    'Shopify refused the request ({code}). Look at the order or product in your Shopify admin, correct it there, and retry.',
  'shopify.order-refused':
    'Shopify refused the order ({code}): {text} Correct what is named in your Shopify admin, then retry the order.',
  'shopify.shop-dormant':
    'Your shop is inactive, so Shopify takes no orders for it. Choose a plan in your Shopify admin, then retry the order.',
  'shopify.not-cancellable':
    'Shopify does not let this order be cancelled ({code}). It may have been shipped or be part of a return: look at it in your Shopify admin.',
  'shopify.still-cancelling':
    'Shopify is still cancelling the order. Quayside looks again by itself; nothing to do.',
  'shopify.refund-refused':
    'Shopify refused the refund: {text} Look at the order in your Shopify admin and enter the refund there.',
  'shopify.refund-too-large':
    'The order in your shop has fewer units left than this refund gives back. Look at its refunds in your Shopify admin; nothing was changed.',
  'shopify.made-in-shop':
    'This shop sells its own products, so Quayside puts none into it. Create the product in the shop under the same SKU; it then follows by itself.',
  'shopify.outdated':
    'The shop has sold or counted in the meantime, so its quantity was left as it is. Quayside reads it again and decides anew; nothing to do.',
  'shopify.quantity-refused':
    'Shopify refused the quantity: {text} Look at the inventory of the product in that shop’s admin and correct what is named.',
  'shopify.price-refused':
    'Shopify refused the price: {text} Look at the product in that shop’s admin and correct what is named.',
  'shopify.other-currency':
    'The shop sells in {own}, so a price in {currency} cannot be set there. If its currency has changed, connect the shop again.',
  'shopify.units-not-counted':
    'The shop does not count {sku}, so it sells without end. Open the product in that shop’s admin and switch on inventory tracking.',
  'shopify.units-nowhere':
    'The shop does not stock {sku} at the location that Quayside sets. Open the product in that shop’s admin under Inventory and stock it there.',
  'shopify.units-elsewhere':
    'The shop has units of {sku} at several locations, and Quayside sets one. Open the product in that shop’s admin and leave units only at the location of the connection.',
  'shopify.sold-below-zero':
    'The shop goes on selling {sku} when there is none left. Open the product in that shop’s admin and switch off selling when out of stock.',
  'shopify.parcel-refused':
    'Shopify refused the parcel: {text} Look at the order in that shop’s admin and enter the parcel there.',
  'shopify.not-shippable':
    'The order in that shop was cancelled, is on hold, or has fewer units left than this parcel holds. Look at it in that shop’s admin; nothing was changed.',
  'shopify.not-found': 'Your shop no longer has this. Refresh the page; if it is still listed, tell us.',
  'shopify.reading-restarted': 'A reading of your shop starts again from its beginning; nothing to do.',
} as const;

const fr: Readonly<Record<keyof typeof en, string>> = {
  'shopify.busy':
    'Shopify limite le nombre d’appels. Quayside attend son tour et continue seul ; rien à faire.',
  'shopify.throttled':
    'Shopify a demandé à Quayside de ralentir. Quayside patiente et continue seul ; rien à faire.',
  'shopify.too-late':
    'Ce qui devait partir vers votre boutique n’a pas été envoyé car son tour est venu trop tard. Quayside réessaie seul ; rien à faire.',
  'shopify.unreachable':
    'Shopify est injoignable. Quayside continue d’essayer. Si cela persiste, vérifiez la connexion internet du serveur.',
  'shopify.no-answer': 'Shopify n’a pas répondu à temps. Quayside réessaie seul ; rien à faire.',
  'shopify.unknown-outcome':
    'Shopify n’a pas dit si la demande a été exécutée. Quayside vérifie avant tout nouvel envoi ; rien à faire.',
  'shopify.server-error':
    'Shopify a signalé une erreur interne ({status}). Quayside réessaie seul ; rien à faire.',
  'shopify.unreadable-answer':
    'La réponse de Shopify est incompréhensible. Quayside réessaie seul ; si cela persiste, prévenez-nous.',
  'shopify.access-withdrawn':
    'Votre boutique n’accepte plus Quayside. Ouvrez Quayside dans votre interface Shopify, ou réinstallez-le depuis l’App Store de Shopify ; tout reprend ensuite seul.',
  'shopify.app-refused':
    'Shopify ne reconnaît pas l’application Quayside avec l’identifiant et le secret de cette installation. La personne qui exploite Quayside doit saisir les valeurs actuelles.',
  'shopify.shop-closed':
    'Votre boutique est en pause, gelée ou indisponible ({status}). Ouvrez votre interface Shopify et réglez ce qui y est demandé ; Quayside reprend ensuite seul.',
  'shopify.shop-unknown':
    'Il n’y a pas de boutique à l’adresse {shop}. Vérifiez l’adresse qui se termine par myshopify.com dans votre interface Shopify, sous Paramètres > Domaines.',
  'shopify.scope-missing':
    'Il manque à Quayside une autorisation dans votre boutique : {scopes}. Ouvrez Quayside dans votre interface Shopify et acceptez les nouvelles autorisations, puis testez à nouveau la connexion.',
  'shopify.access-denied':
    'Shopify a refusé cet accès à Quayside ({operation}). Ouvrez Quayside dans votre interface Shopify et acceptez toutes les autorisations ; si cela persiste, il manque à l’application l’accord de Shopify pour les données clients : prévenez-nous.',
  'shopify.refused':
    'Shopify a refusé la demande ({code}). Consultez la commande ou le produit dans votre interface Shopify, corrigez-le, puis réessayez.',
  'shopify.order-refused':
    'Shopify a refusé la commande ({code}) : {text} Corrigez ce qui est nommé dans votre interface Shopify, puis relancez la commande.',
  'shopify.shop-dormant':
    'Votre boutique est inactive, Shopify n’y accepte donc pas de commandes. Choisissez un forfait dans votre interface Shopify, puis relancez la commande.',
  'shopify.not-cancellable':
    'Shopify ne permet pas d’annuler cette commande ({code}). Elle est peut-être expédiée ou fait l’objet d’un retour : consultez-la dans votre interface Shopify.',
  'shopify.still-cancelling':
    'Shopify est encore en train d’annuler la commande. Quayside vérifie à nouveau seul ; rien à faire.',
  'shopify.refund-refused':
    'Shopify a refusé le remboursement : {text} Consultez la commande dans votre interface Shopify et saisissez-y le remboursement.',
  'shopify.refund-too-large':
    'Il reste dans la commande de votre boutique moins d’unités que ce remboursement n’en rend. Consultez ses remboursements dans votre interface Shopify ; rien n’a été modifié.',
  'shopify.made-in-shop':
    'Cette boutique vend ses propres produits, Quayside n’y en ajoute donc aucun. Créez le produit dans la boutique sous la même référence (SKU) ; il suit ensuite seul.',
  'shopify.outdated':
    'La boutique a vendu ou compté entre-temps, sa quantité est donc restée telle quelle. Quayside la relit et décide à nouveau ; rien à faire.',
  'shopify.quantity-refused':
    'Shopify a refusé la quantité : {text} Consultez le stock du produit dans l’interface de cette boutique et corrigez ce qui est nommé.',
  'shopify.price-refused':
    'Shopify a refusé le prix : {text} Consultez le produit dans l’interface de cette boutique et corrigez ce qui est nommé.',
  'shopify.other-currency':
    'La boutique vend en {own}, un prix en {currency} ne peut donc pas y être fixé. Si sa devise a changé, reconnectez la boutique.',
  'shopify.units-not-counted':
    'La boutique ne compte pas {sku}, elle en vend donc sans fin. Ouvrez le produit dans l’interface de cette boutique et activez le suivi du stock.',
  'shopify.units-nowhere':
    'La boutique ne stocke pas {sku} à l’emplacement que Quayside met à jour. Ouvrez le produit dans l’interface de cette boutique, sous Stock, et stockez-le à cet emplacement.',
  'shopify.units-elsewhere':
    'La boutique a des unités de {sku} à plusieurs emplacements, et Quayside en met un à jour. Ouvrez le produit dans l’interface de cette boutique et ne laissez des unités qu’à l’emplacement de la connexion.',
  'shopify.sold-below-zero':
    'La boutique continue de vendre {sku} quand il n’en reste plus. Ouvrez le produit dans l’interface de cette boutique et désactivez la vente en rupture de stock.',
  'shopify.parcel-refused':
    'Shopify a refusé le colis : {text} Consultez la commande dans l’interface de cette boutique et saisissez-y le colis.',
  'shopify.not-shippable':
    'La commande de cette boutique a été annulée, est suspendue ou compte moins d’unités restantes que ce colis n’en contient. Consultez-la dans l’interface de cette boutique ; rien n’a été modifié.',
  'shopify.not-found':
    'Votre boutique n’a plus cet élément. Actualisez la page ; s’il y figure toujours, prévenez-nous.',
  'shopify.reading-restarted': 'Une lecture de votre boutique reprend depuis le début ; rien à faire.',
};

export const shopifyMessages = { en, fr };
