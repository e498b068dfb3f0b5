import type { MarketplaceId } from '../domain/ids.ts';
import type { CurrencyCode } from '../domain/money.ts';
import type { Condition, PricePart } from '../domain/offer.ts';

/** What a connector is, as data: hosts render forms and labels from it, the engine takes its times and scopes from it. */
export type ConnectorManifest = StoreManifest | ChannelManifest;

interface ManifestBase {
  /** The folder's name; stored with every connection. */
  readonly id: string;
  readonly name: string;
  /** How a merchant connects: keys typed in, consent given on the platform, or by installing the app of the platform itself. */
  readonly auth: 'keys' | 'oauth' | 'install';
  /** What the merchant types in or chooses, in order. Every name is one of the credentials or of the settings. */
  readonly fields: readonly ManifestField[];
  /** What the fields are called: `<name>`, `<name>.hint` and `<name>.<value>` of an option without a name. */
  readonly labels: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>>;
  /** Every sentence the connector can say to a merchant, by message code (which starts with the connector's id). */
  readonly messages: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>>;
  /** The platform's published limits, by operation. */
  readonly rateLimits: Readonly<Record<string, RateLimit>>;
}

/** One field of a form; its words are the manifest's labels. */
export interface ManifestField {
  /** The member of the connector's credentials, settings or consent choices that it fills. */
  readonly name: string;
  readonly of: 'credentials' | 'settings' | 'consent';
  readonly kind: 'text' | 'secret' | 'address' | 'choice' | 'choices';
  readonly isRequired: boolean;
  readonly hasHint: boolean;
  readonly longest: number;
  readonly options?: readonly { readonly value: string; readonly name?: string }[];
}

/** A token bucket: it starts full, and every call takes one token. */
export interface BucketLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** The buckets that one call of an operation takes from (ADR 0012): the connection's own, and those that it shares with others. */
export interface RateLimit extends BucketLimit {
  /** What all connections of one application have together (see `application` of the connector's definition). */
  readonly perApplication?: BucketLimit;
}

export interface StoreManifest extends ManifestBase {
  readonly role: 'store';
  /**
   * How the shop keeps a marketplace order from becoming two store orders (ADR 0007).
   *
   * `unique-key`: the shop itself refuses a second one. `lookup-after-settle`: a creation with an unknown outcome is looked up, and counts as
   * not done only after `settleMs` have passed since it could last have been answered.
   */
  readonly orderCreation: 'unique-key' | 'lookup-after-settle';
  /**
   * Where the shop's owner edits a product: an address in which settings stand as `{name}`, and `{productId}` for the store's id of the product. `null`: nowhere that
   * has an address.
   */
  readonly productPage: string | null;
  /** Where the shop's owner sees an order: as `productPage`, with `{orderId}` for the store's id of the order. */
  readonly orderPage: string | null;
  readonly orders: {
    /** Takes lines that name no product of the store. */
    readonly takesPlainLines: boolean;
    /** Takes orders that others have shipped, without touching the stock. */
    readonly takesShipped: boolean;
    /** Takes refunds, also of single lines. */
    readonly takesRefunds: boolean;
  };
  /** Whether the shop counts by location, and takes the units of an order where it is told to. */
  readonly hasLocations: boolean;
  readonly timing: StoreTiming;
}

/** Official or observed values in milliseconds; a test may shorten them (see `withTiming`). */
export interface StoreTiming {
  readonly productPollEveryMs: number;
  readonly storeOrderPollEveryMs: number;
  /** How far a window reaches back over the one before, for clocks and for changes stored late. */
  readonly pollOverlapMs: number;
  /** Everything is read again this often, even if no notice came (P4). */
  readonly reconcileEveryMs: number;
  /** How long after its claim a creation may still leave this process: a worker that slept longer sends nothing (ADR 0007). */
  readonly sendWindowMs: number;
  /** How long a creation may be waited for. */
  readonly createTimeoutMs: number;
  /** How long after its time-out a creation may still take effect or be missing from look-ups. */
  readonly createSettleMs: number;
  /** How far the shop's clock may differ from ours. */
  readonly clockSkewMs: number;
}

/** Whether a channel keeps one value per SKU over all its marketplaces, or one per listing. */
export type AspectScope = 'channel-sku' | 'listing';

export interface ChannelManifest extends ManifestBase {
  readonly role: 'channel';
  /** A consent on the channel's own pages ends so long after it was given, and the merchant is reminded before (ADR 0017). Absent: it does not end by itself. */
  readonly consentGoodForDays?: number;
  readonly marketplaces: readonly {
    readonly id: MarketplaceId;
    readonly name: string;
    readonly currency: CurrencyCode;
    /** Where buyers see an item of the catalogue: an address over https, in which `{catalogueId}` stands for its id. Absent: nowhere that has one. */
    readonly itemPage?: string;
    /** Where the seller sees an order: an address over https, in which `{orderId}` stands for the marketplace's number of it. Absent: nowhere that has one. */
    readonly orderPage?: string;
  }[];
  readonly aspects: {
    readonly quantity: { readonly scope: AspectScope };
    readonly price: { readonly scope: AspectScope };
  };
  /**
   * `absolute`: a quantity overwrites whatever is there. `compare-and-set`: it does so only if what was seen last is still there, so that a sale which
   * nobody has told us of is never overwritten (ADR 0014).
   */
  readonly quantityWrite: 'absolute' | 'compare-and-set';
  readonly catalogue: {
    /** What merchants call the channel's catalogue id. */
    readonly idName: string;
    /** A regular expression that every catalogue id matches. */
    readonly idPattern: string;
    /** How many numbers one look-up may ask for. */
    readonly idsPerLookUp: number;
    /** How it is searched by words; `null`: it cannot be. */
    readonly search: { readonly mostWords: number } | null;
  };
  readonly orders: {
    /** Takes a merchant's cancellation, also of single lines. */
    readonly takesCancellations: boolean;
    readonly takesRefunds: boolean;
  };
  /** What the channel tells of its fees before a sale; `null`: nothing. */
  readonly fees: {
    /** How many sales one call may ask about. */
    readonly questionsPerCall: number;
    /** From one call to the next, in milliseconds. */
    readonly callEveryMs: number;
  } | null;
  readonly shipments: {
    /** The carriers that the channel knows, by its own names. */
    readonly carriers: readonly string[];
    /** Whether it takes others by any name. */
    readonly takesOtherCarriers: boolean;
  };
  readonly offers: {
    readonly longestSku: number;
    readonly conditions: readonly Condition[];
    /** `null`: the channel takes no handling time. */
    readonly mostHandlingDays: number | null;
    readonly hasShippingTemplates: boolean;
    /** Which parts of a price it takes and shows, besides what buyers pay. */
    readonly priceParts: readonly PricePart[];
    /** How it takes many new offers in one piece (ADR 0022); `null`: it takes them one by one. */
    readonly submissions: SubmissionLimits | null;
  };
  readonly timing: ChannelTiming;
}

export interface SubmissionLimits {
  /** Offers in one piece. */
  readonly mostOffers: number;
  /** From so many listings on their way, offers are sent together. */
  readonly worthFrom: number;
  /** Channel SKUs that one read may ask for. */
  readonly skusPerRead: number;
  /** A submission is sent when no listing has joined it for so long, */
  readonly quietMs: number;
  /** and at the latest so long after the first one. */
  readonly gatherMs: number;
  /** From one look at what became of it to the next. */
  readonly lookMs: number;
  /** How long it may take. After that, or where nobody knows whether it arrived, its listings are looked for and go on their way again. */
  readonly patienceMs: number;
}

export interface ChannelTiming {
  readonly orderPollEveryMs: number;
  /** The newest moment that a window may reach is this far in the past. */
  readonly orderWindowLagMs: number;
  readonly pollOverlapMs: number;
  /** How long after it was decided a write may still leave. */
  readonly sendWindowMs: number;
  /** How long a write may be waited for. */
  readonly writeTimeoutMs: number;
  /** How long after its acceptance a quantity or a price may be missing from reads. */
  readonly offerSettleMs: number;
  /** How long after its acceptance a new listing is looked for first. */
  readonly listingSettleMs: number;
  /** How long a new listing may take to appear before that is an error. */
  readonly listingPatienceMs: number;
  /** From one look at a list of all listings that is not ready yet to the next. */
  readonly listingsWaitMs: number;
  /** From one reading of all listings to the next. */
  readonly listingsPollEveryMs: number;
  readonly reconcileEveryMs: number;
}

/** The same manifest with other times: for tests and the demo, where the official values would take hours. */
export function withTiming<Manifest extends ConnectorManifest>(
  manifest: Manifest,
  timing: Partial<Manifest['timing']>,
): Manifest {
  return { ...manifest, timing: { ...manifest.timing, ...timing } };
}
