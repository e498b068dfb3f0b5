import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ShopifyClient } from './client.ts';
import {
  InventoryLevelsDocument,
  ProductVariantsDocument,
  type LevelListFragment,
  type ProductFactsFragment,
  type VariantListFragment,
} from './documents.gen.ts';
import { readOn } from './read-on.ts';
import { isSold, type WholeVariant } from './product-mapper.ts';

/** All variants of a product, each with all of its places, beginning with those that came with the product. A product that is not for sale needs none. */
export async function readVariants(
  client: ShopifyClient,
  product: ProductFactsFragment,
  first: VariantListFragment,
): Promise<Result<readonly WholeVariant[], ConnectorError>> {
  if (!isSold(product)) return ok([]);
  const variants = await readOn(first, async (after) => {
    const variables = { id: product.id, after };
    const part = await client.call({ operation: 'page', document: ProductVariantsDocument, variables });
    // It was deleted meanwhile: what came before is all there is, until it is read as gone.
    return part.ok ? ok(part.value.product?.variants ?? null) : part;
  });
  if (!variants.ok) return variants;
  const whole: WholeVariant[] = [];
  for (const facts of variants.value) {
    const levels = await readLevels(client, facts.inventoryItem);
    if (!levels.ok) return levels;
    whole.push({ facts, levels: levels.value });
  }
  return ok(whole);
}

/** All places of a stock item, beginning with those that came with it. */
export function readLevels(
  client: ShopifyClient,
  { id, inventoryLevels }: { readonly id: string; readonly inventoryLevels: LevelListFragment },
): Promise<Result<LevelListFragment['nodes'], ConnectorError>> {
  return readOn(inventoryLevels, async (after) => {
    const variables = { id, after };
    const part = await client.call({ operation: 'read', document: InventoryLevelsDocument, variables });
    return part.ok ? ok(part.value.inventoryItem?.inventoryLevels ?? null) : part;
  });
}
