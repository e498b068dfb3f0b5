import { gunzipSync } from 'node:zlib';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { asObject, asObjects, isJsonObject } from '../json-object.ts';
import { sharedFactsFolder } from '../shared-facts.ts';
import { startWebhookReceiver } from '../woocommerce/webhook-receiver.ts';
import type { WebhookReceiver } from '../woocommerce/webhook-receiver.ts';
import { WEBHOOK_TOPICS } from './control-inputs.ts';
import { startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';
import { OFFICIAL_RETRY_DELAYS_MS, signatureOf } from './webhooks.ts';

const DOMAIN = 'quayside-demo.myshopify.com';
let receiver: WebhookReceiver;
let shop: ShopUnderTest;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  shop = await startShopUnderTest(
    {},
    { webhooks: [{ topics: WEBHOOK_TOPICS, url: receiver.url }], webhookTiming: { delayMs: 3_600_000 } },
  );
});
afterEach(async () => {
  await shop.close();
  await receiver.close();
});

const topics = () => receiver.received.map(({ headers }) => headers['x-shopify-topic']);
const bodyOf = (topic: string): JsonObject => {
  const found = receiver.received.find(({ headers }) => headers['x-shopify-topic'] === topic);
  return asObject(JSON.parse(found?.body ?? 'null'));
};

test('a sale tells of the stock, the product and the order, signed over the raw body', async () => {
  const order = shop.simulator.operations.sell({ sku: 'LAMP', quantity: 2 });
  await shop.simulator.webhooks.run();
  expect(topics()).toEqual(['inventory_levels/update', 'products/update', 'orders/create']);
  expect(bodyOf('inventory_levels/update')).toMatchObject({ available: 18 });
  expect(bodyOf('orders/create')).toMatchObject({
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    updated_at: '2026-11-20T10:00:00+00:00',
  });
  const [first] = receiver.received;
  expect(first?.headers).toMatchObject({
    'x-shopify-hmac-sha256': signatureOf(first?.body ?? '', shop.simulator.clientSecret),
    'x-shopify-shop-domain': DOMAIN,
    'x-shopify-triggered-at': '2026-11-20T10:00:00.000Z',
    'x-shopify-api-version': '2026-10',
  });
});

test('what is not answered with 2xx is tried again with the same id and payload, eight times in four hours', async () => {
  receiver.status = 503;
  shop.simulator.operations.addProduct({ title: 'Mug', variants: [{ sku: 'MUG' }] });
  for (let run = 0; run < 12; run += 1) await shop.simulator.webhooks.run();
  expect(receiver.received).toHaveLength(9);
  expect(new Set(receiver.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(shop.simulator.webhooks.pending).toBe(0);
  expect(OFFICIAL_RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0)).toBe(4 * 3_600_000);
});

test('the payload says what was true at the event', async () => {
  shop.simulator.operations.setStock({ sku: 'LAMP' }, 7);
  shop.simulator.operations.setStock({ sku: 'LAMP' }, 6);
  await shop.simulator.webhooks.run();
  const levels = receiver.received.filter(
    ({ headers }) => headers['x-shopify-topic'] === 'inventory_levels/update',
  );
  expect(levels.map(({ body }) => asObject(JSON.parse(body))['available'])).toEqual([7, 6]);
});

describe('faults', () => {
  const twoProducts = async () => {
    const { operations, webhooks } = shop.simulator;
    for (const title of ['First', 'Second']) operations.addProduct({ title, variants: [{ sku: title }] });
    await webhooks.run();
    await webhooks.run();
    return receiver.received.map(({ body }) => asObject(JSON.parse(body))['title']);
  };

  test.each([
    ['lost-webhook', ['Second']],
    ['duplicate-webhook', ['First', 'First', 'Second']],
    ['overtaken-webhook', ['Second', 'First']],
  ] as const)('%s', async (kind, titles) => {
    shop.simulator.faults.add({ operation: 'webhooks.deliver', kind, times: 1 });
    expect(await twoProducts()).toEqual(titles);
  });
});

test('a shop without the app is silent, except for the farewell', async () => {
  const { platform, operations, webhooks } = shop.simulator;
  platform.uninstall(DOMAIN);
  operations.sell({ sku: 'LAMP', quantity: 1 });
  await webhooks.run();
  expect(topics()).toEqual(['app/uninstalled']);
  expect(bodyOf('app/uninstalled')).toMatchObject({ myshopify_domain: DOMAIN });
});

test('changed scopes and requests for privacy are told', async () => {
  const { platform, hosted, webhooks } = shop.simulator;
  platform.changeScopes(DOMAIN, ['read_products']);
  hosted.shop.emit({ topic: 'customers/redact', email: 'buyer@example.com', orderIds: [1] });
  await webhooks.run();
  expect(bodyOf('app/scopes_update')).toMatchObject({ current: ['read_products'] });
  expect(bodyOf('customers/redact')).toMatchObject({ shop_domain: DOMAIN, orders_to_redact: [1] });
});

test('buyers are left out for an app that is not approved', async () => {
  shop.simulator.hosted.shop.settings.protectedDataApproved = false;
  shop.simulator.operations.sell({ sku: 'LAMP', quantity: 1 });
  await shop.simulator.webhooks.run();
  expect(JSON.stringify(bodyOf('orders/create'))).not.toContain('camille');
});

const facts = join(sharedFactsFolder() ?? '', 'apis/shopify/webhook-metadata_2026-07.json.gz');
test.skipIf(!existsSync(facts))('payloads have no member that the documented examples lack', async () => {
  const { operations, platform, hosted, webhooks } = shop.simulator;
  operations.addProduct({ title: 'Mug', variants: [{ sku: 'MUG' }] });
  const order = operations.sell({ sku: 'LAMP', quantity: 3 });
  operations.ship(order.id, { carrier: 'DHL', trackingNumber: '1', lines: [{ sku: 'LAMP', quantity: 1 }] });
  operations.refund(order.id, { sku: 'LAMP', quantity: 1 });
  operations.cancel(operations.sell({ sku: 'LAMP', quantity: 1 }).id);
  operations.deleteProduct({ sku: 'MUG' });
  for (const topic of ['customers/data_request', 'customers/redact', 'shop/redact'] as const)
    hosted.shop.emit({ topic, email: 'buyer@example.com', orderIds: [1] });
  platform.changeScopes(DOMAIN, ['read_products']);
  platform.uninstall(DOMAIN);
  await webhooks.run();
  const { topics: documented } = JSON.parse(gunzipSync(readFileSync(facts)).toString()) as {
    topics: Record<string, { response: JsonObject }>;
  };
  expect(new Set(topics())).toEqual(
    new Set(WEBHOOK_TOPICS.filter((topic) => topic !== 'fulfillments/update')),
  );
  for (const { headers, body } of receiver.received) {
    const topic = String(headers['x-shopify-topic']);
    expect(unknownMembers(JSON.parse(body), documented[topic]?.response), topic).toEqual([]);
  }
});

/** Paths of members that an example has not; lists of the example that are empty say nothing of their items. */
function unknownMembers(value: unknown, example: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const [model] = asObjects(example);
    return model === undefined ? [] : value.flatMap((it) => unknownMembers(it, model, `${path}[]`));
  }
  if (!isJsonObject(value) || !isJsonObject(example)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name in example ? unknownMembers(member, example[name], `${path}.${name}`) : [`${path}.${name}`],
  );
}
