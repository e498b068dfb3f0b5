import type { CatalogueProduct } from './catalogue-product.ts';
import { valueOf } from './product-changes.ts';
import type { ProductRecord } from './product-record.ts';
import { blankProduct, slugOf } from './product-record.ts';
import type { Shop } from './shop.ts';
import { instantOfLocal } from './site-time.ts';

/**
 * Puts a catalogue into an empty shop as it is: products without SKU, price or stock stay without. Ids of the file are
 * kept, the rest is numbered after the highest. Webhooks are not told.
 */
export function seedShop(shop: Shop, products: readonly CatalogueProduct[]): void {
  for (const it of products) shop.reserveIdsUpTo(it.id ?? 0);
  const bySku = new Map<string, ProductRecord>();
  const variations: [CatalogueProduct, ProductRecord][] = [];
  for (const it of products) {
    const record = recordOf(shop, it);
    if (it.type !== 'variation') shop.placeProduct(record);
    if (record.sku !== '') bySku.set(record.sku, record);
    if (it.type === 'variation') variations.push([it, record]);
  }
  const find = (reference: string): ProductRecord | undefined =>
    reference.startsWith('id:') ? shop.products.get(Number(reference.slice(3))) : bySku.get(reference);
  for (const [it, record] of variations) {
    adopt(find(it.parent), it, record);
    shop.placeProduct(record);
  }
  for (const it of products) {
    const record = it.id === undefined ? bySku.get(it.sku) : shop.products.get(it.id);
    if (record === undefined || it.groupedProducts.length === 0) continue;
    record.grouped_products = it.groupedProducts.map((ref) => find(ref)?.id).filter((id) => id !== undefined);
  }
}

function recordOf(shop: Shop, it: CatalogueProduct): ProductRecord {
  const offset = shop.settings.gmtOffsetMinutes;
  const date = (text: string): Date | null => (text === '' ? null : instantOfLocal(text, offset));
  return {
    ...blankProduct(it.id ?? shop.nextPostId(), it.type, shop.clock()),
    status: it.status,
    name: it.name,
    slug: slugOf(it.name),
    sku: it.sku,
    global_unique_id: it.globalUniqueId,
    regular_price: it.regularPrice,
    sale_price: it.salePrice,
    date_on_sale_from: date(it.saleFrom),
    date_on_sale_to: date(it.saleTo),
    description: it.description,
    short_description: it.shortDescription,
    featured: it.featured,
    catalog_visibility: it.visibility,
    virtual: it.virtual,
    downloadable: it.downloadable,
    external_url: it.externalUrl,
    button_text: it.buttonText,
    tax_status: it.taxStatus,
    tax_class: it.taxClass === 'parent' ? '' : it.taxClass,
    manage_stock: it.stock !== undefined,
    stock_quantity: it.stock ?? 0,
    stock_status: it.stockStatus,
    backorders: it.backorders,
    low_stock_amount: it.lowStock ?? null,
    sold_individually: it.soldIndividually,
    weight: it.weight,
    dimensions: { length: it.length, width: it.width, height: it.height },
    shipping_class: it.shippingClass,
    menu_order: it.position,
    cost: it.cost,
    categories: it.categories.map((path) => shop.term('category', path.split('>').at(-1)?.trim() ?? path)),
    tags: it.tags.map((name) => shop.term('tag', name)),
    brands: it.brands.map((name) => shop.term('brand', name)),
    images: it.images.map((src) => ({
      id: shop.nextPostId(),
      src,
      name: src.split('/').at(-1) ?? '',
      alt: '',
    })),
    attributes:
      it.type === 'variation'
        ? []
        : it.attributes.map((attribute) => {
            const id = attributeId(shop, attribute);
            return { ...attribute, id, options: attribute.options.map((option) => valueOf(id, option)) };
          }),
    variation_attributes:
      it.type === 'variation'
        ? it.attributes.map((attribute) => {
            const id = attributeId(shop, attribute);
            return { id, name: attribute.name, option: valueOf(id, attribute.options[0] ?? '') };
          })
        : [],
    meta_data: Object.entries(it.meta).map(([key, value]) => shop.meta(key, value)),
  };
}

/** Global attributes have an id, those of one product have 0. */
function attributeId(shop: Shop, attribute: { id: number; name: string }): number {
  return attribute.id === 0 ? 0 : shop.term('attribute', attribute.name).id;
}

function adopt(parent: ProductRecord | undefined, it: CatalogueProduct, record: ProductRecord): void {
  if (parent === undefined)
    throw new Error(`Row ${it.row}: the parent "${it.parent}" is not in the catalogue`);
  record.parent_id = parent.id;
  for (const attribute of parent.attributes) {
    if (record.variation_attributes.some((own) => own.name === attribute.name)) attribute.variation = true;
  }
}
