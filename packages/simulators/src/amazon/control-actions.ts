import { z } from 'zod';
import type { CallLedger } from '../call-ledger.ts';
import type { ControlAction } from '../control-server.ts';
import { withoutUndefined } from '../control-server.ts';
import type { JsonObject } from '../json-object.ts';
import type { BuyerOperations, QuantityShortfall } from './buyer-operations.ts';
import { amountIn, listingStatus } from './listing-document.ts';
import type { ListingActionParts } from './listing-actions.ts';
import { listingActions } from './listing-actions.ts';
import type { ListingIssue } from './listing-store.ts';
import { listingIssues, listingPrice } from './listing-store.ts';
import { amazonOrderDocument } from './order-document.ts';
import type { NotificationStore } from './notification-store.ts';
import type { OrderSearch } from './order-search.ts';
import type { AmazonOrder, OrderStore } from './order-store.ts';
import { FULFILLMENT_STATUSES } from './order-store.ts';
import type { StaleReads } from './stale-reads.ts';
import type { UsageBuckets } from './rate-limits.ts';
import type { SimulatedQueue } from './simulated-queue.ts';

/** The parts of a simulated Amazon region that its control API drives. */
export interface AmazonControlParts extends ListingActionParts {
  readonly orders: OrderStore;
  readonly search: OrderSearch;
  readonly buyers: BuyerOperations;
  readonly buckets: UsageBuckets;
  readonly staleReads: StaleReads;
  readonly calls: CallLedger;
  readonly userAgents: ReadonlySet<string>;
  readonly queue: SimulatedQueue;
  readonly notifications: NotificationStore;
}

const ADDRESS = z.strictObject({
  name: z.string(),
  addressLine1: z.string(),
  addressLine2: z.string().optional(),
  city: z.string(),
  stateOrRegion: z.string().optional(),
  postalCode: z.string(),
  countryCode: z.string(),
  phone: z.string().optional(),
  addressType: z.string().optional(),
});
const LINE = z.strictObject({ sku: z.string(), quantity: z.int().positive() });
const BUY = z.strictObject({
  sellerId: z.string().optional(),
  marketplaceId: z.string().optional(),
  sku: z.string(),
  quantity: z.int().positive(),
  more: z.array(LINE).optional(),
  status: z.enum(FULFILLMENT_STATUSES).optional(),
  channelCode: z.string().optional(),
  shippingPrice: z.string().optional(),
  serviceLevel: z.string().optional(),
  programs: z.array(z.string()).optional(),
  buyerName: z.string().optional(),
  address: ADDRESS.optional(),
  force: z.boolean().optional(),
});
const MOVE = z.strictObject({ orderId: z.string(), status: z.enum(FULFILLMENT_STATUSES) });
const CANCEL = z.strictObject({ orderId: z.string(), reason: z.string().optional() });
const SELLER = z.strictObject({ sellerId: z.string() });
const OPERATION = z.strictObject({ operation: z.string() });
const ROLES = z.strictObject({ sellerId: z.string(), roles: z.array(z.enum(['shipping', 'tax'])) });
const PLAN = z.strictObject({ ratePerSecond: z.number().nonnegative(), burst: z.number().positive() });
const SETTINGS = z.strictObject({
  acceptanceDelayMs: z.number().nonnegative().optional(),
  putChecks: z.enum(['all-at-once', 'schema-at-once', 'all-later']).optional(),
  staleReads: z
    .strictObject({ milliseconds: z.number().nonnegative(), times: z.int().nonnegative().optional() })
    .optional(),
  reportDelayMs: z.number().nonnegative().optional(),
  feedDelayMs: z.number().nonnegative().optional(),
  orderWindowLagMs: z.number().nonnegative().optional(),
  tokenLifeSeconds: z.number().positive().optional(),
  notificationCopies: z.int().positive().optional(),
  notificationOrder: z.enum(['oldest-first', 'newest-first']).optional(),
  limits: z.union([z.literal('off'), z.partialRecord(z.string(), PLAN)]).optional(),
  applicationLimits: z.partialRecord(z.string(), PLAN).optional(),
});

/** The actions of an Amazon region's control API by name. */
export function amazonControlActions(parts: AmazonControlParts): Record<string, ControlAction> {
  const { accounts, buyers } = parts;
  return {
    ...listingActions(parts),
    state: () => amazonState(parts),
    buy: (input) => {
      const { address, ...order } = BUY.parse(input);
      return orderState(
        buyers.place({
          ...withoutUndefined(order),
          ...(address === undefined ? {} : { address: withoutUndefined(address) }),
        }),
      );
    },
    move: (input) => {
      const { orderId, status } = MOVE.parse(input);
      return orderState(buyers.move(orderId, status));
    },
    cancel: (input) => {
      const { orderId, reason } = CANCEL.parse(input);
      return orderState(buyers.cancel(orderId, reason));
    },
    revoke: (input) => {
      accounts.seller(SELLER.parse(input).sellerId).revoked = true;
    },
    restore: (input) => {
      accounts.seller(SELLER.parse(input).sellerId).revoked = false;
    },
    roles: (input) => {
      const { sellerId, roles } = ROLES.parse(input);
      accounts.seller(sellerId).roles = roles;
    },
    settings: (input) => changeSettings(parts, SETTINGS.parse(input)),
    'redeliver-notifications': () => {
      parts.queue.redeliver();
    },
    calls: () => parts.calls.dump(),
    'bucket-use': (input) => parts.buckets.use(OPERATION.parse(input).operation),
  };
}

function changeSettings(parts: AmazonControlParts, change: z.infer<typeof SETTINGS>): JsonObject {
  const { listings, reports, feeds, search, accounts, buckets, queue } = parts;
  listings.acceptanceDelayMs = change.acceptanceDelayMs ?? listings.acceptanceDelayMs;
  listings.putChecks = change.putChecks ?? listings.putChecks;
  if (change.staleReads !== undefined) parts.staleReads.setting = withoutUndefined(change.staleReads);
  reports.delayMs = change.reportDelayMs ?? reports.delayMs;
  feeds.delayMs = change.feedDelayMs ?? feeds.delayMs;
  search.windowLagMs = change.orderWindowLagMs ?? search.windowLagMs;
  accounts.tokenLifeSeconds = change.tokenLifeSeconds ?? accounts.tokenLifeSeconds;
  buckets.overrides = change.limits ?? buckets.overrides;
  buckets.applicationPlans = change.applicationLimits ?? buckets.applicationPlans;
  queue.copies = change.notificationCopies ?? queue.copies;
  queue.order = change.notificationOrder ?? queue.order;
  return {
    acceptanceDelayMs: listings.acceptanceDelayMs,
    putChecks: listings.putChecks,
    staleReads: { ...parts.staleReads.setting },
    reportDelayMs: reports.delayMs,
    feedDelayMs: feeds.delayMs,
    orderWindowLagMs: search.windowLagMs,
    tokenLifeSeconds: accounts.tokenLifeSeconds,
    limits: buckets.overrides,
    applicationLimits: buckets.applicationPlans,
    notificationCopies: queue.copies,
    notificationOrder: queue.order,
  };
}

/** A listing in a state dump. */
export interface AmazonListingState {
  readonly sellerId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  readonly asin: string;
  readonly status: readonly string[];
  readonly price?: { readonly amount: string; readonly currencyCode: string };
  /** Stock entries by fulfillment channel; the same for all stores of the SKU. */
  readonly stock: readonly {
    readonly channelCode: string;
    readonly quantity?: number;
    readonly handlingDays?: number;
  }[];
  readonly issues: readonly ListingIssue[];
}

/** An order in a state dump. */
export interface AmazonOrderState {
  readonly orderId: string;
  readonly sellerId: string;
  readonly marketplaceId: string;
  readonly status: string;
  readonly fulfilledBy: string;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly items: readonly {
    readonly orderItemId: string;
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice: string;
  }[];
  readonly packages: readonly {
    readonly packageReferenceId: string;
    readonly carrierCode: string;
    readonly carrierName?: string;
    readonly trackingNumber: string;
    readonly confirmations: number;
    readonly items: readonly { readonly orderItemId: string; readonly quantity: number }[];
  }[];
  /** The order as the API shows it with all data sets. */
  readonly document: JsonObject;
}

/** What `state` answers: enough to compare Amazon with what the engine believes. */
export interface AmazonState {
  readonly listings: readonly AmazonListingState[];
  readonly orders: readonly AmazonOrderState[];
  /** Accepted changes that are not in effect yet. */
  readonly waitingSubmissions: number;
  readonly notifications: {
    readonly subscriptions: readonly { readonly sellerId: string; readonly type: string }[];
    readonly sent: number;
    readonly waiting: number;
    readonly deleted: number;
  };
  readonly oversold: readonly QuantityShortfall[];
  readonly refusedPurchases: readonly QuantityShortfall[];
  readonly calls: ReturnType<CallLedger['dump']>;
  readonly throttled: number;
  readonly userAgents: readonly string[];
}

function amazonState(parts: AmazonControlParts): AmazonState {
  const { listings, orders, buyers, calls, userAgents } = parts;
  return {
    listings: listings.all().map((it) => {
      const price = listingPrice(it);
      return {
        sellerId: it.sellerId,
        sku: it.sku,
        marketplaceId: it.marketplaceId,
        asin: it.asin,
        status: listingStatus(listings, it),
        ...(price === undefined ? {} : { price: amountIn(price.currencyCode, price.amount) }),
        stock: listings.stock(it.sellerId, it.sku).map(stockState),
        issues: listingIssues(it),
      };
    }),
    orders: orders.all().map(orderState),
    waitingSubmissions: listings.waiting,
    notifications: {
      subscriptions: parts.notifications.subscriptions.map(({ sellerId, type }) => ({ sellerId, type })),
      sent: parts.queue.sent,
      waiting: parts.queue.waiting,
      deleted: parts.queue.deleted,
    },
    oversold: buyers.oversold,
    refusedPurchases: buyers.refused,
    calls: calls.dump(),
    throttled: calls.throttled,
    userAgents: [...userAgents],
  };
}

function stockState(entry: JsonObject): AmazonListingState['stock'][number] {
  const quantity = entry['quantity'];
  const days = entry['lead_time_to_ship_max_days'];
  return {
    channelCode: String(entry['fulfillment_channel_code']),
    ...(typeof quantity === 'number' ? { quantity } : {}),
    ...(typeof days === 'number' ? { handlingDays: days } : {}),
  };
}

function orderState(order: AmazonOrder): AmazonOrderState {
  return {
    orderId: order.orderId,
    sellerId: order.sellerId,
    marketplaceId: order.marketplaceId,
    status: order.status,
    fulfilledBy: order.fulfilledBy,
    createdTime: order.createdTime.toISOString(),
    lastUpdatedTime: order.lastUpdatedTime.toISOString(),
    items: order.items.map(({ orderItemId, sku, quantity, unitPrice }) => ({
      orderItemId,
      sku,
      quantity,
      unitPrice,
    })),
    packages: order.packages.map((it) => ({
      packageReferenceId: it.packageReferenceId,
      carrierCode: it.carrierCode,
      ...(it.carrierName === undefined ? {} : { carrierName: it.carrierName }),
      trackingNumber: it.trackingNumber,
      confirmations: it.confirmations,
      items: it.items,
    })),
    document: amazonOrderDocument(order, [
      'BUYER',
      'RECIPIENT',
      'PROCEEDS',
      'FULFILLMENT',
      'PACKAGES',
      'CANCELLATION',
    ]),
  };
}
