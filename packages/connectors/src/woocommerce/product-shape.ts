import { brandId, type StoreVariantId } from '@quayside/core/domain/ids';
import { z } from 'zod';
import { customFields } from './custom-fields.ts';
import { phpList } from './php-list.ts';

/** What products and variations have in common. */
const sharedFields =
  'id,type,status,parent_id,sku,global_unique_id,regular_price,sale_price,date_on_sale_from_gmt,date_on_sale_to_gmt,manage_stock,stock_quantity,stock_status,backorders,attributes,weight,cost_of_goods_sold';

/**
 * What is asked of products besides custom fields (`custom-fields.ts`): far less than the about 70 members that a shop sends. Descriptions are left out on
 * purpose: one shop keeps 5 MB in one. Members of members (`images.src`) are not asked for: the shop finds the members to
 * send by their whole names (plugin source, WC_REST_Products_V2_Controller::get_product_data).
 */
export const productFields = `${sharedFields},name,brands,categories,tags,images`;
export const variationFields = `${sharedFields},image`;

/** Numbers, where plugins send numbers for text. */
const text = z.union([z.string(), z.number()]).transform(String).nullish().catch(null);

const terms = phpList(z.object({ name: z.string() }));
const image = z.object({ id: z.number().catch(-1), src: z.string() });

/** Amounts and quantities are taken as they come: plugins write anything there, and that must hide nothing else. */
const sellable = {
  sku: text,
  global_unique_id: text,
  regular_price: z.unknown().optional(),
  sale_price: z.unknown().optional(),
  date_on_sale_from_gmt: text,
  date_on_sale_to_gmt: text,
  /** On a variation also `parent`: the product's stock applies. */
  manage_stock: z.union([z.boolean(), z.literal('parent')]).catch(false),
  stock_quantity: z.unknown().optional(),
  stock_status: z.string().catch(''),
  backorders: z.string().catch('no'),
  /** In the shop's unit. */
  weight: text,
  meta_data: customFields,
  /**
   * Only where the feature is on. `total_value` holds for variations too, with what they add to their product's (plugin source,
   * CogsAwareRestControllerTrait).
   */
  cost_of_goods_sold: z.object({ total_value: z.unknown().optional() }).nullish().catch(null),
};

export const wooProduct = z.object({
  id: z.number(),
  type: z.string(),
  status: z.string(),
  name: text,
  /** Of newer shops (in the schema of 11.0.1); before, plugins kept them in many ways. */
  brands: terms,
  categories: terms,
  tags: terms,
  images: phpList(image),
  attributes: phpList(z.object({ name: z.string(), variation: z.boolean(), options: phpList(z.string()) })),
  ...sellable,
});
export type WooProduct = z.infer<typeof wooProduct>;

export const wooVariation = z.object({
  id: z.number(),
  status: z.string().catch('publish'),
  image: image.nullish().catch(null),
  attributes: phpList(z.object({ name: z.string().catch(''), option: z.string() })),
  ...sellable,
});
export type WooVariation = z.infer<typeof wooVariation>;

/** What the mappers of prices and stock read. */
export type WooSellable = Omit<Pick<WooVariation, keyof typeof sellable>, 'weight' | 'meta_data'>;

/** A product the shop sells: published, or private (sold, but not shown to everybody). Drafts, pending, scheduled and trashed ones are not. */
const soldProductStatuses = new Set(['publish', 'private']);

/**
 * How a product is read: by itself, with its variations, or not at all. Grouped and external products hold no stock of their own, and types of plugins
 * (bundles, subscriptions, bookings) sell what a marketplace cannot: they have no variants here.
 */
export function shapeOf(product: Pick<WooProduct, 'type' | 'status'>): 'simple' | 'variable' | 'none' {
  if (!soldProductStatuses.has(product.status)) return 'none';
  return product.type === 'simple' || product.type === 'variable' ? product.type : 'none';
}

/** Whether everybody can buy it in the shop; a private product can be bought by those who may see it. */
export function isPublished({ status }: Pick<WooVariation, 'status'>): boolean {
  return status === 'publish';
}

/** A variation that is switched off has the status `private` (plugin source: "Enabled" in the product screen). */
export function isSold(variation: Pick<WooVariation, 'status'>): boolean {
  return isPublished(variation);
}

/** `<product>` for a simple product, `<product>/<variation>` for a variation: an order line needs both. */
export function storeVariantId(productId: number, variationId: number): StoreVariantId {
  return brandId<StoreVariantId>(variationId === 0 ? String(productId) : `${productId}/${variationId}`);
}

/** @throws Error for an id that this connector never gave out. */
export function splitVariantId(id: StoreVariantId): { productId: number; variationId: number } {
  const [, product, variation = '0'] = /^(\d+)(?:\/(\d+))?$/.exec(id) ?? [];
  if (product === undefined) throw new Error('A variant id that is not of WooCommerce');
  return { productId: Number(product), variationId: Number(variation) };
}
