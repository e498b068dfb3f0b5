import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { Clock } from '../clock.ts';

/** A message that was handed out. */
export interface HandedOut {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5: string;
  readonly receiveCount: number;
}

interface Message {
  readonly messageId: string;
  readonly body: string;
  visibleAt: number;
  receiveCount: number;
}

/** How long a look for messages lasts before the next: what is visible again by time alone tells nobody. */
const LOOK_EVERY_MS = 50;

/** One standard queue of Amazon SQS: at least once, in no certain order. Redelivery, duplicates and disorder on demand. */
export class SimulatedQueue {
  readonly region = 'eu-west-1';
  readonly account = '123456789012';
  readonly name = 'quayside';
  readonly arn = `arn:aws:sqs:${this.region}:${this.account}:${this.name}`;
  readonly accessKeyId = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
  readonly secretAccessKey = randomBytes(30).toString('base64url');
  /** How often each message is delivered that comes from now on; 1: no duplicates. */
  copies = 1;
  order: 'oldest-first' | 'newest-first' = 'oldest-first';
  sent = 0;
  deleted = 0;
  readonly #clock: Clock;
  readonly #messages = new Map<string, Message>();
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Messages that are in the queue, also those that somebody is at. */
  get waiting(): number {
    return this.#messages.size;
  }

  send(body: string): void {
    for (let copy = 0; copy < this.copies; copy += 1) {
      const messageId = randomUUID();
      this.#messages.set(messageId, { messageId, body, visibleAt: 0, receiveCount: 0 });
      this.sent += 1;
    }
    this.#arrivals.emit('message');
  }

  /**
   * Hands messages out, which nobody else sees until the visibility timeout has passed. Waits for the first one.
   *
   * @param isOver asked before each look: whoever asked has left.
   * @param settle done before each look.
   */
  async receive(
    request: { readonly most: number; readonly waitMs: number; readonly visibilityMs: number },
    isOver: () => boolean,
    settle: () => void,
  ): Promise<readonly HandedOut[]> {
    const deadline = performance.now() + request.waitMs;
    for (;;) {
      if (this.#isClosed || isOver()) return [];
      settle();
      const found = this.#take(request.most, request.visibilityMs);
      if (found.length > 0 || performance.now() >= deadline) return found;
      const signal = AbortSignal.timeout(LOOK_EVERY_MS);
      await once(this.#arrivals, 'message', { signal }).catch(() => undefined);
    }
  }

  /** Takes a message out for good. An old receipt is as good as a new one, a message that is gone no error. */
  delete(receiptHandle: string): void {
    if (this.#messages.delete(receiptHandle.split(' ')[0] ?? '')) this.deleted += 1;
  }

  /** Ends the visibility timeout of everything that was handed out. */
  redeliver(): void {
    for (const message of this.#messages.values()) message.visibleAt = 0;
    this.#arrivals.emit('message');
  }

  close(): void {
    this.#isClosed = true;
    this.#arrivals.emit('message');
  }

  #take(most: number, visibilityMs: number): HandedOut[] {
    const now = this.#clock().getTime();
    const visible = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= now);
    if (this.order === 'newest-first') visible.reverse();
    return visible.slice(0, most).map((message) => {
      message.visibleAt = now + visibilityMs;
      message.receiveCount += 1;
      const { messageId, body, receiveCount } = message;
      const md5 = createHash('md5').update(body).digest('hex');
      return { messageId, receiptHandle: `${messageId} ${receiveCount}`, body, md5, receiveCount };
    });
  }
}
