import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hint } from '@quayside/core/domain/inbox';
import { ok } from '@quayside/core/domain/result';
import type { Answer } from '@quayside/core/ports/connector';
import type { StoreConnector } from '@quayside/core/ports/store-connector';
import type { WebhookRequest, WebhookRegistration, WebhookVerdict } from '@quayside/core/ports/webhooks';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { WooClient } from './client.ts';
import { mapAbsent, say } from './errors.ts';
import { listStart, readListPart } from './read-list.ts';

/**
 * What the shop is asked to tell us. A change of a variation comes as `product.updated` with the variation's own id and its `parent_id` (observed on WooCommerce
 * 11.0.1); stock that an order takes comes the same way.
 */
const webhookTopics = [
  'product.created',
  'product.updated',
  'product.deleted',
  'product.restored',
  'order.created',
  'order.updated',
  'order.deleted',
] as const;

const registered = z.object({ id: z.number(), topic: z.string(), delivery_url: z.string() });

/**
 * Registers what is missing and repairs what is there: a webhook is switched off after more than five failures in a row (plugin source), and since the shop never
 * returns a secret, ours is written again each time. A second webhook of the same topic and address is removed.
 */
export function wooWebhooks(client: WooClient): NonNullable<StoreConnector['webhooks']> {
  return {
    async ensure(registration) {
      const found = await ownWebhooks(client, registration.url);
      if (!found.ok) return found;
      for (const topic of webhookTopics) {
        const [kept, ...doubles] = found.value.filter((each) => each.topic === topic);
        const written = await write(client, registration, topic, kept?.id ?? null);
        if (!written.ok) return written;
        for (const double of doubles) {
          const removed = await client.look({
            method: 'delete',
            endpoint: `webhooks/${double.id}`,
            query: { force: true },
            schema: z.unknown(),
          });
          if (!removed.ok) return removed;
        }
      }
      return ok(undefined);
    },
  };
}

async function ownWebhooks(client: WooClient, url: string): Answer<z.infer<typeof registered>[]> {
  const own: z.infer<typeof registered>[] = [];
  let at = listStart;
  for (;;) {
    const source = { endpoint: 'webhooks', query: { status: 'all' }, size: 100 };
    const part = await readListPart(client, source, at);
    if (!part.ok) return part;
    if (part.value.kind === 'absent') return mapAbsent(part.value.code, 'get webhooks');
    for (const { raw } of part.value.rows) {
      const webhook = registered.safeParse(raw);
      if (webhook.success && webhook.data.delivery_url === url) own.push(webhook.data);
    }
    at = part.value.rows.at(-1)?.next ?? at;
    if (part.value.isLast) return ok(own);
  }
}

async function write(
  client: WooClient,
  { url, secret }: WebhookRegistration,
  topic: string,
  id: number | null,
): Answer<void> {
  const body = { name: `Quayside ${topic}`, topic, delivery_url: url, secret, status: 'active' };
  const answer = await client.call({
    method: id === null ? 'post' : 'put',
    endpoint: id === null ? 'webhooks' : `webhooks/${id}`,
    body,
    schema: z.looseObject({ id: z.number() }),
  });
  if (answer.ok) return ok(undefined);
  if (answer.error.kind !== 'invalid-input') return answer;
  return fail({ kind: 'invalid-input' }, say('woocommerce.webhook-address-refused'), answer.error.detail);
}

/** A variation names its product; ids are whole numbers. */
const payload = z.object({ id: z.number().int().positive(), parent_id: z.number().int().catch(0) });

/**
 * Judges a delivery. The signature is base64(HMAC-SHA256(raw body, secret)) in `X-WC-Webhook-Signature`; the ping of a new webhook is a form without a signature
 * (plugin source, class-wc-webhook.php). The topic header is not signed; since a delivery is a hint only, a forged one costs one read.
 */
export function receiveWooWebhook(request: WebhookRequest, secret: string): WebhookVerdict {
  const signature = request.headers['x-wc-webhook-signature'];
  if (signature === undefined || signature === '') {
    return isPing(request) ? { kind: 'ping' } : { kind: 'bad-signature' };
  }
  if (secret === '' || !isSigned(request.rawBody, signature, secret)) return { kind: 'bad-signature' };
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.rawBody));
  } catch {
    return { kind: 'unreadable' };
  }
  const resource = (request.headers['x-wc-webhook-topic'] ?? '').split('.')[0];
  if (resource !== 'product' && resource !== 'order') return { kind: 'ignored' };
  const parsed = payload.safeParse(body);
  // What was deleted for good before its turn is delivered as an error body (plugin source: the payload is read at delivery).
  if (!parsed.success) return { kind: 'ignored' };
  return { kind: 'hints', hints: [hintOf(resource, parsed.data)] };
}

function hintOf(resource: 'product' | 'order', body: z.infer<typeof payload>): Hint {
  if (resource === 'order') return { kind: 'store-order', entityId: String(body.id) };
  return { kind: 'product', entityId: String(body.parent_id > 0 ? body.parent_id : body.id) };
}

function isPing({ rawBody }: WebhookRequest): boolean {
  return rawBody.byteLength < 64 && /^webhook_id=\d+$/.test(new TextDecoder().decode(rawBody).trim());
}

function isSigned(rawBody: Uint8Array, signature: string, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(rawBody).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
