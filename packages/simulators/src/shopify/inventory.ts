import type { Claim, LineRecord } from './order-record.ts';
import type { InventoryItemRecord, LevelRecord, VariantRecord } from './product-record.ts';
import type { Shop } from './shop.ts';

/** The count of an item at a location, if it is stocked there. */
export function levelAt(item: InventoryItemRecord, locationId: number): LevelRecord | undefined {
  return item.levels.find((level) => level.locationId === locationId);
}

/** Units of a variant that can still be sold, at all locations that are open. */
export function availableUnits(shop: Shop, item: InventoryItemRecord): number {
  let units = 0;
  for (const level of item.levels)
    if (shop.locations.get(level.locationId)?.isActive === true) units += level.available;
  return units;
}

/** Changes a count, and tells of it; a change of the product's time as {@link ShopSettings.inventoryTouchesProduct} says. */
export function changeLevel(
  shop: Shop,
  item: InventoryItemRecord,
  level: LevelRecord,
  change: { readonly available?: number; readonly committed?: number },
): void {
  level.available += change.available ?? 0;
  level.committed += change.committed ?? 0;
  level.updatedAt = shop.now();
  shop.touch(item);
  if (change.available === undefined || change.available === 0) return;
  shop.emit({ topic: 'inventory_levels/update', item, level });
  const product = shop.variantOf(item)?.product;
  if (shop.settings.inventoryTouchesProduct && product !== undefined) shop.saveProduct(product);
}

/** Begins to count an item at a location, if it is not counted there. */
export function stockAt(shop: Shop, item: InventoryItemRecord, locationId: number): LevelRecord {
  const known = levelAt(item, locationId);
  if (known !== undefined) return known;
  const now = shop.now();
  const level = { id: shop.nextId(), locationId, available: 0, committed: 0, createdAt: now, updatedAt: now };
  item.levels.push(level);
  return level;
}

/** Where units of a variant would be taken from, in this order: the first location that has them all, else the first that is open and counts it. */
function chooseLevel(shop: Shop, variant: VariantRecord, quantity: number): LevelRecord | undefined {
  const open = variant.inventoryItem.levels.filter(
    ({ locationId }) => shop.locations.get(locationId)?.isActive === true,
  );
  return open.find(({ available }) => available >= quantity) ?? open[0];
}

/** Whether so many units of a variant may be sold: what is not counted always may, and what may be sold below zero. */
export function canClaim(shop: Shop, variant: VariantRecord, quantity: number): boolean {
  if (!variant.inventoryItem.tracked || variant.inventoryPolicy === 'CONTINUE') return true;
  return (chooseLevel(shop, variant, quantity)?.available ?? 0) >= quantity;
}

/** Commits the units of a line, below zero if need be. Nothing happens for what is not counted. */
export function claimUnits(shop: Shop, variant: VariantRecord, line: LineRecord): void {
  const item = variant.inventoryItem;
  const level = chooseLevel(shop, variant, line.quantity);
  if (!item.tracked || level === undefined) return;
  changeLevel(shop, item, level, { available: -line.quantity, committed: line.quantity });
  line.claims.push({ locationId: level.locationId, quantity: line.quantity });
}

/** What becomes of committed units: they go back on sale, or they leave the house. */
export type ClaimEnd = 'back-on-sale' | 'gone';

/** Ends the claims of a line for so many units, first those at `locationId`. Units that the line does not hold change nothing. */
export function endClaims(
  shop: Shop,
  line: LineRecord,
  quantity: number,
  end: ClaimEnd,
  locationId?: number,
): void {
  const item = line.variantId === null ? undefined : shop.variants.get(line.variantId)?.inventoryItem;
  const preferred = (claim: Claim): number => (claim.locationId === locationId ? 0 : 1);
  let left = quantity;
  for (const claim of [...line.claims].sort((a, b) => preferred(a) - preferred(b))) {
    const units = Math.min(left, claim.quantity);
    if (units === 0) continue;
    left -= units;
    claim.quantity -= units;
    const level = item === undefined ? undefined : levelAt(item, claim.locationId);
    if (item === undefined || level === undefined) continue;
    changeLevel(shop, item, level, {
      committed: -units,
      ...(end === 'back-on-sale' ? { available: units } : {}),
    });
  }
}

/** Moves committed units of a line to another location, as its fulfillment order moves: the old location may sell them again, the new one gives them. */
export function moveClaims(
  shop: Shop,
  line: LineRecord,
  quantity: number,
  fromLocationId: number,
  toLocationId: number,
): void {
  const item = line.variantId === null ? undefined : shop.variants.get(line.variantId)?.inventoryItem;
  const claim = line.claims.find(({ locationId }) => locationId === fromLocationId);
  if (item === undefined || claim === undefined) return;
  const units = Math.min(quantity, claim.quantity);
  endClaims(shop, line, units, 'back-on-sale', fromLocationId);
  changeLevel(shop, item, stockAt(shop, item, toLocationId), { available: -units, committed: units });
  line.claims.push({ locationId: toLocationId, quantity: units });
}

/** Where a line would be shipped from that holds no stock: where its variant is counted, else the shop's first open location. */
export function chooseLocation(shop: Shop, line: LineRecord): number {
  const variant = line.variantId === null ? undefined : shop.variants.get(line.variantId);
  const level = variant === undefined ? undefined : chooseLevel(shop, variant, line.quantity);
  if (level !== undefined) return level.locationId;
  const open = [...shop.locations.values()].find(({ isActive }) => isActive);
  if (open === undefined) throw new Error('The shop has no open location');
  return open.id;
}
