import type { StoreDefinition } from '@quayside/core/ports/definition';
import { openWooClient } from './client.ts';
import { testWooConnection } from './connection-test.ts';
import { manifest } from './manifest.ts';
import { wooOrders } from './orders.ts';
import { wooProducts } from './products.ts';
import { rememberCurrency } from './read-currency.ts';
import { wooCommerceCredentials, wooCommerceSettings } from './settings.ts';
import { receiveWooWebhook, wooWebhooks } from './webhooks.ts';

/**
 * The WooCommerce connector. It waits for an answer as long as the manifest it is opened with says, so that a copy of this definition with another manifest
 * (`withTiming`) keeps engine and connector in step.
 */
export const definition: StoreDefinition = {
  manifest,
  credentials: wooCommerceCredentials,
  settings: wooCommerceSettings,
  open(connection, context, inForce) {
    const credentials = wooCommerceCredentials.parse(connection.credentials);
    const settings = wooCommerceSettings.parse(connection.settings);
    const client = openWooClient(credentials, settings, context, inForce.timing.createTimeoutMs);
    return {
      test: () => testWooConnection(client, settings.url),
      products: wooProducts(client, context, rememberCurrency(client, context.clock)),
      orders: wooOrders(client, context, settings),
      webhooks: wooWebhooks(client),
    };
  },
  receiveWebhook: receiveWooWebhook,
};
