/** One row of the shop's tax table. */
export interface TaxRate {
  readonly id: number;
  /** ISO country code; empty matches every country. */
  readonly country: string;
  /** Percent as decimal text, such as `20.0000`. */
  readonly rate: string;
  readonly name: string;
  /** `standard` or the slug of another tax class. */
  readonly class: string;
  readonly shipping: boolean;
  readonly compound: boolean;
}

/** Where the shop's own staff put a tracking number. */
export type TrackingStyle = 'shipment-tracking' | 'meta' | 'fulfillments' | 'note';

/** What a merchant or a host can configure; everything may be changed while the shop runs. */
export interface ShopSettings {
  name: string;
  currency: string;
  /** Fixed offset of the site's zone, minutes east of UTC. */
  gmtOffsetMinutes: number;
  pricesIncludeTax: boolean;
  /** What parts decimals in the prices that staff type; it also decides how a price that is no plain decimal is read. */
  priceDecimalSign: '.' | ',';
  /** Country for orders without an address, ISO code. */
  baseCountry: string;
  taxRates: TaxRate[];
  /** `posts` is the older order storage: a write that only touches meta does not move `date_modified`. */
  orderStorage: 'hpos' | 'posts';
  trackingStyle: TrackingStyle;
  /** Order fulfillments; off by default, then the routes answer 404 `rest_no_route`. */
  fulfillmentsEnabled: boolean;
  /** Cost of goods sold; off by default, then products have no such member. */
  costOfGoodsEnabled: boolean;
  /** The routes of the Shipment Tracking plugin. */
  shipmentTrackingEnabled: boolean;
  /** Whether a variation that is added, changed or deleted moves its parent's `date_modified`: so it does (observed); not where plugins write past the shop. */
  variationTouchesParent: boolean;
  /** Lets webhooks go to loopback and private hosts and to any port, which a real shop refuses. */
  allowLoopbackWebhooks: boolean;
  /** Milliseconds between two runs of the delivery queue. Real shops: about one minute, with traffic. */
  webhookIntervalMs: number;
  version: string;
  wordpressVersion: string;
}

/** The values of an ordinary French shop on WooCommerce 11.0.1. */
export function defaultShopSettings(): ShopSettings {
  return {
    name: 'Simulated shop',
    currency: 'EUR',
    gmtOffsetMinutes: 60,
    pricesIncludeTax: false,
    priceDecimalSign: '.',
    baseCountry: 'FR',
    taxRates: [
      {
        id: 1,
        country: 'FR',
        rate: '20.0000',
        name: 'TVA',
        class: 'standard',
        shipping: true,
        compound: false,
      },
    ],
    orderStorage: 'hpos',
    trackingStyle: 'shipment-tracking',
    fulfillmentsEnabled: false,
    costOfGoodsEnabled: false,
    shipmentTrackingEnabled: false,
    variationTouchesParent: true,
    allowLoopbackWebhooks: false,
    webhookIntervalMs: 60_000,
    version: '11.0.1',
    wordpressVersion: '6.9.1',
  };
}
