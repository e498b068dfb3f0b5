import type { Exact } from '../decimal-text.ts';
import { exact, money, sum } from '../decimal-text.ts';
import type { LineRecord, OrderRecord, TaxLineRecord } from './order-record.ts';
import { fulfilledUnits, unfulfilledUnits } from './order-record.ts';

/** The amounts of an order in its currency, as decimal text. */
export interface OrderTotals {
  readonly subtotal: string;
  readonly currentSubtotal: string;
  readonly shipping: string;
  readonly tax: string;
  readonly currentTax: string;
  readonly total: string;
  /** Without what was refunded. */
  readonly currentTotal: string;
  readonly received: string;
  readonly refunded: string;
  readonly refundedShipping: string;
  readonly outstanding: string;
  /** Received, without what was given back. */
  readonly net: string;
}

/** The sum of tax lines. */
export function taxOf(taxLines: readonly TaxLineRecord[]): Exact {
  return sum(taxLines.map(({ amount }) => exact(amount)));
}

/** What the units of a line cost, without taxes that come on top. */
export function lineTotal(line: LineRecord, units = line.quantity): Exact {
  return exact(line.unitPrice).times(units);
}

/** Reckons an order: taxes are a part of the prices or come on top of them, as the order says. */
export function totalsOf(order: OrderRecord): OrderTotals {
  const subtotal = sum(order.lines.map((line) => lineTotal(line)));
  const currentSubtotal = sum(order.lines.map((line) => lineTotal(line, line.quantity - line.removed)));
  const shipping = sum(order.shippingLines.map(({ price }) => exact(price)));
  const shippingTax = sum(order.shippingLines.map(({ taxLines }) => taxOf(taxLines)));
  const ofLines = sum(order.lines.map(({ taxLines }) => taxOf(taxLines)));
  const currentOfLines = sum(
    order.lines.map(({ taxLines, quantity, removed }) =>
      quantity === 0
        ? exact('0')
        : taxOf(taxLines)
            .times(quantity - removed)
            .dividedBy(quantity),
    ),
  );
  const tax = ofLines.plus(shippingTax).plus(taxOf(order.taxLines));
  const currentTax = currentOfLines.plus(shippingTax).plus(taxOf(order.taxLines));
  const refundedShipping = sum(order.refunds.map((refund) => exact(refund.shipping?.amount ?? '0')));
  const total = subtotal.plus(shipping).plus(order.taxesIncluded ? 0 : tax);
  const adjustments = sum(order.refunds.map((refund) => exact(refund.adjustment?.amount ?? '0')));
  const currentTotal = currentSubtotal
    .plus(shipping)
    .minus(refundedShipping)
    .minus(adjustments)
    .plus(order.taxesIncluded ? 0 : currentTax);
  const received = sumOf(order, (kind) => kind === 'SALE' || kind === 'CAPTURE');
  const refunded = sumOf(order, (kind) => kind === 'REFUND');
  const net = received.minus(refunded);
  const owed = order.cancelledAt === null ? currentTotal.minus(net) : exact('0');
  return {
    subtotal: money(subtotal),
    currentSubtotal: money(currentSubtotal),
    shipping: money(shipping),
    tax: money(tax),
    currentTax: money(currentTax),
    total: money(total),
    currentTotal: money(currentTotal),
    received: money(received),
    refunded: money(refunded),
    refundedShipping: money(refundedShipping),
    outstanding: money(owed),
    net: money(net),
  };
}

function sumOf(order: OrderRecord, counts: (kind: string) => boolean): Exact {
  const counted = order.transactions.filter(({ kind, status }) => status === 'SUCCESS' && counts(kind));
  return sum(counted.map(({ amount }) => exact(amount)));
}

/** `displayFinancialStatus`: what was said when the order was made, else what its transactions say. */
export function financialStatus(order: OrderRecord): string {
  if (order.statedFinancialStatus !== null) return order.statedFinancialStatus;
  const totals = totalsOf(order);
  const received = exact(totals.received);
  const refunded = exact(totals.refunded);
  if (received.isZero()) {
    if (order.cancelledAt !== null || order.transactions.some(({ kind }) => kind === 'VOID')) return 'VOIDED';
    const isAuthorized = order.transactions.some(
      ({ kind, status }) => kind === 'AUTHORIZATION' && status === 'SUCCESS',
    );
    if (isAuthorized) return 'AUTHORIZED';
    return exact(totals.total).isZero() ? 'PAID' : 'PENDING';
  }
  if (refunded.gte(received)) return 'REFUNDED';
  if (refunded.gt(0)) return 'PARTIALLY_REFUNDED';
  return received.gte(exact(totals.total)) ? 'PAID' : 'PARTIALLY_PAID';
}

/** `displayFulfillmentStatus`. */
export function fulfillmentStatus(order: OrderRecord): string {
  let fulfilled = 0;
  let open = 0;
  for (const { id } of order.lines) {
    fulfilled += fulfilledUnits(order, id);
    open += unfulfilledUnits(order, id);
  }
  if (open === 0 && fulfilled > 0) return 'FULFILLED';
  return fulfilled > 0 ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED';
}
