import { fulfillmentOrderStatus } from './fulfillment-fields.ts';
import { numberOf } from './global-id.ts';
import { endClaims, levelAt, moveClaims } from './inventory.ts';
import type { FulfillmentOrderRecord, FulfillmentRecord, OrderRecord } from './order-record.ts';
import { lineOf } from './order-record.ts';
import type { Shop } from './shop.ts';
import type { Outcome, UserError } from './user-error.ts';
import { done, refused } from './user-error.ts';

/** `FulfillmentTrackingInput`. */
export interface TrackingInput {
  readonly company?: string | null;
  readonly number?: string | null;
  readonly numbers?: readonly string[] | null;
  readonly url?: string | null;
  readonly urls?: readonly string[] | null;
}

/** `FulfillmentInput`, as far as the simulator reads it. */
export interface FulfillmentInput {
  readonly lineItemsByFulfillmentOrder: readonly {
    readonly fulfillmentOrderId: string;
    readonly fulfillmentOrderLineItems?: readonly { readonly id: string; readonly quantity: number }[] | null;
  }[];
  readonly trackingInfo?: TrackingInput | null;
}

/** The order that a fulfillment order belongs to, with it. */
export function findFulfillmentOrder(
  shop: Shop,
  id: unknown,
): { readonly order: OrderRecord; readonly fulfillmentOrder: FulfillmentOrderRecord } | undefined {
  const number = numberOf(id, 'FulfillmentOrder');
  for (const order of shop.orders.values()) {
    const fulfillmentOrder = order.fulfillmentOrders.find((it) => it.id === number);
    if (fulfillmentOrder !== undefined) return { order, fulfillmentOrder };
  }
  return undefined;
}

interface Part {
  readonly fulfillmentOrder: FulfillmentOrderRecord;
  readonly units: ReadonlyMap<number, number>;
}

/** Ships units (`fulfillmentCreate`): of one order, from one location. */
export function createFulfillment(shop: Shop, input: FulfillmentInput): Outcome<FulfillmentRecord> {
  const field = ['fulfillment', 'lineItemsByFulfillmentOrder'];
  const problem = (message: string): Outcome<never> => refused([{ field, message }]);
  const parts: Part[] = [];
  let shipped: OrderRecord | undefined;
  for (const { fulfillmentOrderId, fulfillmentOrderLineItems } of input.lineItemsByFulfillmentOrder) {
    const found = findFulfillmentOrder(shop, fulfillmentOrderId);
    if (found === undefined) return problem('Fulfillment order does not exist.');
    if (shipped !== undefined && shipped !== found.order)
      return problem('All fulfillment orders must belong to the same order.');
    if (
      parts.some(({ fulfillmentOrder }) => fulfillmentOrder.locationId !== found.fulfillmentOrder.locationId)
    )
      return problem('All fulfillment orders must have the same assigned location.');
    shipped = found.order;
    const status = fulfillmentOrderStatus(found.fulfillmentOrder);
    if (status !== 'OPEN' && status !== 'IN_PROGRESS')
      return problem(
        `Fulfillment order ${found.fulfillmentOrder.id} has an unfulfillable status= ${status.toLowerCase()}.`,
      );
    const units = unitsOf(found.fulfillmentOrder, fulfillmentOrderLineItems ?? []);
    if (units === undefined) return problem('Invalid fulfillment order line item quantity requested.');
    parts.push({ fulfillmentOrder: found.fulfillmentOrder, units });
  }
  if (shipped === undefined) return problem('Line items by fulfillment order must not be empty.');
  return done(ship(shop, shipped, parts, trackingOf(input.trackingInfo ?? {})));
}

/** Ships all that is left of an order. */
export function fulfillWhole(
  shop: Shop,
  order: OrderRecord,
  parcel: {
    readonly locationId?: number | undefined;
    readonly company: string | null;
    readonly numbers: readonly string[];
  },
): FulfillmentRecord[] {
  const made: FulfillmentRecord[] = [];
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    if (parcel.locationId !== undefined) fulfillmentOrder.locationId = parcel.locationId;
    const units = unitsOf(fulfillmentOrder, []);
    if (units === undefined || units.size === 0 || fulfillmentOrder.isCancelled) continue;
    const { company, numbers } = parcel;
    made.push(ship(shop, order, [{ fulfillmentOrder, units }], trackingOf({ company, numbers })));
  }
  return made;
}

/** Units by line of the fulfillment order: those that were asked for, or all that remain; undefined when that cannot be. */
function unitsOf(
  fulfillmentOrder: FulfillmentOrderRecord,
  asked: readonly { readonly id: string; readonly quantity: number }[],
): Map<number, number> | undefined {
  const units = new Map<number, number>();
  for (const { id, remaining } of fulfillmentOrder.lines)
    if (asked.length === 0 && remaining > 0) units.set(id, remaining);
  for (const { id, quantity } of asked) {
    const line = fulfillmentOrder.lines.find((it) => it.id === numberOf(id, 'FulfillmentOrderLineItem'));
    if (line === undefined || quantity < 1 || quantity > line.remaining) return undefined;
    units.set(line.id, quantity);
  }
  return units;
}

function ship(
  shop: Shop,
  order: OrderRecord,
  parts: readonly Part[],
  tracking: FulfillmentRecord['tracking'],
): FulfillmentRecord {
  const now = shop.now();
  const lines: { id: number; lineId: number; quantity: number }[] = [];
  for (const { fulfillmentOrder, units } of parts) {
    for (const part of fulfillmentOrder.lines) {
      const quantity = units.get(part.id) ?? 0;
      if (quantity === 0) continue;
      part.remaining -= quantity;
      endClaims(shop, lineOf(order, part.lineId), quantity, 'gone', fulfillmentOrder.locationId);
      lines.push({ id: shop.nextId(), lineId: part.lineId, quantity });
    }
    fulfillmentOrder.updatedAt = now;
  }
  const fulfillment: FulfillmentRecord = {
    id: shop.nextId(),
    name: `${order.name}.${order.fulfillments.length + 1}`,
    locationId: parts[0]?.fulfillmentOrder.locationId ?? 0,
    fulfillmentOrderIds: parts.map(({ fulfillmentOrder }) => fulfillmentOrder.id),
    lines,
    tracking,
    status: 'SUCCESS',
    createdAt: now,
    updatedAt: now,
  };
  order.fulfillments.push(fulfillment);
  shop.emit({ topic: 'fulfillments/create', order, fulfillment });
  shop.saveOrder(order);
  return fulfillment;
}

/** Changes the tracking of a parcel (`fulfillmentTrackingInfoUpdate`). */
export function updateTracking(shop: Shop, id: unknown, input: TrackingInput): Outcome<FulfillmentRecord> {
  const found = findFulfillment(shop, id);
  if (found === undefined)
    return refused([{ field: ['fulfillmentId'], message: 'Fulfillment does not exist.' }]);
  const { order, fulfillment } = found;
  fulfillment.tracking = trackingOf(input);
  fulfillment.updatedAt = shop.now();
  shop.emit({ topic: 'fulfillments/update', order, fulfillment });
  shop.saveOrder(order);
  return done(fulfillment);
}

/** The order that a fulfillment belongs to, with it. */
export function findFulfillment(
  shop: Shop,
  id: unknown,
): { readonly order: OrderRecord; readonly fulfillment: FulfillmentRecord } | undefined {
  const number = numberOf(id, 'Fulfillment');
  for (const order of shop.orders.values()) {
    const fulfillment = order.fulfillments.find((it) => it.id === number);
    if (fulfillment !== undefined) return { order, fulfillment };
  }
  return undefined;
}

function trackingOf(input: TrackingInput): FulfillmentRecord['tracking'] {
  const numbers = [...(input.number == null ? [] : [input.number]), ...(input.numbers ?? [])];
  const urls = [...(input.url == null ? [] : [input.url]), ...(input.urls ?? [])];
  const company = input.company ?? null;
  const count = Math.max(numbers.length, urls.length, company === null ? 0 : 1);
  return Array.from({ length: count }, (_, index) => ({
    company,
    number: numbers[index] ?? null,
    url: urls[index] ?? null,
  }));
}

/** What moving a fulfillment order left behind. */
export interface Moved {
  readonly moved: FulfillmentOrderRecord;
  readonly original: FulfillmentOrderRecord;
}

/**
 * Moves what is still to be shipped to another location (`fulfillmentOrderMove`): the fulfillment order itself where nothing of it was shipped and all of it
 * moves, else its units into a new one.
 */
export function moveFulfillmentOrder(
  shop: Shop,
  id: unknown,
  newLocationId: unknown,
  asked: readonly { readonly id: string; readonly quantity: number }[],
): Outcome<Moved> {
  const problem = (field: string, message: string, code?: string): Outcome<never> => {
    const error: UserError = { field: [field], message };
    return refused([code === undefined ? error : { ...error, code }]);
  };
  const found = findFulfillmentOrder(shop, id);
  if (found === undefined) return problem('id', 'Fulfillment order does not exist.');
  const locationId = numberOf(newLocationId, 'Location') ?? 0;
  if (shop.locations.get(locationId)?.isActive !== true)
    return problem('newLocationId', 'Location does not exist or is not active.');
  const { order, fulfillmentOrder: original } = found;
  const status = fulfillmentOrderStatus(original);
  if (status !== 'OPEN' && status !== 'IN_PROGRESS') return problem('id', 'Fulfillment order is closed.');
  const units = unitsOf(original, asked);
  if (units === undefined) return problem('fulfillmentOrderLineItems', 'Invalid quantity requested.');
  for (const line of original.lines) {
    const { variantId } = lineOf(order, line.lineId);
    const item = variantId === null ? undefined : shop.variants.get(variantId)?.inventoryItem;
    if (units.has(line.id) && item?.tracked === true && levelAt(item, locationId) === undefined)
      return problem(
        'newLocationId',
        'The destination location does not stock the requested inventory item.',
      );
  }
  const from = original.locationId;
  for (const line of original.lines)
    moveClaims(shop, lineOf(order, line.lineId), units.get(line.id) ?? 0, from, locationId);
  const isWhole = original.lines.every(
    ({ id: line, total, remaining }) => remaining === total && units.get(line) === total,
  );
  const moved = isWhole ? original : splitOff(shop, order, original, units);
  moved.locationId = locationId;
  original.updatedAt = shop.now();
  shop.saveOrder(order);
  return done({ moved, original });
}

function splitOff(
  shop: Shop,
  order: OrderRecord,
  original: FulfillmentOrderRecord,
  units: ReadonlyMap<number, number>,
): FulfillmentOrderRecord {
  const now = shop.now();
  const made: FulfillmentOrderRecord = {
    ...original,
    id: shop.nextId(),
    lines: [],
    createdAt: now,
    updatedAt: now,
  };
  for (const line of original.lines) {
    const quantity = units.get(line.id) ?? 0;
    if (quantity === 0) continue;
    line.total -= quantity;
    line.remaining -= quantity;
    made.lines.push({ id: shop.nextId(), lineId: line.lineId, total: quantity, remaining: quantity });
  }
  order.fulfillmentOrders.push(made);
  return made;
}
