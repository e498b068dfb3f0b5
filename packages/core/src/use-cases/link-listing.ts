import type { ConnectorError } from '../domain/connector-error.ts';
import type {
  ChannelSku,
  ConnectionKey,
  ListingId,
  MarketplaceId,
  TargetId,
  VariantId,
} from '../domain/ids.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Target } from '../domain/target.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { linkLines, redecide } from './import-order.ts';

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
  const explicit = link.explicitQuantity ?? 0;
  if (!isCount(units) || units === 0 || !isCount(explicit)) return err({ kind: 'invalid-units' });
  const found = await engine.storage.transaction(key.workspaceId, async (tx) => ({
    account: await tx.connections.get(key.connectionId),
    variant: await tx.variants.get(link.variantId),
  }));
  if (found.account?.role !== 'channel') return err({ kind: 'unknown-connection' });
  if (found.variant === undefined) return err({ kind: 'unknown-variant' });
  const channel = await engine.connectors.channel(key.workspaceId, found.account);
  const beganAt = engine.clock.now();
  const answer = await channel.connector.listings.read(link);
  if (!answer.ok) return err({ kind: 'platform', error: answer.error });
  const snapshot = answer.value;
  if (snapshot === null) return err({ kind: 'unknown-listing' });

  const listing = await commit(engine, key.workspaceId, async (scope) => {
    const stored = await store(scope, key, link, units, channel, snapshot, beganAt);
    await scope.note(
      key.connectionId,
      say('activity.listing-linked', { sku: link.channelSku, product: found.variant?.title ?? '' }),
    );
    await releaseHeldOrders(scope, key, link.channelSku);
    return stored;
  });
  return ok(listing);
}

function isCount(units: number): boolean {
  return Number.isSafeInteger(units) && units >= 0;
}

async function store(
  scope: Scope,
  key: ConnectionKey,
  link: ListingLink,
  unitsPerListing: number,
  channel: OpenedChannel,
  snapshot: ListingSnapshot,
  beganAt: Instant,
): Promise<Listing> {
  const target = await findOrMakeTarget(scope, key, link, channel, snapshot, beganAt);
  const existing = (await scope.tx.listings.byChannelSkus(key.connectionId, [link.channelSku])).find(
    (listing) => listing.marketplace === link.marketplace,
  );
  const listing: Listing = {
    id: existing?.id ?? scope.newId<ListingId>(),
    connectionId: key.connectionId,
    marketplace: link.marketplace,
    channelSku: link.channelSku,
    catalogueId: snapshot.catalogueId,
    variantId: link.variantId,
    fulfillment: snapshot.fulfillment,
    unitsPerListing,
    explicitQuantity: link.explicitQuantity ?? null,
    channelData: snapshot.channelData,
    quantityTargetId: target.id,
    version: existing?.version ?? 0,
  };
  await (existing === undefined ? scope.tx.listings.insert(listing) : scope.tx.listings.save(listing));
  // The direction is not known yet; a fall must not wait, so it goes where falls go.
  await scope.tx.targets.raise([target.id], 'quantity-down', scope.now);
  scope.ring(key.connectionId, 'quantity-down');
  return listing;
}

async function findOrMakeTarget(
  scope: Scope,
  key: ConnectionKey,
  link: ListingLink,
  channel: OpenedChannel,
  snapshot: ListingSnapshot,
  beganAt: Instant,
): Promise<Target> {
  const { quantity } = channel.manifest.aspects;
  const marketplace = quantity.scope === 'listing' ? link.marketplace : null;
  const existing = await scope.tx.targets.find(key.connectionId, link.channelSku, marketplace);
  if (existing !== undefined) return existing;
  const target: Target = {
    id: scope.newId<TargetId>(),
    connectionId: key.connectionId,
    aspect: 'quantity',
    channelSku: link.channelSku,
    marketplace,
    wantedVersion: 0,
    inFlight: null,
    acknowledged: null,
    shown: snapshot.quantity === null ? null : { value: snapshot.quantity, at: beganAt },
    mismatches: 0,
    lane: 'quantity-down',
    awaitsOrdersAfter: null,
    dueAt: null,
    verifyAt: plus(scope.now, channel.manifest.timing.reconcileEveryMs),
    attempts: 0,
    version: 0,
  };
  await scope.tx.targets.insert(target);
  return target;
}

/** Orders that waited for this SKU get their units and go on. */
async function releaseHeldOrders(scope: Scope, key: ConnectionKey, channelSku: ChannelSku): Promise<void> {
  for (const order of await scope.tx.orders.heldForChannelSku(key.connectionId, channelSku)) {
    const lines = await linkLines(scope, order, order.lines);
    await redecide(scope, { ...order, lines });
  }
}
