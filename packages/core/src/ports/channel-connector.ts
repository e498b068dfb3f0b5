import type { ChannelIssue } from '../domain/channel-issue.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import type { FeeEstimate } from '../domain/fee-estimate.ts';
import type { Gtin } from '../domain/gtin.ts';
import type { ChannelSku, MarketplaceId, MarketplaceOrderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Fulfillment, ListingRecord, ListingSnapshot } from '../domain/listing.ts';
import type { CatalogueItem } from '../domain/match.ts';
import type { Message } from '../domain/message.ts';
import type { Money } from '../domain/money.ts';
import type { OfferPrice, OfferTerms, PricePart } from '../domain/offer.ts';
import type { OrderChangeLine } from '../domain/order-change.ts';
import type { OrderSnapshot } from '../domain/order.ts';
import type { Result } from '../domain/result.ts';
import type { Answer, ChangeWindow, Page, UnreadableItem } from './connector.ts';
import type { EnsuredNotifications } from './notifications.ts';

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
