import { issueMessages } from './issue-messages.ts';

/** Everything this connector can say to a merchant, as ICU sentences: what happened, and what to do. */
const en = {
  ...issueMessages.en,
  'amazon.restriction.approval-required':
    'Amazon wants to approve sellers before they offer this item. Ask for approval, and send the offer again once you have it.',
  'amazon.restriction.no-item':
    'This marketplace has no item with this ASIN. Choose another item, or create the product in Seller Central first.',
  'amazon.restriction.not-eligible':
    'Your account may not offer this item in this condition, and Amazon names no way to change that. Choose another item, or offer it elsewhere.',
  'amazon.restriction.other':
    'Amazon does not let your account offer this item as it is: {text} Choose another item or condition, or ask for approval.',
  'amazon.busy':
    'Amazon allows only so many calls. Quayside waits for its turn and goes on by itself; nothing to do.',
  'amazon.throttled':
    'Amazon asked Quayside to slow down. Quayside waits and goes on by itself; nothing to do.',
  'amazon.too-late':
    'A change of a listing was not sent to Amazon because its turn came too late. Quayside decides it anew and sends it by itself; nothing to do.',
  'amazon.unreachable':
    'Amazon could not be reached. Quayside keeps trying. If this stays, check the server’s internet connection.',
  'amazon.no-answer': 'Amazon did not answer in time. Quayside tries again by itself; nothing to do.',
  'amazon.unknown-outcome':
    'Amazon did not say whether it did what was asked. Quayside looks before it sends anything again; nothing to do.',
  'amazon.server-error':
    'Amazon reported an error of its own ({status}). Quayside tries again by itself; nothing to do.',
  'amazon.unreadable-answer':
    'Amazon’s answer could not be understood. Quayside tries again by itself; if this stays, tell us.',
  'amazon.authorization-withdrawn':
    'Amazon no longer accepts the authorisation of your seller account: it was withdrawn, or its year is over. Reconnect the account in Channels.',
  'amazon.client-refused':
    'Amazon does not know Quayside’s application key, or its secret has expired (Amazon renews it every 180 days). Enter the current client id and secret, then reconnect.',
  'amazon.permission':
    'Amazon refused access ({code}). In Seller Central, check that your account sells on these marketplaces and that the application has the roles for product listing, orders and direct-to-consumer shipping; after a role is added, authorise the application again.',
  'amazon.role-missing':
    'Amazon refuses Quayside what the role “{role}” opens. Whoever runs Quayside’s application must give it this role in Amazon’s Solution Provider Portal; then authorise it again in Seller Central, and test the connection once more.',
  'amazon.consent-declined':
    'Amazon sent you back without an authorisation: you cancelled, or your account may not give it. Sign in to Seller Central as the account’s main user, and connect again.',
  'amazon.consent-over':
    'Amazon’s authorisation could not be used any more: it is good for a few minutes, and once. Connect again; the page of Amazon opens anew.',
  'amazon.consent-other-seller':
    'Amazon sent back another seller account than the one that began in its Appstore. Sign in to Seller Central with the right account, and begin again.',
  'amazon.consent-no-marketplace':
    'This Amazon account does not sell on any marketplace of the region that you chose. Choose a marketplace where it does, and connect again.',
  'amazon.marketplace-not-joined':
    'Your seller account does not sell on {marketplaces}. Remove it from the connection, or join it in Seller Central, then connect again.',
  'amazon.not-found':
    'Amazon does not know this listing or order. Check the SKU and the marketplace in Seller Central.',
  'amazon.conflict':
    'Amazon does not allow this at the moment ({code}). Look at the order or listing in Seller Central.',
  'amazon.refused':
    'Amazon refused the request ({code}). Look at the order or listing in Seller Central, correct it there, and retry.',
  'amazon.listing-invalid':
    'Amazon refused this listing or its change ({codes}): {text} Open the listing in Seller Central > Inventory, or its data in your shop, correct what is named, and retry.',
  'amazon.listing-issue':
    'Amazon reports a problem with this listing ({code}): {text} Open the listing in Seller Central > Inventory and correct what is marked there; Quayside looks again by itself.',
  'amazon.submission-failed':
    'Amazon gave up a file of new offers without reading all of it. Quayside looks which of them are there, and sends the others again; if this stays, look at Seller Central > Feeds.',
  'amazon.product-type-unknown':
    'The product type of this listing is not known yet, so nothing of it can be changed. Open the listing in Quayside and read it again.',
  'amazon.notifications-refused':
    'Amazon does not tell Quayside of changes by itself ({type}; {code}). Nothing is lost: Quayside asks every few minutes instead. Whoever runs Quayside should check the queue’s policy and the application’s roles (operations manual, “Notifications from Amazon”); after a role is added, authorise the application again in Seller Central.',
  'amazon.queue-refused':
    'The queue for Amazon’s notifications refused Quayside ({code}). Whoever runs Quayside should check its ARN and its access key (operations manual, “Notifications from Amazon”). Until then Quayside asks Amazon every few minutes.',
  'amazon.reading-restarted': 'A reading of your orders starts again from its beginning; nothing to do.',
  'amazon.report-failed':
    'Amazon could not write the list of your listings on {marketplace}. Quayside asks for it again later by itself; if this stays for a day, request an All Listings Report in Seller Central > Reports and tell us what it says.',
  'amazon.report-unreadable':
    'Amazon’s list of your listings has columns that Quayside does not know. In Seller Central > Account Info, set the language for feed processing reports to English; Quayside then reads the list again by itself.',
} as const;

const fr: Readonly<Record<keyof typeof en, string>> = {
  ...issueMessages.fr,
  'amazon.restriction.approval-required':
    'Amazon veut approuver les vendeurs avant qu’ils proposent cet article. Demandez l’autorisation, puis renvoyez l’offre dès que vous l’avez.',
  'amazon.restriction.no-item':
    'Cette place de marché n’a aucun article avec cet ASIN. Choisissez un autre article, ou créez d’abord le produit dans Seller Central.',
  'amazon.restriction.not-eligible':
    'Votre compte ne peut pas proposer cet article dans cet état, et Amazon n’indique aucun moyen d’y remédier. Choisissez un autre article, ou proposez-le ailleurs.',
  'amazon.restriction.other':
    'Amazon ne permet pas à votre compte de proposer cet article tel quel : {text} Choisissez un autre article ou un autre état, ou demandez l’autorisation.',
  'amazon.busy':
    'Amazon limite le nombre d’appels. Quayside attend son tour et continue seul ; rien à faire.',
  'amazon.throttled':
    'Amazon a demandé à Quayside de ralentir. Quayside patiente et continue seul ; rien à faire.',
  'amazon.too-late':
    'Une modification d’annonce n’a pas été envoyée à Amazon car son tour est venu trop tard. Quayside la décide à nouveau et l’envoie seul ; rien à faire.',
  'amazon.unreachable':
    'Amazon est injoignable. Quayside continue d’essayer. Si cela persiste, vérifiez la connexion internet du serveur.',
  'amazon.no-answer': 'Amazon n’a pas répondu à temps. Quayside réessaie seul ; rien à faire.',
  'amazon.unknown-outcome':
    'Amazon n’a pas dit si la demande a été exécutée. Quayside vérifie avant tout nouvel envoi ; rien à faire.',
  'amazon.server-error':
    'Amazon a signalé une erreur interne ({status}). Quayside réessaie seul ; rien à faire.',
  'amazon.unreadable-answer':
    'La réponse d’Amazon est incompréhensible. Quayside réessaie seul ; si cela persiste, prévenez-nous.',
  'amazon.authorization-withdrawn':
    'Amazon n’accepte plus l’autorisation de votre compte vendeur : elle a été retirée ou a expiré au bout d’un an. Reconnectez le compte dans Canaux.',
  'amazon.client-refused':
    'Amazon ne reconnaît pas la clé d’application de Quayside, ou son secret a expiré (Amazon le renouvelle tous les 180 jours). Saisissez l’identifiant et le secret actuels, puis reconnectez le compte.',
  'amazon.permission':
    'Amazon a refusé l’accès ({code}). Dans Seller Central, vérifiez que votre compte vend sur ces places de marché et que l’application a les rôles pour les fiches produit, les commandes et l’expédition directe au client ; après l’ajout d’un rôle, autorisez à nouveau l’application.',
  'amazon.role-missing':
    'Amazon refuse à Quayside ce qu’ouvre le rôle « {role} ». La personne qui exploite l’application Quayside doit lui donner ce rôle dans le Solution Provider Portal d’Amazon ; autorisez-la ensuite à nouveau dans Seller Central et retestez la connexion.',
  'amazon.consent-declined':
    'Amazon vous a renvoyé sans autorisation : vous avez annulé, ou votre compte ne peut pas la donner. Connectez-vous à Seller Central avec l’utilisateur principal du compte, puis recommencez.',
  'amazon.consent-over':
    'L’autorisation d’Amazon n’est plus utilisable : elle vaut quelques minutes, et une seule fois. Recommencez la connexion ; la page d’Amazon s’ouvrira à nouveau.',
  'amazon.consent-other-seller':
    'Amazon a renvoyé un autre compte vendeur que celui qui a commencé dans son Appstore. Connectez-vous à Seller Central avec le bon compte, et recommencez.',
  'amazon.consent-no-marketplace':
    'Ce compte Amazon ne vend sur aucune place de marché de la région choisie. Choisissez une place de marché où il vend, puis recommencez.',
  'amazon.marketplace-not-joined':
    'Votre compte vendeur ne vend pas sur {marketplaces}. Retirez cette place de marché de la connexion, ou activez-la dans Seller Central, puis reconnectez le compte.',
  'amazon.not-found':
    'Amazon ne connaît pas cette offre ou cette commande. Vérifiez le SKU et la place de marché dans Seller Central.',
  'amazon.conflict':
    'Amazon ne le permet pas pour l’instant ({code}). Consultez la commande ou l’offre dans Seller Central.',
  'amazon.refused':
    'Amazon a refusé la demande ({code}). Consultez la commande ou l’offre dans Seller Central, corrigez-la, puis réessayez.',
  'amazon.listing-invalid':
    'Amazon a refusé cette offre ou sa modification ({codes}) : {text} Ouvrez l’offre dans Seller Central > Stock, ou ses données dans votre boutique, corrigez ce qui est nommé, puis réessayez.',
  'amazon.listing-issue':
    'Amazon signale un problème sur cette offre ({code}) : {text} Ouvrez l’offre dans Seller Central > Stock et corrigez ce qui y est signalé ; Quayside vérifie ensuite de lui-même.',
  'amazon.submission-failed':
    'Amazon a abandonné un fichier de nouvelles offres sans le lire en entier. Quayside cherche celles qui y sont et renvoie les autres ; si cela persiste, consultez Seller Central > Flux.',
  'amazon.product-type-unknown':
    'Le type de produit de cette offre n’est pas encore connu, rien ne peut donc y être modifié. Ouvrez l’offre dans Quayside et relisez-la.',
  'amazon.notifications-refused':
    'Amazon ne signale pas de lui-même les changements à Quayside ({type} ; {code}). Rien n’est perdu : Quayside interroge Amazon toutes les quelques minutes. La personne qui exploite Quayside doit vérifier la politique de la file et les rôles de l’application (manuel d’exploitation, « Notifications from Amazon ») ; après l’ajout d’un rôle, autorisez à nouveau l’application dans Seller Central.',
  'amazon.queue-refused':
    'La file des notifications d’Amazon a refusé Quayside ({code}). La personne qui exploite Quayside doit vérifier son ARN et sa clé d’accès (manuel d’exploitation, « Notifications from Amazon »). En attendant, Quayside interroge Amazon toutes les quelques minutes.',
  'amazon.reading-restarted': 'Une lecture de vos commandes reprend depuis le début ; rien à faire.',
  'amazon.report-failed':
    'Amazon n’a pas pu établir la liste de vos offres sur {marketplace}. Quayside la redemande plus tard de lui-même ; si cela dure une journée, demandez un rapport de toutes les offres dans Seller Central > Rapports et dites-nous ce qu’il affiche.',
  'amazon.report-unreadable':
    'La liste de vos offres envoyée par Amazon contient des colonnes que Quayside ne connaît pas. Dans Seller Central > Informations du compte, choisissez l’anglais pour la langue des rapports de traitement des flux ; Quayside relit ensuite la liste de lui-même.',
};

export const amazonMessages = { en, fr };
