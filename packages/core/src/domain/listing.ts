import type { ChannelSku, ConnectionId, ListingId, MarketplaceId, TargetId, VariantId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Who ships: the merchant (from the pool), or the channel from its own warehouses (never mixed with the pool). */
export type Fulfillment = 'merchant' | 'channel';

/** A channel SKU's presence on one marketplace of a channel account. Unique by (connection, marketplace, channel SKU). */
export interface Listing {
  readonly id: ListingId;
  readonly connectionId: ConnectionId;
  readonly marketplace: MarketplaceId;
  readonly channelSku: ChannelSku;
  /** The channel's catalogue id, once known. */
  readonly catalogueId: string | null;
  readonly variantId: VariantId | null;
  readonly fulfillment: Fulfillment;
  /** Units of the variant in one unit of the listing (a pack of six: 6). */
  readonly unitsPerListing: number;
  /** The merchant's own number for stock that is not counted; `null` for none. */
  readonly explicitQuantity: number | null;
  /** What the connector needs to write to this listing and learned by reading it. */
  readonly channelData: Readonly<Record<string, string>>;
  /** The quantity target it shares with the other listings of its scope. */
  readonly quantityTargetId: TargetId;
  readonly version: number;
}

/** What a channel showed of a listing in one read. */
export interface ListingSnapshot {
  readonly channelSku: ChannelSku;
  readonly marketplace: MarketplaceId;
  readonly readBeganAt: Instant;
  readonly catalogueId: string | null;
  readonly title: string | null;
  readonly fulfillment: Fulfillment;
  /** Units of the listing that buyers can order; `null` when the channel does not say. */
  readonly quantity: number | null;
  readonly channelData: Readonly<Record<string, string>>;
}
