import { moveMemoryStock, placeMemoryOrder } from '@quayside/connectors/memory/memory-shop';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { receiveHints } from '@quayside/core/use-cases/receive-hints';
import { relistListings, stopListings } from '@quayside/core/use-cases/change-listings';
import { assignPool } from '@quayside/core/use-cases/stock-pools';
import { pauseConnection, resumeConnection } from '@quayside/core/use-cases/pause-connection';
import { assignWishes, strangeSku, type Account } from './account.ts';
import { sellable } from './findings.ts';
import {
  cancelInShop,
  reduceInShop,
  reduceOnMarket,
  refundInShop,
  refundOnMarket,
  ship,
} from './order-events.ts';
import { pickOrder } from './pick-order.ts';
import { productInShop, stockOf, variantInShop, type Pool } from './shop-facts.ts';
import { tick, type World } from './world.ts';

type Event = (world: World) => void | Promise<void>;

/** What buyers, the merchant and machines do, by how often. */
const events: readonly (readonly [weight: number, event: Event])[] = [
  [16, buy],
  [4, pay],
  [3, cancel],
  [4, sell],
  [3, restock],
  [5, ship],
  [2, reduceOnMarket],
  [3, refundOnMarket],
  [1, cancelInShop],
  [2, reduceInShop],
  [1, refundInShop],
  [3, hint],
  [5, notify],
  [1, reprice],
  [1, changePolicy],
  [2, stopOrRelist],
  [4, kill],
  [2, pauseOrResume],
  [1, changePool],
];

/** Lets one thing happen. */
export async function happen(world: World): Promise<void> {
  let left = world.chance.whole(
    1,
    events.reduce((total, [weight]) => total + weight, 0),
  );
  for (const [weight, event] of events) {
    left -= weight;
    if (left <= 0) return event(world);
  }
}

function buy({ chance, accounts, skus, trace }: World, account = chance.pick(accounts)): void {
  const sku = chance.percent(5) ? strangeSku : chance.pick(skus);
  const quantity = chance.whole(1, 3);
  const isPaid = chance.percent(70);
  if (account.outlet.shown(sku) < quantity) return;
  const order = account.outlet.buy(sku, quantity, isPaid);
  trace.note(`a buyer: ${quantity} of ${sku}, ${account.connector}:${order.id}, ${order.status}`);
}

function pay(world: World): void {
  const picked = pickOrder(world, ({ status }) => status === 'pending');
  if (picked === undefined) return;
  picked.account.outlet.pay(picked.order);
  world.trace.note(`${picked.account.connector}:${picked.order.id} is paid`);
}

function cancel(world: World): void {
  const picked = pickOrder(world, ({ status }) => status === 'pending' || status === 'unshipped');
  if (picked === undefined) return;
  picked.account.outlet.cancel(picked.order);
  world.trace.note(`${picked.account.connector}:${picked.order.id} is cancelled`);
}

/** In quiet trade the shop leaves alone what it does not know of: a buyer elsewhere who has not paid. */
function sell(world: World): void {
  const { chance, pools, shop, skus, trace, isQuiet } = world;
  const sku = chance.pick(skus);
  const pool = chance.pick(pools);
  const units = chance.whole(1, 3);
  if ((isQuiet ? sellable(world, pool, sku) : stockOf(shop, pool, sku)) < units) return;
  const wish = { variantId: variantInShop(shop, sku).id, quantity: units };
  placeMemoryOrder(shop, [wish], { locations: pool.locations });
  trace.note(`the shop sells ${units} of ${sku} at ${placeOf(pool)}`);
}

function restock({ chance, pools, shop, skus, trace }: World, sku = chance.pick(skus)): void {
  const pool = chance.pick(pools);
  const units = chance.whole(1, 4);
  const [location] = pool.locations ?? [];
  const move = { variantId: variantInShop(shop, sku).id, quantity: units };
  moveMemoryStock(shop, [{ ...move, ...(location !== undefined && { location }) }], 1);
  trace.note(`the shop gets ${units} of ${sku} at ${placeOf(pool)}`);
}

const placeOf = ({ locations }: Pool): string => locations?.join() ?? 'its one place';

/** The shop tells of a product, as shops do: several times at once. */
function hint(world: World, sku = world.chance.pick(world.skus)): void {
  const { chance, clock, engine, notices, scheduler, shop, storeId, workspaceId } = world;
  const entityId = productInShop(shop, sku).id;
  for (let left = chance.whole(1, 3); left > 0; left -= 1) {
    scheduler.start(`a notice of ${entityId}`, async () => {
      const at = clock.now();
      await receiveHints(engine, { workspaceId, connectionId: storeId }, [{ kind: 'product', entityId }]);
      notices.push({ entityId, at });
    });
  }
}

/** An outlet tells of an order, as markets do: several times at once, and of the same orders that a poll shows. Of new ones seldom: then polls must find them. */
async function notify(world: World): Promise<void> {
  const { chance, engine, look, scheduler, workspaceId } = world;
  const picked = pickOrder(world, () => true);
  if (picked === undefined) return;
  const { account, order } = picked;
  const known = await look((tx) => tx.orders.byMarketplaceOrderId(account.connectionId, order.id));
  if (known === undefined && chance.percent(70)) return;
  for (let left = chance.whole(1, 3); left > 0; left -= 1) {
    scheduler.start(`a notice of ${account.connector}:${order.id}`, () =>
      receiveHints(engine, { workspaceId, connectionId: account.connectionId }, [
        { kind: 'channel-order', entityId: order.id },
      ]),
    );
  }
}

function reprice({ chance, clock, shop, skus, trace }: World): void {
  const sku = chance.pick(skus);
  const variant = variantInShop(shop, sku);
  variant.price = `${chance.whole(1, 40)}.00`;
  productInShop(shop, sku).changedAt = clock.now();
  trace.note(`${sku} costs ${variant.price} in the shop`);
}

async function changePolicy(world: World): Promise<void> {
  await assignWishes(world, world.chance.pick(world.accounts));
}

async function stopOrRelist({
  chance,
  accounts,
  engine,
  look,
  skus,
  trace,
  workspaceId,
}: World): Promise<void> {
  const { connectionId, connector, stopped } = chance.pick(accounts);
  const sku = chance.pick(skus);
  const listing = (
    await look((tx) => tx.listings.byChannelSkus(connectionId, [brandId<ChannelSku>(sku)]))
  )[0];
  if (listing === undefined) throw new Error(`${sku} is not listed`);
  const key = { workspaceId, connectionId };
  const change = stopped.has(sku) ? relistListings : stopListings;
  const [outcome] = await change(engine, key, [listing.id]);
  if (outcome !== 'done') throw new Error(`${sku} cannot be taken off or put on sale: ${outcome}`);
  if (!stopped.delete(sku)) stopped.add(sku);
  trace.note(`${sku} on ${connector} is ${stopped.has(sku) ? 'stopped' : 'relisted'}`);
}

/** An account sells from another pool. Only once all of its orders are known: which pool has promised the others could not be told. */
async function changePool({
  accounts,
  chance,
  engine,
  look,
  pools,
  trace,
  workspaceId,
}: World): Promise<void> {
  const account = chance.pick(accounts);
  const pool = chance.pick(pools);
  const { connectionId, connector } = account;
  const orders = account.outlet.orders();
  for (const { id } of orders) {
    if ((await look((tx) => tx.orders.byMarketplaceOrderId(connectionId, id))) === undefined) return;
  }
  for (const { id } of orders) account.promisedBy.set(id, account.promisedBy.get(id) ?? account.pool);
  account.pool = pool;
  await assignPool(engine, { workspaceId, connectionId }, pool.id);
  trace.note(`${connector} sells from ${placeOf(pool)}`);
}

/** In quiet trade every sale must become known everywhere, so that nobody is paused. */
async function pauseOrResume(world: World): Promise<void> {
  const account = world.chance.pick(world.accounts);
  if (account.paused !== null) return resume(world, account);
  if (world.isQuiet) return;
  const key = { workspaceId: world.workspaceId, connectionId: account.connectionId };
  await pauseConnection(world.engine, key);
  account.paused = new Set(world.scheduler.runs);
  world.trace.note(`${account.connector} is paused`);
  if (world.chance.percent(50)) await pauseShortly(world, account);
}

/** Somebody buys there, and the shop gets more and tells of it, while what was known of orders before the pause is not old yet. */
async function pauseShortly(world: World, account: Account): Promise<void> {
  const { chance } = world;
  buy(world, account);
  const sku = chance.pick(world.skus);
  restock(world, sku);
  hint(world, sku);
  for (let rest = chance.whole(10, 120); rest > 0; rest -= 1) await tick(world, 20);
  await resume(world, account);
}

/** Lets an account go on that is paused. */
export async function resume({ clock, engine, trace, workspaceId }: World, account: Account): Promise<void> {
  if (account.paused === null) return;
  account.paused = null;
  account.resumedAt = clock.now();
  await resumeConnection(engine, { workspaceId, connectionId: account.connectionId });
  trace.note(`${account.connector} goes on`);
}

/** A worker dies, or all do. */
function kill({ chance, scheduler, trace }: World): void {
  if (scheduler.runs.length === 0) return;
  const killed = chance.percent(40) ? [...scheduler.runs] : [chance.pick(scheduler.runs)];
  trace.note(`killed: ${killed.map(({ name }) => name).join(', ')}`);
  scheduler.kill(killed);
}
