import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { FaultBoard } from '../faults.ts';
import { pause } from '../clock.ts';
import { orderDocument } from './order-document.ts';
import { productDocument } from './product-document.ts';
import type { Shop, ShopEvent } from './shop.ts';

/** A webhook as the shop stores it. */
export interface WebhookRecord {
  id: number;
  name: string;
  status: 'active' | 'paused' | 'disabled';
  topic: string;
  delivery_url: string;
  secret: string;
  failure_count: number;
  date_created: Date;
  date_modified: Date;
}

/** One attempt to deliver, for tests and the state dump. */
export interface WebhookAttempt {
  readonly webhookId: number;
  readonly topic: string;
  /** The product or order; 0 for a ping. */
  readonly resourceId: number;
  /** When it left the shop. */
  readonly sentAt: Date;
  /** When its answer came, or none. */
  readonly at: Date;
  /** HTTP status of the answer; undefined when none came. */
  readonly status: number | undefined;
  readonly error: string | undefined;
}

/** Failures in a row that are forgiven; the next one disables (`failed_delivery` in class-wc-webhook.php). */
const FORGIVEN_FAILURES = 5;
const DELIVERY_TIMEOUT_MS = 60_000;
const ALLOWED_PORTS = ['', '80', '443', '8080'];
const UNSAFE_HOST = /^(localhost|0\.|10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/;

/**
 * The shop's webhooks and their delivery queue. One delivery waits per webhook and resource; its payload is the state
 * at the time of delivery; nothing is tried again. The queue runs every `webhookIntervalMs`.
 */
export class WebhookQueue {
  readonly records = new Map<number, WebhookRecord>();
  readonly attempts: WebhookAttempt[] = [];
  readonly #shop: Shop;
  readonly #faults: FaultBoard;
  readonly #pending = new Map<string, { webhookId: number; resourceId: number }>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(shop: Shop, faults: FaultBoard) {
    this.#shop = shop;
    this.#faults = faults;
    shop.onEvent((event) => this.#enqueue(event));
  }

  /** Deliveries that wait for the next run. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Starts or restarts the runs with the interval of the settings. */
  start(): void {
    this.stop();
    this.#timer = setInterval(() => void this.run(), this.#shop.settings.webhookIntervalMs);
    this.#timer.unref();
  }

  /** Stops the runs; what waits is lost. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** Stores a webhook and sends its ping, whose failure changes nothing. */
  async create(
    input: Pick<WebhookRecord, 'name' | 'status' | 'topic' | 'delivery_url' | 'secret'>,
  ): Promise<WebhookRecord> {
    const now = this.#shop.clock();
    const record: WebhookRecord = {
      ...input,
      id: this.#shop.nextPostId(),
      secret: input.secret === '' ? randomBytes(25).toString('hex') : input.secret,
      failure_count: 0,
      date_created: now,
      date_modified: now,
    };
    this.records.set(record.id, record);
    await this.#send(record, 0, `webhook_id=${record.id}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    return record;
  }

  /** Delivers everything that waits, one after another. Resolves when done. */
  run(): Promise<void> {
    const due = [...this.#pending.values()];
    this.#pending.clear();
    this.#running = this.#running.then(async () => {
      for (const { webhookId, resourceId } of due) await this.#deliver(webhookId, resourceId);
    });
    return this.#running;
  }

  #enqueue(event: ShopEvent): void {
    const topic = `${event.resource}.${event.event}`;
    for (const record of this.records.values()) {
      if (record.status !== 'active' || record.topic !== topic) continue;
      const key = `${record.id}:${event.id}`;
      this.#pending.set(key, { webhookId: record.id, resourceId: event.id });
    }
  }

  async #deliver(webhookId: number, resourceId: number): Promise<void> {
    const record = this.records.get(webhookId);
    if (record === undefined || record.status !== 'active') return;
    const fault = this.#faults.take('webhooks.deliver');
    if (fault?.kind === 'lost-webhook') return;
    if (fault?.kind === 'slow') await pause(fault.delayMs ?? 1000);
    const times = fault?.kind === 'duplicate-webhook' ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const body = JSON.stringify(this.#payload(record, resourceId));
      const status = await this.#send(record, resourceId, body, this.#headers(record, body));
      this.#count(record, status);
    }
  }

  #payload(record: WebhookRecord, resourceId: number): unknown {
    if (record.topic.endsWith('.deleted')) return { id: resourceId };
    const shop = this.#shop;
    if (record.topic.startsWith('order.')) {
      const order = shop.orders.get(resourceId);
      return order === undefined ? gone('shop_order') : orderDocument(shop, order);
    }
    const product = shop.products.get(resourceId);
    return product === undefined ? gone('product') : productDocument(shop, product);
  }

  #headers(record: WebhookRecord, body: string): Record<string, string> {
    const [resource = '', event = ''] = record.topic.split('.');
    const second = Math.floor(this.#shop.clock().getTime() / 1000);
    return {
      'content-type': 'application/json',
      'x-wc-webhook-source': `${this.#shop.siteUrl}/`,
      'x-wc-webhook-topic': record.topic,
      'x-wc-webhook-resource': resource,
      'x-wc-webhook-event': event,
      'x-wc-webhook-signature': createHmac('sha256', decodeEntities(record.secret))
        .update(body)
        .digest('base64'),
      'x-wc-webhook-id': String(record.id),
      'x-wc-webhook-delivery-id': createHash('md5').update(`${record.id}${second}`).digest('hex'),
    };
  }

  async #send(
    record: WebhookRecord,
    resourceId: number,
    body: string,
    headers: Record<string, string>,
  ): Promise<number | undefined> {
    const { version, wordpressVersion } = this.#shop.settings;
    const sentAt = this.#shop.clock();
    let status: number | undefined;
    let problem: string | undefined;
    try {
      if (!this.#accepts(record.delivery_url)) throw new Error('A valid URL was not provided.');
      const answer = await fetch(record.delivery_url, {
        method: 'POST',
        body,
        headers: {
          ...headers,
          'user-agent': `WooCommerce/${version} Hookshot (WordPress/${wordpressVersion})`,
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
      });
      await answer.body?.cancel();
      status = answer.status;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    const { id: webhookId, topic } = record;
    const at = this.#shop.clock();
    this.attempts.push({ webhookId, topic, resourceId, sentAt, at, status, error: problem });
    return status;
  }

  /** A real shop refuses private hosts and ports other than 80, 443 and 8080 (observed). */
  #accepts(deliveryUrl: string): boolean {
    if (this.#shop.settings.allowLoopbackWebhooks) return true;
    const url = new URL(deliveryUrl);
    return ALLOWED_PORTS.includes(url.port) && !UNSAFE_HOST.test(url.hostname);
  }

  #count(record: WebhookRecord, status: number | undefined): void {
    if (status !== undefined && status >= 200 && status < 303) {
      record.failure_count = 0;
    } else if (record.failure_count > FORGIVEN_FAILURES) {
      record.status = 'disabled';
      record.date_modified = this.#shop.clock();
    } else {
      record.failure_count += 1;
    }
  }
}

function gone(resource: string): unknown {
  return { code: `woocommerce_rest_${resource}_invalid_id`, message: 'Invalid ID.', data: { status: 404 } };
}

/** The secret is entity-decoded before signing, as WordPress' wp_specialchars_decode with quotes does. */
function decodeEntities(secret: string): string {
  return secret
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#0*39;/g, "'")
    .replaceAll('&amp;', '&');
}
