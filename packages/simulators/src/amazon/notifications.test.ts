import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { SellerClient, requestToken } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const SCOPE = { grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' };
const SUBSCRIPTIONS = '/notifications/v1/subscriptions';

let now: number;
let amazon: AmazonSimulator;
let seller: SellerClient;
let application: SellerClient;

beforeEach(async () => {
  now = Date.parse('2026-03-02T12:00:00Z');
  amazon = await startAmazonSimulator({ limits: 'off', acceptanceDelayMs: 0, clock: () => new Date(now) });
  amazon.seedListing({ sku: 'LAMP', title: 'Lamp', price: '9.90', quantity: 1 });
  seller = await SellerClient.of(amazon);
  const token = await requestToken(amazon, SCOPE);
  application = new SellerClient(amazon.url, (token.body as { access_token: string }).access_token);
});

afterEach(async () => {
  await amazon.close();
});

/** What is in the queue, in the order in which it is handed out; nothing is hidden by it. */
async function messages(most = 10): Promise<JsonObject[]> {
  const found = await amazon.queue.receive(
    { most, waitMs: 0, visibilityMs: 0 },
    () => false,
    () => undefined,
  );
  return found.map(({ body }) => JSON.parse(body) as JsonObject);
}

async function destination(resourceSpecification: object): Promise<string> {
  const answer = await application.call('POST', '/notifications/v1/destinations', {
    name: 'test',
    resourceSpecification,
  });
  expect(answer.status).toBe(200);
  return (answer.body as { payload: { destinationId: string } }).payload.destinationId;
}

const toQueue = () => destination({ sqs: { arn: amazon.queue.arn } });
const toBus = () => destination({ eventBridge: { accountId: '123456789012', region: 'eu-west-1' } });
const subscribe = (type: string, destinationId: string, directive?: object) =>
  seller.call('POST', `${SUBSCRIPTIONS}/${type}`, {
    payloadVersion: '1.0',
    destinationId,
    ...(directive === undefined ? {} : { processingDirective: directive }),
  });

describe('grants', () => {
  test('destinations are the application’s, subscriptions the seller’s: the other token is refused', async () => {
    expect((await seller.call('GET', '/notifications/v1/destinations')).status).toBe(403);
    expect((await application.call('GET', `${SUBSCRIPTIONS}/ORDER_CHANGE`)).status).toBe(403);
    const wrong = await requestToken(amazon, { ...SCOPE, scope: 'something' });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    expect((await application.call('GET', '/notifications/v1/destinations')).body).toEqual({ payload: [] });
  });

  test('what exists already conflicts; what is delivered otherwise, or by a way that is not there, is refused', async () => {
    const queue = await toQueue();
    const twice = { name: 'x', resourceSpecification: { sqs: { arn: amazon.queue.arn } } };
    expect((await application.call('POST', '/notifications/v1/destinations', twice)).status).toBe(409);
    expect((await subscribe('ORDER_CHANGE', queue)).status).toBe(200);
    expect((await subscribe('ORDER_CHANGE', queue)).status).toBe(409);
    expect((await subscribe('LISTINGS_ITEM_STATUS_CHANGE', queue)).status).toBe(400);
    expect((await subscribe('ORDER_CHANGE', 'nowhere')).status).toBe(400);
    const found = await seller.call('GET', `${SUBSCRIPTIONS}/ORDER_CHANGE?payloadVersion=1.0`);
    expect(found.body).toMatchObject({ payload: { destinationId: queue, payloadVersion: '1.0' } });
    const { subscriptionId } = (found.body as { payload: { subscriptionId: string } }).payload;
    const path = `${SUBSCRIPTIONS}/ORDER_CHANGE/${subscriptionId}`;
    expect((await application.call('DELETE', path)).status).toBe(200);
    expect((await application.call('DELETE', path)).status).toBe(404);
    expect((await seller.call('GET', `${SUBSCRIPTIONS}/ORDER_CHANGE`)).status).toBe(404);
  });
});

describe('what is told', () => {
  test('each change of an order, in the plain envelope, and nothing before it was asked for', async () => {
    amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1, force: true });
    await subscribe('ORDER_CHANGE', await toQueue());
    const { orderId } = amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1, force: true, status: 'PENDING' });
    amazon.moveOrder(orderId, 'UNSHIPPED');
    amazon.cancelOrder(orderId);
    const told = (await messages()).map(({ NotificationType, Payload }) => [
      NotificationType,
      (Payload as { OrderChangeNotification: { AmazonOrderId: string; Summary: { OrderStatus: string } } })
        .OrderChangeNotification,
    ]);
    expect(told).toMatchObject(
      ['Pending', 'Unshipped', 'Canceled'].map((OrderStatus) => [
        'ORDER_CHANGE',
        { AmazonOrderId: orderId, Summary: { OrderStatus } },
      ]),
    );
  });

  test('not what the filter leaves out', async () => {
    const eventFilter = { eventFilterType: 'ORDER_CHANGE', orderChangeTypes: ['BuyerRequestedChange'] };
    await subscribe('ORDER_CHANGE', await toQueue(), { eventFilter });
    amazon.placeBuyerOrder({ sku: 'LAMP', quantity: 1 });
    expect(await messages()).toEqual([]);
  });

  test('what becomes of a listing, through EventBridge into the same queue', async () => {
    const bus = await toBus();
    await subscribe('LISTINGS_ITEM_STATUS_CHANGE', bus);
    await subscribe('LISTINGS_ITEM_ISSUES_CHANGE', bus);
    // A price changes neither its status nor its issues.
    amazon.seeds.edit({ sku: 'LAMP', price: '8.00' });
    expect(await messages()).toEqual([]);
    amazon.seeds.edit({ sku: 'LAMP', quantity: 0 });
    amazon.seeds.remove({ sku: 'LAMP' });
    expect(await messages()).toMatchObject(
      [['DISCOVERABLE'], ['DELETED']].map((Status) => ({
        'detail-type': 'LISTINGS_ITEM_STATUS_CHANGE',
        source: `aws.partner/sellingpartnerapi.amazon.com/123456789012/${amazon.application.applicationId}`,
        detail: {
          NotificationType: 'LISTINGS_ITEM_STATUS_CHANGE',
          Payload: { SellerId: amazon.sellers[0]?.sellerId, Sku: 'LAMP', Status },
        },
      })),
    );
  });

  test('a listing that comes anew is told of; an accepted change is, once it is in effect', async () => {
    await subscribe('LISTINGS_ITEM_STATUS_CHANGE', await toBus());
    amazon.seedListing({ sku: 'NEW', title: 'New', price: '1.00', quantity: 3 });
    expect(await messages()).toMatchObject([{ detail: { Payload: { Sku: 'NEW' } } }]);
    amazon.listings.acceptanceDelayMs = 1_000;
    const value = [{ fulfillment_channel_code: 'DEFAULT', quantity: 0 }];
    const path = `/listings/2021-08-01/items/${amazon.sellers[0]?.sellerId}/NEW?marketplaceIds=A13V1IB3VIYZZH`;
    const patches = [{ op: 'replace', path: '/attributes/fulfillment_availability', value }];
    expect((await seller.call('PATCH', path, { productType: 'PRODUCT', patches })).status).toBe(200);
    expect(await messages()).toHaveLength(1);
    now += 1_000;
    amazon.listings.settle();
    expect(await messages()).toHaveLength(2);
  });
});

describe('the queue', () => {
  const receive = (visibilityMs: number, most = 10) =>
    amazon.queue.receive(
      { most, waitMs: 0, visibilityMs },
      () => false,
      () => undefined,
    );

  test('hides what it handed out, and hands it out again after that time, or when it is told to', async () => {
    amazon.queue.send('one');
    const [first] = await receive(30_000);
    expect(first).toMatchObject({ body: 'one', receiveCount: 1 });
    expect(await receive(30_000)).toEqual([]);
    now += 30_000;
    const [second] = await receive(30_000);
    expect(second).toMatchObject({ receiveCount: 2, messageId: first?.messageId });
    amazon.queue.redeliver();
    expect(await receive(0)).toMatchObject([{ receiveCount: 3 }]);
    amazon.queue.delete(first?.receiptHandle ?? '');
    amazon.queue.delete(first?.receiptHandle ?? '');
    expect([amazon.queue.waiting, amazon.queue.deleted]).toEqual([0, 1]);
  });

  test('doubles and turns around what comes, on demand', async () => {
    amazon.queue.copies = 2;
    amazon.queue.order = 'newest-first';
    for (const body of ['1', '2', '3']) amazon.queue.send(body);
    expect((await receive(0)).map(({ body }) => body)).toEqual(['3', '3', '2', '2', '1', '1']);
  });

  test('is closed to whoever does not sign, signs with another key, or asks for another queue', async () => {
    const { queue } = amazon;
    const ask = async (
      authorization: string | undefined,
      url = `${amazon.url}/${queue.account}/${queue.name}`,
    ) => {
      const answer = await fetch(amazon.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.ReceiveMessage',
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: JSON.stringify({ QueueUrl: url }),
      });
      const { __type: type } = (await answer.json()) as { __type?: string };
      return [answer.status, type?.split('#')[1]];
    };
    const signed = (key: string, region: string = queue.region) =>
      `AWS4-HMAC-SHA256 Credential=${key}/20260302/${region}/sqs/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    expect(await ask(undefined)).toEqual([403, 'MissingAuthenticationToken']);
    expect(await ask(signed('AKIAOTHER'))).toEqual([403, 'InvalidClientTokenId']);
    expect(await ask(signed(queue.accessKeyId, 'us-east-1'))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await ask(signed(queue.accessKeyId), `${amazon.url}/1/other`)).toEqual([400, 'QueueDoesNotExist']);
    expect(await ask(signed(queue.accessKeyId))).toEqual([200, undefined]);
  });
});
