import { asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { SimulatedRoute } from '../simulated-route.ts';
import { unknownId, WooError } from './api-error.ts';
import { filtered, pageAnswer, sorted } from './listing.ts';
import { queryFlag, queryText } from './php-query.ts';
import { asFlag } from './product-changes.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi } from './shop-route.ts';
import type { Shop } from './shop.ts';
import { siteTimes } from './site-time.ts';
import type { WebhookQueue, WebhookRecord } from './webhooks.ts';

const TOPIC = /^((coupon|customer|order|product)\.(created|updated|deleted|restored)|action\.\w+)$/;

/** Core's hooks behind each topic, as class-wc-webhook.php lists them. */
const HOOKS: Readonly<Record<string, readonly string[]>> = {
  'order.created': ['woocommerce_new_order'],
  'order.updated': [
    'woocommerce_update_order',
    'woocommerce_order_refunded',
    'woocommerce_delete_order_refund',
  ],
  'order.deleted': ['wp_trash_post', 'woocommerce_trash_order'],
  'order.restored': ['untrashed_post', 'woocommerce_untrash_order'],
  'product.created': [
    'woocommerce_process_product_meta',
    'woocommerce_new_product',
    'woocommerce_new_product_variation',
  ],
  'product.updated': [
    'woocommerce_process_product_meta',
    'woocommerce_update_product',
    'woocommerce_update_product_variation',
  ],
  'product.deleted': ['wp_trash_post'],
  'product.restored': ['untrashed_post'],
};

/** `/webhooks` and `/webhooks/{id}`. */
export function webhookRoutes(api: ShopApi, queue: WebhookQueue): SimulatedRoute[] {
  const { shop } = api;
  const known = (id: number | undefined): WebhookRecord => {
    const record = queue.records.get(id ?? 0);
    if (record === undefined) throw unknownId('shop_webhook');
    return record;
  };
  return [
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/webhooks',
      operation: 'webhooks.list',
      work: ({ query }) => {
        const status = queryText(query, 'status') ?? 'all';
        const matches = filtered(shop, queue.records.values(), query).filter(
          (it) => status === 'all' || it.status === status,
        );
        const items = sorted(matches, query, (it) => it.name);
        return pageAnswer(shop, '/wc/v3/webhooks', query, items, (it) => webhookDocument(shop, it));
      },
    }),
    shopRoute(api, {
      methods: ['POST'],
      template: '/wc/v3/webhooks',
      operation: 'webhooks.create',
      work: async ({ body }) => {
        const topic = (asText(body['topic']) ?? '').toLowerCase();
        const url = asText(body['delivery_url']) ?? '';
        checkTopic(topic);
        if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
          const text = 'Webhook delivery URL must be a valid URL starting with http:// or https://.';
          throw new WooError('woocommerce_rest_shop_webhook_invalid_delivery_url', text, 400);
        }
        const record = await queue.create({
          name: asText(body['name']) ?? `Webhook created on ${siteTimes(shop.clock(), 0).gmt}`,
          status: statusOf(body) ?? 'active',
          topic,
          delivery_url: url,
          secret: asText(body['secret']) ?? '',
        });
        return { status: 201, body: webhookDocument(shop, record) };
      },
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/webhooks/{id}',
      operation: 'webhooks.get',
      work: ({ ids }) => ({ status: 200, body: webhookDocument(shop, known(ids['id'])) }),
    }),
    shopRoute(api, {
      methods: ['PUT', 'POST', 'PATCH'],
      template: '/wc/v3/webhooks/{id}',
      operation: 'webhooks.update',
      work: ({ ids, body }) => {
        const record = known(ids['id']);
        const topic = asText(body['topic'])?.toLowerCase();
        if (topic !== undefined) checkTopic(topic);
        record.topic = topic ?? record.topic;
        record.name = asText(body['name']) ?? record.name;
        record.secret = asText(body['secret']) ?? record.secret;
        record.delivery_url = asText(body['delivery_url']) ?? record.delivery_url;
        record.status = statusOf(body) ?? record.status;
        record.date_modified = shop.clock();
        return { status: 200, body: webhookDocument(shop, record) };
      },
    }),
    shopRoute(api, {
      methods: ['DELETE'],
      template: '/wc/v3/webhooks/{id}',
      operation: 'webhooks.delete',
      work: ({ ids, query, body }) => {
        const record = known(ids['id']);
        if (queryFlag(query, 'force') !== true && !asFlag(body['force'])) {
          throw new WooError(
            'woocommerce_rest_trash_not_supported',
            'Webhooks do not support trashing.',
            501,
          );
        }
        queue.records.delete(record.id);
        return { status: 200, body: webhookDocument(shop, record) };
      },
    }),
  ];
}

function checkTopic(topic: string): void {
  if (TOPIC.test(topic)) return;
  throw new WooError(
    'woocommerce_rest_shop_webhook_invalid_topic',
    'Webhook topic is required and must be valid.',
    400,
  );
}

function statusOf(body: JsonObject): WebhookRecord['status'] | undefined {
  const status = body['status'];
  return status === 'active' || status === 'paused' || status === 'disabled' ? status : undefined;
}

/** The secret never leaves the shop. */
function webhookDocument(shop: Shop, record: WebhookRecord): JsonObject {
  const [resource, event] = record.topic.split('.');
  const collection = `${shop.siteUrl}/wp-json/wc/v3/webhooks`;
  const offset = shop.settings.gmtOffsetMinutes;
  const created = siteTimes(record.date_created, offset);
  const modified = siteTimes(record.date_modified, offset);
  return {
    id: record.id,
    name: record.name,
    status: record.status,
    topic: record.topic,
    resource,
    event,
    hooks: HOOKS[record.topic] ?? [],
    delivery_url: record.delivery_url,
    date_created: created.local,
    date_created_gmt: created.gmt,
    date_modified: modified.local,
    date_modified_gmt: modified.gmt,
    _links: { self: [{ href: `${collection}/${record.id}` }], collection: [{ href: collection }] },
  };
}
