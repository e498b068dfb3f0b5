import { exact, money } from '../decimal-text.ts';
import { stockAt } from './inventory.ts';
import type {
  InventoryItemRecord,
  InventoryPolicy,
  MetafieldRecord,
  ProductRecord,
  ProductStatus,
  VariantRecord,
} from './product-record.ts';
import { handleOf } from './product-record.ts';
import type { Shop } from './shop.ts';

/** A product to put into a shop. Amounts are decimal text in the shop's currency. */
export interface ProductSeed {
  readonly title: string;
  readonly handle?: string;
  readonly descriptionHtml?: string;
  readonly vendor?: string;
  readonly productType?: string;
  readonly tags?: readonly string[];
  /** Default `ACTIVE`. */
  readonly status?: ProductStatus;
  /** Whether the online store shows it; default true. */
  readonly isPublished?: boolean;
  /** By what its variants differ; none for a product with one variant. */
  readonly options?: readonly string[];
  readonly images?: readonly { readonly url: string; readonly alt?: string }[];
  readonly metafields?: readonly Pick<MetafieldRecord, 'namespace' | 'key' | 'type' | 'value'>[];
  readonly variants: readonly VariantSeed[];
}

/** A variant to put into a shop. */
export interface VariantSeed {
  /** One value for each option. */
  readonly values?: readonly string[];
  readonly sku?: string;
  readonly barcode?: string;
  /** Default `0.00`. */
  readonly price?: string;
  readonly compareAtPrice?: string;
  readonly cost?: string;
  /** Default true. */
  readonly isTracked?: boolean;
  readonly inventoryPolicy?: InventoryPolicy;
  readonly taxable?: boolean;
  readonly requiresShipping?: boolean;
  /** Units at the first location, or by the name of a location. Default 0. */
  readonly stock?: number | Readonly<Record<string, number>>;
  /** One of the product's images, by its address. */
  readonly imageUrl?: string;
}

/** When a product was made and changed last; default now. */
export interface SeedMoment {
  readonly at?: Date;
}

/** Puts a product into a shop as it is. Nobody is told; see `announceProduct`. */
export function seedProduct(shop: Shop, seed: ProductSeed, { at }: SeedMoment = {}): ProductRecord {
  const saved = at === undefined ? shop.saved() : { createdAt: at, updatedAt: at, savedAt: [at] };
  const optionNames = seed.options ?? [];
  const product: ProductRecord = {
    ...saved,
    savedAt: [...saved.savedAt],
    id: shop.nextId(),
    title: seed.title,
    handle: freeHandle(shop, seed.handle ?? handleOf(seed.title)),
    descriptionHtml: seed.descriptionHtml ?? '',
    vendor: seed.vendor ?? shop.settings.name,
    productType: seed.productType ?? '',
    tags: [...(seed.tags ?? [])],
    status: seed.status ?? 'ACTIVE',
    publishedAt: seed.isPublished === false ? null : saved.createdAt,
    options: optionNames.map((name) => ({ id: shop.nextId(), name, values: [] })),
    images: (seed.images ?? []).map(({ url, alt }) => ({ id: shop.nextId(), url, alt: alt ?? null })),
    variants: [],
    metafields: (seed.metafields ?? []).map(({ namespace, key, type, value }) =>
      shop.metafield(namespace, key, type, value),
    ),
  };
  shop.products.set(product.id, product);
  for (const variant of seed.variants) addVariant(shop, product, variant, saved);
  return product;
}

/** Tells of a product that was put into a shop. */
export function announceProduct(shop: Shop, product: ProductRecord): void {
  shop.emit({ topic: 'products/create', product });
}

function addVariant(
  shop: Shop,
  product: ProductRecord,
  seed: VariantSeed,
  saved: { readonly createdAt: Date; readonly updatedAt: Date; readonly savedAt: readonly Date[] },
): void {
  const own = { ...saved, savedAt: [...saved.savedAt] };
  const values = product.options.map((_, index) => seed.values?.[index] ?? '');
  const id = shop.nextId();
  const inventoryItem: InventoryItemRecord = {
    ...own,
    savedAt: [...own.savedAt],
    id: shop.nextId(),
    variantId: id,
    tracked: seed.isTracked ?? true,
    cost: seed.cost === undefined ? null : money(exact(seed.cost)),
    requiresShipping: seed.requiresShipping ?? true,
    levels: [],
  };
  for (const [index, option] of product.options.entries()) {
    const name = values[index] ?? '';
    if (!option.values.some((it) => it.name === name)) option.values.push({ id: shop.nextId(), name });
  }
  const variant: VariantRecord = {
    ...own,
    id,
    product,
    values,
    sku: seed.sku ?? null,
    barcode: seed.barcode ?? null,
    price: money(exact(seed.price ?? '0')),
    compareAtPrice: seed.compareAtPrice === undefined ? null : money(exact(seed.compareAtPrice)),
    inventoryPolicy: seed.inventoryPolicy ?? 'DENY',
    taxable: seed.taxable ?? true,
    imageIds: product.images.filter(({ url }) => url === seed.imageUrl).map((image) => image.id),
    inventoryItem,
    metafields: [],
  };
  product.variants.push(variant);
  shop.variants.set(variant.id, variant);
  shop.inventoryItems.set(inventoryItem.id, inventoryItem);
  for (const [locationId, units] of stockOf(shop, seed.stock))
    stockAt(shop, inventoryItem, locationId).available = units;
}

function stockOf(shop: Shop, stock: VariantSeed['stock']): [number, number][] {
  const locations = [...shop.locations.values()];
  const [first] = locations;
  if (typeof stock !== 'object') return first === undefined ? [] : [[first.id, stock ?? 0]];
  return Object.entries(stock).map(([name, units]) => {
    const found = locations.find((it) => it.name === name) ?? raise(`The shop has no location "${name}"`);
    return [found.id, units];
  });
}

function raise(message: string): never {
  throw new Error(message);
}

/** Two products of one title: the second gets a number, as in a shop. */
function freeHandle(shop: Shop, wanted: string): string {
  const base = wanted === '' ? 'product' : wanted;
  const taken = shop.handles;
  let handle = base;
  for (let number = 1; taken.has(handle); number += 1) handle = `${base}-${number}`;
  taken.add(handle);
  return handle;
}
