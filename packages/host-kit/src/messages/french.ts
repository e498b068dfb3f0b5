import type { MessageCode } from '@quayside/core/domain/message';

/** Every sentence of core, in French. ICU message syntax: an apostrophe is doubled only before a brace. */
export const french: Readonly<Record<MessageCode, string>> = {
  'connection.reconnect':
    '{connection} refuse notre accès. Rien n’est perdu : son travail attend. Reconnectez-le dans Canaux pour continuer.',
  'connection.invalid':
    'Ces données de connexion sont incomplètes ou mal formées ({fields}). Corrigez-les et réessayez.',
  'listing.not-found':
    'L’annonce {sku} n’est plus sur {marketplace} : son stock n’est pas envoyé. Recréez-la, ou retirez le lien.',
  'listing.stock-not-counted':
    'La boutique ne compte pas le stock de {sku} séparément : rien n’est proposé. Gérez son stock dans la boutique, ou saisissez une quantité pour cette annonce.',
  'listing.mismatch': '{sku} affichait {shown} au lieu de {wanted}, constaté deux fois. L’envoi est refait.',
  'order.held.unknown-sku':
    'La commande {order} est retenue : aucun produit n’est lié à {skus}. Liez-le dans Annonces ; la commande sera alors créée d’elle-même.',
  'order.held.store-refused':
    'La commande {order} est retenue : la boutique a refusé de la créer ({detail}). Corrigez cela dans la boutique, puis relancez la commande.',
  'order.held.no-store':
    'La commande {order} est retenue : il n’y a pas de boutique où la créer. Connectez votre boutique, puis relancez la commande.',
  'order.held.product-gone':
    'La commande {order} est retenue : la boutique n’a plus le produit de {skus}. Remettez-le dans la boutique et relancez la commande, ou saisissez la commande à la main dans la boutique.',
  'order.cancelled-after-placement':
    'La commande {order} a été annulée sur la place de marché après sa création dans la boutique ({storeOrder}). Ne l’expédiez pas : annulez-la dans la boutique.',
  'order.duplicate-cancelled':
    'La boutique avait une seconde commande pour {order} : {storeOrder} a été annulée et ses unités remises en stock. Rien d’autre à faire.',
  'order.duplicate-not-cancelled':
    'La boutique a une seconde commande pour {order} : {storeOrder} n’a pas pu être annulée. Annulez-la dans la boutique et ne l’expédiez pas.',
  'order.cancelled-in-store':
    'La commande {storeOrder} a été annulée dans la boutique. Annulez aussi la commande {order} sur la place de marché, sinon l’acheteur continue d’attendre.',
  'order.unreadable':
    'La commande {id} est arrivée sous une forme illisible ({problem}). Consultez-la sur la place de marché et saisissez-la à la main dans la boutique ; merci de nous le signaler.',
  'product.unreadable':
    'Le produit {id} est arrivé sous une forme illisible ({problem}). Vérifiez-le dans la boutique ; il est laissé de côté d’ici là.',
  'shipment.no-tracking':
    'La commande {storeOrder} est expédiée sans numéro de suivi : {order} ne peut pas être confirmée. Ajoutez le numéro de suivi dans la boutique.',
  'shipment.no-carrier':
    'La commande {storeOrder} a un numéro de suivi mais pas de transporteur : {order} ne peut pas être confirmée. Ajoutez le transporteur dans la boutique.',
  'stock.no-sku':
    '{product} n’a pas de SKU dans la boutique et ne peut pas être vendu sur un canal. Donnez-lui un SKU.',
  'stock.duplicate-sku':
    'Plusieurs produits de la boutique partagent le SKU {sku} : {products}. Donnez à chacun le sien, sinon le mauvais pourrait être vendu.',
  'activity.connected': '{connection} est connecté.',
  'activity.reconnected': '{connection} est reconnecté ; son travail en attente reprend.',
  'activity.imported-products':
    '{store} : {variants, plural, one {# variante lue} other {# variantes lues}} dans le catalogue.',
  'activity.stock-changed': '{product} : stock {before} → {after} dans la boutique.',
  'activity.listing-linked': 'L’annonce {sku} est liée à {product}.',
  'activity.quantity-sent': '{sku} : quantité {quantity} acceptée par le canal.',
  'activity.quantity-confirmed': '{sku} : le canal affiche {quantity}, comme il se doit.',
  'activity.order-imported':
    'Commande {order} importée ({units, plural, one {# unité} other {# unités}}) : son stock est réservé.',
  'activity.order-retried': 'La commande {order} est relancée.',
  'activity.order-released':
    'La commande {order} a été annulée avant d’arriver dans la boutique : son stock est de nouveau libre.',
  'activity.order-sending': 'La commande {order} est en cours de création dans la boutique.',
  'activity.order-unconfirmed':
    'Commande {order} : la boutique n’a pas répondu clairement. Nous l’y cherchons avant tout nouvel envoi.',
  'activity.order-placed': 'La commande {order} est dans la boutique sous {storeOrder}.',
  'activity.order-found':
    'La commande {order} a été trouvée dans la boutique sous {storeOrder} : elle avait bien été créée. Rien n’est envoyé deux fois.',
  'activity.shipment-found': 'La commande {order} est partie avec {carrier}, suivi {tracking}.',
  'activity.shipment-confirmed': 'Le canal sait que {order} est en route ({tracking}).',
  'activity.retry-later':
    'Commande {order} : la boutique nous demande d’attendre. Prochain essai dans {seconds, plural, one {# seconde} other {# secondes}}.',
};
