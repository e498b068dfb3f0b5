import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import type { CatalogueRepositories } from '@quayside/core/ports/catalogue-storage';
import type { Transaction } from '@quayside/core/ports/storage';
import { fromProduct, fromVariant, toProduct, toVariant } from './catalogue-rows.ts';
import { insertRows } from './insert-rows.ts';
import { likePattern } from './like-pattern.ts';
import { LostUpdate } from './lost-update.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

/** What stores sell. */
export function catalogueRepositories({ client, workspaceId }: RepositoryContext): CatalogueRepositories {
  return {
    products: {
      async byStoreIds(connectionId, ids) {
        if (ids.length === 0) return [];
        const rows = await client.product.findMany({
          where: { workspaceId, connectionId, storeProductId: { in: [...ids] } },
        });
        return rows.map(toProduct);
      },
      async insertMany(products) {
        const rows = products.map((each) => fromProduct(workspaceId, each));
        await insertRows(client, 'product', rows);
      },
      async save(product) {
        const { id, version } = product;
        const { count } = await client.product.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromProduct(workspaceId, product), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`product ${id}`);
      },
    },
    variants: variantRepository({ client, workspaceId }),
  };
}

function variantRepository({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): Transaction['variants'] {
  return {
    async get(id) {
      const row = await client.variant.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toVariant(row);
    },
    async getMany(ids) {
      if (ids.length === 0) return [];
      return (await client.variant.findMany({ where: { workspaceId, id: { in: [...ids] } } })).map(toVariant);
    },
    async ofProducts(connectionId, ids) {
      if (ids.length === 0) return [];
      const rows = await client.variant.findMany({
        where: { workspaceId, connectionId, storeProductId: { in: [...ids] } },
      });
      return rows.map(toVariant);
    },
    async bySkus(connectionId, skus) {
      if (skus.length === 0) return [];
      const rows = await client.variant.findMany({
        where: { workspaceId, connectionId, sku: { in: [...skus] }, goneAt: null },
        orderBy: { id: 'asc' },
      });
      return rows.map(toVariant);
    },
    async byGtins(connectionId, gtins) {
      if (gtins.length === 0) return [];
      const rows = await client.variant.findMany({
        where: { workspaceId, connectionId, gtin: { in: [...gtins] }, goneAt: null },
        orderBy: { id: 'asc' },
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
    async search(connectionId, text, limit) {
      const ids = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM variant
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND gone_at IS NULL
          AND search_text LIKE ${likePattern(text)}
        ORDER BY id LIMIT ${limit}`;
      const rows = await client.variant.findMany({
        where: { workspaceId, id: { in: ids.map(({ id }) => id) } },
        orderBy: { id: 'asc' },
      });
      return rows.map(toVariant);
    },
    async unlistedPage(connectionId, on, after, limit) {
      const rows = await client.variant.findMany({
        where: {
          workspaceId,
          connectionId,
          goneAt: null,
          ...(after === null ? {} : { id: { gt: after } }),
          listings: { none: { connectionId: on.connectionId, marketplace: on.marketplace } },
        },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.map(toVariant);
    },
    async unseenProducts(connectionId, readBefore, after, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT store_product_id AS id FROM variant
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid
          AND gone_at IS NULL AND read_began_at < ${toDate(readBefore)} AND store_product_id COLLATE "C" > ${after ?? ''}
        GROUP BY store_product_id ORDER BY store_product_id COLLATE "C" LIMIT ${limit}`;
      return rows.map((row) => brandId<StoreProductId>(row.id));
    },
    count: (connectionId) => client.variant.count({ where: { workspaceId, connectionId, goneAt: null } }),
    async insertMany(variants) {
      const rows = variants.map((each) => fromVariant(workspaceId, each));
      await insertRows(client, 'variant', rows);
    },
    async save(variant) {
      const { id, version } = variant;
      const { count } = await client.variant.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromVariant(workspaceId, variant), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`variant ${id}`);
    },
    async markRead(variants, readBeganAt) {
      if (variants.length === 0) return;
      // Locked in id order first, so that two readers of one page wait instead of locking each other out.
      const count = await client.$executeRaw`
        WITH read AS (
          SELECT variant.id FROM variant
          JOIN unnest(${variants.map(({ id }) => id)}::uuid[], ${variants.map(({ version }) => version)}::int[])
            AS known (id, version) ON known.id = variant.id AND known.version = variant.version
          WHERE variant.workspace_id = ${workspaceId}::uuid
          ORDER BY variant.id FOR UPDATE OF variant
        )
        UPDATE variant SET read_began_at = ${toDate(readBeganAt)}, version = variant.version + 1
        FROM read WHERE variant.workspace_id = ${workspaceId}::uuid AND variant.id = read.id`;
      if (count < variants.length) throw new LostUpdate(`${variants.length - count} variants`);
    },
  };
}
