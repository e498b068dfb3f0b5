import type { CallLedger } from '../call-ledger.ts';
import type { OrderRecord } from './order-record.ts';
import { unfulfilledUnits } from './order-record.ts';
import { financialStatus, fulfillmentStatus, totalsOf } from './order-totals.ts';
import type { HostedShop } from './platform.ts';
import type { ProductRecord } from './product-record.ts';
import { variantTitle } from './product-record.ts';
import type { ThrottleStatus } from './cost-bucket.ts';
import type { WebhookSender } from './webhooks.ts';

/** What `state` answers: enough to compare a shop with what the engine believes. */
export interface ShopifyState {
  readonly domain: string;
  readonly isInstalled: boolean;
  readonly scopes: readonly string[];
  readonly locations: readonly { readonly id: number; readonly name: string }[];
  readonly products: readonly ShopifyProductState[];
  readonly orders: readonly ShopifyOrderState[];
  readonly staff: HostedShop['staff'];
  readonly pendingDeliveries: number;
  readonly points: ThrottleStatus & {
    readonly taken: number;
    readonly given: number;
    readonly refused: number;
  };
  readonly calls: ReturnType<CallLedger['dump']>;
}

/** A product in a state dump. */
export interface ShopifyProductState {
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly status: string;
  readonly variants: readonly {
    readonly id: number;
    readonly inventoryItemId: number;
    readonly title: string;
    readonly sku: string | null;
    readonly barcode: string | null;
    readonly price: string;
    readonly isTracked: boolean;
    /** By location. */
    readonly levels: readonly {
      readonly locationId: number;
      readonly available: number;
      readonly committed: number;
    }[];
  }[];
}

/** An order in a state dump. */
export interface ShopifyOrderState {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  readonly cancelledAt: string | null;
  readonly financialStatus: string;
  readonly fulfillmentStatus: string;
  readonly currency: string;
  readonly total: string;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly sourceIdentifier: string | null;
  readonly metafields: readonly {
    readonly namespace: string;
    readonly key: string;
    readonly value: string;
  }[];
  readonly lines: readonly {
    readonly title: string;
    readonly sku: string | null;
    readonly quantity: number;
    readonly removed: number;
    readonly unfulfilled: number;
    readonly unitPrice: string;
  }[];
  readonly parcels: readonly { readonly carrier: string | null; readonly trackingNumber: string | null }[];
  readonly refunds: readonly { readonly note: string | null; readonly total: string }[];
}

/** Everything a shop holds. */
export function shopState(hosted: HostedShop, webhooks: WebhookSender, calls: CallLedger): ShopifyState {
  const { shop, installation, bucket, staff } = hosted;
  return {
    domain: shop.settings.domain,
    isInstalled: installation.isInstalled,
    scopes: installation.scopes,
    locations: [...shop.locations.values()].map(({ id, name }) => ({ id, name })),
    products: [...shop.products.values()].map(productState),
    orders: [...shop.orders.values()].map(orderState),
    staff,
    pendingDeliveries: webhooks.pending,
    points: { ...bucket.status(), taken: bucket.taken, given: bucket.given, refused: bucket.refused },
    calls: calls.dump(),
  };
}

/** A product with the counts of its variants. */
export function productState(it: ProductRecord): ShopifyProductState {
  return {
    id: it.id,
    title: it.title,
    handle: it.handle,
    status: it.status,
    variants: it.variants.map((variant) => ({
      id: variant.id,
      inventoryItemId: variant.inventoryItem.id,
      title: variantTitle(variant),
      sku: variant.sku,
      barcode: variant.barcode,
      price: variant.price,
      isTracked: variant.inventoryItem.tracked,
      levels: variant.inventoryItem.levels.map(({ locationId, available, committed }) => ({
        locationId,
        available,
        committed,
      })),
    })),
  };
}

/** An order without its buyer. */
export function orderState(it: OrderRecord): ShopifyOrderState {
  return {
    id: it.id,
    name: it.name,
    createdAt: it.createdAt.toISOString(),
    cancelledAt: it.cancelledAt?.toISOString() ?? null,
    financialStatus: financialStatus(it),
    fulfillmentStatus: fulfillmentStatus(it),
    currency: it.currency,
    total: totalsOf(it).total,
    tags: it.tags,
    note: it.note,
    sourceIdentifier: it.sourceIdentifier,
    metafields: it.metafields.map(({ namespace, key, value }) => ({ namespace, key, value })),
    lines: it.lines.map((line) => ({
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      removed: line.removed,
      unfulfilled: unfulfilledUnits(it, line.id),
      unitPrice: line.unitPrice,
    })),
    parcels: it.fulfillments.flatMap(({ tracking }) =>
      tracking.map(({ company, number }) => ({ carrier: company, trackingNumber: number })),
    ),
    refunds: it.refunds.map(({ note, total }) => ({ note, total })),
  };
}
