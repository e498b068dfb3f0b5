import { findDelimiter, nameOfDelimiter, readRecords, streamRecords } from '../woocommerce/catalogue-csv.ts';
import type { CsvRecord } from '../woocommerce/catalogue-csv.ts';
import { CatalogueProblems } from '../woocommerce/catalogue-problems.ts';
import type { CatalogueProblem } from '../woocommerce/catalogue-problems.ts';
import { CatalogueHeading, CatalogueRow } from '../woocommerce/catalogue-row.ts';
import { openText } from '../woocommerce/catalogue-text.ts';
import { ProductCsvRows } from './product-csv-rows.ts';
import type { ProductSeed } from './seed-products.ts';

/** What a product CSV of Shopify holds. */
export interface ProductCsv {
  readonly products: readonly ProductSeed[];
  /** Whatever could not be taken, with its row and column. */
  readonly problems: readonly CatalogueProblem[];
  /** Columns without which a file is no product export; there are no products then. */
  readonly missingColumns: readonly string[];
}

const NEEDED = ['Handle', 'Title'] as const;
/** Columns that a file may lack, and what its shop lacks then. */
const MISSED = [
  ['Variant SKU', 'no product can be told apart on a marketplace'],
  ['Variant Inventory Qty', 'no stock is counted'],
  ['Variant Price', 'no product has a price'],
] as const;

/**
 * Reads Shopify's product CSV export: rows of one handle belong together, the first says what the product is, each says a variant, an image, or both. Any order of
 * columns, separated by commas, semicolons, tabs or bars. Whatever cannot be taken is named in `problems` with its row and column.
 */
export function parseProductCsv(text: string): ProductCsv {
  const reader = new ProductCsvReader();
  const delimiter = findDelimiter(text.slice(0, 64 * 1024));
  for (const record of readRecords(text, delimiter, reader.problems)) reader.take(record);
  return reader.end(nameOfDelimiter(delimiter));
}

/**
 * The same for a file of any encoding; see `openText`.
 *
 * @throws NoCatalogue for what is no text, and the errors of the file system.
 */
export async function readProductCsvFile(path: string): Promise<ProductCsv> {
  const { head, chunks, remark } = await openText(path);
  const reader = new ProductCsvReader();
  if (remark !== undefined)
    reader.problems.add({ row: 1, column: 'whole file', message: remark, rowLeftOut: false });
  const delimiter = findDelimiter(head);
  await streamRecords(chunks, delimiter, reader.problems, (record) => reader.take(record));
  return reader.end(nameOfDelimiter(delimiter));
}

class ProductCsvReader {
  readonly problems = new CatalogueProblems();
  readonly #rows = new ProductCsvRows(this.problems);
  #heading: CatalogueHeading | undefined;
  #missing: readonly string[] = [];

  take({ cells, row }: CsvRecord): void {
    if (this.#heading === undefined) this.#takeHeading(new CatalogueHeading(cells));
    else if (this.#missing.length === 0) this.#takeRow(this.#heading, cells, row);
  }

  end(separated: string): ProductCsv {
    const missingColumns = this.#missing;
    for (const column of missingColumns) {
      const message = `The column "${column}" is missing; the first line was read as separated by ${separated}`;
      this.problems.add({ row: 1, column, message, rowLeftOut: false });
    }
    return { products: this.#rows.products(), problems: this.problems.all(), missingColumns };
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
    if (cells.length !== heading.names.length) {
      const message = `The row has ${cells.length} fields, the heading ${heading.names.length}`;
      this.problems.addCounted('fields', { row, column: 'whole row', message });
    }
    this.#rows.take(new CatalogueRow(heading, cells, row, this.problems));
  }
}
