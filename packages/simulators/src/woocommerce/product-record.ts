/** One custom field of a product, an order or a line. */
export interface MetaEntry {
  id: number;
  key: string;
  value: unknown;
}

/** A category, tag or brand of a product. */
export interface TermReference {
  id: number;
  name: string;
  slug: string;
}

/** A picture of a product. */
export interface ProductImage {
  id: number;
  src: string;
  name: string;
  alt: string;
}

/** An attribute of a product with the values it may take. */
export interface ProductAttribute {
  id: number;
  name: string;
  position: number;
  visible: boolean;
  variation: boolean;
  options: string[];
}

/** The value of one attribute that a variation stands for; an empty option means any value. */
export interface VariationAttribute {
  id: number;
  name: string;
  option: string;
}

/** Product types of the core plugin, and `variation`. */
export type ProductType = 'simple' | 'variable' | 'grouped' | 'external' | 'variation';

/** Whether a product can be bought now. */
export type StockStatus = 'instock' | 'outofstock' | 'onbackorder';

/**
 * A product or a variation as the shop stores it, in the platform's own words. Prices and sizes are decimal text;
 * computed members (`price`, `on_sale`, a managed product's `stock_status`) are made when it is shown.
 */
export interface ProductRecord {
  id: number;
  /** The variable product of a variation, else 0. */
  parent_id: number;
  type: ProductType;
  status: string;
  name: string;
  slug: string;
  sku: string;
  global_unique_id: string;
  regular_price: string;
  sale_price: string;
  /** What the merchant paid, decimal text; empty when nothing was entered. Shown only while the shop's feature is on. */
  cost: string;
  /** A variation's cost comes on top of its product's, instead of taking its place. */
  cost_is_additive: boolean;
  date_on_sale_from: Date | null;
  date_on_sale_to: Date | null;
  description: string;
  short_description: string;
  featured: boolean;
  catalog_visibility: string;
  virtual: boolean;
  downloadable: boolean;
  external_url: string;
  button_text: string;
  tax_status: string;
  tax_class: string;
  manage_stock: boolean;
  /** Counts only while `manage_stock` is true. */
  stock_quantity: number;
  /** Counts only while the stock is not managed. */
  stock_status: StockStatus;
  backorders: 'no' | 'notify' | 'yes';
  low_stock_amount: number | null;
  sold_individually: boolean;
  weight: string;
  dimensions: { length: string; width: string; height: string };
  shipping_class: string;
  reviews_allowed: boolean;
  purchase_note: string;
  menu_order: number;
  total_sales: number;
  categories: TermReference[];
  tags: TermReference[];
  brands: TermReference[];
  images: ProductImage[];
  attributes: ProductAttribute[];
  variation_attributes: VariationAttribute[];
  grouped_products: number[];
  upsell_ids: number[];
  cross_sell_ids: number[];
  download_limit: number;
  download_expiry: number;
  meta_data: MetaEntry[];
  date_created: Date;
  date_modified: Date;
}

/** A product with WooCommerce's default values. */
export function blankProduct(id: number, type: ProductType, now: Date): ProductRecord {
  return {
    id,
    parent_id: 0,
    type,
    status: 'publish',
    name: '',
    slug: '',
    sku: '',
    global_unique_id: '',
    regular_price: '',
    sale_price: '',
    cost: '',
    cost_is_additive: false,
    date_on_sale_from: null,
    date_on_sale_to: null,
    description: '',
    short_description: '',
    featured: false,
    catalog_visibility: 'visible',
    virtual: false,
    downloadable: false,
    external_url: '',
    button_text: '',
    tax_status: 'taxable',
    tax_class: '',
    manage_stock: false,
    stock_quantity: 0,
    stock_status: 'instock',
    backorders: 'no',
    low_stock_amount: null,
    sold_individually: false,
    weight: '',
    dimensions: { length: '', width: '', height: '' },
    shipping_class: '',
    reviews_allowed: true,
    purchase_note: '',
    menu_order: 0,
    total_sales: 0,
    categories: [],
    tags: [],
    brands: [],
    images: [],
    attributes: [],
    variation_attributes: [],
    grouped_products: [],
    upsell_ids: [],
    cross_sell_ids: [],
    download_limit: -1,
    download_expiry: -1,
    meta_data: [],
    date_created: now,
    date_modified: now,
  };
}

/** As WordPress keeps the names of terms: signs of HTML are entities, and entities stay what they are. */
export function withEntities(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** WordPress' short name of a title: lower-case letters, digits and dashes. */
export function slugOf(name: string): string {
  return name
    .replace(/&[^;\s]+;/g, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
