import { aBuyer, euros } from '@quayside/testkit/builders';
import { createSecondToys, type SecondToys } from '@quayside/testkit/second-toys';
import {
  addMemoryListing,
  addMemoryProduct,
  buyOnMemoryMarket,
  moveMemoryStock,
  placeMemoryOrder,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type LocationId,
  type StockPoolId,
} from '../domain/ids.ts';
import { linkListing } from './link-listing.ts';
import { listVariants } from './list-variants.ts';
import { assignPool, changePoolLocations, createPool } from './stock-pools.ts';

const nantes = brandId<LocationId>('nantes');
const lyon = brandId<LocationId>('lyon');
const located = { stock: { LAMP: 0 }, stockByLocation: { LAMP: { nantes: 5, lyon: 3 } } } as const;

function pool(
  bench: SecondToys,
  locations: readonly LocationId[] | null,
  masterConnectionId = bench.store.id,
) {
  return createPool(bench.engine, bench.workspaceId, { name: 'A pool', masterConnectionId, locations });
}

/** The first market sells from Nantes, the second one from Lyon. */
async function twoPools(): Promise<SecondToys> {
  const bench = await createSecondToys(located);
  await changePoolLocations(bench.engine, bench.workspaceId, await bench.firstPoolId(), [nantes]);
  const second = await pool(bench, [lyon]);
  if (!second.ok) throw new Error(second.error.kind);
  await bench.connectSecondMarket(second.value.id);
  await bench.pass(6_000);
  return bench;
}

const shown = (bench: SecondToys) => [bench.shown('LAMP'), bench.shownOnSecond('LAMP')];

describe('P3: separate stock', () => {
  it('each account offers what its own pool has, and a sale of one leaves the other alone', async () => {
    const bench = await twoPools();
    expect(shown(bench)).toEqual([5, 3]);
    const order = bench.buy('LAMP', 4);
    await bench.pass(1_250);
    expect(shown(bench)).toEqual([1, 3]);
    expect(await bench.reservations(order)).toMatchObject([{ poolId: await bench.firstPoolId(), units: 4 }]);
  });

  it('an order takes its units where its pool lies, and is counted there once', async () => {
    const bench = await twoPools();
    buyOnMemoryMarket(bench.secondMarket, {
      sku: 'LAMP',
      quantity: 2,
      shipping: euros('3.99'),
      status: 'unshipped',
      buyer: aBuyer(),
    });
    await bench.pass(6_000);
    expect(bench.variantInShop('LAMP').stockByLocation).toEqual({ nantes: 5, lyon: 1 });
    expect(shown(bench)).toEqual([5, 1]);
  });

  it('what the shop sells at one location is offered no longer there, and still elsewhere', async () => {
    const bench = await twoPools();
    placeMemoryOrder(bench.shop, [{ variantId: bench.variantInShop('LAMP').id, quantity: 5 }], {
      locations: [nantes],
    });
    await bench.pass(2_000);
    expect(shown(bench)).toEqual([0, 3]);
  });

  it('units that move to another location are offered there, though the sum is the same', async () => {
    const bench = await twoPools();
    const variantId = bench.variantInShop('LAMP').id;
    moveMemoryStock(bench.shop, [{ variantId, quantity: 4, location: nantes }], -1);
    moveMemoryStock(bench.shop, [{ variantId, quantity: 4, location: lyon }], 1);
    await bench.pass(6_000);
    expect(shown(bench)).toEqual([1, 7]);
  });

  it('another set of locations moves every quantity of the pool', async () => {
    const bench = await createSecondToys(located);
    await bench.pass(6_000);
    expect(bench.shown('LAMP')).toBe(8);
    const id = await bench.firstPoolId();
    const changed = await changePoolLocations(bench.engine, bench.workspaceId, id, [lyon]);
    expect(changed).toMatchObject({ ok: true, value: { locations: ['lyon'] } });
    await bench.pass(500);
    expect(bench.shown('LAMP')).toBe(3);
    await changePoolLocations(bench.engine, bench.workspaceId, id, null);
    await bench.pass(4_000);
    expect(bench.shown('LAMP')).toBe(8);
    expect(await bench.history()).toContain('activity.pool-changed');
  });
});

describe('P3: one stock for several accounts', () => {
  it('a sale of one is missing from the other', async () => {
    const bench = await createSecondToys();
    await bench.connectSecondMarket();
    await bench.pass(6_000);
    expect(shown(bench)).toEqual([5, 5]);
    bench.buy('LAMP', 2);
    await bench.pass(1_500);
    expect(shown(bench)).toEqual([3, 3]);
  });
});

describe('a pool that would sell the same unit as another', () => {
  it('is refused, and so is one of what is not there', async () => {
    const bench = await createSecondToys(located);
    expect(await pool(bench, [lyon])).toEqual({ ok: false, error: { kind: 'store-taken' } });
    const id = await bench.firstPoolId();
    await changePoolLocations(bench.engine, bench.workspaceId, id, [nantes]);
    expect(await pool(bench, [nantes])).toMatchObject({
      ok: false,
      error: { kind: 'locations-taken', locations: [nantes] },
    });
    expect(await pool(bench, [])).toMatchObject({ ok: false, error: { kind: 'no-locations' } });
    expect(await pool(bench, null)).toMatchObject({ ok: false, error: { kind: 'store-taken' } });
    expect(await pool(bench, [lyon], bench.account.id)).toMatchObject({
      ok: false,
      error: { kind: 'unknown-connection' },
    });
    expect(await pool(bench, [lyon], brandId<ConnectionId>('none'))).toMatchObject({ ok: false });
    const none = brandId<StockPoolId>('none');
    const unknown = { ok: false, error: { kind: 'unknown-pool' } };
    expect(await changePoolLocations(bench.engine, bench.workspaceId, none, [lyon])).toMatchObject(unknown);
    expect(await assignPool(bench.engine, bench.keyOf(bench.account), none)).toMatchObject(unknown);
    expect(await assignPool(bench.engine, bench.keyOf(bench.store), id)).toMatchObject({
      ok: false,
      error: { kind: 'unknown-connection' },
    });
    await expect(bench.connectSecondMarket(none)).rejects.toThrow('connection.unknown-pool');
  });

  it('is refused also when both are made at once', async () => {
    const bench = await createSecondToys(located);
    await changePoolLocations(bench.engine, bench.workspaceId, await bench.firstPoolId(), [nantes]);
    const made = await Promise.all([pool(bench, [lyon]), pool(bench, [lyon]), pool(bench, [lyon])]);
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bench.look((tx) => tx.pools.list())).toHaveLength(2);
  });
});

describe('an account sells from one store', () => {
  async function twoStores() {
    const bench = await createSecondToys({ secondStock: { LAMP: 2, CHAIR: 1 } });
    const second = await bench.connectSecondStore();
    await bench.pass(6_000);
    const other = await pool(bench, null, second.id);
    if (!other.ok) throw new Error(other.error.kind);
    const [chair] = await bench.look((tx) => tx.variants.bySkus(second.id, ['CHAIR']));
    if (chair === undefined) throw new Error('The second shop was not imported');
    return { bench, second, otherId: other.value.id, chair };
  }

  it('links and lists nothing of another store', async () => {
    const { bench, chair } = await twoStores();
    const { marketplace } = bench.market;
    const key = bench.keyOf(bench.account);
    expect(await listVariants(bench.engine, key, marketplace, [{ variantId: chair.id }])).toEqual({
      ok: true,
      value: ['other-pool'],
    });
    const link = { channelSku: brandId<ChannelSku>('LAMP'), marketplace, variantId: chair.id };
    expect(await linkListing(bench.engine, key, link)).toMatchObject({
      ok: false,
      error: { kind: 'other-pool' },
    });
    const linked = await bench.look((tx) => tx.listings.byChannelSkus(bench.account.id, [link.channelSku]));
    expect(linked).toMatchObject([{ variantId: (await bench.variant('LAMP')).id }]);
  });

  it('P8: says what the new store does not have, until that has it', async () => {
    const { bench, otherId, second } = await twoStores();
    addMemoryProduct(bench.shop, 'VASE', [{ id: 'VASE', sku: 'VASE', stock: 2 }]);
    addMemoryListing(bench.market, { sku: 'VASE', price: euros('9'), quantity: 0 });
    await bench.pass(65_000, 1_000);
    expect(bench.shown('VASE')).toBe(2);
    await assignPool(bench.engine, bench.keyOf(bench.account), otherId);
    await bench.pass(5_000);
    expect([bench.shown('LAMP'), bench.shown('VASE')]).toEqual([2, 0]);
    expect(await bench.issueCodes()).toEqual(['link.other-store']);
    addMemoryProduct(bench.secondShop, 'VASE', [{ id: 'VASE', sku: 'VASE', stock: 1 }]);
    await bench.pass(70_000, 1_000);
    expect(bench.shown('VASE')).toBe(1);
    expect(await bench.issueCodes()).toEqual([]);
    expect((await bench.look((tx) => tx.variants.bySkus(second.id, ['VASE'])))[0]).toBeDefined();
  });

  it('offers nothing of the old store once it is given another one, and then what that has', async () => {
    const { bench, otherId, second } = await twoStores();
    expect(bench.shown('LAMP')).toBe(5);
    const promised = bench.buy('LAMP', 1, 'pending');
    await bench.pass(1_250);
    expect(await assignPool(bench.engine, bench.keyOf(bench.account), otherId)).toMatchObject({ ok: true });
    await bench.drain('account', 'quantity-down');
    expect(bench.shown('LAMP')).toBe(0);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(2);
    bench.move(promised, 'unshipped');
    const fresh = bench.buy('LAMP', 1);
    await bench.pass(5_000);
    expect(await bench.order(promised)).toMatchObject({ storeConnectionId: bench.store.id });
    expect(await bench.order(fresh)).toMatchObject({ storeConnectionId: second.id });
    expect([bench.stockOf('LAMP'), bench.secondStockOf('LAMP')]).toEqual([4, 1]);
    expect(bench.shown('LAMP')).toBe(1);
    expect(await bench.issueCodes()).toEqual([]);
  });
});
