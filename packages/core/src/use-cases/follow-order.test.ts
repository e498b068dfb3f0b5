import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { euros } from '@quayside/testkit/builders';
import {
  answerLost,
  diesAfter,
  diesBefore,
  failing,
  throttled,
  type Around,
} from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { createHarnessWithoutKey } from '@quayside/testkit/shop-without-key';
import {
  cancelMemoryOrder,
  cancelOnMemoryMarket,
  refundMemoryOrder,
  refundOnMemoryMarket,
  shipMemoryOrder,
  type MemoryMarketOrder,
  type MemoryOrder,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { plainOrderImport, type OrderImportPolicy } from '../domain/order-import.ts';
import { setOrderImport } from './set-order-import.ts';
import { retryOrderChange, settleOrderChange } from './settle-order-change.ts';

const linked = { stock: { LAMP: 9 }, isLinked: true } as const;
const post = { carrier: 'Post', trackingNumber: 'RR1' };
const line = (quantity: number) => [{ marketplaceLineId: '1', quantity }];

interface Placed {
  readonly bought: MemoryMarketOrder;
  readonly inShop: MemoryOrder;
}

async function place(bench: EngineHarness, units = 3): Promise<Placed> {
  const bought = bench.buy('LAMP', units);
  await bench.passUntil(async () => (await bench.placementOf(bought)) === 'placed');
  const [inShop] = [...bench.shop.orders.values()].slice(-1);
  if (inShop === undefined) throw new Error('The shop has no order');
  // The shop's count has taken the reservation's place.
  await bench.pass(3_000);
  return { bought, inShop };
}

async function changes(bench: EngineHarness, bought: MemoryMarketOrder) {
  const { id } = await bench.order(bought);
  return bench.look((tx) => tx.orderChanges.ofOrder(id));
}

async function follow(bench: EngineHarness, policy: Partial<OrderImportPolicy>): Promise<void> {
  const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
  const set = await setOrderImport(bench.engine, key, { policy: { ...plainOrderImport, ...policy } });
  expect(set.ok).toBe(true);
}

const troubles: readonly [string, Around][] = [
  ['an answer that got lost', answerLost],
  ['a lost request', failing('unknown-outcome')],
  ['a worker that died before', diesBefore],
  ['a worker that died after', diesAfter],
  ['a throttle', throttled(2_000)],
  ['an outage', failing('transient')],
];

describe('what the channel cancels or gives back reaches the shop', () => {
  it('a part: its units go back into stock and are offered again', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    expect(cancelOnMemoryMarket(bench.market, bought, line(1))).toBe(true);
    await bench.pass(6_000);
    expect(inShop.refunds).toMatchObject([
      { lines: [{ storeVariantId: 'LAMP', quantity: 1, total: { amount: '19.9' } }] },
    ]);
    expect(bench.stockOf('LAMP')).toBe(7);
    expect(bench.shown('LAMP')).toBe(7);
    expect(await changes(bench, bought)).toMatchObject([{ to: 'store', state: 'done', dueAt: null }]);
    expect(await bench.issueCodes()).toEqual([]);
    // What we entered there does not come back as news.
    await bench.pass(20_000);
    expect(bench.levers.count('channel.orders.cancel')).toBe(0);
  });

  it('by the pack: units of the shop', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 13 } });
    await bench.link('LAMP', { unitsPerListing: 6 });
    await bench.pass(6_000);
    const { bought, inShop } = await place(bench, 2);
    cancelOnMemoryMarket(bench.market, bought, line(1));
    await bench.pass(6_000);
    expect(inShop.refunds).toMatchObject([{ lines: [{ quantity: 6 }] }]);
    expect(bench.stockOf('LAMP')).toBe(7);
  });

  it('a refund: entered with its lines, its tax and its shipping, and no unit comes back', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    const lines = [{ marketplaceLineId: '1', quantity: 1, total: euros('19.9'), tax: euros('3.32') }];
    refundOnMemoryMarket(bench.market, bought, { key: null, lines, shipping: euros('1.5') });
    await bench.pass(6_000);
    expect(inShop.refunds).toMatchObject([
      {
        lines: [{ storeVariantId: 'LAMP', quantity: 1, total: { amount: '19.9' }, tax: { amount: '3.32' } }],
        shipping: { amount: '1.5' },
      },
    ]);
    expect(bench.stockOf('LAMP')).toBe(6);
  });

  it.each(troubles)('once, after %s', async (_, trouble) => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    bench.levers.next('store.orders.refund', trouble);
    cancelOnMemoryMarket(bench.market, bought, line(2));
    await bench.pass(20_000);
    expect(inShop.refunds).toHaveLength(1);
    expect(bench.stockOf('LAMP')).toBe(8);
    expect(await changes(bench, bought)).toMatchObject([{ state: 'done' }]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P8: what has left cannot be called back: the merchant is told, until the shop order is cancelled', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    bench.levers.always('channel.shipments.confirm', failing('transient'));
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(3_000);
    bench.move(bought, 'cancelled');
    await bench.pass(3_000);
    expect(bench.levers.count('store.orders.cancel')).toBe(0);
    expect(await bench.issueCodes()).toContain('order.cancelled-after-placement');
    cancelMemoryOrder(bench.shop, inShop);
    await bench.pass(3_000);
    expect(await bench.issueCodes()).not.toContain('order.cancelled-after-placement');
  });

  it('P8: a refusal is an issue that names the units', async () => {
    const bench = await createEngineHarness(linked);
    const { bought } = await place(bench);
    bench.levers.always('store.orders.refund', failing('conflict'));
    cancelOnMemoryMarket(bench.market, bought, line(1));
    await bench.pass(20_000);
    expect(bench.levers.count('store.orders.refund')).toBe(1);
    expect(await bench.issues()).toMatchObject([
      { message: { code: 'order.reduced-on-channel', values: { what: '1 × LAMP', storeOrder: '1' } } },
    ]);
  });

  it('told only, when the merchant wants it so', async () => {
    const bench = await createEngineHarness(linked);
    await follow(bench, { cancellations: 'tell', refunds: 'tell' });
    const { bought, inShop } = await place(bench);
    refundOnMemoryMarket(bench.market, bought, { key: null, lines: [], shipping: euros('3.99') });
    await bench.pass(2_000);
    bench.move(bought, 'cancelled');
    await bench.pass(6_000);
    expect(inShop).toMatchObject({ status: 'open', refunds: [] });
    expect((await bench.issueCodes()).toSorted()).toEqual([
      'order.cancelled-after-placement',
      'order.refunded-on-channel',
    ]);
  });
});

describe('what the merchant cancels or gives back in the shop reaches the channel', () => {
  it('the whole order', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    cancelMemoryOrder(bench.shop, inShop);
    await bench.pass(8_000);
    expect(bought.status).toBe('cancelled');
    expect(bench.shown('LAMP')).toBe(9);
    expect(await bench.issueCodes()).toEqual([]);
    await bench.pass(20_000);
    expect(bench.levers.count('store.orders.cancel')).toBe(0);
    expect(bench.levers.count('channel.orders.cancel')).toBe(1);
  });

  it.each([
    ['within the time of a creation', [100, 1_200]],
    ['when nobody looks for young orders any more', [10_000, 1_200]],
  ])('also when the shop cancelled it before anybody here knew that it has it, %s', async (_, steps) => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('store.orders.create', async (go) => {
      const answer = await go();
      for (const order of bench.shop.orders.values()) cancelMemoryOrder(bench.shop, order);
      // The change is read, and belongs to no order yet; the windows that are read later begin after it.
      for (const step of steps) {
        bench.clock.advance(step);
        await bench.drain('store', 'poll');
      }
      return answer;
    });
    const bought = bench.buy('LAMP');
    await bench.pass(60_000);
    expect(await bench.placementOf(bought)).toBe('placed');
    expect(bought.status).toBe('cancelled');
  });

  it.each([['a shop that keeps keys unique'], ['a shop without keys']])(
    'also when the answer to its creation was lost and the shop has cancelled it by then: %s',
    async (kind) => {
      const isUnique = kind === 'a shop that keeps keys unique';
      const bench = isUnique ? await createEngineHarness(linked) : await createHarnessWithoutKey();
      const cancelAll: Around = async (go, values) => {
        await go();
        for (const order of bench.shop.orders.values()) cancelMemoryOrder(bench.shop, order);
        return failing('unknown-outcome')(go, values);
      };
      bench.levers.next('store.orders.create', cancelAll);
      const bought = bench.buy('LAMP');
      await bench.pass(60_000);
      expect(bench.shop.orders.size).toBe(1);
      expect(bought.status).toBe('cancelled');
    },
  );

  it('a part that has not left is cancelled there, and does not come back as news', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    const lines = [{ storeVariantId: 'LAMP', quantity: 1, total: euros('19.9'), tax: null }];
    refundMemoryOrder(bench.shop, inShop, { key: null, lines, shipping: null, isRestocked: true });
    await bench.pass(20_000);
    expect(bought.lines).toMatchObject([{ cancelled: 1 }]);
    expect(inShop.refunds).toHaveLength(1);
    expect(await changes(bench, bought)).toMatchObject([
      { to: 'channel', kind: 'cancellation', state: 'done' },
    ]);
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(5_000);
    expect(bought.status).toBe('shipped');
    expect([...bought.packages.values()]).toMatchObject([{ quantity: 2 }]);
  });

  it('money for what has left is given back', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(3_000);
    const lines = [{ storeVariantId: 'LAMP', quantity: 1, total: euros('19.9'), tax: euros('3.32') }];
    refundMemoryOrder(bench.shop, inShop, { key: null, lines, shipping: null, isRestocked: true });
    await bench.pass(20_000);
    expect(bought.refunds).toMatchObject([
      {
        lines: [{ marketplaceLineId: '1', quantity: 1, total: { amount: '19.9' }, tax: { amount: '3.32' } }],
      },
    ]);
    expect(inShop.refunds).toHaveLength(1);
  });

  it.each(troubles)('once, after %s', async (_, trouble) => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(3_000);
    bench.levers.next('channel.orders.refund', trouble);
    const lines = [{ storeVariantId: 'LAMP', quantity: 0, total: euros('5'), tax: null }];
    refundMemoryOrder(bench.shop, inShop, { key: null, lines, shipping: null, isRestocked: false });
    await bench.pass(20_000);
    expect(bought.refunds).toHaveLength(1);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P8: money that belongs to no line is the merchant’s to give back', async () => {
    const bench = await createEngineHarness(linked);
    const { inShop } = await place(bench);
    refundMemoryOrder(bench.shop, inShop, { key: null, lines: [], shipping: null, isRestocked: false });
    await bench.pass(5_000);
    expect(bench.levers.count('channel.orders.refund')).toBe(0);
    expect(await bench.issueCodes()).toEqual(['order.refunded-in-store']);
  });

  it('P8: a channel that takes no cancellation: the merchant is told until it has cancelled by itself', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.orders.cancel', failing('conflict'));
    const { bought, inShop } = await place(bench);
    cancelMemoryOrder(bench.shop, inShop);
    await bench.pass(5_000);
    expect(await bench.issueCodes()).toEqual(['order.cancelled-in-store']);
    bench.move(bought, 'cancelled');
    await bench.pass(3_000);
    expect(await bench.issueCodes()).toEqual([]);
  });
});

describe('what is the merchant’s to do', () => {
  it('P8: a channel that takes no such change from applications is named, and asked for nothing', async () => {
    const bench = await createEngineHarness({
      ...linked,
      definitions: (shop, market) => {
        const channel = defineMemoryChannel(market);
        const orders = { takesCancellations: false, takesRefunds: false };
        return [
          defineMemoryStore(new Map([['toys', shop]])),
          { ...channel, manifest: { ...channel.manifest, orders } },
        ];
      },
    });
    const { bought, inShop } = await place(bench);
    refundMemoryOrder(bench.shop, inShop, {
      key: null,
      lines: [{ storeVariantId: 'LAMP', quantity: 1, total: euros('19.9'), tax: null }],
      shipping: null,
      isRestocked: true,
    });
    await bench.pass(5_000);
    refundMemoryOrder(bench.shop, inShop, { key: null, lines: [], shipping: null, isRestocked: false });
    await bench.pass(5_000);
    cancelMemoryOrder(bench.shop, inShop);
    await bench.pass(5_000);
    const issues = await bench.look((tx) => tx.searches.issuesAbout('order/'));
    const codes = ['order.cancel-by-hand', 'order.reduce-by-hand', 'order.refund-by-hand'];
    expect(issues.map(({ message }) => message.code).toSorted()).toEqual(codes);
    expect(issues.map(({ message }) => message.values.channel)).toEqual(codes.map(() => 'Toy market'));
    expect(bench.levers.count('channel.orders.cancel')).toBe(0);
    expect(bench.levers.count('channel.orders.refund')).toBe(0);
    bench.move(bought, 'cancelled');
    await bench.pass(3_000);
    expect(await bench.issueCodes()).not.toContain('order.cancel-by-hand');
  });

  it('is closed when the merchant says so, or told once more', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.orders.cancel', failing('conflict'));
    const { bought, inShop } = await place(bench);
    refundMemoryOrder(bench.shop, inShop, { key: null, lines: [], shipping: null, isRestocked: false });
    cancelMemoryOrder(bench.shop, inShop);
    await bench.pass(5_000);
    const codes = ['order.cancelled-in-store', 'order.refunded-in-store'];
    expect((await bench.issueCodes()).toSorted()).toEqual(codes);
    const made = await changes(bench, bought);
    const refund = made.find(({ kind }) => kind === 'refund');
    const cancellation = made.find(({ kind }) => kind === 'cancellation');
    if (refund === undefined || cancellation === undefined) throw new Error('There are no such changes');
    expect((await settleOrderChange(bench.engine, bench.workspaceId, refund.id)).ok).toBe(true);
    expect(await settleOrderChange(bench.engine, bench.workspaceId, refund.id)).toEqual({
      ok: false,
      error: { kind: 'not-yours' },
    });
    expect(await bench.issueCodes()).toEqual(['order.cancelled-in-store']);
    expect((await retryOrderChange(bench.engine, bench.workspaceId, cancellation.id)).ok).toBe(true);
    await bench.pass(3_000);
    expect(bought.status).toBe('cancelled');
    expect(await bench.issueCodes()).toEqual([]);
  });
});

describe('partial parcels', () => {
  it('are told one after the other, while the rest waits', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    const lines = [{ storeVariantId: 'LAMP', quantity: 1 }];
    shipMemoryOrder(bench.shop, inShop, { ...post, lines });
    await bench.pass(3_000);
    expect(bought.status).toBe('partially-shipped');
    expect(await bench.issueCodes()).toEqual([]);
    shipMemoryOrder(bench.shop, inShop, { ...post, trackingNumber: 'RR2' });
    await bench.pass(3_000);
    expect(bought.status).toBe('shipped');
    expect([...bought.packages.values()].map(({ quantity }) => quantity)).toEqual([1, 2]);
  });

  it('P8: a parcel more than there is to send is in the history, and told to nobody', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(3_000);
    shipMemoryOrder(bench.shop, inShop, { ...post, trackingNumber: 'RR2' });
    await bench.pass(10_000);
    expect(bought.packages.size).toBe(1);
    const notes = (await bench.history()).filter((code) => code === 'activity.shipment-nothing-left');
    expect(notes).toHaveLength(1);
  });
});
