import { findDelimiter, nameOfDelimiter, readRecords, streamRecords } from './catalogue-csv.ts';
import type { CsvRecord } from './catalogue-csv.ts';
import { CatalogueProblems } from './catalogue-problems.ts';
import type { CatalogueProblem } from './catalogue-problems.ts';
import { CatalogueHeading } from './catalogue-row.ts';
import { openText } from './catalogue-text.ts';

/** What a shop's product export holds. */
export interface CatalogueExport<Product> {
  readonly products: readonly Product[];
  /** Whatever could not be taken, with its row and column. */
  readonly problems: readonly CatalogueProblem[];
  /** Columns without which a file is no product export; there are no products then. */
  readonly missingColumns: readonly string[];
}

/** Reads a product export, record by record: the heading says what a row means, and a shop's own reader says what a row is. */
export abstract class ExportReader<Product> {
  protected readonly problems = new CatalogueProblems();
  /** Columns without which a file is no product export. */
  protected abstract readonly needed: readonly string[];
  /** Columns that a file may lack, and what its shop lacks then. */
  protected abstract readonly missed: readonly (readonly [column: string, lack: string])[];
  #heading: CatalogueHeading | undefined;
  #missing: readonly string[] = [];

  protected abstract takeRow(heading: CatalogueHeading, cells: readonly string[], row: number): void;
  /** The products of all rows. */
  protected abstract products(): readonly Product[];

  /** Reads a text, separated by commas, semicolons, tabs or bars, with any line ends. */
  readText(text: string): CatalogueExport<Product> {
    const delimiter = findDelimiter(text.slice(0, 64 * 1024));
    for (const record of readRecords(text, delimiter, this.problems)) this.#take(record);
    return this.#end(nameOfDelimiter(delimiter));
  }

  /**
   * The same for a file of any size and encoding; see `openText`. The file is not kept in memory, its products are.
   *
   * @throws NoCatalogue for what is no text, and the errors of the file system.
   */
  async readFile(path: string): Promise<CatalogueExport<Product>> {
    const { head, chunks, remark } = await openText(path);
    if (remark !== undefined)
      this.problems.add({ row: 1, column: 'whole file', message: remark, rowLeftOut: false });
    const delimiter = findDelimiter(head);
    await streamRecords(chunks, delimiter, this.problems, (record) => this.#take(record));
    return this.#end(nameOfDelimiter(delimiter));
  }

  #take({ cells, row }: CsvRecord): void {
    if (this.#heading === undefined) this.#takeHeading(new CatalogueHeading(cells));
    else if (this.#missing.length === 0) this.takeRow(this.#heading, cells, row);
  }

  #takeHeading(heading: CatalogueHeading): void {
    this.#heading = heading;
    this.#missing = this.needed.filter((column) => !heading.has(column));
    if (this.#missing.length > 0) return;
    for (const [column, lack] of this.missed) {
      if (heading.has(column)) continue;
      const message = `The column "${column}" is missing: ${lack}`;
      this.problems.add({ row: 1, column, message, rowLeftOut: false });
    }
  }

  #end(separated: string): CatalogueExport<Product> {
    const missingColumns = this.#missing;
    for (const column of missingColumns) {
      const message = `The column "${column}" is missing; the first line was read as separated by ${separated}`;
      this.problems.add({ row: 1, column, message, rowLeftOut: false });
    }
    return { products: this.products(), problems: this.problems.all(), missingColumns };
  }
}
