import type {
  LocationId,
  MarketplaceOrderId,
  Sku,
  StoreOrderId,
  StoreProductId,
  StoreVariantId,
} from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { CurrencyCode, Money } from '../domain/money.ts';
import type { OrderImportPolicy } from '../domain/order-import.ts';
import type { Buyer } from '../domain/order.ts';
import type { ProductSnapshot } from '../domain/product.ts';
import type { StoreOrderSnapshot } from '../domain/shipment.ts';
import type { Answer, ChangeWindow, Page } from './connector.ts';
import type { WebhookRegistration } from './webhooks.ts';

/** What a test of a store's connection proves. */
export interface StoreProfile {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly platformVersion: string | null;
}

/** A shop. Every method is one question or one change; none of them repeats a write by itself. */
export interface StoreConnector {
  /** Proves the credentials by a call that needs the rights the engine needs. */
  test(): Answer<StoreProfile>;
  readonly products: {
    /** All products changed in the window, each with all of its variants. */
    changed(window: ChangeWindow): Answer<Page<ProductSnapshot>>;
    /** One product as it is now; no variants when the shop no longer has it. */
    read(id: StoreProductId): Answer<ProductSnapshot>;
  };
  readonly orders: {
    /** Store orders that carry the key, oldest first. May lag behind `create` by the manifest's settle time. */
    find(key: string, createdAfter: Instant): Answer<readonly StoreOrderSnapshot[]>;
    /**
     * Creates one store order; the shop's stock falls with it. `unknown-outcome` when it may have happened.
     * Where the manifest says `unique-key`, a second creation with the same key answers the first order.
     */
    create(request: StoreOrderRequest): Answer<StoreOrderSnapshot>;
    /** Cancels a store order and puts its units back. Cancelling a cancelled one is fine. */
    cancel(id: StoreOrderId): Answer<void>;
    /** `null` when the shop no longer has it. */
    read(id: StoreOrderId): Answer<StoreOrderSnapshot | null>;
    changed(window: ChangeWindow): Answer<Page<StoreOrderSnapshot>>;
    /**
     * Gives back a part of a store order, or money for it. The same key again is harmless: the connector looks for it first. Absent where the manifest says
     * that the store takes no refunds.
     */
    readonly refund?: (request: StoreRefundRequest) => Answer<void>;
  };
  /** Asks the shop to call us, or repairs what is registered already. Absent where the platform has no webhooks. */
  readonly webhooks?: {
    ensure(registration: WebhookRegistration): Answer<void>;
  };
}

export interface StoreRefundRequest {
  /** Written to the refund, and shown with it. */
  readonly key: string;
  readonly storeOrderId: StoreOrderId;
  readonly lines: readonly {
    readonly storeVariantId: StoreVariantId;
    /** Units of the variant. */
    readonly quantity: number;
    readonly total: Money;
    readonly tax: Money | null;
  }[];
  readonly shipping: Money | null;
  /** Whether the units go back into stock: they never left. */
  readonly isRestocked: boolean;
  /** The request must not leave this process after this moment (ADR 0013). */
  readonly sendBy: Instant;
}

export interface StoreOrderRequest {
  /** Written to the store order and found again by `find`. */
  readonly key: string;
  /** The channel, as the merchant knows it. */
  readonly channelName: string;
  readonly marketplaceOrderId: MarketplaceOrderId;
  /** The marketplace's number as the merchant wants to read it in the store. */
  readonly number: string;
  readonly tags: readonly string[];
  readonly currency: CurrencyCode;
  readonly lines: readonly StoreOrderLine[];
  readonly shippingTotal: Money;
  /** What the parcel is to be sent by; `null`: the channel did not say. */
  readonly shippingMethod: string | null;
  readonly tax: OrderImportPolicy['tax'];
  /** `shipped`: others have shipped it. Its units are not the store's: the stock stays as it is. */
  readonly status: 'open' | 'shipped';
  readonly buyer: Buyer | null;
  /** Where the units are to be taken; `null`: the store decides. */
  readonly locations: readonly LocationId[] | null;
  /** The request must not leave this process after this moment (ADR 0007). */
  readonly sendBy: Instant;
}

export interface StoreOrderLine {
  /** `null`: no product is linked to it; the line is known by its title alone, and takes no stock. */
  readonly item: {
    readonly storeProductId: StoreProductId;
    readonly storeVariantId: StoreVariantId;
    readonly sku: Sku | null;
  } | null;
  readonly title: string;
  /** Units of the variant. */
  readonly quantity: number;
  /** For the whole line, as the buyer pays it, tax contained. */
  readonly total: Money;
  readonly tax: Money | null;
}
