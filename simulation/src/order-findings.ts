import type { MemoryMarketOrder } from '@quayside/connectors/memory/memory-market';
import { type MemoryOrder, type MemoryOrderLine } from '@quayside/connectors/memory/memory-shop';
import { refundedUnits } from '@quayside/connectors/memory/memory-order-changes';
import type { Issue } from '@quayside/core/domain/issue';
import type { Order } from '@quayside/core/domain/order';
import type { Account } from './account.ts';
import { Broken } from './broken.ts';
import type { World } from './world.ts';

/** Units of a line that the shop has neither sent nor given up. */
export function unitsLeft(order: MemoryOrder, line: MemoryOrderLine): number {
  const sent = order.parcels
    .flatMap((parcel) => parcel.lines ?? [])
    .filter(({ storeVariantId }) => storeVariantId === line.variantId)
    .reduce((units, { quantity }) => units + quantity, 0);
  return line.quantity - refundedUnits(order, line) - sent;
}

/** What both sides of a living order know of each other once it is quiet: parcels, units, money. @throws Broken */
export async function findUnequalSides(
  world: World,
  account: Account,
  order: MemoryMarketOrder,
  inShop: MemoryOrder,
  row: Order,
  issues: readonly Issue[],
): Promise<void> {
  const name = `${account.connector}:${order.id} (${order.status})`;
  await findUntoldParcels(world, order, inShop, row, name);
  // Where both sides took the same unit away at once, one of them is refused, and the merchant is told.
  if (issues.some(({ key }) => key.startsWith(`order/${row.id}/change/`))) return;
  for (const line of inShop.lines) {
    const wanted = order.lines.find(({ channelSku }) => String(channelSku) === String(line.sku));
    if (wanted === undefined) continue;
    const there = line.quantity - refundedUnits(inShop, line);
    // Units that the merchant took back when all that was left had been sent are refunded on the market, not cancelled.
    const returned = order.refunds
      .filter(({ key }) => key !== null)
      .flatMap(({ lines }) => lines)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const units =
      (wanted.quantity - wanted.cancelled - returned) * (account.units.get(String(line.sku)) ?? 1);
    if (there !== units) {
      throw new Broken('Changes', `${name}: the shop has ${there} units of it, the market ${units}`);
    }
  }
  const money = (refunds: MemoryOrder['refunds'] | MemoryMarketOrder['refunds'], isOurs: boolean): number =>
    refunds.filter(({ key, lines }) => {
      const isMoney = lines.every((line: { readonly quantity: number }) => line.quantity === 0);
      return isMoney && (key !== null) === isOurs;
    }).length;
  const pairs = [
    ['market', money(order.refunds, false), money(inShop.refunds, true)],
    ['shop', money(inShop.refunds, false), money(order.refunds, true)],
  ] as const;
  for (const [side, given, followed] of pairs) {
    if (given !== followed)
      throw new Broken('Changes', `${name}: the ${side} refunded ${given} times, the other side ${followed}`);
  }
}

async function findUntoldParcels(
  { look }: World,
  order: MemoryMarketOrder,
  inShop: MemoryOrder,
  row: Order,
  name: string,
): Promise<void> {
  const shipments = await look((tx) => tx.shipments.ofOrder(row.id));
  const isLeft = (trackingNumber: string | null): boolean =>
    !shipments.some((each) => each.trackingNumber === trackingNumber && each.state === 'nothing-left');
  const wanted = inShop.parcels.map((each) => each.trackingNumber).filter(isLeft);
  for (const { id, quantity } of order.lines) {
    const told = [...order.packages.values()]
      .flatMap(({ lines }) => lines)
      .filter(({ marketplaceLineId }) => marketplaceLineId === id)
      .reduce((units, line) => units + line.quantity, 0);
    if (told > quantity) throw new Broken('Parcels', `${name}: ${told} of ${quantity} units were told`);
  }
  const known = [...order.packages.values()].map((each) => each.trackingNumber);
  if (known.toSorted().join() !== wanted.toSorted().join()) {
    throw new Broken('Parcels', `${name} has the parcels ${wanted.join()}; the market knows ${known.join()}`);
  }
}
