import { findDelimiter, nameOfDelimiter, readRecords, streamRecords } from './catalogue-csv.ts';
import type { CsvRecord } from './catalogue-csv.ts';
import { CatalogueProblems } from './catalogue-problems.ts';
import type { CatalogueProblem } from './catalogue-problems.ts';
import { readProduct } from './catalogue-product.ts';
import type { CatalogueProduct } from './catalogue-product.ts';
import { checkReferences } from './catalogue-references.ts';
import { CatalogueHeading, CatalogueRow } from './catalogue-row.ts';
import { openText } from './catalogue-text.ts';

/** What a catalogue file holds. */
export interface Catalogue {
  readonly products: readonly CatalogueProduct[];
  /** Whatever could not be taken, with its row and column. */
  readonly problems: readonly CatalogueProblem[];
  /** Columns without which a file is no product export; there are no products then. */
  readonly missingColumns: readonly string[];
}

const NEEDED = ['Type', 'Name'] as const;
/** Columns that a file may lack, and what its shop lacks then. */
const MISSED = [
  ['SKU', 'no product can be told apart on a marketplace'],
  ['Stock', 'no stock is counted'],
  ['Regular price', 'no product has a price'],
] as const;

/**
 * Reads WooCommerce's product CSV export: any order of columns, units in the headings, separated by commas, semicolons, tabs or bars, with any line ends.
 * Whatever cannot be taken is named in `problems` with its row and column; nothing is dropped without a word.
 */
export function parseCatalogue(text: string): Catalogue {
  const reader = new CatalogueReader();
  const delimiter = findDelimiter(text.slice(0, 64 * 1024));
  for (const record of readRecords(text, delimiter, reader.problems)) reader.take(record);
  return reader.end(nameOfDelimiter(delimiter));
}

/**
 * The same for a file of any size and encoding; see `openText`. The file is not kept in memory, its products are.
 *
 * @throws NoCatalogue for what is no text, and the errors of the file system.
 */
export async function readCatalogueFile(path: string): Promise<Catalogue> {
  const { head, chunks, remark } = await openText(path);
  const reader = new CatalogueReader();
  if (remark !== undefined)
    reader.problems.add({ row: 1, column: 'whole file', message: remark, rowLeftOut: false });
  const delimiter = findDelimiter(head);
  await streamRecords(chunks, delimiter, reader.problems, (record) => reader.take(record));
  return reader.end(nameOfDelimiter(delimiter));
}

/** UTF-8 that somebody has read as Windows-1252 and written again: `CafÃ©`, `lâ€™Ã©tÃ©`. */
const MOJIBAKE = /Ã[\u0080-\u00bf\u0192\u201a\u2026]|â€[\u0080-\u00bf\u2018-\u203a\u0153\u2122]/;

class CatalogueReader {
  readonly problems = new CatalogueProblems();
  readonly #products: CatalogueProduct[] = [];
  #heading: CatalogueHeading | undefined;
  #missing: readonly string[] = [];

  take({ cells, row }: CsvRecord): void {
    if (this.#heading === undefined) this.#takeHeading(new CatalogueHeading(cells));
    else if (this.#missing.length === 0) this.#takeRow(this.#heading, cells, row);
  }

  end(separated: string): Catalogue {
    const missingColumns = this.#missing;
    for (const column of missingColumns) {
      const message = `The column "${column}" is missing; the first line was read as separated by ${separated}`;
      this.problems.add({ row: 1, column, message, rowLeftOut: false });
    }
    const products = checkReferences(this.#products, this.problems);
    return { products, problems: this.problems.all(), missingColumns };
  }

  #takeHeading(heading: CatalogueHeading): void {
    this.#heading = heading;
    this.#missing = NEEDED.filter((column) => !heading.has(column));
    if (this.#missing.length > 0) return;
    for (const [column, lack] of MISSED) {
      if (heading.has(column)) continue;
      const message = `The column "${column}" is missing: ${lack}`;
      this.problems.add({ row: 1, column, message, rowLeftOut: false });
    }
  }

  #takeRow(heading: CatalogueHeading, cells: readonly string[], row: number): void {
    const { names } = heading;
    if (cells.length !== names.length) {
      const message = `The row has ${cells.length} fields, the heading ${names.length}`;
      const column = names[cells.length] ?? 'after the last';
      this.problems.add({ row, column, message, rowLeftOut: false });
    }
    this.#noteLetters(names, cells, row);
    const product = readProduct(new CatalogueRow(heading, cells, row, this.problems));
    if (product !== undefined) this.#products.push(product);
  }

  #noteLetters(names: readonly string[], cells: readonly string[], row: number): void {
    for (const [index, cell] of cells.entries()) {
      const column = names[index] ?? 'after the last';
      if (cell.includes('\uFFFD')) {
        const message = `"${cell.slice(0, 40)}" has letters that could not be read`;
        this.problems.add({ row, column, message, rowLeftOut: false });
      }
      const broken = MOJIBAKE.exec(cell);
      if (broken === null) continue;
      const quoted = cell.slice(Math.max(0, broken.index - 10), broken.index + 10);
      const message = `"${quoted}" looks as if its accents had been lost in an earlier conversion; it was taken as it is`;
      this.problems.addCounted('mojibake', { row, column, message });
    }
  }
}
