import type { ConnectionId, ProductId, StoreProductId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { VariantSnapshot } from './variant.ts';

/** What the store shows as one page: a product with one variant or many. What can be sold are its variants. */
export interface Product extends ProductContent {
  readonly id: ProductId;
  /** The store it belongs to. */
  readonly connectionId: ConnectionId;
  readonly storeProductId: StoreProductId;
  /** When the read that showed this state began; an older read is never applied over it. */
  readonly readBeganAt: Instant;
  /** The store no longer sells it. */
  readonly goneAt: Instant | null;
  readonly version: number;
}

export interface ProductContent {
  /** Plain text: no markup. */
  readonly title: string;
  readonly brand: string | null;
  /** By what its variants differ, in the shop's order; empty for a product with one variant. */
  readonly options: readonly ProductOption[];
  /** Addresses of pictures, the main one first. */
  readonly images: readonly string[];
}

export interface ProductOption {
  readonly name: string;
  readonly values: readonly string[];
}

/** What a store showed of one product and all of its variants in one read. */
export interface ProductSnapshot {
  readonly storeProductId: StoreProductId;
  readonly readBeganAt: Instant;
  /** `null` when the store no longer has it, or does not sell it; there are no variants then. */
  readonly content: ProductContent | null;
  readonly variants: readonly VariantSnapshot[];
}
