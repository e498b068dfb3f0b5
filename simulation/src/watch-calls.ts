import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { cancelMemoryOrder } from '@quayside/connectors/memory/memory-shop';
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

/** Has every quantity that is sent looked at, remembers what was read, and lets the shop's staff be quicker than our own records. */
export function watchCalls(world: World): void {
  const { chance, clock, reads, shop, trace, trouble, witness } = world;
  /** Quantities that were sent and may or may not have arrived. */
  const inDoubt = new Set<string>();
  const listingOf = (connector: string, [address]: readonly unknown[]): string =>
    `${connector} ${(address as { readonly channelSku: string }).channelSku}`;
  witness.onCall = async (name, values) => {
    if (name === 'store.products.read') reads.set(String(values[0]), clock.now());
    const account = world.accounts.find(({ connector }) => name === `${connector}.listings.setQuantity`);
    if (account === undefined) return;
    const [{ channelSku }, quantity, sendBy] = values as [{ readonly channelSku: string }, number, Instant];
    // It comes too late, and is not sent.
    if (clock.now() > sendBy) return;
    if (inDoubt.has(listingOf(account.connector, values)))
      throw new Broken('P4', `${channelSku} was sent again without a look at what the last write did`);
    await findOverlookedOrders(world, account, brandId<ChannelSku>(channelSku), quantity);
  };
  witness.onDone = (name, values, failure) => {
    const [connector = '', , method] = name.split('.');
    if (method === 'setQuantity' && failure === 'unknown-outcome') inDoubt.add(listingOf(connector, values));
    if (name.endsWith('.listings.read')) inDoubt.delete(listingOf(connector, values));
    if (name !== 'store.orders.create' || failure !== null || !trouble.isOn || !chance.percent(4)) return;
    const made = [...shop.orders.values()].at(-1);
    if (made?.key == null || made.status !== 'open' || made.parcels.length > 0) return;
    cancelMemoryOrder(shop, made);
    trace.note(`the shop cancels ${made.key} at once`);
  };
}

/** P2, P3: what is known of an order or a variant is never older than what was known before. */
export async function findOldStates(world: World): Promise<void> {
  const { accounts, known, look, skus, storeId } = world;
  const variants = await look((tx) => tx.variants.bySkus(storeId, skus));
  const states: (readonly ['P2' | 'P3', string, Instant])[] = variants.map(({ sku, readBeganAt }) => [
    'P3',
    String(sku),
    readBeganAt,
  ]);
  for (const { connector, connectionId } of accounts) {
    const orders = await look((tx) => tx.orders.page(connectionId, null, 1_000));
    for (const { marketplaceOrderId, updatedAt } of orders) {
      states.push(['P2', `${connector}:${marketplaceOrderId}`, updatedAt]);
    }
  }
  for (const [promise, name, at] of states) {
    const before = known.get(name);
    if (before !== undefined && at < before)
      throw new Broken(promise, `${name} is known as of ${at}, after it was known as of ${before}`);
    known.set(name, at);
  }
}
