import type { StoreDefinition } from '@quayside/core/ports/definition';
import { openShopifyClient } from './client.ts';
import { testShopifyConnection } from './connection-test.ts';
import { manifest } from './manifest.ts';
import { shopifyOrders } from './orders.ts';
import { shopifyProducts } from './products.ts';
import { shopifyCredentials, shopifyRegistration, shopifySettings } from './settings.ts';
import { receiveShopifyWebhook } from './webhooks.ts';

/**
 * The Shopify connector. It waits for an answer as long as the manifest it is opened with says, so that a copy of this definition with another manifest (`withTiming`)
 * keeps engine and connector in step.
 */
export const definition: StoreDefinition = {
  manifest,
  credentials: shopifyCredentials,
  settings: shopifySettings,
  registration: shopifyRegistration,
  open(connection, context, inForce) {
    const credentials = shopifyCredentials.parse(connection.credentials);
    const settings = shopifySettings.parse(connection.settings);
    const client = openShopifyClient(credentials, settings, context, inForce.timing.createTimeoutMs);
    return {
      test: () => testShopifyConnection(client),
      products: shopifyProducts(client, context),
      orders: shopifyOrders(client, context),
    };
  },
  receiveWebhook: receiveShopifyWebhook,
};
