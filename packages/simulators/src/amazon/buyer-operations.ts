import type { Clock } from '../clock.ts';
import type { ListingRecord, ListingStore } from './listing-store.ts';
import { inventedAsin, listingPrice, listingTitle } from './listing-store.ts';
import { marketplaceById } from './marketplaces.ts';
import type {
  AmazonOrder,
  AmazonOrderItem,
  BuyerAddress,
  FulfillmentStatus,
  OrderStore,
} from './order-store.ts';
import type { SellerAccounts } from './seller-accounts.ts';

/** What a buyer orders. */
export interface BuyerOrder {
  /** Needed when there are several sellers. */
  readonly sellerId?: string;
  /** Store; default the seller's first. */
  readonly marketplaceId?: string;
  readonly sku: string;
  readonly quantity: number;
  /** More lines of the same order. */
  readonly more?: readonly { readonly sku: string; readonly quantity: number }[];
  /** Default `UNSHIPPED`. */
  readonly status?: FulfillmentStatus;
  /** `DEFAULT` (default) is fulfilled by the merchant, every other channel by Amazon. */
  readonly channelCode?: string;
  /** Shipping price per line as decimal text; default `0.00`. */
  readonly shippingPrice?: string;
  readonly serviceLevel?: string;
  readonly programs?: readonly string[];
  readonly buyerName?: string;
  readonly address?: BuyerAddress;
  /** Sells even though the channel shows fewer units; the order then stands in the list of oversold ones. */
  readonly force?: boolean;
}

/** A purchase that the shown quantity did not cover. */
export interface QuantityShortfall {
  readonly sellerId: string;
  readonly sku: string;
  readonly wanted: number;
  readonly shown: number;
  readonly at: Date;
  /** The order that was placed all the same; undefined when the buyer was refused. */
  readonly orderId: string | undefined;
}

/** What buyers and Amazon itself do: place, move and cancel orders. */
export class BuyerOperations {
  /** Purchases beyond the shown quantity that went through (`force`). */
  readonly oversold: QuantityShortfall[] = [];
  /** Purchases that were refused because the shown quantity was too low. */
  readonly refused: QuantityShortfall[] = [];
  readonly #accounts: SellerAccounts;
  readonly #listings: ListingStore;
  readonly #orders: OrderStore;
  readonly #clock: Clock;

  constructor(accounts: SellerAccounts, listings: ListingStore, orders: OrderStore, clock: Clock) {
    this.#accounts = accounts;
    this.#listings = listings;
    this.#orders = orders;
    this.#clock = clock;
  }

  /**
   * Places an order and takes its units from the quantity the channel shows. Throws when a SKU is not listed in the
   * store or when too few units are shown, unless `force` is set.
   */
  place(request: BuyerOrder): AmazonOrder {
    const sellerId = this.#accounts.oneSeller(request.sellerId).sellerId;
    const seller = this.#accounts.seller(sellerId);
    const marketplaceId = request.marketplaceId ?? seller.marketplaceIds[0] ?? '';
    const channelCode = request.channelCode ?? 'DEFAULT';
    const orderId = this.#orders.nextOrderId();
    const wanted = [{ sku: request.sku, quantity: request.quantity }, ...(request.more ?? [])];
    const listings = wanted.map(({ sku }) => this.#listed(sellerId, sku, marketplaceId));
    this.#checkQuantities(sellerId, channelCode, wanted, request.force === true ? orderId : undefined);
    for (const { sku, quantity } of wanted) this.#changeQuantity(sellerId, sku, channelCode, -quantity);
    const store = marketplaceById(marketplaceId);
    const now = this.#clock();
    const order: AmazonOrder = {
      orderId,
      sellerId,
      marketplaceId,
      currency: store?.currency ?? 'EUR',
      createdTime: now,
      lastUpdatedTime: now,
      status: request.status ?? 'UNSHIPPED',
      fulfilledBy: channelCode === 'DEFAULT' ? 'MERCHANT' : 'AMAZON',
      channelCode,
      serviceLevel: request.serviceLevel ?? 'STANDARD',
      programs: request.programs ?? [],
      items: listings.map((listing, index) =>
        this.#item(listing, wanted[index]?.quantity ?? 1, request.shippingPrice ?? '0.00'),
      ),
      buyer: {
        name: request.buyerName ?? 'Camille Martin',
        email: `${inventedAsin(orderId).toLowerCase()}@marketplace.${(store?.domain ?? 'www.amazon.fr').replace('www.', '')}`,
      },
      address: request.address ?? {
        name: request.buyerName ?? 'Camille Martin',
        addressLine1: '12 rue des Lilas',
        city: 'Lyon',
        postalCode: '69003',
        countryCode: store?.countryCode ?? 'FR',
        phone: '+33 4 00 00 00 00',
        addressType: 'RESIDENTIAL',
      },
      packages: [],
    };
    this.#orders.add(order);
    return order;
  }

  /** Moves an order to another status, for example from PENDING to UNSHIPPED when the payment went through. */
  move(orderId: string, status: FulfillmentStatus): AmazonOrder {
    if (status === 'CANCELLED') return this.cancel(orderId);
    const order = this.#orders.get(orderId);
    order.status = status;
    this.#orders.touch(order);
    return order;
  }

  /** Cancels an order that has not shipped; its units are shown again. Throws when something has shipped. */
  cancel(orderId: string, reason = 'Cancelled by the buyer'): AmazonOrder {
    const order = this.#orders.get(orderId);
    if (order.status === 'CANCELLED') return order;
    if (order.status === 'SHIPPED' || order.packages.length > 0)
      throw new Error(`${orderId} has shipped already`);
    for (const item of order.items) {
      item.cancelReason = reason;
      this.#changeQuantity(order.sellerId, item.sku, order.channelCode, item.quantity);
    }
    order.status = 'CANCELLED';
    this.#orders.touch(order);
    return order;
  }

  #listed(sellerId: string, sku: string, marketplaceId: string): ListingRecord {
    const listing = this.#listings.find(sellerId, sku, marketplaceId);
    if (listing === undefined) throw new Error(`${sku} is not listed in ${marketplaceId}`);
    if (listingPrice(listing) === undefined) throw new Error(`${sku} has no price in ${marketplaceId}`);
    return listing;
  }

  #checkQuantities(
    sellerId: string,
    channelCode: string,
    wanted: readonly { sku: string; quantity: number }[],
    forcedOrderId: string | undefined,
  ): void {
    for (const { sku, quantity } of wanted) {
      const shown = this.#listings.quantity(sellerId, sku, channelCode) ?? 0;
      if (shown >= quantity) continue;
      const shortfall = { sellerId, sku, wanted: quantity, shown, at: this.#clock(), orderId: forcedOrderId };
      if (forcedOrderId === undefined) {
        this.refused.push(shortfall);
        throw new Error(`Amazon shows ${shown} of ${sku}, not ${quantity}`);
      }
      this.oversold.push(shortfall);
    }
  }

  #changeQuantity(sellerId: string, sku: string, channelCode: string, change: number): void {
    const entries = this.#listings.stock(sellerId, sku).map((it) => {
      if (it['fulfillment_channel_code'] !== channelCode) return it;
      return { ...it, quantity: Math.max(0, Number(it['quantity'] ?? 0) + change) };
    });
    this.#listings.writeStock(sellerId, sku, entries);
  }

  #item(listing: ListingRecord, quantity: number, shippingPrice: string): AmazonOrderItem {
    return {
      orderItemId: this.#orders.nextItemId(),
      sku: listing.sku,
      asin: listing.asin,
      title: listingTitle(listing) ?? listing.sku,
      quantity,
      unitPrice: listingPrice(listing)?.amount ?? '0',
      shippingPrice,
    };
  }
}
