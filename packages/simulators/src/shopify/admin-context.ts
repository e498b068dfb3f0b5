import type { AppRecord, Installation } from './installations.ts';
import type { JobList } from './jobs.ts';
import type { IdempotentResults } from './idempotency.ts';
import type {
  FulfillmentOrderRecord,
  FulfillmentRecord,
  LineRecord,
  OrderRecord,
  RefundRecord,
  ShippingLineRecord,
  TransactionRecord,
} from './order-record.ts';
import type {
  InventoryItemRecord,
  LevelRecord,
  LocationRecord,
  ProductRecord,
  VariantRecord,
} from './product-record.ts';
import type { AdminSchema } from './schema.ts';
import type { Shop } from './shop.ts';

/** What one request to the Admin API works with. */
export interface AdminContext {
  readonly shop: Shop;
  readonly app: AppRecord;
  readonly installation: Installation;
  readonly admin: AdminSchema;
  readonly jobs: JobList;
  readonly idempotent: IdempotentResults;
  readonly show: Showing;
}

/** How records are shown as the schema has them. Each kind leads to others, and knows them by this alone. */
export interface Showing {
  readonly product: (it: ProductRecord) => unknown;
  readonly variant: (it: VariantRecord) => unknown;
  readonly inventoryItem: (it: InventoryItemRecord) => unknown;
  readonly level: (item: InventoryItemRecord, it: LevelRecord) => unknown;
  readonly location: (it: LocationRecord) => unknown;
  readonly order: (it: OrderRecord) => unknown;
  readonly line: (order: OrderRecord, it: LineRecord) => unknown;
  readonly shippingLine: (order: OrderRecord, it: ShippingLineRecord) => unknown;
  readonly transaction: (order: OrderRecord, it: TransactionRecord) => unknown;
  readonly fulfillment: (order: OrderRecord, it: FulfillmentRecord) => unknown;
  readonly fulfillmentOrder: (order: OrderRecord, it: FulfillmentOrderRecord) => unknown;
  readonly refund: (order: OrderRecord, it: RefundRecord) => unknown;
}

/** What an app calls `$app` is a namespace of its own (Shopify's reserved namespaces). */
export function namespaceOf(
  context: Pick<AdminContext, 'app'>,
  namespace: string | null | undefined,
): string {
  const own = `app--${context.app.id}`;
  if (namespace == null || namespace === '$app') return own;
  return namespace.startsWith('$app:') ? `${own}--${namespace.slice('$app:'.length)}` : namespace;
}

/** Money as the API shows it: once in the shop's currency, once in the buyer's, which is the same here. */
export function moneyBag(amount: string, currencyCode: string): unknown {
  const money = { amount, currencyCode };
  return { shopMoney: money, presentmentMoney: money };
}

/** A moment as the API shows it: UTC, to the second. */
export function moment(date: Date): string;
export function moment(date: Date | null): string | null;
export function moment(date: Date | null): string | null {
  return date === null ? null : `${date.toISOString().slice(0, 19)}Z`;
}
