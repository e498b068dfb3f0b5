import { exact, money } from '../decimal-text.ts';
import type { AdminContext } from './admin-context.ts';
import { moment, moneyBag } from './admin-context.ts';
import type { ConnectionArguments } from './connection.ts';
import { connection } from './connection.ts';
import { globalId } from './global-id.ts';
import type { OrderRecord, RefundRecord } from './order-record.ts';
import { lineOf } from './order-record.ts';

/** A refund as the schema shows it. */
export function refundFields(context: AdminContext, order: OrderRecord, it: RefundRecord): unknown {
  const bag = (amount: string): unknown => moneyBag(money(exact(amount)), order.currency);
  const [shippingLine] = order.shippingLines;
  const shipping = it.shipping === null || shippingLine === undefined ? [] : [it.shipping];
  return {
    __typename: 'Refund',
    id: globalId('Refund', it.id),
    legacyResourceId: String(it.id),
    note: it.note,
    createdAt: moment(it.createdAt),
    processedAt: moment(it.createdAt),
    updatedAt: moment(it.createdAt),
    totalRefundedSet: bag(it.total),
    order: () => context.show.order(order),
    refundLineItems: (asked: ConnectionArguments) =>
      connection(it.lines, asked, {
        id: ({ id }) => id,
        show: (line) => refundLineFields(context, order, line),
      }),
    refundShippingLines: (asked: ConnectionArguments) =>
      connection(shipping, asked, {
        id: ({ id }) => id,
        show: ({ id, amount, tax }) => ({
          id: globalId('RefundShippingLine', id),
          subtotalAmountSet: bag(amount),
          taxAmountSet: bag(tax),
          shippingLine: shippingLine === undefined ? null : context.show.shippingLine(order, shippingLine),
        }),
      }),
    orderAdjustments: (asked: ConnectionArguments) =>
      connection(it.adjustment === null ? [] : [it.adjustment], asked, {
        id: ({ id }) => id,
        show: ({ id, amount }) => ({
          id: globalId('OrderAdjustment', id),
          reason: 'REFUND_DISCREPANCY',
          amountSet: bag(exact(amount).negated().toFixed()),
          taxAmountSet: bag('0'),
        }),
      }),
    transactions: (asked: ConnectionArguments) =>
      connection(
        order.transactions.filter(({ id }) => it.transactionIds.includes(id)),
        asked,
        { id: ({ id }) => id, show: (each) => context.show.transaction(order, each) },
      ),
  };
}

function refundLineFields(
  context: AdminContext,
  order: OrderRecord,
  it: RefundRecord['lines'][number],
): unknown {
  const bag = (amount: string): unknown => moneyBag(money(exact(amount)), order.currency);
  const line = lineOf(order, it.lineId);
  const location = context.shop.locations.get(it.locationId ?? 0);
  return {
    id: globalId('RefundLineItem', it.id),
    quantity: it.quantity,
    restockType: it.restockType,
    restocked: it.restockType !== 'NO_RESTOCK',
    location: location === undefined ? null : context.show.location(location),
    lineItem: () => context.show.line(order, line),
    priceSet: bag(line.unitPrice),
    subtotalSet: bag(it.subtotal),
    totalTaxSet: bag(it.tax),
  };
}
