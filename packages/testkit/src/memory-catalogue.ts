import type { StoreProductId } from '@quayside/core/domain/ids';
import { isFoundBy, searchTextOfVariant } from '@quayside/core/domain/search-text';
import type { CatalogueRepositories } from '@quayside/core/ports/catalogue-storage';
import { byText, pageOf, type TakeTurn } from './memory-rows.ts';
import type { TableViews } from './memory-tables.ts';

/** What stores sell, over tables in memory. */
export function memoryCatalogue(
  { products, variants, listings }: TableViews,
  then: TakeTurn,
): CatalogueRepositories {
  return {
    products: {
      byStoreIds: then((connectionId, ids) =>
        products.select((row) => row.connectionId === connectionId && ids.includes(row.storeProductId)),
      ),
      insertMany: then((rows) => rows.forEach((row) => products.insert(row))),
      save: then((row) => products.save(row)),
    },
    variants: {
      get: then((id) => variants.get(id)),
      getMany: then((ids) => variants.select((row) => ids.includes(row.id))),
      ofProducts: then((connectionId, ids) =>
        variants.select((row) => row.connectionId === connectionId && ids.includes(row.storeProductId)),
      ),
      bySkus: then((connectionId, skus) =>
        variants
          .select(
            (row) =>
              row.connectionId === connectionId &&
              row.sku !== null &&
              skus.includes(row.sku) &&
              row.goneAt === null,
          )
          .sort(byText((row) => row.id)),
      ),
      byGtins: then((connectionId, gtins) =>
        variants
          .select(
            (row) =>
              row.connectionId === connectionId &&
              row.gtin !== null &&
              gtins.includes(row.gtin) &&
              row.goneAt === null,
          )
          .sort(byText((row) => row.id)),
      ),
      page: then((connectionId, after, limit) =>
        pageOf(
          variants.select((row) => row.connectionId === connectionId),
          after,
          limit,
        ),
      ),
      search: then((connectionId, text, limit) =>
        variants
          .select(
            (row) =>
              row.connectionId === connectionId &&
              row.goneAt === null &&
              isFoundBy(searchTextOfVariant(row), text),
          )
          .sort(byText((row) => row.id))
          .slice(0, limit),
      ),
      unlistedPage: then((connectionId, on, after, limit) => {
        const listed = new Set(
          listings
            .select((row) => row.connectionId === on.connectionId && row.marketplace === on.marketplace)
            .map((row) => row.variantId),
        );
        const unlisted = variants.select(
          (row) => row.connectionId === connectionId && row.goneAt === null && !listed.has(row.id),
        );
        return pageOf(unlisted, after, limit);
      }),
      unseenProducts: then((connectionId, readBefore, after, limit) => {
        const unseen = variants.select(
          (row) =>
            row.connectionId === connectionId &&
            row.goneAt === null &&
            row.readBeganAt < readBefore &&
            (after === null || row.storeProductId > after),
        );
        const ids = new Set<StoreProductId>(unseen.map((row) => row.storeProductId));
        return [...ids].sort(byText((id) => id)).slice(0, limit);
      }),
      count: then(
        (connectionId) =>
          variants.select((row) => row.connectionId === connectionId && row.goneAt === null).length,
      ),
      insertMany: then((rows) => rows.forEach((row) => variants.insert(row))),
      save: then((row) => variants.save(row)),
      markRead: then((rows, readBeganAt) => rows.forEach((row) => variants.save({ ...row, readBeganAt }))),
    },
  };
}
