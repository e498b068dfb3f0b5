import type { StoreVariantId } from '@quayside/core/domain/ids';
import type { Stock } from '@quayside/core/domain/stock';

/** How a toy shop counts a variant. */
export interface MemoryCount {
  readonly id: StoreVariantId;
  /** Units. A fraction is what goods by weight would show; something else than a number is what a broken plugin would show. */
  stock: number;
  stockKind: Stock['kind'];
  /** Units by location, which `stock` is the sum of; `null`: the variant is counted in one place. */
  stockByLocation: Record<string, number> | null;
  /** What is counted for several variants of the product together; `null`: for this one alone. */
  stockItemId: string | null;
}

/** Units that leave a variant, or come back to it. */
export interface MemoryMove {
  readonly variantId: StoreVariantId;
  readonly quantity: number;
  /** Where the variant is counted by location; the first one unless said otherwise. */
  readonly location?: string;
}

/** Moves units of one of a product's variants. What is counted together moves together. @returns whether anything moved. */
export function moveUnits(
  variants: readonly MemoryCount[],
  { variantId, quantity, location }: MemoryMove,
  direction: 1 | -1,
): boolean {
  const moved = variants.find(({ id }) => id === variantId);
  if (moved === undefined || moved.stockKind === 'untracked' || quantity === 0) return false;
  const { stockItemId } = moved;
  for (const variant of variants) {
    const isCounted = variant === moved || (stockItemId !== null && variant.stockItemId === stockItemId);
    if (!isCounted) continue;
    variant.stock += direction * quantity;
    const counts = variant.stockByLocation;
    if (counts === null) continue;
    const place = location ?? Object.keys(counts)[0] ?? '';
    counts[place] = (counts[place] ?? 0) + direction * quantity;
  }
  return true;
}

/** Where an order's units are taken: from each location what it has, and what none has from the first, since a shop may sell below zero. */
export function takings(
  { id: variantId, stockByLocation: counts }: Pick<MemoryCount, 'id' | 'stockByLocation'>,
  quantity: number,
  locations: readonly string[] | null,
): readonly MemoryMove[] {
  if (counts === null) return [{ variantId, quantity }];
  const moves: MemoryMove[] = [];
  const places = locations ?? Object.keys(counts);
  let left = quantity;
  for (const location of places) {
    const units = Math.min(left, Math.max(0, counts[location] ?? 0));
    if (units > 0) moves.push({ variantId, quantity: units, location });
    left -= units;
  }
  const [first] = places;
  if (left > 0) moves.push({ variantId, quantity: left, ...(first !== undefined && { location: first }) });
  return moves;
}
