import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hint } from '@quayside/core/domain/inbox';
import type { WebhookRequest, WebhookVerdict } from '@quayside/core/ports/webhooks';
import { z } from 'zod';
import { shopifyRegistration } from './settings.ts';

/** Numbers above 2^53 are no longer exact in JSON; real ids are far below. */
const number = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).transform(String);
const own = z.object({ id: number });
const ofOrder = z.object({ order_id: number });
const ofItem = z.object({ inventory_item_id: number });

const stockItem = /^inventory-item\/(\d+)$/;

/** The stock item that stands for its product in a hint; `null` for a product's own id. */
export function inventoryItemIn(entityId: string): string | null {
  return stockItem.exec(entityId)?.[1] ?? null;
}

const product = (body: unknown): Hint => ({ kind: 'product', entityId: own.parse(body).id });
const order = (body: unknown): Hint => ({ kind: 'store-order', entityId: own.parse(body).id });
const partOfOrder = (body: unknown): Hint => ({
  kind: 'store-order',
  entityId: ofOrder.parse(body).order_id,
});
/** Notices of stock name the stock item alone: whoever reads it asks for its product. */
const stock = (body: unknown): Hint => ({
  kind: 'product',
  entityId: `inventory-item/${ofItem.parse(body).inventory_item_id}`,
});
const item = (body: unknown): Hint => ({
  kind: 'product',
  entityId: `inventory-item/${own.parse(body).id}`,
});

/** The topics that are followed; the app's configuration subscribes to them (README, Webhooks). */
const topics: Readonly<Record<string, (body: unknown) => Hint>> = {
  'products/create': product,
  'products/update': product,
  'products/delete': product,
  'inventory_levels/update': stock,
  'inventory_levels/connect': stock,
  'inventory_levels/disconnect': stock,
  'inventory_items/update': item,
  'orders/create': order,
  'orders/updated': order,
  'orders/cancelled': order,
  'orders/delete': order,
  'fulfillments/create': partOfOrder,
  'fulfillments/update': partOfOrder,
  'refunds/create': partOfOrder,
};

/**
 * Judges a delivery. The signature is base64(HMAC-SHA256(raw body, client secret)) in `X-Shopify-Hmac-Sha256`, with the old secret for a while after a rotation
 * (README, Webhooks). The topic header is not signed; since a delivery is a hint only, a forged one costs one read.
 */
export function receiveShopifyWebhook(
  request: WebhookRequest,
  _secret: string,
  registration: unknown,
): WebhookVerdict {
  const signature = request.headers['x-shopify-hmac-sha256'];
  const known = shopifyRegistration.safeParse(registration);
  if (signature === undefined || !known.success) return { kind: 'bad-signature' };
  const { clientSecret, previousClientSecret } = known.data;
  const secrets = [clientSecret, ...(previousClientSecret === undefined ? [] : [previousClientSecret])];
  if (!secrets.some((secret) => isSigned(request.rawBody, signature, secret))) {
    return { kind: 'bad-signature' };
  }
  const hintOf = topics[request.headers['x-shopify-topic'] ?? ''];
  if (hintOf === undefined) return { kind: 'ignored' };
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.rawBody));
    return { kind: 'hints', hints: [hintOf(body)] };
  } catch {
    return { kind: 'unreadable' };
  }
}

function isSigned(rawBody: Uint8Array, signature: string, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(rawBody).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
