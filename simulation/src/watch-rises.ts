import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { unitsOf } from '@quayside/core/domain/offer';
import type { Account } from './account.ts';
import { Broken } from './broken.ts';
import type { World } from './world.ts';

/**
 * P3, at every write: a quantity is raised above what was seen only when every order up to that moment is stored.
 *
 * @throws Broken
 */
async function findOverlookedOrders(
  { look }: Pick<World, 'look'>,
  { connectionId, market }: Account,
  sku: ChannelSku,
  quantity: number,
): Promise<void> {
  const [target] = (await look((tx) => tx.targets.ofChannelSkus(connectionId, [sku]))).filter(
    ({ aspect }) => aspect === 'quantity',
  );
  if (!target?.shown) throw new Broken('P3', `${sku} was sent without having looked`);
  if (quantity <= unitsOf(target.shown.value)) return;
  for (const order of market.orders.values()) {
    if (order.createdAt > target.shown.at) continue;
    const known = await look((tx) => tx.orders.byMarketplaceOrderId(connectionId, order.id));
    if (known === undefined) throw new Broken('P3', `${sku} rises to ${quantity} and overlooks ${order.id}`);
  }
}

/** Has every quantity that is sent looked at. */
export function watchRises(world: World): void {
  world.witness.onCall = async (name, values) => {
    const account = world.accounts.find(({ connector }) => name === `${connector}.listings.setQuantity`);
    if (account === undefined) return;
    const [{ channelSku }, quantity, sendBy] = values as [{ readonly channelSku: string }, number, Instant];
    // It comes too late, and is not sent.
    if (world.clock.now() > sendBy) return;
    await findOverlookedOrders(world, account, brandId<ChannelSku>(channelSku), quantity);
  };
}
