import type { MetafieldRecord, Saved } from './product-record.ts';

/** A postal address as the API takes it; all members may be missing. */
export interface AddressRecord {
  readonly id: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly zip: string | null;
  readonly province: string | null;
  readonly provinceCode: string | null;
  readonly countryCode: string | null;
  readonly phone: string | null;
}

/** A tax of a line, a shipping line or an order; the amount is decimal text. */
export interface TaxLineRecord {
  readonly title: string;
  readonly rate: string;
  readonly amount: string;
  readonly channelLiable: boolean;
}

/** Units of a line that are committed at a location. */
export interface Claim {
  readonly locationId: number;
  quantity: number;
}

/** A line of an order; amounts are decimal text in the order's currency. */
export interface LineRecord {
  readonly id: number;
  /** Null for a line that names no product. */
  readonly variantId: number | null;
  readonly productId: number | null;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly sku: string | null;
  readonly vendor: string | null;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly requiresShipping: boolean;
  readonly taxable: boolean;
  readonly taxLines: readonly TaxLineRecord[];
  readonly properties: readonly { readonly key: string; readonly value: string }[];
  /** What the line still holds of the shop's stock; empty when the order took none. */
  readonly claims: Claim[];
  /** Units that were refunded or cancelled. */
  removed: number;
}

/** A way of shipping that the buyer paid. */
export interface ShippingLineRecord {
  readonly id: number;
  readonly title: string;
  readonly code: string | null;
  readonly source: string | null;
  readonly price: string;
  readonly taxLines: readonly TaxLineRecord[];
}

/** Money that moved, or should. */
export interface TransactionRecord {
  readonly id: number;
  readonly kind: string;
  readonly status: string;
  readonly amount: string;
  readonly gateway: string;
  readonly test: boolean;
  readonly parentId: number | null;
  readonly processedAt: Date;
  readonly createdAt: Date;
}

/** What is to be shipped from one location. */
export interface FulfillmentOrderRecord {
  readonly id: number;
  locationId: number;
  isCancelled: boolean;
  readonly lines: FulfillmentOrderLineRecord[];
  readonly createdAt: Date;
  updatedAt: Date;
}

/** Units of an order line in a fulfillment order. */
export interface FulfillmentOrderLineRecord {
  readonly id: number;
  readonly lineId: number;
  total: number;
  remaining: number;
}

/** A parcel. */
export interface FulfillmentRecord {
  readonly id: number;
  readonly name: string;
  readonly locationId: number;
  readonly fulfillmentOrderIds: readonly number[];
  readonly lines: readonly { readonly id: number; readonly lineId: number; readonly quantity: number }[];
  tracking: {
    readonly company: string | null;
    readonly number: string | null;
    readonly url: string | null;
  }[];
  status: 'SUCCESS' | 'CANCELLED';
  readonly createdAt: Date;
  updatedAt: Date;
}

/** How units of a refund go back (`RefundLineItemRestockType`). */
export type RestockType = 'CANCEL' | 'NO_RESTOCK' | 'RETURN';

/** Units or money given back. */
export interface RefundRecord {
  readonly id: number;
  readonly note: string | null;
  readonly lines: readonly {
    readonly id: number;
    readonly lineId: number;
    readonly quantity: number;
    readonly restockType: RestockType;
    readonly locationId: number | null;
    readonly subtotal: string;
    readonly tax: string;
  }[];
  readonly shipping: { readonly id: number; readonly amount: string; readonly tax: string } | null;
  /** What was given back beyond units and shipping, or less than them. */
  readonly adjustment: { readonly id: number; readonly amount: string } | null;
  readonly transactionIds: readonly number[];
  readonly total: string;
  readonly createdAt: Date;
}

/** An order as the shop keeps it. */
export interface OrderRecord extends Saved {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly test: boolean;
  readonly createdAt: Date;
  readonly processedAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
  staffNote: string | null;
  closedAt: Date | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  poNumber: string | null;
  tags: string[];
  customAttributes: { key: string; value: string }[];
  readonly sourceName: string | null;
  readonly sourceIdentifier: string | null;
  /** The app that made it; null for the shop's own checkout. */
  readonly appId: number | null;
  readonly billingAddress: AddressRecord | null;
  shippingAddress: AddressRecord | null;
  readonly lines: LineRecord[];
  readonly shippingLines: readonly ShippingLineRecord[];
  /** Taxes of the order as a whole; empty where its lines have their own. */
  readonly taxLines: readonly TaxLineRecord[];
  readonly transactions: TransactionRecord[];
  /** What `orderCreate` said, until an operation makes it be reckoned from the transactions. */
  statedFinancialStatus: string | null;
  readonly fulfillmentOrders: FulfillmentOrderRecord[];
  readonly fulfillments: FulfillmentRecord[];
  readonly refunds: RefundRecord[];
  readonly metafields: MetafieldRecord[];
}

/** The line of an order by its number. Throws for another order's line: the callers have looked it up before. */
export function lineOf(order: OrderRecord, lineId: number): LineRecord {
  const line = order.lines.find(({ id }) => id === lineId);
  if (line === undefined) throw new Error(`Order ${order.id} has no line ${lineId}`);
  return line;
}

/** Units of a line that were shipped. */
export function fulfilledUnits(order: OrderRecord, lineId: number): number {
  let units = 0;
  for (const { status, lines } of order.fulfillments) {
    if (status === 'CANCELLED') continue;
    for (const line of lines) if (line.lineId === lineId) units += line.quantity;
  }
  return units;
}

/** Units of a line that are still to be shipped. */
export function unfulfilledUnits(order: OrderRecord, lineId: number): number {
  let units = 0;
  for (const { isCancelled, lines } of order.fulfillmentOrders) {
    if (isCancelled) continue;
    for (const line of lines) if (line.lineId === lineId) units += line.remaining;
  }
  return units;
}
