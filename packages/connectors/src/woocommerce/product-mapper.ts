import { brandId, type StockItemId } from '@quayside/core/domain/ids';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { ProductContent } from '@quayside/core/domain/product';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { collectProblems } from '../_kit/field-problem.ts';
import { cutText, readSku, tidyWord } from '../_kit/tidy-text.ts';
import { longestTitle, variantTitle } from '../_kit/variant-title.ts';
import { mapAttributes } from './attribute-mapper.ts';
import { plainText } from './plain-text.ts';
import { mapCost, mapPrice, mapSale } from './price-mapper.ts';
import {
  isPublished,
  storeVariantId,
  type WooProduct,
  type WooSellable,
  type WooVariation,
} from './product-shape.ts';
import { mapStock } from './stock-mapper.ts';

const mostImages = 20;
const longestAddress = 2_000;

/** What all variants of a product share. A simple product has no options, whatever attributes it shows. */
export function mapContent(product: WooProduct): ProductContent {
  return {
    title: cutText(nameOf(product), longestTitle),
    brand: word(product.brands[0]?.name),
    options: product.type === 'variable' ? mapOptions(product) : [],
    images: addresses(product.images),
  };
}

export function mapSimpleProduct(product: WooProduct, currency: CurrencyCode): VariantSnapshot {
  return {
    storeVariantId: storeVariantId(product.id, 0),
    sku: readSku(product.sku),
    barcode: word(product.global_unique_id),
    options: [],
    images: [],
    stockItemId: null,
    attributes: mapAttributes(product, null),
    isEnabled: isPublished(product),
    ...mapFacts(product, nameOf(product), [], currency),
  };
}

/** A variation, with what it inherits from its product taken for what it is: not its own. */
export function mapVariation(
  product: WooProduct,
  variation: WooVariation,
  currency: CurrencyCode,
): VariantSnapshot {
  // The shop leaves out an attribute of which the variation stands for any value (plugin source, get_attributes); plugins show it empty.
  const options = variation.attributes.flatMap(({ name, option }) => {
    const value = word(option);
    return value === null ? [] : [{ name: word(name) ?? '', value }];
  });
  const values = options.map(({ value }) => value);
  return {
    storeVariantId: storeVariantId(product.id, variation.id),
    // A variation without a SKU of its own shows its product's (plugin source, WC_Product_Variation::get_sku).
    sku: variation.sku === product.sku ? null : readSku(variation.sku),
    barcode:
      variation.global_unique_id === product.global_unique_id ? null : word(variation.global_unique_id),
    options,
    images: ownImages(product, variation),
    // The product's stock applies (plugin source, WC_Product_Variation::get_stock_managed_by_id).
    stockItemId: variation.manage_stock === 'parent' ? brandId<StockItemId>(String(product.id)) : null,
    attributes: mapAttributes(product, variation),
    isEnabled: isPublished(product) && isPublished(variation),
    ...mapFacts(variation, nameOf(product), values, currency),
  };
}

/** A variation without a picture shows its product's main one (plugin source, WC_Product_Variation::get_image_id). */
function ownImages(product: WooProduct, { image }: WooVariation): readonly string[] {
  if (image === null || image === undefined || image.src === product.images[0]?.src) return [];
  return addresses([image]);
}

function mapFacts(
  shown: WooSellable,
  name: string,
  values: readonly string[],
  currency: CurrencyCode,
): Pick<VariantSnapshot, 'title' | 'price' | 'sale' | 'cost' | 'stock' | 'stockByLocation' | 'problems'> {
  const { problems, note } = collectProblems();
  const price = mapPrice(shown, currency, note);
  return {
    title: variantTitle(name, values, note),
    price,
    sale: mapSale(shown, price, currency, note),
    cost: mapCost(shown, currency, note),
    stock: mapStock(shown, note),
    // WooCommerce itself counts in one place.
    stockByLocation: null,
    problems,
  };
}

/** By what the variations differ: attributes that are only shown to customers are none of it. */
function mapOptions(product: WooProduct): ProductContent['options'] {
  return product.attributes
    .filter(({ variation }) => variation)
    .map(({ name, options }) => ({
      name: word(name) ?? '',
      values: [...new Set(options.flatMap((option) => word(option) ?? []))],
    }));
}

/** A product without a name is told by its number, as in the shop's own screens. */
function nameOf(product: WooProduct): string {
  return plainText(product.name ?? '') || `#${product.id}`;
}

/** Whole addresses only, the main one first. The id 0 is WooCommerce's own placeholder (older versions). */
function addresses(images: WooProduct['images']): readonly string[] {
  const found = images
    .filter(({ id, src }) => id !== 0 && src.length <= longestAddress && /^https?:\/\/[^\s]+$/i.test(src))
    .map(({ src }) => src)
    .filter((src) => URL.canParse(src));
  return [...new Set(found)].slice(0, mostImages);
}

function word(shown: string | null | undefined): string | null {
  return tidyWord(plainText(shown ?? ''));
}
