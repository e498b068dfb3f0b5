import { createHmac, randomUUID } from 'node:crypto';
import { pause } from '../clock.ts';
import type { FaultBoard } from '../faults.ts';
import type { JsonObject } from '../json-object.ts';
import type { HeldCalls } from '../simulated-route.ts';
import type { ShopifyPlatform } from './platform.ts';
import type { Shop, ShopEvent } from './shop.ts';
import { webhookPayload } from './webhook-payload.ts';

/** Topics that the app has declared for one address, as its TOML file does. */
export interface WebhookSubscription {
  readonly topics: readonly ShopEvent['topic'][];
  readonly url: string;
}

/** One attempt to deliver, for tests and the state dump. */
export interface DeliveryAttempt {
  readonly topic: string;
  readonly shopDomain: string;
  readonly webhookId: string;
  readonly url: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly sentAt: Date;
  /** HTTP status of the answer; undefined when none came. */
  readonly status: number | undefined;
}

interface Delivery {
  readonly topic: string;
  readonly shopDomain: string;
  readonly url: string;
  readonly body: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly triggeredAt: Date;
  attempts: number;
  dueAt: number;
}

const MINUTE_MS = 60_000;
/** Shopify tries again eight times in four hours; how these are spread is the simulator's own choice. */
export const OFFICIAL_RETRY_DELAYS_MS: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 113].map(
  (minutes) => minutes * MINUTE_MS,
);
/** Five seconds in all (shopify.dev, webhooks over HTTPS). */
const DELIVERY_TIMEOUT_MS = 5000;
const API_VERSION = '2026-10';

/** What a queue of webhooks may have shortened. */
export interface WebhookTiming {
  /** Milliseconds from an event to its first delivery. Shopify publishes none; 0 is the simulator's own choice. */
  readonly delayMs?: number;
  /** Milliseconds before each new try; default {@link OFFICIAL_RETRY_DELAYS_MS}. */
  readonly retryDelaysMs?: readonly number[];
}

/**
 * The webhooks that the app has declared, and their deliveries. A delivery says what was true at the event, however late it comes; what is not answered with
 * 2xx within five seconds is tried again, and given up in the end. Only shops that have the app send any, apart from the news that they no longer have it.
 */
export class WebhookSender {
  subscriptions: readonly WebhookSubscription[];
  readonly attempts: DeliveryAttempt[] = [];
  readonly #platform: ShopifyPlatform;
  readonly #faults: FaultBoard;
  readonly #held: HeldCalls;
  readonly #delayMs: number;
  readonly #retryDelaysMs: readonly number[];
  #waiting: Delivery[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(
    platform: ShopifyPlatform,
    faults: FaultBoard,
    held: HeldCalls,
    subscriptions: readonly WebhookSubscription[],
    timing: WebhookTiming = {},
  ) {
    this.#platform = platform;
    this.#faults = faults;
    this.#held = held;
    this.subscriptions = subscriptions;
    this.#delayMs = timing.delayMs ?? 0;
    this.#retryDelaysMs = timing.retryDelaysMs ?? OFFICIAL_RETRY_DELAYS_MS;
  }

  /** Listens to a shop from now on. */
  watch(shop: Shop, isInstalled: () => boolean): void {
    shop.onEvent((event) => {
      const isFarewell = event.topic === 'app/uninstalled' || event.topic === 'shop/redact';
      if (isInstalled() || isFarewell) this.#enqueue(shop, event);
    });
  }

  /** Deliveries that wait, retries included. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** Delivers everything that waits, retries before their time included, and resolves when all are out. */
  run(): Promise<void> {
    return this.#deliverDue(Number.POSITIVE_INFINITY);
  }

  #enqueue(shop: Shop, event: ShopEvent): void {
    const urls = this.subscriptions
      .filter(({ topics }) => topics.includes(event.topic))
      .map(({ url }) => url);
    if (urls.length === 0) return;
    const body = JSON.stringify(webhookPayload(shop, event) satisfies JsonObject);
    const eventId = randomUUID();
    const triggeredAt = this.#platform.clock();
    for (const url of urls) {
      this.#wait({
        topic: event.topic,
        shopDomain: shop.settings.domain,
        url,
        body,
        webhookId: randomUUID(),
        eventId,
        triggeredAt,
        attempts: 0,
        dueAt: triggeredAt.getTime() + this.#delayMs,
      });
    }
  }

  #wait(delivery: Delivery): void {
    this.#waiting.push(delivery);
    const now = this.#platform.clock().getTime();
    this.#held.later(Math.max(0, delivery.dueAt - now), () => void this.#deliverDue());
  }

  #deliverDue(until = this.#platform.clock().getTime()): Promise<void> {
    this.#running = this.#running.then(async () => {
      const due = this.#waiting.filter(({ dueAt }) => dueAt <= until);
      this.#waiting = this.#waiting.filter((it) => !due.includes(it));
      for (let next = due.shift(); next !== undefined; next = due.shift()) await this.#deliver(next, due);
    });
    return this.#running;
  }

  /** `rest` is what goes out after it: there a delivery goes that is overtaken. */
  async #deliver(delivery: Delivery, rest: Delivery[]): Promise<void> {
    const fault = this.#faults.take('webhooks.deliver');
    if (fault?.kind === 'lost-webhook') return;
    if (fault?.kind === 'slow') await pause(fault.delayMs ?? 1000);
    if (fault?.kind === 'overtaken-webhook') {
      if (rest.length > 0) rest.splice(1, 0, delivery);
      else this.#waiting.push(delivery);
      return;
    }
    const times = fault?.kind === 'duplicate-webhook' ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const status = await this.#send(delivery);
      if (time === 0 && (status === undefined || status < 200 || status > 299)) this.#retry(delivery);
    }
  }

  #retry(delivery: Delivery): void {
    const delayMs = this.#retryDelaysMs[delivery.attempts - 1];
    if (delayMs === undefined) return;
    this.#wait({ ...delivery, dueAt: this.#platform.clock().getTime() + delayMs });
  }

  async #send(delivery: Delivery): Promise<number | undefined> {
    const { topic, shopDomain, url, body, webhookId, eventId, triggeredAt } = delivery;
    delivery.attempts += 1;
    const sentAt = this.#platform.clock();
    let status: number | undefined;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Shopify-Captain-Hook',
          'x-shopify-topic': topic,
          'x-shopify-shop-domain': shopDomain,
          'x-shopify-api-version': API_VERSION,
          'x-shopify-webhook-id': webhookId,
          'x-shopify-event-id': eventId,
          'x-shopify-triggered-at': triggeredAt.toISOString(),
          'x-shopify-hmac-sha256': signatureOf(body, this.#platform.app.clientSecret),
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
      });
      await answer.body?.cancel();
      status = answer.status;
    } catch {
      // No answer: tried again like any other failure.
    }
    this.attempts.push({ topic, shopDomain, webhookId, url, attempt: delivery.attempts, sentAt, status });
    return status;
  }
}

/** How Shopify signs a body: base64 of HMAC-SHA256 with the app's secret. */
export function signatureOf(body: string, clientSecret: string): string {
  return createHmac('sha256', clientSecret).update(body).digest('base64');
}
