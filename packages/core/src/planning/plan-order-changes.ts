import { isPositive, shareOf, subtract, sum, type Money } from '../domain/money.ts';
import type { OrderChange, OrderChangeFacts, OrderChangeLine, Refund } from '../domain/order-change.ts';
import type { Order, OrderLine } from '../domain/order.ts';
import type { StoreOrderSnapshot } from '../domain/shipment.ts';
import type { ShippableLine } from './plan-parcels.ts';

/** What was told so far, to either side. */
type Told = readonly Pick<OrderChange, 'to' | 'kind' | 'key' | 'lines' | 'state'>[];

const cancelledKey = 'cancelled';
const refundKey = (id: string): string => `refund/${id}`;

/**
 * Decides what the store must be told of an order that it has: what of it the channel no longer wants, and what the channel gave back. It goes by what
 * the store was asked to create and what was told since, not by events, so that nothing is told twice and nothing is overlooked, however late it is
 * noticed.
 */
export function planStoreChanges(
  order: Pick<Order, 'status' | 'lines' | 'refunds' | 'currency'>,
  told: Told,
): readonly OrderChangeFacts[] {
  const changes: OrderChangeFacts[] = [];
  if (order.status === 'cancelled') {
    if (!isCancelledWhole(told)) {
      changes.push({ to: 'store', kind: 'cancellation', key: cancelledKey, lines: null, shipping: null });
    }
  } else {
    const lines = order.lines.flatMap((line) => fallen(line, told));
    if (lines.length > 0) {
      const fall = lines.map(({ marketplaceLineId, quantity }) => `${marketplaceLineId}-${quantity}`).join();
      const key = `${cancelledKey}/${told.length + 1}/${fall}`;
      changes.push({ to: 'store', kind: 'cancellation', key, lines, shipping: null });
    }
  }
  for (const refund of newRefunds(order.refunds, 'store', told)) {
    changes.push({
      to: 'store',
      kind: 'refund',
      key: refundKey(refund.id),
      lines: refund.lines,
      shipping: refund.shipping,
    });
  }
  return changes;
}

/**
 * Decides what the channel must be told of an order: what the merchant cancelled or gave back in the store.
 *
 * @param lines of the order, with the store's own id of what they sell.
 * @param sent units of the listings that have left, by line: what is taken out of the rest is cancelled, what is taken of them is given back.
 */
export function planChannelChanges(
  order: Pick<Order, 'status' | 'lines'>,
  lines: readonly ShippableLine[],
  shown: Pick<StoreOrderSnapshot, 'status' | 'refunds'>,
  sent: ReadonlyMap<string, number>,
  told: Told,
): readonly OrderChangeFacts[] {
  const changes: OrderChangeFacts[] = [];
  const isOver = order.status === 'cancelled';
  for (const refund of newRefunds(shown.refunds, 'channel', told)) {
    const given = toListings(refund.lines, lines);
    const isUnsent =
      given.some(({ quantity }) => quantity > 0) &&
      given.every(({ marketplaceLineId, quantity }) => {
        const wanted = lines.find((line) => line.marketplaceLineId === marketplaceLineId)?.quantity ?? 0;
        return quantity <= wanted - (sent.get(marketplaceLineId) ?? 0);
      });
    if (isOver && isUnsent) continue;
    changes.push({
      to: 'channel',
      kind: isUnsent ? 'cancellation' : 'refund',
      key: refundKey(refund.id),
      lines: given,
      shipping: refund.shipping,
    });
  }
  if (shown.status === 'cancelled' && !isOver && sent.size === 0 && !isCancelledWhole(told)) {
    changes.push({ to: 'channel', kind: 'cancellation', key: cancelledKey, lines: null, shipping: null });
  }
  return changes;
}

function isCancelledWhole(told: Told): boolean {
  return told.some((change) => change.kind === 'cancellation' && change.lines === null);
}

/** How far the channel's wish for a line has fallen below what the store was asked for and told since. */
function fallen(line: OrderLine, told: Told): readonly OrderChangeLine[] {
  if (line.placed === null) return [];
  const earlier = told
    .filter(({ kind, state, to }) => kind === 'cancellation' && (to === 'store' || state !== 'refused'))
    .flatMap((change) => change.lines ?? [])
    .filter(({ marketplaceLineId }) => marketplaceLineId === line.marketplaceLineId);
  const cancelled = earlier.reduce((units, { quantity }) => units + quantity, 0);
  const quantity = line.placed.quantity - line.quantity - cancelled;
  if (quantity <= 0) return [];
  const before = line.placed.total;
  const gone = sum(
    earlier.map(({ total }) => total),
    before.currency,
  );
  // Some channels lower the line's amount with its units, others leave it.
  const lowered = subtract(subtract(before, line.total), gone);
  const total =
    line.quantity === 0
      ? subtract(before, gone)
      : isPositive(lowered)
        ? lowered
        : shareOf(before, quantity, line.placed.quantity);
  const tax = line.tax === null ? null : shareOf(line.tax, quantity, line.placed.quantity);
  return [{ marketplaceLineId: line.marketplaceLineId, quantity, total, tax }];
}

/** Refunds that somebody else made and that this side was not told of. */
function newRefunds<Shown extends Refund<unknown>>(
  refunds: readonly Shown[],
  to: OrderChange['to'],
  told: Told,
): readonly Shown[] {
  const known = new Set(told.filter((change) => change.to === to).map(({ key }) => key));
  return refunds.filter((refund) => refund.key === null && !known.has(refundKey(refund.id)));
}

/** A store's refund in units of the listings. Lines of one variant are filled one after the other; the amount goes with the units. */
function toListings(
  given: StoreOrderSnapshot['refunds'][number]['lines'],
  lines: readonly ShippableLine[],
): readonly OrderChangeLine[] {
  return given.flatMap(({ storeVariantId, quantity, total, tax }) => {
    const same = lines.filter((line) => line.storeVariantId === storeVariantId);
    const [first] = same;
    if (first === undefined) return [];
    if (quantity === 0) return [{ marketplaceLineId: first.marketplaceLineId, quantity, total, tax }];
    const parts: { readonly line: ShippableLine; readonly units: number }[] = [];
    let left = quantity;
    for (const line of same) {
      const units = Math.min(left, line.quantity * line.unitsPerListing);
      if (units > 0) parts.push({ line, units });
      left -= units;
    }
    return split(total, tax, parts);
  });
}

function split(
  total: Money,
  tax: Money | null,
  parts: readonly { readonly line: ShippableLine; readonly units: number }[],
): readonly OrderChangeLine[] {
  const all = parts.reduce((units, part) => units + part.units, 0);
  let moneyLeft = total;
  let taxLeft = tax;
  return parts.map(({ line, units }, index) => {
    const isLast = index === parts.length - 1;
    const share = isLast ? moneyLeft : shareOf(total, units, all);
    const taxShare = tax === null || taxLeft === null ? null : isLast ? taxLeft : shareOf(tax, units, all);
    moneyLeft = subtract(moneyLeft, share);
    taxLeft = taxLeft === null || taxShare === null ? null : subtract(taxLeft, taxShare);
    const quantity = Math.floor(units / line.unitsPerListing);
    return { marketplaceLineId: line.marketplaceLineId, quantity, total: share, tax: taxShare };
  });
}
