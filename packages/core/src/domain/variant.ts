import type { Attributes } from './attributes.ts';
import type { Gtin } from './gtin.ts';
import type {
  ConnectionId,
  LocationId,
  Sku,
  StockItemId,
  StoreProductId,
  StoreVariantId,
  VariantId,
} from './ids.ts';
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
  /** As the shop spells it, whatever it is; `null` when it gave none. */
  readonly barcode: string | null;
  /** The barcode, when it is a trade item number. */
  readonly gtin: Gtin | null;
  /** Product and option values, as plain text. */
  readonly title: string;
  /** The values that tell it from its siblings. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
  /** Pictures of its own, the main one first; its product's apply where it has none. */
  readonly images: readonly string[];
  /** The regular price, as the shop keeps it (with or without tax). */
  readonly price: Money | null;
  readonly sale: SalePrice | null;
  /** What the merchant paid. */
  readonly cost: Money | null;
  /** All of it, wherever it lies. */
  readonly stock: Stock;
  /** Units by location; `null`: the store does not tell locations apart. */
  readonly stockByLocation: Readonly<Record<LocationId, number>> | null;
  /** What the store counts for several variants of one product together: they share its count and what is reserved of it. `null`: it is counted by itself. */
  readonly stockItemId: StockItemId | null;
  /** What the shop says of it and of its product by name, limited by `limitAttributes`. */
  readonly attributes: Attributes;
  /** Whether the shop itself has it on sale: what is not may still be counted, and sold elsewhere. */
  readonly isEnabled: boolean;
  /** When the read that showed this state began; an older read is never applied over it. */
  readonly readBeganAt: Instant;
  /** The store no longer has it. */
  readonly goneAt: Instant | null;
  readonly version: number;
}

/** Whether a store counts two variants together. */
export function isCountedWith(
  one: Pick<Variant, 'id' | 'connectionId' | 'storeProductId' | 'stockItemId'>,
  other: Pick<Variant, 'id' | 'connectionId' | 'storeProductId' | 'stockItemId'>,
): boolean {
  if (one.id === other.id) return true;
  const isSameProduct =
    one.connectionId === other.connectionId && one.storeProductId === other.storeProductId;
  return isSameProduct && one.stockItemId !== null && one.stockItemId === other.stockItemId;
}

/** A lower price for a time. */
export interface SalePrice {
  readonly price: Money;
  /** `null`: it has begun. */
  readonly from: Instant | null;
  /** `null`: it has no end. */
  readonly until: Instant | null;
}

/** What a store showed of a variant in one read. */
export interface VariantSnapshot extends Pick<
  Variant,
  | 'storeVariantId'
  | 'sku'
  | 'barcode'
  | 'title'
  | 'options'
  | 'images'
  | 'price'
  | 'sale'
  | 'cost'
  | 'stock'
  | 'stockByLocation'
  | 'stockItemId'
  | 'attributes'
  | 'isEnabled'
> {
  /** What the shop keeps in a form that cannot be used, or only in part: told to the merchant, and never a reason to leave the variant out. */
  readonly problems: readonly FieldProblem[];
}

export const problemFields = ['price', 'sale-price', 'cost', 'stock', 'title'] as const;

/** A field of the shop's that could not be taken as it stands. */
export interface FieldProblem {
  /**
   * `price`, `sale-price`, `cost`: no plain decimal, so that there is none. `stock`: no whole number; it was cut down, or is 0. `title`: longer than
   * any channel takes; it was cut.
   */
  readonly field: (typeof problemFields)[number];
  /** What the shop has there, cut to 80 characters. */
  readonly shown: string;
}
