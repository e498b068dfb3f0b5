import type { apiEnglish } from './api-english.ts';

/** The same in French. */
export const apiFrench: Readonly<Record<keyof typeof apiEnglish, string>> = {
  'api.unknown-operation': 'Cette demande n’existe pas. Rechargez la page ; si cela persiste, prévenez-nous.',
  'api.role':
    'Votre rôle ne le permet pas : vous êtes {role, select, owner {propriétaire} manager {gestionnaire} operator {opérateur} other {en lecture seule}}. Demandez à un propriétaire de le faire, ou de changer votre rôle.',
  'api.input':
    'Il manque quelque chose dans ce formulaire, ou c’est trop long ou mal formé ({fields}). Corrigez et réessayez.',
  'api.too-large': 'Cette demande est trop grande. Choisissez moins d’éléments à la fois et réessayez.',
  'api.no-session': 'Votre session est terminée. Rechargez la page.',
  'problem.unknown-connection': 'Cette connexion n’existe plus. Rechargez la page.',
  'problem.unknown-listing': 'Cette offre n’existe plus. Rechargez la page.',
  'problem.unknown-variant': 'La boutique n’a plus ce produit. Rechargez la page.',
  'problem.unknown-sku':
    'Aucun produit de la boutique dont ce compte vend le stock n’a ce SKU. Copiez-le depuis la boutique ; un produit nouveau y est connu ici en quelques minutes.',
  'problem.shared-sku':
    'Plusieurs produits de la boutique ont ce SKU : on ne sait pas lequel est visé. Donnez à chacun son SKU dans la boutique, puis liez à nouveau.',
  'problem.unknown-marketplace': 'Le compte ne vend pas sur cette marketplace. Choisissez-en une autre.',
  'problem.unknown-order': 'Cette commande n’existe plus. Rechargez la page.',
  'problem.unknown-change': 'Cette annulation ou ce remboursement n’existe plus. Rechargez la page.',
  'problem.unknown-member': 'Cette personne n’est plus membre. Rechargez la page.',
  'problem.not-held': 'Cette commande n’est plus retenue : il n’y a rien à réessayer. Rechargez la page.',
  'problem.not-yours': 'Quayside s’occupe seul de ce changement ; rien à faire.',
  'problem.already-paused': 'C’est déjà en pause. Rechargez la page.',
  'problem.not-paused': 'Ce n’est pas en pause. Rechargez la page.',
  'problem.paused': 'Le compte est en pause : rien ne lui est demandé. Reprenez-le d’abord dans Canaux.',
  'problem.disconnected': 'Le compte est déconnecté. Reconnectez-le d’abord dans Canaux.',
  'problem.store':
    'La boutique va avec l’application : pour la déconnecter, retirez l’application de la boutique.',
  'problem.other-pool':
    'Ce produit appartient à une autre boutique que celle dont le compte vend le stock. Choisissez un produit de celle-ci.',
  'problem.invalid-units': 'Les unités sont des nombres entiers, au moins une. Corrigez et réessayez.',
  'problem.not-possible':
    'Cette offre ne le permet pas dans son état. Rechargez la page et regardez son statut.',
  'problem.last-owner':
    'Un espace de travail a besoin d’un propriétaire. Désignez d’abord quelqu’un d’autre.',
  'problem.no-address':
    'Cette installation n’a pas d’adresse où une plateforme puisse vous renvoyer. Demandez à la personne qui l’exploite de définir QUAYSIDE_PUBLIC_URL.',
  'command.check-connection': 'A testé une connexion',
  'command.pause-connection': 'A mis une connexion en pause',
  'command.resume-connection': 'A repris une connexion',
  'command.disconnect': 'A déconnecté un compte',
  'command.begin-consent': 'A commencé à connecter un compte',
  'command.claim-consent': 'A connecté un compte',
  'command.connect-channel': 'A connecté un compte par clés',
  'command.reconnect-channel': 'A donné de nouvelles clés à un compte',
  'command.list-variants': 'A mis des produits en vente',
  'command.stop-listings': 'A arrêté des offres',
  'command.relist-listings': 'A remis des offres en vente',
  'command.choose-match': 'A choisi une fiche du catalogue',
  'command.link-listing': 'A lié une offre',
  'command.retry-order': 'A réessayé une commande',
  'command.retry-held-orders': 'A réessayé des commandes retenues',
  'command.settle-order-change': 'A réglé une annulation ou un remboursement',
  'command.retry-order-change': 'A renvoyé une annulation ou un remboursement',
  'command.set-role': 'A changé un rôle',
  'step.stopped': 'Arrêtée à la main',
  'step.gone': 'N’est plus dans la boutique',
  'step.stock': 'En stock',
  'step.reserved': 'Moins ce que des commandes ont réservé',
  'step.buffer': 'Moins la marge de sécurité',
  'step.units-per-listing': 'Selon les unités par offre',
  'step.explicit': 'Le nombre saisi à la main',
  'step.maximum': 'Au plus',
  'step.never-above-sellable': 'Jamais plus que le vendable',
  'step.regular': 'Prix normal de la boutique',
  'step.sale': 'Prix promotionnel de la boutique',
  'step.cost': 'Coût',
  'step.modifier': 'Après le modificateur',
  'step.rounded': 'Arrondi',
};
