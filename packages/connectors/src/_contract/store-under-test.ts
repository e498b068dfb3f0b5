import type { LocationId, StoreOrderId, StoreProductId, StoreVariantId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { CurrencyCode, Money } from '@quayside/core/domain/money';
import type { ProductContent } from '@quayside/core/domain/product';
import type { FieldProblem } from '@quayside/core/domain/variant';
import type { StoreDefinition } from '@quayside/core/ports/definition';
import type { WebhookRegistration, WebhookRequest } from '@quayside/core/ports/webhooks';
import type { ContractFault } from './contract-fault.ts';
import type { ShiftedClock } from './watched-context.ts';

/** A product as its merchant sees it. Texts are plain: where a platform keeps markup, the lever writes some into them. */
export interface ProductFacts extends ProductContent {
  /** One for a product without options. */
  readonly variants: readonly VariantFacts[];
}

export interface VariantFacts {
  readonly sku: string;
  readonly barcode: string | null;
  /** One value for each option of the product, in its order. */
  readonly values: readonly string[];
  readonly images: readonly string[];
  /** Decimal texts, in the platform's currency. */
  readonly price: string;
  readonly sale: {
    readonly price: string;
    readonly from: Instant | null;
    readonly until: Instant | null;
  } | null;
  readonly cost: string | null;
  readonly stock: number;
}

/** A connector with a fresh platform behind it. */
export interface StoreUnderTest {
  readonly definition: StoreDefinition;
  readonly credentials: Readonly<Record<string, string>>;
  readonly wrongCredentials: Readonly<Record<string, string>>;
  readonly settings: unknown;
  /** What the platform gave our application, where it needs one. */
  readonly registration?: unknown;
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
  /** What the platform keeps of a product, where its own model has no place for all of it; default: everything. */
  readonly keeps?: (facts: ProductFacts) => ProductFacts;
  close(): Promise<void>;
}

/** What the outside world does to the platform. */
export interface StoreLevers {
  addProduct(facts: ProductFacts): {
    readonly productId: StoreProductId;
    readonly variantIds: readonly StoreVariantId[];
  };
  /** A product with two variants that the shop counts together: 8 units. */
  addShared(): {
    readonly productId: StoreProductId;
    readonly variantIds: readonly [StoreVariantId, StoreVariantId];
  };
  /** A product that is counted at two locations: 6 units at the first, 4 at the second. */
  addLocated(): {
    readonly productId: StoreProductId;
    readonly variantId: StoreVariantId;
    readonly locations: readonly [LocationId, LocationId];
  };
  /**
   * Something writes what cannot be used past the platform's own checks: `1.299,00` for an amount, `2.5` for a stock, a title of 600 letters.
   */
  spoil(variantId: StoreVariantId, field: FieldProblem['field']): void;
  /** The product stays, and is not for sale. */
  withdraw(productId: StoreProductId): void;
  /** More simple products than fit on one page. */
  addManyProducts(): readonly StoreProductId[];
  /** A customer buys in the shop itself. */
  sell(variantId: StoreVariantId, quantity: number): void;
  stockOf(variantId: StoreVariantId): number;
  deleteProduct(productId: StoreProductId): void;
  /** Makes what the shop shows of a product unreadable as a whole. */
  garble(productId: StoreProductId): void;
  /** Orders that carry the key and are not cancelled. */
  ordersWithKey(key: string): number;
  ship(id: StoreOrderId, parcel: { readonly carrier: string; readonly trackingNumber: string }): void;
  /** Staff gives units of one variant back, with this money for them; they go back into stock. */
  refund(id: StoreOrderId, variantId: StoreVariantId, quantity: number, total: Money): void;
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
