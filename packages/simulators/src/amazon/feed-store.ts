import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../clock.ts';
import type { DocumentStore } from './document-store.ts';
import { ADDRESS_LIFE_MS } from './document-store.ts';
import {
  isWaiting,
  waitingStatus,
  type ProcessingEnd,
  type ProcessingFailure,
  type ProcessingStatus,
} from './processing.ts';

export interface AmazonFeed {
  readonly feedId: string;
  readonly sellerId: string;
  readonly feedType: string;
  readonly marketplaceIds: readonly string[];
  readonly documentId: string;
  readonly createdAt: Date;
  /** How it is going to end. */
  readonly fate: ProcessingEnd;
  status: ProcessingStatus;
  endedAt?: Date;
  resultDocumentId?: string;
}

/** Carries out the messages of a feed, and says in a processing report what became of each; `null`: the file is none. */
export type CarryOut = (feed: AmazonFeed, body: Buffer) => object | null;

/** Amazon names no time; it depends on the size and on what waits before it. The simulator's own choice. */
export const DEFAULT_FEED_DELAY_MS = 60_000;

/** "5 feeds per 5 minutes" for JSON_LISTINGS_FEED, per seller here (Amazon's changelog of 2025-05-06). */
const MOST_FEEDS = 5;
const FEED_WINDOW_MS = 5 * 60_000;

/** Feeds of all sellers. They are carried out, one after the other, when their time has come and somebody looks. */
export class FeedStore {
  /** Milliseconds from a feed's creation to its end. */
  delayMs: number;
  /** How the next feeds end instead of well; taken one by one. */
  readonly fates: ProcessingFailure[] = [];
  /** Told of every feed that has ended. */
  ended: (feed: AmazonFeed) => void = () => undefined;
  readonly #documents: DocumentStore;
  readonly #carryOut: CarryOut;
  readonly #clock: Clock;
  readonly #feeds = new Map<string, AmazonFeed>();
  readonly #uploads = new Map<
    string,
    {
      readonly documentId: string;
      readonly sellerId: string;
      readonly contentType: string;
      expiresAt: number;
    }
  >();
  #settling = false;
  #lastNumber = 485_100_019_000;

  constructor(documents: DocumentStore, carryOut: CarryOut, delayMs: number, clock: Clock) {
    this.#documents = documents;
    this.#carryOut = carryOut;
    this.delayMs = delayMs;
    this.#clock = clock;
  }

  /** A place for a document, and where to upload it to. */
  open(sellerId: string, contentType: string): { readonly documentId: string; readonly key: string } {
    const documentId = `amzn1.tortuga.4.eu.${randomUUID()}`;
    const key = randomUUID();
    const expiresAt = this.#clock().getTime() + ADDRESS_LIFE_MS;
    this.#uploads.set(key, { documentId, sellerId, contentType, expiresAt });
    return { documentId, key };
  }

  /** @returns why it was not taken. */
  upload(key: string, contentType: string, body: Buffer): 'expired' | 'content-type' | undefined {
    const place = this.#uploads.get(key);
    if (place === undefined || place.expiresAt <= this.#clock().getTime()) return 'expired';
    if (place.contentType !== contentType) return 'content-type';
    this.#documents.put({ documentId: place.documentId, sellerId: place.sellerId, body, contentType });
    return undefined;
  }

  /** Whether a seller has used up what a few minutes allow. */
  isSpent(sellerId: string): boolean {
    const since = this.#clock().getTime() - FEED_WINDOW_MS;
    const recent = [...this.#feeds.values()].filter(
      (feed) => feed.sellerId === sellerId && feed.createdAt.getTime() > since,
    );
    return recent.length >= MOST_FEEDS;
  }

  create(feed: Pick<AmazonFeed, 'sellerId' | 'feedType' | 'marketplaceIds' | 'documentId'>): AmazonFeed {
    this.#lastNumber += 1;
    const fate = this.fates.shift() ?? 'DONE';
    const made: AmazonFeed = {
      ...feed,
      feedId: String(this.#lastNumber),
      createdAt: this.#clock(),
      fate,
      status: 'IN_QUEUE',
    };
    this.#feeds.set(made.feedId, made);
    return made;
  }

  /** A seller's feed as it is now. */
  find(sellerId: string, feedId: string): AmazonFeed | undefined {
    this.settle();
    const feed = this.#feeds.get(feedId);
    return feed?.sellerId === sellerId ? feed : undefined;
  }

  /** All feeds, in the order of their creation. */
  all(): readonly AmazonFeed[] {
    this.settle();
    return [...this.#feeds.values()];
  }

  /** Carries out every feed whose time has come, in the order of creation. */
  settle(): void {
    // What a feed carries out looks at listings, which asks for feeds first.
    if (this.#settling) return;
    this.#settling = true;
    try {
      this.#endDue();
    } finally {
      this.#settling = false;
    }
  }

  #endDue(): void {
    const now = this.#clock().getTime();
    for (const feed of this.#feeds.values()) {
      if (!isWaiting(feed.status)) continue;
      const age = now - feed.createdAt.getTime();
      if (age >= this.delayMs) {
        this.#end(feed);
        this.ended(feed);
      } else feed.status = waitingStatus(age, this.delayMs);
    }
  }

  #end(feed: AmazonFeed): void {
    feed.endedAt = this.#clock();
    const body = this.#documents.find(feed.sellerId, feed.documentId)?.body;
    const report = feed.fate === 'DONE' && body !== undefined ? this.#carryOut(feed, body) : null;
    if (report === null) {
      feed.status = feed.fate === 'DONE' ? 'FATAL' : feed.fate;
      return;
    }
    feed.status = 'DONE';
    feed.resultDocumentId = `amzn1.tortuga.4.eu.${randomUUID()}`;
    this.#documents.put({
      documentId: feed.resultDocumentId,
      sellerId: feed.sellerId,
      body: gzipSync(JSON.stringify(report)),
      contentType: 'application/json',
    });
  }
}
