import { aBuyer, anOrderLine, anOrderSnapshot, euros } from '@quayside/testkit/builders';
import { failing, heldOpen, throttled } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { createHarnessWithoutKey } from '@quayside/testkit/shop-without-key';
import {
  acceptQuantity,
  addMemoryCatalogueItem,
  addMemoryListing,
  addMemoryProduct,
  buyOnMemoryMarket,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type ChannelSku, type MarketplaceOrderId } from '../domain/ids.ts';
import { plus } from '../domain/instant.ts';
import { plainSellingRules } from '../domain/selling-rules.ts';
import { commit } from './commit.ts';
import { importOrder } from './import-order.ts';
import { listVariants } from './list-variants.ts';
import { receiveHints } from './receive-hints.ts';

/**
 * What users of other products report (research/peers.md, section 2), line by line, as far as it concerns the engine. Lines about onboarding, billing, error texts,
 * and one platform's ids concern connectors or hosts.
 */

const hour = 3_600_000;
const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const keyOf = (bench: EngineHarness) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench.account.id,
});

function notice(bench: EngineHarness, entityId: string): Promise<void> {
  const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
  return receiveHints(bench.engine, key, [{ kind: 'product', entityId }]);
}

describe('line "oversell by delay": orders within a sync interval, updates that fail silently', () => {
  it('a sale in the shop is 0 on the channel with its notice, without waiting for any interval', async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', 5);
    await notice(bench, 'LAMP');
    const before = bench.clock.now();
    await bench.settle();
    expect(bench.shown('LAMP')).toBe(0);
    expect(bench.clock.now() < plus(before, 1_000)).toBe(true);
  });

  it('an update that is refused is an issue, not silence', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.listings.setQuantity', failing('invalid-input'));
    bench.sell('LAMP', 5);
    await bench.pass(3_000);
    expect(await bench.issueCodes()).toEqual(['memory.invalid-input']);
  });
});

describe('line "oversell by pending orders"', () => {
  it('an order that is not paid holds its units until it is paid or cancelled, and gives back no others', async () => {
    const bench = await createEngineHarness(linked);
    const pending = bench.buy('LAMP', 2, 'pending');
    const other = bench.buy('LAMP', 1, 'pending');
    await bench.pass(3_000);
    expect(bench.shop.orders.size).toBe(0);
    expect(bench.shown('LAMP')).toBe(2);
    bench.move(pending, 'cancelled');
    await bench.pass(6_000);
    expect(bench.shown('LAMP')).toBe(4);
    expect(await bench.reservations(other)).toMatchObject([{ units: 1, state: { kind: 'held' } }]);
  });
});

describe('line "oversell by settings": "No action" at a stock of 0', () => {
  it('whatever the policy and the merchant’s own number, nothing is offered of nothing', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 } });
    await bench.link('LAMP', { explicitQuantity: 99 });
    const quantity = {
      ...plainSellingRules.quantity,
      source: { kind: 'fixed', units: 50 },
      maximum: 50,
    } as const;
    await followPolicy(bench, 'selling', { ...plainSellingRules, quantity });
    await bench.pass(6_000);
    bench.sell('LAMP', 5);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(0);
  });
});

describe('line "oversell by race of two writers": a late feed with an old count wins', () => {
  it('a write that was decided before the sale and comes late is not sent', async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', -5);
    // The rise to 10 is claimed; its worker stands still for half a minute.
    bench.levers.next('channel.listings.setQuantity', async (go) => {
      bench.clock.advance(30_000);
      return go();
    });
    await bench.pass(4_000);
    bench.sell('LAMP', 10);
    await bench.pass(10_000);
    expect(bench.shown('LAMP')).toBe(0);
  });

  it('a count that was read before the sale and arrives after it is not applied', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    bench.levers.next('store.products.read', slow.around);
    await notice(bench, 'LAMP');
    const reading = bench.drain('store', 'inbox');
    await slow.made;
    bench.sell('LAMP', 5);
    await bench.pass(3_000);
    slow.letGo();
    await reading;
    await bench.pass(3_000);
    expect((await bench.variant('LAMP')).stock).toEqual({ kind: 'tracked', quantity: 0 });
    expect(bench.shown('LAMP')).toBe(0);
  });
});

describe('line "oversell by slow queue": zeros behind listing adds; accepted and not applied', () => {
  it('a fall to 0 does not wait for a hundred listings that are being made', async () => {
    const bench = await createEngineHarness(linked);
    const ids = Array.from({ length: 100 }, (_, index) => `NEW-${index}`);
    for (const [index, id] of ids.entries()) {
      const gtin = `37001234${String(index).padStart(4, '0')}`;
      const digits = Array.from(gtin, Number).reverse();
      const check =
        (10 - (digits.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 3 : 1), 0) % 10)) % 10;
      const barcode = `${gtin}${check}`;
      addMemoryProduct(bench.shop, id, [{ id, sku: id, stock: 1, price: '9.90', barcode }]);
      addMemoryCatalogueItem(bench.market, { catalogueId: `TOY-${id}`, title: id, gtins: [barcode] });
    }
    await bench.pass(3_000);
    await followPolicy(bench, 'selling', plainSellingRules);
    const variants = await Promise.all(ids.map((id) => bench.variant(id)));
    const requests = variants.map(({ id: variantId }) => ({ variantId }));
    await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, requests);
    bench.levers.always('channel.listings.create', async (go) => {
      // Each one takes its time; the fall comes in their midst.
      bench.clock.advance(500);
      return go();
    });
    bench.sell('LAMP', 5);
    await notice(bench, 'LAMP');
    await bench.drain('store', 'inbox');
    await bench.drain('account', 'quantity-down');
    expect(bench.shown('LAMP')).toBe(0);
    expect(bench.levers.count('channel.listings.create')).toBe(0);
  });

  it('what was accepted and never shows is sent again', async () => {
    const bench = await createEngineHarness({ ...linked, marketSettleMs: 0 });
    bench.levers.next('channel.listings.setQuantity', async () =>
      Promise.resolve({ ok: true, value: undefined }),
    );
    bench.sell('LAMP', 5);
    await bench.pass(1_000);
    expect(bench.shown('LAMP')).toBe(5);
    await bench.pass(10_000);
    expect(bench.shown('LAMP')).toBe(0);
    expect(await bench.history()).toContain('listing.mismatch');
  });
});

describe('line "side effects of stock pushes": the handling time was reset', () => {
  it('a quantity changes nothing else of the listing', async () => {
    const bench = await createEngineHarness(linked);
    const listing = bench.market.listings.get('LAMP');
    const before = { terms: listing?.terms, price: listing?.price };
    bench.sell('LAMP', 1);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(4);
    expect({ terms: listing?.terms, price: listing?.price }).toEqual(before);
  });
});

describe('line "duplicate orders": two or three shop orders seconds apart, double clicks, a missing unique key', () => {
  it('one order shown five times at once is stored once, with one reservation', async () => {
    const bench = await createEngineHarness(linked);
    const snapshot = anOrderSnapshot({
      marketplaceOrderId: brandId<MarketplaceOrderId>('order-1'),
      marketplace: bench.market.marketplace,
      updatedAt: bench.clock.now(),
      lines: [anOrderLine({ channelSku: brandId<ChannelSku>('LAMP'), quantity: 2 })],
    });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        commit(bench.engine, bench.workspaceId, (scope) => importOrder(scope, bench.account, snapshot)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1);
    expect(await bench.reservations({ id: snapshot.marketplaceOrderId })).toMatchObject([{ units: 2 }]);
  });

  it('is picked up again and again while the first creation is still under way, and created once', async () => {
    const bench = await createHarnessWithoutKey({ isDrainedTwice: true });
    const slow = heldOpen();
    bench.levers.next('store.orders.create', slow.around);
    const order = bench.buy('LAMP');
    bench.clock.advance(1_000);
    await bench.drain('account', 'poll');
    const placing = bench.drain('store', 'place-orders');
    await slow.made;
    await bench.drain('store', 'place-orders');
    await bench.drain('account', 'poll');
    slow.letGo();
    await placing;
    await bench.pass(60_000);
    expect(bench.withoutKey.ordersWithKey(`memory:${order.id}`)).toBe(1);
    expect(bench.levers.count('store.orders.create')).toBe(1);
  });
});

describe('line "lost orders": pending past the cursor, a window of 48 hours, shipped before the download', () => {
  it('an order that is paid long after the cursor has passed it is imported by its change', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP', 1, 'pending');
    await bench.pass(3 * hour, hour / 2);
    bench.move(order, 'unshipped');
    await bench.pass(5_000);
    expect(await bench.placementOf(order)).toBe('placed');
  });

  it('after an outage of ten days every order of it is imported', async () => {
    const bench = await createEngineHarness({ ...linked, stock: { LAMP: 40 } });
    bench.levers.always('channel.orders.changed', failing('transient'));
    const orders = [];
    for (let day = 0; day < 10; day += 1) {
      orders.push(bench.buy('LAMP'));
      await bench.pass(24 * hour, 12 * hour);
    }
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.pass(15 * 60_000, 60_000);
    for (const order of orders) expect(await bench.placementOf(order)).toBe('placed');
  }, 60_000);

  it('an order that was shipped before it was read is known all the same', async () => {
    const bench = await createEngineHarness(linked);
    const order = bench.buy('LAMP');
    bench.move(order, 'shipped');
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('closed');
    expect(await bench.order(order)).toMatchObject({ status: 'shipped' });
  });
});

describe('line "tax": all tax on the first line, differences of a cent', () => {
  it('each line goes into the shop with its own amount and its own tax', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 5 }, isLinked: true });
    const line = (marketplaceLineId: string, sku: string, total: string, tax: string) =>
      anOrderLine({
        marketplaceLineId,
        channelSku: brandId<ChannelSku>(sku),
        total: euros(total),
        tax: euros(tax),
      });
    const snapshot = anOrderSnapshot({
      marketplace: bench.market.marketplace,
      updatedAt: bench.clock.now(),
      lines: [line('1', 'LAMP', '19.99', '3.33'), line('2', 'VASE', '0.07', '0.01')],
      buyer: aBuyer(),
    });
    await commit(bench.engine, bench.workspaceId, (scope) => importOrder(scope, bench.account, snapshot));
    await bench.pass(2_000);
    const [order] = [...bench.shop.orders.values()];
    expect(order?.request?.lines).toMatchObject([
      { item: { sku: 'LAMP' }, total: { amount: '19.99' }, tax: { amount: '3.33' } },
      { item: { sku: 'VASE' }, total: { amount: '0.07' }, tax: { amount: '0.01' } },
    ]);
  });
});

describe('line "rate limits": "only 59 orders", then the quota was over', () => {
  it('a window that is throttled in its midst goes on where it stopped, and misses nothing', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 90 }, isLinked: true });
    const orders = Array.from({ length: 59 }, () => bench.buy('LAMP'));
    const slowDown = throttled(30_000);
    bench.levers.next(
      'channel.orders.changed',
      (go) => go(),
      slowDown,
      (go) => go(),
      slowDown,
    );
    await bench.pass(120_000, 1_000);
    for (const order of orders) expect(await bench.placementOf(order)).toBe('placed');
  });
});

describe('line "notifications": nobody trusts push alone', () => {
  it('without a single notice everything comes to be right by polling', async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', 2);
    const order = bench.buy('LAMP');
    await bench.pass(10_000);
    expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.shown('LAMP')).toBe(2);
  });
});

describe('line "FBA + FBM of one product": a quantity of 0 for both', () => {
  it('the channel’s own stock is left alone, and the merchant’s offer has the shop’s', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 }, isListImported: true });
    addMemoryListing(bench.market, {
      sku: 'LAMP-FAR',
      price: euros('24'),
      quantity: 40,
      fulfillment: 'channel',
    });
    await bench.pass(70_000, 1_000);
    expect(bench.shown('LAMP')).toBe(5);
    expect(bench.shown('LAMP-FAR')).toBe(40);
    buyOnMemoryMarket(bench.market, {
      sku: 'LAMP-FAR',
      quantity: 1,
      shipping: euros('0'),
      status: 'unshipped',
      buyer: aBuyer(),
    });
    await bench.pass(5_000);
    expect([bench.shown('LAMP'), bench.stockOf('LAMP')]).toEqual([5, 5]);
  });
});

describe('line "oversell by race of two writers", seen from the channel', () => {
  it('somebody else’s write to our listing is seen and put right', async () => {
    const bench = await createEngineHarness(linked);
    const listing = bench.market.listings.get('LAMP');
    if (listing === undefined) throw new Error('no listing');
    acceptQuantity(bench.market, listing, 50);
    await bench.pass(70_000, 1_000);
    expect(bench.shown('LAMP')).toBe(5);
  });
});
