import { isSameAttributes } from '../domain/attributes.ts';
import type { Connection } from '../domain/connection.ts';
import type { VariantId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { isSameMoney, type Money } from '../domain/money.ts';
import { reservedUnits, type Reservation } from '../domain/reservation.ts';
import { stockIn, type StockPool } from '../domain/stock-pool.ts';
import { isSameStock, type Stock } from '../domain/stock.ts';
import { isCountedWith, type SalePrice, type Variant } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import { raiseTargets } from './raise-targets.ts';
import type { VariantChange } from './variant-change.ts';

/**
 * Releases the reservations that a read has counted, and says to the channels what the read changes for them: quantities down, quantities up, prices. Policies
 * rest on attributes and on whether the shop has it on sale as well: after a change of either both are decided again.
 *
 * @param known all variants of the products that were read, as they were before: what was promised of one that is gone may be counted with another.
 */
export async function settleVariants(
  scope: Scope,
  store: Connection,
  changes: readonly VariantChange[],
  known: readonly Variant[],
): Promise<void> {
  const moved = changes.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]));
  if (moved.length === 0) return;
  const pools = (await scope.tx.pools.list()).filter((pool) => pool.masterConnectionId === store.id);
  const promises = await scope.tx.reservations.openOfVariants(known.map(({ id }) => id));
  const owners = new Map(known.map((variant) => [variant.id, variant]));
  const ownersNow = new Map([...owners, ...moved.map(({ after }) => [after.id, after] as const)]);
  const released = await releaseCounted(scope, moved, owners, promises);
  const left = promises.filter((reservation) => !released.has(reservation));
  const down: Variant[] = [];
  const up: Variant[] = [];
  const repriced: Variant[] = [];
  for (const { before, after } of moved) {
    const promisedNow = promisedOf(after, left, ownersNow);
    const promisedBefore = promisedOf(before, promises, owners);
    const change = pools.map(
      (pool) => sellable(pool, after, promisedNow) - sellable(pool, before, promisedBefore),
    );
    // Where it falls in one pool and rises in another, or is counted with others from now on, a fall must not wait. Nor may what a rule makes of other attributes.
    const isCountedAnew = before.stockItemId !== after.stockItemId;
    const isDescribedAnew = !isSameAttributes(before.attributes, after.attributes);
    const isSwitched = before.isEnabled !== after.isEnabled;
    const mayFall = isCountedAnew || isDescribedAnew || (isSwitched && !after.isEnabled);
    if (mayFall || change.some((units) => units < 0)) down.push(after);
    else if (isSwitched || !isSameStock(before.stock, after.stock) || change.some((units) => units > 0)) {
      up.push(after);
    }
    if (!isSameStock(before.stock, after.stock)) {
      const values = {
        product: after.title,
        before: describeStock(before.stock),
        after: describeStock(after.stock),
      };
      await scope.note(store.id, say('activity.stock-changed', values));
    }
    const hasOtherPrice = !isSamePrice(before, after);
    if (hasOtherPrice || isDescribedAnew || isSwitched) repriced.push(after);
    if (!hasOtherPrice) continue;
    const values = { product: after.title, before: describePrice(before), after: describePrice(after) };
    await scope.note(store.id, say('activity.price-changed', values));
  }
  await raiseTargets(scope, down, 'quantity-down');
  await raiseTargets(scope, up, 'quantity-up');
  await raiseTargets(scope, repriced, 'price');
}

/** What is promised of everything that the store counts with a variant. */
function promisedOf(
  variant: Variant,
  promises: readonly Reservation[],
  owners: ReadonlyMap<VariantId, Variant>,
): readonly Reservation[] {
  return promises.filter(({ variantId }) => {
    const promised = owners.get(variantId);
    return promised !== undefined && isCountedWith(promised, variant);
  });
}

/** Counted: the store order existed before the read began, so its units are already missing from the stock that was read. */
async function releaseCounted(
  scope: Scope,
  moved: readonly { readonly after: Variant }[],
  known: ReadonlyMap<VariantId, Variant>,
  promises: readonly Reservation[],
): Promise<ReadonlySet<Reservation>> {
  const released = new Set<Reservation>();
  for (const reservation of promises) {
    const { state } = reservation;
    const promised = known.get(reservation.variantId);
    // What is counted together is read together, also when the variant itself is gone.
    const read = moved.find(
      ({ after }) =>
        after.id === reservation.variantId || (promised !== undefined && isCountedWith(promised, after)),
    );
    if (read === undefined || state.kind !== 'committed' || state.at >= read.after.readBeganAt) continue;
    await scope.tx.reservations.save({ ...reservation, state: { kind: 'released', at: scope.now } });
    released.add(reservation);
  }
  return released;
}

function sellable(pool: StockPool, variant: Variant, promised: readonly Reservation[]): number {
  const stock = stockIn(pool, variant);
  if (variant.goneAt !== null || stock.kind === 'untracked') return 0;
  return Math.max(0, stock.quantity - reservedUnits(promised.filter(({ poolId }) => poolId === pool.id)));
}

/** For the history: a count, or a dash where there is none. */
function describeStock(stock: Stock): string {
  return stock.kind === 'untracked' ? '–' : String(stock.quantity);
}

function describePrice({ price, sale }: Pick<Variant, 'price' | 'sale'>): string {
  const shown = sale?.price ?? price;
  return shown === null ? '–' : `${shown.amount} ${shown.currency}`;
}

function isSamePrice(one: Variant, other: Variant): boolean {
  return (
    isSameAmount(one.price, other.price) &&
    isSameAmount(one.cost, other.cost) &&
    isSameSale(one.sale, other.sale)
  );
}

function isSameAmount(one: Money | null, other: Money | null): boolean {
  return one === null || other === null ? one === other : isSameMoney(one, other);
}

function isSameSale(one: SalePrice | null, other: SalePrice | null): boolean {
  if (one === null || other === null) return one === other;
  return isSameMoney(one.price, other.price) && one.from === other.from && one.until === other.until;
}
