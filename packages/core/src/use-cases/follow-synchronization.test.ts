import { euros } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import {
  addMemoryCatalogueItem,
  addMemoryListing,
  addMemoryProduct,
  shownPrice,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { Frequency } from '../domain/connection.ts';
import { plainSellingRules } from '../domain/selling-rules.ts';
import { plainSynchronizationRules, type SynchronizationRules } from '../domain/synchronization-rules.ts';
import { approveOffers } from './approve-offers.ts';
import { stopListings } from './change-listings.ts';
import { setFrequency } from './set-frequency.ts';

const keyOf = ({ account, workspaceId }: EngineHarness) => ({ workspaceId, connectionId: account.id });
const linked = { stock: { LAMP: 5 }, isLinked: true } as const;

async function listingOf(bench: EngineHarness, sku = 'LAMP') {
  const [listing] = await bench.look((tx) => tx.listings.byChannelSkus(bench.account.id, [sku as never]));
  if (listing === undefined) throw new Error('No listing');
  return listing;
}

async function follow(bench: EngineHarness, changes: Partial<SynchronizationRules>): Promise<void> {
  await followPolicy(bench, 'synchronization', { ...plainSynchronizationRules, ...changes });
  await bench.pass(5_000);
}

function sellFor(bench: EngineHarness, sku: string, price: string): void {
  addMemoryProduct(bench.shop, sku, [{ id: sku, sku, stock: bench.stockOf(sku), price }]);
}

const priceOn = (bench: EngineHarness, sku = 'LAMP') => {
  const listing = bench.market.listings.get(sku);
  return listing === undefined ? null : shownPrice(bench.market, listing).amount;
};

describe('stopped and relisted by policy', () => {
  it('few units left are taken off sale, and come back only when there are enough again', async () => {
    const bench = await createEngineHarness(linked);
    const { stop, relist } = plainSynchronizationRules;
    await follow(bench, { stop: { ...stop, whenUnits: 2 }, relist: { ...relist, whenUnits: 5 } });
    expect(bench.shown('LAMP')).toBe(5);
    bench.sell('LAMP', 3);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(0);
    expect(await listingOf(bench)).toMatchObject({ stoppedBy: 'policy' });
    bench.sell('LAMP', -1);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(0);
    bench.sell('LAMP', -4);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(7);
    expect(await listingOf(bench)).toMatchObject({ stoppedBy: null });
    expect(await bench.history()).toEqual(
      expect.arrayContaining(['activity.listing-stopped-by-policy', 'activity.listing-relisted-by-policy']),
    );
  });

  it('what a person stopped stays stopped', async () => {
    const bench = await createEngineHarness(linked);
    await follow(bench, {});
    await stopListings(bench.engine, keyOf(bench), [(await listingOf(bench)).id]);
    bench.sell('LAMP', -4);
    await bench.pass(70_000);
    expect(bench.shown('LAMP')).toBe(0);
    expect(await listingOf(bench)).toMatchObject({ stoppedBy: 'hand' });
  });

  it('without the policy everything is on sale again', async () => {
    const bench = await createEngineHarness(linked);
    await follow(bench, { stop: { ...plainSynchronizationRules.stop, whenUnits: 9 } });
    expect(bench.shown('LAMP')).toBe(0);
    await followPolicy(bench, 'synchronization', null);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(5);
  });
});

describe('thresholds', () => {
  it('P3: small changes of much may wait; what falls to the threshold, or to nothing, goes out', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 100 }, isLinked: true });
    await follow(bench, { revise: { ...plainSynchronizationRules.revise, quantity: { atMost: 10 } } });
    expect(bench.shown('LAMP')).toBe(100);
    bench.sell('LAMP', 20);
    await bench.pass(70_000);
    expect(bench.shown('LAMP')).toBe(100);
    bench.sell('LAMP', 70);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(10);
    bench.sell('LAMP', 10);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(0);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('small changes of a price wait until they add up', async () => {
    const bench = await createEngineHarness(linked);
    sellFor(bench, 'LAMP', '20.00');
    await followPolicy(bench, 'selling', plainSellingRules);
    await follow(bench, {
      revise: { ...plainSynchronizationRules.revise, price: { isOn: true, fromPercent: '5' } },
    });
    expect(priceOn(bench)).toBe('19.9');
    sellFor(bench, 'LAMP', '20.80');
    await bench.pass(70_000);
    expect(priceOn(bench)).toBe('19.9');
    sellFor(bench, 'LAMP', '21.00');
    await bench.pass(5_000);
    expect(priceOn(bench)).toBe('21');
  });
});

describe('listed by policy', () => {
  const barcode = '3700123450016';

  function offer(bench: EngineHarness, sku: string, stock: number): void {
    addMemoryProduct(bench.shop, sku, [{ id: sku, sku, stock, price: '20.00', barcode }]);
    addMemoryCatalogueItem(bench.market, { catalogueId: `TOY-${sku}`, title: sku, gtins: [barcode] });
  }

  it('what the store sells comes onto the marketplace by itself, once it meets the conditions', async () => {
    const bench = await createEngineHarness({ stock: {} });
    await followPolicy(bench, 'selling', plainSellingRules);
    offer(bench, 'NEW', 0);
    await bench.pass(3_000);
    await follow(bench, {
      list: { ...plainSynchronizationRules.list, isOn: true, marketplaces: [bench.market.marketplace] },
    });
    expect(bench.market.listings.has('NEW')).toBe(false);
    bench.sell('NEW', -3);
    await bench.passUntil(() => bench.market.listings.has('NEW') && bench.shown('NEW') === 3);
    expect(priceOn(bench, 'NEW')).toBe('20');
    expect(await listingOf(bench, 'NEW')).toMatchObject({ linkedBy: 'listed-here' });
  });

  it('nothing is listed where the policy does not say so', async () => {
    const bench = await createEngineHarness({ stock: {} });
    await followPolicy(bench, 'selling', plainSellingRules);
    offer(bench, 'NEW', 3);
    await follow(bench, {});
    await follow(bench, { list: { ...plainSynchronizationRules.list, isOn: true, marketplaces: [] } });
    await bench.pass(70_000);
    expect(bench.market.listings.size).toBe(0);
  });

  it('an offer of its own begins with the terms of the shipping policy', async () => {
    const bench = await createEngineHarness({ stock: {} });
    await followPolicy(bench, 'selling', plainSellingRules);
    await followPolicy(bench, 'shipping', { template: 'Bulky', handlingDays: 4 });
    offer(bench, 'NEW', 3);
    await follow(bench, {
      list: { ...plainSynchronizationRules.list, isOn: true, marketplaces: [bench.market.marketplace] },
    });
    await bench.passUntil(() => bench.market.listings.has('NEW'));
    expect(bench.market.listings.get('NEW')?.terms).toMatchObject({
      shippingTemplate: 'Bulky',
      handlingDays: 4,
    });
  });
});

describe('how often an account is kept in step', () => {
  it.each<[Frequency, string]>([
    ['quarter-hourly', '2026-03-02T09:15'],
    ['hourly', '2026-03-02T10:00'],
  ])('%s: rises and prices go out together; falls at once', async (frequency, slot) => {
    const bench = await createEngineHarness(linked);
    sellFor(bench, 'LAMP', '20.00');
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    expect(await setFrequency(bench.engine, keyOf(bench), frequency)).toMatchObject({ ok: true });
    sellFor(bench, 'LAMP', '25.00');
    bench.sell('LAMP', -4);
    await bench.pass(60_000, 5_000);
    expect([bench.shown('LAMP'), priceOn(bench)]).toEqual([5, '20']);
    bench.sell('LAMP', 7);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(2);
    while (bench.clock.now() < `${slot}:05`) await bench.pass(30_000, 30_000);
    expect([bench.shown('LAMP'), priceOn(bench)]).toEqual([2, '25']);
  });
});

describe('odd values are asked about before they are sent', () => {
  it('a misplaced comma in the shop: nothing goes out until it is put right', async () => {
    const bench = await createEngineHarness(linked);
    sellFor(bench, 'LAMP', '20.00');
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    sellFor(bench, 'LAMP', '2000.00');
    await bench.pass(70_000);
    expect(priceOn(bench)).toBe('20');
    expect(await bench.issueCodes()).toEqual(['guard.price-factor']);
    sellFor(bench, 'LAMP', '20.50');
    await bench.pass(5_000);
    expect(priceOn(bench)).toBe('20.5');
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('approved it goes out, and only what was approved', async () => {
    const bench = await createEngineHarness(linked);
    sellFor(bench, 'LAMP', '20.00');
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    sellFor(bench, 'LAMP', '9.00');
    await bench.pass(5_000);
    expect(await bench.issueCodes()).toEqual(['guard.price-fall']);
    expect(await approveOffers(bench.engine, bench.workspaceId, {})).toBe(1);
    await bench.pass(5_000);
    expect(priceOn(bench)).toBe('9');
    sellFor(bench, 'LAMP', '4.00');
    await bench.pass(5_000);
    expect(priceOn(bench)).toBe('9');
    expect(await bench.issueCodes()).toEqual(['guard.price-fall']);
    expect(await bench.history()).toContain('activity.offer-approved');
  });

  it('listing by listing, as the merchant picks them', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 5 }, isLinked: true });
    for (const sku of ['LAMP', 'VASE']) sellFor(bench, sku, '20.00');
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    for (const sku of ['LAMP', 'VASE']) sellFor(bench, sku, '9.00');
    await bench.pass(5_000);
    const asked = () =>
      bench.look((tx) => tx.searches.listings({ isAsked: true }, { after: null, limit: 9 }));
    expect((await asked()).map(({ listing }) => listing.channelSku)).toEqual(['LAMP', 'VASE']);
    const listingIds = [(await listingOf(bench, 'VASE')).id];
    expect(await approveOffers(bench.engine, bench.workspaceId, { listingIds })).toBe(1);
    await bench.pass(5_000);
    expect([priceOn(bench, 'LAMP'), priceOn(bench, 'VASE')]).toEqual(['20', '9']);
    expect((await asked()).map(({ listing }) => listing.channelSku)).toEqual(['LAMP']);
  });

  it('a unit mistake in stock: the rise is asked about, a sale meanwhile goes out', async () => {
    const bench = await createEngineHarness(linked);
    await bench.pass(5_000);
    bench.sell('LAMP', -4_995);
    await bench.pass(20_000);
    expect(bench.shown('LAMP')).toBe(5);
    expect(await bench.issueCodes()).toEqual(['guard.quantity-rise']);
    bench.sell('LAMP', 4_998);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(2);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P8: a first price that is ten times the shop’s is not listed at all', async () => {
    const bench = await createEngineHarness({ stock: {} });
    const barcode = '3700123450016';
    const modifiers = [{ kind: 'percent', value: '1500' }] as const;
    await followPolicy(bench, 'selling', {
      ...plainSellingRules,
      price: { ...plainSellingRules.price, modifiers: [...modifiers] },
    });
    addMemoryProduct(bench.shop, 'NEW', [{ id: 'NEW', sku: 'NEW', stock: 3, price: '20.00', barcode }]);
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-NEW', title: 'New', gtins: [barcode] });
    await follow(bench, {
      list: { ...plainSynchronizationRules.list, isOn: true, marketplaces: [bench.market.marketplace] },
    });
    await bench.pass(20_000);
    expect(bench.market.listings.size).toBe(0);
    expect(await bench.issueCodes()).toEqual(['guard.first-price']);
  });
});

describe('the parts of a price', () => {
  it('a sale, the price before and business tiers reach a channel that takes them, and leave it again', async () => {
    const bench = await createEngineHarness(linked);
    sellFor(bench, 'LAMP', '20.00');
    await followPolicy(bench, 'selling', {
      ...plainSellingRules,
      price: {
        ...plainSellingRules.price,
        sale: {
          source: { kind: 'regular' },
          modifiers: [{ kind: 'percent', value: '-10' }],
          from: { kind: 'open' },
          until: { kind: 'date', date: '2026-03-10' },
        },
        list: { source: { kind: 'regular' }, modifiers: [{ kind: 'percent', value: '25' }] },
        business: {
          source: { kind: 'regular' },
          modifiers: [{ kind: 'percent', value: '-5' }],
          isVatCharged: true,
          tiers: [{ from: 5, kind: 'percent', value: '10' }],
        },
      },
    });
    await bench.pass(70_000);
    const listing = bench.market.listings.get('LAMP');
    if (listing === undefined) throw new Error('No listing');
    expect(shownPrice(bench.market, listing)).toEqual({
      ...euros('20'),
      sale: { price: euros('18'), from: null, until: '2026-03-11T00:00:00.000Z' },
      list: euros('25'),
      business: { price: euros('19'), tiers: [{ from: 5, price: euros('17.1') }] },
    });
    expect(await bench.issueCodes()).toEqual([]);
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    expect(shownPrice(bench.market, listing)).toEqual(euros('20'));
  });

  it('P8: a part that cannot be had is told, and the price goes without it', async () => {
    const bench = await createEngineHarness(linked);
    addMemoryListing(bench.market, { sku: 'OTHER', price: euros('5'), quantity: 0 });
    sellFor(bench, 'LAMP', '20.00');
    const list = { source: { kind: 'attribute', name: 'rrp' }, modifiers: [] } as const;
    await followPolicy(bench, 'selling', {
      ...plainSellingRules,
      price: { ...plainSellingRules.price, list: { ...list, modifiers: [] } },
    });
    await bench.pass(5_000);
    expect(priceOn(bench)).toBe('20');
    expect(await bench.issueCodes()).toEqual(['price.no-attribute']);
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    expect(await bench.issueCodes()).toEqual([]);
  });
});
