import type { ConnectionId, Sku, StoreProductId, StoreVariantId, VariantId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Money } from './money.ts';
import type { Stock } from './stock.ts';

/** What can be sold: a variant of a store's product. It owns the SKU and the barcode. */
export interface Variant {
  readonly id: VariantId;
  /** The store it belongs to. */
  readonly connectionId: ConnectionId;
  readonly storeProductId: StoreProductId;
  readonly storeVariantId: StoreVariantId;
  /** `null`: the shop gave none, so it cannot be sold on a channel until it has one. */
  readonly sku: Sku | null;
  readonly gtin: string | null;
  readonly title: string;
  readonly price: Money | null;
  readonly stock: Stock;
  /** When the read that showed this state began; an older read is never applied over it. */
  readonly readBeganAt: Instant;
  /** The store no longer has it. */
  readonly goneAt: Instant | null;
  readonly version: number;
}

/** What a store showed of one product and all of its variants in one read. */
export interface ProductSnapshot {
  readonly storeProductId: StoreProductId;
  readonly readBeganAt: Instant;
  readonly variants: readonly VariantSnapshot[];
}

export type VariantSnapshot = Pick<Variant, 'storeVariantId' | 'sku' | 'gtin' | 'title' | 'price' | 'stock'>;
