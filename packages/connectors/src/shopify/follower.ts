import { ok } from '@quayside/core/domain/result';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import { fail } from '../_kit/failure.ts';
import { openShopifyClient } from './client.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { testShopifyFollower } from './connection-test.ts';
import { say } from './errors.ts';
import { followerListings } from './follower-listings.ts';
import { followerManifest } from './manifest.ts';
import { ownOrders } from './own-orders.ts';
import { followerSettings, shopifyCredentials, shopifyRegistration } from './settings.ts';
import { offerWriter } from './write-offers.ts';

/**
 * A Shopify shop that sells from another shop's stock (ADR 14): its variants are the listings, its own orders the orders, and a count changes only if nobody has
 * bought.
 */
export const follower: ChannelDefinition = {
  manifest: followerManifest,
  credentials: shopifyCredentials,
  settings: followerSettings,
  registration: shopifyRegistration,
  open(connection, context, inForce) {
    const credentials = shopifyCredentials.parse(connection.credentials);
    const settings = followerSettings.parse(connection.settings);
    const { shop, location = null } = settings;
    const client = openShopifyClient(credentials, settings, context, inForce.timing.writeTimeoutMs);
    return {
      test: () => testShopifyFollower(client),
      listings: {
        ...followerListings(client, context, location),
        ...offerWriter(client, context, location),
        create: () =>
          Promise.resolve(
            fail(
              { kind: 'invalid-input' },
              say('shopify.made-in-shop'),
              'create: products are made in the shop',
            ),
          ),
      },
      // Everything that a shop sells is a listing of it already: there is nothing to be found.
      catalogue: { lookUp: () => Promise.resolve(ok([])) },
      orders: ownOrders(client, context, shop),
      shipments: { confirm: (confirmation) => confirmShipment(client, shop, confirmation) },
    };
  },
};
