import type { MessageCode } from '@quayside/core/domain/message';

/** Every sentence of core, in French. ICU message syntax: an apostrophe is doubled only before a brace. */
export const french: Readonly<Record<MessageCode, string>> = {
  'connection.reconnect':
    '{connection} refuse notre accès. Rien n’est perdu : son travail attend. Reconnectez-le dans Canaux pour continuer.',
  'connection.invalid':
    'Ces données de connexion sont incomplètes ou mal formées ({fields}). Corrigez-les et réessayez.',
  'connection.unknown': 'Cette connexion n’existe plus. Retournez aux Canaux et choisissez-en une autre.',
  'connection.app-removed':
    '{connection} n’a plus l’application : rien n’y est lu ni créé. Réinstallez l’application ; tout ce qui attendait reprendra.',
  'connection.authorization-ends':
    '{connection} : votre autorisation de Quayside se termine dans {days, plural, one {# jour} other {# jours}}. Renouvelez-la sous Canaux > Reconnecter ; rien ne s’arrête entre-temps.',
  'connection.authorization-ends-soon':
    '{connection} : votre autorisation de Quayside se termine {days, plural, =0 {aujourd’hui} one {dans # jour} other {dans # jours}}, puis le compte s’arrête : plus aucune commande n’arrive et plus aucun stock ne part. Renouvelez-la sous Canaux > Reconnecter.',
  'consent.not-offered':
    'Cette installation n’est pas enregistrée auprès de cette plateforme : l’autorisation ne peut pas y être donnée. Demandez à la personne qui l’exploite de l’enregistrer.',
  'consent.unknown':
    'Cette autorisation n’est plus ouverte : elle a déjà servi, ou elle a pris plus de dix minutes. Recommencez depuis Canaux.',
  'consent.unknown-start':
    'Ce n’est pas l’adresse à laquelle la boutique d’applications de la place de marché vous a envoyé vers Quayside. Copiez l’adresse entière de cette page, ou laissez le champ vide et commencez ici.',
  'consent.not-granted':
    'La plateforme n’a pas encore répondu. Terminez l’autorisation dans sa fenêtre, puis réessayez.',
  'connection.unknown-pool':
    'Ce stock commun n’existe plus. Choisissez-en un autre sous Réglages, puis reconnectez.',
  'connection.own-master':
    '{connection} est la boutique dont {pool} vend le stock : ses propres commandes lui reviendraient sans fin. Reliez-la au stock commun d’une autre boutique, ou pas du tout.',
  'connection.channel-paused':
    '{connection} est en pause : ses commandes ne sont pas importées, et ses quantités et ses prix restent tels quels. Ce qui s’y vend entre-temps n’est pas retiré de votre stock : d’autres canaux peuvent vendre les mêmes unités. Reprenez-le sous Canaux pour continuer.',
  'connection.store-paused':
    '{connection} est en pause : son stock et ses prix ne sont pas lus, et aucune commande n’y est créée. Les canaux continuent de vendre selon le dernier comptage. Reprenez-la sous Canaux pour continuer.',
  'listing.not-found':
    'L’annonce {sku} n’est plus sur {marketplace} : son stock n’est pas envoyé. Recréez-la, ou retirez le lien.',
  'listing.unreadable':
    'L’annonce {id} est arrivée sous une forme illisible ({problem}). Consultez-la sur la place de marché ; elle est laissée de côté d’ici là, et merci de nous le signaler.',
  'listing.stock-not-counted':
    'La boutique ne compte pas le stock de {sku} séparément : rien n’est proposé. Gérez son stock dans la boutique, ou saisissez une quantité pour cette annonce ou dans sa politique de vente.',
  'listing.mismatch': '{sku} affichait {shown} au lieu de {wanted}, constaté deux fois. L’envoi est refait.',
  'listing.no-policy':
    '{sku} n’est pas encore en vente : {account} n’a pas de politique de vente, donc pas de prix. Créez-en une dans Politiques et attribuez-la à {account} ; l’annonce reprendra d’elle-même.',
  'listing.no-variant':
    '{sku} n’est pas en vente sur {account} : la boutique n’a plus ce produit. Remettez-le dans la boutique, ou arrêtez cette annonce.',
  'listing.sku-too-long':
    '{sku} n’est pas en vente sur {account} : ce SKU dépasse les {longest} caractères que la place de marché accepte. Raccourcissez-le dans la boutique, ou mettez le produit en vente sous un autre SKU.',
  'listing.not-appeared':
    'La place de marché a accepté {sku} mais ne l’affiche pas depuis {minutes, plural, one {# minute} other {# minutes}}. Cherchez l’annonce dans votre compte vendeur ; si elle n’y est pas, remettez-la en vente.',
  'submission.lost':
    'Impossible de savoir ce que sont devenues des offres envoyées ensemble à la place de marché. Quayside cherche chacune d’elles et renvoie celles qui n’y sont pas ; rien à faire.',
  'link.several-skus':
    'Plusieurs produits de la boutique ont le SKU de l’annonce {sku} : {products}. Donnez à chacun le sien, ou liez l’annonce à la main.',
  'link.several-numbers':
    'Plusieurs produits de la boutique ont le code-barres de l’annonce {sku} : {products}. Corrigez les codes-barres, ou liez l’annonce à la main.',
  'link.contradiction':
    'L’annonce {sku} a le SKU de {product} mais le code-barres de {other}. Vérifiez lequel elle vend, puis liez-la à la main.',
  'link.other-store':
    'L’offre {sku} est liée à un produit d’une autre boutique que celle dont {account} vend le stock : rien n’est proposé. Liez-la à la main, ou donnez le même SKU au produit dans la boutique dont {account} vend le stock.',
  'match.no-number':
    '{sku} n’a pas de code-barres utilisable : impossible de le trouver dans le catalogue de la place de marché. Saisissez le code-barres dans la boutique, ou indiquez l’identifiant de catalogue à la main.',
  'match.none':
    'Le catalogue de la place de marché n’a rien avec le code-barres {gtin} de {sku}. Vérifiez-le dans la boutique, ou indiquez l’identifiant de catalogue à la main.',
  'match.several':
    'Le catalogue de la place de marché a {count, plural, one {# produit} other {# produits}} avec le code-barres {gtin} de {sku}. Choisissez le bon dans Correspondances.',
  'match.same-number': 'Même code-barres {gtin}.',
  'match.other-number':
    '{catalogueId} a un autre code-barres ({has}) que {sku} dans votre boutique ({gtin}). Vérifiez que c’est le même produit, puis choisissez-le dans Correspondances ou indiquez-en un autre.',
  'match.unknown-catalogue-id':
    'Le catalogue de la place de marché n’a pas {catalogueId}, indiqué pour {sku}. Vérifiez-le et indiquez le bon.',
  'match.proposed':
    '{sku} : {count, plural, one {# produit} other {# produits}} du catalogue de la place de marché pourraient convenir. Choisissez le bon sous Correspondances, ou rejetez ce qui ne l’est pas.',
  'match.same-family':
    'Même famille que {count, plural, one {# de vos variantes} other {# de vos variantes}}.',
  'match.same-part-number': 'Même marque et même référence fabricant : {brand} {code}.',
  'match.same-model': 'Même numéro de modèle {code}.',
  'match.same-brand': 'Même marque : {brand}.',
  'match.same-words': 'Les deux disent : {words}.',
  'match.near-price': 'Presque le même prix : {ours}, là-bas {theirs}.',
  'match.other-brand': 'Une autre marque : {ours}, là-bas {theirs}.',
  'match.only-ours': 'Le vôtre seul dit : {words}.',
  'match.only-theirs': 'L’autre seul dit : {words}.',
  'match.far-price': 'Prix très différents : {ours}, là-bas {theirs}.',
  'match.conflict-model': 'Un autre numéro de modèle : {ours} contre {theirs}.',
  'match.conflict-pack': 'Lot de {ours} contre lot de {theirs}.',
  'match.conflict-measure': 'Une autre taille ou capacité : {ours} contre {theirs}.',
  'match.conflict-colour': 'Une autre couleur : {ours} contre {theirs}.',
  'match.conflict-size': 'Une autre taille : {ours} contre {theirs}.',
  'match.conflict-material': 'Une autre matière : {ours} contre {theirs}.',
  'match.conflict-edition': 'Une autre édition : {ours} contre {theirs}.',
  'match.conflict-generation': 'Une autre version ou année : {ours} contre {theirs}.',
  'match.conflict-audience': 'Pour un autre public : {ours} contre {theirs}.',
  'match.conflict-purpose': 'Fait pour autre chose : {ours} contre {theirs}.',
  'match.conflict-sale': 'Vendu autrement : {ours} contre {theirs}.',
  'price.none':
    '{product} ({sku}) n’a pas de prix lisible dans la boutique : aucun prix n’est envoyé. Donnez-lui un prix normal dans la boutique.',
  'price.no-cost':
    '{product} ({sku}) n’a pas de coût dans la boutique, et la politique de vente part du coût : aucun prix n’est envoyé. Saisissez le coût, ou faites partir la politique du prix.',
  'price.not-positive':
    'La politique de vente donne {price} pour {product} ({sku}) : aucun prix n’est envoyé. Modifiez la politique ou le prix dans la boutique.',
  'price.no-attribute':
    '{product} ({sku}) n’a pas de « {attribute} » dans la boutique, et sa politique de vente compte avec : aucun prix n’est envoyé. Saisissez-le dans la boutique, ou faites compter la politique sans lui.',
  'price.attribute-unreadable':
    '« {attribute} » de {product} ({sku}) n’est pas un nombre simple dans la boutique, et sa politique de vente compte avec : aucun prix n’est envoyé. Écrivez-le comme 12.50 dans la boutique, ou faites compter la politique sans lui.',
  'price.no-rate':
    '{product} ({sku}) est compté en {has} et vendu en {wants}, et sa politique de vente n’a pas de taux de {has} en {wants} : aucun prix n’est envoyé. Saisissez le taux dans la politique.',
  'price.old-rate':
    'Le taux de {has} en {wants} dans la politique de vente de {product} ({sku}) date du {date}, ce qui est trop ancien : aucun prix n’est envoyé. Saisissez le taux du jour dans la politique, ou laissez-y les taux servir plus longtemps.',
  'price.no-fees':
    'Aucune ligne du tableau des frais de la politique de vente ne convient à {product} ({sku}) : sa marge est inconnue et aucun prix n’est envoyé. Ajoutez une ligne qui convient, ou une ligne pour tout à la fin.',
  'price.no-fee-estimate':
    'Ce que la place de marché prend sur une vente de {product} ({sku}) n’est pas encore connu : sa marge est inconnue et aucun prix n’est envoyé. Quayside interroge la place de marché et continue seul ; si cela dure une journée, ajoutez une ligne qui convient au tableau des frais de la politique de vente.',
  'price.floor-no-cost':
    '{product} ({sku}) n’a pas de coût dans la boutique, et sa politique de vente veut une marge : aucun prix n’est envoyé. Saisissez le coût dans la boutique, ou retirez la marge de la politique.',
  'price.floor-impossible':
    'Aucun prix de {product} ({sku}) ne laisse la marge voulue par sa politique de vente : frais, TVA et marge le prennent tout entier. Aucun prix n’est envoyé. Demandez moins de marge dans la politique, ou corrigez ses frais.',
  'price.floor-above-maximum':
    'La marge voulue de {product} ({sku}) demande au moins {lower}, et sa politique de vente permet au plus {maximum} : aucun prix n’est envoyé. Relevez le prix maximal dans la politique, ou demandez moins de marge.',
  'price.minimum-above-maximum':
    'Le prix minimal de {product} ({sku}) est {lower} et le prix maximal {maximum} selon sa politique de vente : aucun prix n’est envoyé. Corrigez l’un des deux dans la politique.',
  'price.sale-not-lower':
    'Le prix promotionnel de {sku} serait {amount}, et son prix est {price} : il est envoyé sans prix promotionnel. Baissez le prix promotionnel, dans la boutique ou dans la politique de vente.',
  'price.sale-dates':
    'La promotion de {sku} commencerait après sa fin : le prix est envoyé sans elle. Corrigez les dates, dans la boutique ou dans la politique de vente.',
  'price.list-lower':
    'Le prix conseillé de {sku} serait {amount}, moins que son prix {price} : il est envoyé sans prix conseillé. Corrigez le prix conseillé dans la politique de vente.',
  'price.business-higher':
    'Le prix de {sku} pour les entreprises serait {amount}, et tout le monde paie {price} : il est envoyé sans prix pour les entreprises. Corrigez celui-ci dans la politique de vente.',
  'price.tier-not-lower':
    'Un prix de {sku} pour plusieurs unités serait {amount}, pas moins que le prix pour moins d’unités : il est laissé de côté. Corrigez les prix par quantité dans la politique de vente.',
  'quantity.no-attribute':
    '{product} ({sku}) n’a pas de « {attribute} » dans la boutique, et sa politique de vente en tire la quantité : aucune quantité n’est envoyée. Saisissez-le dans la boutique, ou faites prendre le stock à la politique.',
  'quantity.attribute-unreadable':
    '« {attribute} » de {product} ({sku}) n’est pas un nombre simple dans la boutique, et sa politique de vente en tire la quantité : aucune quantité n’est envoyée. Écrivez-le comme 12 dans la boutique, ou faites prendre le stock à la politique.',
  'guard.price-fall':
    'Le prix de {sku} passerait de {before} à {wanted}, soit {percent} % de moins, et sa politique de vente demande au-delà de {bound} %. Il n’a pas été envoyé. Approuvez-le dans Offres s’il est juste ; sinon corrigez le prix dans la boutique ou la politique.',
  'guard.price-factor':
    'Le prix de {sku} passerait de {before} à {wanted}, un facteur de dix ou plus : une virgule est peut-être mal placée. Il n’a pas été envoyé. Approuvez-le dans Offres s’il est juste ; sinon corrigez le prix dans la boutique ou la politique.',
  'guard.quantity-above':
    'La quantité de {sku} passerait de {before} à {wanted}, et sa politique de vente demande au-delà de {bound}. Elle n’a pas été envoyée. Approuvez-la dans Offres si elle est juste ; sinon corrigez le stock dans la boutique ou la politique.',
  'guard.quantity-rise':
    'La quantité de {sku} passerait de {before} à {wanted}, le centuple ou plus : des lots ou des grammes sont peut-être comptés comme des pièces. Elle n’a pas été envoyée. Approuvez-la dans Offres si elle est juste ; sinon corrigez le stock dans la boutique ou la politique.',
  'guard.first-price':
    '{sku} commencerait à {wanted}, et la boutique demande {before} : un facteur de dix ou plus. L’annonce n’est pas créée tant que le prix dans la boutique ou sa politique de vente n’est pas corrigé ; elle reprendra alors d’elle-même.',
  'order.held.unknown-sku':
    'La commande {order} est retenue : aucun produit n’est lié à {skus}. Liez-le dans Offres ; la commande sera alors créée d’elle-même.',
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
  'order.cancel-by-hand':
    'La commande {storeOrder} a été annulée dans la boutique. {channel} n’accepte aucune annulation d’une application comme Quayside : ouvrez-y la commande {order} et annulez-la vous-même, sinon l’acheteur continue d’attendre.',
  'order.reduced-on-channel':
    'La commande {order} a été annulée en partie sur la place de marché après sa création dans la boutique ({storeOrder}) : {what}. Retirez ces unités de la commande dans la boutique et ne les expédiez pas.',
  'order.reduced-in-store':
    'Une partie de la commande {storeOrder} a été annulée dans la boutique : {what}. Annulez-la aussi dans {order} sur la place de marché, sinon l’acheteur continue d’attendre.',
  'order.reduce-by-hand':
    'Une partie de la commande {storeOrder} a été annulée dans la boutique : {what}. {channel} n’accepte aucune annulation d’une application comme Quayside : ouvrez-y la commande {order} et annulez cette partie vous-même, sinon l’acheteur continue d’attendre.',
  'order.refunded-on-channel':
    'La place de marché a remboursé {amount} à l’acheteur de {order}. Saisissez ce remboursement sur la commande {storeOrder} dans la boutique.',
  'order.refunded-in-store':
    'La commande {storeOrder} a été remboursée de {amount} dans la boutique. L’acheteur n’a encore rien reçu : remboursez {order} sur la place de marché.',
  'order.refund-by-hand':
    'La commande {storeOrder} a été remboursée de {amount} dans la boutique, et l’acheteur n’a encore rien reçu. {channel} n’accepte aucun remboursement d’une application comme Quayside : ouvrez-y la commande {order} et remboursez-la vous-même.',
  'order.unreadable':
    'La commande {id} est arrivée sous une forme illisible ({problem}). Consultez-la sur la place de marché et saisissez-la à la main dans la boutique ; merci de nous le signaler.',
  'product.unreadable':
    'Le produit {id} est arrivé sous une forme illisible ({problem}). Vérifiez-le dans la boutique ; il est laissé de côté d’ici là.',
  'shipment.no-tracking':
    'La commande {storeOrder} est expédiée sans numéro de suivi : {order} ne peut pas être confirmée. Ajoutez le numéro de suivi dans la boutique.',
  'shipment.no-carrier':
    'La commande {storeOrder} a un numéro de suivi mais pas de transporteur : {order} ne peut pas être confirmée. Ajoutez le transporteur dans la boutique.',
  'shipment.unknown-carrier':
    'L’expédition de {order} est retenue : la place de marché ne connaît pas le transporteur « {carrier} ». Indiquez dans Politiques, import des commandes, à quel transporteur il correspond ; le suivi partira alors de lui-même.',
  'product.price-unreadable':
    'Le prix de {product} est « {shown} » dans la boutique, ce qui n’est pas un nombre simple. Écrivez-le comme 1299.00 ; d’ici là aucun prix n’est envoyé.',
  'product.sale-price-unreadable':
    'Le prix promotionnel de {product} est « {shown} » dans la boutique, ce qui n’est pas un nombre simple. Écrivez-le comme 12.50 ; d’ici là le prix normal compte.',
  'product.cost-unreadable':
    'Le coût de {product} est « {shown} » dans la boutique, ce qui n’est pas un nombre simple. Écrivez-le comme 7.80 ; d’ici là il n’y a pas de coût.',
  'product.stock-unreadable':
    'Le stock de {product} est « {shown} » dans la boutique, ce qui n’est pas un nombre entier. Seules des unités entières sont proposées, et aucune si rien n’est lisible. Corrigez-le dans la boutique.',
  'product.title-cut':
    'Le nom de {product} est plus long que ce que les places de marché acceptent : il a été coupé. Raccourcissez-le dans la boutique.',
  'product.barcode-unusable':
    'Le code-barres de {product} est « {shown} », qui n’est pas un EAN, UPC, GTIN ou ISBN valable (un chiffre est peut-être faux). Corrigez-le dans la boutique pour que le produit soit trouvé sur les places de marché.',
  'product.barcode-not-global':
    'Le code-barres de {product}, {shown}, est un numéro à usage interne d’un magasin. Les places de marché ne le connaissent pas : saisissez celui du fabricant, ou indiquez l’identifiant de catalogue à la main.',
  'stock.no-sku':
    '{product} n’a pas de SKU dans la boutique et ne peut pas être vendu sur un canal. Donnez-lui un SKU.',
  'stock.duplicate-sku':
    'Plusieurs produits de la boutique partagent le SKU {sku} : {products}. Donnez à chacun le sien, sinon le mauvais pourrait être vendu.',
  'stock.below-zero':
    'La boutique compte {stock} de {product} : il s’en est vendu plus qu’il n’y en avait. Rien n’est proposé tant que le compte n’est pas au-dessus de zéro. Corrigez-le dans la boutique.',
  'activity.buyers-forgotten':
    '{orders, plural, one {L’acheteur d’une commande a été oublié} other {Les acheteurs de # commandes ont été oubliés}} : leurs données sont supprimées.',
  'activity.buyer-data-requested':
    'Un acheteur demande à la boutique ce qui est conservé à son sujet. {count, plural, =0 {Ici, rien : aucune de ses commandes ne contient ses données.} one {Ici, le nom, l’adresse et les coordonnées d’une commande : {orders}. Transmettez-les sous 30 jours.} other {Ici, le nom, l’adresse et les coordonnées de # commandes : {orders}. Transmettez-les sous 30 jours.}}',
  'activity.member-joined':
    'Une nouvelle personne travaille ici, {role, select, owner {comme propriétaire} manager {comme gestionnaire} operator {comme opérateur} other {en lecture seule}}.',
  'activity.role-changed':
    '{member} est désormais {role, select, owner {propriétaire} manager {gestionnaire} operator {opérateur} other {en lecture seule}}.',
  'activity.app-removed': 'L’application a été retirée de {connection} : notre accès est supprimé.',
  'activity.disconnected': '{connection} a été déconnecté : notre accès est supprimé.',
  'activity.connected': '{connection} est connecté.',
  'activity.reconnected': '{connection} est reconnecté ; son travail en attente reprend.',
  'activity.reconnected-paused':
    '{connection} accepte de nouveau notre accès. La pause dure jusqu’à ce que vous repreniez.',
  'activity.paused': '{connection} a été mis en pause.',
  'activity.resumed':
    '{connection} reprend : ses commandes sont lues d’abord, puis quantités et prix suivent.',
  'activity.pool-created': 'Le stock commun {pool} a été créé.',
  'activity.pool-changed': 'Le stock commun {pool} vend désormais depuis d’autres emplacements.',
  'activity.pool-assigned': '{account} vend désormais depuis le stock commun {pool}.',
  'activity.imported-products':
    '{store} : {variants, plural, one {# variante lue} other {# variantes lues}} dans le catalogue.',
  'activity.stock-changed': '{product} : stock {before} → {after} dans la boutique.',
  'activity.listing-linked': 'L’annonce {sku} est liée à {product}.',
  'activity.listings-imported':
    '{account} : {listings, plural, one {# annonce lue} other {# annonces lues}}, dont {unlinked} sans produit chez vous.',
  'activity.listing-started':
    '{account} : {count, plural, one {# annonce est} other {# annonces sont}} en route.',
  'activity.listing-matched': '{sku} est {catalogueId} dans le catalogue de la place de marché : {title}.',
  'activity.listing-matched-by-score':
    '{sku} a été trouvé sous {catalogueId} : {title}, par simple ressemblance ({percent} %), comme vos réglages le permettent.',
  'activity.match-accepted': '{sku} a été déclaré être {catalogueId} : {title}.',
  'activity.match-rejected':
    '{sku} a été déclaré ne pas être {catalogueId} : {title}. Ce ne sera plus proposé.',
  'activity.match-reject-undone': '{sku} peut être {catalogueId} après tout : la recherche reprend.',
  'activity.matches-accepted':
    '{count, plural, one {# proposition} other {# propositions}} à {percent} % au moins ont été acceptées ensemble.',
  'activity.matching-by-score-allowed':
    'Les offres peuvent désormais être associées par simple ressemblance, à partir de {percent} % et si rien ne s’y oppose.',
  'activity.matching-by-score-forbidden':
    'Les offres ne sont plus associées par simple ressemblance : ces correspondances sont proposées.',
  'activity.listings-compared':
    '{account} : les offres sans produit ont été comparées avec la boutique ; pour {count, plural, one {# d’entre elles} other {# d’entre elles}}, des propositions vous attendent sous Correspondances.',
  'activity.listing-submitted':
    '{sku} : la place de marché a accepté une offre sur {catalogueId}, avec une quantité de 0 pour commencer.',
  'activity.submission-sent':
    '{count, plural, one {# nouvelle offre envoyée} other {# nouvelles offres envoyées}} à {account} en une fois. La lecture peut prendre un moment.',
  'activity.submission-read':
    '{account} a lu de nouvelles offres : {accepted, plural, one {# acceptée} other {# acceptées}}, {refused, plural, =0 {aucune refusée} one {# refusée} other {# refusées}}.',
  'activity.listing-published':
    '{sku} est sur la place de marché ({catalogueId}). Le prix et la quantité suivent.',
  'activity.listing-stopped':
    '{sku} est retiré de la vente à la main ; il le reste jusqu’à sa remise en vente.',
  'activity.listing-relisted': '{sku} est remis en vente.',
  'activity.policy-assigned': '{account} : la politique suivie est désormais {policy}.',
  'activity.policy-taken-away': '{account} : une politique suivie a été retirée.',
  'activity.listing-policies-changed':
    '{count, plural, one {# offre suit} other {# offres suivent}} une autre politique qu’avant.',
  'activity.policy-changed':
    'Politique {policy} : une modification a été appliquée telle que son aperçu la montrait. Quantités et prix suivent.',
  'activity.policy-change-undone':
    'Politique {policy} : sa dernière modification a été annulée. Ce qui valait avant vaut de nouveau ; là où aucune politique n’était suivie, les prix restent tels quels.',
  'activity.listing-stopped-by-policy':
    '{sku} est retiré de la vente par sa politique de synchronisation ; c’est elle qui l’y remettra.',
  'activity.listing-relisted-by-policy': '{sku} est remis en vente par sa politique de synchronisation.',
  'activity.offer-approved': '{sku} : {value} a été approuvé et est envoyé.',
  'activity.frequency-set':
    'Les changements partent désormais vers {account} {minutes, plural, =0 {dès qu’ils se produisent} other {toutes les # minutes}}. Une quantité qui baisse n’attend jamais.',
  'activity.price-changed': '{product} : prix {before} → {after} dans la boutique.',
  'activity.price-sent': '{sku} : prix {price} accepté par le canal.',
  'activity.price-confirmed': '{sku} : le canal affiche {price}, comme il se doit.',
  'activity.quantity-sent': '{sku} : quantité {quantity} acceptée par le canal.',
  'activity.quantity-confirmed': '{sku} : le canal affiche {quantity}, comme il se doit.',
  'activity.order-imported':
    'Commande {order} importée ({units, plural, one {# unité} other {# unités}}){reserved, plural, =0 {.} other { : son stock est réservé.}}',
  'activity.order-retried': 'La commande {order} est relancée.',
  'activity.orders-retried':
    '{retried, plural, one {# commande retenue relancée} other {# commandes retenues relancées}}, {stillHeld, plural, =0 {plus aucune ne l’est} one {dont # l’est encore} other {dont # le sont encore}}.',
  'activity.order-released':
    'La commande {order} a été annulée avant d’arriver dans la boutique : son stock est de nouveau libre.',
  'activity.order-sending': 'La commande {order} est en cours de création dans la boutique.',
  'activity.order-unconfirmed':
    'Commande {order} : la boutique n’a pas répondu clairement. Nous l’y cherchons avant tout nouvel envoi.',
  'activity.order-placed': 'La commande {order} est dans la boutique sous {storeOrder}.',
  'activity.order-found':
    'La commande {order} a été trouvée dans la boutique sous {storeOrder} : elle avait bien été créée. Rien n’est envoyé deux fois.',
  'activity.order-adjusted':
    'La commande {storeOrder} de la boutique diffère de {amount} de ce que l’acheteur de {order} a payé : la boutique a recalculé les taxes ou arrondi. La différence est un ajustement ; rien à faire.',
  'activity.order-cancelled':
    'La commande {order} a été annulée {where, select, store {dans la boutique} other {sur la place de marché}}.',
  'activity.order-reduced':
    'Une partie de la commande {order} a été annulée {where, select, store {dans la boutique} other {sur la place de marché}}.',
  'activity.order-refunded':
    'La commande {order} a été remboursée {where, select, store {dans la boutique} other {sur la place de marché}}.',
  'activity.cancellation-followed':
    'L’annulation dans {order} est faite aussi {where, select, store {dans la boutique} other {sur la place de marché}}.',
  'activity.refund-followed':
    'Le remboursement de {order} est saisi aussi {where, select, store {dans la boutique} other {sur la place de marché}}.',
  'activity.order-change-settled':
    'Ce qui restait à faire à la main pour {order} est fait, a-t-on indiqué ici.',
  'activity.order-import-changed':
    'Les commandes de {account} sont désormais importées selon de nouvelles règles. Celles qui sont déjà dans la boutique restent telles quelles.',
  'activity.shipment-found': 'La commande {order} est partie avec {carrier}, suivi {tracking}.',
  'activity.shipment-nothing-left':
    'La commande {order} a un colis de plus ({carrier}, suivi {tracking}). Toutes ses unités étaient dans les colis précédents : la place de marché n’en est pas informée.',
  'activity.shipment-confirmed': 'Le canal sait que {order} est en route ({tracking}).',
  'activity.retry-later':
    'Commande {order} : la boutique nous demande d’attendre. Prochain essai dans {seconds, plural, one {# seconde} other {# secondes}}.',
};
