import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { classifyTransportError, type CallOutcome } from '../_kit/call-outcome.ts';
import { openDocument } from './document-download.ts';
import { decodeReport } from './report-text.ts';

/** Longer than any row of Amazon's (a title and 30 short cells), and short enough that a file without line ends is given up. */
const longestRow = 200_000;

/** The file ended before its end, or is no such file. The reason names no content. */
export class BrokenReport extends Error {
  override readonly name = 'BrokenReport';
}

export interface OpenedReport {
  readonly kind: 'rows';
  /** Cells of each row, the header first. Throws `BrokenReport`. */
  readonly rows: AsyncIterable<readonly string[]>;
}

/** Opens a report document: rows are read as the file comes in, never as a whole. */
export async function openReport(url: string, timeoutMs: number): Promise<OpenedReport | CallOutcome> {
  const opened = await openDocument(url, timeoutMs);
  return opened.kind === 'document'
    ? { kind: 'rows', rows: readRows(opened.bytes, opened.contentType) }
    : opened;
}

/** Not quoted: a quotation mark in a title is one (Amazon's flat files). */
async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  contentType: string,
): AsyncIterable<readonly string[]> {
  const text = Readable.from(decodeReport(bytes, contentType));
  const rows = text.pipe(
    parse({
      delimiter: '\t',
      quote: false,
      escape: null,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRow,
    }),
  );
  text.on('error', (error) => rows.destroy(error));
  try {
    yield* rows as AsyncIterable<readonly string[]>;
  } catch (error) {
    throw new BrokenReport(classifyTransportError(error).reason);
  } finally {
    text.destroy();
    rows.destroy();
  }
}
