import { exact, money, sum } from '../decimal-text.ts';
import { numberOf } from './global-id.ts';
import { changeLevel, endClaims, stockAt } from './inventory.ts';
import type { LineRecord, OrderRecord, RefundRecord, RestockType } from './order-record.ts';
import { fulfilledUnits, unfulfilledUnits } from './order-record.ts';
import { lineTotal, taxOf, totalsOf } from './order-totals.ts';
import type { Shop } from './shop.ts';
import type { Outcome, UserError } from './user-error.ts';
import { done, refused } from './user-error.ts';

/** `RefundInput`, as far as the simulator reads it. */
export interface RefundInput {
  readonly orderId: string;
  readonly note?: string | null;
  readonly currency?: string | null;
  readonly allowOverRefunding?: boolean | null;
  readonly refundMethods?: readonly unknown[] | null;
  readonly refundDuties?: readonly unknown[] | null;
  readonly refundLineItems?:
    | readonly {
        readonly lineItemId: string;
        readonly quantity: number;
        readonly restockType?: string | null;
        readonly locationId?: string | null;
      }[]
    | null;
  readonly shipping?: { readonly amount?: string | null; readonly fullRefund?: boolean | null } | null;
  readonly transactions?:
    | readonly {
        readonly amount: string;
        readonly gateway: string;
        readonly kind: string;
        readonly orderId: string;
        readonly parentId?: string | null;
      }[]
    | null;
}

interface RefundedLine {
  readonly line: LineRecord;
  readonly quantity: number;
  readonly restockType: RestockType;
  readonly locationId: number | null;
}

/** A refund that was checked. */
export interface RefundPlan {
  readonly note: string | null;
  readonly lines: readonly RefundedLine[];
  /** Decimal text; null when shipping stays paid. */
  readonly shipping: string | null;
  readonly payments: readonly {
    readonly amount: string;
    readonly gateway: string;
    readonly parentId: number | null;
  }[];
}

/** Gives back units, money or both (`refundCreate`), or says why not. Shopify publishes no words for this: they are the simulator's own. */
export function createRefund(
  shop: Shop,
  input: RefundInput,
): Outcome<{ order: OrderRecord; refund: RefundRecord }> {
  const order = shop.orders.get(numberOf(input.orderId, 'Order') ?? 0);
  if (order === undefined) return refused([{ field: ['input', 'orderId'], message: 'Order does not exist' }]);
  const errors: UserError[] = [];
  const wrong = (field: string, message: string): void => {
    errors.push({ field: ['input', ...field.split('.')], message });
  };
  for (const name of ['refundMethods', 'refundDuties'] as const)
    if ((input[name] ?? []).length > 0) wrong(name, `The simulator does not know ${name}`);
  const lines: RefundedLine[] = [];
  for (const [index, it] of (input.refundLineItems ?? []).entries()) {
    const path = `refundLineItems.${index}`;
    const line = order.lines.find(({ id }) => id === numberOf(it.lineItemId, 'LineItem'));
    if (line === undefined) {
      wrong(`${path}.lineItemId`, 'Line item does not exist');
      continue;
    }
    const checked = { line, quantity: it.quantity, ...restockOf(shop, order, line, it, path, wrong) };
    const before = lines
      .filter((other) => other.line === line)
      .reduce((all, { quantity }) => all + quantity, 0);
    if (it.quantity < 1 || before + it.quantity > line.quantity - line.removed)
      wrong(`${path}.quantity`, 'Quantity cannot refund more items than were purchased');
    lines.push(checked);
  }
  const totals = totalsOf(order);
  const open = exact(totals.shipping).minus(exact(totals.refundedShipping));
  const shipping = input.shipping?.fullRefund === true ? money(open) : (input.shipping?.amount ?? null);
  if (shipping !== null && (exact(shipping).gt(open) || exact(shipping).isNegative()))
    wrong('shipping.amount', 'Shipping refund cannot be more than what is left of the shipping price');
  const payments = (input.transactions ?? []).map((it) => ({
    amount: it.amount,
    gateway: it.gateway,
    parentId: numberOf(it.parentId, 'OrderTransaction') ?? null,
  }));
  for (const [index, it] of (input.transactions ?? []).entries()) {
    const path = `transactions.${index}`;
    if (it.kind !== 'REFUND') wrong(`${path}.kind`, 'Kind must be refund');
    if (numberOf(it.orderId, 'Order') !== order.id)
      wrong(`${path}.orderId`, 'Order must be the refunded one');
    const parent = order.transactions.find(({ id }) => id === numberOf(it.parentId, 'OrderTransaction'));
    if (it.parentId != null && parent === undefined)
      wrong(`${path}.parentId`, 'Parent transaction not found');
  }
  const paid = sum(payments.map(({ amount }) => exact(amount)));
  if (input.allowOverRefunding !== true && paid.gt(exact(totals.net)))
    wrong('transactions', `Refund amount ${money(paid)} is more than what was received, ${totals.net}`);
  if (lines.length === 0 && shipping === null && payments.length === 0)
    wrong('refundLineItems', 'A refund needs line items, shipping or transactions');
  if (errors.length > 0) return refused(errors);
  for (const line of lines) restock(shop, order, line);
  const refund = recordRefund(shop, order, { note: input.note ?? null, lines, shipping, payments });
  shop.saveOrder(order);
  return done({ order, refund });
}

function restockOf(
  shop: Shop,
  order: OrderRecord,
  line: LineRecord,
  input: NonNullable<RefundInput['refundLineItems']>[number],
  path: string,
  wrong: (field: string, message: string) => void,
): Pick<RefundedLine, 'restockType' | 'locationId'> {
  const restockType = input.restockType ?? 'NO_RESTOCK';
  const location = numberOf(input.locationId, 'Location');
  if (input.locationId != null && !shop.locations.has(location ?? 0))
    wrong(`${path}.locationId`, 'Location does not exist');
  if (restockType === 'CANCEL' && input.quantity > unfulfilledUnits(order, line.id))
    wrong(`${path}.restockType`, 'Only unfulfilled items can be cancelled');
  else if (restockType === 'RETURN' && input.quantity > fulfilledUnits(order, line.id))
    wrong(`${path}.restockType`, 'Only fulfilled items can be returned');
  else if (!['CANCEL', 'NO_RESTOCK', 'RETURN'].includes(restockType))
    wrong(`${path}.restockType`, 'This restock type is not accepted');
  return { restockType: restockType as RestockType, locationId: location ?? null };
}

/** Units that had not left are no longer to be shipped; they go back on sale if that was said. Units that come back are counted where they come back to. */
function restock(
  shop: Shop,
  order: OrderRecord,
  { line, quantity, restockType, locationId }: RefundedLine,
): void {
  if (restockType === 'RETURN') {
    const item = line.variantId === null ? undefined : shop.variants.get(line.variantId)?.inventoryItem;
    const shippedFrom = order.fulfillments.find(({ lines }) =>
      lines.some(({ lineId }) => lineId === line.id),
    );
    const place = locationId ?? shippedFrom?.locationId;
    if (item?.tracked !== true || place === undefined) return;
    changeLevel(shop, item, stockAt(shop, item, place), { available: quantity });
    return;
  }
  const units = Math.min(quantity, unfulfilledUnits(order, line.id));
  endClaims(shop, line, units, restockType === 'CANCEL' ? 'back-on-sale' : 'gone', locationId ?? undefined);
  let left = units;
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    for (const part of fulfillmentOrder.lines) {
      if (part.lineId !== line.id) continue;
      const taken = Math.min(left, part.remaining);
      part.remaining -= taken;
      part.total -= taken;
      left -= taken;
    }
  }
}

/** Writes a refund to an order and tells of it. What becomes of the stock is the caller's. */
export function recordRefund(shop: Shop, order: OrderRecord, plan: RefundPlan): RefundRecord {
  const now = shop.now();
  const lines = plan.lines.map(({ line, quantity, restockType, locationId }) => {
    line.removed += quantity;
    const tax = taxOf(line.taxLines).times(quantity).dividedBy(line.quantity);
    return {
      id: shop.nextId(),
      lineId: line.id,
      quantity,
      restockType,
      locationId,
      subtotal: money(lineTotal(line, quantity)),
      tax: money(tax),
    };
  });
  const total = sum(plan.payments.map(({ amount }) => exact(amount)));
  const owed = sum(
    lines.map(({ subtotal, tax }) => exact(subtotal).plus(order.taxesIncluded ? 0 : exact(tax))),
  ).plus(exact(plan.shipping ?? '0'));
  const difference = total.minus(owed);
  const transactions = plan.payments.map(({ amount, gateway, parentId }) => ({
    id: shop.nextId(),
    kind: 'REFUND',
    status: 'SUCCESS',
    amount,
    gateway,
    test: false,
    parentId,
    processedAt: now,
    createdAt: now,
  }));
  order.transactions.push(...transactions);
  order.statedFinancialStatus = null;
  const hasDifference = transactions.length > 0 && !difference.isZero();
  const refund: RefundRecord = {
    id: shop.nextId(),
    note: plan.note,
    lines,
    shipping: plan.shipping === null ? null : { id: shop.nextId(), amount: plan.shipping, tax: '0' },
    adjustment: hasDifference ? { id: shop.nextId(), amount: difference.toFixed() } : null,
    transactionIds: transactions.map(({ id }) => id),
    total: money(total),
    createdAt: now,
  };
  order.refunds.push(refund);
  shop.emit({ topic: 'refunds/create', order, refund });
  return refund;
}
