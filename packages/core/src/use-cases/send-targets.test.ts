import { failing, heldOpen } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { acceptQuantity } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { Result } from '../domain/result.ts';
import type { Stock } from '../domain/stock.ts';
import type { ProductSnapshot } from '../domain/product.ts';
import type { Page } from '../ports/connector.ts';
import { receiveHints } from './receive-hints.ts';

const anInstant: unknown = expect.any(String);

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;

/** The quantities that were sent, in order. */
function sent(bench: EngineHarness): number[] {
  const calls = bench.levers.calls.filter((call) => call.name === 'channel.listings.setQuantity');
  return calls.map((call) => Number(call.values[1]));
}

/** What the shop changed, read and applied; nothing is sent yet. */
async function readShop(bench: EngineHarness): Promise<void> {
  bench.clock.advance(1_000);
  await bench.drain('store', 'poll');
}

/** The same without a wait: the shop called. */
async function hintShop(bench: EngineHarness): Promise<void> {
  await receiveHints(bench.engine, { workspaceId: bench.workspaceId, connectionId: bench.store.id }, [
    { kind: 'product', entityId: 'LAMP' },
  ]);
  await bench.drain('store', 'inbox');
}

describe('P3: falls and rises', () => {
  it('a fall is sent at once, although no order window can be had', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.orders.changed', failing('transient'));
    bench.sell('LAMP', 3);
    await bench.pass(2_000);
    expect(bench.shown('LAMP')).toBe(2);
  });

  it('a rise waits for an order window that ends after what was seen', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.orders.changed', failing('transient'));
    bench.sell('LAMP', 3);
    await bench.pass(2_000);
    bench.sell('LAMP', -6);
    await bench.pass(20_000);
    expect(bench.shown('LAMP')).toBe(2);
    expect(await bench.target('LAMP')).toMatchObject({ dueAt: null, awaitsOrdersAfter: anInstant });
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.pass(30_000);
    expect(bench.shown('LAMP')).toBe(8);
  });

  it('a fall is sent although a rise waits for its window', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.orders.changed', failing('transient'));
    bench.sell('LAMP', 2);
    await bench.pass(2_000);
    bench.sell('LAMP', -4);
    await bench.pass(2_000);
    bench.sell('LAMP', 6);
    await bench.pass(2_000);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('a rise does not put back units that the market has sold meanwhile', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.orders.changed', failing('transient'));
    bench.sell('LAMP', 1);
    await bench.pass(2_000);
    bench.buy('LAMP', 3);
    bench.sell('LAMP', -3);
    await readShop(bench);
    await bench.drain('account', 'quantity-up');
    expect(bench.shown('LAMP')).toBe(1);
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.passUntil(() => bench.shown('LAMP') === 4);
    expect(sent(bench).filter((quantity) => quantity > 5)).toEqual([]);
  });

  it('the first link reads first: what the market sold before is not sold again', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 } });
    const listing = bench.market.listings.get('LAMP');
    if (listing === undefined) throw new Error('No listing');
    acceptQuantity(bench.market, listing, 3);
    bench.buy('LAMP', 3);
    await bench.link('LAMP');
    await bench.settle();
    expect(bench.shown('LAMP')).toBeLessThanOrEqual(2);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(2);
  });

  it('offers whole packs only', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 13 } });
    await bench.link('LAMP', { unitsPerListing: 6 });
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(2);
    bench.sell('LAMP', 2);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('a number of the merchant lowers what is offered, and never raises it', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 13 } });
    await bench.link('LAMP', { explicitQuantity: 4 });
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(4);
    bench.sell('LAMP', 11);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(2);
  });
});

describe('P3: while orders cannot be read', () => {
  it('nothing rises, however long ago all of them were known; falls go on, and it rises once they can be read', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
    bench.levers.always('channel.orders.changed', failing('transient'));
    // Longer than a proof is good for, and shorter than until the channel is read again.
    await bench.pass(20_000, 1_000);
    // Sold on the channel, and nobody here can know.
    bench.buy('LAMP', 2);
    bench.sell('LAMP', -4);
    await bench.pass(5_000, 1_000);
    expect(bench.shown('LAMP')).toBe(3);
    bench.sell('LAMP', 8);
    await bench.pass(5_000, 1_000);
    expect(bench.shown('LAMP')).toBe(1);
    bench.sell('LAMP', -6);
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.pass(310_000, 1_000);
    expect(bench.shown('LAMP')).toBe(5);
  });
});

describe('P3: stock that is not counted', () => {
  /** The toy shop counts everything; this makes it show another kind of stock. */
  function showAs(bench: EngineHarness, kind: 'untracked' | 'backorderable'): void {
    const change = (product: ProductSnapshot): ProductSnapshot => ({
      ...product,
      variants: product.variants.map((variant) => {
        const stock: Stock = kind === 'untracked' ? { kind } : { kind, quantity: bench.stockOf('LAMP') };
        return { ...variant, stock };
      }),
    });
    bench.levers.always('store.products.read', async (go) => {
      const answer = (await go()) as Result<ProductSnapshot, never>;
      return answer.ok ? { ok: true, value: change(answer.value) } : answer;
    });
    bench.levers.always('store.products.changed', async (go) => {
      const answer = (await go()) as Result<Page<ProductSnapshot>, never>;
      return answer.ok
        ? { ok: true, value: { ...answer.value, items: answer.value.items.map(change) } }
        : answer;
    });
    bench.sell('LAMP', 1);
  }

  it.each(['untracked', 'backorderable'] as const)(
    'P8: %s: nothing is promised, and an issue says so',
    async (kind) => {
      const bench = await createEngineHarness(linked);
      showAs(bench, kind);
      const before = sent(bench).length;
      await bench.pass(3_000);
      expect(await bench.issueCodes()).toEqual(['listing.stock-not-counted']);
      expect(sent(bench).slice(before)).toEqual([]);
    },
  );

  it.each(['untracked', 'backorderable'] as const)(
    '%s with a number of the merchant: that is sent',
    async (kind) => {
      const bench = await createEngineHarness(linked);
      showAs(bench, kind);
      await bench.pass(3_000);
      await bench.link('LAMP', { explicitQuantity: 40 });
      await bench.pass(3_000);
      expect(bench.shown('LAMP')).toBe(40);
      expect(await bench.issueCodes()).toEqual([]);
    },
  );
});

describe('P4: one write of a target at a time', () => {
  it('changes during a write are sent after it, the newest only', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    let inFlight = 0;
    let most = 0;
    bench.levers.always('channel.listings.setQuantity', async (go) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      const answer = await go();
      inFlight -= 1;
      return answer;
    });
    bench.levers.next('channel.listings.setQuantity', async (go, values) => {
      inFlight += 1;
      const answer = await slow.around(go, values);
      inFlight -= 1;
      return answer;
    });
    bench.sell('LAMP', 1);
    await readShop(bench);
    const writing = bench.drain('account', 'quantity-down');
    await slow.made;
    for (const units of [1, 1, -3, 2]) {
      bench.sell('LAMP', units);
      await hintShop(bench);
      await Promise.all([bench.drain('account', 'quantity-down'), bench.drain('account', 'quantity-up')]);
    }
    expect(sent(bench).slice(1)).toEqual([4]);
    slow.letGo();
    await writing;
    await bench.pass(5_000);
    expect(most).toBe(1);
    expect(sent(bench).slice(1)).toEqual([4, 3]);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('a newer fall follows the write that was in flight', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    bench.levers.next('channel.listings.setQuantity', slow.around);
    bench.sell('LAMP', 1);
    await readShop(bench);
    const writing = bench.drain('account', 'quantity-down');
    await slow.made;
    const { dueAt } = await bench.target('LAMP');
    for (const units of [1, 2]) {
      bench.sell('LAMP', units);
      await hintShop(bench);
    }
    expect((await bench.target('LAMP')).dueAt).toBe(dueAt);
    slow.letGo();
    await writing;
    expect(sent(bench).slice(1)).toEqual([4, 1]);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('workers that answer one bell together send once', async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', 1);
    await readShop(bench);
    await Promise.all([1, 2, 3].map(() => bench.drain('account', 'quantity-down')));
    expect(sent(bench).slice(1)).toEqual([4]);
  });

  it('a late answer of a worker that was taken for dead changes nothing', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    bench.levers.next('channel.listings.setQuantity', slow.around);
    bench.sell('LAMP', 1);
    await readShop(bench);
    const zombie = bench.drain('account', 'quantity-down');
    await slow.made;
    bench.sell('LAMP', 2);
    await bench.pass(6_000);
    expect(bench.shown('LAMP')).toBe(2);
    const before = await bench.target('LAMP');
    slow.letGo();
    await zombie;
    expect(await bench.target('LAMP')).toEqual(before);
  });
});
