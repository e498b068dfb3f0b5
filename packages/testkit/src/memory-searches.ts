import type { Instant } from '@quayside/core/domain/instant';
import { instant, toMilliseconds } from '@quayside/core/domain/instant';
import {
  isFoundBy,
  searchTextOfActivity,
  searchTextOfListing,
  searchTextOfOrder,
} from '@quayside/core/domain/search-text';
import type { Listing } from '@quayside/core/domain/listing';
import type { Target } from '@quayside/core/domain/target';
import type { ListingFound, Searches, StockLag } from '@quayside/core/ports/searches';
import { guardedTarget } from '@quayside/core/use-cases/target-issues';
import { byText, downwards, upwards, type TakeTurn } from './memory-rows.ts';
import { unmatchedSearches } from './memory-unmatched.ts';
import type { TableViews } from './memory-tables.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** What screens show, over tables in memory. */
export function memorySearches(views: TableViews, then: TakeTurn): Searches {
  const { listings, variants, targets, orders, activities, auditEntries, issues } = views;
  const found = (listing: Listing): ListingFound => ({
    listing,
    variant: listing.variantId === null ? null : (variants.get(listing.variantId) ?? null),
    quantity: listing.quantityTargetId === null ? null : (targets.get(listing.quantityTargetId) ?? null),
    price: listing.priceTargetId === null ? null : (targets.get(listing.priceTargetId) ?? null),
  });
  const isAsked = ({ quantityTargetId, priceTargetId }: Listing): boolean =>
    issues
      .select(() => true)
      .some(({ key }) =>
        [quantityTargetId, priceTargetId].some((id) => id !== null && id === guardedTarget(key)),
      );
  const isOf = (wanted: string | undefined, actual: string | null): boolean =>
    wanted === undefined || wanted === actual;
  const sentSince = (since: Instant): Target[] =>
    targets.select(
      (row) => row.aspect === 'quantity' && row.lagMs !== null && (row.acknowledged?.at ?? '') >= since,
    );
  return {
    listings: then((filter, page) =>
      upwards(
        listings.select(
          (row) =>
            isFoundBy(searchTextOfListing(row), filter.text) &&
            isOf(filter.connectionId, row.connectionId) &&
            isOf(filter.marketplace, row.marketplace) &&
            (filter.statuses?.includes(row.status) ?? true) &&
            (filter.isStopped === undefined || filter.isStopped === (row.stoppedBy !== null)) &&
            (filter.isAsked === undefined || filter.isAsked === isAsked(row)),
        ),
        (row) => row.channelSku,
        page,
      ).map(found),
    ),
    listing: then((id) => {
      const listing = listings.get(id);
      return listing === undefined ? undefined : found(listing);
    }),
    ...unmatchedSearches(views, then),
    orders: then((filter, page) =>
      downwards(
        orders.select(
          (row) =>
            isFoundBy(searchTextOfOrder(row), filter.text) &&
            isOf(filter.connectionId, row.connectionId) &&
            (filter.placementStates?.includes(row.placement.state) ?? true),
        ),
        (row) => row.purchasedAt,
        page,
      ),
    ),
    order: then((id) => orders.get(id)),
    activities: then((filter, page) =>
      downwards(
        activities.select(
          (row) =>
            isFoundBy(searchTextOfActivity(row), filter.text) &&
            isOf(filter.connectionId, row.connectionId) &&
            isOf(filter.memberId, row.memberId),
        ),
        (row) => row.at,
        page,
      ),
    ),
    audit: then((filter, page) =>
      downwards(
        auditEntries.select((row) => isOf(filter.memberId, row.memberId)),
        (row) => row.at,
        page,
      ),
    ),
    issues: then((limit) =>
      issues
        .select(() => true)
        .sort(byText((row) => row.key))
        .sort(byText((row) => row.openedAt))
        .reverse()
        .sort(byText((row) => row.severity))
        .slice(0, limit),
    ),
    issuesAbout: then((prefix) =>
      issues.select((row) => row.key.startsWith(prefix)).sort(byText((row) => row.key)),
    ),
    issueCounts: then(() =>
      [
        ...Map.groupBy(
          issues.select(() => true),
          (row) => row.connectionId,
        ),
      ].map(([connectionId, rows]) => ({
        connectionId,
        errors: rows.filter(({ severity }) => severity === 'error').length,
        warnings: rows.filter(({ severity }) => severity === 'warning').length,
      })),
    ),
    orderCounts: then(() =>
      [
        ...Map.groupBy(
          orders.select(() => true),
          (row) => JSON.stringify([row.connectionId, row.placement.state]),
        ),
      ].flatMap(([, rows]) => {
        const [first] = rows;
        return first === undefined
          ? []
          : [{ connectionId: first.connectionId, state: first.placement.state, count: rows.length }];
      }),
    ),
    orderDays: then((since) =>
      [
        ...Map.groupBy(
          orders.select((row) => row.importedAt >= since),
          (row) => floor(row.importedAt, dayMs),
        ),
      ]
        .map(([day, rows]) => ({ day, imported: rows.length }))
        .sort(byText(({ day }) => day)),
    ),
    stockLag: then((since) => {
      const rows = sentSince(since);
      const hours = [...Map.groupBy(rows, (row) => floor(row.acknowledged?.at ?? since, hourMs))]
        .map(([hour, own]) => ({ hour, ...percentiles(own) }))
        .sort(byText(({ hour }) => hour));
      return { hours, overall: rows.length === 0 ? null : percentiles(rows) };
    }),
    listingCounts: then(() =>
      [
        ...Map.groupBy(
          listings.select(() => true),
          (row) => JSON.stringify([row.connectionId, row.status]),
        ).values(),
      ].flatMap((rows) => {
        const [first] = rows;
        return first === undefined
          ? []
          : [{ connectionId: first.connectionId, status: first.status, count: rows.length }];
      }),
    ),
  };
}

function floor(moment: Instant, lengthMs: number): Instant {
  return instant(Math.floor(toMilliseconds(moment) / lengthMs) * lengthMs);
}

function percentiles(rows: readonly Target[]): Omit<StockLag, 'hour'> {
  const sorted = rows.map(({ lagMs }) => lagMs ?? 0).sort((one, other) => one - other);
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { count: sorted.length, p50Ms: rank(0.5), p99Ms: rank(0.99) };
}
