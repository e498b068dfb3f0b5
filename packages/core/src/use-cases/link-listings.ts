import type { Connection } from '../domain/connection.ts';
import type { MarketplaceId, TargetId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import type { LinkedBy, Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { partsOf } from '../domain/offer.ts';
import { aspectOf, type Aspect, type Shown, type Target } from '../domain/target.ts';
import type { Variant } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import { linkLines, redecide } from './import-order.ts';

/** A listing that is to show a variant, and what is known of what it shows now. */
export interface Link {
  /** Stored already, or new with version 0 and no row. */
  readonly listing: Listing;
  readonly isNew: boolean;
  readonly variant: Variant;
  readonly by: LinkedBy;
  /** What the channel showed, and the latest moment that this can be of; `null` when nobody has looked. */
  readonly shown: Readonly<Record<Aspect, Shown | null>>;
}

export function linkIssueKey(listing: Pick<Listing, 'id'>): string {
  return `listing/${listing.id}/link`;
}

/**
 * Links listings of one account to variants: from here on quantity and price are kept in step, and orders that were held for their SKUs are decided again in
 * the same transaction.
 */
export async function linkListings(scope: Scope, account: Connection, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  const skus = [...new Set(links.map(({ listing }) => listing.channelSku))];
  const targets = new Map(
    (await scope.tx.targets.ofChannelSkus(account.id, skus)).map((target) => [keyOf(target), target]),
  );
  const fresh: Target[] = [];
  const known = new Map<TargetId, Target>();
  const targetFor = (aspect: Aspect, link: Link): TargetId => {
    const wanted = {
      aspect,
      channelSku: link.listing.channelSku,
      marketplace: scopeOf(scope, account, aspect, link),
    };
    const existing = targets.get(keyOf(wanted));
    if (existing !== undefined) {
      if (!fresh.includes(existing)) known.set(existing.id, withNewer(existing, link.shown[aspect]));
      return existing.id;
    }
    const target = newTarget(scope, account, wanted, link);
    targets.set(keyOf(target), target);
    fresh.push(target);
    return target.id;
  };
  const linked = links.map((link) => ({
    ...link,
    listing: {
      ...link.listing,
      variantId: link.variant.id,
      linkedBy: link.by,
      quantityTargetId: targetFor('quantity', link),
      priceTargetId: targetFor('price', link),
    },
  }));
  await scope.tx.targets.insertMany(fresh);
  await scope.tx.listings.insertMany(linked.flatMap(({ isNew, listing }) => (isNew ? [listing] : [])));
  for (const { isNew, listing } of linked) if (!isNew) await scope.tx.listings.save(listing);
  await raise(scope, account, [...known.values()]);
  for (const { listing, variant, by } of linked) {
    if (by === 'listed-here') continue;
    const values = { sku: listing.channelSku, product: variant.title };
    await scope.note(account.id, say('activity.listing-linked', values));
  }
  await scope.tx.linkCandidates.clear(linked.map(({ listing }) => listing.id));
  await scope.tx.issues.clearMany(linked.map(({ listing }) => linkIssueKey(listing)));
  for (const order of await scope.tx.orders.heldForChannelSkus(account.id, skus)) {
    await redecide(scope, { ...order, lines: await linkLines(scope, order, order.lines) });
  }
}

/** A newer look at what the channel shows counts, unless a write is on its way. */
function withNewer(target: Target, shown: Shown | null): Target {
  const isNewer = shown !== null && (target.shown === null || shown.at > target.shown.at);
  return isNewer && target.inFlight === null ? { ...target, shown } : target;
}

/** Lets targets that existed before be decided again. */
async function raise(scope: Scope, account: Connection, known: readonly Target[]): Promise<void> {
  for (const target of known) await scope.tx.targets.save(target);
  // The direction is not known yet; a fall must not wait, so a quantity goes where falls go.
  for (const lane of ['quantity-down', 'price'] as const) {
    const ids = known.filter(({ aspect }) => aspect === aspectOf(lane)).map(({ id }) => id);
    await scope.tx.targets.raise(ids.sort(), lane, scope.now);
    scope.ring(account.id, lane);
  }
}

/** Where a channel keeps one value of an aspect: for a SKU on all its marketplaces, or for each listing. */
function scopeOf(scope: Scope, account: Connection, aspect: Aspect, { listing }: Link): MarketplaceId | null {
  return scope.manifestOf(account).aspects[aspect].scope === 'listing' ? listing.marketplace : null;
}

function keyOf(target: Pick<Target, 'aspect' | 'channelSku' | 'marketplace'>): string {
  return JSON.stringify([target.aspect, target.channelSku, target.marketplace]);
}

function newTarget(
  scope: Scope,
  account: Connection,
  wanted: Pick<Target, 'aspect' | 'channelSku' | 'marketplace'>,
  { shown, by }: Link,
): Target {
  const { reconcileEveryMs } = scope.manifestOf(account).timing;
  const isFromList = by === 'channel-sku' || by === 'gtin';
  return {
    ...wanted,
    id: scope.newId<TargetId>(),
    connectionId: account.id,
    wantedVersion: 1,
    raisedAt: scope.now,
    lagMs: null,
    inFlight: null,
    acknowledged: null,
    shown: shown[wanted.aspect],
    // What we have just made is ours with all that was sent with it.
    ownParts: by === 'listed-here' ? partsOf(shown[wanted.aspect]?.value ?? null) : [],
    approved: null,
    mismatches: 0,
    lane: wanted.aspect === 'price' ? 'price' : 'quantity-down',
    awaitsOrdersAfter: null,
    dueAt: scope.now,
    // A list may be hours old: what it says is proved as soon as the channel's limits allow.
    verifyAt: isFromList ? scope.now : plus(scope.now, reconcileEveryMs),
    attempts: 0,
    version: 0,
  };
}
