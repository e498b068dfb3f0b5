import type { Connection } from '@quayside/core/domain/connection';
import { formatAmount } from '@quayside/core/domain/money';
import type { Variant } from '@quayside/core/domain/variant';
import { inviteShop } from '@quayside/core/use-cases/install-shop';
import { quantityOnAmazon, stockInShop, titleOf, type Connected } from './story.ts';
import { until } from './until.ts';

const mostProducts = 8;

/** The merchant's second shop, inside Shopify, sells from the same stock; its admin holds the screens. */
export async function openSecondShop(scene: Connected): Promise<void> {
  const { stage, durations } = scene;
  const { shopify, workspaceId, installation } = stage;
  const { control, ready } = shopify;
  await scene.chapter('11. A Shopify shop sells from the same stock, and holds the screens');
  const goods = chooseGoods(scene);
  for (const { title, sku, price } of goods) {
    const shown = { sku: sku ?? '', stock: 0, ...(price === null ? {} : { price: formatAmount(price) }) };
    await control.addProduct({ title, variants: [shown] });
  }
  await scene.world(
    `the merchant has a second shop, with ${goods.length} of the same products and no stock of its own`,
  );
  await inviteShop(installation.engine, workspaceId, { host: 'shopify', shop: ready.shopDomain });
  const began = performance.now();
  await shopify.install();
  const screen = await shopify.visit();
  if (!screen.includes('<h1')) throw new Error('The app shows no screen');
  const { found: connection } = await until('the connection of the second shop', async () =>
    (await view(scene)).find(({ connector }) => connector === 'shopify'),
  );
  durations['appInstall'] = performance.now() - began;
  await scene.seen(
    `the app is installed and shows its first screen, ${(durations['appInstall'] / 1000).toFixed(1)} s after the click`,
  );
  for (const variant of goods) await shows(scene, variant, await stockInShop(scene, variant.sku ?? ''));
  await scene.seen(`the Shopify shop shows the stock of the WooCommerce shop for all ${goods.length}`);
  const [sold] = goods;
  if (sold !== undefined) await sellThere(scene, connection, sold);
}

function chooseGoods({ variants, cast, existing }: Connected): readonly Variant[] {
  const played = new Set([...Object.values(cast), ...existing.map(({ sku }) => sku)]);
  const skus = variants.map(({ sku }) => sku);
  const usable = variants.filter(
    ({ sku, stock }) =>
      sku !== null &&
      skus.filter((each) => each === sku).length === 1 &&
      stock.kind === 'tracked' &&
      stock.quantity >= 3,
  );
  // Those that are on Amazon too come first: then all three show the same.
  const onAmazon = usable.filter(({ sku }) => existing.some((each) => each.sku === sku));
  const others = usable.filter(({ sku }) => !played.has(sku ?? ''));
  return [...new Set([...onAmazon, ...others])].slice(0, mostProducts);
}

async function view({ stage }: Connected): Promise<readonly Connection[]> {
  return stage.installation.storage.transaction(stage.workspaceId, (tx) => tx.connections.list());
}

async function shows({ stage }: Connected, { sku }: Variant, units: number | undefined): Promise<void> {
  await until(
    `the Shopify shop showing ${units} of ${sku}`,
    async () => (await unitsThere(stage, sku)) === units,
  );
}

async function unitsThere({ shopify }: Connected['stage'], sku: Variant['sku']): Promise<number | undefined> {
  const { products } = await shopify.control.state();
  const levels = products.flatMap(({ variants }) => variants).find((each) => each.sku === sku)?.levels;
  return levels?.reduce((units, { available }) => units + available, 0);
}

async function sellThere(scene: Connected, connection: Connection, sold: Variant): Promise<void> {
  const { stage, durations } = scene;
  const sku = sold.sku ?? '';
  const before = (await stockInShop(scene, sku)) ?? 0;
  const wasOnAmazon = await quantityOnAmazon(scene, sku);
  await scene.world(`a customer buys one “${titleOf(scene.variants, sku)}” in the Shopify shop`);
  const began = performance.now();
  await stage.shopify.control.sell({ sku, quantity: 1 });
  await until(
    `${before - 1} of ${sku} in the WooCommerce shop`,
    async () => (await stockInShop(scene, sku)) === before - 1,
  );
  if (wasOnAmazon !== undefined) {
    await until(
      `${before - 1} of ${sku} on Amazon`,
      async () => (await quantityOnAmazon(scene, sku)) === before - 1,
    );
  }
  durations['secondShopToAll'] = performance.now() - began;
  const orders = await scene.view.orders(connection.id);
  const number = orders[0]?.placement.state === 'placed' ? orders[0].placement.storeOrderNumber : '';
  await scene.seen(
    `the WooCommerce shop has it as order ${number} and ${before - 1} units, and so shows Amazon, ${(durations['secondShopToAll'] / 1000).toFixed(1)} s later`,
  );
}
