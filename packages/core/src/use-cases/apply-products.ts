import type { Connection } from '../domain/connection.ts';
import { parseGtin } from '../domain/gtin.ts';
import type { ProductId, VariantId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { isSameData } from '../domain/plain-data.ts';
import type { Product, ProductSnapshot } from '../domain/product.ts';
import type { Variant, VariantSnapshot } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import { judgeVariants } from './judge-variants.ts';
import { listSoonFrom } from './list-soon.ts';
import { linkUnlinked } from './link-unlinked.ts';
import { isNews, reviewListings } from './review-listings.ts';
import { settleVariants } from './settle-variants.ts';
import { clearUnreadable } from './unreadable.ts';
import type { VariantChange } from './variant-change.ts';

/**
 * Applies what a store showed of some products: the products, their variants, their stock, and the release of the reservations that this read has
 * counted. The one way of a catalogue into the engine, whether a page of an import or one product that a notice named. A read that began before the
 * one already applied changes nothing, so that pages may come twice, late, and in any order.
 */
export async function applyProducts(
  scope: Scope,
  store: Connection,
  snapshots: readonly ProductSnapshot[],
): Promise<void> {
  if (snapshots.length === 0) return;
  const newest = latestOfEach(snapshots);
  const ids = newest.map((snapshot) => snapshot.storeProductId);
  await applyContent(scope, store, newest, await scope.tx.products.byStoreIds(store.id, ids));
  const known = await scope.tx.variants.ofProducts(store.id, ids);
  const changes = newest.flatMap((snapshot) =>
    changesOf(
      scope,
      store,
      snapshot,
      known.filter((variant) => variant.storeProductId === snapshot.storeProductId),
    ),
  );
  const problems = new Map(
    newest.flatMap(({ variants }) => variants.map((each) => [each.storeVariantId, each.problems])),
  );
  await saveVariants(scope, changes);
  await clearUnreadable(scope, store.id, 'product.unreadable', ids);
  await settleVariants(scope, store, changes, known);
  await judgeVariants(scope, store, changes, problems);
  await linkUnlinked(scope, changes);
  await reviewListings(scope, changes);
  if (changes.some(isNews)) await listSoonFrom(scope, store.id);
}

/** A page may show a product twice, when the list moved while it was read. */
function latestOfEach(snapshots: readonly ProductSnapshot[]): readonly ProductSnapshot[] {
  const latest = new Map<string, ProductSnapshot>();
  for (const snapshot of snapshots) {
    const other = latest.get(snapshot.storeProductId);
    if (other === undefined || other.readBeganAt <= snapshot.readBeganAt) {
      latest.set(snapshot.storeProductId, snapshot);
    }
  }
  return [...latest.values()];
}

async function applyContent(
  scope: Scope,
  store: Connection,
  snapshots: readonly ProductSnapshot[],
  known: readonly Product[],
): Promise<void> {
  const byId = new Map(known.map((product) => [product.storeProductId, product]));
  const fresh: Product[] = [];
  for (const { storeProductId, readBeganAt, content } of snapshots) {
    const before = byId.get(storeProductId);
    if (before === undefined) {
      if (content === null) continue;
      const own = { id: scope.newId<ProductId>(), connectionId: store.id, storeProductId, version: 0 };
      fresh.push({ ...content, ...own, readBeganAt, goneAt: null });
      continue;
    }
    if (before.readBeganAt >= readBeganAt) continue;
    const goneAt = content === null ? (before.goneAt ?? scope.now) : null;
    const after: Product = { ...before, ...content, readBeganAt, goneAt };
    // The moment alone is not worth a write: the variants carry it as well.
    if (!isSameData(before, { ...after, readBeganAt: before.readBeganAt }))
      await scope.tx.products.save(after);
  }
  await scope.tx.products.insertMany(fresh);
}

function changesOf(
  scope: Scope,
  store: Connection,
  snapshot: ProductSnapshot,
  known: readonly Variant[],
): readonly VariantChange[] {
  const left = new Map(known.map((variant) => [variant.storeVariantId, variant]));
  const changes: VariantChange[] = [];
  for (const shown of snapshot.variants) {
    const before = left.get(shown.storeVariantId) ?? null;
    left.delete(shown.storeVariantId);
    if (before !== null && before.readBeganAt >= snapshot.readBeganAt) continue;
    changes.push({ before, after: merge(scope, store, snapshot, shown, before) });
  }
  for (const before of left.values()) {
    if (before.goneAt !== null || before.readBeganAt >= snapshot.readBeganAt) continue;
    changes.push({ before, after: { ...before, goneAt: scope.now, readBeganAt: snapshot.readBeganAt } });
  }
  return changes;
}

function merge(
  scope: Scope,
  store: Connection,
  snapshot: ProductSnapshot,
  { problems, ...shown }: VariantSnapshot,
  before: Variant | null,
): Variant {
  const gtin = shown.barcode === null ? null : parseGtin(shown.barcode);
  return {
    ...shown,
    gtin: gtin?.ok === true ? gtin.value : null,
    id: before?.id ?? scope.newId<VariantId>(),
    connectionId: store.id,
    storeProductId: snapshot.storeProductId,
    readBeganAt: snapshot.readBeganAt,
    goneAt: null,
    version: before?.version ?? 0,
  };
}

async function saveVariants(scope: Scope, changes: readonly VariantChange[]): Promise<void> {
  await scope.tx.variants.insertMany(
    changes.flatMap(({ before, after }) => (before === null ? [after] : [])),
  );
  const readAgain = new Map<Instant, Variant[]>();
  for (const { before, after } of changes) {
    if (before === null) continue;
    if (isSameData(before, { ...after, readBeganAt: before.readBeganAt })) {
      readAgain.set(after.readBeganAt, [...(readAgain.get(after.readBeganAt) ?? []), before]);
    } else await scope.tx.variants.save(after);
  }
  for (const [readBeganAt, rows] of readAgain) await scope.tx.variants.markRead(rows, readBeganAt);
}
