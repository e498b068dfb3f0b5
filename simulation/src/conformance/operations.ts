import type { AmazonOperation } from '@quayside/connectors/amazon/client';
import type { Drive } from './drive.ts';
import * as queue from './notification-drives.ts';
import * as drives from './drives.ts';
import * as submissions from './submission-drives.ts';

/** Where an operation that the connector declares is published, and which calls of the port make the connector use it. */
export interface UsedOperation {
  readonly api: string;
  readonly version: string;
  /** File name below `apis/amazon-sp-api/models`. */
  readonly model: string;
  readonly drives: readonly Drive[];
  /** An answer by the model, where Amazon publishes no case because its sandbox has a memory. */
  readonly answer?: unknown;
}

const listings = { api: 'listings-items', version: '2021-08-01', model: 'listingsItems_2021-08-01.json' };
const feeds = { api: 'feeds', version: '2021-06-30', model: 'feeds_2021-06-30.json' };
const notifications = { api: 'notifications', version: 'v1', model: 'notifications.json' };
const reports = { api: 'reports', version: '2021-06-30', model: 'reports_2021-06-30.json' };
const orders = { api: 'orders', version: '2026-01-01', model: 'orders_2026-01-01.json' };

/** One row for each operation that the connector declares a rate for. */
export const usedOperations: Readonly<Record<AmazonOperation, UsedOperation>> = {
  getListingsItem: { ...listings, drives: [drives.readListing] },
  putListingsItem: { ...listings, drives: [drives.createListing] },
  patchListingsItem: { ...listings, drives: [drives.setQuantity, drives.setPrice] },
  searchListingsItems: {
    ...listings,
    drives: [drives.testConnection, drives.listAfterCancelledReport, submissions.readManyListings],
  },
  searchCatalogItems: {
    api: 'catalog-items',
    version: '2022-04-01',
    model: 'catalogItems_2022-04-01.json',
    drives: [drives.lookUpNumbers, drives.lookUpIds, drives.searchWords],
  },
  getMyFeesEstimates: {
    api: 'product-fees',
    version: 'v0',
    model: 'productFeesV0.json',
    drives: [drives.estimateFees],
  },
  getInventorySummaries: {
    api: 'fba-inventory',
    version: 'v1',
    model: 'fbaInventory.json',
    drives: [drives.listWithStock],
    answer: drives.inventoryAnswer,
  },
  getListingsRestrictions: {
    api: 'listings-restrictions',
    version: '2021-08-01',
    model: 'listingsRestrictions_2021-08-01.json',
    drives: [submissions.askRestrictions],
  },
  createFeedDocument: { ...feeds, drives: [submissions.openFeed] },
  createFeed: { ...feeds, drives: [submissions.sendFeed] },
  getFeed: { ...feeds, drives: [submissions.lookAtFeed] },
  getFeedDocument: { ...feeds, drives: [submissions.fetchFeedReport] },
  getDestinations: { ...notifications, drives: [queue.subscribe] },
  createDestination: { ...notifications, drives: [queue.makeDestination] },
  getSubscription: { ...notifications, drives: [queue.subscribe] },
  createSubscription: { ...notifications, drives: [queue.subscribe] },
  deleteSubscriptionById: { ...notifications, drives: [queue.subscribe] },
  createReport: { ...reports, drives: [drives.requestReport] },
  getReport: { ...reports, drives: [drives.lookAtReport] },
  getReportDocument: { ...reports, drives: [drives.fetchReport] },
  searchOrders: { ...orders, drives: [drives.changedOrders, drives.testConnection] },
  getOrder: { ...orders, drives: [drives.readOrder] },
  confirmShipment: { api: 'orders', version: 'v0', model: 'ordersV0.json', drives: [drives.confirmShipment] },
  getMarketplaceParticipations: {
    api: 'sellers',
    version: 'v1',
    model: 'sellers.json',
    drives: [drives.testConnection],
  },
};

/** Declared with a rate, and no operation of the Selling Partner API. */
export const notOfTheModels: readonly string[] = ['getAccessToken'];

/** The name of an operation in `rate-limits.json` and in the sandbox cases. */
export function keyOf(operation: string, { api, version }: UsedOperation): string {
  return `${api}.${version}.${operation}`;
}
