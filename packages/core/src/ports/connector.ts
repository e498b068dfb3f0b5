import type { z } from 'zod';
import type { ConnectorManifest, ChannelManifest, StoreManifest } from './manifest.ts';
import type { Clock } from './clock.ts';
import type { ChannelIssue } from '../domain/channel-issue.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import type { ChannelNotifications, EnsuredNotifications } from './notifications.ts';
import type { RateBudget } from './rate-budget.ts';
import type { Log } from './log.ts';
import type { Result } from '../domain/result.ts';
import type { Instant } from '../domain/instant.ts';
import type {
  ChannelSku,
  LocationId,
  MarketplaceId,
  MarketplaceOrderId,
  Sku,
  StoreOrderId,
  StoreProductId,
  StoreVariantId,
} from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { FeeEstimate } from '../domain/fee-estimate.ts';
import type { Fulfillment, ListingRecord, ListingSnapshot } from '../domain/listing.ts';
import type { CatalogueItem } from '../domain/match.ts';
import type { OfferPrice, OfferTerms, PricePart } from '../domain/offer.ts';
import type { CurrencyCode, Money } from '../domain/money.ts';
import type { OrderChangeLine } from '../domain/order-change.ts';
import type { OrderImportPolicy } from '../domain/order-import.ts';
import type { Buyer, OrderSnapshot } from '../domain/order.ts';
import type { Gtin } from '../domain/gtin.ts';
import type { ProductSnapshot } from '../domain/product.ts';
import type { Hint } from '../domain/inbox.ts';
import type { StoreOrderSnapshot } from '../domain/shipment.ts';

/** The answer of every call to a platform. Only bugs throw. */
export type Answer<Value> = Promise<Result<Value, ConnectorError>>;

/** What a connector is given to work with; everything else it may not touch. */
export interface ConnectorContext {
  readonly clock: Clock;
  readonly log: Log;
  /** Asked before every call to the platform. */
  readonly budget: RateBudget;
  /** This installation's own registration with the platform, shaped by the definition's `registration`; `null` while it has none (ADR 0016). */
  readonly registration: unknown;
  readonly renewCredentials: RenewCredentials;
}

/**
 * Puts new credentials in the place of those that no longer serve: one renewal at a time over all processes, the rest wait for its outcome (ADR 0016).
 *
 * @param isSpent whether the credentials as they are stored now must be renewed; if not, somebody else did so, and they are the answer.
 * @param renewal makes the new ones from the stored ones; what it answers is stored before anybody sees it.
 */
export type RenewCredentials = (
  isSpent: (stored: unknown) => boolean,
  renewal: (stored: unknown) => Answer<unknown>,
) => Answer<unknown>;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Items that the platform sent and the connector could not read. Never dropped silently (P2, P8). */
  readonly unreadable: readonly UnreadableItem[];
  /** `null` on the last page. Opaque; belongs to the same window. */
  readonly nextPageToken: string | null;
  /** How many items the whole window has, where the platform says. */
  readonly total?: number;
}

export interface UnreadableItem {
  /** The platform's id of the item, as far as it can be told. */
  readonly id: string;
  /** What could not be read, for the log: paths and types, never values. */
  readonly problem: string;
}

/** Everything changed at or after `from` and before `until`, oldest first where the platform can. */
export interface ChangeWindow {
  /** `null`: everything there is. */
  readonly from: Instant | null;
  readonly until: Instant;
  readonly pageToken: string | null;
}

// --- stores -------------------------------------------------------------------------------------------------------------------------

/** What a test of a store's connection proves. */
export interface StoreProfile {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly platformVersion: string | null;
}

/** A shop. Every method is one question or one change; none of them repeats a write by itself. */
export interface StoreConnector {
  /** Proves the credentials by a call that needs the rights the engine needs. */
  test(): Answer<StoreProfile>;
  readonly products: {
    /** All products changed in the window, each with all of its variants. */
    changed(window: ChangeWindow): Answer<Page<ProductSnapshot>>;
    /** One product as it is now; no variants when the shop no longer has it. */
    read(id: StoreProductId): Answer<ProductSnapshot>;
  };
  readonly orders: {
    /** Store orders that carry the key, oldest first. May lag behind `create` by the manifest's settle time. */
    find(key: string, createdAfter: Instant): Answer<readonly StoreOrderSnapshot[]>;
    /**
     * Creates one store order; the shop's stock falls with it. `unknown-outcome` when it may have happened.
     * Where the manifest says `unique-key`, a second creation with the same key answers the first order.
     */
    create(request: StoreOrderRequest): Answer<StoreOrderSnapshot>;
    /** Cancels a store order and puts its units back. Cancelling a cancelled one is fine. */
    cancel(id: StoreOrderId): Answer<void>;
    /** `null` when the shop no longer has it. */
    read(id: StoreOrderId): Answer<StoreOrderSnapshot | null>;
    changed(window: ChangeWindow): Answer<Page<StoreOrderSnapshot>>;
    /**
     * Gives back a part of a store order, or money for it. The same key again is harmless: the connector looks for it first. Absent where the manifest says
     * that the store takes no refunds.
     */
    readonly refund?: (request: StoreRefundRequest) => Answer<void>;
  };
  /** Asks the shop to call us, or repairs what is registered already. Absent where the platform has no webhooks. */
  readonly webhooks?: {
    ensure(registration: WebhookRegistration): Answer<void>;
  };
}

export interface StoreRefundRequest {
  /** Written to the refund, and shown with it. */
  readonly key: string;
  readonly storeOrderId: StoreOrderId;
  readonly lines: readonly {
    readonly storeVariantId: StoreVariantId;
    /** Units of the variant. */
    readonly quantity: number;
    readonly total: Money;
    readonly tax: Money | null;
  }[];
  readonly shipping: Money | null;
  /** Whether the units go back into stock: they never left. */
  readonly isRestocked: boolean;
  /** The request must not leave this process after this moment (ADR 0013). */
  readonly sendBy: Instant;
}

export interface StoreOrderRequest {
  /** Written to the store order and found again by `find`. */
  readonly key: string;
  /** The channel, as the merchant knows it. */
  readonly channelName: string;
  readonly marketplaceOrderId: MarketplaceOrderId;
  /** The marketplace's number as the merchant wants to read it in the store. */
  readonly number: string;
  readonly tags: readonly string[];
  readonly currency: CurrencyCode;
  readonly lines: readonly StoreOrderLine[];
  readonly shippingTotal: Money;
  /** What the parcel is to be sent by; `null`: the channel did not say. */
  readonly shippingMethod: string | null;
  readonly tax: OrderImportPolicy['tax'];
  /** `shipped`: others have shipped it. Its units are not the store's: the stock stays as it is. */
  readonly status: 'open' | 'shipped';
  readonly buyer: Buyer | null;
  /** Where the units are to be taken; `null`: the store decides. */
  readonly locations: readonly LocationId[] | null;
  /** The request must not leave this process after this moment (ADR 0007). */
  readonly sendBy: Instant;
}

export interface StoreOrderLine {
  /** `null`: no product is linked to it; the line is known by its title alone, and takes no stock. */
  readonly item: {
    readonly storeProductId: StoreProductId;
    readonly storeVariantId: StoreVariantId;
    readonly sku: Sku | null;
  } | null;
  readonly title: string;
  /** Units of the variant. */
  readonly quantity: number;
  /** For the whole line, as the buyer pays it, tax contained. */
  readonly total: Money;
  readonly tax: Money | null;
}

export interface WebhookRegistration {
  readonly url: string;
  /** Letters and digits only: some shops decode anything else. */
  readonly secret: string;
}

// --- channels -----------------------------------------------------------------------------------------------------------------------

export interface ChannelProfile {
  readonly marketplaces: readonly { readonly id: MarketplaceId; readonly name: string }[];
}

export interface ListingAddress {
  readonly channelSku: ChannelSku;
  readonly marketplace: MarketplaceId;
  readonly channelData: Readonly<Record<string, string>>;
}

/** One seller's account on a marketplace operator's system. */
export interface ChannelConnector {
  test(): Answer<ChannelProfile>;
  readonly listings: {
    /**
     * All listings of the account, part by part. A channel may need minutes to write its list: a part then holds nothing, and says how long to wait.
     * Reading may be left after any part and gone on with later, from that part's token, also by another process. It ends after a part that says to
     * wait, after a failure and after the last part; parts that were handed over may come again.
     */
    all(resumeToken: string | null): AsyncIterable<Result<ListingsPart, ConnectorError>>;
    /** `null` when the account has no such SKU there. */
    read(address: Pick<ListingAddress, 'channelSku' | 'marketplace'>): Answer<ListingSnapshot | null>;
    /**
     * What keeps the account from making an offer, each with a reason and a repair, as far as the channel says before it is made; nothing is changed. Empty: nothing that
     * is known. Absent where the channel cannot be asked.
     */
    readonly restrictions?: (
      request: Pick<NewOffer, 'channelSku' | 'marketplace' | 'catalogueId' | 'terms'>,
    ) => Answer<readonly ChannelIssue[]>;
    /**
     * Offers something on an item of the channel's catalogue under a new SKU, with a quantity of 0. Accepted is not yet listed: what becomes of it, a
     * later read shows. The same request again is harmless.
     */
    create(request: NewOffer): Answer<void>;
    /**
     * Sets what buyers can order, and nothing else of the listing. Accepted is not yet shown: see the manifest's settle time. Nothing may leave after `sendBy`:
     * somebody else may be at it by then, and know better (ADR 0013).
     *
     * @param expected what was seen there last. Where the manifest says `compare-and-set`, anything else there is `outdated`, and nothing is changed.
     */
    setQuantity(address: ListingAddress, quantity: number, sendBy: Instant, expected: number): Answer<void>;
    /**
     * Sets what buyers pay for one unit of the listing, with the parts that it names, and nothing else of it. Nothing may leave after `sendBy`.
     *
     * @param gone parts that are to be taken away where they are; all others stay as they are, whoever has set them.
     */
    setPrice(
      address: ListingAddress,
      price: OfferPrice,
      sendBy: Instant,
      gone: readonly PricePart[],
    ): Answer<void>;
    /** Those of the SKUs that the account has on the marketplace, in no order; at most as many as the manifest says. Absent where there are no submissions. */
    readonly readMany?: (
      marketplace: MarketplaceId,
      channelSkus: readonly ChannelSku[],
    ) => Answer<readonly ListingSnapshot[]>;
  };
  /** Absent where the manifest says that the channel takes offers one by one. */
  readonly submissions?: ChannelSubmissions;
  readonly catalogue: {
    /** Items of the channel's catalogue by number, in no order; those that it does not have are missing. */
    lookUp(request: CatalogueLookUp): Answer<readonly CatalogueItem[]>;
    /** Items of the channel's catalogue by words, in the channel's own order; the first page, which may hold none. Absent where the manifest says that it has no search. */
    readonly search?: (request: CatalogueSearch) => Answer<readonly CatalogueItem[]>;
  };
  /** What the channel takes of sales. Absent where the manifest says that it tells none. */
  readonly fees?: {
    /**
     * What it would take of each, in the order asked; `null` where it cannot tell.
     *
     * @throws Error when more is asked for than the manifest says: a bug.
     */
    estimate(questions: readonly FeeQuestion[]): Answer<readonly (FeeEstimate | null)[]>;
  };
  readonly orders: {
    changed(window: ChangeWindow): Answer<Page<OrderSnapshot>>;
    /** `null` when the account has no such order. */
    read(id: MarketplaceOrderId): Answer<OrderSnapshot | null>;
    /** Tells the channel that the merchant will not send the order, or a part of it. The same key again is harmless. Absent: see the manifest. */
    readonly cancel?: (request: OrderCancellation) => Answer<void>;
    /** Gives the buyer money back. The same key again is harmless: the connector looks for it first. Absent: see the manifest. */
    readonly refund?: (request: OrderRefundRequest) => Answer<void>;
  };
  readonly shipments: {
    /** Tells the channel of one parcel. Telling it twice under the same package number is harmless. */
    confirm(request: ShipmentConfirmation): Answer<void>;
  };
  /** Asks the channel to notify us of the account's changes, or repairs what it was asked. Absent where it cannot, or this installation has no queue for it. */
  readonly notifications?: {
    ensure(): Answer<EnsuredNotifications>;
  };
}

export interface ListingsPart {
  readonly items: readonly ListingRecord[];
  readonly unreadable: readonly UnreadableItem[];
  /** `null` when this was the last part. */
  readonly resumeToken: string | null;
  /** Ask again, with the token, only after this many milliseconds; 0: at once. */
  readonly waitMs: number;
}

/** New offers that go to the channel in one piece (ADR 0022). */
export interface ChannelSubmissions {
  /**
   * Sends as many of the offers as fit into one piece, from the first on; each is created as `listings.create` does, with a quantity of 0. Accepted is not yet
   * read: see `outcome`. Nothing may leave after `sendBy`.
   */
  create(
    marketplace: MarketplaceId,
    offers: readonly SubmittedOffer[],
    sendBy: Instant,
  ): Answer<SubmissionReceipt>;
  outcome(marketplace: MarketplaceId, channelId: string): Answer<SubmissionOutcome>;
}

export interface SubmittedOffer extends NewOffer {
  /** The account sells this SKU on another marketplace: the quantity that it shows there stays as it is. */
  readonly isSoldElsewhere: boolean;
}

export interface SubmissionReceipt {
  /** By what the channel knows it. */
  readonly channelId: string;
  /** How many of the offers are in it; the others did not fit. */
  readonly taken: number;
}

export type SubmissionOutcome =
  | { readonly kind: 'waiting' }
  /** The channel gave it up, or no longer knows it: what it has done of it, only reads can tell. */
  | { readonly kind: 'failed'; readonly message: Message }
  /** All offers were accepted but these. */
  | { readonly kind: 'done'; readonly refusals: readonly OfferRefusal[] };

export interface OfferRefusal {
  readonly channelSku: ChannelSku;
  readonly message: Message;
  /** What the channel found wrong, each with a reason and a repair. */
  readonly issues: readonly ChannelIssue[];
}

export interface NewOffer {
  readonly channelSku: ChannelSku;
  readonly marketplace: MarketplaceId;
  readonly catalogueId: string;
  readonly price: OfferPrice;
  readonly terms: OfferTerms;
  /** What the catalogue item taught. */
  readonly channelData: Readonly<Record<string, string>>;
}

export type CatalogueLookUp = { readonly marketplace: MarketplaceId } & (
  | { readonly by: 'gtin'; readonly gtins: readonly Gtin[] }
  | { readonly by: 'catalogue-id'; readonly catalogueIds: readonly string[] }
);

export interface CatalogueSearch {
  readonly marketplace: MarketplaceId;
  /** At most as many as the manifest says, at least one. */
  readonly words: readonly string[];
  /** Only items of this brand; `null`: of any. */
  readonly brand: string | null;
}

/** A sale that has not happened: of one unit of a listing at a price. What is not listed yet is asked about by the item that it is to be offered on. */
export interface FeeQuestion {
  readonly of: { readonly channelSku: ChannelSku } | { readonly catalogueId: string };
  readonly marketplace: MarketplaceId;
  readonly fulfillment: Fulfillment;
  readonly price: Money;
}

export interface OrderCancellation {
  readonly key: string;
  readonly marketplaceOrderId: MarketplaceOrderId;
  readonly marketplace: MarketplaceId;
  /** `null`: the whole order. */
  readonly lines: readonly Pick<OrderChangeLine, 'marketplaceLineId' | 'quantity'>[] | null;
  /** Nothing may leave after this moment. */
  readonly sendBy: Instant;
}

export interface OrderRefundRequest extends Omit<OrderCancellation, 'lines'> {
  readonly lines: readonly OrderChangeLine[];
  readonly shipping: Money | null;
}

export interface ShipmentConfirmation {
  readonly marketplaceOrderId: MarketplaceOrderId;
  readonly marketplace: MarketplaceId;
  readonly packageNumber: number;
  /** By the channel's name for it where it has one (see the manifest), else as the shop spells it. */
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly shippedAt: Instant;
  readonly lines: readonly { readonly marketplaceLineId: string; readonly quantity: number }[];
}

// --- webhooks -----------------------------------------------------------------------------------------------------------------------

export interface WebhookRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Exactly the bytes that came: signatures are over these. */
  readonly rawBody: Uint8Array;
}

/** What a delivery means. Pure: the same request and secret give the same verdict. */
export type WebhookVerdict =
  | { readonly kind: 'hints'; readonly hints: readonly Hint[] }
  /** The platform's own test call: answered with success, and nothing is stored. */
  | { readonly kind: 'ping' }
  /** Signed well, and about nothing that we follow. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'bad-signature' }
  | { readonly kind: 'unreadable' };

// --- definitions: what a connector's folder exports ----------------------------------------------------------------------------------

/**
 * Consent given on the platform's own pages (OAuth 2.0, authorization code). The engine makes the `state`, keeps what was chosen with it, and accepts each once
 * (ADR 0017).
 */
export interface Consent {
  /** What the merchant chooses before, such as the marketplace; the manifest's fields of `consent` show it. */
  readonly choices: z.ZodType;
  /**
   * Reads what the platform sends along when a merchant begins at its own app store: what becomes of it is kept with what the merchant chooses, and leads the page back
   * to where they came from. `null`: nothing that this platform sends, or not an address of its own, since anybody can make such a link. Absent: none begins there.
   */
  readonly readStart?: (
    query: Readonly<Record<string, string>>,
    registration: unknown,
  ) => Readonly<Record<string, unknown>> | null;
  /** The platform's page, to be opened at top level. */
  pageUrl(request: ConsentRequest & { readonly state: string }): string;
  /** Exchanges what the platform sent back for what a connection is made of. `invalid-input` when the merchant declined or the code no longer serves. */
  complete(
    request: ConsentRequest & { readonly query: Readonly<Record<string, string>> },
    context: ConnectorContext,
  ): Answer<ConsentGrant>;
}

export interface ConsentRequest {
  readonly registration: unknown;
  readonly choices: unknown;
  /** Where the platform sends the merchant back to; it compares it with what was registered. */
  readonly returnUrl: string;
}

/** What a consent gives: credentials and settings that pass the definition's schemas. */
export interface ConsentGrant {
  readonly credentials: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the account may be called until the merchant names it. */
  readonly name: string;
}

interface Definition<Manifest extends ConnectorManifest, Connector> {
  readonly manifest: Manifest;
  /** What `open` needs to speak for the merchant; encrypted at rest. */
  readonly credentials: z.ZodType;
  /** What the merchant chooses that is no secret. */
  readonly settings: z.ZodType;
  /**
   * As which application the platform sees us with these credentials: connections with the same answer share the limits `perApplication` of the manifest.
   * Absent: with none.
   */
  readonly application?: (credentials: unknown, registration: unknown) => string;
  /** What the platform gave this installation when it was registered there, such as client id and secret. Absent: it needs none (ADR 0016). */
  readonly registration?: z.ZodType;
  /** How a merchant consents on the platform's own pages. Absent: credentials are typed in, or come with the host. */
  readonly consent?: Consent;
  /**
   * Makes a connector for one connection. Both values have passed the schemas above. Does no IO.
   *
   * @param manifest the manifest in force: its times are what the engine counts on, so the connector's time-outs come from it.
   */
  open(
    connection: { readonly credentials: unknown; readonly settings: unknown },
    context: ConnectorContext,
    manifest: Manifest,
  ): Connector;
}

export type StoreDefinition = Definition<StoreManifest, StoreConnector> & {
  /** Judges a delivery by the secret that was registered for the connection, or by the installation's registration. */
  readonly receiveWebhook?: (
    request: WebhookRequest,
    secret: string,
    registration: unknown,
  ) => WebhookVerdict;
};

export type ChannelDefinition = Definition<ChannelManifest, ChannelConnector> & {
  /** How the channel tells of changes by itself. Absent: it does not, and is asked. */
  readonly notifications?: ChannelNotifications;
};

export type ConnectorDefinition = StoreDefinition | ChannelDefinition;
