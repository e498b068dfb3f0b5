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
};

export const connectMessages: Readonly<Record<Locale, Readonly<Record<keyof typeof en, string>>>> = {
  en,
  fr,
};
