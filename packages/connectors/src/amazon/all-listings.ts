import { instant, parseInstant, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ListingRecord } from '@quayside/core/domain/listing';
import { ok, type Err, type Result } from '@quayside/core/domain/result';
import type { ListingsPart } from '@quayside/core/ports/channel-connector';
import type { ConnectorContext, UnreadableItem } from '@quayside/core/ports/connector';
import type { ChannelTiming } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import { openChannelStock, type ChannelStock } from './channel-stock.ts';
import type { AmazonClient } from './client.ts';
import { mapNoAnswer, mapRefusal, mapUnreadable, say } from './errors.ts';
import { amazonMarketplaces, type AmazonMarketplace } from './marketplaces.ts';
import { BrokenReport, openReport } from './report-download.ts';
import { mapReportRow, readLayout, type ReportLayout } from './report-rows.ts';
import { isGone, openReports, type AmazonReports } from './reports.ts';
import type { AmazonSettings } from './settings.ts';

/** Rows in one part. */
export const rowsPerPart = 500;

/** Where a reading stands. A marketplace begins with no report and ends with its last row. */
const position = z.object({
  /** Index into the marketplaces of the settings. */
  marketplace: z.int().nonnegative(),
  report: z.string().nullable(),
  document: z.string().nullable(),
  /** The end of the report's processing, in milliseconds. */
  asOf: z.int().nullable(),
  /** Rows that were handed over. */
  rows: z.int().nonnegative(),
});
type Position = z.infer<typeof position>;

type Step = Result<ListingsPart, ConnectorError>;

/**
 * All listings of the settings' marketplaces, by one report each (GET_MERCHANT_LISTINGS_ALL_DATA holds one marketplace; Amazon's documentation, "Inventory
 * Reports"). The iteration ends after a part that asks to wait, after a failure, and after the last part.
 */
export function readAllListings(
  client: AmazonClient,
  context: ConnectorContext,
  settings: Pick<AmazonSettings, 'sellerId' | 'marketplaceIds'>,
  timing: Pick<ChannelTiming, 'writeTimeoutMs' | 'listingsWaitMs'>,
): (resumeToken: string | null) => AsyncIterable<Step> {
  const reports = openReports(client, context, settings);
  const marketplaces = settings.marketplaceIds.flatMap(
    (id) => amazonMarketplaces.find((each) => each.id === id) ?? [],
  );
  return async function* all(resumeToken) {
    const stock = openChannelStock(client, context);
    let at: Position | null = resumeToken === null ? begin(0) : readToken(resumeToken, marketplaces.length);
    while (at !== null) {
      let next: Position | null = at;
      for await (const step of stepsFrom({ reports, stock, context, marketplaces, timing }, at)) {
        const isOver = !step.ok || step.value.part.waitMs > 0;
        yield step.ok ? ok(step.value.part) : step;
        if (isOver) return;
        next = step.value.at;
      }
      at = next;
    }
  };
}

interface Surroundings {
  readonly reports: AmazonReports;
  readonly stock: ChannelStock;
  readonly context: ConnectorContext;
  readonly marketplaces: readonly AmazonMarketplace[];
  readonly timing: Pick<ChannelTiming, 'writeTimeoutMs' | 'listingsWaitMs'>;
}

type Steps = AsyncIterable<
  Result<{ readonly part: ListingsPart; readonly at: Position | null }, ConnectorError>
>;

/** What comes next from a position: a request, a look at the report, or its rows. */
function stepsFrom(around: Surroundings, at: Position): Steps {
  if (at.report === null) return requestReport(around, at);
  if (at.document === null || at.asOf === null) return lookAtReport(around, at, at.report);
  return readDocument(around, at, at.document, instant(at.asOf));
}

async function* requestReport({ reports, marketplaces, timing }: Surroundings, at: Position): Steps {
  const answer = await reports.request(marketplaceAt(marketplaces, at).id);
  if (!answer.ok) yield answer;
  else yield part({ ...at, report: answer.value }, { waitMs: timing.listingsWaitMs });
}

async function* lookAtReport(around: Surroundings, at: Position, reportId: string): Steps {
  const { reports, context, marketplaces, timing } = around;
  const answer = await reports.look(reportId);
  if (!answer.ok) {
    if (isGone(answer.error)) yield part(begin(at.marketplace));
    else yield answer;
    return;
  }
  const { processingStatus: status, processingEndTime, reportDocumentId: document } = answer.value;
  if (status === 'DONE' && document) {
    const asOf = toMilliseconds(parseInstant(processingEndTime ?? '') ?? context.clock.now());
    yield part({ ...at, document, asOf });
  } else if (status === 'IN_QUEUE' || status === 'IN_PROGRESS') {
    yield part(at, { waitMs: timing.listingsWaitMs });
  } else {
    yield* endWithout(around, at, marketplaceAt(marketplaces, at), status);
  }
}

/**
 * A cancelled report has no data to return, or was asked for too often: Amazon does not say which (Reports model; amzn/selling-partner-api-docs issue 1329).
 * An account with listings must never look empty, so Amazon is asked whether it has any. After a failure the reading starts the marketplace again.
 */
async function* endWithout(
  { reports, marketplaces }: Surroundings,
  at: Position,
  marketplace: AmazonMarketplace,
  status: string,
): Steps {
  if (status === 'CANCELLED') {
    const listed = await reports.countListings(marketplace.id);
    if (!listed.ok) {
      yield listed;
      return;
    }
    if (listed.value === 0) {
      yield part(after(at, marketplaces.length));
      return;
    }
  }
  yield part(begin(at.marketplace));
  const values = { marketplace: marketplace.name };
  yield fail({ kind: 'transient' }, say('amazon.report-failed', values), `getReport: ${status}`);
}

async function* readDocument(
  { reports, stock, marketplaces, timing }: Surroundings,
  at: Position,
  documentId: string,
  asOf: Instant,
): Steps {
  const address = await reports.address(documentId);
  if (!address.ok) {
    if (isGone(address.error)) yield part(begin(at.marketplace));
    else yield address;
    return;
  }
  const opened = await openReport(address.value, timing.writeTimeoutMs);
  if (opened.kind !== 'rows') {
    // The storage forgets documents in its own time: 403 and 404 of an address that is fresh.
    const isOver = opened.kind === 'answer' && [403, 404, 410].includes(opened.status);
    if (isOver) yield part(begin(at.marketplace));
    else
      yield opened.kind === 'answer'
        ? mapRefusal(opened, 'read', 'report')
        : mapNoAnswer(opened, 'read', 'report');
    return;
  }
  const batch = startBatch(marketplaceAt(marketplaces, at), asOf);
  const take = async () => {
    const { items, unreadable } = batch.take();
    return { items: await stock.addTo(items), unreadable };
  };
  let done = 0;
  try {
    for await (const cells of opened.rows) {
      if (batch.layout === null) {
        const problem = batch.readHeader(cells);
        if (problem === null) continue;
        yield reportUnreadable(problem);
        return;
      }
      done += 1;
      if (done <= at.rows) continue;
      batch.add(cells, done);
      if (batch.size === rowsPerPart) yield part({ ...at, rows: done }, await take());
    }
  } catch (error) {
    if (!(error instanceof BrokenReport)) throw error;
    yield mapUnreadable('read', 'report', error.message);
    return;
  }
  if (batch.layout === null) yield reportUnreadable('empty');
  else yield part(after(at, marketplaces.length), await take());
}

function reportUnreadable(problem: string): Err<ConnectorError> {
  return fail({ kind: 'transient' }, say('amazon.report-unreadable'), `report: ${problem}`);
}

/** Gathers the rows of a part. */
function startBatch(marketplace: AmazonMarketplace, asOf: Instant) {
  let layout: ReportLayout | null = null;
  let items: ListingRecord[] = [];
  let unreadable: UnreadableItem[] = [];
  return {
    get layout() {
      return layout;
    },
    get size() {
      return items.length + unreadable.length;
    },
    /** @returns what is missing, or `null`. */
    readHeader(cells: readonly string[]): string | null {
      const read = readLayout(cells);
      if (!read.ok) return read.error;
      layout = read.value;
      return null;
    },
    add(cells: readonly string[], row: number) {
      if (layout === null) throw new Error('A row before its header');
      const record = mapReportRow(layout, cells, marketplace, asOf);
      if (record.ok) items.push(record.value);
      else {
        const sku = cells[layout.sku ?? -1]?.trim();
        unreadable.push({ id: sku || `${marketplace.name} ${row}`, problem: record.error });
      }
    },
    take() {
      const taken = { items, unreadable };
      items = [];
      unreadable = [];
      return taken;
    },
  };
}

function part(
  at: Position | null,
  holds: Partial<Pick<ListingsPart, 'items' | 'unreadable' | 'waitMs'>> = {},
): Result<{ readonly part: ListingsPart; readonly at: Position | null }, never> {
  const resumeToken = at === null ? null : packPageToken(at);
  return ok({ part: { items: [], unreadable: [], waitMs: 0, ...holds, resumeToken }, at });
}

function begin(marketplace: number): Position {
  return { marketplace, report: null, document: null, asOf: null, rows: 0 };
}

function after({ marketplace }: Position, marketplaces: number): Position | null {
  return marketplace + 1 < marketplaces ? begin(marketplace + 1) : null;
}

/** A token of another shape, or of settings with more marketplaces, is of no use: everything is read again. */
function readToken(token: string, marketplaces: number): Position {
  const read = unpackPageToken(token, position);
  return read === undefined || read.marketplace >= marketplaces ? begin(0) : read;
}

/** @throws Error when there is none: settings without a marketplace do not pass their schema. */
function marketplaceAt(marketplaces: readonly AmazonMarketplace[], at: Position): AmazonMarketplace {
  const marketplace = marketplaces[at.marketplace];
  if (marketplace === undefined) throw new Error(`No marketplace ${at.marketplace}`);
  return marketplace;
}
