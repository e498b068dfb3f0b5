import type { ChannelSku, ConnectionId, ListingId, MarketplaceId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { ListingStatus } from '../domain/listing-life.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { noPolicies } from '../domain/policy.ts';
import { defaultTerms } from '../domain/offer.ts';
import type { Scope } from './commit.ts';
import type { Link } from './link-listings.ts';

export interface NewListingAddress {
  readonly connectionId: ConnectionId;
  readonly marketplace: MarketplaceId;
  readonly channelSku: ChannelSku;
}

/** A listing of which nothing is known but where it is, or is to be. */
export function newListing(
  scope: Scope,
  { connectionId, marketplace, channelSku }: NewListingAddress,
  status: ListingStatus,
): Listing {
  return {
    id: scope.newId<ListingId>(),
    connectionId,
    marketplace,
    channelSku,
    status,
    catalogueId: null,
    title: null,
    gtins: [],
    variantId: null,
    linkedBy: null,
    fulfillment: 'merchant',
    unitsPerListing: 1,
    explicitQuantity: null,
    stoppedBy: null,
    policies: noPolicies,
    channelStock: null,
    feeEstimate: null,
    terms: defaultTerms,
    issues: [],
    channelData: {},
    quantityTargetId: null,
    priceTargetId: null,
    seenAt: null,
    readAt: null,
    dueAt: null,
    submissionId: null,
    submittedAt: null,
    attempts: 0,
    version: 0,
  };
}

/** What a read or a record says of both aspects, as of a moment. */
export function shownBy(
  shown: Pick<ListingSnapshot, 'fulfillment' | 'quantity' | 'price'>,
  at: Instant,
): Link['shown'] {
  const isOurs = shown.fulfillment === 'merchant' && shown.quantity !== null;
  return {
    quantity: isOurs ? { value: shown.quantity, at } : null,
    price: shown.price === null ? null : { value: shown.price, at },
  };
}
