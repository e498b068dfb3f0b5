import type { Transaction } from '@quayside/core/ports/storage';
import { fromListing, fromTarget, fromVariant, toListing, toTarget, toVariant } from './catalogue-rows.ts';
import { LostUpdate } from './lost-update.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

type Repositories = Pick<Transaction, 'variants' | 'listings' | 'targets'>;

/** Variants, listings and what channels should show of them. */
export function catalogueRepositories({ client, workspaceId }: RepositoryContext): Repositories {
  return {
    variants: {
      async get(id) {
        const row = await client.variant.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toVariant(row);
      },
      async getMany(ids) {
        if (ids.length === 0) return [];
        return (await client.variant.findMany({ where: { workspaceId, id: { in: [...ids] } } })).map(
          toVariant,
        );
      },
      async ofProduct(connectionId, storeProductId) {
        return (await client.variant.findMany({ where: { workspaceId, connectionId, storeProductId } })).map(
          toVariant,
        );
      },
      async bySku(connectionId, sku) {
        const rows = await client.variant.findMany({
          where: { workspaceId, connectionId, sku, goneAt: null },
        });
        return rows.map(toVariant);
      },
      async page(connectionId, after, limit) {
        const rows = await client.variant.findMany({
          where: { workspaceId, connectionId, ...(after === null ? {} : { id: { gt: after } }) },
          orderBy: { id: 'asc' },
          take: limit,
        });
        return rows.map(toVariant);
      },
      async insert(variant) {
        await client.variant.create({ data: fromVariant(workspaceId, variant) });
      },
      async save(variant) {
        const { id, version } = variant;
        const { count } = await client.variant.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromVariant(workspaceId, variant), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`variant ${id}`);
      },
    },
    listings: {
      async get(id) {
        const row = await client.listing.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toListing(row);
      },
      async byChannelSkus(connectionId, channelSkus) {
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
        });
        return rows.map(toListing);
      },
      async page(connectionId, after, limit) {
        const rows = await client.listing.findMany({
          where: { workspaceId, connectionId, ...(after === null ? {} : { id: { gt: after } }) },
          orderBy: { id: 'asc' },
          take: limit,
        });
        return rows.map(toListing);
      },
      async insert(listing) {
        await client.listing.create({ data: fromListing(workspaceId, listing) });
      },
      async save(listing) {
        const { id, version } = listing;
        const { count } = await client.listing.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromListing(workspaceId, listing), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`listing ${id}`);
      },
    },
    targets: targetRepository({ client, workspaceId }),
  };
}

function targetRepository({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): Transaction['targets'] {
  async function byIds(ids: readonly string[]) {
    if (ids.length === 0) return [];
    const rows = await client.target.findMany({ where: { workspaceId, id: { in: [...ids] } } });
    return rows.map(toTarget);
  }
  return {
    async get(id) {
      const row = await client.target.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toTarget(row);
    },
    getMany: byIds,
    async find(connectionId, channelSku, marketplace) {
      const row = await client.target.findFirst({
        where: { workspaceId, connectionId, aspect: 'quantity', channelSku, marketplace: marketplace ?? '' },
      });
      return row === null ? undefined : toTarget(row);
    },
    async insert(target) {
      await client.target.create({ data: fromTarget(workspaceId, target) });
    },
    async save(target) {
      const { id, version } = target;
      const { count } = await client.target.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromTarget(workspaceId, target), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`target ${id}`);
    },
    async raise(ids, lane, now) {
      // Locked in id order first, so that two transactions that raise the same targets wait instead of locking each other out.
      await client.$executeRaw`
        WITH raised AS (
          SELECT id FROM target WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${[...ids]}::uuid[])
          ORDER BY id FOR UPDATE
        )
        UPDATE target SET
          wanted_version = wanted_version + 1,
          version = version + 1,
          lane = CASE WHEN due_at IS NOT NULL AND lane = 'quantity-down' THEN lane ELSE ${lane} END,
          awaits_orders_after = NULL,
          due_at = CASE WHEN in_flight_version IS NULL THEN ${toDate(now)} ELSE due_at END
        FROM raised WHERE target.workspace_id = ${workspaceId}::uuid AND target.id = raised.id`;
    },
    async due(connectionId, lane, now, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM target
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND lane = ${lane}
          AND due_at <= ${toDate(now)}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return byIds(rows.map((row) => row.id));
    },
    async toVerify(connectionId, now, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM target
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND verify_at <= ${toDate(now)}
        ORDER BY verify_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return byIds(rows.map((row) => row.id));
    },
    async releaseAwaiting(connectionId, importedUntil, now) {
      await client.$executeRaw`
        WITH released AS (
          SELECT id FROM target
          WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid
            AND awaits_orders_after < ${toDate(importedUntil)}
          ORDER BY id FOR UPDATE
        )
        UPDATE target SET awaits_orders_after = NULL, due_at = ${toDate(now)}, version = version + 1
        FROM released WHERE target.workspace_id = ${workspaceId}::uuid AND target.id = released.id`;
    },
  };
}
