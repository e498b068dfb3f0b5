import type { Locale } from '@quayside/host-kit/messages/format-message';

const en = {
  consumerKey: 'Consumer key',
  consumerSecret: 'Consumer secret',
  proving: 'Asking the shop whether it takes this key …',
  connected: 'The shop takes the key. Importing its catalogue …',
  reconnected: 'The shop takes the new key; everything that waited goes on.',
  waiting:
    'The shop does not answer at the moment. It is asked again by itself; Ctrl-C stops, and nothing is lost.',
  interrupted: 'Stopped. Nothing is lost: the import goes on where it was when the engine runs (npm start).',
  pollingOnly:
    'The shop is asked for changes every minute. For notices within seconds, set QUAYSIDE_PUBLIC_URL to an address that the shop can reach.',
  next: 'Keep the engine running with: npm start',
  plainHttp:
    'The address is http: the key itself is never sent (each request is signed), but orders and addresses travel unencrypted. Use https for a shop on the internet.',
  provingAccount: 'Asking the channel whether it takes these keys …',
  accountConnected: 'The channel takes the keys, and they open what is needed.',
  accountReconnected:
    'The channel takes the new keys; everything that waited goes on. The other settings of the account are what they were.',
  accountNext:
    'The engine reads the account’s listings next and links them with your products by SKU and barcode; a linked listing shows your shop’s stock from then on. Orders are imported from now on.',
  accountWithoutShop:
    'No shop is connected here yet: listings and orders are read, but nothing is sent to the channel. Connect your shop with: npm run connect -- --url ADDRESS',
} as const;

const fr: Readonly<Record<keyof typeof en, string>> = {
  consumerKey: 'Clé client',
  consumerSecret: 'Secret client',
  proving: 'Vérification de la clé auprès de la boutique…',
  connected: 'La boutique accepte la clé. Import de son catalogue…',
  reconnected: 'La boutique accepte la nouvelle clé ; tout ce qui attendait reprend.',
  waiting:
    'La boutique ne répond pas pour le moment. Elle est interrogée à nouveau automatiquement ; Ctrl-C arrête, et rien n’est perdu.',
  interrupted:
    'Arrêté. Rien n’est perdu : l’import reprendra où il en était quand le moteur tournera (npm start).',
  pollingOnly:
    'Les changements sont demandés à la boutique chaque minute. Pour être prévenu en quelques secondes, donnez à QUAYSIDE_PUBLIC_URL une adresse que la boutique peut joindre.',
  next: 'Gardez le moteur en marche avec : npm start',
  plainHttp:
    'L’adresse est en http : la clé elle-même n’est jamais envoyée (chaque requête est signée), mais commandes et adresses circulent en clair. Utilisez https pour une boutique sur internet.',
  provingAccount: 'Vérification des clés auprès du canal…',
  accountConnected: 'Le canal accepte les clés, et elles ouvrent ce qu’il faut.',
  accountReconnected:
    'Le canal accepte les nouvelles clés ; tout ce qui attendait reprend. Les autres réglages du compte restent ce qu’ils étaient.',
  accountNext:
    'Le moteur lit ensuite les annonces du compte et les relie à vos produits par SKU et code-barres ; une annonce reliée affiche dès lors le stock de votre boutique. Les commandes sont importées à partir de maintenant.',
  accountWithoutShop:
    'Aucune boutique n’est encore connectée ici : annonces et commandes sont lues, mais rien n’est envoyé au canal. Connectez votre boutique avec : npm run connect -- --url ADRESSE',
};

export const connectMessages: Readonly<Record<Locale, Readonly<Record<keyof typeof en, string>>>> = {
  en,
  fr,
};
