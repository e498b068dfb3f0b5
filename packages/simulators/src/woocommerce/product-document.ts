import type { JsonObject } from '../json-object.ts';
import type { ProductRecord } from './product-record.ts';
import { slugOf } from './product-record.ts';
import type { Shop } from './shop.ts';
import { costDocument } from './product-cost.ts';
import { phpNumber } from './php-number.ts';
import { siteTimes } from './site-time.ts';
import { stockKeeper, stockKeeping, stockStatusOf } from './stock.ts';

/** True while the sale price applies: it is set, lower than the regular price and within its dates. */
export function isOnSale(product: ProductRecord, now: Date): boolean {
  if (product.sale_price === '' || product.regular_price === '') return false;
  if (product.date_on_sale_from !== null && now < product.date_on_sale_from) return false;
  if (product.date_on_sale_to !== null && now > product.date_on_sale_to) return false;
  return phpNumber(product.sale_price).lt(phpNumber(product.regular_price));
}

/** The price a customer pays, decimal text; empty when none is set. A variable product shows its lowest. */
export function currentPrice(shop: Shop, product: ProductRecord): string {
  if (product.type === 'variable') {
    const prices = shop.variationsOf(product.id).map((it) => currentPrice(shop, it));
    const known = prices.filter((it) => it !== '').sort((a, b) => phpNumber(a).cmp(phpNumber(b)));
    return known[0] ?? '';
  }
  return isOnSale(product, shop.clock()) ? product.sale_price : product.regular_price;
}

/** A product or variation as the `/products` routes show it. */
export function productDocument(shop: Shop, product: ProductRecord): JsonObject {
  const collection = `${shop.siteUrl}/wp-json/wc/v3/products`;
  const variation = product.type === 'variation';
  return {
    ...commonMembers(shop, product),
    name: variation ? fullName(shop, product) : product.name,
    slug: product.slug,
    type: product.type,
    featured: product.featured,
    catalog_visibility: product.catalog_visibility,
    short_description: product.short_description,
    price_html: '',
    total_sales: product.total_sales,
    external_url: product.external_url,
    button_text: product.button_text,
    sold_individually: product.sold_individually,
    shipping_required: !product.virtual && product.type !== 'external',
    shipping_taxable: !product.virtual && product.tax_status !== 'none',
    reviews_allowed: product.reviews_allowed,
    post_password: '',
    average_rating: '0.00',
    rating_count: 0,
    related_ids: [],
    upsell_ids: product.upsell_ids,
    cross_sell_ids: product.cross_sell_ids,
    parent_id: product.parent_id,
    purchase_note: product.purchase_note,
    categories: product.categories,
    brands: product.brands,
    tags: product.tags,
    images: product.images.map((image) => imageDocument(shop, product, image)),
    has_options: product.type === 'variable',
    attributes: variation ? setAttributes(product) : product.attributes.map(withSlug),
    default_attributes: [],
    variations: product.type === 'variable' ? shop.variationsOf(product.id).map((it) => it.id) : [],
    grouped_products: product.grouped_products,
    _links: {
      self: [{ href: `${collection}/${product.id}` }],
      collection: [{ href: collection }],
      ...(variation ? { up: [{ href: `${collection}/${product.parent_id}` }] } : {}),
    },
  };
}

/** A variation as the `/products/{id}/variations` routes show it. */
export function variationDocument(shop: Shop, product: ProductRecord): JsonObject {
  const parent = `${shop.siteUrl}/wp-json/wc/v3/products/${product.parent_id}`;
  // Without one of its own it shows its product's (plugin source, WC_Product_Variation::get_image_id).
  const image = product.images[0] ?? shop.products.get(product.parent_id)?.images[0];
  return {
    ...commonMembers(shop, product),
    type: 'variation',
    name: variationName(product),
    parent_id: product.parent_id,
    image: image === undefined ? null : imageDocument(shop, product, image),
    gallery_image_ids: [],
    attributes: setAttributes(product),
    _links: {
      self: [{ href: `${parent}/variations/${product.id}` }],
      collection: [{ href: `${parent}/variations` }],
      up: [{ href: parent }],
    },
  };
}

/** An attribute of which a variation stands for any value is left out (plugin source, get_attributes). */
function setAttributes(variation: ProductRecord): JsonObject[] {
  return variation.variation_attributes
    .filter(({ option }) => option !== '')
    .map((it) => withSlug({ ...it, slugOfOne: slugOf(it.name) }));
}

/** Attributes of the whole shop have a slug like a taxonomy; one of a product has its name there, and its variations its short name (observed). */
function withSlug({
  slugOfOne,
  ...attribute
}: {
  readonly id: number;
  readonly name: string;
  readonly slugOfOne?: string;
}): JsonObject {
  const slug = attribute.id === 0 ? (slugOfOne ?? attribute.name) : `pa_${slugOf(attribute.name)}`;
  return { ...attribute, slug };
}

/** The variation's own part of its title, such as `Red, Large`; empty when it stands for any value. */
export function variationName(variation: ProductRecord): string {
  return variation.variation_attributes
    .map((it) => it.option)
    .filter((it) => it !== '')
    .join(', ');
}

/** A variation's title, such as `Shirt - Red, Large`. */
export function fullName(shop: Shop, variation: ProductRecord): string {
  const product = shop.products.get(variation.parent_id)?.name ?? variation.name;
  const own = variationName(variation);
  return own === '' ? product : `${product} - ${own}`;
}

function commonMembers(shop: Shop, product: ProductRecord): JsonObject {
  const offset = shop.settings.gmtOffsetMinutes;
  const created = siteTimes(product.date_created, offset);
  const modified = siteTimes(product.date_modified, offset);
  const from = product.date_on_sale_from === null ? undefined : siteTimes(product.date_on_sale_from, offset);
  const to = product.date_on_sale_to === null ? undefined : siteTimes(product.date_on_sale_to, offset);
  const keeper = stockKeeper(shop, product);
  const price = currentPrice(shop, product);
  const backorders = (keeper ?? product).backorders;
  return {
    id: product.id,
    permalink: `${shop.siteUrl}/product/${product.slug}/`,
    date_created: created.local,
    date_created_gmt: created.gmt,
    date_modified: modified.local,
    date_modified_gmt: modified.gmt,
    status: product.status,
    description: product.description,
    sku: product.sku,
    global_unique_id: product.global_unique_id,
    price,
    regular_price: product.regular_price,
    sale_price: product.sale_price,
    date_on_sale_from: from?.local ?? null,
    date_on_sale_from_gmt: from?.gmt ?? null,
    date_on_sale_to: to?.local ?? null,
    date_on_sale_to_gmt: to?.gmt ?? null,
    on_sale: isOnSale(product, shop.clock()),
    purchasable: product.status === 'publish' && price !== '' && product.type !== 'external',
    virtual: product.virtual,
    downloadable: product.downloadable,
    downloads: [],
    download_limit: product.download_limit,
    download_expiry: product.download_expiry,
    tax_status: product.tax_status,
    tax_class: product.tax_class,
    manage_stock: stockKeeping(shop, product),
    stock_quantity: keeper?.stock_quantity ?? null,
    stock_status: stockStatusOf(shop, product),
    backorders,
    backorders_allowed: backorders !== 'no',
    backordered: keeper !== undefined && backorders !== 'no' && keeper.stock_quantity < 0,
    low_stock_amount: product.low_stock_amount,
    weight: product.weight,
    dimensions: product.dimensions,
    shipping_class: product.shipping_class,
    shipping_class_id:
      product.shipping_class === '' ? 0 : shop.term('shipping_class', product.shipping_class).id,
    menu_order: product.menu_order,
    meta_data: product.meta_data,
    ...(shop.settings.costOfGoodsEnabled ? { cost_of_goods_sold: costDocument(shop, product) } : {}),
  };
}

function imageDocument(
  shop: Shop,
  product: ProductRecord,
  image: ProductRecord['images'][number],
): JsonObject {
  const times = siteTimes(product.date_created, shop.settings.gmtOffsetMinutes);
  return {
    id: image.id,
    date_created: times.local,
    date_created_gmt: times.gmt,
    date_modified: times.local,
    date_modified_gmt: times.gmt,
    src: image.src,
    name: image.name,
    alt: image.alt,
  };
}
