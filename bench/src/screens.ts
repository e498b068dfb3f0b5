import type { Installation } from '@quayside/assembly/installation';
import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ActivityId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
  type Sku,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { ListingStatus } from '@quayside/core/domain/listing-life';
import { say } from '@quayside/core/domain/message';
import type { Placement } from '@quayside/core/domain/order';
import {
  aConnection,
  aListing,
  anOrder,
  anOrderLine,
  aTarget,
  aVariant,
  euros,
} from '@quayside/testkit/builders';
import type { Benchmark } from './benchmark.ts';
import { cursor, timeQuestions } from './time-questions.ts';

const listings = 100_000;
const accounts = 10;
const orders = 20_000;
const activities = 100_000;
/** Of each question. */
const repetitions = 100;
const warmUps = 5;
const together = 2_500;
const minuteMs = 60_000;
const words = ['Lamp', 'Chair', 'Table', 'Vase', 'Rug', 'Shelf', 'Clock', 'Mirror', 'Basket', 'Candle'];
const statuses: readonly ListingStatus[] = [
  'active',
  'active',
  'active',
  'active',
  'inactive',
  'ended',
  'error',
  'active',
];

/** What every screen asks, by the admin API, of a merchant with 100,000 listings: from the call to the answer, the role, the trail and the view-model included. */
export const screens: Benchmark = {
  summary: `{listings, p50Ms, p99Ms}: what the screens ask, with ${listings} listings`,
  async run(progress) {
    const times = await timeQuestions({
      seed: (installation, workspaceId) => seed(installation, workspaceId, progress),
      questions: (account, ask) => ({
        overview: () => ask('overview', {}),
        channels: () => ask('channels', {}),
        'listings, first page': () => ask('listings', {}),
        'listings, a page in the middle': () => ask('listings', { after: cursor('SKU-050000') }),
        'listings, of one account': () => ask('listings', { connectionId: account.id }),
        'listings, in error': () => ask('listings', { statuses: ['error'] }),
        'listings, that need you': () =>
          ask('listings', { statuses: ['needs-match', 'incomplete', 'error'] }),
        'listings, a word in a tenth of them': () => ask('listings', { text: 'chair' }),
        'listings, one SKU': () => ask('listings', { text: 'sku-077777' }),
        'listings, nothing': () => ask('listings', { text: 'no such thing' }),
        'orders, first page': () => ask('orders', {}),
        'orders, held': () => ask('orders', { placementStates: ['held'] }),
        'orders, one number': () => ask('orders', { text: '902-0010000' }),
        'activity, first page': () => ask('activity', {}),
        'activity, one SKU': () => ask('activity', { text: 'sku-012345' }),
      }),
      ...{ warmUps, repetitions, progress },
    });
    return { listings, ...times };
  },
};

/** @returns one of the accounts. */
async function seed(
  { engine, storage }: Installation,
  workspaceId: WorkspaceId,
  progress: (text: string) => void,
): Promise<Connection> {
  const now = engine.clock.now();
  const store = aConnection({ connector: 'woocommerce' });
  const channels = Array.from({ length: accounts }, (_, index) =>
    // Nothing of it is to be worked on.
    aConnection({ role: 'channel', connector: 'amazon', name: `Account ${index + 1}`, health: 'paused' }),
  );
  const [account] = channels;
  if (account === undefined) throw new Error('No account');
  await storage.transaction(workspaceId, async (tx) => {
    for (const connection of [store, ...channels]) await tx.connections.insert(connection);
  });
  for (let from = 0; from < listings; from += together) {
    const rows = Array.from({ length: together }, (_, index) =>
      listed(from + index, store, channels[(from + index) % accounts] ?? account, now),
    );
    await storage.transaction(workspaceId, async (tx) => {
      await tx.variants.insertMany(rows.map(({ variant }) => variant));
      await tx.targets.insertMany(rows.map(({ target }) => target));
      await tx.listings.insertMany(rows.map(({ listing }) => listing));
    });
  }
  progress(`${listings} listings of ${accounts} accounts`);
  for (let from = 0; from < orders; from += together / 10) {
    await storage.transaction(workspaceId, async (tx) => {
      for (let index = from; index < from + together / 10; index += 1) {
        await tx.orders.insert(ordered(index, channels[index % accounts] ?? account, now));
      }
    });
  }
  for (let from = 0; from < activities; from += together) {
    await storage.transaction(workspaceId, async (tx) => {
      for (let index = from; index < from + together; index += 1) {
        await tx.activities.append({
          id: brandId<ActivityId>(engine.ids.next()),
          at: plus(now, -index * 1_000),
          connectionId: channels[index % accounts]?.id ?? account.id,
          memberId: null,
          message: say('activity.listing-stopped', { sku: skuOf(index) }),
        });
      }
    });
  }
  progress(`${orders} orders and ${activities} lines of history`);
  return account;
}

function skuOf(index: number): string {
  return `SKU-${String(index).padStart(6, '0')}`;
}

function listed(index: number, store: Connection, account: Connection, now: Instant) {
  const channelSku = brandId<ChannelSku>(skuOf(index));
  const title = `${words[index % words.length] ?? ''} ${words[(index >> 4) % words.length] ?? ''} ${index}`;
  const variant = aVariant({ connectionId: store.id, sku: brandId<Sku>(skuOf(index)), title });
  const target = aTarget({
    connectionId: account.id,
    channelSku,
    aspect: 'quantity',
    shown: { value: 5, at: now },
    // A third of all changed within the last day.
    acknowledged: { version: 1, value: 5, at: plus(now, -((index * minuteMs) / 23)) },
    lagMs: 200 + (index % 900),
  });
  const listing = aListing({
    connectionId: account.id,
    channelSku,
    marketplace: brandId<MarketplaceId>('A13V1IB3VIYZZH'),
    title,
    status: statuses[index % statuses.length] ?? 'active',
    variantId: variant.id,
    quantityTargetId: target.id,
  });
  return { variant, target, listing };
}

function ordered(index: number, account: Connection, now: Instant) {
  const placement: Placement =
    index % 50 === 0
      ? { state: 'held', reason: say('order.held.unknown-sku', { order: String(index), skus: skuOf(index) }) }
      : { state: 'closed' };
  const purchasedAt = plus(now, -index * minuteMs);
  return anOrder({
    connectionId: account.id,
    marketplaceOrderId: brandId<MarketplaceOrderId>(`902-${String(index).padStart(7, '0')}`),
    purchasedAt,
    importedAt: purchasedAt,
    lines: [anOrderLine({ channelSku: brandId<ChannelSku>(skuOf(index)), total: euros('19.9') })],
    placement,
  });
}
