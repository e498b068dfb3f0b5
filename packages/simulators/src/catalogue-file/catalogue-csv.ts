import { parse as parseStream } from 'csv-parse';
import type { CsvError, Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CatalogueProblems } from './catalogue-problems.ts';

/** One record of the file with the line on which it begins. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly row: number;
}

/** What may stand between two cells; WooCommerce itself writes a comma, spreadsheets write the others. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
const NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;

type Delimiter = (typeof DELIMITERS)[number];

/** Finds out by the first record what separates the cells: whatever makes the most columns of it, a comma if nothing does. */
export function findDelimiter(head: string): Delimiter {
  let found: Delimiter = ',';
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const columns = columnsOf(head, delimiter);
    if (columns > most) [found, most] = [delimiter, columns];
  }
  return found;
}

/** How a delimiter is called. */
export function nameOfDelimiter(delimiter: Delimiter): string {
  return NAMES[delimiter];
}

function columnsOf(head: string, delimiter: Delimiter): number {
  try {
    const [first] = parse(head, {
      bom: true,
      delimiter,
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      recordDelimiter: [...LINE_ENDS],
      to: 1,
    });
    return first?.length ?? 0;
  } catch {
    return 0;
  }
}

/** All of them in one file are fine: rows were pasted together from several. */
const LINE_ENDS = ['\r\n', '\n', '\r'] as const;

/** The records of a text, first the heading. */
export function readRecords(text: string, delimiter: Delimiter, problems: CatalogueProblems): CsvRecord[] {
  const counter = new RecordCounter(problems);
  const parsed = parse(text, counter.options(delimiter)) as unknown as ParsedRecord[];
  const records = parsed.map((it) => counter.record(it));
  counter.end();
  return records;
}

/** The same for texts of any length: a record is given on as soon as it is there, and the text is not kept. */
export async function streamRecords(
  chunks: AsyncIterable<string>,
  delimiter: Delimiter,
  problems: CatalogueProblems,
  take: (record: CsvRecord) => void,
): Promise<void> {
  const counter = new RecordCounter(problems);
  await pipeline(
    Readable.from(chunks),
    parseStream(counter.options(delimiter)),
    async (parsed: AsyncIterable<ParsedRecord>) => {
      for await (const it of parsed) take(counter.record(it));
    },
  );
  counter.end();
}

interface ParsedRecord {
  readonly info: { readonly lines: number };
  readonly record: string[];
}

/** Tells lines from records, and what had to be left out. */
class RecordCounter {
  readonly #problems: CatalogueProblems;
  #lastLine = 0;
  #countedTwice = 0;
  #hasOpenQuote = false;

  constructor(problems: CatalogueProblems) {
    this.#problems = problems;
  }

  options(delimiter: Delimiter): Options {
    return {
      bom: true,
      delimiter,
      info: true,
      recordDelimiter: [...LINE_ENDS],
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
      skipRecordsWithError: true,
      onSkip: (error) => {
        this.#skip(error);
        return undefined;
      },
    };
  }

  /** csv-parse counts to the end of a record, and a CR LF within quotes as two lines; its first line is what an editor shows. */
  record({ info, record }: ParsedRecord): CsvRecord {
    let breaks = 0;
    for (const cell of record) {
      if (!/[\r\n]/.test(cell)) continue;
      breaks += cell.split(/\r\n|\n|\r/).length - 1;
      this.#countedTwice += cell.split('\r\n').length - 1;
    }
    this.#lastLine = info.lines - this.#countedTwice;
    return { cells: record, row: this.#lastLine - breaks };
  }

  end(): void {
    if (!this.#hasOpenQuote) return;
    const message =
      'A quote that opens in this row never closes: the row and everything after it were left out';
    this.#problems.add({ row: this.#lastLine + 1, column: 'whole row', message, rowLeftOut: true });
  }

  #skip(error: CsvError | undefined): void {
    if (error?.code === 'CSV_QUOTE_NOT_CLOSED') {
      this.#hasOpenQuote = true;
      return;
    }
    const row = typeof error?.['lines'] === 'number' ? error['lines'] : 0;
    const message = error?.message ?? 'The row is not valid CSV';
    this.#problems.add({ row, column: 'whole row', message, rowLeftOut: true });
  }
}
