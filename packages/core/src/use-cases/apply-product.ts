import type { Connection } from '../domain/connection.ts';
import type { Sku, VariantId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { reservedUnits } from '../domain/reservation.ts';
import { isSameStock, type Stock } from '../domain/stock.ts';
import type { ProductSnapshot, Variant, VariantSnapshot } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import { raiseTargets } from './raise-targets.ts';
import { clearUnreadable } from './unreadable.ts';

/**
 * Applies what a store showed of one product: variants, stock, and the release of the reservations that this read has counted. A read that
 * began before the one already applied changes nothing.
 *
 * @returns how many variants were new.
 */
export async function applyProduct(
  scope: Scope,
  store: Connection,
  snapshot: ProductSnapshot,
): Promise<number> {
  const known = await scope.tx.variants.ofProduct(store.id, snapshot.storeProductId);
  const byStoreId = new Map(known.map((variant) => [variant.storeVariantId, variant]));
  const touched: { before: Variant | null; after: Variant }[] = [];

  for (const shown of snapshot.variants) {
    const before = byStoreId.get(shown.storeVariantId) ?? null;
    byStoreId.delete(shown.storeVariantId);
    if (before !== null && before.readBeganAt >= snapshot.readBeganAt) continue;
    const after = merge(scope, store, snapshot, shown, before);
    await (before === null ? scope.tx.variants.insert(after) : scope.tx.variants.save(after));
    touched.push({ before, after });
  }
  for (const before of byStoreId.values()) {
    if (before.goneAt !== null || before.readBeganAt >= snapshot.readBeganAt) continue;
    const after = { ...before, goneAt: scope.now, readBeganAt: snapshot.readBeganAt };
    await scope.tx.variants.save(after);
    touched.push({ before, after });
  }
  if (touched.length > 0) {
    await clearUnreadable(scope, store.id, 'product.unreadable', snapshot.storeProductId);
  }
  await settleStock(scope, store, touched);
  for (const { before, after } of touched) {
    if (before?.sku === after.sku && before.goneAt === after.goneAt) continue;
    await judgeMissingSku(scope, store, after);
    for (const sku of new Set([before?.sku ?? null, after.sku])) await judgeSharedSku(scope, store, sku);
  }
  return touched.filter(({ before }) => before === null).length;
}

function merge(
  scope: Scope,
  store: Connection,
  snapshot: ProductSnapshot,
  shown: VariantSnapshot,
  before: Variant | null,
): Variant {
  return {
    ...shown,
    id: before?.id ?? scope.newId<VariantId>(),
    connectionId: store.id,
    storeProductId: snapshot.storeProductId,
    readBeganAt: snapshot.readBeganAt,
    goneAt: null,
    version: before?.version ?? 0,
  };
}

/** Releases what this read has counted, and says to the channels what that changes. */
async function settleStock(
  scope: Scope,
  store: Connection,
  touched: readonly { before: Variant | null; after: Variant }[],
): Promise<void> {
  const known = touched.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]));
  if (known.length === 0) return;
  const open = await scope.tx.reservations.openOfVariants(known.map(({ after }) => after.id));
  const down: VariantId[] = [];
  const up: VariantId[] = [];
  for (const { before, after } of known) {
    const promised = open.filter((reservation) => reservation.variantId === after.id);
    // Counted: the store order existed before this read began, so its units are already missing from the stock that was read.
    const counted = promised.filter(
      ({ state }) => state.kind === 'committed' && state.at < after.readBeganAt,
    );
    for (const reservation of counted) {
      await scope.tx.reservations.save({ ...reservation, state: { kind: 'released', at: scope.now } });
    }
    const left = promised.filter((reservation) => !counted.includes(reservation));
    const sellableBefore = sellable(before, reservedUnits(promised));
    const sellableAfter = sellable(after, reservedUnits(left));
    if (sellableAfter < sellableBefore) down.push(after.id);
    else if (sellableAfter > sellableBefore || !isSameStock(before.stock, after.stock)) up.push(after.id);
    if (!isSameStock(before.stock, after.stock)) {
      const values = {
        product: after.title,
        before: describeStock(before.stock),
        after: describeStock(after.stock),
      };
      await scope.note(store.id, say('activity.stock-changed', values));
    }
  }
  await raiseTargets(scope, down, 'quantity-down');
  await raiseTargets(scope, up, 'quantity-up');
}

function sellable(variant: Variant, reserved: number): number {
  if (variant.goneAt !== null) return 0;
  return variant.stock.kind === 'untracked' ? 0 : Math.max(0, variant.stock.quantity - reserved);
}

/** For the history: a count, or a dash where there is none. */
function describeStock(stock: Stock): string {
  return stock.kind === 'untracked' ? '–' : String(stock.quantity);
}

/** A variant needs a SKU of its own to be sold elsewhere. */
async function judgeMissingSku(scope: Scope, store: Connection, variant: Variant): Promise<void> {
  const missing = `variant/${variant.id}/no-sku`;
  if (variant.sku === null && variant.goneAt === null) {
    await scope.tx.issues.open({
      key: missing,
      severity: 'warning',
      connectionId: store.id,
      message: say('stock.no-sku', { product: variant.title }),
      openedAt: scope.now,
    });
  } else await scope.tx.issues.clear(missing);
}

async function judgeSharedSku(scope: Scope, store: Connection, sku: Sku | null): Promise<void> {
  if (sku === null) return;
  const sharing = await scope.tx.variants.bySku(store.id, sku);
  const doubled = `store/${store.id}/duplicate-sku/${sku}`;
  if (sharing.length > 1) {
    await scope.tx.issues.open({
      key: doubled,
      severity: 'error',
      connectionId: store.id,
      message: say('stock.duplicate-sku', {
        sku,
        products: sharing.map((each) => each.title).join(', '),
      }),
      openedAt: scope.now,
    });
  } else await scope.tx.issues.clear(doubled);
}
