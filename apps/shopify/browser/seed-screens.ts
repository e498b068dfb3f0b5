import type { Installation } from '@quayside/assembly/installation';
import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ActivityId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
  type StoreOrderId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { ListingStatus } from '@quayside/core/domain/listing-life';
import { say } from '@quayside/core/domain/message';
import type { Transaction } from '@quayside/core/ports/storage';
import { guardIssueKey } from '@quayside/core/use-cases/target-issues';
import {
  aConnection,
  aListing,
  anOrder,
  anOrderChange,
  anOrderLine,
  aTarget,
  euros,
} from '@quayside/testkit/builders';
import { seedPolicies } from './seed-policies.ts';

const statuses: readonly ListingStatus[] = [
  'active',
  'inactive',
  'error',
  'needs-match',
  'incomplete',
  'publishing',
  'ended',
];
const marketplace = brandId<MarketplaceId>('A13V1IB3VIYZZH');
const minuteMs = 60_000;

/** A title as long as any that a channel takes. */
export const longTitle =
  `Very long title ${'of a product with everything that a merchant may want to say about it '.repeat(4)}`.slice(
    0,
    200,
  );

export interface Seeded {
  readonly account: Connection;
  readonly listings: number;
  readonly orders: number;
}

/** The morning after a bad night: long names, 400 held orders, issues of every kind, days of history. Nothing of it is worked on. */
export async function seedBadNight(
  { storage, engine }: Installation,
  workspaceId: WorkspaceId,
): Promise<Seeded> {
  const now = engine.clock.now();
  const account = aConnection({
    role: 'channel',
    connector: 'amazon',
    name: 'A seller with a name that is far longer than anybody would expect it to be, and then some',
    health: 'paused',
    healthReason: say('connection.channel-paused', { connection: 'Amazon' }),
    connectedAt: now,
  });
  const listings = Array.from({ length: 120 }, (_, index) => {
    const channelSku = brandId<ChannelSku>(
      `SKU-${String(index).padStart(4, '0')}${index === 0 ? '-LONG'.repeat(6) : ''}`,
    );
    const target = aTarget({
      connectionId: account.id,
      channelSku,
      aspect: 'quantity',
      shown: { value: index, at: now },
      acknowledged: { version: 1, value: index, at: plus(now, -index * 9 * minuteMs) },
      lagMs: 200 + index * 13,
    });
    const listing = aListing({
      connectionId: account.id,
      channelSku,
      marketplace,
      title: index % 3 === 0 ? longTitle : `Desk lamp ${index}`,
      status: statuses[index % statuses.length] ?? 'active',
      quantityTargetId: target.id,
    });
    return { target, listing };
  });
  const orders = Array.from({ length: 420 }, (_, index) => {
    const sku = `UNKNOWN-${index}`;
    const marketplaceOrderId = brandId<MarketplaceOrderId>(`404-${String(index).padStart(7, '0')}-0000001`);
    const at = plus(now, -index * 30 * minuteMs);
    return anOrder({
      connectionId: account.id,
      marketplace,
      marketplaceOrderId,
      purchasedAt: at,
      importedAt: at,
      lines: [
        anOrderLine({ channelSku: brandId<ChannelSku>(sku), title: longTitle, total: euros('1234567.89') }),
      ],
      placement:
        index < 400
          ? { state: 'held', reason: say('order.held.unknown-sku', { order: marketplaceOrderId, skus: sku }) }
          : { state: 'closed' },
    });
  });
  await storage.transaction(workspaceId, async (tx) => {
    const store = (await tx.connections.list()).find(({ role }) => role === 'store');
    await tx.connections.insert(account);
    await tx.targets.insertMany(listings.map(({ target }) => target));
    await tx.listings.insertMany(listings.map(({ listing }) => listing));
    for (const order of orders) await tx.orders.insert(order);
    await seedCancelled(tx, account, store, now);
    await seedPolicies(tx, account, now);
    await tx.issues.openMany(
      listings.slice(0, 25).map(({ target: { id, channelSku } }) => ({
        key: guardIssueKey({ id }),
        severity: 'error' as const,
        connectionId: account.id,
        message: say('guard.quantity-rise', { sku: channelSku, before: 1, wanted: 1_000_000 }),
        openedAt: plus(now, -minuteMs),
      })),
    );
    await tx.issues.openMany(
      Array.from({ length: 30 }, (_, index) => ({
        key: `listing/${listings[index]?.listing.id ?? ''}/life`,
        severity: index % 3 === 0 ? ('error' as const) : ('warning' as const),
        connectionId: account.id,
        message: say('listing.mismatch', { sku: `SKU-${index}-${longTitle}`, shown: 1, wanted: 2 }),
        openedAt: now,
      })),
    );
    for (let index = 0; index < 150; index += 1) {
      await tx.activities.append({
        id: brandId<ActivityId>(engine.ids.next()),
        at: plus(now, -index * minuteMs),
        connectionId: account.id,
        memberId: null,
        message: say('activity.listing-stopped', { sku: index === 0 ? longTitle : `SKU-${index}` }),
      });
    }
  });
  return { account, listings: listings.length, orders: orders.length };
}

/** An order in the shop that the merchant cancelled there, which Amazon takes from nobody but the seller. */
async function seedCancelled(
  tx: Transaction,
  account: Connection,
  store: Connection | undefined,
  now: Instant,
): Promise<void> {
  const order = anOrder({
    connectionId: account.id,
    storeConnectionId: store?.id ?? null,
    marketplace,
    marketplaceOrderId: brandId<MarketplaceOrderId>('404-9999999-0000001'),
    purchasedAt: plus(now, minuteMs),
    importedAt: now,
    lines: [
      anOrderLine({ channelSku: brandId<ChannelSku>('SKU-0001'), title: 'Desk lamp 1', total: euros('5') }),
    ],
    placement: {
      state: 'placed',
      storeOrderId: brandId<StoreOrderId>('5001'),
      storeOrderNumber: '#1001',
      at: now,
      firstSentAt: now,
      verifyAfter: null,
      adjustment: null,
    },
  });
  const change = anOrderChange({
    orderId: order.id,
    connectionId: account.id,
    to: 'channel',
    kind: 'cancellation',
    lines: null,
    state: 'by-hand',
  });
  await tx.orders.insert(order);
  await tx.orderChanges.insert(change);
  await tx.issues.open({
    key: `order/${order.id}/change/${change.id}`,
    severity: 'error',
    connectionId: account.id,
    message: say('order.cancel-by-hand', {
      order: order.marketplaceOrderId,
      storeOrder: '#1001',
      channel: 'Amazon',
    }),
    openedAt: plus(now, minuteMs),
  });
}
