import { buyOnMemoryMarket, moveMemoryMarketOrder } from '@quayside/connectors/memory/memory-market';
import { moveMemoryStock, placeMemoryOrder } from '@quayside/connectors/memory/memory-shop';
import { brandId, type ChannelSku, type StoreVariantId } from '@quayside/core/domain/ids';
import { receiveHints } from '@quayside/core/use-cases/receive-hints';
import { relistListings, stopListings } from '@quayside/core/use-cases/change-listings';
import { aBuyer, euros } from '@quayside/testkit/builders';
import { assignWishes, strangeSku } from './account.ts';
import { sellable, shownOn, stockOf } from './findings.ts';
import {
  cancelInShop,
  reduceInShop,
  reduceOnMarket,
  refundInShop,
  refundOnMarket,
  ship,
} from './order-events.ts';
import { pickOrder } from './pick-order.ts';
import type { World } from './world.ts';

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
  [1, refundOnMarket],
  [1, cancelInShop],
  [2, reduceInShop],
  [1, refundInShop],
  [3, hint],
  [5, notify],
  [1, reprice],
  [1, changePolicy],
  [2, stopOrRelist],
  [4, kill],
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

function buy({ chance, accounts, skus, trace }: World): void {
  const account = chance.pick(accounts);
  const sku = chance.percent(5) ? strangeSku : chance.pick(skus);
  const quantity = chance.whole(1, 3);
  const status = chance.percent(70) ? 'unshipped' : 'pending';
  if (shownOn(account, sku) < quantity) return;
  const order = buyOnMemoryMarket(account.market, {
    sku,
    quantity,
    status,
    shipping: euros('3.99'),
    buyer: aBuyer(),
  });
  trace.note(`a buyer: ${quantity} of ${sku}, ${account.connector}:${order.id}, ${status}`);
}

function pay(world: World): void {
  const picked = pickOrder(world, ({ status }) => status === 'pending');
  if (picked === undefined) return;
  moveMemoryMarketOrder(picked.account.market, picked.order, 'unshipped');
  world.trace.note(`${picked.account.connector}:${picked.order.id} is paid`);
}

function cancel(world: World): void {
  const picked = pickOrder(world, ({ status }) => status === 'pending' || status === 'unshipped');
  if (picked === undefined) return;
  moveMemoryMarketOrder(picked.account.market, picked.order, 'cancelled');
  world.trace.note(`${picked.account.connector}:${picked.order.id} is cancelled`);
}

/** In quiet trade the shop leaves alone what it does not know of: a buyer elsewhere who has not paid. */
function sell(world: World): void {
  const { chance, shop, skus, trace, isQuiet } = world;
  const sku = chance.pick(skus);
  const units = chance.whole(1, 3);
  if ((isQuiet ? sellable(world, sku) : stockOf(world, sku)) < units) return;
  placeMemoryOrder(shop, [{ variantId: brandId<StoreVariantId>(sku), quantity: units }]);
  trace.note(`the shop sells ${units} of ${sku}`);
}

function restock({ chance, shop, skus, trace }: World): void {
  const sku = chance.pick(skus);
  const units = chance.whole(1, 4);
  moveMemoryStock(shop, [{ variantId: brandId<StoreVariantId>(sku), quantity: units }], 1);
  trace.note(`the shop gets ${units} of ${sku}`);
}

/** The shop tells of a product, as shops do: several times at once. */
function hint({ chance, clock, engine, notices, scheduler, skus, storeId, workspaceId }: World): void {
  const entityId = chance.pick(skus);
  for (let left = chance.whole(1, 3); left > 0; left -= 1) {
    scheduler.start(`a notice of ${entityId}`, async () => {
      const at = clock.now();
      await receiveHints(engine, { workspaceId, connectionId: storeId }, [{ kind: 'product', entityId }]);
      notices.push({ entityId, at });
    });
  }
}

/** A market tells of an order, as markets do: several times at once, and of the same orders that a poll shows. */
function notify(world: World): void {
  const { chance, engine, scheduler, workspaceId } = world;
  const picked = pickOrder(world, () => true);
  if (picked === undefined) return;
  const { account, order } = picked;
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
  const product = shop.products.get(sku);
  const variant = product?.variants[0];
  if (product === undefined || variant === undefined) throw new Error(`The toy shop has no ${sku}`);
  variant.price = `${chance.whole(1, 40)}.00`;
  product.changedAt = clock.now();
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

/** A worker dies, or all do. */
function kill({ chance, scheduler, trace }: World): void {
  if (scheduler.runs.length === 0) return;
  const killed = chance.percent(40) ? [...scheduler.runs] : [chance.pick(scheduler.runs)];
  trace.note(`killed: ${killed.map(({ name }) => name).join(', ')}`);
  scheduler.kill(killed);
}
