import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json-object.ts';
import type { AmazonFeed } from './feed-store.ts';
import type { ListingIssue, ListingRecord } from './listing-store.ts';
import { shippedUnits, type AmazonOrder, type FulfillmentStatus } from './order-store.ts';

/** `NotificationMetadata` of the schemas that begin their members with capitals. */
export interface NotificationMetadata {
  readonly ApplicationId: string;
  readonly SubscriptionId: string;
  readonly PublishTime: string;
  readonly NotificationId: string;
}

/** Order statuses as ORDER_CHANGE spells them, which is not how Orders 2026-01-01 does. */
const ORDER_STATUS: Readonly<Record<FulfillmentStatus, string>> = {
  PENDING_AVAILABILITY: 'PendingAvailability',
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Canceled',
  UNFULFILLABLE: 'Unfulfillable',
};

/** ORDER_CHANGE, payload version 1.0: no address but the postal code, no prices. */
export function orderChangeDocument(order: AmazonOrder, metadata: NotificationMetadata): JsonObject {
  const shipped = order.items.map((it) =>
    order.fulfilledBy === 'AMAZON' && order.status === 'SHIPPED'
      ? it.quantity
      : shippedUnits(order, it.orderItemId),
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);
  return envelope('ORDER_CHANGE', order.lastUpdatedTime, metadata, {
    OrderChangeNotification: {
      NotificationLevel: 'OrderLevel',
      SellerId: order.sellerId,
      AmazonOrderId: order.orderId,
      OrderChangeType: 'OrderStatusChange',
      OrderChangeTrigger: {
        TimeOfOrderChange: order.lastUpdatedTime.toISOString(),
        ChangeReason: 'OrderStatusChange',
      },
      Summary: {
        MarketplaceId: order.marketplaceId,
        OrderStatus: ORDER_STATUS[order.status],
        PurchaseDate: order.createdTime.toISOString(),
        DestinationPostalCode: order.address.postalCode,
        FulfillmentType: order.fulfilledBy === 'AMAZON' ? 'AFN' : 'MFN',
        OrderType: 'StandardOrder',
        NumberOfItemsShipped: sum(shipped),
        NumberOfItemsUnshipped: sum(order.items.map(({ quantity }) => quantity)) - sum(shipped),
        OrderPrograms: [],
        ShippingPrograms: [],
        OrderItems: order.items.map((it, index) => ({
          OrderItemId: it.orderItemId,
          SellerSKU: it.sku,
          SupplySourceId: null,
          Quantity: it.quantity,
          QuantityShipped: shipped[index] ?? 0,
        })),
      },
    },
  });
}

/** FEED_PROCESSING_FINISHED, payload version 2020-09-04, whose members begin small. */
export function feedFinishedDocument(feed: AmazonFeed, at: Date, metadata: NotificationMetadata): JsonObject {
  const { sellerId, feedId, feedType, status, resultDocumentId } = feed;
  const { ApplicationId, SubscriptionId, PublishTime, NotificationId } = metadata;
  return {
    notificationVersion: '2020-09-04',
    notificationType: 'FEED_PROCESSING_FINISHED',
    payloadVersion: '2020-09-04',
    eventTime: at.toISOString(),
    payload: {
      feedProcessingFinishedNotification: {
        sellerId,
        accountId: `amzn1.merchant.o.${sellerId}`,
        feedId,
        feedType,
        processingStatus: status,
        ...(resultDocumentId === undefined ? {} : { resultFeedDocumentId: resultDocumentId }),
      },
    },
    notificationMetadata: {
      applicationId: ApplicationId,
      subscriptionId: SubscriptionId,
      publishTime: PublishTime,
      notificationId: NotificationId,
    },
  };
}

/** What LISTINGS_ITEM_STATUS_CHANGE tells, payload version 1.0. */
export function listingStatusDocument(
  listing: ListingRecord,
  status: readonly string[],
  at: Date,
  metadata: NotificationMetadata,
): JsonObject {
  return envelope('LISTINGS_ITEM_STATUS_CHANGE', at, metadata, {
    ...named(listing),
    CreatedDate: listing.createdAt.toISOString(),
    Status: [...status],
  });
}

/** What LISTINGS_ITEM_ISSUES_CHANGE tells, payload version 1.0: that there are problems, not which. */
export function listingIssuesDocument(
  listing: ListingRecord,
  issues: readonly ListingIssue[],
  at: Date,
  metadata: NotificationMetadata,
): JsonObject {
  const severities = (['ERROR', 'WARNING'] as const).filter((it) =>
    issues.some(({ severity }) => severity === it),
  );
  return envelope('LISTINGS_ITEM_ISSUES_CHANGE', at, metadata, {
    ...named(listing),
    Severities: severities.length === 0 ? ['NONE'] : severities,
    EnforcementActions: [],
  });
}

/** What EventBridge puts around it (AWS documentation, "AWS service event metadata"). */
export function bridgedEvent(
  bus: { readonly name: string; readonly accountId: string; readonly region: string },
  type: string,
  detail: JsonObject,
  at: Date,
): JsonObject {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source: bus.name,
    account: bus.accountId,
    time: at.toISOString(),
    region: bus.region,
    resources: [],
    detail,
  };
}

function named({ sellerId, marketplaceId, asin, sku }: ListingRecord): JsonObject {
  return {
    SellerId: sellerId,
    MarketplaceId: marketplaceId,
    ...(asin === '' ? {} : { Asin: asin }),
    Sku: sku,
  };
}

function envelope(type: string, at: Date, metadata: NotificationMetadata, payload: JsonObject): JsonObject {
  return {
    NotificationVersion: '1.0',
    NotificationType: type,
    PayloadVersion: '1.0',
    EventTime: at.toISOString(),
    Payload: payload,
    NotificationMetadata: { ...metadata },
  };
}
