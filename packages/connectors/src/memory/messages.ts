/** What the toy platforms say: the least that a real connector says too. */
export const memoryMessages = {
  en: {
    'memory.busy': 'The toy platform is being asked a lot. Quayside waits and goes on by itself.',
    'memory.throttled': 'The toy platform asked Quayside to slow down. Quayside waits and goes on by itself.',
    'memory.unreachable':
      'The toy platform could not be reached. Quayside keeps trying; start it if it is stopped.',
    'memory.unknown-outcome':
      'The toy platform did not answer. Quayside looks before it sends anything again.',
    'memory.server-error': 'The toy platform reported an error. Quayside tries again by itself.',
    'memory.key-refused': 'The toy platform no longer accepts this key. Enter the current one and reconnect.',
    'memory.not-found': 'The toy platform no longer has {id}. Choose another one.',
    'memory.refused': 'The toy platform refused {id}. Correct it there and retry.',
    'memory.submission-failed':
      'The toy platform gave up reading new offers that were sent together. Quayside sends those again that are missing; nothing to do.',
    'memory.too-late':
      'Something was not sent because its turn came too late. Quayside decides it anew and sends it by itself; nothing to do.',
    'memory.outdated':
      'Something of {id} was sold meanwhile, so nothing was changed. Quayside looks again and goes on by itself; nothing to do.',
    'memory.not-made-here':
      'A shop sells its own products: {id} cannot be listed in it. Make the product there, under the same SKU.',
    'memory.reading-restarted': 'A reading starts again from its beginning; nothing to do.',
    'memory.other-pack':
      'One is sold by {pieces}, the other by {others}. Choose it only if that is what you want to sell.',
    'memory.listing-issue':
      'The toy market reports a problem with this listing ({code}): {text} Correct it there.',
  },
  fr: {
    'memory.busy': 'La plateforme jouet est très sollicitée. Quayside patiente et continue seul.',
    'memory.throttled':
      'La plateforme jouet demande à Quayside de ralentir. Quayside patiente et continue seul.',
    'memory.unreachable':
      'La plateforme jouet est injoignable. Quayside continue d’essayer ; démarrez-la si elle est arrêtée.',
    'memory.unknown-outcome':
      'La plateforme jouet n’a pas répondu. Quayside vérifie avant tout nouvel envoi.',
    'memory.server-error': 'La plateforme jouet a signalé une erreur. Quayside réessaie seul.',
    'memory.key-refused':
      'La plateforme jouet n’accepte plus cette clé. Saisissez la clé actuelle et reconnectez-vous.',
    'memory.not-found': 'La plateforme jouet n’a plus {id}. Choisissez autre chose.',
    'memory.refused': 'La plateforme jouet a refusé {id}. Corrigez-le sur place, puis réessayez.',
    'memory.submission-failed':
      'La plateforme jouet a renoncé à lire de nouvelles offres envoyées ensemble. Quayside renvoie celles qui manquent ; rien à faire.',
    'memory.too-late':
      'Un envoi n’a pas été fait car son tour est venu trop tard. Quayside le décide à nouveau et l’envoie seul ; rien à faire.',
    'memory.outdated':
      'Il s’est vendu {id} entre-temps, rien n’a donc été modifié. Quayside vérifie et continue seul ; rien à faire.',
    'memory.not-made-here':
      'Une boutique vend ses propres produits : {id} ne peut pas y être mis en vente. Créez-y le produit, sous le même SKU.',
    'memory.reading-restarted': 'Une lecture reprend depuis le début ; rien à faire.',
    'memory.other-pack':
      'L’un se vend par {pieces}, l’autre par {others}. Ne le choisissez que si c’est bien ce que vous voulez vendre.',
    'memory.listing-issue':
      'Le marché jouet signale un problème sur cette offre ({code}) : {text} Corrigez-le sur place.',
  },
} as const;
