import { brandId, type ConnectionId } from '@quayside/core/domain/ids';
import type { ListingStatus } from '@quayside/core/domain/listing-life';
import type { PlacementState } from '@quayside/core/domain/order';
import type { After, ListingFound, SearchPage, Searches, StockLag } from '@quayside/core/ports/searches';
import { guardedTarget } from '@quayside/core/use-cases/target-issues';
import { toVariant } from './catalogue-rows.ts';
import { Prisma } from './generated/client.ts';
import { toActivity, toIssue } from './history-rows.ts';
import { toListing, toTarget } from './offer-rows.ts';
import { buyerSealOf, toOrder } from './order-rows.ts';
import { toAuditEntry } from './people-repositories.ts';
import { likePattern } from './like-pattern.ts';
import type { RepositoryContext } from './repository-context.ts';
import { fromDate, idOrNull, toDate } from './rows.ts';
import { unmatchedSearch } from './unmatched-search.ts';

const { sql, join, empty } = Prisma;

/** What screens show. A page is found by an index in the order that it is shown in, then loaded by its ids. */
export function searchRepository(context: RepositoryContext): Searches {
  const { client, workspaceId } = context;
  const own = sql`workspace_id = ${workspaceId}::uuid`;

  async function idsOf(table: string, conditions: readonly Prisma.Sql[], order: Order, page: SearchPage) {
    const column = Prisma.raw(order.column);
    const direction = Prisma.raw(order.direction);
    const rows = await client.$queryRaw<{ id: string }[]>(sql`
      SELECT id FROM ${Prisma.raw(table)}
      WHERE ${join(
        [own, ...conditions, beyond(order, page.after)].filter((each) => each !== empty),
        ' AND ',
      )}
      ORDER BY ${column} ${direction}, id ${direction} LIMIT ${page.limit}`);
    return rows.map(({ id }) => id);
  }

  // One query after the other: a transaction has one connection.
  async function listingsOf(ids: readonly string[]): Promise<readonly ListingFound[]> {
    const found = await client.listing.findMany({ where: { workspaceId, id: { in: [...ids] } } });
    const rows = inOrder(ids, found).map(toListing);
    const variantIds = rows.flatMap(({ variantId }) => variantId ?? []);
    const targetIds = rows.flatMap((row) => [row.quantityTargetId ?? [], row.priceTargetId ?? []].flat());
    const variants = await client.variant.findMany({ where: { workspaceId, id: { in: variantIds } } });
    const targets = await client.target.findMany({ where: { workspaceId, id: { in: targetIds } } });
    const variantsById = new Map(variants.map((row) => [row.id, toVariant(row)]));
    const targetsById = new Map(targets.map((row) => [row.id, toTarget(row)]));
    return rows.map((listing) => ({
      listing,
      variant: variantsById.get(listing.variantId ?? '') ?? null,
      quantity: targetsById.get(listing.quantityTargetId ?? '') ?? null,
      price: targetsById.get(listing.priceTargetId ?? '') ?? null,
    }));
  }

  async function ordersOf(ids: readonly string[]) {
    const seal = buyerSealOf(context);
    const rows = await client.marketplaceOrder.findMany({
      where: { workspaceId, id: { in: [...ids] } },
      include: { lines: true },
    });
    return inOrder(ids, rows).map((row) => toOrder(row, seal));
  }

  /** Listings with a target that is asked about: few, so that they are named. */
  async function asked(isAsked: boolean) {
    const where = { workspaceId, key: { startsWith: 'target/', endsWith: '/guard' } };
    const keys = await client.issue.findMany({ where, select: { key: true } });
    const ids = keys.flatMap(({ key }) => guardedTarget(key) ?? []);
    return sql`(COALESCE(quantity_target_id = ANY(${ids}::uuid[]), false) OR COALESCE(price_target_id = ANY(${ids}::uuid[]), false)) = ${isAsked}`;
  }

  return {
    async listings(filter, page) {
      const conditions = [
        matching(filter.text),
        ofConnection(filter.connectionId),
        filter.marketplace === undefined ? empty : sql`marketplace = ${filter.marketplace}`,
        filter.statuses === undefined ? empty : sql`status = ANY(${[...filter.statuses]}::text[])`,
        filter.isStopped === undefined ? empty : sql`(stopped_by IS NOT NULL) = ${filter.isStopped}`,
        filter.isAsked === undefined ? empty : await asked(filter.isAsked),
      ];
      return listingsOf(
        await idsOf('listing', conditions, { column: 'channel_sku', direction: 'ASC' }, page),
      );
    },
    async listing(id) {
      return (await listingsOf([id]))[0];
    },
    ...unmatchedSearch(context),
    async orders(filter, page) {
      const conditions = [
        matching(filter.text),
        ofConnection(filter.connectionId),
        filter.placementStates === undefined
          ? empty
          : sql`placement_state = ANY(${[...filter.placementStates]}::text[])`,
      ];
      const order = { column: 'purchased_at', direction: 'DESC' } as const;
      return ordersOf(await idsOf('marketplace_order', conditions, order, page));
    },
    async order(id) {
      return (await ordersOf([id]))[0];
    },
    async activities(filter, page) {
      const conditions = [
        matching(filter.text),
        ofConnection(filter.connectionId),
        ofMember(filter.memberId),
      ];
      const ids = await idsOf('activity', conditions, { column: 'at', direction: 'DESC' }, page);
      const rows = await client.activity.findMany({ where: { workspaceId, id: { in: ids } } });
      return inOrder(ids, rows).map(toActivity);
    },
    async audit(filter, page) {
      const order = { column: 'at', direction: 'DESC' } as const;
      const ids = await idsOf('audit_entry', [ofMember(filter.memberId)], order, page);
      const rows = await client.auditEntry.findMany({ where: { workspaceId, id: { in: ids } } });
      return inOrder(ids, rows).map(toAuditEntry);
    },
    async issues(limit) {
      const rows = await client.issue.findMany({
        where: { workspaceId },
        orderBy: [{ severity: 'asc' }, { openedAt: 'desc' }, { key: 'desc' }],
        take: limit,
      });
      return rows.map(toIssue);
    },
    async issuesAbout(prefix) {
      const rows = await client.issue.findMany({
        where: { workspaceId, key: { startsWith: prefix } },
        orderBy: { key: 'asc' },
      });
      return rows.map(toIssue);
    },
    async issueCounts() {
      const rows = await client.$queryRaw<
        { connection_id: string | null; errors: bigint; warnings: bigint }[]
      >(sql`
        SELECT connection_id, count(*) FILTER (WHERE severity = 'error') AS errors,
          count(*) FILTER (WHERE severity = 'warning') AS warnings
        FROM issue WHERE ${own} GROUP BY connection_id`);
      return rows.map((row) => ({
        connectionId: idOrNull<ConnectionId>(row.connection_id),
        errors: Number(row.errors),
        warnings: Number(row.warnings),
      }));
    },
    async orderCounts() {
      const rows = await client.marketplaceOrder.groupBy({
        by: ['connectionId', 'placementState'],
        where: { workspaceId },
        _count: true,
      });
      return rows.map((row) => ({
        connectionId: brandId<ConnectionId>(row.connectionId),
        state: row.placementState as PlacementState,
        count: row._count,
      }));
    },
    async orderDays(since) {
      const rows = await client.$queryRaw<{ day: Date; imported: bigint }[]>(sql`
        SELECT date_trunc('day', imported_at, 'UTC') AS day, count(*) AS imported
        FROM marketplace_order WHERE ${own} AND imported_at >= ${toDate(since)}
        GROUP BY 1 ORDER BY 1`);
      return rows.map(({ day, imported }) => ({ day: fromDate(day), imported: Number(imported) }));
    },
    async stockLag(since) {
      const rows = await client.$queryRaw<LagRow[]>(sql`
        SELECT date_trunc('hour', acknowledged_at, 'UTC') AS hour, count(*) AS count,
          percentile_disc(0.5) WITHIN GROUP (ORDER BY lag_ms) AS p50,
          percentile_disc(0.99) WITHIN GROUP (ORDER BY lag_ms) AS p99
        FROM target
        WHERE ${own} AND acknowledged_at >= ${toDate(since)} AND aspect = 'quantity' AND lag_ms IS NOT NULL
        GROUP BY GROUPING SETS ((1), ()) ORDER BY 1`);
      const overall = rows.find(({ hour, count }) => hour === null && Number(count) > 0);
      return {
        hours: rows.flatMap((row) =>
          row.hour === null ? [] : [{ hour: fromDate(row.hour), ...toLag(row) }],
        ),
        overall: overall === undefined ? null : toLag(overall),
      };
    },
    async listingCounts() {
      const rows = await client.listing.groupBy({
        by: ['connectionId', 'status'],
        where: { workspaceId },
        _count: true,
      });
      return rows.map((row) => ({
        connectionId: brandId<ConnectionId>(row.connectionId),
        status: row.status as ListingStatus,
        count: row._count,
      }));
    },
  };
}

interface LagRow {
  /** `null`: over all hours. */
  readonly hour: Date | null;
  readonly count: bigint;
  readonly p50: bigint;
  readonly p99: bigint;
}

interface Order {
  readonly column: 'channel_sku' | 'purchased_at' | 'at';
  readonly direction: 'ASC' | 'DESC';
}

function beyond({ column, direction }: Order, after: After | null): Prisma.Sql {
  if (after === null) return empty;
  const key = column === 'channel_sku' ? sql`${after.key}` : sql`${after.key}::timestamptz`;
  return direction === 'ASC'
    ? sql`(${Prisma.raw(column)}, id) > (${key}, ${after.id}::uuid)`
    : sql`(${Prisma.raw(column)}, id) < (${key}, ${after.id}::uuid)`;
}

function matching(text: string | undefined): Prisma.Sql {
  if (text === undefined || text.trim() === '') return empty;
  return sql`search_text LIKE ${likePattern(text)}`;
}

function ofConnection(id: string | undefined): Prisma.Sql {
  return id === undefined ? empty : sql`connection_id = ${id}::uuid`;
}

function ofMember(id: string | undefined): Prisma.Sql {
  return id === undefined ? empty : sql`member_id = ${id}::uuid`;
}

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toLag(row: LagRow): Omit<StockLag, 'hour'> {
  return { count: Number(row.count), p50Ms: Number(row.p50), p99Ms: Number(row.p99) };
}
