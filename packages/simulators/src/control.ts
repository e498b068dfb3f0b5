import type { AmazonOrderState, AmazonState } from './amazon/control-actions.ts';
import type { BuyerOrder } from './amazon/buyer-operations.ts';
import type { CatalogueSeed } from './amazon/catalogue-store.ts';
import type { Suppression } from './amazon/listing-actions.ts';
import type { ListingEdit, ListingSeed, ListingSeries } from './amazon/listing-seeds.ts';
import type { AcceptedQuantity, PutChecks, PutRefusal } from './amazon/listing-store.ts';
import type { FulfillmentStatus } from './amazon/order-store.ts';
import type { BucketUse, PlannedOperation, PlanOverrides } from './amazon/rate-limits.ts';
import type { RestrictedRole } from './amazon/seller-accounts.ts';
import type { OperationCalls } from './call-ledger.ts';
import type { FaultRule, FaultState } from './faults.ts';
import type { JsonObject } from './json-object.ts';
import type { DeliveryAttempt, WebhookSubscription } from './shopify/webhooks.ts';
import type { SessionTokenKind } from './shopify/session-token.ts';
import type { ShopifyOrderState, ShopifyProductState, ShopifyState } from './shopify/shop-state.ts';
import type {
  ShopRefund as ShopifyRefund,
  ShopSale as ShopifySale,
  ShopShipment as ShopifyShipment,
  VariantEdit,
  VariantTarget,
} from './shopify/shop-operations.ts';
import type { ShopSettings as ShopifySettings } from './shopify/shop-settings.ts';
import type { ProductSeed } from './shopify/seed-products.ts';
import type { TokenPair } from './shopify/access-tokens.ts';
import type { WooCommerceState } from './woocommerce/control-actions.ts';
import type { KeyPermissions } from './woocommerce/oauth.ts';
import type { ProductEdit, ShopSale, ShopShipment } from './woocommerce/shop-operations.ts';
import type { ShopSettings } from './woocommerce/shop-settings.ts';
import type { WebhookAttempt } from './woocommerce/webhooks.ts';

/** Talks to the control API of a simulator in another process. Every method throws with the simulator's own words. */
class SimulatorControl {
  readonly #url: string;
  readonly #token: string;

  /** `url` is the simulator's address, `token` its control token. */
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Switches a fault on and returns all rules. */
  addFault(rule: FaultRule): Promise<FaultState[]> {
    return this.ask('faults.add', rule);
  }

  /** Switches faults off, all or those of one operation name. */
  clearFaults(operation?: string): Promise<FaultState[]> {
    return this.ask('faults.clear', operation === undefined ? {} : { operation });
  }

  /** The fault rules with their counts. */
  faults(): Promise<FaultState[]> {
    return this.ask('faults.list');
  }

  /** Calls per operation so far. */
  calls(): Promise<Record<string, OperationCalls>> {
    return this.ask('calls');
  }

  /** Runs one action of the control API. */
  protected async ask<T>(action: string, input: unknown = {}): Promise<T> {
    const answer = await fetch(`${this.#url}/_simulator/${action}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as T & { error?: string };
    if (!answer.ok) throw new Error(`Simulator, ${action}: ${body.error ?? answer.status}`);
    return body;
  }
}

/** A webhook that left a shop in another process. */
export interface AttemptSeen extends Pick<WebhookAttempt, 'topic' | 'resourceId' | 'status'> {
  readonly sentMs: number;
}

/** Drives a simulated WooCommerce shop. Orders and products come back as the REST API shows them. */
export class WooCommerceControl extends SimulatorControl {
  /** Everything the shop holds. */
  state(): Promise<WooCommerceState> {
    return this.ask('state');
  }

  /** A customer buys in the shop. */
  sell(sale: ShopSale): Promise<JsonObject> {
    return this.ask('sell', sale);
  }

  /** The staff ships an order. */
  ship(orderId: number, shipment: ShopShipment): Promise<JsonObject> {
    return this.ask('ship', { orderId, ...shipment });
  }

  /** The staff cancels an order. */
  cancelOrder(orderId: number): Promise<JsonObject> {
    return this.ask('cancel', { orderId });
  }

  /** The staff deletes an order, by default into the trash. */
  async deleteOrder(orderId: number, force = false): Promise<void> {
    await this.ask('delete-order', { orderId, force });
  }

  /** The merchant edits a product. */
  editProduct(target: Pick<ShopSale, 'sku' | 'productId'>, edit: ProductEdit): Promise<JsonObject> {
    return this.ask('edit', { ...target, ...edit });
  }

  /** The merchant deletes a product, by default into the trash. */
  async deleteProduct(target: Pick<ShopSale, 'sku' | 'productId'>, force = false): Promise<void> {
    await this.ask('delete-product', { ...target, force });
  }

  /** Writes members of a product past every check, as an importer that writes to the database does. Names are those of `ProductRecord`. */
  writeRaw(
    target: Pick<ShopSale, 'sku' | 'productId'>,
    members: Readonly<Record<string, unknown>>,
  ): Promise<JsonObject> {
    return this.ask('write-raw', { ...target, members });
  }

  /** Delivers waiting webhooks now and resolves when they are out. */
  async deliverWebhooks(): Promise<void> {
    await this.ask('deliver-webhooks');
  }

  /** Every attempt to deliver a webhook so far; moments as milliseconds. */
  async webhookAttempts(): Promise<readonly AttemptSeen[]> {
    const attempts: (Omit<WebhookAttempt, 'sentAt'> & { sentAt: string })[] =
      await this.ask('webhook-attempts');
    return attempts.map((each) => ({
      topic: each.topic,
      resourceId: each.resourceId,
      status: each.status,
      sentMs: Date.parse(each.sentAt),
    }));
  }

  /** Revokes the REST key. */
  async revoke(): Promise<void> {
    await this.ask('revoke');
  }

  /** Makes a revoked REST key work again. */
  async restore(): Promise<void> {
    await this.ask('restore');
  }

  /** Changes what the REST key may do. */
  async setPermissions(permissions: KeyPermissions): Promise<void> {
    await this.ask('permissions', { permissions });
  }

  /** Changes settings and returns all of them. */
  changeSettings(
    change: Partial<
      Omit<ShopSettings, 'taxRates' | 'currency' | 'baseCountry' | 'version' | 'wordpressVersion'>
    >,
  ): Promise<ShopSettings> {
    return this.ask('settings', change);
  }
}

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

/** Drives simulated Shopify shops: one of them, by its domain, or the first. Order and variant ids are numbers, as webhooks have them. */
export class ShopifyControl extends SimulatorControl {
  readonly #shop: string | undefined;

  constructor(url: string, token: string, shop?: string) {
    super(url, token);
    this.#shop = shop;
  }

  /** Everything the shop holds. */
  state(): Promise<ShopifyState> {
    return this.#at('state');
  }

  /** The shop's orders, oldest first. */
  orders(): Promise<ShopifyOrderState[]> {
    return this.#at('orders');
  }

  /** The merchant adds a product. */
  addProduct(product: ProductSeed): Promise<ShopifyProductState> {
    return this.#at('add-product', { product });
  }

  /** A customer buys in the shop; the order takes stock. */
  sell(sale: ShopifySale): Promise<ShopifyOrderState> {
    return this.#at('sell', sale);
  }

  /** The merchant counts: so many units can be sold, at the first location unless another is named. */
  setStock(target: VariantTarget, units: number, location?: string): Promise<ShopifyProductState> {
    return this.#at('set-stock', { ...target, units, ...(location === undefined ? {} : { location }) });
  }

  /** The staff ships an order or a part of it. */
  ship(orderId: number, shipment: ShopifyShipment): Promise<ShopifyOrderState> {
    return this.#at('ship', { orderId, ...shipment });
  }

  /** The staff cancels an order, restocked and refunded unless said otherwise. */
  cancelOrder(
    orderId: number,
    how: { readonly isRestocked?: boolean; readonly isRefunded?: boolean } = {},
  ): Promise<ShopifyOrderState> {
    return this.#at('cancel', { orderId, ...how });
  }

  /** The staff gives units and money back. */
  refund(orderId: number, refund: ShopifyRefund): Promise<ShopifyOrderState> {
    return this.#at('refund', { orderId, ...refund });
  }

  /** The merchant edits a variant and its product. */
  editProduct(target: VariantTarget, edit: VariantEdit): Promise<ShopifyProductState> {
    return this.#at('edit', { ...target, ...edit });
  }

  /** The merchant deletes the product of a variant. */
  async deleteProduct(target: VariantTarget): Promise<void> {
    await this.#at('delete-product', target);
  }

  /** Changes settings of the shop. */
  settings(settings: Partial<ShopifySettings>): Promise<ShopifySettings> {
    return this.#at('settings', settings);
  }

  /** Tells where the app listens in plain http, for its https front. */
  async setAppUrl(url: string): Promise<void> {
    await this.ask('app-url', { url });
  }

  /** Declares the app's webhooks anew, for all shops. */
  async subscribe(subscriptions: readonly WebhookSubscription[]): Promise<void> {
    await this.ask('subscribe', { subscriptions });
  }

  /** Delivers waiting webhooks now, retries included, and resolves when they are out. */
  async deliverWebhooks(): Promise<void> {
    await this.ask('deliver-webhooks');
  }

  /** Every attempt to deliver a webhook so far; moments as text. */
  webhookAttempts(): Promise<readonly (Omit<DeliveryAttempt, 'sentAt'> & { readonly sentAt: string })[]> {
    return this.ask('webhook-attempts');
  }

  /** A buyer, or Shopify for a merchant who left, asks for data or its deletion. */
  async askPrivacy(
    topic: 'customers/data_request' | 'customers/redact' | 'shop/redact',
    email: string,
    orderIds: readonly number[] = [],
  ): Promise<void> {
    await this.#at('ask-privacy', { topic, email, orderIds });
  }

  /** The merchant installs the app without a browser; the app's tokens come back. */
  install(): Promise<TokenPair> {
    return this.#at('install');
  }

  /** The merchant removes the app. */
  async uninstall(): Promise<void> {
    await this.#at('uninstall');
  }

  /** The merchant grants these scopes and no others. */
  async changeScopes(scopes: readonly string[]): Promise<void> {
    await this.#at('change-scopes', { scopes });
  }

  /** Ends all of the app's tokens for the shop. */
  async revokeTokens(): Promise<void> {
    await this.#at('revoke-tokens');
  }

  /** Ends the access tokens as if their hour were over; they can be refreshed. */
  async expireTokens(): Promise<void> {
    await this.#at('expire-tokens');
  }

  /** A session token as App Bridge hands out, of the owner unless another user is named; or one that is wrong in a certain way. */
  async mintSessionToken(kind: SessionTokenKind = 'valid', userId?: number): Promise<string> {
    const input = { kind, ...(userId === undefined ? {} : { userId }) };
    return (await this.#at<{ token: string }>('mint-session-token', input)).token;
  }

  #at<T>(action: string, input: object = {}): Promise<T> {
    return this.ask(action, this.#shop === undefined ? input : { ...input, shop: this.#shop });
  }
}
