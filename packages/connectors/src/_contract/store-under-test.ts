import type { StoreOrderId, StoreProductId, StoreVariantId } from '@quayside/core/domain/ids';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { StoreDefinition, WebhookRegistration, WebhookRequest } from '@quayside/core/ports/connector';
import type { ShiftedClock } from './watched-context.ts';

/** What can be done to the next call that reaches a platform. */
export type ContractFault = 'throttled' | 'server-error' | 'web-page' | 'answer-lost' | 'request-lost';

/** A connector with a fresh platform behind it. */
export interface StoreUnderTest {
  readonly definition: StoreDefinition;
  readonly credentials: Readonly<Record<string, string>>;
  readonly wrongCredentials: Readonly<Record<string, string>>;
  readonly settings: unknown;
  /** Shared with the platform. */
  readonly clock: ShiftedClock;
  readonly currency: CurrencyCode;
  /** 20 units of it. */
  readonly simple: {
    readonly productId: StoreProductId;
    readonly variantId: StoreVariantId;
    readonly sku: string;
  };
  /** A product with two variants of 5 units each. */
  readonly varied: { readonly productId: StoreProductId; readonly variantIds: readonly StoreVariantId[] };
  readonly levers: StoreLevers;
  close(): Promise<void>;
}

/** What the outside world does to the platform. */
export interface StoreLevers {
  /** More simple products than fit on one page. */
  addManyProducts(): readonly StoreProductId[];
  /** A customer buys in the shop itself. */
  sell(variantId: StoreVariantId, quantity: number): void;
  stockOf(variantId: StoreVariantId): number;
  deleteProduct(productId: StoreProductId): void;
  /** Makes what the shop shows of its stock unreadable. */
  garble(productId: StoreProductId): void;
  /** Orders that carry the key and are not cancelled. */
  ordersWithKey(key: string): number;
  ship(id: StoreOrderId, parcel: { readonly carrier: string; readonly trackingNumber: string }): void;
  fault(kind: ContractFault): void;
  /** The keys are withdrawn. */
  revoke(): void;
  /** Calls that reached the platform. */
  calls(): number;
  /** The platform is no longer there at all. */
  goDown(): Promise<void>;
  readonly webhooks: {
    /** An address that the platform accepts, at which deliveries are caught. */
    readonly registration: WebhookRegistration;
    /** How many notices are registered, and switched on. */
    active(): number;
    /** The platform switches its notices off, or changes their secret. */
    spoil(): void;
    /** What the platform delivers after this product changed. */
    deliver(productId: StoreProductId): Promise<WebhookRequest>;
    /** The platform's own test call, if it has one. */
    ping(): Promise<WebhookRequest>;
  } | null;
}
