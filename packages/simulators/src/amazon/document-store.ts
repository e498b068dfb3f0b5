import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** What lies behind an address. */
export interface StoredDocument {
  readonly documentId: string;
  readonly sellerId: string;
  readonly body: Buffer;
  readonly contentType: string;
}

/** "This URL expires after 5 minutes" (Reports and Feeds models). */
export const ADDRESS_LIFE_MS = 5 * 60_000;

/** Documents of reports and feeds. An address of one is a permission for a while. */
export class DocumentStore {
  readonly #clock: Clock;
  readonly #documents = new Map<string, StoredDocument>();
  readonly #addresses = new Map<string, { readonly documentId: string; readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  put(document: StoredDocument): void {
    this.#documents.set(document.documentId, document);
  }

  /** A seller's document. */
  find(sellerId: string, documentId: string): StoredDocument | undefined {
    const document = this.#documents.get(documentId);
    return document?.sellerId === sellerId ? document : undefined;
  }

  /** A fresh address of a seller's document; undefined when there is no such document. */
  address(sellerId: string, documentId: string): string | undefined {
    if (this.find(sellerId, documentId) === undefined) return undefined;
    const key = randomUUID();
    this.#addresses.set(key, { documentId, expiresAt: this.#clock().getTime() + ADDRESS_LIFE_MS });
    return key;
  }

  /** The document at an address; undefined when the address is unknown or over. */
  at(key: string): StoredDocument | undefined {
    const address = this.#addresses.get(key);
    if (address === undefined || address.expiresAt <= this.#clock().getTime()) return undefined;
    return this.#documents.get(address.documentId);
  }

  /** Everything is over its retention. */
  expire(): void {
    this.#documents.clear();
    this.#addresses.clear();
  }
}
