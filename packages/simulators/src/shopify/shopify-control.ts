import { SimulatorControl } from '../simulator-control.ts';
import type { TokenPair } from './access-tokens.ts';
import type { ProductSeed } from './seed-products.ts';
import type { SessionTokenKind } from './session-token.ts';
import type {
  ShopRefund as ShopifyRefund,
  ShopSale as ShopifySale,
  ShopShipment as ShopifyShipment,
  VariantEdit,
  VariantTarget,
} from './shop-operations.ts';
import type { ShopSettings as ShopifySettings } from './shop-settings.ts';
import type { ShopifyOrderState, ShopifyProductState, ShopifyState } from './shop-state.ts';
import type { DeliveryAttempt, WebhookSubscription } from './webhooks.ts';

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
