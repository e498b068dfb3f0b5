import {
  cancelOnMemoryMarket,
  refundOnMemoryMarket as giveBack,
} from '@quayside/connectors/memory/memory-market-changes';
import {
  cancelMemoryOrder,
  type MemoryOrder,
  type MemoryOrderLine,
} from '@quayside/connectors/memory/memory-shop';
import { refundMemoryOrder, shipMemoryOrder } from '@quayside/connectors/memory/memory-order-changes';
import { euros } from '@quayside/testkit/builders';
import type { Account } from './account.ts';
import { storeOrders } from './findings.ts';
import { unitsLeft } from './order-findings.ts';
import type { OutletOrder } from './outlet.ts';
import { pickOnMarket, pickOrder, pickPlaced, type PickedOnMarket, type PickedOrder } from './pick-order.ts';
import type { World } from './world.ts';

/** What becomes of orders after they were bought: they are sent in parts, cut down and paid back, by either side. */

const nameOf = ({ account, order }: PickedOrder | PickedOnMarket): string =>
  `${account.connector}:${order.id}`;

/** Units of the shop in one unit of the listing. */
const unitsOf = (account: Account, { sku }: Pick<MemoryOrderLine, 'sku'>): number =>
  account.units.get(String(sku)) ?? 1;

/** Whole units of the listing that the shop has not sent. */
function listingsLeft(inShop: MemoryOrder, account: Account): number {
  const [line] = inShop.lines;
  return line === undefined ? 0 : Math.floor(unitsLeft(inShop, line) / unitsOf(account, line));
}

/** The shop sends the rest of an order, or, where the outlet takes parts, a part of it. */
export function ship(world: World): void {
  const { chance, shop, trace } = world;
  const only = (order: OutletOrder, account: Account): MemoryOrder | undefined => {
    const [first, ...others] = storeOrders(world, account, order);
    return first?.status === 'open' && others.length === 0 ? first : undefined;
  };
  const picked = pickOrder(world, (order, account) => only(order, account) !== undefined);
  if (picked === undefined) return;
  const { account, order } = picked;
  const inShop = only(order, account);
  const [line] = inShop?.lines ?? [];
  if (inShop === undefined || line === undefined) return;
  const post = { carrier: 'Post', trackingNumber: `T-${inShop.id}-${inShop.parcels.length + 1}` };
  const most = listingsLeft(inShop, account);
  if (most === 0) return;
  const part = chance.percent(70) ? chance.whole(1, most) : most;
  const isRest = account.outlet.isShop || (part === most && chance.percent(70));
  const quantity = part * unitsOf(account, line);
  shipMemoryOrder(shop, inShop, {
    ...post,
    ...(isRest ? {} : { lines: [{ storeVariantId: line.variantId, quantity }] }),
  });
  trace.note(`the shop ships ${isRest ? 'the rest' : quantity} of ${nameOf(picked)}`);
}

/** The buyer no longer wants a unit that the market has not seen leave. */
export function reduceOnMarket(world: World): void {
  const picked = pickOnMarket(
    world,
    ({ status, lines }) =>
      ['pending', 'unshipped', 'partially-shipped'].includes(status) &&
      lines.some(({ quantity, cancelled }) => quantity - cancelled > 1),
  );
  if (picked === undefined) return;
  const { order } = picked;
  const units = [{ marketplaceLineId: '1', quantity: 1 }];
  if (cancelOnMemoryMarket(picked.market, order, units)) world.trace.note(`one less of ${nameOf(picked)}`);
}

/** The market gives the buyer something back. */
export function refundOnMarket(world: World): void {
  const picked = pickOnMarket(world, ({ status }) => status !== 'pending' && status !== 'cancelled');
  if (picked === undefined) return;
  const lines = [{ marketplaceLineId: '1', quantity: 0, total: euros('1'), tax: null }];
  giveBack(picked.market, picked.order, { key: null, lines, shipping: null });
  world.trace.note(`the market gives back 1.00 for ${nameOf(picked)}`);
}

/** The merchant gives up an order of which nothing has left. */
export function cancelInShop(world: World): void {
  const picked = pickPlaced(world, ({ status, parcels }) => status === 'open' && parcels.length === 0);
  if (picked === undefined) return;
  cancelMemoryOrder(world.shop, picked.inShop);
  world.trace.note(`the shop cancels ${nameOf(picked)}`);
}

/** The merchant takes a unit of the listing out of an order, which has more than one left. */
export function reduceInShop(world: World): void {
  const picked = pickPlaced(world, ({ status }) => status === 'open');
  if (picked === undefined) return;
  const { account, inShop } = picked;
  const [line] = inShop.lines;
  if (line === undefined || listingsLeft(inShop, account) < 2) return;
  const quantity = unitsOf(account, line);
  const lines = [{ storeVariantId: line.variantId, quantity, total: euros('1'), tax: null }];
  refundMemoryOrder(world.shop, inShop, { key: null, lines, shipping: null, isRestocked: true });
  world.trace.note(`the shop takes ${quantity} out of ${nameOf(picked)}`);
}

/** The merchant gives the buyer something back. */
export function refundInShop(world: World): void {
  const picked = pickPlaced(world, ({ lines }) => lines.length > 0);
  const [line] = picked?.inShop.lines ?? [];
  if (picked === undefined || line === undefined) return;
  const lines = [{ storeVariantId: line.variantId, quantity: 0, total: euros('1'), tax: null }];
  refundMemoryOrder(world.shop, picked.inShop, { key: null, lines, shipping: null, isRestocked: false });
  world.trace.note(`the shop gives back 1.00 for ${nameOf(picked)}`);
}
