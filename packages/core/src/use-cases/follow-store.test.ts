import { failing } from '@quayside/testkit/call-levers';
import { createSecondToys, type SecondToys, type SecondToysOptions } from '@quayside/testkit/second-toys';
import {
  cancelMemoryOrder,
  placeMemoryOrder,
  shipMemoryOrder,
  type MemoryOrder,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type StoreVariantId } from '../domain/ids.ts';
import type { ListingAddress } from '../ports/channel-connector.ts';
import type { ChannelDefinition } from '../ports/definition.ts';
import { assignPool } from './stock-pools.ts';

/** A shop with five lamps, a market, and a second shop that sells the same lamps. */
async function twoShops(options: SecondToysOptions = {}): Promise<SecondToys> {
  const bench = await createSecondToys({ secondStock: { LAMP: 0, EXTRA: 7 }, ...options });
  await bench.connectFollower();
  await bench.pass(6_000);
  return bench;
}

function sellInSecond(bench: SecondToys, units: number, sku = 'LAMP'): MemoryOrder {
  return placeMemoryOrder(bench.secondShop, [{ variantId: brandId<StoreVariantId>(sku), quantity: units }]);
}

/** What the shop counts, what the market shows, what the second shop counts. */
const counts = (bench: SecondToys) => [
  bench.stockOf('LAMP'),
  bench.shown('LAMP'),
  bench.secondStockOf('LAMP'),
];

describe('P3: a second shop that sells from the first one’s stock', () => {
  it('counts what can be sold, and keeps what the first shop does not have', async () => {
    const bench = await twoShops();
    expect(counts(bench)).toEqual([5, 5, 5]);
    expect(bench.secondStockOf('EXTRA')).toBe(7);
  });

  it('a sale in it falls on the first shop and on the market, once', async () => {
    const bench = await twoShops();
    const order = sellInSecond(bench, 2);
    await bench.pass(1_500);
    expect(bench.shown('LAMP')).toBe(3);
    await bench.pass(6_000);
    expect(counts(bench)).toEqual([3, 3, 3]);
    const [placed, ...others] = bench.shop.orders.values();
    expect(others).toEqual([]);
    expect(placed?.key).toBe(`memory-follower:second-${order.id}`);
  });

  it('a sale on the market and one in the first shop fall on it', async () => {
    const bench = await twoShops();
    bench.buy('LAMP', 2);
    await bench.pass(1_500);
    expect(bench.secondStockOf('LAMP')).toBe(3);
    bench.sell('LAMP', 1);
    await bench.pass(6_000);
    expect(counts(bench)).toEqual([2, 2, 2]);
  });

  it('the last unit, sold in it, is nowhere else for sale once it is known', async () => {
    const bench = await twoShops();
    sellInSecond(bench, 5);
    await bench.pass(1_500);
    expect(bench.shown('LAMP')).toBe(0);
    await bench.pass(8_000);
    expect(counts(bench)).toEqual([0, 0, 0]);
  });

  it('what it takes back before the first shop had it is for sale again', async () => {
    const bench = await twoShops();
    bench.levers.always('store.orders.create', () => Promise.resolve(busy));
    const order = sellInSecond(bench, 2);
    await bench.pass(2_000);
    cancelMemoryOrder(bench.secondShop, order);
    await bench.pass(2_000);
    bench.levers.always('store.orders.create', (go) => go());
    await bench.pass(20_000);
    expect(counts(bench)).toEqual([5, 5, 5]);
  });

  it('P1: an order of its own is shipped by the first shop, and its buyer hears of the parcel', async () => {
    const bench = await twoShops();
    const order = sellInSecond(bench, 1);
    await bench.pass(3_000);
    for (const placed of bench.shop.orders.values()) {
      shipMemoryOrder(bench.shop, placed, { carrier: 'Post', trackingNumber: 'T-1' });
    }
    await bench.pass(3_000);
    expect(order).toMatchObject({ status: 'shipped', parcels: [{ trackingNumber: 'T-1' }] });
  });

  it('cannot be the shop whose stock it sells', async () => {
    const bench = await createSecondToys();
    // As a platform's own follower it would bear the name of its store.
    await bench.look((tx) =>
      tx.connections.save({ ...bench.store, connector: 'memory-follower', settings: { shop: 'second' } }),
    );
    await expect(bench.connectFollower()).rejects.toThrow('connection.own-master');
    const poolId = await bench.firstPoolId();
    const { id } = bench.account;
    await bench.look(async (tx) => {
      const account = await tx.connections.get(id);
      if (account === undefined) throw new Error('There is no account');
      const settings = { shop: 'second' };
      await tx.connections.save({ ...account, connector: 'memory-follower', settings });
    });
    expect(await assignPool(bench.engine, bench.keyOf({ id }), poolId)).toEqual({
      ok: false,
      error: { kind: 'own-master' },
    });
  });
});

const busy = {
  ok: false,
  error: { kind: 'transient', message: { code: 'memory.unreachable', values: {} }, detail: 'busy' },
} as const;

describe('P3: a write that races with a sale in the second shop', () => {
  /** The first shop gets one more lamp, and while the second shop is told of it, somebody buys there. @returns the most that the second shop ever counted. */
  async function race(options: SecondToysOptions = {}) {
    const bench = await twoShops(options);
    let isSold = false;
    let most = 0;
    bench.levers.always('channel.listings.setQuantity', async (go, [address]) => {
      const isSecond = (address as ListingAddress).marketplace === 'toy-shop';
      if (isSecond && !isSold) sellInSecond(bench, 1);
      isSold ||= isSecond;
      const answer = await go();
      if (isSold) most = Math.max(most, bench.secondStockOf('LAMP'));
      return answer;
    });
    bench.sell('LAMP', -1);
    await bench.pass(15_000);
    expect(isSold).toBe(true);
    return { bench, most };
  }

  it('loses, is repaired, and nothing is promised twice', async () => {
    const { bench, most } = await race();
    expect(most).toBe(5);
    expect(counts(bench)).toEqual([5, 5, 5]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('is not sent again without a pause where the count never is what was read', async () => {
    const bench = await twoShops();
    const before = bench.levers.count('channel.listings.setQuantity');
    bench.levers.always('channel.listings.setQuantity', failing('outdated'));
    bench.sell('LAMP', 2);
    await bench.pass(12_000);
    // Two listings, a settle time of one second.
    expect(bench.levers.count('channel.listings.setQuantity') - before).toBeLessThan(30);
    bench.levers.always('channel.listings.setQuantity', (go) => go());
    await bench.pass(6_000);
    expect(counts(bench)).toEqual([3, 3, 3]);
  });

  it('would promise the sold unit again if it simply overwrote the count', async () => {
    const absolute = (definition: ChannelDefinition): ChannelDefinition => ({
      ...definition,
      open(...opening) {
        const connector = definition.open(...opening);
        const { listings } = connector;
        return {
          ...connector,
          listings: {
            ...listings,
            async setQuantity(address, quantity, sendBy) {
              const read = await listings.read(address);
              const now = read.ok ? (read.value?.quantity ?? 0) : 0;
              return listings.setQuantity(address, quantity, sendBy, now);
            },
          },
        };
      },
    });
    expect((await race({ follower: absolute })).most).toBe(6);
  });
});
