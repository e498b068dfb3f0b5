/** Everything this connector can say to a merchant, as ICU sentences: what happened, and what to do. */
const en = {
  'woocommerce.busy':
    'Your shop is being asked a lot right now. Quayside waits a moment and goes on by itself; nothing to do.',
  'woocommerce.throttled':
    'Your shop’s host limits how often it may be asked. Quayside waits and goes on by itself. If this stays for hours, ask your host to raise the limit for the REST API.',
  'woocommerce.unreachable':
    'Your shop could not be reached. Check that it is online and that its address and certificate are right; Quayside keeps trying.',
  'woocommerce.no-answer':
    'Your shop did not answer in time. Quayside tries again by itself. If this stays, ask your host why the shop is slow.',
  'woocommerce.too-large':
    'Your shop sent more at once than Quayside takes. Quayside tries again by itself. If this stays, a plugin keeps very large custom fields with your products or orders: ask your host which one.',
  'woocommerce.unknown-outcome':
    'Your shop did not say whether it did what was asked. Quayside looks before it sends anything again; nothing to do.',
  'woocommerce.server-error':
    'Your shop reported an internal error ({status}). Quayside tries again by itself. If this stays, look in WooCommerce > Status > Logs for “fatal-errors”.',
  'woocommerce.keys-refused':
    'Your shop no longer accepts Quayside’s REST API key. Create a new key with the permission Read/Write in WooCommerce > Settings > Advanced > REST API, then reconnect the shop.',
  'woocommerce.key-read-only':
    'The REST API key may read but not write. Set its permission to Read/Write in WooCommerce > Settings > Advanced > REST API, then connect again.',
  'woocommerce.role-missing':
    'The user behind the REST API key lacks rights in your shop. Give that user the role Shop manager or Administrator.',
  'woocommerce.blocked':
    'A firewall or security plugin of your shop turned Quayside away (answer {status}). Allow calls to /wp-json/wc/ in the plugin or ask your host to.',
  'woocommerce.permalinks':
    'Your shop’s REST API cannot be found under /wp-json/. In WordPress, open Settings > Permalinks, choose anything but “Plain”, save, and connect again.',
  'woocommerce.address-redirects':
    'Your shop sends visitors of this address on to {address}. Reconnect the shop with that address.',
  'woocommerce.address-differs':
    'Your shop’s own address is {address}, and without https it accepts the key under that address only. Connect it with that address, or with https.',
  'woocommerce.not-woocommerce':
    'WordPress answers at this address, but WooCommerce’s REST API does not. Activate the WooCommerce plugin, then connect again.',
  'woocommerce.not-json':
    'Your shop answered with a web page instead of data. Turn off maintenance mode or page caching for /wp-json/; Quayside keeps trying.',
  'woocommerce.unreadable-answer':
    'Your shop’s answer could not be understood. A plugin may change the REST API: turn off plugins that do and try again.',
  'woocommerce.refused':
    'Your shop refused the request ({code}). Look at the order or product in your shop, correct it there, and retry.',
  'woocommerce.tax-class-missing':
    'Your shop has no tax class “{taxClass}”, which marketplace orders use because the marketplace’s prices already include tax. Add it in WooCommerce > Settings > Tax, then retry the order.',
  'woocommerce.not-found': 'Your shop no longer has this. Refresh the page; if it is still listed, tell us.',
  'woocommerce.too-late':
    'The order was not sent to your shop because its turn came too late. Quayside tries again by itself; nothing to do.',
  'woocommerce.reading-restarted': 'A reading of your shop starts again from its beginning; nothing to do.',
  'woocommerce.webhook-address-refused':
    'Your shop does not accept Quayside’s address for notices, so changes are found by asking once a minute. Quayside must be reachable by https on port 443.',
} as const;

const fr: Readonly<Record<keyof typeof en, string>> = {
  'woocommerce.busy':
    'Votre boutique est très sollicitée en ce moment. Quayside patiente puis continue seul ; rien à faire.',
  'woocommerce.throttled':
    'L’hébergeur de votre boutique limite le nombre d’appels. Quayside patiente et continue seul. Si cela dure des heures, demandez à votre hébergeur de relever la limite de l’API REST.',
  'woocommerce.unreachable':
    'Votre boutique est injoignable. Vérifiez qu’elle est en ligne et que son adresse et son certificat sont corrects ; Quayside continue d’essayer.',
  'woocommerce.no-answer':
    'Votre boutique n’a pas répondu à temps. Quayside réessaie seul. Si cela persiste, demandez à votre hébergeur pourquoi la boutique est lente.',
  'woocommerce.too-large':
    'Votre boutique a envoyé en une fois plus que Quayside n’accepte. Quayside réessaie seul. Si cela persiste, une extension conserve de très grands champs personnalisés avec vos produits ou commandes : demandez à votre hébergeur laquelle.',
  'woocommerce.unknown-outcome':
    'Votre boutique n’a pas dit si elle a exécuté la demande. Quayside vérifie avant tout nouvel envoi ; rien à faire.',
  'woocommerce.server-error':
    'Votre boutique a signalé une erreur interne ({status}). Quayside réessaie seul. Si cela persiste, consultez WooCommerce > État > Journaux, fichier « fatal-errors ».',
  'woocommerce.keys-refused':
    'Votre boutique n’accepte plus la clé API REST de Quayside. Créez une nouvelle clé avec la permission Lecture/Écriture dans WooCommerce > Réglages > Avancé > API REST, puis reconnectez la boutique.',
  'woocommerce.key-read-only':
    'La clé API REST permet de lire mais pas d’écrire. Donnez-lui la permission Lecture/Écriture dans WooCommerce > Réglages > Avancé > API REST, puis reconnectez-vous.',
  'woocommerce.role-missing':
    'L’utilisateur de la clé API REST n’a pas assez de droits dans votre boutique. Donnez-lui le rôle Gestionnaire de boutique ou Administrateur.',
  'woocommerce.blocked':
    'Un pare-feu ou une extension de sécurité de votre boutique a repoussé Quayside (réponse {status}). Autorisez les appels à /wp-json/wc/ dans l’extension, ou demandez-le à votre hébergeur.',
  'woocommerce.permalinks':
    'L’API REST de votre boutique est introuvable sous /wp-json/. Dans WordPress, ouvrez Réglages > Permaliens, choisissez autre chose que « Simple », enregistrez, puis reconnectez-vous.',
  'woocommerce.address-redirects':
    'Votre boutique renvoie cette adresse vers {address}. Reconnectez la boutique avec cette adresse.',
  'woocommerce.address-differs':
    'L’adresse propre de votre boutique est {address} et, sans https, elle n’accepte la clé qu’à cette adresse. Connectez-la avec cette adresse, ou en https.',
  'woocommerce.not-woocommerce':
    'WordPress répond à cette adresse, mais pas l’API REST de WooCommerce. Activez l’extension WooCommerce, puis reconnectez-vous.',
  'woocommerce.not-json':
    'Votre boutique a répondu par une page web au lieu de données. Désactivez le mode maintenance ou le cache de pages pour /wp-json/ ; Quayside continue d’essayer.',
  'woocommerce.unreadable-answer':
    'La réponse de votre boutique est incompréhensible. Une extension modifie peut-être l’API REST : désactivez-la et réessayez.',
  'woocommerce.refused':
    'Votre boutique a refusé la demande ({code}). Vérifiez la commande ou le produit dans votre boutique, corrigez-le, puis réessayez.',
  'woocommerce.tax-class-missing':
    'Votre boutique n’a pas la classe de TVA « {taxClass} », utilisée pour les commandes de place de marché dont les prix incluent déjà la taxe. Ajoutez-la dans WooCommerce > Réglages > TVA, puis relancez la commande.',
  'woocommerce.not-found':
    'Votre boutique n’a plus cet élément. Actualisez la page ; s’il y figure toujours, prévenez-nous.',
  'woocommerce.too-late':
    'La commande n’a pas été envoyée à votre boutique car son tour est venu trop tard. Quayside réessaie seul ; rien à faire.',
  'woocommerce.reading-restarted': 'Une lecture de votre boutique reprend depuis le début ; rien à faire.',
  'woocommerce.webhook-address-refused':
    'Votre boutique n’accepte pas l’adresse de notification de Quayside ; les changements sont donc relevés chaque minute. Quayside doit être joignable en https sur le port 443.',
};

export const wooCommerceMessages = { en, fr };
