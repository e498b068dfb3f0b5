import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject, asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readSharedJson, sharedFactsFolder } from '../shared-facts.ts';
import { suppressListing } from './listing-actions.ts';
import { SellerClient, requestToken } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const published = sharedFactsFolder() !== undefined;
const schemaOf = (name: string): JsonObject =>
  asObject(readSharedJson(`apis/amazon-sp-api/schemas/notifications/${name}.json`));

describe.skipIf(!published)('notifications as Amazon publishes them', () => {
  let amazon: AmazonSimulator;
  let seller: SellerClient;
  let application: SellerClient;

  beforeAll(async () => {
    amazon = await startAmazonSimulator({ limits: 'off', acceptanceDelayMs: 0 });
    amazon.seedListing({ sku: 'LAMP', title: 'Lamp', price: '9.90', quantity: 50 });
    seller = await SellerClient.of(amazon);
    const scope = { grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' };
    const token = asObject((await requestToken(amazon, scope)).body);
    application = new SellerClient(amazon.url, String(token['access_token']));
  });
  afterAll(async () => {
    await amazon.close();
  });

  test('requests are taken strictly, members of a filter too', async () => {
    const path = '/notifications/v1/subscriptions/ORDER_CHANGE';
    const body = { payloadVersion: '1.0', destinationId: 'none' };
    const filtered = (eventFilter: object) => ({ ...body, processingDirective: { eventFilter } });
    const problemOf = async (asked: object): Promise<string> =>
      String(
        asObject(asObjects(asObject((await seller.call('POST', path, asked)).body)['errors'])[0])['details'],
      );
    const unknownDestination = 'The destination does not exist';
    const types = ['OrderStatusChange'];
    expect(await problemOf(filtered({ eventFilterType: 'ORDER_CHANGE', orderChangeTypes: types }))).toBe(
      unknownDestination,
    );
    for (const wrong of [
      { payloadVersion: '1.0' },
      { ...body, extra: 1 },
      filtered({ orderChangeTypes: types }),
      filtered({ eventFilterType: 'ORDER_CHANGE', orderChangeTypes: ['Everything'] }),
      filtered({ eventFilterType: 'ORDER_CHANGE', orderChangeType: types }),
    ]) {
      expect(await problemOf(wrong)).not.toBe(unknownDestination);
    }
  });

  test('what is told fits the published schemas', async () => {
    const create = async (resourceSpecification: object): Promise<string> => {
      const body = { name: 'x', resourceSpecification };
      const answer = await application.call('POST', '/notifications/v1/destinations', body);
      const known = answer.status === 409 ? amazon.notifications.destinations[0] : undefined;
      return known?.destinationId ?? String(asObject(asObject(answer.body)['payload'])['destinationId']);
    };
    const queue = await create({ sqs: { arn: amazon.queue.arn } });
    const bus = await create({ eventBridge: { accountId: '123456789012', region: 'eu-west-1' } });
    for (const [type, destinationId] of [
      ['ORDER_CHANGE', queue],
      ['FEED_PROCESSING_FINISHED', queue],
      ['LISTINGS_ITEM_STATUS_CHANGE', bus],
      ['LISTINGS_ITEM_ISSUES_CHANGE', bus],
    ]) {
      const path = `/notifications/v1/subscriptions/${type}`;
      expect((await seller.call('POST', path, { payloadVersion: '1.0', destinationId })).status).toBe(200);
    }
    const { orderId } = amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 2, status: 'PENDING' });
    amazon.moveOrder(orderId, 'UNSHIPPED');
    amazon.cancelOrder(orderId);
    amazon.moveOrder(amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1 }).orderId, 'SHIPPED');
    const { accounts, listings } = amazon;
    amazon.feeds.delayMs = 0;
    amazon.feeds.fates.push('FATAL');
    const feed = { sellerId: amazon.sellers[0]?.sellerId ?? '', marketplaceIds: ['A13V1IB3VIYZZH'] };
    amazon.feeds.create({ ...feed, feedType: 'JSON_LISTINGS_FEED', documentId: 'none' });
    amazon.feeds.settle();
    suppressListing({ accounts, listings }, { sku: 'LAMP', code: '1', message: 'No' });
    const found = await amazon.queue.receive(
      { most: 10, waitMs: 0, visibilityMs: 0 },
      () => false,
      () => undefined,
    );
    const seen = new Set<string>();
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validators = new Map<string, ValidateFunction>(
      (
        [
          ['ORDER_CHANGE', 'OrderChangeNotification'],
          ['FEED_PROCESSING_FINISHED', 'FeedProcessingFinishedNotification'],
          ['LISTINGS_ITEM_STATUS_CHANGE', 'ListingsItemStatusChangeNotification'],
          ['LISTINGS_ITEM_ISSUES_CHANGE', 'ListingsItemIssuesChangeNotification'],
        ] as const
      ).map(([type, file]) => {
        return [type, ajv.compile(withoutAddresses(schemaOf(file)))];
      }),
    );
    for (const { body } of found) {
      const message = asObject(JSON.parse(body));
      const notification = asObject(message['detail'] ?? message);
      const type = String(notification['NotificationType'] ?? notification['notificationType']);
      seen.add(type);
      const validate = validators.get(type);
      expect(validate, type).toBeDefined();
      validate?.(notification);
      // The schema's own list of values says LISTINGS_ITEM_STATUS_CHANGED, its example and the documentation the name without D.
      const problems = (validate?.errors ?? []).filter(
        ({ instancePath }) => instancePath !== '/NotificationType',
      );
      expect([type, problems]).toEqual([type, []]);
    }
    expect([...seen].sort()).toEqual([...validators.keys()].sort());
  });
});

/** Without the addresses of the schema and of its parts: all of them carry the same made-up one. */
function withoutAddresses(schema: JsonObject): JsonObject {
  const isAddress = (name: string): boolean => name === '$id' || name === '$schema';
  const text = JSON.stringify(schema, (name, value: unknown) => (isAddress(name) ? undefined : value));
  return JSON.parse(text) as JsonObject;
}
