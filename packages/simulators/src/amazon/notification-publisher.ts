import { asObject } from '../json-object.ts';
import type { Clock } from '../clock.ts';
import { listingStatus } from './listing-document.ts';
import { listingIssues, type ListingRecord, type ListingStore } from './listing-store.ts';
import type { AmazonFeed } from './feed-store.ts';
import {
  feedFinishedDocument,
  listingIssuesDocument,
  listingStatusDocument,
  orderChangeDocument,
} from './notification-documents.ts';
import type { NotificationStore, Subscription } from './notification-store.ts';
import type { AmazonOrder } from './order-store.ts';

interface Shown {
  readonly status: string;
  readonly issues: string;
}

/** Tells of orders and listings as they change. What a listing showed before is kept for sellers who want to be told. */
export class NotificationPublisher {
  readonly #notifications: NotificationStore;
  readonly #listings: ListingStore;
  readonly #clock: Clock;
  /** By seller, then by SKU and store. */
  readonly #shown = new Map<string, Map<string, Shown>>();

  constructor(notifications: NotificationStore, listings: ListingStore, clock: Clock) {
    this.#notifications = notifications;
    this.#listings = listings;
    this.#clock = clock;
  }

  orderChanged(order: AmazonOrder): void {
    this.#notifications.publish(
      { sellerId: order.sellerId, type: 'ORDER_CHANGE' },
      (metadata) => orderChangeDocument(order, metadata),
      (subscription) => wantsStatusChanges(subscription),
    );
  }

  feedEnded(feed: AmazonFeed): void {
    this.#notifications.publish({ sellerId: feed.sellerId, type: 'FEED_PROCESSING_FINISHED' }, (metadata) =>
      feedFinishedDocument(feed, this.#clock(), metadata),
    );
  }

  /** From now on, what is shown by then is known. */
  follow(sellerId: string): void {
    if (this.#shown.has(sellerId)) return;
    const known = this.#listings.all(sellerId).map((it) => [keyOf(it), this.#look(it)] as const);
    this.#shown.set(sellerId, new Map(known));
  }

  listingChanged(sellerId: string, sku: string): void {
    const shown = this.#shown.get(sellerId);
    if (shown === undefined) return;
    for (const listing of this.#listings.ofSku(sellerId, sku)) {
      const before = shown.get(keyOf(listing));
      const now = this.#look(listing);
      shown.set(keyOf(listing), now);
      const at = this.#clock();
      if (before?.status !== now.status) {
        this.#notifications.publish({ sellerId, type: 'LISTINGS_ITEM_STATUS_CHANGE' }, (metadata) =>
          listingStatusDocument(listing, listingStatus(this.#listings, listing), at, metadata),
        );
      }
      if ((before?.issues ?? '[]') !== now.issues) {
        this.#notifications.publish({ sellerId, type: 'LISTINGS_ITEM_ISSUES_CHANGE' }, (metadata) =>
          listingIssuesDocument(listing, listingIssues(listing), at, metadata),
        );
      }
    }
  }

  listingRemoved(listing: ListingRecord): void {
    const { sellerId } = listing;
    if (this.#shown.get(sellerId)?.delete(keyOf(listing)) !== true) return;
    this.#notifications.publish({ sellerId, type: 'LISTINGS_ITEM_STATUS_CHANGE' }, (metadata) =>
      listingStatusDocument(listing, ['DELETED'], this.#clock(), metadata),
    );
  }

  #look(listing: ListingRecord): Shown {
    return {
      status: listingStatus(this.#listings, listing).join(' '),
      issues: JSON.stringify(listingIssues(listing).map(({ code, severity }) => [code, severity])),
    };
  }
}

/** Without a filter of change types a subscription is told of all (M). */
function wantsStatusChanges({ processingDirective }: Subscription): boolean {
  const types = asObject(asObject(processingDirective)['eventFilter'])['orderChangeTypes'];
  return !Array.isArray(types) || types.length === 0 || types.includes('OrderStatusChange');
}

function keyOf({ sku, marketplaceId }: ListingRecord): string {
  return JSON.stringify([sku, marketplaceId]);
}
