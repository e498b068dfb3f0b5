import type { Clock } from '../clock.ts';

/** Fulfillment statuses of Orders 2026-01-01. */
export const FULFILLMENT_STATUSES = [
  'PENDING_AVAILABILITY',
  'PENDING',
  'UNSHIPPED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'CANCELLED',
  'UNFULFILLABLE',
] as const;

/** One of {@link FULFILLMENT_STATUSES}. */
export type FulfillmentStatus = (typeof FULFILLMENT_STATUSES)[number];

/** An item of an Amazon order. Amounts are decimal text in the order's currency, tax included. */
export interface AmazonOrderItem {
  readonly orderItemId: string;
  readonly sku: string;
  readonly asin: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly shippingPrice: string;
  cancelReason?: string;
}

/** The delivery address of a buyer, members as in the model. */
export interface BuyerAddress {
  readonly name: string;
  readonly addressLine1: string;
  readonly addressLine2?: string;
  readonly city: string;
  readonly stateOrRegion?: string;
  readonly postalCode: string;
  readonly countryCode: string;
  readonly phone?: string;
  readonly addressType?: string;
}

/** A parcel that the seller confirmed. */
export interface AmazonPackage {
  readonly packageReferenceId: string;
  readonly createdTime: Date;
  carrierCode: string;
  carrierName: string | undefined;
  shippingMethod: string | undefined;
  trackingNumber: string;
  shipTime: Date;
  items: { orderItemId: string; quantity: number }[];
  /** How often the seller confirmed this package; more than one means it was edited or sent twice. */
  confirmations: number;
}

/** An order of a buyer. */
export interface AmazonOrder {
  readonly orderId: string;
  readonly sellerId: string;
  readonly marketplaceId: string;
  readonly currency: string;
  readonly createdTime: Date;
  lastUpdatedTime: Date;
  status: FulfillmentStatus;
  readonly fulfilledBy: 'MERCHANT' | 'AMAZON';
  readonly channelCode: string;
  readonly serviceLevel: string;
  readonly programs: readonly string[];
  readonly items: readonly AmazonOrderItem[];
  readonly buyer: { readonly name: string; readonly email: string };
  readonly address: BuyerAddress;
  packages: AmazonPackage[];
}

/** All orders of the region. */
export class OrderStore {
  readonly clock: Clock;
  /** Told of every order that is placed or changes. */
  changed: (order: AmazonOrder) => void = () => undefined;
  readonly #orders = new Map<string, AmazonOrder>();
  #lastNumber = 0;
  #lastItem = 10_000_000_000_000;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The order of a seller. */
  find(sellerId: string, orderId: string): AmazonOrder | undefined {
    const order = this.#orders.get(orderId);
    return order?.sellerId === sellerId ? order : undefined;
  }

  /** The order with this id. Throws when there is none. */
  get(orderId: string): AmazonOrder {
    const order = this.#orders.get(orderId);
    if (order === undefined) throw new Error(`No Amazon order ${orderId}`);
    return order;
  }

  /** All orders of a seller, or of everyone, in the order they were placed. */
  all(sellerId?: string): AmazonOrder[] {
    return [...this.#orders.values()].filter((it) => sellerId === undefined || it.sellerId === sellerId);
  }

  /** Stores a new order. */
  add(order: AmazonOrder): void {
    this.#orders.set(order.orderId, order);
    this.changed(order);
  }

  /** Records that an order changed. */
  touch(order: AmazonOrder): void {
    order.lastUpdatedTime = this.clock();
    this.changed(order);
  }

  /** A fresh order id in 3-7-7 form. */
  nextOrderId(): string {
    this.#lastNumber += 1;
    const scattered = (this.#lastNumber * 7_654_321) % 10_000_000;
    return `404-${String(scattered).padStart(7, '0')}-${String(this.#lastNumber).padStart(7, '0')}`;
  }

  /** A fresh order item id. */
  nextItemId(): string {
    this.#lastItem += 7;
    return String(this.#lastItem);
  }
}

/** Units of an item that confirmed packages hold. */
export function shippedUnits(order: AmazonOrder, orderItemId: string): number {
  let units = 0;
  for (const it of order.packages) {
    for (const item of it.items) if (item.orderItemId === orderItemId) units += item.quantity;
  }
  return units;
}
