import { brandId, type Sku, type StoreProductId, type StoreVariantId } from '@quayside/core/domain/ids';
import { parseMoney, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { Stock } from '@quayside/core/domain/stock';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { Decimal } from 'decimal.js';
import { z } from 'zod';

/** What is asked of products and variations: far less than the about 70 members that a shop sends. */
export const productFields =
  'id,type,status,parent_id,name,sku,global_unique_id,price,manage_stock,stock_quantity,stock_status,backorders,attributes';

const stockMembers = {
  /** On a variation also `parent`: the product's stock applies. */
  manage_stock: z.union([z.boolean(), z.literal('parent')]).catch(false),
  /** Plugins make it fractional, and some send it as text. */
  stock_quantity: z.union([z.number(), z.string(), z.null()]).optional(),
  stock_status: z.string().catch(''),
  backorders: z.string().catch('no'),
};

export const wooProduct = z.object({
  id: z.number(),
  type: z.string(),
  status: z.string(),
  parent_id: z.number().catch(0),
  name: z.string().catch(''),
  sku: z.string().nullish(),
  global_unique_id: z.string().nullish(),
  price: z.string().catch(''),
  ...stockMembers,
});
export type WooProduct = z.infer<typeof wooProduct>;

export const wooVariation = z.object({
  id: z.number(),
  status: z.string().catch('publish'),
  sku: z.string().nullish(),
  global_unique_id: z.string().nullish(),
  price: z.string().catch(''),
  attributes: z.array(z.object({ option: z.string().catch('') })).catch([]),
  ...stockMembers,
});
export type WooVariation = z.infer<typeof wooVariation>;

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

/** A variation that is switched off has the status `private` (plugin source: "Enabled" in the product screen). */
export function isSold(variation: Pick<WooVariation, 'status'>): boolean {
  return variation.status === 'publish';
}

export function storeProductId(id: number): StoreProductId {
  return brandId<StoreProductId>(String(id));
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

export function mapSimpleProduct(
  product: WooProduct,
  currency: CurrencyCode,
): Result<VariantSnapshot, string> {
  const stock = mapStock(product);
  if (!stock.ok) return stock;
  return ok({
    storeVariantId: storeVariantId(product.id, 0),
    sku: readSku(product.sku),
    gtin: product.global_unique_id || null,
    title: product.name,
    price: readPrice(product.price, currency),
    stock: stock.value,
  });
}

export function mapVariation(
  product: WooProduct,
  variation: WooVariation,
  currency: CurrencyCode,
): Result<VariantSnapshot, string> {
  const stock = mapStock(variation);
  if (!stock.ok) return stock;
  const options = variation.attributes.map(({ option }) => option).filter((option) => option !== '');
  // A variation without a SKU of its own shows its product's (plugin source, WC_Product_Variation::get_sku).
  const isInherited = variation.sku === product.sku;
  const gtin = variation.global_unique_id === product.global_unique_id ? null : variation.global_unique_id;
  return ok({
    storeVariantId: storeVariantId(product.id, variation.id),
    sku: isInherited ? null : readSku(variation.sku),
    gtin: gtin || null,
    title: options.length === 0 ? product.name : `${product.name} - ${options.join(', ')}`,
    price: readPrice(variation.price, currency),
    stock: stock.value,
  });
}

/**
 * - Counted, and sold down to zero: tracked. Counted, and sold below zero: backorderable.
 * - Not counted: untracked, unless the merchant has set it to "out of stock", which is a count of zero.
 * - Counted on the product for all of its variations together: untracked. Each variation shows the whole of it, and promising it once per variation would
 *   oversell; stock shared between variants is not known to the engine yet.
 * - Fractions (plugins for goods by weight) are cut down to whole units: half a unit cannot be sold on a marketplace.
 */
export function mapStock(shown: {
  manage_stock: boolean | 'parent';
  stock_quantity?: number | string | null | undefined;
  stock_status: string;
  backorders: string;
}): Result<Stock, string> {
  if (shown.manage_stock === false) {
    return ok(shown.stock_status === 'outofstock' ? { kind: 'tracked', quantity: 0 } : { kind: 'untracked' });
  }
  if (shown.manage_stock === 'parent') return ok({ kind: 'untracked' });
  const quantity = readQuantity(shown.stock_quantity);
  if (quantity === null) return err('stock_quantity (not a number)');
  return ok({ kind: shown.backorders === 'no' ? 'tracked' : 'backorderable', quantity });
}

function readQuantity(shown: number | string | null | undefined): number | null {
  // Managed but never counted: the shop itself treats it as none.
  if (shown === null || shown === undefined || shown === '') return 0;
  try {
    const whole = new Decimal(shown).floor();
    return whole.isFinite() && whole.abs().lt(Number.MAX_SAFE_INTEGER) ? whole.toNumber() + 0 : null;
  } catch {
    return null;
  }
}

function readSku(sku: string | null | undefined): Sku | null {
  const text = sku?.trim() ?? '';
  return text === '' ? null : brandId<Sku>(text);
}

/** A price that cannot be read is no price: it must not keep the stock from being known. */
function readPrice(price: string, currency: CurrencyCode): Money | null {
  const money = parseMoney(price, currency);
  return money.ok ? money.value : null;
}
