import { parseGtin, type Gtin } from '@quayside/core/domain/gtin';
import type { CatalogueItem } from '@quayside/core/domain/match';
import { z } from 'zod';
import { readableItems } from '../_kit/readable-items.ts';
import { productTypeKey } from './listing-mapper.ts';

/** What is asked for (`includedData`, Catalog Items API 2022-04-01). */
export const catalogueData = ['summaries', 'identifiers', 'images', 'productTypes', 'relationships'] as const;

/** What only helps to compare: an item is as good without it. */
const text = z.string().nullish().catch(null);

/** What we need of `Item` (Catalog Items API 2022-04-01); everything is grouped by marketplace. */
export const amazonItem = z.object({
  asin: z.string().min(1),
  summaries: readableItems(
    z.object({
      marketplaceId: z.string(),
      itemName: z.string().nullish(),
      brand: z.string().nullish(),
      itemClassification: z.string().nullish(),
      modelNumber: text,
      partNumber: text,
      color: text,
      size: text,
      packageQuantity: z.number().int().positive().nullish().catch(null),
    }),
  )
    .nullish()
    .catch(null),
  identifiers: readableItems(
    z.object({
      marketplaceId: z.string(),
      identifiers: readableItems(z.object({ identifier: z.string() })),
    }),
  )
    .nullish()
    .catch(null),
  images: readableItems(
    z.object({
      marketplaceId: z.string(),
      images: readableItems(z.object({ variant: z.string(), link: z.string(), height: z.number().catch(0) })),
    }),
  )
    .nullish()
    .catch(null),
  productTypes: z
    .array(z.object({ marketplaceId: z.string().nullish(), productType: z.string().nullish() }))
    .nullish()
    .catch(null),
  relationships: readableItems(
    z.object({
      marketplaceId: z.string(),
      relationships: readableItems(
        z.object({ type: z.string(), parentAsins: z.array(z.string()).nullish().catch(null) }),
      ),
    }),
  )
    .nullish()
    .catch(null),
});
export type AmazonItem = z.infer<typeof amazonItem>;

/** A picture at least this high, in pixels, is sharp enough to compare two products. */
const sharpHeight = 300;

/** @returns `null` for the parent of a variation: it only groups others, and nobody can offer anything on it (`VARIATION_PARENT`). */
export function mapItem(item: AmazonItem, marketplace: string): CatalogueItem | null {
  const here = <Row extends { readonly marketplaceId?: string | null | undefined }>(
    rows: readonly Row[] | null | undefined,
  ) => rows?.find(({ marketplaceId }) => marketplaceId === marketplace);
  const summary = here(item.summaries);
  if (summary?.itemClassification === 'VARIATION_PARENT') return null;
  const productType = here(item.productTypes)?.productType;
  const numbers = here(item.identifiers)?.identifiers.map(({ identifier }) => identifier) ?? [];
  return {
    catalogueId: item.asin,
    title: summary?.itemName || item.asin,
    brand: summary?.brand || null,
    image: pickImage(here(item.images)?.images ?? []),
    gtins: readNumbers(numbers),
    partNumber: summary?.partNumber || summary?.modelNumber || null,
    color: summary?.color || null,
    size: summary?.size || null,
    packageQuantity: summary?.packageQuantity ?? null,
    familyId: parentOf(here(item.relationships)?.relationships ?? []),
    channelData: productType ? { [productTypeKey]: productType } : {},
  };
}

/** The first parent of a variation; packages of packages (`PACKAGE_HIERARCHY`) are no family. */
function parentOf(
  relationships: readonly {
    readonly type: string;
    readonly parentAsins?: readonly string[] | null | undefined;
  }[],
): string | null {
  const variation = relationships.find(
    ({ type, parentAsins }) => type === 'VARIATION' && parentAsins?.length,
  );
  return variation?.parentAsins?.[0] ?? null;
}

/** The smallest main picture that is sharp enough, or else the largest. */
function pickImage(
  images: readonly { readonly variant: string; readonly link: string; readonly height: number }[],
): string | null {
  const main = images
    .filter(({ variant }) => variant === 'MAIN')
    .toSorted((one, other) => one.height - other.height);
  return (main.find(({ height }) => height >= sharpHeight) ?? main.at(-1))?.link ?? null;
}

/** The same number comes in several forms (EAN, GTIN, UPC), and not always in the one that was asked for. */
function readNumbers(texts: readonly string[]): readonly Gtin[] {
  const gtins = texts.flatMap((text) => {
    const gtin = parseGtin(text);
    return gtin.ok ? [gtin.value] : [];
  });
  return [...new Set(gtins)];
}
