import { randomUUID } from 'node:crypto';
import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type ProductId,
  type LocationId,
  type Sku,
  type StockItemId,
  type StockPoolId,
  type StoreProductId,
} from '@quayside/core/domain/ids';
import type { Gtin } from '@quayside/core/domain/gtin';
import { plus } from '@quayside/core/domain/instant';
import { say } from '@quayside/core/domain/message';
import type { Product } from '@quayside/core/domain/product';
import { describe, expect, it } from 'vitest';
import { aListing, aStockPool, at, aVariant, aWorkspace, euros } from './builders.ts';
import { contractSteps, type StorageUnderContract } from './contract-steps.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const gtin = '03700123450016' as Gtin;
const market = brandId<MarketplaceId>('market-1');

/** The part of the storage contract that is about catalogues and listings. */
export function describeCatalogueStorage(under: StorageUnderContract): void {
  const { within, connected } = contractSteps(under);

  describe('catalogues', () => {
    it('products and variants come back as they went in', async () => {
      const { id: connectionId } = await connected();
      const storeProductId = brandId<StoreProductId>('77');
      const product: Product = {
        id: brandId<ProductId>(randomUUID()),
        connectionId,
        storeProductId,
        title: 'Théière « Été » 🫖',
        brand: 'Quai & Cie',
        options: [{ name: 'Colour', values: ['red', 'vert d’eau'] }],
        images: ['https://images.example/1.jpg', 'https://images.example/2.jpg'],
        readBeganAt: noon,
        goneAt: null,
        version: 0,
      };
      const variant = aVariant({
        connectionId,
        storeProductId,
        barcode: '3 700123 450016',
        gtin,
        options: [{ name: 'Colour', value: 'red' }],
        images: ['https://images.example/red.jpg'],
        price: euros('1299.999999999999'),
        sale: { price: euros('0.01'), from: noon, until: null },
        cost: euros('7.8'),
        stock: { kind: 'backorderable', quantity: -3 },
        stockByLocation: { [brandId<LocationId>('Nantes')]: -5, [brandId<LocationId>('Lyon')]: 2 },
        stockItemId: brandId<StockItemId>('77'),
        attributes: {
          tag: ['neu', 'vert d’eau 🫖'],
          'meta:__proto__ "x"': ['\\u0000'],
          brand: ['Quai & Cie'],
        },
        isEnabled: false,
      });
      const bare = aVariant({ connectionId, price: null, stock: { kind: 'untracked' } });
      await within(async (tx) => {
        await tx.products.insertMany([product]);
        await tx.variants.insertMany([variant, bare]);
      });
      await within(async (tx) => {
        expect(await tx.products.byStoreIds(connectionId, [storeProductId])).toEqual([product]);
        expect(await tx.variants.get(variant.id)).toEqual(variant);
        expect(await tx.variants.get(bare.id)).toEqual(bare);
        expect(await tx.variants.byGtins(connectionId, [gtin])).toEqual([variant]);
        expect(await tx.variants.count(connectionId)).toBe(2);
      });
      const renamed = { ...product, title: 'Teapot', goneAt: noon };
      await within((tx) => tx.products.save(renamed));
      expect(await within((tx) => tx.products.byStoreIds(connectionId, [storeProductId]))).toEqual([
        { ...renamed, version: 1 },
      ]);
    });

    it('what is gone is found by no SKU and no number, and is not counted', async () => {
      const { id: connectionId } = await connected();
      const variant = aVariant({ connectionId, sku: 'GONE' as Sku, gtin, goneAt: noon });
      await within((tx) => tx.variants.insertMany([variant]));
      await within(async (tx) => {
        expect(await tx.variants.bySkus(connectionId, ['GONE'])).toEqual([]);
        expect(await tx.variants.byGtins(connectionId, [gtin])).toEqual([]);
        expect(await tx.variants.count(connectionId)).toBe(0);
      });
    });

    it('where units lie and with what they are counted can change, and come to be unknown', async () => {
      const { id: connectionId } = await connected();
      const variant = aVariant({ connectionId });
      const stockByLocation = { [brandId<LocationId>('Lyon')]: 4 };
      await within((tx) => tx.variants.insertMany([variant]));
      const moved = { ...variant, stockByLocation, stockItemId: brandId<StockItemId>('1') };
      await within((tx) => tx.variants.save(moved));
      expect(await within((tx) => tx.variants.get(variant.id))).toEqual({ ...moved, version: 1 });
      await within((tx) => tx.variants.save({ ...variant, version: 1 }));
      expect(await within((tx) => tx.variants.get(variant.id))).toEqual({ ...variant, version: 2 });
    });

    it('what the shop says of it, and whether it is on sale there, can change', async () => {
      const { id: connectionId } = await connected();
      const variant = aVariant({ connectionId, attributes: { brand: ['Salt & Co'], tag: ['a', 'b'] } });
      await within((tx) => tx.variants.insertMany([variant]));
      const changed = { ...variant, attributes: { tag: ['b'] }, isEnabled: false };
      await within((tx) => tx.variants.save(changed));
      expect(await within((tx) => tx.variants.get(variant.id))).toEqual({ ...changed, version: 1 });
    });

    it('marking a read moves the moment, and loses to another change', async () => {
      const { id: connectionId } = await connected();
      const variants = [aVariant({ connectionId }), aVariant({ connectionId })];
      const later = plus(noon, 1_000);
      await within((tx) => tx.variants.insertMany(variants));
      await within((tx) => tx.variants.markRead(variants, later));
      const read = await within((tx) => tx.variants.getMany(variants.map(({ id }) => id)));
      expect(read.map(({ readBeganAt, version }) => ({ readBeganAt, version }))).toEqual([
        { readBeganAt: later, version: 1 },
        { readBeganAt: later, version: 1 },
      ]);
      let tries = 0;
      const lost = within(async (tx) => {
        tries += 1;
        // These versions are old: as if another read had come first.
        if (tries < 3) await tx.variants.markRead(variants, plus(noon, 2_000));
        return tries;
      });
      expect(await lost).toBe(3);
    });

    it('products that were not seen are named once each, page by page, in order', async () => {
      const { id: connectionId } = await connected();
      const product = (name: string): StoreProductId => brandId<StoreProductId>(name);
      const old = ['10', '2', 'a', 'B'].map((name) =>
        aVariant({ connectionId, storeProductId: product(name) }),
      );
      const twin = aVariant({ connectionId, storeProductId: product('10') });
      const seen = aVariant({ connectionId, storeProductId: product('3'), readBeganAt: plus(noon, 10) });
      const gone = aVariant({ connectionId, storeProductId: product('4'), goneAt: noon });
      await within((tx) => tx.variants.insertMany([...old, twin, seen, gone]));
      const page = (after: StoreProductId | null) =>
        within((tx) => tx.variants.unseenProducts(connectionId, plus(noon, 10), after, 3));
      expect(await page(null)).toEqual(['10', '2', 'B']);
      expect(await page(product('B'))).toEqual(['a']);
    });
  });

  describe('stock pools', () => {
    it('come back as they went in, in id order, and an account keeps which it sells from', async () => {
      const store = await connected();
      const all = aStockPool({ masterConnectionId: store.id, id: brandId<StockPoolId>(randomUUID()) });
      const some = aStockPool({
        masterConnectionId: store.id,
        locations: [brandId<LocationId>('Nantes'), brandId<LocationId>('Lyon')],
      });
      await within(async (tx) => {
        await tx.pools.insert(all);
        await tx.pools.insert(some);
      });
      const account = await connected({ role: 'channel', poolId: some.id });
      await within(async (tx) => {
        expect(await tx.pools.get(some.id)).toEqual(some);
        expect(await tx.pools.list()).toEqual([all, some].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
        expect(await tx.connections.get(account.id)).toEqual(account);
      });
    });

    it('P3: of two changes at once neither is lost', async () => {
      const store = await connected();
      const pool = aStockPool({ masterConnectionId: store.id });
      await within((tx) => tx.pools.insert(pool));
      const read = () => within((tx) => tx.pools.get(pool.id));
      let runs = 0;
      await within(async (tx) => {
        const seen = await tx.pools.get(pool.id);
        runs += 1;
        if (runs === 1) {
          await within((other) => other.pools.save({ ...pool, locations: [brandId<LocationId>('Lyon')] }));
        }
        if (seen !== undefined) await tx.pools.save({ ...seen, name: 'Renamed' });
      });
      expect(await read()).toEqual({ ...pool, name: 'Renamed', locations: ['Lyon'], version: 2 });
      expect(runs).toBe(2);
    });
  });

  describe('listings', () => {
    it('come back as they went in, with everything the channel said', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const listing = aListing({
        connectionId,
        channelSku: brandId<ChannelSku>('A/B 100 %'),
        status: 'error',
        catalogueId: 'B000TEST',
        title: 'A title',
        gtins: [gtin],
        stoppedBy: 'hand',
        channelStock: { quantity: 12, at: noon },
        feeEstimate: {
          price: euros('24.90'),
          total: euros('6.84'),
          ofPrice: euros('3.74'),
          fulfillment: 'channel',
          at: noon,
        },
        terms: { condition: 'used-good', handlingDays: 3, shippingTemplate: 'Fast' },
        issues: [
          {
            code: '8541',
            severity: 'error',
            message: say('match.none', { sku: 'A', gtin }),
            words: 'As "they" say',
            attributes: [{ name: 'brand', fact: null, ours: 'It’s "ours"', theirs: null }],
            repairs: [{ kind: 'relist' }, { kind: 'open-listing', url: 'https://channel.example/A' }],
            isKnown: true,
          },
        ],
        channelData: { productType: 'LAMP' },
        seenAt: noon,
        readAt: noon,
        dueAt: noon,
        submittedAt: noon,
        attempts: 2,
      });
      await within((tx) => tx.listings.insertMany([listing]));
      expect(await within((tx) => tx.listings.get(listing.id))).toEqual(listing);
      expect(await within((tx) => tx.listings.due(connectionId, noon, 10))).toEqual([listing]);
      expect(await within((tx) => tx.listings.due(connectionId, plus(noon, -1), 10))).toEqual([]);
      const jobs = await under().storage.dueJobs(noon, 10_000);
      expect(jobs).toContainEqual({ workspaceId: under().workspaceId, connectionId, lane: 'publish' });
    });

    it('what is known is due before what is looked for, and of each the oldest first', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const rows = (['matching', 'publishing', 'matching', 'publishing'] as const).map((status, index) =>
        aListing({
          connectionId,
          channelSku: brandId<ChannelSku>(`S${index}`),
          status,
          dueAt: plus(noon, 10 - index),
        }),
      );
      await within((tx) => tx.listings.insertMany(rows));
      const due = async (limit: number) =>
        (await within((tx) => tx.listings.due(connectionId, plus(noon, 20), limit))).map(
          ({ channelSku }) => channelSku,
        );
      expect(await due(10)).toEqual(['S3', 'S1', 'S2', 'S0']);
      expect(await due(1)).toEqual(['S3']);
    });

    it('unlinked ones are found by SKU, by number, and page by page; linked and unlisted ones are not', async () => {
      const account = await connected({ role: 'channel' });
      const { id: connectionId } = account;
      const variant = aVariant({ connectionId });
      const row = (sku: string, changes: Partial<Parameters<typeof aListing>[0]> = {}) =>
        aListing({ connectionId, channelSku: brandId<ChannelSku>(sku), ...changes });
      const bySku = row('SKU');
      const byGtin = row('OTHER', { gtins: [gtin] });
      const linked = row('LINKED', { variantId: variant.id, gtins: [gtin] });
      const unlisted = row('UNLISTED', { status: 'unlisted' });
      await within(async (tx) => {
        await tx.variants.insertMany([variant]);
        await tx.listings.insertMany([bySku, byGtin, linked, unlisted]);
      });
      const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();
      await within(async (tx) => {
        expect(ids(await tx.listings.unlinkedByIdentifiers(['SKU', 'LINKED'], [gtin]))).toEqual(
          ids([bySku, byGtin]),
        );
        expect(await tx.listings.unlinkedByIdentifiers([], [])).toEqual([]);
        expect(ids(await tx.listings.unlinkedPage(connectionId, null, 10))).toEqual(ids([bySku, byGtin]));
        expect(await tx.listings.countUnlinked(connectionId)).toBe(2);
        expect(await tx.listings.countByStatus(connectionId)).toEqual({ active: 3, unlisted: 1 });
        const [first] = await tx.listings.unlinkedPage(connectionId, null, 1);
        expect(await tx.listings.unlinkedPage(connectionId, first!.id, 10)).toHaveLength(1);
      });
    });

    it('variants that a marketplace does not have are found, others are not', async () => {
      const account = await connected({ role: 'channel' });
      const store = await connected();
      const [listed, unlisted] = [aVariant({ connectionId: store.id }), aVariant({ connectionId: store.id })];
      const gone = aVariant({ connectionId: store.id, goneAt: noon });
      const listing = aListing({
        connectionId: account.id,
        channelSku: brandId<ChannelSku>('L'),
        marketplace: market,
        variantId: listed.id,
      });
      await within(async (tx) => {
        await tx.variants.insertMany([listed, unlisted, gone]);
        await tx.listings.insertMany([listing]);
      });
      const on = (marketplace: MarketplaceId) =>
        within((tx) =>
          tx.variants.unlistedPage(store.id, { connectionId: account.id, marketplace }, null, 10),
        );
      expect(await on(market)).toEqual([unlisted]);
      expect(await on(brandId<MarketplaceId>('market-2'))).toHaveLength(2);
    });

    it('not seen since a moment: those that are on the channel', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const row = (sku: string, changes: Partial<Parameters<typeof aListing>[0]>) =>
        aListing({ connectionId, channelSku: brandId<ChannelSku>(sku), ...changes });
      const never = row('NEVER', { seenAt: null });
      const before = row('BEFORE', { seenAt: noon, status: 'inactive' });
      const after = row('AFTER', { seenAt: plus(noon, 2_000) });
      const ended = row('ENDED', { seenAt: noon, status: 'ended' });
      await within((tx) => tx.listings.insertMany([never, before, after, ended]));
      const unseen = await within((tx) => tx.listings.unseenPage(connectionId, plus(noon, 1_000), null, 10));
      expect(unseen.map(({ channelSku }) => channelSku).sort()).toEqual(['BEFORE', 'NEVER']);
      await within((tx) => tx.listings.markSeen([never, before], plus(noon, 1_000)));
      expect(await within((tx) => tx.listings.unseenPage(connectionId, plus(noon, 1_000), null, 10))).toEqual(
        [],
      );
    });

    it('incomplete ones are tried again together', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const incomplete = aListing({
        connectionId,
        channelSku: brandId<ChannelSku>('I'),
        status: 'incomplete',
        attempts: 4,
      });
      const active = aListing({ connectionId, channelSku: brandId<ChannelSku>('A') });
      await within((tx) => tx.listings.insertMany([incomplete, active]));
      await within((tx) => tx.listings.retryIncomplete(connectionId, noon));
      expect(await within((tx) => tx.listings.get(incomplete.id))).toMatchObject({
        status: 'matching',
        dueAt: noon,
        attempts: 0,
        version: 1,
      });
      expect(await within((tx) => tx.listings.get(active.id))).toEqual(active);
    });
  });

  it('issues are opened and cleared many at a time, each keeping the moment it was opened', async () => {
    const issue = (key: string) => ({
      key,
      severity: 'warning' as const,
      connectionId: null,
      message: say('stock.no-sku', { product: 'It’s "odd" \\ one' }),
      openedAt: noon,
    });
    const keys = ['b', 'a', 'c'];
    await within((tx) => tx.issues.openMany(keys.map(issue)));
    await within((tx) =>
      tx.issues.openMany([{ ...issue('a'), severity: 'error', openedAt: plus(noon, 5_000) }]),
    );
    expect(await within((tx) => tx.issues.list())).toEqual([
      { ...issue('a'), severity: 'error' },
      issue('b'),
      issue('c'),
    ]);
    await within((tx) => tx.issues.clearMany(['a', 'c', 'never-opened']));
    expect(await within((tx) => tx.issues.list())).toEqual([issue('b')]);
  });

  it('P6: another workspace finds none of it, not even by its true ids', async () => {
    const { id: connectionId } = await connected({ role: 'channel' });
    const variant = aVariant({ connectionId, gtin });
    const listing = aListing({
      connectionId,
      channelSku: brandId<ChannelSku>('S'),
      gtins: [gtin],
      dueAt: noon,
    });
    await within(async (tx) => {
      await tx.variants.insertMany([variant]);
      await tx.listings.insertMany([listing]);
    });
    const other = aWorkspace();
    await under().storage.createWorkspace(other);
    await under().storage.transaction(other.id, async (tx) => {
      expect(await tx.variants.byGtins(connectionId, [gtin])).toEqual([]);
      expect(await tx.variants.bySkus(connectionId, [String(variant.sku)])).toEqual([]);
      expect(await tx.variants.ofProducts(connectionId, [variant.storeProductId])).toEqual([]);
      expect(await tx.variants.count(connectionId)).toBe(0);
      expect(await tx.listings.due(connectionId, noon, 10)).toEqual([]);
      expect(await tx.listings.unlinkedByIdentifiers(['S'], [gtin])).toEqual([]);
      expect(await tx.listings.countByStatus(connectionId)).toEqual({});
      await tx.listings.retryIncomplete(connectionId, noon);
      await tx.targets.raiseAll(connectionId, 'price', noon);
    });
    expect(await within((tx) => tx.listings.get(listing.id))).toEqual(listing);
  });
}
