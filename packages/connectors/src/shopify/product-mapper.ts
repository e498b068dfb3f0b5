import {
  brandId,
  type LocationId,
  type StoreProductId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { ProductContent, ProductSnapshot } from '@quayside/core/domain/product';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { collectProblems } from '../_kit/field-problem.ts';
import { cutText, readSku, tidyText, tidyWord } from '../_kit/tidy-text.ts';
import { longestTitle, variantTitle } from '../_kit/variant-title.ts';
import { mapAttributes } from './attribute-mapper.ts';
import type {
  LevelListFragment,
  PicturesFragment,
  ProductFactsFragment,
  VariantFactsFragment,
} from './documents.gen.ts';
import { numberIn } from './global-id.ts';
import { mapCost, mapPrices } from './price-mapper.ts';

/** A variant with all places where it lies. */
export interface WholeVariant {
  readonly facts: VariantFactsFragment;
  readonly levels: LevelListFragment['nodes'];
}

/** A product that the shop no longer has, or does not sell. */
export function goneProduct(id: StoreProductId, readBeganAt: Instant): ProductSnapshot {
  return { storeProductId: id, readBeganAt, content: null, variants: [] };
}

/** Whether a product is for sale: drafts, archived ones and those that only its link shows are not (`ProductStatus`). */
export function isSold({ status }: Pick<ProductFactsFragment, 'status'>): boolean {
  return status === 'ACTIVE';
}

export function mapProduct(
  product: ProductFactsFragment,
  variants: readonly WholeVariant[],
  currency: CurrencyCode,
  readBeganAt: Instant,
): ProductSnapshot {
  const storeProductId = brandId<StoreProductId>(numberIn(product.id));
  if (!isSold(product)) return goneProduct(storeProductId, readBeganAt);
  return {
    storeProductId,
    readBeganAt,
    content: mapContent(product),
    variants: variants.map((variant) => mapVariant(product, variant, currency)),
  };
}

function mapContent(product: ProductFactsFragment): ProductContent {
  return {
    title: cutText(titleOf(product), longestTitle),
    brand: tidyWord(product.vendor),
    options: product.hasOnlyDefaultVariant
      ? []
      : product.options.map(({ name, values }) => ({
          name: tidyWord(name) ?? '',
          values: [...new Set(values.flatMap((value) => tidyWord(value) ?? []))],
        })),
    images: addresses(product.media),
  };
}

function mapVariant(
  product: ProductFactsFragment,
  { facts, levels }: WholeVariant,
  currency: CurrencyCode,
): VariantSnapshot {
  const { problems, note } = collectProblems();
  // A product without options has one that is called Title, with one value.
  const options = product.hasOnlyDefaultVariant
    ? []
    : facts.selectedOptions.map(({ name, value }) => ({
        name: tidyWord(name) ?? '',
        value: tidyWord(value) ?? '',
      }));
  return {
    storeVariantId: brandId<StoreVariantId>(numberIn(facts.id)),
    sku: readSku(facts.sku),
    barcode: tidyWord(facts.barcode ?? ''),
    options,
    images: addresses(facts.media),
    // Each variant has a stock item of its own, even with the SKU of another.
    stockItemId: null,
    title: variantTitle(
      titleOf(product),
      options.map(({ value }) => value),
      note,
    ),
    ...mapPrices(facts, currency, note),
    cost: mapCost(facts.inventoryItem.unitCost, note),
    ...mapStock(facts, levels),
    attributes: mapAttributes(product, options),
    isEnabled: isSold(product),
    problems,
  };
}

/**
 * What can be sold, over all active locations. `inventoryPolicy` CONTINUE: the shop goes on selling below zero. Units that are on their way, put aside or promised
 * are no part of `available`.
 */
function mapStock(
  { inventoryItem, inventoryPolicy }: VariantFactsFragment,
  levels: WholeVariant['levels'],
): Pick<VariantSnapshot, 'stock' | 'stockByLocation'> {
  if (!inventoryItem.tracked) return { stock: { kind: 'untracked' }, stockByLocation: null };
  const stockByLocation: Record<LocationId, number> = {};
  let quantity = 0;
  for (const { location, quantities } of levels) {
    const units = quantities[0]?.quantity ?? 0;
    stockByLocation[brandId<LocationId>(numberIn(location.id))] = units;
    quantity += units;
  }
  const kind = inventoryPolicy === 'CONTINUE' ? 'backorderable' : 'tracked';
  return { stock: { kind, quantity }, stockByLocation };
}

function titleOf({ title, id }: Pick<ProductFactsFragment, 'title' | 'id'>): string {
  return tidyText(title) || `#${numberIn(id)}`;
}

/** Videos and 3D models have no address here. */
function addresses({ nodes }: PicturesFragment): readonly string[] {
  const found = nodes.flatMap((node) => ('image' in node && node.image !== null ? [node.image.url] : []));
  return [...new Set(found)];
}
