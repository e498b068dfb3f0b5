import { randomUUID } from 'node:crypto';
import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type ListingId,
  type MarketplaceId,
  type MarketplaceOrderId,
  type OrderChangeId,
  type OrderId,
  type OrderLineId,
  type PolicyChangeId,
  type PolicyId,
  type ReservationId,
  type Sku,
  type StockPoolId,
  type StoreProductId,
  type StoreVariantId,
  type TargetId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { parseInstant, type Instant } from '@quayside/core/domain/instant';
import type { Listing } from '@quayside/core/domain/listing';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import { defaultTerms } from '@quayside/core/domain/offer';
import type { Buyer, Order, OrderLine, OrderSnapshot } from '@quayside/core/domain/order';
import type { OrderChange } from '@quayside/core/domain/order-change';
import { plainOrderImport } from '@quayside/core/domain/order-import';
import { noPolicies, type SellingPolicy } from '@quayside/core/domain/policy';
import { emptyPreview, type PolicyChange } from '@quayside/core/domain/policy-change';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import type { Reservation } from '@quayside/core/domain/reservation';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import type { StockPool } from '@quayside/core/domain/stock-pool';
import type { Target } from '@quayside/core/domain/target';
import type { Variant, VariantSnapshot } from '@quayside/core/domain/variant';
import type { Workspace } from '@quayside/core/domain/workspace';

/** Valid rows for tests; each takes what the test is about. */

/** @throws Error when the text is no moment. */
export function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`${text} is no moment`);
  return parsed;
}

/** @throws Error when the amount is no decimal. */
export function euros(amount: string): Money {
  const parsed = parseMoney(amount, 'EUR');
  if (!parsed.ok) throw new Error(`${amount} is no amount`);
  return parsed.value;
}

const noon = at('2026-03-02T12:00:00.000Z');

export function aWorkspace(changes: Partial<Workspace> = {}): Workspace {
  return { id: brandId<WorkspaceId>(randomUUID()), name: 'A workspace', createdAt: noon, ...changes };
}

export function aConnection(changes: Partial<Connection> = {}): Connection {
  return {
    id: brandId<ConnectionId>(randomUUID()),
    role: 'store',
    connector: 'memory-store',
    name: 'A shop',
    settings: {},
    health: 'healthy',
    healthReason: null,
    ordersFrom: noon,
    ordersImportedUntil: null,
    ordersRead: null,
    policies: noPolicies,
    frequency: 'real-time',
    orderImport: plainOrderImport,
    poolId: null,
    connectedAt: noon,
    authorizedAt: null,
    version: 0,
    ...changes,
  };
}

export function aVariant(changes: Partial<Variant> & Pick<Variant, 'connectionId'>): Variant {
  const number = randomUUID();
  return {
    id: brandId<VariantId>(randomUUID()),
    storeProductId: brandId<StoreProductId>(number),
    storeVariantId: brandId<StoreVariantId>(number),
    sku: brandId<Sku>(`SKU-${number}`),
    barcode: null,
    gtin: null,
    title: 'A variant',
    options: [],
    images: [],
    price: euros('19.9'),
    sale: null,
    cost: null,
    stock: { kind: 'tracked', quantity: 5 },
    stockByLocation: null,
    stockItemId: null,
    attributes: {},
    isEnabled: true,
    readBeganAt: noon,
    goneAt: null,
    version: 0,
    ...changes,
  };
}

export function aVariantSnapshot(changes: Partial<VariantSnapshot> = {}): VariantSnapshot {
  return {
    storeVariantId: brandId<StoreVariantId>(randomUUID()),
    sku: null,
    barcode: null,
    title: 'A variant',
    options: [],
    images: [],
    price: null,
    sale: null,
    cost: null,
    stock: { kind: 'tracked', quantity: 5 },
    stockByLocation: null,
    stockItemId: null,
    attributes: {},
    isEnabled: true,
    problems: [],
    ...changes,
  };
}

export function aProductSnapshot(
  changes: Partial<ProductSnapshot> & Pick<ProductSnapshot, 'readBeganAt'>,
): ProductSnapshot {
  return {
    storeProductId: brandId<StoreProductId>(randomUUID()),
    content: { title: 'A product', brand: null, options: [], images: [] },
    variants: [],
    ...changes,
  };
}

export function aTarget(changes: Partial<Target> & Pick<Target, 'connectionId' | 'channelSku'>): Target {
  return {
    id: brandId<TargetId>(randomUUID()),
    aspect: 'quantity',
    marketplace: null,
    wantedVersion: 1,
    raisedAt: null,
    lagMs: null,
    inFlight: null,
    acknowledged: null,
    shown: null,
    ownParts: [],
    approved: null,
    mismatches: 0,
    lane: 'quantity-down',
    awaitsOrdersAfter: null,
    dueAt: null,
    verifyAt: null,
    attempts: 0,
    version: 0,
    ...changes,
  };
}

export function aListing(changes: Partial<Listing> & Pick<Listing, 'connectionId' | 'channelSku'>): Listing {
  return {
    id: brandId<ListingId>(randomUUID()),
    marketplace: brandId<MarketplaceId>('market-1'),
    status: 'active',
    catalogueId: null,
    title: null,
    gtins: [],
    variantId: null,
    linkedBy: null,
    fulfillment: 'merchant',
    unitsPerListing: 1,
    explicitQuantity: null,
    stoppedBy: null,
    policies: noPolicies,
    channelStock: null,
    feeEstimate: null,
    terms: defaultTerms,
    issues: [],
    channelData: {},
    quantityTargetId: null,
    priceTargetId: null,
    seenAt: null,
    readAt: null,
    dueAt: null,
    submissionId: null,
    submittedAt: null,
    attempts: 0,
    version: 0,
    ...changes,
  };
}

/** By which everything is sold as in the shop. */
export function aPolicy(changes: Partial<SellingPolicy> = {}): SellingPolicy {
  return {
    id: brandId<PolicyId>(randomUUID()),
    kind: 'selling',
    name: 'As in the shop',
    rules: plainSellingRules,
    version: 0,
    ...changes,
  };
}

/** A change of nothing: the rules after it are those before. */
export function aPolicyChange(changes: Partial<PolicyChange> = {}): PolicyChange {
  return {
    id: brandId<PolicyChangeId>(randomUUID()),
    proposed: {
      kind: 'rules',
      policyId: brandId<PolicyId>(randomUUID()),
      policyKind: 'selling',
      before: plainSellingRules,
      after: plainSellingRules,
    },
    state: 'previewing',
    preview: emptyPreview(0),
    accounts: [],
    at: null,
    createdAt: noon,
    createdBy: null,
    appliedAt: null,
    dueAt: null,
    version: 0,
    ...changes,
  };
}

export function aBuyer(changes: Partial<Buyer> = {}): Buyer {
  return {
    name: 'A buyer',
    email: null,
    phone: null,
    company: null,
    addressLines: ['1 Quay'],
    city: 'Nantes',
    region: null,
    postalCode: '44000',
    countryCode: 'FR',
    ...changes,
  };
}

export function anOrderLine(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    id: brandId<OrderLineId>(randomUUID()),
    marketplaceLineId: randomUUID(),
    channelSku: brandId<ChannelSku>('SKU-1'),
    title: 'A variant',
    quantity: 1,
    total: euros('19.9'),
    tax: null,
    variantId: null,
    unitsPerListing: 1,
    placed: null,
    ...changes,
  };
}

export function anOrderSnapshot(changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    marketplaceOrderId: brandId<MarketplaceOrderId>(randomUUID()),
    marketplace: brandId<MarketplaceId>('market-1'),
    status: 'unshipped',
    fulfillment: 'merchant',
    purchasedAt: noon,
    updatedAt: noon,
    deliverBy: null,
    currency: euros('0').currency,
    lines: [anOrderLine()],
    shippingTotal: euros('0'),
    shippingService: null,
    refunds: [],
    buyer: null,
    ...changes,
  };
}

export function anOrder(changes: Partial<Order> & Pick<Order, 'connectionId'>): Order {
  return {
    ...anOrderSnapshot(),
    id: brandId<OrderId>(randomUUID()),
    storeConnectionId: null,
    lines: [anOrderLine()],
    placement: { state: 'awaiting-payment' },
    dueAt: null,
    importedAt: noon,
    forgetBuyerAt: null,
    buyerForgottenAt: null,
    version: 0,
    ...changes,
  };
}

export function anOrderChange(
  changes: Partial<OrderChange> & Pick<OrderChange, 'orderId' | 'connectionId'>,
): OrderChange {
  return {
    id: brandId<OrderChangeId>(randomUUID()),
    to: 'store',
    kind: 'cancellation',
    key: 'cancelled',
    lines: null,
    shipping: null,
    state: 'to-send',
    noticedAt: noon,
    dueAt: null,
    attempts: 0,
    version: 0,
    ...changes,
  };
}

export function aReservation(
  changes: Partial<Reservation> & Pick<Reservation, 'orderId' | 'orderLineId' | 'variantId' | 'poolId'>,
): Reservation {
  return {
    id: brandId<ReservationId>(randomUUID()),
    units: 1,
    state: { kind: 'held' },
    version: 0,
    ...changes,
  };
}

export function aStockPool(changes: Partial<StockPool> & Pick<StockPool, 'masterConnectionId'>): StockPool {
  return { id: brandId<StockPoolId>(randomUUID()), name: 'A pool', locations: null, version: 0, ...changes };
}
