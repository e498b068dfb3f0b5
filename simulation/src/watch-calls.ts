import { memoryStoreManifest } from '@quayside/connectors/memory/memory-store';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { latest, plus, type Instant } from '@quayside/core/domain/instant';
import { unitsOf } from '@quayside/core/domain/offer';
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

/** Has every call looked at: a paused account is left alone, no rise overlooks an order, and no write overwrites what a buyer of a second shop has taken. */
export function watchCalls(world: World): void {
  let write: SentQuantity | null = null;
  const callerOf = (name: string): Account | undefined =>
    world.accounts.find(({ connector }) => name.startsWith(`${connector}.`));
  world.witness.onCall = async (name, values, run) => {
    const account = callerOf(name);
    write = null;
    if (account?.paused?.has(run) === false) throw new Broken('P8', `${name} is called, which is paused`);
    if (account === undefined || !name.endsWith('.listings.setQuantity')) return;
    const sent = await readWrite(world, account, values);
    if (sent !== null) await findOverlookedOrders(world, account, sent);
    write = sent;
  };
  world.witness.onDone = (name) => {
    const account = callerOf(name);
    if (write === null || account?.outlet.isShop !== true) return;
    const { sku, before, seen } = write;
    if (before !== seen.quantity && account.outlet.shown(sku) !== before) {
      throw new Broken('P3', `${sku} showed ${before} after a sale, and was overwritten`);
    }
  };
}
