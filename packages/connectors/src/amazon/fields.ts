import type { ManifestField } from '@quayside/core/ports/manifest';
import { amazonMarketplaces, amazonRegions } from './marketplaces.ts';

const secret = { of: 'credentials', kind: 'secret', isRequired: true, longest: 2_000 } as const;

const marketplaces = amazonMarketplaces.map(({ id, name }) => ({ value: id, name }));

/** What is chosen before Amazon's consent page, and what is typed in for a self-authorised application (Seller Central > Partner Network > Develop Apps). */
export const amazonFields: readonly ManifestField[] = [
  {
    name: 'marketplaceId',
    of: 'consent',
    kind: 'choice',
    isRequired: true,
    hasHint: true,
    longest: 50,
    options: marketplaces,
  },
  {
    name: 'region',
    of: 'settings',
    kind: 'choice',
    isRequired: true,
    hasHint: false,
    longest: 20,
    options: amazonRegions.map((value) => ({ value })),
  },
  { name: 'sellerId', of: 'settings', kind: 'text', isRequired: true, hasHint: true, longest: 40 },
  {
    name: 'marketplaceIds',
    of: 'settings',
    kind: 'choices',
    isRequired: true,
    hasHint: false,
    longest: 50,
    options: marketplaces,
  },
  { name: 'clientId', ...secret, hasHint: true },
  { name: 'clientSecret', ...secret, hasHint: false },
  { name: 'refreshToken', ...secret, hasHint: false },
];

export const amazonLabels = {
  en: {
    marketplaceId: 'Marketplace where you sign in',
    'marketplaceId.hint': 'The others of its region that you sell on are found by themselves',
    region: 'Region of the seller account',
    'region.NA': 'North America',
    'region.EU': 'Europe, Middle East, India',
    'region.FE': 'Asia Pacific',
    sellerId: 'Seller id',
    'sellerId.hint': 'Seller Central > Account Info > Your Merchant Token',
    marketplaceIds: 'Marketplaces to sell on',
    clientId: 'Client id of your application',
    'clientId.hint': 'Seller Central > Partner Network > Develop Apps > LWA credentials',
    clientSecret: 'Client secret',
    refreshToken: 'Refresh token',
  },
  fr: {
    marketplaceId: 'Place de marché où vous vous connectez',
    'marketplaceId.hint': 'Les autres de sa région où vous vendez sont trouvées automatiquement',
    region: 'Région du compte vendeur',
    'region.NA': 'Amérique du Nord',
    'region.EU': 'Europe, Moyen-Orient, Inde',
    'region.FE': 'Asie-Pacifique',
    sellerId: 'Identifiant vendeur',
    'sellerId.hint': 'Seller Central > Infos de compte > Votre jeton marchand',
    marketplaceIds: 'Places de marché où vendre',
    clientId: 'Identifiant client de votre application',
    'clientId.hint':
      'Seller Central > Réseau de partenaires > Développer des applications > identifiants LWA',
    clientSecret: 'Secret client',
    refreshToken: 'Jeton d’actualisation',
  },
} as const;
