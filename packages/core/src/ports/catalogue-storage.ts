import type { Gtin } from '../domain/gtin.ts';
import type { ConnectionId, MarketplaceId, StoreProductId, VariantId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Product } from '../domain/product.ts';
import type { Variant } from '../domain/variant.ts';

/** What stores sell. */
export interface CatalogueRepositories {
  readonly products: {
    /** The products of a store with these ids of the store's, in no order. */
    byStoreIds(connectionId: ConnectionId, ids: readonly StoreProductId[]): Promise<readonly Product[]>;
    insertMany(products: readonly Product[]): Promise<void>;
    save(product: Product): Promise<void>;
  };
  readonly variants: {
    get(id: VariantId): Promise<Variant | undefined>;
    getMany(ids: readonly VariantId[]): Promise<readonly Variant[]>;
    ofProducts(connectionId: ConnectionId, ids: readonly StoreProductId[]): Promise<readonly Variant[]>;
    /** Variants of the store with one of these SKUs that are not gone. */
    bySkus(connectionId: ConnectionId, skus: readonly string[]): Promise<readonly Variant[]>;
    /** Variants of the store with one of these numbers that are not gone. */
    byGtins(connectionId: ConnectionId, gtins: readonly Gtin[]): Promise<readonly Variant[]>;
    /** All variants of a store, in id order. */
    page(connectionId: ConnectionId, after: VariantId | null, limit: number): Promise<readonly Variant[]>;
    /** Variants of the store that are not gone and have a text in their SKU, title or barcode, in id order. */
    search(connectionId: ConnectionId, text: string, limit: number): Promise<readonly Variant[]>;
    /** Variants of the store that are not gone and have no listing on that marketplace, in id order. */
    unlistedPage(
      connectionId: ConnectionId,
      on: { readonly connectionId: ConnectionId; readonly marketplace: MarketplaceId },
      after: VariantId | null,
      limit: number,
    ): Promise<readonly Variant[]>;
    /** Ids of the store's products with a variant that is not gone and whose last read began before a moment, in order. */
    unseenProducts(
      connectionId: ConnectionId,
      readBefore: Instant,
      after: StoreProductId | null,
      limit: number,
    ): Promise<readonly StoreProductId[]>;
    /** Variants of a store that are not gone. */
    count(connectionId: ConnectionId): Promise<number>;
    insertMany(variants: readonly Variant[]): Promise<void>;
    save(variant: Variant): Promise<void>;
    /** Moves `readBeganAt` of rows that are otherwise unchanged; loses like `save`. */
    markRead(variants: readonly Variant[], readBeganAt: Instant): Promise<void>;
  };
}
