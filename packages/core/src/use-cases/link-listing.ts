import type { ConnectorError } from '../domain/connector-error.ts';
import type { ChannelSku, ConnectionKey, MarketplaceId, VariantId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { mayMove } from '../domain/listing-life.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { channelStockAfter } from './follow-fulfillment.ts';
import { linkListings } from './link-listings.ts';
import { newListing, shownBy } from './new-listing.ts';
import { stockMaster } from './stock-master.ts';

export interface ListingLink {
  readonly channelSku: ChannelSku;
  readonly marketplace: MarketplaceId;
  readonly variantId: VariantId;
  /** Units of the variant in one unit of the listing; 1 unless said otherwise. */
  readonly unitsPerListing?: number;
  readonly explicitQuantity?: number | null;
}

export type LinkProblem =
  | { readonly kind: 'unknown-connection' }
  | { readonly kind: 'unknown-variant' }
  /** The variant belongs to a store that does not feed this account. */
  | { readonly kind: 'other-pool' }
  /** Nothing is asked of a paused account. */
  | { readonly kind: 'paused' }
  /** A number of units that is not whole, or below zero. */
  | { readonly kind: 'invalid-units' }
  /** The account has no such SKU on that marketplace. */
  | { readonly kind: 'unknown-listing' }
  | { readonly kind: 'platform'; readonly error: ConnectorError };

/**
 * Links a channel's listing to a variant by the merchant's hand. The listing is read first, so that what it shows is known before anything is
 * sent; orders held for its SKU are decided again in the same transaction.
 */
export async function linkListing(
  engine: Engine,
  key: ConnectionKey,
  link: ListingLink,
): Promise<Result<Listing, LinkProblem>> {
  const units = link.unitsPerListing ?? 1;
  if (!isCount(units) || units === 0 || !isCount(link.explicitQuantity ?? 0)) {
    return err({ kind: 'invalid-units' });
  }
  const found = await engine.storage.transaction(key.workspaceId, async (tx) => ({
    account: await tx.connections.get(key.connectionId),
    variant: await tx.variants.get(link.variantId),
  }));
  const { account, variant } = found;
  if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
  if (variant === undefined) return err({ kind: 'unknown-variant' });
  if (account.health === 'paused') return err({ kind: 'paused' });
  const channel = await engine.connectors.channel(key.workspaceId, account);
  const beganAt = engine.clock.now();
  const answer = await channel.connector.listings.read(link);
  if (!answer.ok) return err({ kind: 'platform', error: answer.error });
  const snapshot = answer.value;
  if (snapshot === null) return err({ kind: 'unknown-listing' });

  return commit(engine, key.workspaceId, async (scope) => {
    if ((await stockMaster(scope, account)) !== variant.connectionId) return err({ kind: 'other-pool' });
    const { listing, isNew } = await findOrMake(scope, key, link, snapshot, beganAt);
    await linkListings(scope, account, [
      {
        listing: { ...listing, unitsPerListing: units, explicitQuantity: link.explicitQuantity ?? null },
        isNew,
        variant,
        by: 'hand',
        shown: shownBy(snapshot, beganAt),
      },
    ]);
    const [stored] = (await scope.tx.listings.byChannelSkus(key.connectionId, [link.channelSku])).filter(
      (each) => each.marketplace === link.marketplace,
    );
    return stored === undefined ? err({ kind: 'unknown-listing' }) : ok(stored);
  });
}

function isCount(units: number): boolean {
  return Number.isSafeInteger(units) && units >= 0;
}

async function findOrMake(
  scope: Scope,
  key: ConnectionKey,
  link: ListingLink,
  snapshot: ListingSnapshot,
  seenAt: Instant,
): Promise<{ readonly listing: Listing; readonly isNew: boolean }> {
  const { catalogueId, title, fulfillment, channelData, status } = snapshot;
  const channelStock = channelStockAfter({ channelStock: null }, snapshot, seenAt);
  const facts = { catalogueId, title, fulfillment, channelStock, channelData, seenAt, readAt: seenAt };
  const existing = (await scope.tx.listings.byChannelSkus(key.connectionId, [link.channelSku])).find(
    (listing) => listing.marketplace === link.marketplace,
  );
  if (existing === undefined) {
    const address = { connectionId: key.connectionId, ...link };
    return { listing: { ...newListing(scope, address, status), ...facts }, isNew: true };
  }
  const now = mayMove(existing.status, status) ? status : existing.status;
  return { listing: { ...existing, ...facts, status: now }, isNew: false };
}
