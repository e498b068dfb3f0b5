import { CatalogueRow } from '../catalogue-file/catalogue-row.ts';
import type { CatalogueHeading } from '../catalogue-file/catalogue-row.ts';
import { ExportReader } from '../catalogue-file/export-reader.ts';
import type { CatalogueExport } from '../catalogue-file/export-reader.ts';
import { ProductCsvRows } from './product-csv-rows.ts';
import type { ProductSeed } from './seed-products.ts';

/** What a product CSV of Shopify holds. */
export type ProductCsv = CatalogueExport<ProductSeed>;

/**
 * Reads Shopify's product CSV export: rows of one handle belong together, the first says what the product is, each says a variant, an image, or both. Any order of
 * columns, separated by commas, semicolons, tabs or bars. Whatever cannot be taken is named in `problems` with its row and column.
 */
export function parseProductCsv(text: string): ProductCsv {
  return new ProductCsvReader().readText(text);
}

/**
 * The same for a file of any encoding; see `openText`.
 *
 * @throws NoCatalogue for what is no text, and the errors of the file system.
 */
export async function readProductCsvFile(path: string): Promise<ProductCsv> {
  return new ProductCsvReader().readFile(path);
}

class ProductCsvReader extends ExportReader<ProductSeed> {
  protected readonly needed = ['Handle', 'Title'];
  protected readonly missed = [
    ['Variant SKU', 'no product can be told apart on a marketplace'],
    ['Variant Inventory Qty', 'no stock is counted'],
    ['Variant Price', 'no product has a price'],
  ] as const;
  readonly #rows = new ProductCsvRows(this.problems);

  protected products(): readonly ProductSeed[] {
    return this.#rows.products();
  }

  protected takeRow(heading: CatalogueHeading, cells: readonly string[], row: number): void {
    if (cells.length !== heading.names.length) {
      const message = `The row has ${cells.length} fields, the heading ${heading.names.length}`;
      this.problems.addCounted('fields', { row, column: 'whole row', message });
    }
    this.#rows.take(new CatalogueRow(heading, cells, row, this.problems));
  }
}
