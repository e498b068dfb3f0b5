import { CatalogueRow } from '../catalogue-file/catalogue-row.ts';
import type { CatalogueHeading } from '../catalogue-file/catalogue-row.ts';
import { ExportReader } from '../catalogue-file/export-reader.ts';
import type { CatalogueExport } from '../catalogue-file/export-reader.ts';
import { readProduct } from './catalogue-product.ts';
import type { CatalogueProduct } from './catalogue-product.ts';
import { checkReferences } from './catalogue-references.ts';

/** What a catalogue file holds. */
export type Catalogue = CatalogueExport<CatalogueProduct>;

/**
 * Reads WooCommerce's product CSV export: any order of columns, units in the headings, separated by commas, semicolons, tabs or bars, with any line ends.
 * Whatever cannot be taken is named in `problems` with its row and column; nothing is dropped without a word.
 */
export function parseCatalogue(text: string): Catalogue {
  return new CatalogueReader().readText(text);
}

/**
 * The same for a file of any size and encoding; see `openText`. The file is not kept in memory, its products are.
 *
 * @throws NoCatalogue for what is no text, and the errors of the file system.
 */
export async function readCatalogueFile(path: string): Promise<Catalogue> {
  return new CatalogueReader().readFile(path);
}

/** UTF-8 that somebody has read as Windows-1252 and written again: `CafÃ©`, `lâ€™Ã©tÃ©`. */
const MOJIBAKE = /Ã[\u0080-\u00bf\u0192\u201a\u2026]|â€[\u0080-\u00bf\u2018-\u203a\u0153\u2122]/;

class CatalogueReader extends ExportReader<CatalogueProduct> {
  protected readonly needed = ['Type', 'Name'];
  protected readonly missed = [
    ['SKU', 'no product can be told apart on a marketplace'],
    ['Stock', 'no stock is counted'],
    ['Regular price', 'no product has a price'],
  ] as const;
  readonly #products: CatalogueProduct[] = [];

  protected products(): readonly CatalogueProduct[] {
    return checkReferences(this.#products, this.problems);
  }

  protected takeRow(heading: CatalogueHeading, cells: readonly string[], row: number): void {
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
