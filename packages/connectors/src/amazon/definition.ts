import type { ChannelDefinition } from '@quayside/core/ports/definition';
import { readAllListings } from './all-listings.ts';
import { amazonCatalogue } from './catalogue.ts';
import { accessOf, clientOf } from './access.ts';
import { openAmazonClient } from './client.ts';
import { testAmazonConnection } from './connection-test.ts';
import { amazonConsent } from './consent.ts';
import { amazonListings } from './listings.ts';
import { amazonFees } from './fees.ts';
import { manifest } from './manifest.ts';
import { amazonNotifications, queueFor } from './notifications.ts';
import { amazonOrders } from './orders.ts';
import { amazonCredentials, amazonRegistration, amazonSettings } from './settings.ts';
import { amazonSubmissions } from './submissions.ts';
import { amazonShipments } from './shipments.ts';
import { amazonSubscriptions } from './subscriptions.ts';

/**
 * The Amazon connector. It waits for an answer as long as the manifest it is opened with says, so that a copy of this definition with another manifest (`withTiming`)
 * keeps engine and connector in step.
 */
export const definition: ChannelDefinition = {
  manifest,
  credentials: amazonCredentials,
  settings: amazonSettings,
  /** Usage plans of an application count per client id. */
  application: (credentials, registration) =>
    clientOf(amazonCredentials.parse(credentials), registration)?.id ?? 'none',
  registration: amazonRegistration,
  consent: amazonConsent,
  notifications: amazonNotifications,
  open(connection, context, inForce) {
    const credentials = amazonCredentials.parse(connection.credentials);
    const settings = amazonSettings.parse(connection.settings);
    const { writeTimeoutMs } = inForce.timing;
    const access = accessOf(credentials, settings, context.registration);
    const client = openAmazonClient(access, credentials, context, writeTimeoutMs);
    const queue = queueFor(context.registration, settings.region);
    return {
      test: () => testAmazonConnection(client, settings, context),
      listings: {
        ...amazonListings(client, context, settings),
        all: readAllListings(client, context, settings, inForce.timing),
      },
      submissions: amazonSubmissions(client, context, settings, {
        timeoutMs: writeTimeoutMs,
        mostOffers: inForce.offers.submissions?.mostOffers ?? 0,
      }),
      catalogue: amazonCatalogue(client),
      fees: amazonFees(client),
      orders: amazonOrders(client, settings),
      shipments: amazonShipments(client),
      ...(queue === null ? {} : { notifications: amazonSubscriptions(client, queue) }),
    };
  },
};
