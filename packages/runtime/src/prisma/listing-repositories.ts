import { brandId, type ConnectionId } from '@quayside/core/domain/ids';
import type { Listing } from '@quayside/core/domain/listing';
import { onChannelStatuses } from '@quayside/core/domain/listing-life';
import type { Transaction } from '@quayside/core/ports/storage';
import type { Prisma } from './generated/client.ts';
import { insertRows } from './insert-rows.ts';
import { LostUpdate } from './lost-update.ts';
import { fromListing, toListing } from './offer-rows.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

const onChannel = [...onChannelStatuses];

/** What is on channels or on its way there. */
export function listingRepository({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): Transaction['listings'] {
  async function page(
    where: Prisma.ListingWhereInput,
    after: string | null,
    limit: number,
  ): Promise<readonly Listing[]> {
    const rows = await client.listing.findMany({
      where: { workspaceId, ...where, ...(after === null ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: limit,
    });
    return rows.map(toListing);
  }
  return {
    async get(id) {
      const row = await client.listing.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toListing(row);
    },
    async byChannelSkus(connectionId, channelSkus) {
      if (channelSkus.length === 0) return [];
      const rows = await client.listing.findMany({
        where: { workspaceId, connectionId, channelSku: { in: [...channelSkus] } },
        orderBy: { id: 'asc' },
      });
      return rows.map(toListing);
    },
    async ofVariants(variantIds) {
      if (variantIds.length === 0) return [];
      const rows = await client.listing.findMany({
        where: { workspaceId, variantId: { in: [...variantIds] } },
        orderBy: { id: 'asc' },
      });
      return rows.map(toListing);
    },
    page: (connectionId, after, limit) => page({ connectionId }, after, limit),
    unlinkedPage: (connectionId, after, limit) =>
      page({ connectionId, variantId: null, status: { in: onChannel } }, after, limit),
    async unlinkedByIdentifiers(skus, gtins) {
      if (skus.length === 0 && gtins.length === 0) return [];
      const rows = await client.listing.findMany({
        where: {
          workspaceId,
          variantId: null,
          OR: [{ channelSku: { in: [...skus] } }, { gtins: { hasSome: [...gtins] } }],
        },
        orderBy: { id: 'asc' },
      });
      return rows.map(toListing);
    },
    async due(connectionId, now, limit) {
      const ids = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM listing
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND due_at <= ${toDate(now)}
        ORDER BY status = 'matching', due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (ids.length === 0) return [];
      const rows = await client.listing.findMany({
        where: { workspaceId, id: { in: ids.map((row) => row.id) } },
      });
      const places = new Map(ids.map((row, place) => [row.id, place]));
      const placeOf = ({ id }: { readonly id: string }): number => places.get(id) ?? 0;
      return rows.toSorted((one, other) => placeOf(one) - placeOf(other)).map(toListing);
    },
    unseenPage: (connectionId, seenBefore, after, limit) =>
      page(
        {
          connectionId,
          status: { in: onChannel },
          OR: [{ seenAt: null }, { seenAt: { lt: toDate(seenBefore) } }],
        },
        after,
        limit,
      ),
    ofSubmission: (id, after, limit) => page({ submissionId: id }, after, limit),
    async resubmit(ids, from, to) {
      if (ids.length === 0) return;
      await client.listing.updateMany({
        where: { workspaceId, id: { in: [...ids] }, submissionId: from },
        data: { submissionId: to, version: { increment: 1 } },
      });
    },
    async retryIncomplete(connectionId, now) {
      await client.listing.updateMany({
        where: { workspaceId, connectionId, status: 'incomplete' },
        data: { status: 'matching', dueAt: toDate(now), attempts: 0, version: { increment: 1 } },
      });
    },
    async countByStatus(connectionId) {
      const rows = await client.listing.groupBy({
        by: ['status'],
        where: { workspaceId, connectionId },
        _count: { _all: true },
      });
      return Object.fromEntries(rows.map((row) => [row.status, row._count._all]));
    },
    countUnlinked: (connectionId) =>
      client.listing.count({
        where: { workspaceId, connectionId, variantId: null, status: { in: onChannel } },
      }),
    count: (connectionId) => client.listing.count({ where: { workspaceId, connectionId } }),
    async accountsOfPolicy(id) {
      const rows = await client.listing.groupBy({
        by: ['connectionId'],
        where: {
          workspaceId,
          OR: [{ sellingPolicyId: id }, { synchronizationPolicyId: id }, { shippingPolicyId: id }],
        },
        orderBy: { connectionId: 'asc' },
      });
      return rows.map(({ connectionId }) => brandId<ConnectionId>(connectionId));
    },
    async insertMany(listings) {
      // Rows that come in bulk name every column.
      const rows = listings.map((each) => ({ ...fromListing(workspaceId, each), lacksProposals: true }));
      await insertRows(client, 'listing', rows);
    },
    async save(listing) {
      const { id, version } = listing;
      const { count } = await client.listing.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromListing(workspaceId, listing), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`listing ${id}`);
    },
    async markSeen(listings, seenAt) {
      if (listings.length === 0) return;
      const count = await client.$executeRaw`
        WITH seen AS (
          SELECT listing.id FROM listing
          JOIN unnest(${listings.map(({ id }) => id)}::uuid[], ${listings.map(({ version }) => version)}::int[])
            AS known (id, version) ON known.id = listing.id AND known.version = listing.version
          WHERE listing.workspace_id = ${workspaceId}::uuid
          ORDER BY listing.id FOR UPDATE OF listing
        )
        UPDATE listing SET seen_at = ${toDate(seenAt)}, version = listing.version + 1
        FROM seen WHERE listing.workspace_id = ${workspaceId}::uuid AND listing.id = seen.id`;
      if (count < listings.length) throw new LostUpdate(`${listings.length - count} listings`);
    },
  };
}
