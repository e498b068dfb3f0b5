import { randomUUID } from 'node:crypto';
import {
  brandId,
  type ActivityId,
  type ChannelSku,
  type ConnectionId,
  type MarketplaceId,
  type MarketplaceOrderId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Issue } from '@quayside/core/domain/issue';
import { say } from '@quayside/core/domain/message';
import type { Listing } from '@quayside/core/domain/listing';
import type { Order } from '@quayside/core/domain/order';
import type { ListingFound } from '@quayside/core/ports/searches';
import type { Storage, Transaction } from '@quayside/core/ports/storage';
import { guardIssueKey, targetIssueKey } from '@quayside/core/use-cases/target-issues';
import { describe, expect, it } from 'vitest';
import {
  aConnection,
  aListing,
  anOrder,
  anOrderLine,
  aTarget,
  at,
  aVariant,
  aWorkspace,
} from './builders.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const hourMs = 60 * 60 * 1000;

/** What a storage finds for the screens: a part of the storage contract. */
export function describeSearchStorage(
  under: () => { readonly storage: Storage; readonly workspaceId: WorkspaceId },
): void {
  describe('searches', () => {
    const own = <Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> =>
      under().storage.transaction(under().workspaceId, work);

    async function anAccount(): Promise<ConnectionId> {
      const account = aConnection({ role: 'channel' });
      await own((tx) => tx.connections.insert(account));
      return account.id;
    }

    async function listed(
      connectionId: ConnectionId,
      ...rows: readonly (Partial<Listing> & Pick<Listing, 'channelSku'>)[]
    ): Promise<void> {
      await own((tx) => tx.listings.insertMany(rows.map((row) => aListing({ connectionId, ...row }))));
    }

    const sku = (text: string): ChannelSku => brandId<ChannelSku>(text);
    const skusOf = async (filter: Parameters<Transaction['searches']['listings']>[0]): Promise<string[]> => {
      const found = await own((tx) => tx.searches.listings(filter, { after: null, limit: 50 }));
      return found.map(({ listing }) => listing.channelSku);
    };

    it('listings come by SKU, in pages that neither skip nor repeat', async () => {
      const account = await anAccount();
      const skus = ['A-2', 'A-1', 'B-1', 'A-3', 'B-2'];
      await listed(account, ...skus.map((text) => ({ channelSku: sku(text) })));
      // The same SKU on two marketplaces: told apart by id.
      await listed(account, { channelSku: sku('A-3'), marketplace: brandId<MarketplaceId>('market-2') });
      const seen: string[] = [];
      let after: { key: string; id: string } | null = null;
      for (;;) {
        const from: { key: string; id: string } | null = after;
        const page: readonly ListingFound[] = await own((tx) =>
          tx.searches.listings({}, { after: from, limit: 2 }),
        );
        seen.push(...page.map(({ listing }) => listing.channelSku));
        const last = page.at(-1)?.listing;
        if (last === undefined) break;
        after = { key: last.channelSku, id: last.id };
      }
      expect(seen).toEqual(['A-1', 'A-2', 'A-3', 'A-3', 'B-1', 'B-2']);
    });

    it('listings are found by SKU, title and catalogue id, whatever the case, and by nothing that a pattern means', async () => {
      const account = await anAccount();
      await listed(
        account,
        { channelSku: sku('LAMP-1'), title: 'Desk lamp 100% brass', catalogueId: 'B0001' },
        { channelSku: sku('CHAIR_2'), title: 'Élégante chaise', catalogueId: 'B0002' },
      );
      expect(await skusOf({ text: 'desk LAMP' })).toEqual(['LAMP-1']);
      expect(await skusOf({ text: 'b0002' })).toEqual(['CHAIR_2']);
      expect(await skusOf({ text: 'ÉLÉGANTE' })).toEqual(['CHAIR_2']);
      expect(await skusOf({ text: '0%' })).toEqual(['LAMP-1']);
      expect(await skusOf({ text: 'r_2' })).toEqual(['CHAIR_2']);
      expect(await skusOf({ text: 'p_1' })).toEqual([]);
      expect(await skusOf({ text: '\\' })).toEqual([]);
      expect(await skusOf({ text: '' })).toHaveLength(2);
    });

    it('listings are filtered by account, marketplace, status and whether they are stopped', async () => {
      const [one, other] = [await anAccount(), await anAccount()];
      await listed(
        one,
        { channelSku: sku('A'), status: 'active' },
        { channelSku: sku('B'), status: 'error', stoppedBy: 'hand' },
        { channelSku: sku('D'), status: 'ended', stoppedBy: 'policy' },
      );
      await listed(other, {
        channelSku: sku('C'),
        status: 'active',
        marketplace: brandId<MarketplaceId>('market-9'),
      });
      expect(await skusOf({ connectionId: one })).toEqual(['A', 'B', 'D']);
      expect(await skusOf({ marketplace: brandId<MarketplaceId>('market-9') })).toEqual(['C']);
      expect(await skusOf({ statuses: ['active'] })).toEqual(['A', 'C']);
      expect(await skusOf({ statuses: [] })).toEqual([]);
      expect(await skusOf({ isStopped: true })).toEqual(['B', 'D']);
      expect(await skusOf({ isStopped: false })).toEqual(['A', 'C']);
      const counts = await own((tx) => tx.searches.listingCounts());
      expect(counts).toHaveLength(4);
      expect(counts).toContainEqual({ connectionId: other, status: 'active', count: 1 });
    });

    it('listings are filtered by whether something of them is asked about', async () => {
      const account = await anAccount();
      const target = (aspect: 'quantity' | 'price', name: string) =>
        aTarget({ connectionId: account, channelSku: sku(name), aspect });
      const [dear, many, calm] = [
        target('price', 'DEAR'),
        target('quantity', 'MANY'),
        target('price', 'CALM'),
      ];
      await own((tx) => tx.targets.insertMany([dear, many, calm]));
      await listed(
        account,
        { channelSku: sku('DEAR'), priceTargetId: dear.id },
        { channelSku: sku('MANY'), quantityTargetId: many.id },
        { channelSku: sku('CALM'), priceTargetId: calm.id },
        { channelSku: sku('BARE') },
      );
      await own(async (tx) => {
        const about = (key: string): Issue => ({
          key,
          severity: 'error',
          connectionId: account,
          message: say('guard.price-fall', {}),
          openedAt: noon,
        });
        await tx.issues.openMany([dear, many].map((each) => about(guardIssueKey(each))));
        await tx.issues.open(about(targetIssueKey(calm)));
      });
      expect(await skusOf({ connectionId: account, isAsked: true })).toEqual(['DEAR', 'MANY']);
      expect(await skusOf({ connectionId: account, isAsked: false })).toEqual(['BARE', 'CALM']);
    });

    it('a listing comes with its variant and its targets', async () => {
      const account = await anAccount();
      const store = aConnection();
      const variant = aVariant({ connectionId: store.id });
      const quantity = aTarget({ connectionId: account, channelSku: sku('A') });
      const row = aListing({
        connectionId: account,
        channelSku: sku('A'),
        variantId: variant.id,
        quantityTargetId: quantity.id,
      });
      await own(async (tx) => {
        await tx.connections.insert(store);
        await tx.variants.insertMany([variant]);
        await tx.targets.insertMany([quantity]);
        await tx.listings.insertMany([row]);
      });
      expect(await own((tx) => tx.searches.listing(row.id))).toEqual({
        listing: row,
        variant,
        quantity,
        price: null,
      });
      expect(await own((tx) => tx.searches.listings({}, { after: null, limit: 9 }))).toEqual([
        { listing: row, variant, quantity, price: null },
      ]);
    });

    async function ordered(connectionId: ConnectionId, ...rows: readonly Partial<Order>[]): Promise<Order[]> {
      const orders = rows.map((row) => anOrder({ connectionId, ...row }));
      await own(async (tx) => {
        for (const order of orders) await tx.orders.insert(order);
      });
      return orders;
    }

    it('orders come newest first, by state, account and text, and are counted', async () => {
      const account = await anAccount();
      const held = { state: 'held', reason: say('order.held.no-store', {}) } as const;
      const [old, recent] = await ordered(
        account,
        { purchasedAt: noon, marketplaceOrderId: brandId<MarketplaceOrderId>('902-1'), placement: held },
        {
          purchasedAt: plus(noon, 1),
          marketplaceOrderId: brandId<MarketplaceOrderId>('902-2'),
          lines: [anOrderLine({ channelSku: sku('LAMP-9') })],
        },
      );
      const ids = async (
        filter: Parameters<Transaction['searches']['orders']>[0],
        after: { key: string; id: string } | null = null,
      ) => (await own((tx) => tx.searches.orders(filter, { after, limit: 9 }))).map(({ id }) => id);
      expect(await ids({})).toEqual([recent?.id, old?.id]);
      expect(await ids({}, { key: plus(noon, 1), id: recent?.id ?? '' })).toEqual([old?.id]);
      expect(await ids({ placementStates: ['held'] })).toEqual([old?.id]);
      expect(await ids({ text: 'lamp-9' })).toEqual([recent?.id]);
      expect(await ids({ text: '902-1' })).toEqual([old?.id]);
      expect(await ids({ connectionId: await anAccount() })).toEqual([]);
      expect(await own((tx) => tx.searches.order(old?.id ?? brandId(randomUUID())))).toEqual(old);
      const counts = await own((tx) => tx.searches.orderCounts());
      expect(counts.toSorted((one, other) => (one.state < other.state ? -1 : 1))).toEqual([
        { connectionId: account, state: 'awaiting-payment', count: 1 },
        { connectionId: account, state: 'held', count: 1 },
      ]);
    });

    it('orders are counted by the day on which they were imported', async () => {
      const account = await anAccount();
      const days = ['2026-03-01T23:59:59.999Z', '2026-03-02T00:00:00.000Z', '2026-03-02T12:00:00.000Z'].map(
        at,
      );
      await ordered(account, ...days.map((importedAt) => ({ importedAt })));
      expect(await own((tx) => tx.searches.orderDays(at('2026-03-01T00:00:00.000Z')))).toEqual([
        { day: at('2026-03-01T00:00:00.000Z'), imported: 1 },
        { day: at('2026-03-02T00:00:00.000Z'), imported: 2 },
      ]);
      expect(await own((tx) => tx.searches.orderDays(noon))).toEqual([
        { day: at('2026-03-02T00:00:00.000Z'), imported: 1 },
      ]);
    });

    it('the lag of stock is told by the hour and over all, of quantities that were sent', async () => {
      const account = await anAccount();
      const sent = (
        lagMs: number | null,
        acknowledgedAt: Instant,
        aspect: 'quantity' | 'price' = 'quantity',
      ) =>
        aTarget({
          connectionId: account,
          channelSku: sku(randomUUID()),
          aspect,
          lagMs,
          acknowledged: { version: 1, value: 1, at: acknowledgedAt },
        });
      const lags = Array.from({ length: 100 }, (_, index) => sent(index + 1, plus(noon, index)));
      await own((tx) =>
        tx.targets.insertMany([
          ...lags,
          sent(900, plus(noon, hourMs)),
          sent(null, noon),
          sent(5, plus(noon, -1)),
        ]),
      );
      expect(await own((tx) => tx.searches.stockLag(noon))).toEqual({
        hours: [
          { hour: noon, count: 100, p50Ms: 50, p99Ms: 99 },
          { hour: plus(noon, hourMs), count: 1, p50Ms: 900, p99Ms: 900 },
        ],
        overall: { count: 101, p50Ms: 51, p99Ms: 100 },
      });
      expect(await own((tx) => tx.searches.stockLag(plus(noon, 2 * hourMs)))).toEqual({
        hours: [],
        overall: null,
      });
    });

    it('the history is found by what its sentences name, by connection and by member', async () => {
      const account = await anAccount();
      const lines = ['LAMP', 'CHAIR'].map((name, index) => ({
        id: brandId<ActivityId>(randomUUID()),
        at: plus(noon, index),
        connectionId: index === 0 ? account : null,
        memberId: null,
        message: say('activity.listing-stopped', { sku: name }),
      }));
      await own(async (tx) => {
        for (const line of lines) await tx.activities.append(line);
      });
      const found = (filter: Parameters<Transaction['searches']['activities']>[0]) =>
        own((tx) => tx.searches.activities(filter, { after: null, limit: 9 }));
      expect(await found({})).toEqual([lines[1], lines[0]]);
      expect(await found({ text: 'lam' })).toEqual([lines[0]]);
      expect(await found({ connectionId: account })).toEqual([lines[0]]);
      const after = { key: plus(noon, 1), id: lines[1]?.id ?? '' };
      expect(await own((tx) => tx.searches.activities({}, { after, limit: 9 }))).toEqual([lines[0]]);
    });

    it('issues come errors first, then newest, and are counted by connection', async () => {
      const account = await anAccount();
      const issue = (key: string, severity: Issue['severity'], openedAt: Instant): Issue => ({
        key,
        severity,
        connectionId: account,
        message: say('listing.mismatch', { sku: key, shown: 1, wanted: 2 }),
        openedAt,
      });
      const issues = [
        issue('listing/1/life', 'warning', plus(noon, 9)),
        issue('listing/1/link', 'error', noon),
        issue('listing/2/life', 'error', plus(noon, 1)),
      ];
      await own((tx) => tx.issues.openMany(issues));
      const keys = async (limit: number) =>
        (await own((tx) => tx.searches.issues(limit))).map(({ key }) => key);
      expect(await keys(9)).toEqual(['listing/2/life', 'listing/1/link', 'listing/1/life']);
      expect(await keys(1)).toEqual(['listing/2/life']);
      expect((await own((tx) => tx.searches.issuesAbout('listing/1/'))).map(({ key }) => key)).toEqual([
        'listing/1/life',
        'listing/1/link',
      ]);
      expect(await own((tx) => tx.searches.issueCounts())).toEqual([
        { connectionId: account, errors: 2, warnings: 1 },
      ]);
    });

    it('P6: nothing of another workspace is found', async () => {
      const account = await anAccount();
      await listed(account, { channelSku: sku('A') });
      const [order] = await ordered(account, {});
      const other = aWorkspace();
      await under().storage.createWorkspace(other);
      await under().storage.transaction(other.id, async ({ searches }) => {
        const page = { after: null, limit: 9 };
        expect(await searches.listings({ connectionId: account }, page)).toEqual([]);
        expect(await searches.orders({}, page)).toEqual([]);
        expect(await searches.order(order?.id ?? brandId(randomUUID()))).toBeUndefined();
        expect(await searches.orderCounts()).toEqual([]);
        expect(await searches.activities({}, page)).toEqual([]);
        expect(await searches.issues(9)).toEqual([]);
      });
    });
  });
}
