import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { ReportStyle } from './listing-report.ts';
import { REPORT_COLUMNS, writeListingReport } from './listing-report.ts';
import type { ListingStore } from './listing-store.ts';

/** Processing statuses of Reports 2021-06-30. */
export type ReportStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';

/** A report that a seller asked for. */
export interface AmazonReport {
  readonly reportId: string;
  readonly sellerId: string;
  readonly reportType: string;
  readonly marketplaceIds: readonly string[];
  readonly createdAt: Date;
  /** How it is going to end. */
  readonly fate: 'DONE' | 'CANCELLED' | 'FATAL';
  status: ReportStatus;
  endedAt?: Date;
  documentId?: string;
  /** While it is being written. */
  ending?: Promise<void>;
}

/** What lies behind a document's address. */
export interface ReportDocument {
  readonly documentId: string;
  readonly sellerId: string;
  readonly body: Buffer;
  readonly contentType: string;
}

/** Amazon names no time; sellers wait from half a minute to several. The simulator's own choice. */
export const DEFAULT_REPORT_DELAY_MS = 30_000;

/** "This URL expires after 5 minutes" (Reports model, `ReportDocument.url`). */
const ADDRESS_LIFE_MS = 5 * 60_000;

/** Reports of all sellers. They are written when their time has come and somebody looks. */
export class ReportStore {
  /** Milliseconds from a request to its end. */
  delayMs: number;
  style: ReportStyle = { columns: REPORT_COLUMNS, charset: 'Cp1252' };
  /** How the next reports end instead of well; taken one by one. */
  readonly fates: ('CANCELLED' | 'FATAL')[] = [];
  readonly #listings: ListingStore;
  readonly #clock: Clock;
  readonly #reports = new Map<string, AmazonReport>();
  readonly #documents = new Map<string, ReportDocument>();
  readonly #addresses = new Map<string, { readonly documentId: string; readonly expiresAt: number }>();
  #lastNumber = 383_187_020_000;

  constructor(listings: ListingStore, delayMs: number, clock: Clock) {
    this.#listings = listings;
    this.delayMs = delayMs;
    this.#clock = clock;
  }

  /** Takes a request in. Several stores may be named; the report is of the first (Amazon's documentation, "Inventory Reports"). */
  create(sellerId: string, reportType: string, marketplaceIds: readonly string[]): AmazonReport {
    this.#lastNumber += 1;
    const report: AmazonReport = {
      reportId: String(this.#lastNumber),
      sellerId,
      reportType,
      marketplaceIds,
      createdAt: this.#clock(),
      fate: this.fates.shift() ?? 'DONE',
      status: 'IN_QUEUE',
    };
    this.#reports.set(report.reportId, report);
    return report;
  }

  /** A seller's report as it is now. */
  async find(sellerId: string, reportId: string): Promise<AmazonReport | undefined> {
    const report = this.#reports.get(reportId);
    if (report?.sellerId !== sellerId) return undefined;
    await this.#goOn(report);
    return report;
  }

  /** A fresh address of a seller's document; undefined when there is no such document. */
  address(sellerId: string, documentId: string): string | undefined {
    if (this.#documents.get(documentId)?.sellerId !== sellerId) return undefined;
    const key = randomUUID();
    this.#addresses.set(key, { documentId, expiresAt: this.#clock().getTime() + ADDRESS_LIFE_MS });
    return key;
  }

  /** The document at an address; undefined when the address is unknown or over. */
  at(key: string): ReportDocument | undefined {
    const address = this.#addresses.get(key);
    if (address === undefined || address.expiresAt <= this.#clock().getTime()) return undefined;
    return this.#documents.get(address.documentId);
  }

  /** Everything that was written is over its retention: reports, documents and addresses. */
  expire(): void {
    this.#reports.clear();
    this.#documents.clear();
    this.#addresses.clear();
  }

  async #goOn(report: AmazonReport): Promise<void> {
    if (report.status !== 'IN_QUEUE' && report.status !== 'IN_PROGRESS') return;
    const age = this.#clock().getTime() - report.createdAt.getTime();
    if (age < this.delayMs) {
      report.status = age * 3 < this.delayMs ? 'IN_QUEUE' : 'IN_PROGRESS';
      return;
    }
    report.status = 'IN_PROGRESS';
    report.ending ??= this.#end(report);
    await report.ending;
  }

  /** A store without a listing gives no document: the report is cancelled ("if there is no data to return", Reports model). */
  async #end(report: AmazonReport): Promise<void> {
    const { sellerId, marketplaceIds, fate } = report;
    const written =
      fate === 'DONE'
        ? await writeListingReport(this.#listings, sellerId, marketplaceIds[0] ?? '', this.style)
        : undefined;
    report.endedAt = this.#clock();
    if (written === undefined || written.rows === 0) {
      report.status = fate === 'DONE' ? 'CANCELLED' : fate;
      return;
    }
    const documentId = `amzn1.spdoc.1.4.eu.${randomUUID()}`;
    const contentType = `text/plain; charset=${this.style.charset}`;
    this.#documents.set(documentId, { documentId, sellerId, body: written.body, contentType });
    report.documentId = documentId;
    report.status = 'DONE';
  }
}
