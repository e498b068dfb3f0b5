/* eslint-disable @typescript-eslint/no-unsafe-member-access --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { signedFetch } from './signed-fetch.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

const CATALOGUE = parseCatalogue(
  [
    'ID,Type,SKU,Name,Published,Stock,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)',
    '1,simple,mug,Mug,1,50,9.90,,,',
    '3,variable,tee,Tee,1,,,,Size,S',
    '4,variation,tee-s,Tee - S,1,7,20,tee,Size,S',
  ].join('\n'),
);
const SECRET = 'abc123';

let shop: WooCommerceSimulator;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  // The queue runs when a test says so.
  shop = await startWooCommerceSimulator({
    products: CATALOGUE.products,
    allowLoopbackWebhooks: true,
    webhookIntervalMs: 3_600_000,
  });
});
afterEach(async () => {
  await Promise.all([shop.close(), receiver.close()]);
});

async function subscribe(topic: string): Promise<number> {
  const body = { name: topic, topic, delivery_url: receiver.url, secret: SECRET };
  const answer = await signedFetch(shop, 'POST', '/wc/v3/webhooks', { body });
  expect(answer.status).toBe(201);
  expect(answer.body).not.toHaveProperty('secret');
  return answer.body.id as number;
}

test('creation sends an unsigned ping as a form', async () => {
  const id = await subscribe('order.created');
  expect(receiver.received).toHaveLength(1);
  const ping = receiver.received[0];
  expect(ping?.body).toBe(`webhook_id=${id}`);
  expect(ping?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(ping?.headers).not.toHaveProperty('x-wc-webhook-signature');
  expect((await signedFetch(shop, 'GET', `/wc/v3/webhooks/${id}`)).body).not.toHaveProperty('secret');
});

test('a failing ping leaves the webhook active', async () => {
  receiver.status = 500;
  const id = await subscribe('order.created');
  expect((await signedFetch(shop, 'GET', `/wc/v3/webhooks/${id}`)).body.status).toBe('active');
});

test('a delivery is signed over the raw body and carries the documented headers', async () => {
  const id = await subscribe('order.created');
  const order = shop.operations.sell({ sku: 'mug', quantity: 1 });
  await shop.webhooks.run();
  const { headers, body } = receiver.received[1] ?? { headers: {}, body: '' };
  expect(headers['x-wc-webhook-signature']).toBe(createHmac('sha256', SECRET).update(body).digest('base64'));
  expect(headers).toMatchObject({
    'x-wc-webhook-topic': 'order.created',
    'x-wc-webhook-resource': 'order',
    'x-wc-webhook-event': 'created',
    'x-wc-webhook-id': String(id),
    'x-wc-webhook-source': `${shop.url}/`,
    'content-type': 'application/json',
  });
  expect(headers['user-agent']).toMatch(/^WooCommerce\/11\.0\.1 Hookshot \(WordPress\//);
  expect(JSON.parse(body)).toMatchObject({ id: order.id, status: 'processing' });
});

test('one delivery waits per webhook and resource; its payload is the state at delivery', async () => {
  await subscribe('product.updated');
  shop.operations.edit({ sku: 'mug' }, { stock: 9 });
  shop.operations.edit({ sku: 'mug' }, { stock: 8 });
  shop.operations.sell({ sku: 'mug', quantity: 1 });
  expect(shop.webhooks.pending).toBe(1);
  await shop.webhooks.run();
  expect(receiver.received).toHaveLength(2);
  expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({ id: 1, stock_quantity: 7 });
});

test('a variation comes as product.updated with its own id and parent_id', async () => {
  await subscribe('product.updated');
  shop.operations.sell({ sku: 'tee-s', quantity: 2 });
  await shop.webhooks.run();
  expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({
    id: 4,
    parent_id: 3,
    stock_quantity: 5,
  });
});

test('deleted carries the id only; a force-deleted product fires nothing', async () => {
  await subscribe('product.deleted');
  await subscribe('order.deleted');
  const order = shop.operations.sell({ sku: 'mug', quantity: 1 });
  shop.operations.deleteProduct({ sku: 'tee' }, true);
  shop.operations.deleteProduct({ sku: 'mug' });
  shop.operations.deleteOrder(order.id);
  await shop.webhooks.run();
  expect(receiver.received.slice(2).map((it) => it.body)).toEqual(['{"id":1}', `{"id":${order.id}}`]);
});

test('nothing is tried again, and the seventh failure in a row disables', async () => {
  const id = await subscribe('product.updated');
  receiver.status = 503;
  for (let failure = 1; failure <= 6; failure += 1) {
    shop.operations.edit({ sku: 'mug' }, { stock: failure });
    await shop.webhooks.run();
    await shop.webhooks.run();
    expect(receiver.received).toHaveLength(1 + failure);
  }
  expect(shop.webhooks.records.get(id)?.status).toBe('active');
  shop.operations.edit({ sku: 'mug' }, { stock: 7 });
  await shop.webhooks.run();
  expect(shop.webhooks.records.get(id)?.status).toBe('disabled');
  shop.operations.edit({ sku: 'mug' }, { stock: 8 });
  expect(shop.webhooks.pending).toBe(0);
  receiver.status = 200;
  await signedFetch(shop, 'PUT', `/wc/v3/webhooks/${id}`, { body: { status: 'active' } });
  shop.operations.edit({ sku: 'mug' }, { stock: 9 });
  await shop.webhooks.run();
  expect(shop.webhooks.records.get(id)).toMatchObject({ status: 'active', failure_count: 0 });
});

test('a real shop refuses loopback hosts and unusual ports', async () => {
  shop.shop.settings.allowLoopbackWebhooks = false;
  const id = await subscribe('product.updated');
  shop.operations.edit({ sku: 'mug' }, { stock: 1 });
  await shop.webhooks.run();
  expect(receiver.received).toHaveLength(0);
  expect(shop.webhooks.attempts.at(-1)?.error).toBe('A valid URL was not provided.');
  expect(shop.webhooks.records.get(id)?.failure_count).toBe(1);
});

test('the queue runs by itself at its interval', async () => {
  await subscribe('product.updated');
  shop.shop.settings.webhookIntervalMs = 10;
  shop.webhooks.start();
  shop.operations.edit({ sku: 'mug' }, { stock: 1 });
  await expect.poll(() => receiver.received.length, { timeout: 3000 }).toBe(2);
});

describe('faults', () => {
  test('a lost webhook never arrives, a duplicate arrives twice', async () => {
    await subscribe('product.updated');
    shop.faults.add({ operation: 'webhooks.deliver', kind: 'lost-webhook', times: 1 });
    shop.faults.add({ operation: 'webhooks.deliver', kind: 'duplicate-webhook', times: 1 });
    shop.operations.edit({ sku: 'mug' }, { stock: 1 });
    await shop.webhooks.run();
    expect(receiver.received).toHaveLength(1);
    shop.operations.edit({ sku: 'mug' }, { stock: 2 });
    await shop.webhooks.run();
    expect(receiver.received).toHaveLength(3);
    expect(receiver.received[1]?.body).toBe(receiver.received[2]?.body);
  });
});

test('a topic or an address that makes no sense is a 400; webhooks cannot be trashed', async () => {
  const topic = await signedFetch(shop, 'POST', '/wc/v3/webhooks', {
    body: { topic: 'stock.low', delivery_url: receiver.url },
  });
  expect(topic).toMatchObject({ status: 400, body: { code: 'woocommerce_rest_shop_webhook_invalid_topic' } });
  const url = await signedFetch(shop, 'POST', '/wc/v3/webhooks', {
    body: { topic: 'order.created', delivery_url: 'ftp://x' },
  });
  expect(url).toMatchObject({
    status: 400,
    body: { code: 'woocommerce_rest_shop_webhook_invalid_delivery_url' },
  });
  const id = await subscribe('order.created');
  expect((await signedFetch(shop, 'DELETE', `/wc/v3/webhooks/${id}`)).status).toBe(501);
  expect((await signedFetch(shop, 'DELETE', `/wc/v3/webhooks/${id}?force=true`)).status).toBe(200);
  expect((await signedFetch(shop, 'GET', '/wc/v3/webhooks')).body).toEqual([]);
});
