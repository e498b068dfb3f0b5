import { unknownSkuOf } from './choose-listings.ts';
import {
  amazonShows,
  linkByHand,
  placedInShop,
  quantityOnAmazon,
  shopOrdersOf,
  stockInShop,
  titleOf,
  type Connected,
} from './story.ts';
import { until } from './until.ts';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** The last unit sells in the shop, and Amazon goes to zero; then it is restocked. */
export async function lastUnitSellsInShop(scene: Connected): Promise<void> {
  const { stage, cast, durations, variants } = scene;
  await scene.chapter('4. The last unit sells in the shop: Amazon goes to zero');
  const sku = cast.lastUnit;
  await stage.shop.sell({ sku, quantity: 1 });
  await scene.world(`a customer buys the last “${titleOf(variants, sku)}” in the shop`);
  durations['lastUnitToZeroOnAmazon'] = await amazonShows(scene, sku, 0);
  await scene.seen(
    `Amazon shows 0 of ${sku}, ${seconds(durations['lastUnitToZeroOnAmazon'])} after the sale (webhook wait and Amazon's own delay included)`,
  );

  await stage.shop.editProduct({ sku }, { stock: 4 });
  await scene.world(
    'the merchant puts 4 more on the shelf: a rise waits until the orders of that moment have been read',
  );
  durations['restockToShown'] = await amazonShows(scene, sku, 4);
  await scene.seen(`Amazon shows 4 of ${sku} after ${seconds(durations['restockToShown'])}`);
}

/** A unit sells on Amazon: reserved while unpaid, then one order in the shop, although the shop's answer is lost. */
export async function unitSellsOnAmazon(scene: Connected): Promise<void> {
  const { stage, view, cast, account, durations, variants } = scene;
  await scene.chapter('5. A unit sells on Amazon, and the shop does not answer');
  const sku = cast.soldOnAmazon;
  const before = (await stockInShop(scene, sku)) ?? 0;
  const order = await stage.amazon.placeBuyerOrder({
    sku,
    quantity: 1,
    status: 'PENDING',
    shippingPrice: '4.90',
  });
  await scene.world(
    `a buyer orders “${titleOf(variants, sku)}” on Amazon and has not paid yet (${order.orderId})`,
  );
  await until('the reservation', async () => {
    const stored = await view.order(account, order.orderId);
    return (
      stored !== undefined && (await view.reservations(stored)).some(({ state }) => state.kind === 'held')
    );
  });
  const orders = await shopOrdersOf(scene, order.orderId);
  await scene.seen(
    `1 unit is reserved; the shop has ${orders.length} orders for it and still ${await stockInShop(scene, sku)} units`,
  );

  await stage.shop.addFault({
    operation: 'orders.create',
    kind: 'timeout-after-success',
    times: 1,
    holdMs: 20_000,
  });
  await stage.amazon.moveOrder(order.orderId, 'UNSHIPPED');
  const paidAt = performance.now();
  await scene.world('the buyer pays; the shop will create the order but its answer will never arrive');
  await until(
    'finding the order in the shop',
    async () => (await view.order(account, order.orderId))?.placement.state === 'placed',
  );
  durations['paidToPlacedWithLostAnswer'] = performance.now() - paidAt;
  const placed = await shopOrdersOf(scene, order.orderId);
  await scene.seen(
    `the shop has ${placed.length} order for ${order.orderId}, and ${await stockInShop(scene, sku)} units (before: ${before})`,
  );
  await amazonShows(scene, sku, before - 1);
  await scene.seen(`Amazon shows ${before - 1}: counted once, not twice`);
}

/** The worker is killed while a creation is in flight. */
export async function workerIsKilled(scene: Connected): Promise<void> {
  const { stage, view, cast, account, durations, variants } = scene;
  await scene.chapter('6. The worker is killed (SIGKILL) while it creates an order in the shop');
  const sku = cast.killedWhileCreating;
  await stage.shop.addFault({ operation: 'orders.create', kind: 'slow', delayMs: 700, times: 1 });
  const order = await stage.amazon.placeBuyerOrder({ sku, quantity: 2 });
  await scene.world(`a buyer orders 2 × “${titleOf(variants, sku)}” on Amazon (${order.orderId})`);
  await until(
    'the creation to be in flight',
    async () => (await view.order(account, order.orderId))?.placement.state === 'sending',
  );
  const killed = await stage.killWorker();
  const killedAt = performance.now();
  await scene.world(`the worker (process ${killed}) is killed; nobody hears the shop's answer`);
  await stage.installation.emptyQueue();
  await scene.world('and the whole job queue is thrown away');
  await scene.world(`another worker starts (process ${await stage.startWorker()})`);
  await until(
    'the order to be found',
    async () => (await view.order(account, order.orderId))?.placement.state === 'placed',
    45_000,
  );
  durations['killToRecovered'] = performance.now() - killedAt;
  const placed = await shopOrdersOf(scene, order.orderId);
  await scene.seen(
    `the shop has ${placed.length} order for ${order.orderId}, ${seconds(durations['killToRecovered'])} after the kill`,
  );
}

/** The shop ships, and the tracking reaches Amazon. */
export async function shopShips(scene: Connected): Promise<void> {
  const { stage, cast, durations } = scene;
  await scene.chapter('7. The shop ships: the tracking reaches Amazon');
  const { orders } = await stage.amazon.state();
  const order = orders.find(({ items }) => items.some(({ sku }) => sku === cast.soldOnAmazon));
  if (order === undefined) throw new Error('The Amazon order is gone');
  const shopOrder = await placedInShop(scene, order);
  await stage.shop.ship(shopOrder.id, { carrier: 'Colissimo', trackingNumber: '6A12345678901' });
  await scene.world(`the shop ships order ${shopOrder.id} with Colissimo, 6A12345678901`);
  const { afterMs } = await until('the tracking on Amazon', async () => {
    const now = (await stage.amazon.state()).orders.find(({ orderId }) => orderId === order.orderId);
    return (
      now?.status === 'SHIPPED' &&
      now.packages.some(({ trackingNumber }) => trackingNumber === '6A12345678901')
    );
  });
  durations['shippedToConfirmed'] = afterMs;
  await scene.seen(`Amazon shows the order as shipped with that tracking, ${seconds(afterMs)} later`);
}

/** An order for a SKU that nobody has linked. */
export async function unknownSku(scene: Connected): Promise<void> {
  const { stage, view, cast, account, follower } = scene;
  await scene.chapter('8. An order for a listing that is linked to nothing');
  const sku = unknownSkuOf(cast);
  const before = await stockInShop(scene, cast.notLinkedAtFirst);
  const order = await stage.amazon.placeBuyerOrder({ sku, quantity: 1 });
  await scene.world(`a buyer orders ${sku} on Amazon (${order.orderId}); no product is linked to it`);
  await until(
    'the order to be held',
    async () => (await view.order(account, order.orderId))?.placement.state === 'held',
  );
  await follower.catchUp();
  await scene.seen(
    `held with its reason; the shop has ${(await shopOrdersOf(scene, order.orderId)).length} orders for it and still ${before} units`,
  );
  await linkByHand(scene, sku, cast.notLinkedAtFirst);
  await scene.world('the merchant links it by hand');
  const placed = await placedInShop(scene, order);
  await scene.seen(
    `order ${placed.id} is in the shop, by itself; stock ${before} → ${await stockInShop(scene, cast.notLinkedAtFirst)}`,
  );
}

/** A buyer cancels an order that the shop has already. */
export async function buyerCancels(scene: Connected): Promise<void> {
  const { stage, cast, durations, variants } = scene;
  await scene.chapter('9. A buyer cancels what is in the shop already');
  const sku = cast.soldOnAmazon;
  const before = (await stockInShop(scene, sku)) ?? 0;
  const order = await stage.amazon.placeBuyerOrder({ sku, quantity: 1 });
  await scene.world(`a buyer orders “${titleOf(variants, sku)}” on Amazon (${order.orderId})`);
  const placed = await placedInShop(scene, order);
  await scene.seen(`order ${placed.id} is in the shop; stock ${before} → ${await stockInShop(scene, sku)}`);
  await stage.amazon.cancelOrder(order.orderId);
  await scene.world('the buyer cancels it on Amazon');
  const { afterMs } = await until(
    'the cancellation in the shop',
    async () => (await shopOrdersOf(scene, order.orderId)).length === 0,
  );
  durations['cancelledToCancelledInShop'] = afterMs;
  await scene.seen(
    `the shop's order is cancelled ${seconds(afterMs)} later, and its unit is back: ${await stockInShop(scene, sku)}`,
  );
  await amazonShows(scene, sku, before);
  await scene.seen(`Amazon shows ${before} again`);
}

/** A change in the shop whose webhook never arrives. */
export async function webhookIsLost(scene: Connected): Promise<void> {
  const { stage, cast, durations } = scene;
  await scene.chapter('10. A webhook is lost');
  const sku = cast.lostWebhook;
  const before = await quantityOnAmazon(scene, sku);
  await stage.shop.addFault({ operation: 'webhooks.deliver', kind: 'lost-webhook' });
  await stage.shop.editProduct({ sku }, { stock: 1 });
  await scene.world(
    `the merchant counts again: 1 of ${sku} instead of ${before}; the shop's webhooks are lost on the way`,
  );
  durations['lostWebhookToShown'] = await amazonShows(scene, sku, 1);
  await scene.seen(`Amazon shows 1 after ${seconds(durations['lostWebhookToShown'])}: polling is always on`);
  await stage.shop.clearFaults('webhooks.deliver');
}
