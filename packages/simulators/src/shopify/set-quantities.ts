import { globalId, numberOf } from './global-id.ts';
import { changeLevel, levelAt } from './inventory.ts';
import { isQuantityName } from './inventory-fields.ts';
import type { InventoryItemRecord, LevelRecord } from './product-record.ts';
import type { Shop } from './shop.ts';
import type { Outcome, UserError } from './user-error.ts';
import { done, refused } from './user-error.ts';

/** What changed at one place. */
export interface StockChange {
  readonly item: InventoryItemRecord;
  readonly level: LevelRecord;
  readonly name: string;
  readonly delta: number;
  readonly after: number;
}

/** What a change of stock says of itself. */
interface Reasoned {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
}

/** `InventorySetQuantitiesInput`. */
export interface SetQuantitiesInput extends Reasoned {
  readonly quantities: readonly {
    readonly inventoryItemId: string;
    readonly locationId: string;
    readonly quantity: number;
    /** Null and left out alike skip the comparison; the mutation demands that one of them is said. */
    readonly changeFromQuantity?: number | null;
  }[];
}

/** `InventoryAdjustQuantitiesInput`. */
export interface AdjustQuantitiesInput extends Reasoned {
  readonly changes: readonly {
    readonly inventoryItemId: string;
    readonly locationId: string;
    readonly delta: number;
    readonly changeFromQuantity?: number | null;
  }[];
}

/** The reasons that Shopify's documentation of inventory mutations names. */
const REASONS = [
  'correction',
  'cycle_count_available',
  'damaged',
  'movement_canceled',
  'movement_created',
  'movement_received',
  'movement_updated',
  'other',
  'promotion',
  'quality_control',
  'received',
  'reservation_created',
  'reservation_deleted',
  'reservation_updated',
  'restock',
  'safety_stock',
  'shrinkage',
];
/** A billion, as the schema's refusals of too high a quantity suggest; the number is the simulator's own. */
const MOST = 1_000_000_000;

interface Wanted {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly changeFromQuantity?: number | null;
  readonly next: (current: number) => number;
}

/**
 * Sets `available` or `on_hand` (`inventorySetQuantities`). All or nothing: one quantity that is not what was said to be there, and none is set. Since 2026-04
 * every quantity must say from what it changes, or say `null`.
 */
export function setQuantities(shop: Shop, input: SetQuantitiesInput): Outcome<readonly StockChange[]> {
  const path = ['input', 'quantities'];
  const errors: UserError[] = [];
  if (input.name !== 'available' && input.name !== 'on_hand')
    errors.push({
      code: 'INVALID_NAME',
      field: ['input', 'name'],
      message: 'The quantity name must be either available or on_hand.',
    });
  for (const [index, it] of input.quantities.entries()) {
    if (it.changeFromQuantity === undefined)
      errors.push({
        code: 'COMPARE_QUANTITY_REQUIRED',
        field: [...path, String(index), 'changeFromQuantity'],
        message: 'The changeFromQuantity argument is required. Pass null to skip the comparison.',
      });
    if (it.quantity < 0 && input.name === 'on_hand')
      errors.push({
        code: 'INVALID_QUANTITY_NEGATIVE',
        field: [...path, String(index), 'quantity'],
        message: 'The quantity must be 0 or more.',
      });
  }
  const wanted = input.quantities.map((it) => ({ ...it, next: () => it.quantity }));
  return change(shop, input, wanted, path, errors);
}

/** Adds to a quantity or takes from it (`inventoryAdjustQuantities`). */
export function adjustQuantities(shop: Shop, input: AdjustQuantitiesInput): Outcome<readonly StockChange[]> {
  const errors: UserError[] = [];
  if (!isQuantityName(input.name) || input.name === 'on_hand' || input.name === 'committed')
    errors.push({
      code: 'INVALID_QUANTITY_NAME',
      field: ['input', 'name'],
      message: 'The quantity name is invalid.',
    });
  const wanted = input.changes.map((it) => ({ ...it, next: (current: number) => current + it.delta }));
  return change(shop, input, wanted, ['input', 'changes'], errors);
}

function change(
  shop: Shop,
  { name, reason, referenceDocumentUri }: Reasoned,
  wanted: readonly Wanted[],
  path: readonly string[],
  known: readonly UserError[],
): Outcome<readonly StockChange[]> {
  const errors = [...known];
  const wrong = (code: string, field: readonly string[], message: string): void => {
    errors.push({ code, field, message });
  };
  if (!REASONS.includes(reason)) wrong('INVALID_REASON', ['input', 'reason'], 'The reason is invalid.');
  if (referenceDocumentUri != null && !/^[a-z][\w+.-]*:\/\/.+/i.test(referenceDocumentUri))
    wrong(
      'INVALID_REFERENCE_DOCUMENT',
      ['input', 'referenceDocumentUri'],
      'The reference document URI is invalid.',
    );
  const twice =
    path.at(-1) === 'changes' ? 'ADJUST_QUANTITIES_FAILED' : 'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR';
  const places = new Set<string>();
  const changes: StockChange[] = [];
  for (const [index, it] of wanted.entries()) {
    const field = [...path, String(index)];
    const place = `${it.inventoryItemId} ${it.locationId}`;
    if (places.has(place)) wrong(twice, field, 'The combination of item and location must be unique.');
    places.add(place);
    const item = shop.inventoryItems.get(numberOf(it.inventoryItemId, 'InventoryItem') ?? 0);
    const locationId = numberOf(it.locationId, 'Location') ?? 0;
    const level = item === undefined ? undefined : levelAt(item, locationId);
    if (item === undefined) {
      wrong(
        'INVALID_INVENTORY_ITEM',
        [...field, 'inventoryItemId'],
        'The specified inventory item could not be found.',
      );
      continue;
    }
    if (!shop.locations.has(locationId)) {
      wrong('INVALID_LOCATION', [...field, 'locationId'], 'The specified location could not be found.');
      continue;
    }
    if (level === undefined) {
      const message = 'The specified inventory item is not stocked at the location.';
      wrong('INVALID_LOCATION', [...field, 'locationId'], message);
      continue;
    }
    const current = name === 'on_hand' ? level.available + level.committed : level.available;
    if (it.changeFromQuantity != null && it.changeFromQuantity !== current)
      wrong(
        'CHANGE_FROM_QUANTITY_STALE',
        [...field, 'changeFromQuantity'],
        'The changeFromQuantity value does not match the persisted quantity.',
      );
    const after = it.next(current);
    if (after > MOST) wrong('INVALID_QUANTITY_TOO_HIGH', [...field, 'quantity'], 'The quantity is too high.');
    if (after < -MOST) wrong('INVALID_QUANTITY_TOO_LOW', [...field, 'quantity'], 'The quantity is too low.');
    changes.push({ item, level, name, delta: after - current, after });
  }
  if (errors.length > 0) return refused(errors);
  for (const { item, level, delta } of changes)
    if (delta !== 0) changeLevel(shop, item, level, { available: delta });
  return done(changes);
}

/** Names a group of changes. */
export function adjustmentGroupId(shop: Shop): string {
  return globalId('InventoryAdjustmentGroup', shop.nextId());
}
