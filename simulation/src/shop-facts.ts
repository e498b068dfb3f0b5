import type { MemoryProduct, MemoryShop, MemoryVariant } from '@quayside/connectors/memory/memory-shop';
import type { StockPoolId } from '@quayside/core/domain/ids';

/** What a merchant sells from one stock. */
export interface Pool {
  readonly id: StockPoolId;
  /** `null`: everything that the shop has. */
  readonly locations: readonly string[] | null;
}

/** @throws Error when the shop has no such SKU. */
export function productInShop(shop: MemoryShop, sku: string): MemoryProduct {
  const products = [...shop.products.values()];
  const product = products.find(({ variants }) => variants.some((variant) => variant.sku === sku));
  if (product === undefined) throw new Error(`The toy shop has no ${sku}`);
  return product;
}

/** @throws Error when the shop has no such SKU. */
export function variantInShop(shop: MemoryShop, sku: string): MemoryVariant {
  const variant = productInShop(shop, sku).variants.find((each) => each.sku === sku);
  if (variant === undefined) throw new Error(`The toy shop has no ${sku}`);
  return variant;
}

/** What the shop itself counts of a SKU in a pool. */
export function stockOf(shop: MemoryShop, { locations }: Pool, sku: string): number {
  const { stock, stockByLocation } = variantInShop(shop, sku);
  if (locations === null) return stock;
  return locations.reduce((total, location) => total + (stockByLocation?.[location] ?? 0), 0);
}

/** Whether the shop counts two SKUs together. */
export function isCountedTogether(shop: MemoryShop, one: string, other: string): boolean {
  if (one === other) return true;
  const { stockItemId } = variantInShop(shop, one);
  return stockItemId !== null && stockItemId === variantInShop(shop, other).stockItemId;
}
