import { connectChannel, connectStore } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import type { ChannelSku, ConnectionId, MarketplaceId, VariantId } from '@quayside/core/domain/ids';
import type { Variant } from '@quayside/core/domain/variant';
import type { AmazonOrderState } from '@quayside/simulators/amazon/control-actions';
import type { ListingSeed } from '@quayside/simulators/amazon/listing-seeds';
import { sellerAccess } from '@quayside/simulators/amazon/seller-access';
import { choose, type Cast } from './cast.ts';
import { chooseCandidates, chooseExisting } from './choose-listings.ts';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import type { Follower } from './follow.ts';
import type { Stage } from './stage.ts';
import type { Timeline } from './timeline.ts';
import { until } from './until.ts';
import type { View } from './view.ts';

/** What the acts share. */
export interface Scene {
  readonly stage: Stage;
  readonly view: View;
  readonly timeline: Timeline;
  readonly follower: Follower;
  /** Begins a chapter, after everything that belongs to the one before. */
  chapter(title: string): Promise<void>;
  /** Tells what the demo measured, after everything that Quayside said before it. */
  seen(text: string): Promise<void>;
  /** Tells what happens in the world, likewise in order. */
  world(text: string): Promise<void>;
  /** The language of what Quayside says. */
  readonly locale: Locale;
  /** Milliseconds of what was measured on the way. */
  readonly durations: Record<string, number>;
}

/** Who is connected, once they are. */
export interface Connected extends Scene {
  readonly store: ConnectionId;
  readonly account: ConnectionId;
  readonly marketplace: MarketplaceId;
  readonly cast: Cast;
  readonly variants: readonly Variant[];
  /** What the seller had on Amazon before. */
  readonly existing: readonly ListingSeed[];
  /** Products that the shop's catalogue counted below zero from the beginning. */
  readonly belowZeroBefore: ReadonlySet<number>;
  /** What is to be listed. */
  readonly candidates: readonly Variant[];
}

/** A catalogue of another kind could fill the screen. */
const mostProblems = 8;

/** Connects the shop and reads its catalogue, then connects Amazon. */
export async function connect(scene: Scene): Promise<Connected> {
  const { stage, view, durations } = scene;
  const { engine } = stage.installation;
  await scene.chapter('1. Connect the shop, read its catalogue, connect Amazon');
  const { problems } = stage.ready;
  for (const problem of problems.slice(0, mostProblems)) {
    await scene.seen(`catalogue row ${problem.row}, ${problem.column}: ${problem.message}`);
  }
  if (problems.length > mostProblems)
    await scene.seen(
      `and ${problems.length - mostProblems} more rows of the catalogue with something to say`,
    );
  const connectedAt = performance.now();
  const store = await connectStore(engine, stage.workspaceId, {
    connector: 'woocommerce',
    name: 'Demo shop',
    settings: { url: stage.ready.woocommerce.url },
    credentials: {
      consumerKey: stage.ready.woocommerce.consumerKey,
      consumerSecret: stage.ready.woocommerce.consumerSecret,
    },
  });
  if (!store.ok) throw new Error(stage.installation.say(store.error.message, scene.locale));
  await importWithProgress(scene, store.value.id);
  durations['catalogueImport'] = performance.now() - connectedAt;
  await until('the registration of the webhooks', async () => (await stage.shop.state()).webhooks.length > 0);
  const imported = await view.variants(store.value.id);
  const belowZeroBefore = new Set(
    (await stage.shop.state()).products.filter(({ stock }) => (stock ?? 0) < 0).map(({ id }) => id),
  );
  await tellWhatLacks(scene, imported);

  const { cast, changes } = await choose(imported, stage.shop);
  for (const change of changes) await scene.world(change);
  if (changes.length > 0) {
    await until(
      'the import of the new stock',
      async () =>
        (await view.variants(store.value.id)).filter(
          (variant) => isCast(cast, variant) && variant.stock.kind === 'tracked',
        ).length >= 5,
    );
  }
  const variants = await view.variants(store.value.id);
  const existing = chooseExisting(variants, cast);
  await stage.amazon.seedListings(existing);
  const [seller] = stage.ready.amazon.sellers;
  if (seller === undefined) throw new Error('The simulator has no seller');
  const account = await connectChannel(engine, stage.workspaceId, {
    connector: 'amazon',
    name: 'Amazon Europe',
    ...sellerAccess(stage.ready.amazon, seller),
  });
  if (!account.ok) throw new Error(stage.installation.say(account.error.message, scene.locale));
  const marketplace = seller.marketplaceIds[0] as MarketplaceId;
  const candidates = chooseCandidates(variants, cast);
  const connected = { store: store.value.id, account: account.value.id, marketplace };
  return { ...scene, ...connected, cast, variants, existing, candidates, belowZeroBefore };
}

/** Tells how far the import is, as long as it lasts. */
async function importWithProgress(scene: Scene, store: ConnectionId): Promise<void> {
  let last = 0;
  await until('the catalogue import', async () => {
    const progress = await scene.view.importProgress(store);
    if (progress !== null && progress.done > last) {
      last = progress.done;
      const all = progress.total === null ? '' : ` of ${progress.total}`;
      scene.timeline.seen(`importing: ${progress.done}${all} products`);
    }
    return (await scene.view.activities()).some(
      ({ message }) => message.code === 'activity.imported-products',
    );
  });
}

const isCast = (cast: Cast, variant: Variant): boolean =>
  variant.sku !== null && Object.values(cast).includes(variant.sku);

/** What a catalogue lacks leads to a clear message, not to a failure. */
async function tellWhatLacks(scene: Scene, variants: readonly Variant[]): Promise<void> {
  const uncounted = variants.filter((variant) => variant.stock.kind === 'untracked').length;
  const withoutSku = variants.filter((variant) => variant.sku === null).length;
  await scene.seen(
    `${variants.length} variants imported; ${withoutSku} without a SKU, ${uncounted} whose stock is not counted`,
  );
  for (const issue of (await scene.view.issues()).slice(0, 3)) {
    scene.timeline.quayside(scene.stage.installation.say(issue.message, scene.locale));
  }
}

/** The merchant links a listing to a product by hand. */
export async function linkByHand(
  { stage, account, marketplace, variants }: Connected,
  sku: string,
  productSku: string,
): Promise<void> {
  const variant = variants.find((each) => each.sku === productSku);
  const linked = await linkListing(
    stage.installation.engine,
    { workspaceId: stage.workspaceId, connectionId: account },
    { channelSku: sku as ChannelSku, marketplace, variantId: (variant?.id ?? '') as VariantId },
  );
  if (!linked.ok) throw new Error(`Linking ${sku}: ${linked.error.kind}`);
}

export const titleOf = (variants: readonly Variant[], sku: string): string =>
  variants.find((variant) => variant.sku === sku)?.title ?? sku;

export function stockOf(variants: readonly Variant[], sku: string): number {
  const stock = variants.find((variant) => variant.sku === sku)?.stock;
  return stock?.kind === 'tracked' ? stock.quantity : 0;
}

/** What buyers can order on Amazon right now, as Amazon itself says. */
export async function quantityOnAmazon({ stage }: Scene, sku: string): Promise<number | undefined> {
  const state = await stage.amazon.state();
  const listing = state.listings.find((each) => each.sku === sku);
  return listing?.stock.find(({ channelCode }) => channelCode === 'DEFAULT')?.quantity;
}

export async function amazonShows(
  scene: Scene,
  sku: string,
  quantity: number,
  withinMs = 30_000,
): Promise<number> {
  const { afterMs } = await until(
    `Amazon showing ${quantity} of ${sku}`,
    async () => (await quantityOnAmazon(scene, sku)) === quantity,
    withinMs,
  );
  return afterMs;
}

/** Orders of the shop that carry the key of an Amazon order and are not cancelled. */
export async function shopOrdersOf({ stage }: Scene, amazonOrderId: string): Promise<ShopOrder[]> {
  const { orders } = await stage.shop.state();
  return orders
    .map(readShopOrder)
    .filter((order) => order.key === `amazon:${amazonOrderId}` && order.status !== 'cancelled');
}

export interface ShopOrder {
  readonly id: number;
  readonly status: string;
  readonly key: string | undefined;
}

function readShopOrder(order: Readonly<Record<string, unknown>>): ShopOrder {
  const meta = order['meta_data'] as { key: string; value: unknown }[];
  const key = meta.find((each) => each.key === '_quayside_order_key')?.value;
  return {
    id: Number(order['id']),
    status: String(order['status']),
    key: typeof key === 'string' ? key : undefined,
  };
}

export async function placedInShop(
  scene: Scene,
  order: AmazonOrderState,
  withinMs = 30_000,
): Promise<ShopOrder> {
  const { found } = await until(
    `Amazon order ${order.orderId} in the shop`,
    async () => (await shopOrdersOf(scene, order.orderId))[0],
    withinMs,
  );
  return found;
}

export async function stockInShop({ stage }: Scene, sku: string): Promise<number | undefined> {
  return (await stage.shop.state()).products.find((product) => product.sku === sku)?.stock;
}
