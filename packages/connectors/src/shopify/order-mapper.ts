import { brandId, type StoreOrderId } from '@quayside/core/domain/ids';
import { parseInstant, type Instant } from '@quayside/core/domain/instant';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import type { StoreOrderSnapshot, StoreParcel } from '@quayside/core/domain/shipment';
import type {
  LineListFragment,
  MoneyFactsFragment,
  OrderFactsFragment,
  OrderQuery,
  PackedListFragment,
} from './documents.gen.ts';
import { numberIn } from './global-id.ts';

/** Before our key where the platform's own field holds it as a second marker. */
const sourcePrefix = 'quayside:';

export const sourceIdentifierOf = (key: string): string => `${sourcePrefix}${key}`;

/** The key that we wrote, exactly; `null` for orders of the shop's own. */
export function orderKey({
  key,
  sourceIdentifier,
}: Pick<OrderFactsFragment, 'key' | 'sourceIdentifier'>): string | null {
  if (key !== null && key.value !== '') return key.value;
  if (!sourceIdentifier?.startsWith(sourcePrefix)) return null;
  return sourceIdentifier.slice(sourcePrefix.length) || null;
}

type Lines = LineListFragment['nodes'];

export function mapOrder(
  order: OrderFactsFragment,
  lines: Lines,
  { parcels, refunds }: Pick<StoreOrderSnapshot, 'parcels' | 'refunds'>,
  readBeganAt: Instant,
): StoreOrderSnapshot {
  return {
    storeOrderId: brandId<StoreOrderId>(numberIn(order.id)),
    number: order.name,
    key: orderKey(order),
    status: mapStatus(order),
    createdAt: readMoment(order.createdAt),
    readBeganAt,
    lines: unitsByVariant(lines.map(({ variant, quantity }) => ({ variant: variant?.id, quantity }))),
    total: readMoney(order.totalPriceSet),
    parcels,
    refunds,
  };
}

/** A part may have left before the rest: the order is open until all of it has. */
function mapStatus({
  cancelledAt,
  displayFulfillmentStatus,
}: OrderFactsFragment): StoreOrderSnapshot['status'] {
  if (cancelledAt !== null) return 'cancelled';
  return displayFulfillmentStatus === 'FULFILLED' ? 'shipped' : 'open';
}

/** One line of ours may be two of the shop's (see `order-lines.ts`); lines without a product are not told. */
function unitsByVariant(
  lines: readonly { readonly variant: string | undefined; readonly quantity: number }[],
): StoreOrderSnapshot['lines'] {
  const units = new Map<string, number>();
  for (const { variant, quantity } of lines) {
    if (variant !== undefined) units.set(variant, (units.get(variant) ?? 0) + quantity);
  }
  return [...units].map(([variant, quantity]) => ({ storeVariantId: numberIn(variant), quantity }));
}

type Fulfillment = NonNullable<OrderQuery['order']>['fulfillments'][number];

/** Parcels that were taken back, or that a service could not send, have not left. */
export function hasLeft({ status }: Pick<Fulfillment, 'status'>): boolean {
  return status === 'SUCCESS' || status === 'OPEN' || status === 'PENDING';
}

/**
 * A fulfillment is a parcel, with the first of its tracking numbers: more than one belong to the same goods. What it holds is told unless a line of it names no
 * product any more: then it holds whatever is left.
 */
export function mapParcel(
  fulfillment: Fulfillment,
  packed: PackedListFragment['nodes'],
  lines: Lines,
): StoreParcel {
  const [tracking] = fulfillment.trackingInfo;
  const held = packed.map(({ lineItem, quantity }) => ({
    variant: lines.find(({ id }) => id === lineItem.id)?.variant?.id,
    quantity: quantity ?? 0,
  }));
  return {
    id: `fulfillment/${numberIn(fulfillment.id)}`,
    carrier: tracking?.company?.trim() || null,
    trackingNumber: tracking?.number?.trim() || null,
    shippedAt: readMoment(fulfillment.createdAt),
    lines: held.some(({ variant }) => variant === undefined) ? null : unitsByVariant(held),
  };
}

/** In the currency of the buyer, which of an order of ours is the one that we wrote. */
export function readMoney({ presentmentMoney: { amount, currencyCode } }: MoneyFactsFragment): Money | null {
  const money = parseMoney(amount, currencyCode);
  return money.ok ? money.value : null;
}

/** @throws Error for what is no moment: Shopify's schema promises ISO 8601. */
export function readMoment(text: string): Instant {
  const moment = parseInstant(text);
  if (moment === undefined) throw new Error('A moment of Shopify that is none');
  return moment;
}
