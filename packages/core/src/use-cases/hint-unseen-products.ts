import type { Connection } from '../domain/connection.ts';
import type { StoreProductId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import type { Scope } from './commit.ts';

const pageSize = 500;

/**
 * After a reading of the whole catalogue: products that it did not show are read one by one. They may be gone, or may have slipped between two
 * pages while the catalogue changed; only their own read can tell.
 */
export async function hintUnseenProducts(scope: Scope, store: Connection, began: Instant): Promise<void> {
  let after: StoreProductId | null = null;
  for (;;) {
    const unseen: readonly StoreProductId[] = await scope.tx.variants.unseenProducts(
      store.id,
      began,
      after,
      pageSize,
    );
    const hints = unseen.map((entityId) => ({ kind: 'product' as const, entityId }));
    if (hints.length > 0) await scope.tx.inbox.add(store.id, hints, scope.now);
    after = unseen.at(-1) ?? null;
    if (unseen.length < pageSize || after === null) break;
  }
  scope.ring(store.id, 'inbox');
  const variants = await scope.tx.variants.count(store.id);
  await scope.note(store.id, say('activity.imported-products', { store: store.name, variants }));
}
