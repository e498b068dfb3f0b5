import type { FeeEstimate } from './fee-estimate.ts';
import type { ChannelIssue } from './channel-issue.ts';
import type { Gtin } from './gtin.ts';
import type {
  ChannelSku,
  ConnectionId,
  ListingId,
  MarketplaceId,
  SubmissionId,
  TargetId,
  VariantId,
} from './ids.ts';
import type { Instant } from './instant.ts';
import type { ListingStatus } from './listing-life.ts';
import type { OfferPrice, OfferTerms } from './offer.ts';
import type { PolicyIds } from './policy.ts';

/** Who ships: the merchant (from the pool), or the channel from its own warehouses (never mixed with the pool). */
export type Fulfillment = 'merchant' | 'channel';

/** How a listing came to its variant. */
export type LinkedBy = 'hand' | 'channel-sku' | 'gtin' | 'listed-here';

/** A channel SKU's presence on one marketplace of a channel account. Unique by (connection, marketplace, channel SKU). */
export interface Listing {
  readonly id: ListingId;
  readonly connectionId: ConnectionId;
  readonly marketplace: MarketplaceId;
  readonly channelSku: ChannelSku;
  readonly status: ListingStatus;
  /** The channel's catalogue id, once known. */
  readonly catalogueId: string | null;
  /** As the channel shows it; `null` until it was read. */
  readonly title: string | null;
  /** Trade item numbers by which the channel knows it. */
  readonly gtins: readonly Gtin[];
  readonly variantId: VariantId | null;
  readonly linkedBy: LinkedBy | null;
  readonly fulfillment: Fulfillment;
  /** Units of the variant in one unit of the listing (a pack of six: 6). */
  readonly unitsPerListing: number;
  /** The merchant's own number for stock that is not counted; `null` for none. */
  readonly explicitQuantity: number | null;
  /** Who has taken it off sale: its quantity is 0 until it is relisted, by hand or by the synchronization policy. `null`: nobody. */
  readonly stoppedBy: 'hand' | 'policy' | null;
  /** Policies of its own, above those of its account. */
  readonly policies: PolicyIds;
  /** What the channel holds of it in its own warehouses, where it ships it and says how much. Shown, and never part of a pool. */
  readonly channelStock: ChannelStock | null;
  /** What the channel reckoned last that it takes of a sale; `null`: it was not asked, or could not tell. */
  readonly feeEstimate: KnownFeeEstimate | null;
  readonly terms: OfferTerms;
  /** What the channel itself found wrong with it when it was read last. */
  readonly issues: readonly ChannelIssue[];
  /** What the connector needs to write to this listing and learned by reading it. */
  readonly channelData: Readonly<Record<string, string>>;
  /** The quantity target it shares with the other listings of its scope; `null` while there is nothing to keep in step. */
  readonly quantityTargetId: TargetId | null;
  readonly priceTargetId: TargetId | null;
  /** When the channel showed it last, by a read or in its list; `null`: never. */
  readonly seenAt: Instant | null;
  /** When a read of its own showed it last; `null`: never, so that nothing may be sent to it yet. */
  readonly readAt: Instant | null;
  /** When the way onto the channel must be gone on with; a claim moves it to the claim's deadline. */
  readonly dueAt: Instant | null;
  /** The submission that it goes onto the channel with; `null`: none. */
  readonly submissionId: SubmissionId | null;
  /** When the channel accepted its creation; `null` while none was accepted. */
  readonly submittedAt: Instant | null;
  readonly attempts: number;
  readonly version: number;
}

/** An estimate as it is kept: for whoever ships, and as of when. */
export interface KnownFeeEstimate extends FeeEstimate {
  readonly fulfillment: Fulfillment;
  readonly at: Instant;
}

/** Units in a channel's own warehouses, and the latest moment that this can be of. */
export interface ChannelStock {
  readonly quantity: number;
  readonly at: Instant;
}

/** What a channel showed of a listing in one read. */
export interface ListingSnapshot {
  readonly channelSku: ChannelSku;
  readonly marketplace: MarketplaceId;
  readonly readBeganAt: Instant;
  readonly catalogueId: string | null;
  readonly title: string | null;
  /** Whether buyers can buy it. */
  readonly status: 'active' | 'inactive';
  readonly fulfillment: Fulfillment;
  /** Units of the listing that buyers can order; `null` when the channel does not say, or ships it itself. */
  readonly quantity: number | null;
  /** Units that the channel holds itself; `null` when it does not say, or the merchant ships. */
  readonly channelStock: number | null;
  /** What the seller has set as the price of one unit of the listing, with its parts; `null` when the channel does not say. */
  readonly price: OfferPrice | null;
  /** What the channel itself finds wrong with it. */
  readonly issues: readonly ChannelIssue[];
  readonly channelData: Readonly<Record<string, string>>;
}

/** A row of the list that a channel keeps of a seller's listings: less than a read shows, and as old as the list. */
export interface ListingRecord extends Pick<
  ListingSnapshot,
  | 'channelSku'
  | 'marketplace'
  | 'catalogueId'
  | 'title'
  | 'status'
  | 'fulfillment'
  | 'quantity'
  | 'channelStock'
  | 'price'
> {
  readonly gtins: readonly Gtin[];
  /** The latest moment whose state the row can show: quantities of it may be older, never newer. */
  readonly asOf: Instant;
  /** The same of the channel's own stock, where that was asked for by itself. */
  readonly channelStockAt?: Instant;
}
