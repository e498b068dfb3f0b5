import { isSameAttributes } from '../domain/attributes.ts';
import { moveListing } from '../domain/listing-life.ts';
import { isSameStock } from '../domain/stock.ts';
import type { Variant } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import type { VariantChange } from './variant-change.ts';

/**
 * Goes on with listings that waited for something of the store's: what was incomplete is looked at again after any change of its variant, what had no match
 * after a change of its number.
 */
export async function reviewListings(scope: Scope, changes: readonly VariantChange[]): Promise<void> {
  const changed = new Map(
    changes.flatMap(({ before, after }) =>
      before === null || !isChanged(before, after) ? [] : [[after.id, { before, after }] as const],
    ),
  );
  if (changed.size === 0) return;
  for (const listing of await scope.tx.listings.ofVariants([...changed.keys()])) {
    const change = listing.variantId === null ? undefined : changed.get(listing.variantId);
    const isRenumbered = change !== undefined && change.before.gtin !== change.after.gtin;
    const { status } = listing;
    if (status !== 'incomplete' && !(status === 'needs-match' && isRenumbered)) continue;
    const again = moveListing(listing, status, 'matching');
    await scope.tx.listings.save({ ...again, dueAt: scope.now, attempts: 0 });
    scope.ring(listing.connectionId, 'publish');
  }
}

/** Whether a read showed anything new of a variant, its stock included. */
export function isNews({ before, after }: VariantChange): boolean {
  return before === null || isChanged(before, after) || !isSameStock(before.stock, after.stock);
}

/** Anything but the moment of the read and the stock. */
function isChanged(before: Variant, after: Variant): boolean {
  const facts = ({ sku, gtin, title, price, sale, cost, isEnabled, goneAt }: Variant): string =>
    JSON.stringify([sku, gtin, title, price, sale, cost, isEnabled, goneAt]);
  return facts(before) !== facts(after) || !isSameAttributes(before.attributes, after.attributes);
}
