import { conditions } from '@quayside/core/domain/offer';
import type { ChannelManifest, StoreManifest } from '@quayside/core/ports/manifest';
import { followerMarketplaces } from './follower-marketplaces.ts';
import { shopifyLimits } from './limits.ts';
import { shopifyMessages } from './messages.ts';
import { trackingCompanies } from './tracking-companies.ts';

const second = 1_000;
const minute = 60 * second;

/** A Shopify shop, spoken to over its Admin GraphQL API. */
export const manifest: StoreManifest = {
  id: 'shopify',
  name: 'Shopify',
  role: 'store',
  /** The embedded app brings shop and tokens; for a custom app they are typed in. */
  auth: 'install',
  fields: [
    { name: 'shop', of: 'settings', kind: 'text', isRequired: true, hasHint: true, longest: 100 },
    { name: 'accessToken', of: 'credentials', kind: 'secret', isRequired: true, hasHint: true, longest: 500 },
  ],
  labels: {
    en: {
      shop: 'Address of the shop',
      'shop.hint': 'The one that ends in myshopify.com: Settings > Domains',
      accessToken: 'Admin API access token',
      'accessToken.hint': 'Settings > Apps > Develop apps > your app > API credentials',
    },
    fr: {
      shop: 'Adresse de la boutique',
      'shop.hint': 'Celle qui se termine par myshopify.com : Paramètres > Domaines',
      accessToken: 'Jeton d’accès à l’API Admin',
      'accessToken.hint':
        'Paramètres > Applications > Développer des applications > votre application > Identifiants API',
    },
  },
  messages: shopifyMessages,
  rateLimits: shopifyLimits,
  /**
   * The key is a unique metafield, but no official source says what `orderCreate` does with one that is taken (README, Orders). So an unknown outcome is looked up; a
   * refusal for a taken key is answered with the order that has it.
   */
  orderCreation: 'lookup-after-settle',
  /** Shopify leads from there to the shop's place in its admin. */
  productPage: 'https://{shop}/admin/products/{productId}',
  orderPage: 'https://{shop}/admin/orders/{orderId}',
  orders: {
    /** A line may name a title alone (`OrderCreateLineItemInput`). */
    takesPlainLines: true,
    /** `inventoryBehaviour: BYPASS`. */
    takesShipped: true,
    takesRefunds: true,
  },
  hasLocations: true,
  timing: {
    /** Webhooks come within seconds, and are repeated for four hours; what is missed is found by these. One page each while nothing changes. */
    productPollEveryMs: minute,
    storeOrderPollEveryMs: minute,
    /** Lists by time are searches of an index that follows the shop after a moment; Shopify names no time. Ours, until measured. */
    pollOverlapMs: 5 * minute,
    reconcileEveryMs: 6 * 60 * minute,
    /** An order is created within a few seconds; Shopify ends requests of its own before half a minute. */
    createTimeoutMs: 30 * second,
    /** Long enough for a busy worker between its claim and the call; short against the settle time. */
    sendWindowMs: 10 * second,
    /** The unique metafield is found at once; the second marker by the search of orders, after a moment (see `pollOverlapMs`). */
    createSettleMs: 2 * minute,
    /** Shopify's clocks are kept; ours may not be. */
    clockSkewMs: minute,
  },
};

/** A Shopify shop that sells from another shop's stock. */
export const followerManifest: ChannelManifest = {
  id: manifest.id,
  name: manifest.name,
  role: 'channel',
  auth: manifest.auth,
  fields: [
    ...manifest.fields,
    { name: 'location', of: 'settings', kind: 'text', isRequired: false, hasHint: true, longest: 20 },
  ],
  labels: {
    en: {
      ...manifest.labels.en,
      location: 'Number of the location',
      'location.hint':
        'Settings > Locations > your location: the number at the end of the page’s address. Empty: the shop’s oldest location',
    },
    fr: {
      ...manifest.labels.fr,
      location: 'Numéro de l’emplacement',
      'location.hint':
        'Paramètres > Emplacements > votre emplacement : le numéro à la fin de l’adresse de la page. Vide : le plus ancien emplacement de la boutique',
    },
  },
  messages: shopifyMessages,
  rateLimits: shopifyLimits,
  marketplaces: followerMarketplaces,
  aspects: { quantity: { scope: 'listing' }, price: { scope: 'listing' } },
  /** `changeFromQuantity` of `inventorySetQuantities`. */
  quantityWrite: 'compare-and-set',
  catalogue: { idName: 'variant', idPattern: '^\\d{1,20}$', idsPerLookUp: 20, search: null },
  /** Its buyers are the shop's own: what is cancelled or paid back there is the merchant's to do. */
  orders: { takesCancellations: false, takesRefunds: false },
  fees: null,
  /** `company` is any text; of the companies that Shopify knows, by exactly their names, it makes links for the buyer (S, `FulfillmentTrackingInfo`). */
  shipments: { carriers: trackingCompanies, takesOtherCarriers: true },
  /** Products are made in the shop: nothing is offered from here. 255 characters are as many as the engine keeps of a SKU. */
  offers: {
    longestSku: 255,
    conditions,
    mostHandlingDays: null,
    hasShippingTemplates: false,
    priceParts: [],
    submissions: null,
  },
  timing: {
    /** Its notices are not received (ADR 14), so a sale is known by the next poll. One page while nothing changes. */
    orderPollEveryMs: minute,
    /**
     * Orders are found by the search, which follows the shop after a moment (see `pollOverlapMs`). A window that ends sooner could miss a sale that a count already
     * shows, and the count would be raised again (P3).
     */
    orderWindowLagMs: minute,
    pollOverlapMs: manifest.timing.pollOverlapMs,
    sendWindowMs: manifest.timing.sendWindowMs,
    writeTimeoutMs: manifest.timing.createTimeoutMs,
    /** Counts and prices are written and read by id; Shopify names no time. Ours, until measured. */
    offerSettleMs: 10 * second,
    /** Nothing is created: the three are never waited for. */
    listingSettleMs: minute,
    listingPatienceMs: minute,
    listingsWaitMs: second,
    /** The list is read for new products and new SKUs; what a listing shows is read with it. */
    listingsPollEveryMs: 60 * minute,
    reconcileEveryMs: manifest.timing.reconcileEveryMs,
  },
};
