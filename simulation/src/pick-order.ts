import type { MemoryMarket, MemoryMarketOrder } from '@quayside/connectors/memory/memory-market';
import type { MemoryOrder } from '@quayside/connectors/memory/memory-shop';
import type { Account } from './account.ts';
import { storeOrders } from './findings.ts';
import type { OutletOrder } from './outlet.ts';
import type { World } from './world.ts';

export interface PickedOrder {
  readonly account: Account;
  readonly order: OutletOrder;
}

/** One order of any outlet that fits; `undefined` when there is none. */
export function pickOrder(
  { chance, accounts }: World,
  isFit: (order: OutletOrder, account: Account) => boolean,
): PickedOrder | undefined {
  const fit = accounts.flatMap((account) =>
    account.outlet
      .orders()
      .filter((order) => isFit(order, account))
      .map((order) => ({ account, order })),
  );
  return fit.length === 0 ? undefined : chance.pick(fit);
}

export interface PickedOnMarket {
  readonly account: Account;
  readonly market: MemoryMarket;
  readonly order: MemoryMarketOrder;
}

/** One order of a market, as the market has it. */
export function pickOnMarket(
  world: World,
  isFit: (order: MemoryMarketOrder, account: Account) => boolean,
): PickedOnMarket | undefined {
  const inMarket = ({ outlet }: Account, { id }: OutletOrder) => outlet.market?.orders.get(id);
  const picked = pickOrder(world, (order, account) => {
    const there = inMarket(account, order);
    return there !== undefined && isFit(there, account);
  });
  if (picked === undefined) return undefined;
  const { account } = picked;
  const { market } = account.outlet;
  const order = inMarket(account, picked.order);
  return market === null || order === undefined ? undefined : { account, market, order };
}

/** One order of a market that is in the shop just once, with what the shop has of it. */
export function pickPlaced(
  world: World,
  isFit: (inShop: MemoryOrder, order: MemoryMarketOrder) => boolean,
): (PickedOnMarket & { readonly inShop: MemoryOrder }) | undefined {
  const only = (account: Account, order: MemoryMarketOrder): MemoryOrder | undefined => {
    const [first, ...others] = storeOrders(world, account, order);
    return others.length === 0 ? first : undefined;
  };
  const picked = pickOnMarket(world, (order, account) => {
    const inShop = only(account, order);
    return inShop !== undefined && isFit(inShop, order);
  });
  if (picked === undefined) return undefined;
  const inShop = only(picked.account, picked.order);
  return inShop && { ...picked, inShop };
}
