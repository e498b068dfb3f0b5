import { SimulatorControl } from '../simulator-control.ts';
import type { JsonObject } from '../json-object.ts';
import type { WooCommerceState } from './control-actions.ts';
import type { KeyPermissions } from './oauth.ts';
import type { ProductEdit, ShopSale, ShopShipment } from './shop-operations.ts';
import type { ShopSettings } from './shop-settings.ts';
import type { WebhookAttempt } from './webhooks.ts';

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
