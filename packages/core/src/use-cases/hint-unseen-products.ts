import type { Connection } from '../domain/connection.ts';
import type { VariantId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Scope } from './commit.ts';

const pageSize = 500;

/**
 * After a reading of the whole catalogue: products that it did not show are read one by one. They may be gone, or may have slipped between two
 * pages while the catalogue changed; only their own read can tell.
 */
export async function hintUnseenProducts(scope: Scope, store: Connection, began: Instant): Promise<void> {
  const unseen = new Set<string>();
  let after: VariantId | null = null;
  let count = 0;
  for (;;) {
    const page = await scope.tx.variants.page(store.id, after, pageSize);
    for (const variant of page) {
      if (variant.goneAt === null) count += 1;
      if (variant.goneAt === null && variant.readBeganAt < began) unseen.add(variant.storeProductId);
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < pageSize || after === null) break;
  }
  if (unseen.size > 0) {
    const hints = [...unseen].map((entityId) => ({ kind: 'product' as const, entityId }));
    await scope.tx.inbox.add(store.id, hints, scope.now);
    scope.ring(store.id, 'inbox');
  }
  await scope.note(store.id, {
    code: 'activity.imported-products',
    values: { store: store.name, variants: count },
  });
}
