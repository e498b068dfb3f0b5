import type { Order } from '@quayside/core/domain/order';
import type { Variant } from '@quayside/core/domain/variant';
import type { Activity, Issue } from '@quayside/core/domain/issue';
import type { ConnectionId, ListingId, MarketplaceId } from '@quayside/core/domain/ids';
import type { Listing } from '@quayside/core/domain/listing';
import type { Target } from '@quayside/core/domain/target';
import type { Transaction } from '@quayside/core/ports/storage';
import type { Stage } from './stage.ts';

const everything = 100_000;

/** Looks at what Quayside knows. */
export function viewOf({ installation, workspaceId }: Pick<Stage, 'installation' | 'workspaceId'>) {
  const look = <Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> =>
    installation.storage.transaction(workspaceId, work);
  return {
    /** By SKU, so that every run of the demo plays with the same products; the ids they are stored under are drawn anew. */
    variants: async (store: ConnectionId): Promise<readonly Variant[]> =>
      (await look((tx) => tx.variants.page(store, null, everything))).toSorted((one, other) =>
        (one.sku ?? '').localeCompare(other.sku ?? '', 'en'),
      ),
    orders: (account: ConnectionId): Promise<readonly Order[]> =>
      look((tx) => tx.orders.page(account, null, everything)),
    order: async (account: ConnectionId, marketplaceOrderId: string): Promise<Order | undefined> =>
      look((tx) =>
        tx.orders.byMarketplaceOrderId(account, marketplaceOrderId as Order['marketplaceOrderId']),
      ),
    issues: (): Promise<readonly Issue[]> => look((tx) => tx.issues.list()),
    activities: (): Promise<readonly Activity[]> => look((tx) => tx.activities.latest(everything)),
    listings: (account: ConnectionId): Promise<readonly Listing[]> =>
      look((tx) => tx.listings.page(account, null, everything)),
    targets: (listings: readonly Listing[]): Promise<readonly Target[]> =>
      look((tx) => tx.targets.getMany(listings.flatMap((listing) => listing.quantityTargetId ?? []))),
    candidates: (listing: ListingId) => look((tx) => tx.matchCandidates.ofListings([listing])),
    linkCandidates: (listing: ListingId) => look((tx) => tx.linkCandidates.ofListings([listing])),
    /** What has no counterpart on the other side. */
    unlinked: (account: ConnectionId, store: ConnectionId, marketplace: MarketplaceId) =>
      look(async (tx) => ({
        unlinked: await tx.listings.unlinkedPage(account, null, everything),
        unlisted: await tx.variants.unlistedPage(
          store,
          { connectionId: account, marketplace },
          null,
          everything,
        ),
      })),
    importProgress: async (store: ConnectionId) =>
      (await look((tx) => tx.polls.get(store, 'products-all')))?.window ?? null,
    reservations: (order: Order) => look((tx) => tx.reservations.ofOrder(order.id)),
    shipments: (order: Order) => look((tx) => tx.shipments.ofOrder(order.id)),
  };
}

export type View = ReturnType<typeof viewOf>;
