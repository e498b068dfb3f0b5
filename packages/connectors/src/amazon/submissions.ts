import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { ok, type Result } from '@quayside/core/domain/result';
import type {
  ChannelSubmissions,
  OfferRefusal,
  SubmissionOutcome,
} from '@quayside/core/ports/channel-connector';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import type { SubmissionLimits } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import { isHttpsOrLoopback } from '../_kit/address-check.ts';
import { fail } from '../_kit/failure.ts';
import { logCall } from '../_kit/log-call.ts';
import { readAs } from '../_kit/parse-json.ts';
import { sendHttp } from '../_kit/send-http.ts';
import type { AmazonClient } from './client.ts';
import { openDocument } from './document-download.ts';
import { mapNoAnswer, mapRefusal, mapUnreadable, say } from './errors.ts';
import { writeListingsFeed } from './listing-feed.ts';
import { amazonIssue, explainRefusal, type AmazonIssue } from './listing-issues.ts';
import { isGone } from './reports.ts';
import type { AmazonSettings } from './settings.ts';

/** `contentType` of the document and of its upload must be the same ("Feeds API v2021-06-30 Use Case Guide"). */
const contentType = 'application/json; charset=UTF-8';
/** 25,000 messages with several issues each stay far below. */
const longestReport = 100 * 1024 * 1024;

const feed = z.object({
  /** `IN_QUEUE`, `IN_PROGRESS`, `DONE`, `CANCELLED`, `FATAL`; what it does not say is not over yet, until patience ends it. */
  processingStatus: z.string().catch(''),
  resultFeedDocumentId: z.string().nullish(),
});

const reportedIssue = amazonIssue.extend({
  sku: z.string().nullish(),
  attributeName: z.string().nullish().catch(null),
});
type ReportedIssue = z.infer<typeof reportedIssue>;

/** What we need of the processing report (schema "Selling Partner JSON Listings Feed Processing Report (v2)"). */
const processingReport = z.object({
  issues: z.array(reportedIssue).catch([]),
  summary: z.object({ messagesAccepted: z.number() }).nullish().catch(null),
});

/** New offers by JSON_LISTINGS_FEED (Feeds API 2021-06-30). */
export function amazonSubmissions(
  client: AmazonClient,
  context: ConnectorContext,
  settings: Pick<AmazonSettings, 'sellerId'>,
  { timeoutMs, mostOffers }: { readonly timeoutMs: number } & Pick<SubmissionLimits, 'mostOffers'>,
): ChannelSubmissions {
  /** Nothing is done with a document until a feed names it: it may simply be made again. */
  async function upload(text: string): Answer<string> {
    const opened = await client.call({
      operation: 'createFeedDocument',
      method: 'POST',
      effect: 'read',
      path: '/feeds/2021-06-30/documents',
      body: { contentType },
      schema: z.object({ feedDocumentId: z.string().min(1), url: z.string().min(1) }),
    });
    if (!opened.ok) return opened;
    const { feedDocumentId, url } = opened.value;
    const operation = 'uploadFeedDocument';
    if (!isHttpsOrLoopback(url)) return mapUnreadable('read', operation, 'not https');
    // The address itself is the permission: no credential goes along.
    const outcome = await logCall(context, 'amazon', operation, () =>
      sendHttp({ method: 'PUT', url, headers: { 'content-type': contentType }, body: text, timeoutMs }),
    );
    if (outcome.kind !== 'answer') return mapNoAnswer(outcome, 'read', operation);
    if (outcome.status === 200) return ok(feedDocumentId);
    const detail = `${operation}: ${outcome.status}`;
    return fail({ kind: 'transient' }, say('amazon.server-error', { status: outcome.status }), detail);
  }

  async function readReport(marketplace: MarketplaceId, documentId: string): Answer<SubmissionOutcome> {
    const found = await client.call({
      operation: 'getFeedDocument',
      method: 'GET',
      path: `/feeds/2021-06-30/documents/${encodeURIComponent(documentId)}`,
      schema: z.object({ url: z.string().min(1) }),
    });
    if (!found.ok) return isGone(found.error) ? ok(failed('the report is gone')) : found;
    const opened = await openDocument(found.value.url, timeoutMs);
    if (opened.kind === 'answer') return mapRefusal(opened, 'read', 'feed report');
    if (opened.kind !== 'document') return mapNoAnswer(opened, 'read', 'feed report');
    const body = await readJson(opened.bytes);
    const report = body.ok ? readAs(processingReport, body.value) : body;
    return report.ok
      ? ok(judge(marketplace, report.value))
      : mapUnreadable('read', 'feed report', report.error);
  }

  function failed(status: string): SubmissionOutcome {
    context.log.warn('submission-failed', { status });
    return { kind: 'failed', message: say('amazon.submission-failed') };
  }

  function judge(
    marketplace: MarketplaceId,
    { issues, summary }: z.infer<typeof processingReport>,
  ): SubmissionOutcome {
    const refusals = refusalsIn(issues, marketplace);
    const unnamed = issues.filter(({ severity, sku }) => severity === 'ERROR' && !sku);
    // What is not about one message is about the file: nothing of it was taken.
    if (unnamed.length > 0 && refusals.length === 0 && summary?.messagesAccepted === 0) {
      return failed(unnamed.map(({ code }) => code).join(', '));
    }
    return { kind: 'done', refusals };
  }

  return {
    async create(marketplace, offers, sendBy) {
      const { text, messages } = writeListingsFeed(settings.sellerId, offers, mostOffers);
      const document = await upload(text);
      if (!document.ok) return document;
      const answer = await client.call({
        operation: 'createFeed',
        method: 'POST',
        path: '/feeds/2021-06-30/feeds',
        body: {
          feedType: 'JSON_LISTINGS_FEED',
          marketplaceIds: [marketplace],
          inputFeedDocumentId: document.value,
        },
        maySend: () => context.clock.now() <= sendBy,
        schema: z.object({ feedId: z.string().min(1) }),
      });
      return answer.ok ? ok({ channelId: answer.value.feedId, taken: messages }) : answer;
    },
    async outcome(marketplace, feedId) {
      const answer = await client.call({
        operation: 'getFeed',
        method: 'GET',
        path: `/feeds/2021-06-30/feeds/${encodeURIComponent(feedId)}`,
        schema: feed,
      });
      if (!answer.ok) return isGone(answer.error) ? ok(failed('gone')) : answer;
      const { processingStatus: status, resultFeedDocumentId: document } = answer.value;
      if (status === 'CANCELLED' || status === 'FATAL') return ok(failed(status));
      if (status === 'DONE')
        return document ? readReport(marketplace, document) : ok(failed('DONE without a report'));
      return ok({ kind: 'waiting' });
    },
  };
}

/** One refusal for each SKU with an error. */
function refusalsIn(issues: readonly ReportedIssue[], marketplace: MarketplaceId): OfferRefusal[] {
  const bySku = Map.groupBy(issues, ({ sku }) => sku ?? '');
  return [...bySku].flatMap(([sku, own]) => {
    if (sku === '') return [];
    const channelSku = brandId<ChannelSku>(sku);
    const named = own.map((issue): AmazonIssue => ({
      ...issue,
      attributeNames: issue.attributeName == null ? issue.attributeNames : [issue.attributeName],
    }));
    const refusal = explainRefusal(named, { channelSku, marketplace, catalogueId: null });
    return refusal === null ? [] : [{ channelSku, message: refusal.message, issues: refusal.issues }];
  });
}

/** @returns what is wrong with it, without its content. */
async function readJson(bytes: AsyncIterable<Uint8Array>): Promise<Result<unknown, string>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of bytes) {
      length += piece.byteLength;
      if (length > longestReport) return { ok: false, error: 'too long' };
      pieces.push(piece);
    }
    return ok(JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown);
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.name : 'broken off' };
  }
}
