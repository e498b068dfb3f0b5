import { cancelMemoryOrder } from '@quayside/connectors/memory/memory-shop';
import { memoryStoreManifest } from '@quayside/connectors/memory/memory-store';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { latest, plus, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import { isSameValue, priceOf, unitsOf, type OfferPrice } from '@quayside/core/domain/offer';
import type { Account } from './account.ts';
import { Broken } from './broken.ts';
import type { World } from './world.ts';

/**
 * P3, at every write: a quantity is raised above what was seen only when every order up to that moment is stored, and every order of a pause that was over when
 * the write was decided.
 *
 * @throws Broken
 */
async function findOverlookedOrders(
  { look }: Pick<World, 'look'>,
  { connectionId, outlet, resumedAt }: Account,
  write: SentQuantity,
): Promise<void> {
  const { sku, quantity, seen, decidedAt } = write;
  if (quantity <= seen.quantity) return;
  const knownUntil = resumedAt !== null && resumedAt <= decidedAt ? latest(seen.at, resumedAt) : seen.at;
  for (const order of outlet.orders()) {
    if (order.createdAt > knownUntil) continue;
    const known = await look((tx) => tx.orders.byMarketplaceOrderId(connectionId, order.id));
    if (known === undefined) throw new Broken('P3', `${sku} rises to ${quantity} and overlooks ${order.id}`);
  }
}

interface SentQuantity {
  readonly sku: string;
  readonly quantity: number;
  readonly decidedAt: Instant;
  /** What the engine saw last. */
  readonly seen: { readonly quantity: number; readonly at: Instant };
  /** What buyers saw when it arrived. */
  readonly before: number;
}

async function readWrite(
  world: World,
  account: Account,
  values: readonly unknown[],
): Promise<SentQuantity | null> {
  const [{ channelSku }, quantity, sendBy] = values as [{ readonly channelSku: string }, number, Instant];
  // It comes too late, and is not sent.
  if (world.clock.now() > sendBy) return null;
  const sku = brandId<ChannelSku>(channelSku);
  const targets = await world.look((tx) => tx.targets.ofChannelSkus(account.connectionId, [sku]));
  const target = targets.find(({ aspect }) => aspect === 'quantity');
  if (!target?.shown) throw new Broken('P3', `${sku} was sent without having looked`);
  const { value, at } = target.shown;
  return {
    ...{ sku, quantity },
    decidedAt: plus(sendBy, -memoryStoreManifest.timing.sendWindowMs),
    seen: { quantity: unitsOf(value), at },
    before: account.outlet.shown(sku),
  };
}

/**
 * A price that falls below half of what was seen is sent only if the merchant allowed it, or if the channel had accepted it before.
 *
 * @throws Broken
 */
async function findUnaskedFall(world: World, account: Account, values: readonly unknown[]): Promise<void> {
  const [{ channelSku }, price, sendBy] = values as [{ readonly channelSku: string }, OfferPrice, Instant];
  // It comes too late, and is not sent.
  if (world.clock.now() > sendBy) return;
  const sku = brandId<ChannelSku>(channelSku);
  const targets = await world.look((tx) => tx.targets.ofChannelSkus(account.connectionId, [sku]));
  const target = targets.find(({ aspect }) => aspect === 'price');
  const seen = target?.shown?.value;
  if (target === undefined || seen === undefined)
    throw new Broken('P8', `${sku} was priced without having looked`);
  const isMeant = [target.approved, target.acknowledged?.value].some(
    (value) => value != null && isSameValue(value, price),
  );
  if (!isMeant && Number(price.amount) * 2 < Number(priceOf(seen).amount)) {
    throw new Broken(
      'P8',
      `${sku} falls from ${priceOf(seen).amount} to ${price.amount}, and nobody was asked`,
    );
  }
}

/**
 * Has every call looked at: a paused account is left alone, no rise overlooks an order, nothing is sent again before somebody looked what the last write did, no price falls far without a question, and no
 * write overwrites what a buyer of a second shop has taken. And now and then the shop's staff is quicker than our own records.
 */
export function watchCalls(world: World): void {
  let write: SentQuantity | null = null;
  const inDoubt = new Set<string>();
  const callerOf = (name: string): Account | undefined =>
    world.accounts.find(({ connector }) => name.startsWith(`${connector}.`));
  world.witness.onCall = async (name, values, run) => {
    if (name === 'store.products.read') world.reads.set(String(values[0]), world.clock.now());
    const account = callerOf(name);
    write = null;
    if (account !== undefined && name.endsWith('.orders.changed')) payJustThen(world, account);
    if (account?.paused?.has(run) === false) throw new Broken('P8', `${name} is called, which is paused`);
    if (account === undefined) return;
    if (name.endsWith('.listings.setPrice')) await findUnaskedFall(world, account, values);
    if (!name.endsWith('.listings.setQuantity')) return;
    const sent = await readWrite(world, account, values);
    if (sent !== null && inDoubt.has(`${account.connector} ${sent.sku}`))
      throw new Broken('P4', `${sent.sku} was sent again without a look at what the last write did`);
    if (sent !== null) await findOverlookedOrders(world, account, sent);
    write = sent;
  };
  world.witness.onDone = (name, values, failure) => {
    const account = callerOf(name);
    if (account !== undefined && /\.listings\.(setQuantity|read)$/.test(name)) {
      const [{ channelSku }] = values as [{ readonly channelSku: string }];
      const listing = `${account.connector} ${channelSku}`;
      if (name.endsWith('.read')) inDoubt.delete(listing);
      else if (failure === 'unknown-outcome') inDoubt.add(listing);
    }
    if (account !== undefined && name.endsWith('.orders.read')) payJustThen(world, account);
    if (name === 'store.orders.create' && failure === null) cancelAtOnce(world);
    if (write === null || account?.outlet.isShop !== true) return;
    const { sku, before, seen } = write;
    if (before !== seen.quantity && account.outlet.shown(sku) !== before) {
      throw new Broken('P3', `${sku} showed ${before} after a sale, and was overwritten`);
    }
  };
}

/** A buyer pays in the moment in which orders are read: after the end of a window, or after the state that is on its way to us. */
function payJustThen({ chance, trace, trouble }: World, { connector, outlet }: Account): void {
  if (!trouble.isOn || !chance.percent(20)) return;
  const waiting = outlet.orders().findLast(({ status }) => status === 'pending');
  if (waiting === undefined) return;
  outlet.pay(waiting);
  trace.note(`${connector}:${waiting.id} is paid just then`);
}

/** Staff gives up an order of a market that has just come in, while the answer to its creation takes its time. */
function cancelAtOnce({ accounts, chance, clock, scheduler, shop, trace, trouble }: World): void {
  if (!trouble.isOn || !chance.percent(6)) return;
  const made = [...shop.orders.values()].at(-1);
  if (made?.key == null || made.status !== 'open' || made.parcels.length > 0) return;
  const isOfMarket = accounts.some(
    ({ connector, outlet }) => outlet.market !== null && made.key?.startsWith(`${connector}:`),
  );
  if (!isOfMarket || scheduler.current === undefined) return;
  cancelMemoryOrder(shop, made);
  scheduler.current.sleepsUntil = toMilliseconds(clock.now()) + 1_500;
  trace.note(`the shop cancels ${made.key} at once`);
}
