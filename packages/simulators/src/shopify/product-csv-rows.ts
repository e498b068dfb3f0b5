import type { CatalogueProblems } from '../catalogue-file/catalogue-problems.ts';
import type { CatalogueRow } from '../catalogue-file/catalogue-row.ts';
import type { InventoryPolicy, ProductStatus } from './product-record.ts';
import type { ProductSeed, VariantSeed } from './seed-products.ts';

const STATUSES: Readonly<Record<string, ProductStatus>> = {
  '': 'ACTIVE',
  active: 'ACTIVE',
  archived: 'ARCHIVED',
  draft: 'DRAFT',
  unlisted: 'UNLISTED',
};
const OPTION_NUMBERS = [1, 2, 3] as const;

interface Draft {
  readonly seed: Omit<ProductSeed, 'variants' | 'images' | 'options'>;
  readonly options: readonly string[];
  readonly images: { readonly url: string; readonly alt?: string; readonly position: number }[];
  readonly variants: VariantSeed[];
  /** Row of each variant, by its values. */
  readonly rows: Map<string, number>;
}

/** Gathers the rows of a product CSV: those of one handle make one product. */
export class ProductCsvRows {
  readonly #problems: CatalogueProblems;
  readonly #drafts = new Map<string, Draft>();
  readonly #skus = new Map<string, number>();

  constructor(problems: CatalogueProblems) {
    this.#problems = problems;
  }

  take(row: CatalogueRow): void {
    const handle = row.text('Handle');
    if (handle === '') {
      row.problem('Handle', 'The row names no product', true);
      return;
    }
    let draft = this.#drafts.get(handle);
    if (draft === undefined) {
      draft = beginProduct(row, handle);
      this.#drafts.set(handle, draft);
    }
    takeImage(row, draft);
    if (isVariant(row, draft)) this.#takeVariant(row, draft);
  }

  /** The products in the order of the file. */
  products(): ProductSeed[] {
    return [...this.#drafts.values()].map(({ seed, options, images, variants }) => ({
      ...seed,
      options,
      images: [...images]
        .sort((a, b) => a.position - b.position)
        .map(({ url, alt }) => (alt === undefined ? { url } : { url, alt })),
      variants,
    }));
  }

  #takeVariant(row: CatalogueRow, draft: Draft): void {
    const values = draft.options.map((_, index) => row.text(`Option${index + 1} Value`));
    const same = draft.rows.get(values.join('\n'));
    if (same !== undefined) {
      row.problem('Option1 Value', `The variant "${values.join(' / ')}" is also that of row ${same}`, true);
      return;
    }
    draft.rows.set(values.join('\n'), row.number);
    const sku = this.#sku(row);
    const image = row.text('Variant Image');
    if (image !== '' && !draft.images.some(({ url }) => url === image))
      draft.images.push({ url: image, position: Number.MAX_SAFE_INTEGER });
    const compareAtPrice = row.price('Variant Compare At Price');
    const cost = row.price('Cost per item');
    const barcode = row.gtin('Variant Barcode');
    draft.variants.push({
      values,
      price: this.#price(row),
      isTracked: this.#isTracked(row),
      stock: row.stock('Variant Inventory Qty') ?? 0,
      inventoryPolicy: policyOf(row),
      taxable: row.text('Variant Taxable').toLowerCase() !== 'false',
      requiresShipping: row.text('Variant Requires Shipping').toLowerCase() !== 'false',
      ...(sku === '' ? {} : { sku }),
      ...(barcode === '' ? {} : { barcode }),
      ...(compareAtPrice === '' ? {} : { compareAtPrice }),
      ...(cost === '' ? {} : { cost }),
      ...(image === '' ? {} : { imageUrl: image }),
    });
  }

  /** A shop takes the same SKU twice, a marketplace does not. */
  #sku(row: CatalogueRow): string {
    const column = 'Variant SKU';
    const sku = row.text(column);
    const { number } = row;
    if (sku === '') {
      const message = 'The variant has no SKU: it cannot be told apart on a marketplace';
      this.#problems.addCounted('sku', { row: number, column, message });
      return sku;
    }
    const same = this.#skus.get(sku);
    if (same === undefined) this.#skus.set(sku, number);
    else row.problem(column, `"${sku}" is also the SKU of row ${same}`, false);
    return sku;
  }

  #price(row: CatalogueRow): string {
    const price = row.price('Variant Price');
    if (price !== '') return price;
    const message = 'The variant has no price: it costs 0.00';
    this.#problems.addCounted('price', { row: row.number, column: 'Variant Price', message });
    return '0.00';
  }

  /** Shopify counts what names it as its tracker, and nothing else. */
  #isTracked(row: CatalogueRow): boolean {
    const column = 'Variant Inventory Tracker';
    const tracker = row.text(column).toLowerCase();
    if (tracker === 'shopify') return true;
    const message =
      tracker === ''
        ? 'The variant has no inventory tracker: its stock is not counted'
        : `"${tracker}" is another app's tracker: the stock is not counted`;
    this.#problems.addCounted('tracker', { row: row.number, column, message });
    return false;
  }
}

function beginProduct(row: CatalogueRow, handle: string): Draft {
  const title = row.text('Title');
  if (title === '')
    row.problem('Title', `The first row of "${handle}" has no title: its handle is taken`, false);
  const status = STATUSES[row.text('Status').toLowerCase()];
  if (status === undefined)
    row.problem('Status', `"${row.text('Status')}" is no status; the product is a draft`, false);
  const names = OPTION_NUMBERS.map((number) => row.text(`Option${number} Name`)).filter(
    (name) => name !== '',
  );
  const isSingle =
    names.length === 1 && names[0] === 'Title' && row.text('Option1 Value') === 'Default Title';
  return {
    seed: {
      title: title === '' ? handle : title,
      handle,
      descriptionHtml: row.text('Body (HTML)'),
      vendor: row.text('Vendor'),
      productType: row.text('Type'),
      tags: row.list('Tags'),
      status: status ?? 'DRAFT',
      isPublished: row.text('Published').toLowerCase() !== 'false',
    },
    options: isSingle ? [] : names,
    images: [],
    variants: [],
    rows: new Map(),
  };
}

/** A row may say an image only: it has neither option nor price then. The first row of a product is a variant whatever it says. */
function isVariant(row: CatalogueRow, draft: Draft): boolean {
  return draft.rows.size === 0 || row.text('Option1 Value') !== '' || row.text('Variant Price') !== '';
}

function takeImage(row: CatalogueRow, draft: Draft): void {
  const url = row.text('Image Src');
  if (url === '' || draft.images.some((image) => image.url === url)) return;
  if (!URL.canParse(url)) {
    row.problem('Image Src', `"${url}" is no address and was left out`, false);
    return;
  }
  const alt = row.text('Image Alt Text');
  const position = row.whole('Image Position') ?? draft.images.length + 1;
  draft.images.push({ url, position, ...(alt === '' ? {} : { alt }) });
}

function policyOf(row: CatalogueRow): InventoryPolicy {
  const column = 'Variant Inventory Policy';
  const policy = row.text(column).toLowerCase();
  if (policy === 'continue') return 'CONTINUE';
  if (policy !== 'deny' && policy !== '')
    row.problem(column, `"${policy}" is neither deny nor continue; nothing is sold below zero`, false);
  return 'DENY';
}
