import type { StoreManifest } from '@quayside/core/ports/manifest';
import { wooCommerceMessages } from './messages.ts';

const second = 1_000;
const minute = 60 * second;

/** A WooCommerce shop, spoken to over its REST API v3. */
export const manifest: StoreManifest = {
  id: 'woocommerce',
  name: 'WooCommerce',
  role: 'store',
  auth: 'keys',
  fields: [
    { name: 'url', of: 'settings', kind: 'address', isRequired: true, hasHint: true, longest: 500 },
    { name: 'consumerKey', of: 'credentials', kind: 'secret', isRequired: true, hasHint: true, longest: 200 },
    {
      name: 'consumerSecret',
      of: 'credentials',
      kind: 'secret',
      isRequired: true,
      hasHint: false,
      longest: 200,
    },
  ],
  labels: {
    en: {
      url: 'Address of the shop',
      'url.hint': 'With its folder if it has one: https://shop.example or https://example.com/shop',
      consumerKey: 'Consumer key',
      'consumerKey.hint': 'WooCommerce > Settings > Advanced > REST API, with the permission Read/Write',
      consumerSecret: 'Consumer secret',
    },
    fr: {
      url: 'Adresse de la boutique',
      'url.hint':
        'Avec son dossier s’il y en a un : https://boutique.example ou https://example.com/boutique',
      consumerKey: 'Clé client',
      'consumerKey.hint': 'WooCommerce > Réglages > Avancé > API REST, avec la permission Lecture/écriture',
      consumerSecret: 'Secret client',
    },
  },
  messages: wooCommerceMessages,
  /**
   * WooCommerce publishes no limit. These are ours, for the smallest shop: observed on WooCommerce 11.0.1 with two shared cores, about 15 single reads
   * per second and 5 orders per second one after another.
   */
  rateLimits: {
    read: { perSecond: 10, burst: 50 },
    write: { perSecond: 5, burst: 20 },
  },
  /** The REST API has no idempotency key and cannot search custom fields (observed on WooCommerce 11.0.1). */
  orderCreation: 'lookup-after-settle',
  productPage: '{url}/wp-admin/post.php?post={productId}&action=edit',
  /** Where orders are no posts, WooCommerce leads from there to its own page of the order (plugin source, `PostsRedirectionController`). */
  orderPage: '{url}/wp-admin/post.php?post={orderId}&action=edit',
  orders: {
    /** Without a product a line is refused: `woocommerce_rest_required_product_reference` (plugin source). */
    takesPlainLines: false,
    /** Every new order takes its units from stock (observed), whatever its status. */
    takesShipped: false,
    takesRefunds: true,
  },
  hasLocations: false,
  timing: {
    /** Webhooks are lost on idle sites and never repeated (plugin source, class-wc-webhook.php), so polling is always on. */
    productPollEveryMs: minute,
    storeOrderPollEveryMs: minute,
    /** The shop's clock (one minute) and changes whose transaction ended later than their time says (one minute). */
    pollOverlapMs: 2 * minute,
    reconcileEveryMs: 6 * 60 * minute,
    /** An order takes 0.2 s on a quiet shop; thirty seconds is PHP's default `max_execution_time`. */
    createTimeoutMs: 30 * second,
    /** Long enough for a busy worker between its claim and the call; short against the settle time. */
    sendWindowMs: 10 * second,
    /** PHP goes on after we hung up: up to `max_execution_time` of its own, plus waits for mail and payment servers that do not count in it. */
    createSettleMs: 2 * minute,
    clockSkewMs: minute,
  },
};
