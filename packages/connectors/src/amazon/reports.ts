import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { plus, type Instant } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import type { AmazonClient } from './client.ts';
import type { AmazonSettings } from './settings.ts';

/** Every listing of a marketplace with its state, as a file. */
const reportType = 'GET_MERCHANT_LISTINGS_ALL_DATA';
/** Names of the columns come in English if Amazon can (Amazon's documentation, "Inventory Reports"); a cached report may have others. */
const reportOptions = { preferredReportDocumentLocale: 'en_US' };

/** Addresses live five minutes (Reports API 2021-06-30); a minute is left for the download to begin. */
const addressLifeMs = 4 * 60_000;

const report = z.object({
  /** `IN_QUEUE`, `IN_PROGRESS`, `DONE`, `CANCELLED`, `FATAL`. */
  processingStatus: z.string(),
  processingEndTime: z.string().nullish(),
  reportDocumentId: z.string().nullish(),
});

/** The calls that reading a report is made of (Reports API 2021-06-30). */
export interface AmazonReports {
  /** Asks for a report. Asking twice makes two reports and changes nothing, so it is treated as a read. */
  request(marketplaceId: string): Answer<string>;
  look(reportId: string): Answer<z.infer<typeof report>>;
  /** Where the document lies, for the next five minutes. */
  address(documentId: string): Answer<string>;
  /** How many listings there are, as `searchListingsItems` counts them (at most 1,000). */
  countListings(marketplaceId: string): Answer<number>;
}

export function openReports(
  client: AmazonClient,
  context: Pick<ConnectorContext, 'clock'>,
  settings: Pick<AmazonSettings, 'sellerId'>,
): AmazonReports {
  /** The address asked for last: a reading that is gone on with soon needs no new one, of which there is one a minute. */
  let known: { readonly documentId: string; readonly url: string; readonly until: Instant } | null = null;
  return {
    async request(marketplaceId) {
      const answer = await client.call({
        operation: 'createReport',
        method: 'POST',
        effect: 'read',
        path: '/reports/2021-06-30/reports',
        body: { reportType, reportOptions, marketplaceIds: [marketplaceId] },
        schema: z.object({ reportId: z.string().min(1) }),
      });
      return answer.ok ? ok(answer.value.reportId) : answer;
    },
    look: (reportId) =>
      client.call({
        operation: 'getReport',
        method: 'GET',
        path: `/reports/2021-06-30/reports/${encodeURIComponent(reportId)}`,
        schema: report,
      }),
    async address(documentId) {
      const now = context.clock.now();
      if (known?.documentId === documentId && now < known.until) return ok(known.url);
      const answer = await client.call({
        operation: 'getReportDocument',
        method: 'GET',
        path: `/reports/2021-06-30/documents/${encodeURIComponent(documentId)}`,
        schema: z.object({ url: z.string().min(1) }),
      });
      if (!answer.ok) return answer;
      known = { documentId, url: answer.value.url, until: plus(now, addressLifeMs) };
      return ok(known.url);
    },
    async countListings(marketplaceId) {
      const answer = await client.call({
        operation: 'searchListingsItems',
        method: 'GET',
        path: `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}`,
        query: { marketplaceIds: [marketplaceId], pageSize: '1' },
        schema: z.object({ numberOfResults: z.number() }),
      });
      return answer.ok ? ok(answer.value.numberOfResults) : answer;
    },
  };
}

/** A report or a document that Amazon no longer keeps: 404, and 400 as in the official sandbox cases of getReport and getReportDocument. */
export function isGone({ kind }: ConnectorError): boolean {
  return kind === 'not-found' || kind === 'invalid-input';
}
