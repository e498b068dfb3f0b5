import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { CatalogueRow } from './catalogue-row.ts';
import type { CatalogueProblem } from './catalogue-row.ts';
import type { ProductAttribute, ProductType, StockStatus } from './product-record.ts';

/** A product of WooCommerce's CSV export, ready to be seeded. Amounts and sizes are decimal text. */
export interface CatalogueProduct {
  /** Line of the file, 1 is the heading. */
  readonly row: number;
  readonly id: number | undefined;
  readonly type: ProductType;
  readonly sku: string;
  readonly globalUniqueId: string;
  readonly name: string;
  readonly status: string;
  readonly featured: boolean;
  readonly visibility: string;
  readonly shortDescription: string;
  readonly description: string;
  readonly saleFrom: string;
  readonly saleTo: string;
  readonly taxStatus: string;
  readonly taxClass: string;
  readonly stockStatus: StockStatus;
  /** Undefined when the shop does not count this product's stock. */
  readonly stock: number | undefined;
  readonly backorders: 'no' | 'notify' | 'yes';
  readonly lowStock: number | undefined;
  readonly soldIndividually: boolean;
  readonly weight: string;
  readonly length: string;
  readonly width: string;
  readonly height: string;
  readonly salePrice: string;
  readonly regularPrice: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly brands: readonly string[];
  readonly shippingClass: string;
  readonly images: readonly string[];
  /** `id:44` or a SKU; empty for products that are not variations. */
  readonly parent: string;
  readonly groupedProducts: readonly string[];
  readonly externalUrl: string;
  readonly buttonText: string;
  readonly position: number;
  readonly virtual: boolean;
  readonly downloadable: boolean;
  readonly attributes: readonly ProductAttribute[];
  readonly meta: Readonly<Record<string, string>>;
}

/** What a catalogue file holds. */
export interface Catalogue {
  readonly products: readonly CatalogueProduct[];
  readonly problems: readonly CatalogueProblem[];
}

const TYPES: readonly ProductType[] = ['simple', 'variable', 'grouped', 'external', 'variation'];
const STATUSES: Readonly<Record<string, string>> = {
  '1': 'publish',
  '0': 'private',
  '-1': 'draft',
  '': 'publish',
};

/** Reads a catalogue file. Throws when the file cannot be read. */
export function readCatalogueFile(path: string): Catalogue {
  return parseCatalogue(readFileSync(path, 'utf8'));
}

/**
 * Reads WooCommerce's product CSV export: byte-order mark, quoted fields, any order of columns, units in the headings.
 * Whatever cannot be taken is named in `problems` with its row and column; nothing is dropped without a word.
 */
export function parseCatalogue(text: string): Catalogue {
  const problems: CatalogueProblem[] = [];
  const records = readRecords(text, problems);
  const heading = records[0];
  if (heading === undefined) return { products: [], problems };
  const columns = heading.cells.map((it) => it.trim());
  for (const needed of ['Type', 'Name']) {
    if (columns.some((it) => it.toLowerCase() === needed.toLowerCase())) continue;
    problems.push({
      row: 1,
      column: needed,
      message: `The column "${needed}" is missing`,
      rowLeftOut: false,
    });
  }
  const products: CatalogueProduct[] = [];
  for (const { cells, row } of records.slice(1)) {
    if (cells.length !== columns.length) {
      const message = `The row has ${cells.length} fields, the heading ${columns.length}`;
      problems.push({ row, column: columns[cells.length] ?? 'after the last', message, rowLeftOut: false });
    }
    const product = readProduct(new CatalogueRow(columns, cells, row, problems));
    if (product !== undefined) products.push(product);
  }
  return { products: checkReferences(products, problems), problems };
}

interface CsvRecord {
  readonly cells: string[];
  readonly row: number;
}

function readRecords(text: string, problems: CatalogueProblem[]): CsvRecord[] {
  const broken: string[] = [];
  const found = parse(text, {
    bom: true,
    info: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    skipRecordsWithError: true,
    onSkip: (error) => {
      const row = typeof error?.['lines'] === 'number' ? error['lines'] : 0;
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED') broken.push(error.code);
      else
        problems.push({
          row,
          column: 'whole row',
          message: error?.message ?? 'The row is not valid CSV',
          rowLeftOut: true,
        });
      return undefined;
    },
  }) as unknown as { info: { lines: number }; record: string[] }[];
  if (broken.length > 0) {
    const message =
      'A quote that opens in this row never closes: the row and everything after it were left out';
    problems.push({
      row: (found.at(-1)?.info.lines ?? 0) + 1,
      column: 'whole row',
      message,
      rowLeftOut: true,
    });
  }
  return found.map((it) => ({ cells: it.record, row: it.info.lines - lineBreaks(it.record) }));
}

/** csv-parse counts to the end of a record; its first line is what an editor shows. */
function lineBreaks(cells: readonly string[]): number {
  return cells.reduce((total, cell) => total + cell.split('\n').length - 1, 0);
}

function readProduct(row: CatalogueRow): CatalogueProduct | undefined {
  const kinds = row.list('Type').map((it) => it.toLowerCase());
  const type = TYPES.find((it) => kinds.includes(it));
  if (type === undefined) {
    row.problem('Type', `"${row.text('Type')}" is not a product type that WooCommerce's core has`, true);
    return undefined;
  }
  if (row.text('Name') === '' && type !== 'variation') {
    row.problem('Name', 'The product has no name', true);
    return undefined;
  }
  const status = STATUSES[row.text('Published')];
  if (status === undefined) row.problem('Published', `"${row.text('Published')}" is not 1, 0 or -1`, false);
  const inStock = row.text('In stock?').toLowerCase();
  return {
    row: row.number,
    id: row.whole('ID'),
    type,
    sku: row.text('SKU'),
    globalUniqueId: row.text('GTIN, UPC, EAN, or ISBN'),
    name: row.text('Name'),
    status: status ?? 'draft',
    featured: row.flag('Is featured?'),
    visibility: row.text('Visibility in catalog') || 'visible',
    shortDescription: row.text('Short description'),
    description: row.text('Description'),
    saleFrom: row.text('Date sale price starts'),
    saleTo: row.text('Date sale price ends'),
    taxStatus: row.text('Tax status') || 'taxable',
    taxClass: row.text('Tax class'),
    stockStatus: inStock === '0' ? 'outofstock' : inStock === 'backorder' ? 'onbackorder' : 'instock',
    stock: row.text('Stock').toLowerCase() === 'parent' ? undefined : row.whole('Stock'),
    backorders: backordersOf(row.text('Backorders allowed?')),
    lowStock: row.whole('Low stock amount'),
    soldIndividually: row.flag('Sold individually?'),
    weight: row.decimal('Weight'),
    length: row.decimal('Length'),
    width: row.decimal('Width'),
    height: row.decimal('Height'),
    salePrice: row.decimal('Sale price'),
    regularPrice: row.decimal('Regular price'),
    categories: row.list('Categories'),
    tags: row.list('Tags'),
    brands: row.list('Brands'),
    shippingClass: row.text('Shipping class'),
    images: row.list('Images'),
    parent: row.text('Parent'),
    groupedProducts: row.list('Grouped products'),
    externalUrl: row.text('External URL'),
    buttonText: row.text('Button text'),
    position: row.whole('Position') ?? 0,
    virtual: kinds.includes('virtual'),
    downloadable: kinds.includes('downloadable'),
    attributes: attributesOf(row),
    meta: Object.fromEntries(row.meta()),
  };
}

function backordersOf(text: string): 'no' | 'notify' | 'yes' {
  if (text === '1') return 'yes';
  return text === 'notify' ? 'notify' : 'no';
}

function attributesOf(row: CatalogueRow): ProductAttribute[] {
  const attributes: ProductAttribute[] = [];
  for (let number = 1; row.text(`Attribute ${number} name`) !== ''; number += 1) {
    attributes.push({
      id: row.flag(`Attribute ${number} global`) ? number : 0,
      name: row.text(`Attribute ${number} name`),
      position: number - 1,
      visible: row.flag(`Attribute ${number} visible`),
      variation: false,
      options: row.list(`Attribute ${number} value(s)`),
    });
  }
  return attributes;
}

/** Leaves out what the shop could not hold: a second product with the same id or SKU, a variation without parent. */
function checkReferences(products: CatalogueProduct[], problems: CatalogueProblem[]): CatalogueProduct[] {
  const byId = new Map<number, CatalogueProduct>();
  const bySku = new Map<string, CatalogueProduct>();
  const refuse = (it: CatalogueProduct, column: string, message: string): boolean => {
    problems.push({ row: it.row, column, message, rowLeftOut: true });
    return false;
  };
  const unique = products.filter((it) => {
    const sameId = it.id === undefined ? undefined : byId.get(it.id);
    if (sameId !== undefined) return refuse(it, 'ID', `${it.id} is also the ID of row ${sameId.row}`);
    const sameSku = it.sku === '' ? undefined : bySku.get(it.sku);
    if (sameSku !== undefined) return refuse(it, 'SKU', `"${it.sku}" is also the SKU of row ${sameSku.row}`);
    if (it.id !== undefined) byId.set(it.id, it);
    if (it.sku !== '') bySku.set(it.sku, it);
    return true;
  });
  return unique.filter((it) => {
    if (it.type !== 'variation') return true;
    if (it.parent === '') return refuse(it, 'Parent', 'The variation names no parent');
    const parent = it.parent.startsWith('id:') ? byId.get(Number(it.parent.slice(3))) : bySku.get(it.parent);
    if (parent === undefined) return refuse(it, 'Parent', `No row of the file is "${it.parent}"`);
    if (parent.type !== 'variable') return refuse(it, 'Parent', `"${it.parent}" is not a variable product`);
    return true;
  });
}
