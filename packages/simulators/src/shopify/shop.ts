import type { Clock } from '../clock.ts';
import type { FulfillmentRecord, OrderRecord, RefundRecord } from './order-record.ts';
import type {
  InventoryItemRecord,
  LevelRecord,
  LocationRecord,
  MetafieldRecord,
  ProductRecord,
  Saved,
  VariantRecord,
} from './product-record.ts';
import type { ShopSettings } from './shop-settings.ts';

/** Something that happened in a shop and that webhooks may tell of; the topic is Shopify's name for it. */
export type ShopEvent =
  | { readonly topic: 'products/create' | 'products/update'; readonly product: ProductRecord }
  | { readonly topic: 'products/delete'; readonly productId: number }
  | {
      readonly topic: 'inventory_levels/update';
      readonly item: InventoryItemRecord;
      readonly level: LevelRecord;
    }
  | {
      readonly topic: 'orders/create' | 'orders/updated' | 'orders/cancelled';
      readonly order: OrderRecord;
    }
  | {
      readonly topic: 'fulfillments/create' | 'fulfillments/update';
      readonly order: OrderRecord;
      readonly fulfillment: FulfillmentRecord;
    }
  | { readonly topic: 'refunds/create'; readonly order: OrderRecord; readonly refund: RefundRecord }
  | { readonly topic: 'app/uninstalled' }
  | {
      readonly topic: 'app/scopes_update';
      readonly previous: readonly string[];
      readonly current: readonly string[];
    }
  | {
      readonly topic: 'customers/data_request' | 'customers/redact' | 'shop/redact';
      readonly email: string;
      readonly orderIds: readonly number[];
    };

/** What kind of metafield a key has. */
export interface DefinitionRecord {
  readonly id: number;
  readonly ownerType: string;
  readonly namespace: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly isUnique: boolean;
}

/** Ids of a shop begin here, so that they look like Shopify's and no two kinds are alike. */
const FIRST_ID = 7_300_000_000_000;
const FIRST_ORDER_NUMBER = 1001;
/** More than any search lag is long; what was saved before the last of them is known to every search. */
const SAVED_KEPT = 8;

/** The memory of one shop: products, stock, orders, with the identifiers that tie them together. */
export class Shop {
  readonly clock: Clock;
  readonly settings: ShopSettings;
  readonly id: number;
  readonly createdAt: Date;
  readonly products = new Map<number, ProductRecord>();
  readonly variants = new Map<number, VariantRecord>();
  readonly inventoryItems = new Map<number, InventoryItemRecord>();
  readonly locations = new Map<number, LocationRecord>();
  readonly orders = new Map<number, OrderRecord>();
  /** Addresses of products that are taken. */
  readonly handles = new Set<string>();
  readonly definitions: DefinitionRecord[] = [];
  readonly #listeners: ((event: ShopEvent) => void)[] = [];
  #lastId = FIRST_ID;
  #lastOrderNumber = FIRST_ORDER_NUMBER - 1;

  constructor(settings: ShopSettings, clock: Clock) {
    this.settings = settings;
    this.clock = clock;
    this.id = this.nextId();
    this.createdAt = this.now();
  }

  /** The time to the second: Shopify shows and compares no finer (`DateTime` of the schema). */
  now(): Date {
    return new Date(Math.floor(this.clock().getTime() / 1000) * 1000);
  }

  /** A fresh id; all kinds share one sequence. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** The number of the next order. */
  nextOrderNumber(): number {
    this.#lastOrderNumber += 1;
    return this.#lastOrderNumber;
  }

  /** Calls `listener` for every event from now on. */
  onEvent(listener: (event: ShopEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells the listeners. */
  emit(event: ShopEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** When something that is made now was saved. */
  saved(): Saved & { readonly createdAt: Date } {
    const now = this.now();
    return { createdAt: now, updatedAt: now, savedAt: [this.clock()] };
  }

  /** Moves the modification time. */
  touch(record: Saved): void {
    record.updatedAt = this.now();
    record.savedAt.push(this.clock());
    if (record.savedAt.length > SAVED_KEPT) record.savedAt.shift();
  }

  /** Records that a product was saved, and tells of it. */
  saveProduct(product: ProductRecord): void {
    this.touch(product);
    this.emit({ topic: 'products/update', product });
  }

  /** Records that an order was saved, and tells of it. */
  saveOrder(order: OrderRecord): void {
    this.touch(order);
    this.emit({ topic: 'orders/updated', order });
  }

  /** Takes a product with all that belongs to it out of the shop, and tells of it. */
  deleteProduct(product: ProductRecord): void {
    for (const variant of product.variants) {
      this.variants.delete(variant.id);
      this.inventoryItems.delete(variant.inventoryItem.id);
    }
    this.products.delete(product.id);
    this.handles.delete(product.handle);
    this.emit({ topic: 'products/delete', productId: product.id });
  }

  /** The variant that an inventory item counts. */
  variantOf(item: InventoryItemRecord): VariantRecord | undefined {
    return this.variants.get(item.variantId);
  }

  /** The definition of a metafield, if the shop has one. */
  definition(ownerType: string, namespace: string, key: string): DefinitionRecord | undefined {
    return this.definitions.find(
      (it) => it.ownerType === ownerType && it.namespace === namespace && it.key === key,
    );
  }

  /** A metafield that is made now. */
  metafield(namespace: string, key: string, type: string, value: string): MetafieldRecord {
    const now = this.now();
    return { id: this.nextId(), namespace, key, type, value, createdAt: now, updatedAt: now };
  }
}
