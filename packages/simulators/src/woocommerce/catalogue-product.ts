import type { CatalogueRow } from '../catalogue-file/catalogue-row.ts';
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
  /** Of the site's clock, such as `2026-11-20T09:00:00`; empty without one. */
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
  /** What the merchant paid; a column of shops with the feature. */
  readonly cost: string;
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

const TYPES: readonly ProductType[] = ['simple', 'variable', 'grouped', 'external', 'variation'];
const STATUSES: Readonly<Record<string, string>> = {
  '1': 'publish',
  '0': 'private',
  '-1': 'draft',
  '2': 'pending',
  '': 'publish',
};

/** The product of a row; undefined, with a problem, when the row is none. */
export function readProduct(row: CatalogueRow): CatalogueProduct | undefined {
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
  if (status === undefined)
    row.problem(
      'Published',
      `"${row.text('Published')}" is not 1, 0, -1 or 2; the product is a draft`,
      false,
    );
  const inStock = row.text('In stock?').toLowerCase();
  return {
    row: row.number,
    id: row.whole('ID'),
    type,
    sku: row.text('SKU'),
    globalUniqueId: row.gtin('GTIN, UPC, EAN, or ISBN'),
    name: row.text('Name'),
    status: status ?? 'draft',
    featured: row.flag('Is featured?'),
    visibility: row.text('Visibility in catalog') || 'visible',
    shortDescription: row.text('Short description'),
    description: row.text('Description'),
    saleFrom: row.moment('Date sale price starts'),
    saleTo: row.moment('Date sale price ends'),
    taxStatus: row.text('Tax status') || 'taxable',
    taxClass: row.text('Tax class'),
    stockStatus: inStock === '0' ? 'outofstock' : inStock === 'backorder' ? 'onbackorder' : 'instock',
    stock: row.stock('Stock'),
    backorders: backordersOf(row.text('Backorders allowed?')),
    lowStock: row.whole('Low stock amount'),
    soldIndividually: row.flag('Sold individually?'),
    weight: row.size('Weight'),
    length: row.size('Length'),
    width: row.size('Width'),
    height: row.size('Height'),
    salePrice: row.price('Sale price'),
    regularPrice: row.price('Regular price'),
    cost: row.price('Cost of goods'),
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
