import type { AdminContext } from './admin-context.ts';
import { moment, moneyBag } from './admin-context.ts';
import type { ConnectionArguments } from './connection.ts';
import { connection } from './connection.ts';
import { globalId } from './global-id.ts';
import { metafieldMembers } from './metafield-fields.ts';
import type {
  AddressRecord,
  LineRecord,
  OrderRecord,
  ShippingLineRecord,
  TaxLineRecord,
  TransactionRecord,
} from './order-record.ts';
import { unfulfilledUnits } from './order-record.ts';
import { financialStatus, fulfillmentStatus, lineTotal, taxOf, totalsOf } from './order-totals.ts';
import { exact, money } from '../decimal-text.ts';

interface First {
  readonly first?: number | null;
}

/** An order as the schema shows it. */
export function orderFields(context: AdminContext, it: OrderRecord): unknown {
  const totals = totalsOf(it);
  const bag = (amount: string): unknown => moneyBag(amount, it.currency);
  const isOpen = it.cancelledAt === null && it.closedAt === null;
  return {
    __typename: 'Order',
    id: globalId('Order', it.id),
    legacyResourceId: String(it.id),
    name: it.name,
    number: it.number,
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    processedAt: moment(it.processedAt),
    cancelledAt: moment(it.cancelledAt),
    cancelReason: it.cancelReason,
    cancellation: it.cancelledAt === null ? null : { staffNote: it.staffNote },
    closed: it.closedAt !== null,
    closedAt: moment(it.closedAt),
    confirmed: true,
    test: it.test,
    email: it.email,
    phone: it.phone,
    note: it.note,
    poNumber: it.poNumber,
    tags: [...it.tags].sort(),
    customAttributes: it.customAttributes,
    app: it.appId === null ? null : { id: globalId('App', it.appId), name: context.app.title },
    sourceName: it.sourceName,
    sourceIdentifier: it.sourceIdentifier,
    currencyCode: it.currency,
    presentmentCurrencyCode: it.currency,
    taxesIncluded: it.taxesIncluded,
    taxLines: allTaxLines(it).map((line) => taxLineFields(line, it.currency)),
    billingAddress: addressFields(it.billingAddress),
    shippingAddress: addressFields(it.shippingAddress),
    displayFinancialStatus: financialStatus(it),
    displayFulfillmentStatus: fulfillmentStatus(it),
    fulfillable: isOpen && it.lines.some(({ id }) => unfulfilledUnits(it, id) > 0),
    fullyPaid: exact(totals.outstanding).lte(0),
    unpaid: exact(totals.received).isZero() && !exact(totals.total).isZero(),
    refundable: it.lines.some(({ quantity, removed }) => quantity > removed),
    restockable: it.lines.some(({ claims }) => claims.some(({ quantity }) => quantity > 0)),
    requiresShipping: it.lines.some(({ requiresShipping }) => requiresShipping),
    subtotalPriceSet: bag(totals.subtotal),
    currentSubtotalPriceSet: bag(totals.currentSubtotal),
    totalPriceSet: bag(totals.total),
    originalTotalPriceSet: bag(totals.total),
    currentTotalPriceSet: bag(totals.currentTotal),
    totalTaxSet: bag(totals.tax),
    currentTotalTaxSet: bag(totals.currentTax),
    totalShippingPriceSet: bag(totals.shipping),
    totalReceivedSet: bag(totals.received),
    totalRefundedSet: bag(totals.refunded),
    totalRefundedShippingSet: bag(totals.refundedShipping),
    totalOutstandingSet: bag(totals.outstanding),
    netPaymentSet: bag(totals.net),
    shippingLine: it.shippingLines[0] === undefined ? null : shippingLineFields(it, it.shippingLines[0]),
    lineItems: (asked: ConnectionArguments) =>
      connection(it.lines, asked, { id: ({ id }) => id, show: (line) => lineFields(context, it, line) }),
    shippingLines: (asked: ConnectionArguments) =>
      connection(it.shippingLines, asked, {
        id: ({ id }) => id,
        show: (line) => shippingLineFields(it, line),
      }),
    transactions: ({ first }: First) =>
      it.transactions.slice(0, first ?? undefined).map((each) => transactionFields(it, each)),
    fulfillments: ({ first }: First) =>
      it.fulfillments.slice(0, first ?? undefined).map((each) => context.show.fulfillment(it, each)),
    fulfillmentOrders: (asked: ConnectionArguments) =>
      connection(it.fulfillmentOrders, asked, {
        id: ({ id }) => id,
        show: (each) => context.show.fulfillmentOrder(it, each),
      }),
    refunds: ({ first }: First) =>
      it.refunds.slice(0, first ?? undefined).map((refund) => context.show.refund(it, refund)),
    ...metafieldMembers(context, 'ORDER', it.metafields),
  };
}

/** A line of an order as the schema shows it. */
export function lineFields(context: AdminContext, order: OrderRecord, it: LineRecord): unknown {
  const { shop } = context;
  const bag = (amount: string): unknown => moneyBag(amount, order.currency);
  const variant = it.variantId === null ? undefined : shop.variants.get(it.variantId);
  const product = it.productId === null ? undefined : shop.products.get(it.productId);
  const open = unfulfilledUnits(order, it.id);
  return {
    __typename: 'LineItem',
    id: globalId('LineItem', it.id),
    title: it.title,
    variantTitle: it.variantTitle,
    name: it.variantTitle === null ? it.title : `${it.title} - ${it.variantTitle}`,
    sku: it.sku,
    vendor: it.vendor,
    quantity: it.quantity,
    currentQuantity: it.quantity - it.removed,
    refundableQuantity: it.quantity - it.removed,
    unfulfilledQuantity: open,
    nonFulfillableQuantity: it.quantity - it.removed - open,
    requiresShipping: it.requiresShipping,
    restockable: it.claims.some(({ quantity }) => quantity > 0),
    taxable: it.taxable,
    taxLines: ({ first }: First) =>
      it.taxLines.slice(0, first ?? undefined).map((line) => taxLineFields(line, order.currency)),
    // The simulated checkout knows no discounts.
    discountAllocations: [],
    customAttributes: it.properties,
    originalUnitPriceSet: bag(money(exact(it.unitPrice))),
    discountedUnitPriceSet: bag(money(exact(it.unitPrice))),
    originalTotalSet: bag(money(lineTotal(it))),
    discountedTotalSet: bag(money(lineTotal(it))),
    variant: variant === undefined ? null : () => context.show.variant(variant),
    product: product === undefined ? null : () => context.show.product(product),
  };
}

/** A shipping line as the schema shows it. */
export function shippingLineFields(order: OrderRecord, it: ShippingLineRecord): unknown {
  const price = moneyBag(money(exact(it.price)), order.currency);
  return {
    id: globalId('ShippingLine', it.id),
    title: it.title,
    code: it.code ?? it.title,
    source: it.source,
    originalPriceSet: price,
    discountedPriceSet: price,
    currentDiscountedPriceSet: price,
    taxLines: it.taxLines.map((line) => taxLineFields(line, order.currency)),
  };
}

/** A transaction as the schema shows it. */
export function transactionFields(order: OrderRecord, it: TransactionRecord): unknown {
  const parent = order.transactions.find(({ id }) => id === it.parentId);
  return {
    __typename: 'OrderTransaction',
    id: globalId('OrderTransaction', it.id),
    kind: it.kind,
    status: it.status,
    gateway: it.gateway,
    test: it.test,
    amountSet: moneyBag(money(exact(it.amount)), order.currency),
    createdAt: moment(it.createdAt),
    processedAt: moment(it.processedAt),
    parentTransaction: parent === undefined ? null : () => transactionFields(order, parent),
  };
}

/** Taxes of all parts of an order, those of one name and rate together. */
function allTaxLines(order: OrderRecord): TaxLineRecord[] {
  const parts = [
    ...order.taxLines,
    ...order.lines.flatMap(({ taxLines }) => taxLines),
    ...order.shippingLines.flatMap(({ taxLines }) => taxLines),
  ];
  const byName = new Map<string, TaxLineRecord[]>();
  for (const part of parts) {
    const key = `${part.title} ${part.rate}`;
    byName.set(key, [...(byName.get(key) ?? []), part]);
  }
  return [...byName.values()].flatMap((same) =>
    same[0] === undefined ? [] : [{ ...same[0], amount: money(taxOf(same)) }],
  );
}

function taxLineFields(it: TaxLineRecord, currency: string): unknown {
  return {
    title: it.title,
    rate: Number(it.rate),
    ratePercentage: exact(it.rate).times(100).toNumber(),
    channelLiable: it.channelLiable,
    priceSet: moneyBag(money(exact(it.amount)), currency),
  };
}

function addressFields(it: AddressRecord | null): unknown {
  if (it === null) return null;
  const name = [it.firstName, it.lastName].filter((part) => part !== null).join(' ');
  return {
    __typename: 'MailingAddress',
    id: globalId('MailingAddress', it.id),
    firstName: it.firstName,
    lastName: it.lastName,
    name: name === '' ? null : name,
    company: it.company,
    address1: it.address1,
    address2: it.address2,
    city: it.city,
    zip: it.zip,
    province: it.province,
    provinceCode: it.provinceCode,
    country: it.countryCode,
    countryCodeV2: it.countryCode,
    phone: it.phone,
  };
}
