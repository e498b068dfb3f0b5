import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { DocumentStore } from './document-store.ts';
import type { ReportStyle } from './listing-report.ts';
import { REPORT_COLUMNS, writeListingReport } from './listing-report.ts';
import type { ListingStore } from './listing-store.ts';
import {
  isWaiting,
  waitingStatus,
  type ProcessingEnd,
  type ProcessingFailure,
  type ProcessingStatus,
} from './processing.ts';

/** A report that a seller asked for. */
export interface AmazonReport {
  readonly reportId: string;
  readonly sellerId: string;
  readonly reportType: string;
  readonly marketplaceIds: readonly string[];
  readonly createdAt: Date;
  /** How it is going to end. */
  readonly fate: ProcessingEnd;
  status: ProcessingStatus;
  endedAt?: Date;
  documentId?: string;
  /** While it is being written. */
  ending?: Promise<void>;
}

/** Amazon names no time; sellers wait from half a minute to several. The simulator's own choice. */
export const DEFAULT_REPORT_DELAY_MS = 30_000;

/** Reports of all sellers. They are written when their time has come and somebody looks. */
export class ReportStore {
  /** Milliseconds from a request to its end. */
  delayMs: number;
  style: ReportStyle = { columns: REPORT_COLUMNS, charset: 'Cp1252' };
  /** How the next reports end instead of well; taken one by one. */
  readonly fates: ProcessingFailure[] = [];
  readonly #listings: ListingStore;
  readonly #clock: Clock;
  readonly #reports = new Map<string, AmazonReport>();
  readonly #documents: DocumentStore;
  #lastNumber = 383_187_020_000;

  constructor(listings: ListingStore, documents: DocumentStore, delayMs: number, clock: Clock) {
    this.#listings = listings;
    this.#documents = documents;
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

  /** Everything that was written is over its retention: reports, documents and addresses. */
  expire(): void {
    this.#reports.clear();
    this.#documents.expire();
  }

  async #goOn(report: AmazonReport): Promise<void> {
    if (!isWaiting(report.status)) return;
    const age = this.#clock().getTime() - report.createdAt.getTime();
    if (age < this.delayMs) {
      report.status = waitingStatus(age, this.delayMs);
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
    this.#documents.put({ documentId, sellerId, body: written.body, contentType });
    report.documentId = documentId;
    report.status = 'DONE';
  }
}
