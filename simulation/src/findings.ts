import { memoryStoreManifest } from '@quayside/connectors/memory/memory-store';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type { Issue } from '@quayside/core/domain/issue';
import { toMilliseconds } from '@quayside/core/domain/instant';
import { settleMs } from '@quayside/testkit/shop-without-key';
import { strangeSku, type Account } from './account.ts';
import { Broken } from './broken.ts';
import { findUnequalSides } from './order-findings.ts';
import type { OutletOrder } from './outlet.ts';
import { isCountedTogether, stockOf, variantInShop, type Pool } from './shop-facts.ts';
import type { World } from './world.ts';

const { sendWindowMs, createTimeoutMs } = memoryStoreManifest.timing;
const inDoubtMs = sendWindowMs + createTimeoutMs + settleMs;

const isAlive = (order: OutletOrder): boolean => order.status !== 'cancelled';

/** The orders of the shop that carry a key and are not cancelled. */
export function storeOrders(
  { shop }: Pick<World, 'shop'>,
  { connector }: Account,
  order: Pick<OutletOrder, 'id'>,
) {
  const key = `${connector}:${order.id}`;
  return [...shop.orders.values()].filter((each) => each.key === key && each.status !== 'cancelled');
}

/** What can be sold of a SKU from a pool now: the shop's count less what is promised to buyers and not in it. */
export function sellable(world: Pick<World, 'shop' | 'accounts'>, pool: Pool, sku: string): number {
  const { shop } = world;
  let promised = 0;
  for (const account of world.accounts) {
    for (const order of account.outlet.orders()) {
      if ((account.promisedBy.get(order.id) ?? account.pool) !== pool) continue;
      if (!isAlive(order) || storeOrders(world, account, order).length > 0) continue;
      for (const line of order.lines) {
        if (!account.units.has(line.sku) || !isCountedTogether(shop, sku, line.sku)) continue;
        promised += line.quantity * (account.units.get(line.sku) ?? 1);
      }
    }
  }
  return Math.max(0, stockOf(shop, pool, sku) - promised);
}

/** P3 while sales leave each other time: the shop never sold from a pool what that does not have. */
export function findSoldTwice({ pools, shop, skus }: World): void {
  for (const sku of skus) {
    for (const pool of pools) {
      if (stockOf(shop, pool, sku) < 0) throw new Broken('P3', `${sku} was sold twice`);
    }
  }
}

/** Whether every sale, in the shop and on the outlets, is known to the engine, and every outlet shows no more than there is after it, with nothing else under way to it. */
export async function isKnownEverywhere(world: World): Promise<boolean> {
  const variants = await world.look((tx) => tx.variants.bySkus(world.storeId, world.skus));
  const isCounted = variants.every(({ sku, stock, stockByLocation }) => {
    if (sku === null || stock.kind !== 'tracked') return false;
    const inShop = variantInShop(world.shop, sku);
    const isPlaced = JSON.stringify(stockByLocation) === JSON.stringify(inShop.stockByLocation);
    return stock.quantity === inShop.stock && isPlaced;
  });
  if (!isCounted) return false;
  for (const { connectionId, outlet } of world.accounts) {
    for (const order of outlet.orders()) {
      const row = await world.look((tx) => tx.orders.byMarketplaceOrderId(connectionId, order.id));
      if (row === undefined || row.updatedAt < order.changedAt) return false;
    }
    const skus = world.skus.map((sku) => brandId<ChannelSku>(sku));
    const targets = await world.look((tx) => tx.targets.ofChannelSkus(connectionId, skus));
    if (targets.some(({ inFlight }) => inFlight !== null)) return false;
    if (!outlet.isSettled()) return false;
  }
  return world.accounts.every(({ outlet, pool, units }) =>
    world.skus.every((sku) => outlet.shown(sku) * (units.get(sku) ?? 1) <= sellable(world, pool, sku)),
  );
}

/** P1, at any moment: a shop without a unique key is asked again only when it can no longer answer late. */
export function findHastyCreations({ withoutKey }: World): void {
  const byKey = new Map<string, number>();
  for (const { key, sendBy } of withoutKey?.creations ?? []) {
    const claim = toMilliseconds(sendBy) - sendWindowMs;
    const before = byKey.get(key);
    if (before !== undefined && claim - before <= inDoubtMs) {
      throw new Broken('P1', `${key} was created again ${claim - before} ms after the last time`);
    }
    byKey.set(key, claim);
  }
}

/** P2: a notice that came while its product was read is followed by another read. */
function findForgottenNotices({ notices, reads }: World): void {
  for (const { entityId, at } of notices) {
    const read = reads.get(entityId);
    if (read === undefined || read < at)
      throw new Broken('P2', `${entityId} was not read after the notice of ${at}`);
  }
}

/** What must be right once it is quiet. @throws Broken */
export async function findWrongs(world: World): Promise<void> {
  findHastyCreations(world);
  findForgottenNotices(world);
  const issues = await world.look((tx) => tx.issues.list());
  const told = (code: string): number => issues.filter((issue) => issue.message.code === code).length;
  if (told('connection.channel-paused') > 0) throw new Broken('P8', 'something is said to be paused');
  let cancelledLate = 0;
  for (const account of world.accounts) {
    for (const order of account.outlet.orders()) {
      const inShop = await findWrongOrder(world, account, order, issues);
      if (!isAlive(order) && inShop > 0) cancelledLate += 1;
    }
    findWrongOffers(world, account);
  }
  if (told('order.cancelled-after-placement') !== cancelledLate) {
    throw new Broken(
      'P8',
      `${cancelledLate} orders were cancelled after they were placed: ${told('order.cancelled-after-placement')} told`,
    );
  }
}

async function findWrongOrder(
  world: World,
  account: Account,
  order: OutletOrder,
  issues: readonly Issue[],
): Promise<number> {
  const name = `${account.connector}:${order.id} (${order.status})`;
  const row = await world.look((tx) => tx.orders.byMarketplaceOrderId(account.connectionId, order.id));
  if (row === undefined) throw new Broken('P2', `${name} is not known`);
  const inShop = storeOrders(world, account, order);
  const state = row.placement.state;
  if (inShop.length > 1) throw new Broken('P1', `${name} is ${inShop.length} times in the shop`);
  if (order.lines.some((line) => line.sku === strangeSku)) {
    if (inShop.length > 0) throw new Broken('P1', `${name} names no product of the shop, and is in it`);
    if (isAlive(order) && order.status !== 'pending') findSilence(issues, row.id, name, state);
    return 0;
  }
  if (order.status === 'pending' && inShop.length > 0)
    throw new Broken('P1', `${name} is placed before it is paid`);
  if (order.status !== 'pending' && isAlive(order) && (state !== 'placed' || inShop.length === 0)) {
    throw new Broken('P1', `${name} is not in the shop: ${state}`);
  }
  if (!isAlive(order) && inShop.some(({ parcels }) => parcels.length === 0)) {
    throw new Broken('P1', `${name} is in the shop, which has not sent it`);
  }
  const [only] = inShop;
  const onMarket = account.outlet.market?.orders.get(order.id);
  if (only === undefined || !isAlive(order)) return inShop.length;
  if (onMarket !== undefined) await findUnequalSides(world, account, onMarket, only, row, issues);
  else {
    const { parcels } = only;
    const numbers = order.parcels.toSorted().join();
    const wanted = parcels
      .map((each) => each.trackingNumber)
      .sort()
      .join();
    if (numbers !== wanted)
      throw new Broken('Parcels', `${name} has the parcels ${wanted}; the buyer knows ${numbers}`);
  }
  return inShop.length;
}

function findSilence(issues: readonly Issue[], orderId: string, name: string, state: string): void {
  if (state !== 'held') throw new Broken('P8', `${name} cannot be placed and is ${state}`);
  if (!issues.some((issue) => issue.key.includes(orderId)))
    throw new Broken('P8', `${name} is held, and nobody was told`);
}

function findWrongOffers(world: World, account: Account): void {
  const { percent = 100, buffer = 0, minimum = null, maximum = null } = account.wishes ?? {};
  for (const [sku, units] of account.units) {
    const share = Math.floor((sellable(world, account.pool, sku) * percent) / 100);
    const whole = Math.floor(Math.max(0, share - buffer) / units);
    const isTooFew = whole < (minimum ?? 0);
    const wanted = account.stopped.has(sku) || isTooFew ? 0 : Math.min(whole, maximum ?? whole);
    const shown = account.outlet.shown(sku);
    if (shown !== wanted)
      throw new Broken('P4', `${sku} on ${account.connector} shows ${shown} instead of ${wanted}`);
    findWrongPrice(world, account, sku, units);
  }
}

/** The shop's prices are whole euros, so that whole percents of them are whole cents. */
function findWrongPrice(
  { shop }: World,
  { connector, outlet, wishes }: Account,
  sku: string,
  units: number,
): void {
  if (wishes === null) return;
  const euros = Number(variantInShop(shop, sku).price);
  const shown = Math.round(Number(outlet.price(sku)) * 100);
  const wanted = euros * units * (100 + wishes.markup);
  if (shown !== wanted) {
    throw new Broken('P4', `${sku} on ${connector} costs ${shown} cents instead of ${wanted}`);
  }
}
