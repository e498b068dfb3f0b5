/** Where a product stands (`ProductStatus` of the schema). */
export type ProductStatus = 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED';

/** Whether more may be sold than there is (`ProductVariantInventoryPolicy`). */
export type InventoryPolicy = 'DENY' | 'CONTINUE';

/** A moment at which something was saved; see `SearchIndex`. */
export interface Saved {
  /** As the API shows it, to the second. */
  updatedAt: Date;
  /** When it was saved, oldest first; older ones than the search needs are dropped. */
  readonly savedAt: Date[];
}

/** A picture of a product. */
export interface ImageRecord {
  readonly id: number;
  readonly url: string;
  readonly alt: string | null;
}

/** By what the variants of a product differ. */
export interface OptionRecord {
  readonly id: number;
  name: string;
  readonly values: { readonly id: number; readonly name: string }[];
}

/** A metafield of whatever owner. */
export interface MetafieldRecord {
  readonly id: number;
  readonly namespace: string;
  readonly key: string;
  type: string;
  value: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A product as the shop keeps it. */
export interface ProductRecord extends Saved {
  readonly id: number;
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: ProductStatus;
  readonly options: OptionRecord[];
  images: ImageRecord[];
  readonly variants: VariantRecord[];
  readonly metafields: MetafieldRecord[];
  readonly createdAt: Date;
  publishedAt: Date | null;
}

/** A variant; amounts are decimal text in the shop's currency. */
export interface VariantRecord extends Saved {
  readonly id: number;
  readonly product: ProductRecord;
  /** One value for each option of the product, in its order. */
  readonly values: readonly string[];
  sku: string | null;
  barcode: string | null;
  price: string;
  compareAtPrice: string | null;
  inventoryPolicy: InventoryPolicy;
  taxable: boolean;
  imageIds: number[];
  readonly inventoryItem: InventoryItemRecord;
  readonly metafields: MetafieldRecord[];
  readonly createdAt: Date;
}

/** What is counted of a variant. */
export interface InventoryItemRecord extends Saved {
  readonly id: number;
  /** The variant it belongs to; set right after both are made. */
  variantId: number;
  tracked: boolean;
  cost: string | null;
  requiresShipping: boolean;
  readonly levels: LevelRecord[];
  readonly createdAt: Date;
}

/** The count of an item at one location. `on_hand` is the sum of both. */
export interface LevelRecord {
  readonly id: number;
  readonly locationId: number;
  available: number;
  /** Sold and not yet shipped. */
  committed: number;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A place where the shop counts stock. */
export interface LocationRecord {
  readonly id: number;
  name: string;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  readonly city: string;
  readonly countryCode: string;
  readonly createdAt: Date;
}

/** The name of a variant: its values, or what Shopify calls the only variant of a product without options. */
export function variantTitle(variant: VariantRecord): string {
  return variant.values.length === 0 ? 'Default Title' : variant.values.join(' / ');
}

/** The address of something by its title: `Ocean Blue Shirt` is `ocean-blue-shirt`. */
export function handleOf(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
