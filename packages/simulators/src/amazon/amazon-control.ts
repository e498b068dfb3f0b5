import { SimulatorControl } from '../simulator-control.ts';
import type { BuyerOrder } from './buyer-operations.ts';
import type { CatalogueSeed } from './catalogue-store.ts';
import type { AmazonOrderState, AmazonState } from './control-actions.ts';
import type { Suppression } from './listing-actions.ts';
import type { ListingEdit, ListingSeed, ListingSeries } from './listing-seeds.ts';
import type { AcceptedQuantity, PutChecks, PutRefusal } from './listing-store.ts';
import type { FulfillmentStatus } from './order-store.ts';
import type { BucketUse, PlanOverrides, PlannedOperation } from './rate-limits.ts';
import type { RestrictedRole } from './seller-accounts.ts';

/** Settings of a simulated Amazon region that may be changed while it runs. */
export interface AmazonSettings {
  readonly acceptanceDelayMs: number;
  readonly putChecks: PutChecks;
  readonly reportDelayMs: number;
  readonly feedDelayMs: number;
  readonly orderWindowLagMs: number;
  readonly tokenLifeSeconds: number;
  readonly limits: PlanOverrides;
  /** How often each notification is delivered. */
  readonly notificationCopies: number;
  readonly notificationOrder: 'oldest-first' | 'newest-first';
}

/** Drives a simulated Amazon region. */
export class AmazonControl extends SimulatorControl {
  /** Everything the region holds. */
  state(): Promise<AmazonState> {
    return this.ask('state');
  }

  /** A buyer orders. Fails when Amazon shows too few units, unless `force` is set. */
  placeBuyerOrder(order: BuyerOrder): Promise<AmazonOrderState> {
    return this.ask('buy', order);
  }

  /** Amazon moves an order to another status. */
  moveOrder(orderId: string, status: FulfillmentStatus): Promise<AmazonOrderState> {
    return this.ask('move', { orderId, status });
  }

  /** The buyer cancels an order. */
  cancelOrder(orderId: string, reason?: string): Promise<AmazonOrderState> {
    return this.ask('cancel', reason === undefined ? { orderId } : { orderId, reason });
  }

  /** Delivers again what was received from the queue and not deleted there. */
  async redeliverNotifications(): Promise<void> {
    await this.ask('redeliver-notifications');
  }

  /** Puts items into the catalogue. */
  async seedItems(items: readonly CatalogueSeed[]): Promise<void> {
    await this.ask('seed-items', items);
  }

  /** Puts listings in place at once. */
  async seedListings(seeds: readonly ListingSeed[]): Promise<void> {
    await this.ask('seed-listings', seeds);
  }

  /** Puts very many listings in place at once, which differ only in number. */
  async seedSeries(series: ListingSeries): Promise<void> {
    await this.ask('seed-series', series);
  }

  /** The seller changes a price or a quantity in Seller Central. */
  async editListing(edit: ListingEdit): Promise<void> {
    await this.ask('edit-listing', edit);
  }

  /** The seller deletes a listing. */
  async removeListing(target: Pick<ListingEdit, 'sellerId' | 'sku' | 'marketplaceIds'>): Promise<void> {
    await this.ask('remove-listing', target);
  }

  /** The next put, of this SKU or of any, is refused with an issue: at once, or after it was accepted. */
  async refusePut(refusal: PutRefusal): Promise<void> {
    await this.ask('refuse-put', refusal);
  }

  /** Amazon takes a listing off sale, with an issue that says why. */
  async suppress(suppression: Suppression): Promise<void> {
    await this.ask('suppress', suppression);
  }

  /** Amazon lifts what it had found. */
  async unsuppress(target: Pick<ListingEdit, 'sellerId' | 'sku' | 'marketplaceIds'>): Promise<void> {
    await this.ask('unsuppress', target);
  }

  /** What a listing costs buyers now; `null` when it has no price. Of the seller's first store unless another is named. */
  async priceOf(target: {
    readonly sellerId?: string;
    readonly sku: string;
    readonly marketplaceId?: string;
  }): Promise<{ readonly amount: string; readonly currencyCode: string } | null> {
    const price: { amount?: string; currencyCode?: string } = await this.ask('price', target);
    const { amount, currencyCode } = price;
    return amount === undefined || currencyCode === undefined ? null : { amount, currencyCode };
  }

  /** Every quantity that was accepted so far; moments as milliseconds. */
  async acceptedQuantities(): Promise<readonly (Omit<AcceptedQuantity, 'at'> & { readonly atMs: number })[]> {
    const accepted: (Omit<AcceptedQuantity, 'at'> & { at: string })[] = await this.ask('accepted-quantities');
    return accepted.map(({ at, ...each }) => ({ ...each, atMs: Date.parse(at) }));
  }

  /** How every seller has used the bucket of one operation. */
  bucketUse(operation: PlannedOperation): Promise<readonly BucketUse[]> {
    return this.ask('bucket-use', { operation });
  }

  /** The next report ends so instead of being written. */
  async failReport(fate: 'CANCELLED' | 'FATAL'): Promise<void> {
    await this.ask('fail-report', { fate });
  }

  /** Reports and documents that were written are no longer kept. */
  async expireReports(): Promise<void> {
    await this.ask('expire-reports');
  }

  /** The seller withdraws the authorisation. */
  async revoke(sellerId: string): Promise<void> {
    await this.ask('revoke', { sellerId });
  }

  /** The seller authorises again; the refresh token is the same. */
  async restore(sellerId: string): Promise<void> {
    await this.ask('restore', { sellerId });
  }

  /** Changes which buyer data the application may see. */
  async setRoles(sellerId: string, roles: readonly RestrictedRole[]): Promise<void> {
    await this.ask('roles', { sellerId, roles });
  }

  /** Changes settings and returns all of them. */
  changeSettings(change: Partial<AmazonSettings>): Promise<AmazonSettings> {
    return this.ask('settings', change);
  }
}
