import type { Connection } from '../domain/connection.ts';
import type { VariantId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { isSameMoney, type Money } from '../domain/money.ts';
import { reservedUnits, type Reservation } from '../domain/reservation.ts';
import { isSameStock, type Stock } from '../domain/stock.ts';
import type { SalePrice, Variant } from '../domain/variant.ts';
import type { Scope } from './commit.ts';
import { raiseTargets } from './raise-targets.ts';
import type { VariantChange } from './variant-change.ts';

/**
 * Releases the reservations that a read has counted, and says to the channels what the read changes for them: quantities down, quantities up, prices.
 */
export async function settleVariants(
  scope: Scope,
  store: Connection,
  changes: readonly VariantChange[],
): Promise<void> {
  const known = changes.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]));
  if (known.length === 0) return;
  const open = groupByVariant(await scope.tx.reservations.openOfVariants(known.map(({ after }) => after.id)));
  const down: VariantId[] = [];
  const up: VariantId[] = [];
  const repriced: VariantId[] = [];
  for (const { before, after } of known) {
    const promised = open.get(after.id) ?? [];
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
    if (isSamePrice(before, after)) continue;
    repriced.push(after.id);
    const values = { product: after.title, before: describePrice(before), after: describePrice(after) };
    await scope.note(store.id, say('activity.price-changed', values));
  }
  await raiseTargets(scope, down, 'quantity-down');
  await raiseTargets(scope, up, 'quantity-up');
  await raiseTargets(scope, repriced, 'price');
}

function groupByVariant(reservations: readonly Reservation[]): Map<VariantId, Reservation[]> {
  const groups = new Map<VariantId, Reservation[]>();
  for (const each of reservations) groups.set(each.variantId, [...(groups.get(each.variantId) ?? []), each]);
  return groups;
}

function sellable(variant: Variant, reserved: number): number {
  if (variant.goneAt !== null) return 0;
  return variant.stock.kind === 'untracked' ? 0 : Math.max(0, variant.stock.quantity - reserved);
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
