import type { MemoryMarketOrder } from '@quayside/connectors/memory/memory-market';
import type { MemoryOrder } from '@quayside/connectors/memory/memory-shop';
import type { Account } from './account.ts';
import { storeOrders } from './findings.ts';
import type { World } from './world.ts';

export interface PickedOrder {
  readonly account: Account;
  readonly order: MemoryMarketOrder;
}

/** One order of any market that fits; `undefined` when there is none. */
export function pickOrder(
  { chance, accounts }: World,
  isFit: (order: MemoryMarketOrder, account: Account) => boolean,
): PickedOrder | undefined {
  const fit = accounts.flatMap((account) =>
    [...account.market.orders.values()]
      .filter((order) => isFit(order, account))
      .map((order) => ({ account, order })),
  );
  return fit.length === 0 ? undefined : chance.pick(fit);
}

/** One marketplace order that is in the shop just once, with what the shop has of it. */
export function pickPlaced(
  world: World,
  isFit: (inShop: MemoryOrder, order: MemoryMarketOrder) => boolean,
): (PickedOrder & { readonly inShop: MemoryOrder }) | undefined {
  const only = (account: Account, order: MemoryMarketOrder): MemoryOrder | undefined => {
    const [first, ...others] = storeOrders(world, account, order);
    return others.length === 0 ? first : undefined;
  };
  const picked = pickOrder(world, (order, account) => {
    const inShop = only(account, order);
    return inShop !== undefined && isFit(inShop, order);
  });
  if (picked === undefined) return undefined;
  const inShop = only(picked.account, picked.order);
  return inShop && { ...picked, inShop };
}
