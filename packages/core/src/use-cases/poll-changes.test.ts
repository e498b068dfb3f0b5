import { diesBefore, failing } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryProduct } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';
import type { Poll, PollKind } from '../domain/poll.ts';
import type { ProductSnapshot } from '../domain/product.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ChangeWindow, Page } from '../ports/connector.ts';

const pageSize = 10;
const pollEveryMs = 1_000;
const overlapMs = 1_000;

function windows(bench: EngineHarness): readonly ChangeWindow[] {
  const polls = bench.levers.calls.filter((call) => call.name === 'channel.orders.changed');
  return polls.map((call) => call.values[0] as ChangeWindow);
}

async function poll(bench: EngineHarness, kind: PollKind = 'channel-orders'): Promise<Poll> {
  const { id } = kind === 'channel-orders' ? bench.account : bench.store;
  const found = await bench.look((tx) => tx.polls.get(id, kind));
  if (found === undefined) throw new Error(`No poll of ${kind}`);
  return found;
}

/** More than two pages of orders. */
function buyMany(
  bench: EngineHarness,
  count = 2 * pageSize + 5,
): readonly ReturnType<EngineHarness['buy']>[] {
  return Array.from({ length: count }, () => bench.buy('LAMP'));
}

const many = { stock: { LAMP: 100 }, isLinked: true } as const;

describe('P2: windows of orders', () => {
  it('overlap, and none leaves a gap to the one before', async () => {
    const bench = await createEngineHarness(many);
    await bench.pass(10_000);
    const seen = windows(bench);
    expect(seen.length).toBeGreaterThan(5);
    for (const [index, window] of seen.slice(1).entries()) {
      const before = seen[index];
      if (before === undefined || window.from === null) throw new Error('A window without a beginning');
      expect(window.from <= plus(before.until, -overlapMs)).toBe(true);
    }
  });

  it('every order of several pages is imported, once', async () => {
    const bench = await createEngineHarness(many);
    const orders = buyMany(bench);
    await bench.pass(5_000);
    for (const order of orders) expect(await bench.placementOf(order)).toBe('placed');
    expect(bench.shop.orders.size).toBe(orders.length);
    expect(bench.stockOf('LAMP')).toBe(100 - orders.length);
  });

  it('the cursor moves only with the last page, and with it the window that rises wait for', async () => {
    const bench = await createEngineHarness(many);
    buyMany(bench);
    bench.clock.advance(pollEveryMs);
    const before = await poll(bench);
    const importedUntil = (await bench.look((tx) => tx.connections.get(bench.account.id)))
      ?.ordersImportedUntil;
    bench.levers.next('channel.orders.changed', (go) => go(), diesBefore);
    await expect(bench.drain('account', 'poll')).rejects.toThrow();
    const between = await poll(bench);
    expect(between.cursor).toBe(before.cursor);
    expect(between.window?.pageToken).toBeTypeOf('string');
    expect((await bench.look((tx) => tx.connections.get(bench.account.id)))?.ordersImportedUntil).toBe(
      importedUntil,
    );
    expect(await bench.look((tx) => tx.orders.page(bench.account.id, null, 100))).toHaveLength(pageSize);
  });

  it('a worker that dies between two pages loses none: the next one goes on at that page', async () => {
    const bench = await createEngineHarness(many);
    const orders = buyMany(bench);
    bench.levers.next('channel.orders.changed', (go) => go(), diesBefore);
    await bench.pass(100_000);
    for (const order of orders) expect(await bench.placementOf(order)).toBe('placed');
    const tokens = windows(bench).map((window) => window.pageToken);
    const died = tokens.findIndex((token) => token !== null);
    const [before, again, next] = tokens.slice(died, died + 3);
    expect(again).toBe(before);
    expect(next).not.toBe(before);
    expect(next).toBeTypeOf('string');
  });

  it('a page whose worker died is taken over after three time-outs of the platform', async () => {
    const bench = await createEngineHarness(many);
    const orders = buyMany(bench, 3);
    bench.levers.next('channel.orders.changed', diesBefore);
    await bench.pass(10_000);
    for (const order of orders) expect(await bench.placementOf(order)).toBe('placed');
  });

  it('a worker that comes late with a page, after another took over, does not turn the cursor back', async () => {
    const bench = await createEngineHarness(many);
    buyMany(bench, 3);
    bench.clock.advance(pollEveryMs);
    bench.levers.next('channel.orders.changed', async (go) => {
      const answer = await go();
      bench.clock.advance(95_000);
      await bench.drain('account', 'poll');
      bench.clock.advance(pollEveryMs);
      await bench.drain('account', 'poll');
      return answer;
    });
    await bench.drain('account', 'poll');
    const { cursor, window } = await poll(bench);
    expect(window).toBeNull();
    expect(cursor).toBe(windows(bench).at(-1)?.until);
  });

  it('a page token that the platform refuses: the window begins again, and nothing is lost', async () => {
    const bench = await createEngineHarness(many);
    const orders = buyMany(bench);
    const before = windows(bench).length;
    bench.levers.next('channel.orders.changed', (go) => go(), failing('invalid-input'));
    await bench.pass(70_000);
    const tokens = windows(bench).map((window) => window.pageToken);
    expect(tokens.slice(before, before + 3)).toEqual([null, expect.any(String), null]);
    for (const order of orders) expect(await bench.placementOf(order)).toBe('placed');
  });

  it('a poll that fails is tried again with growing delay, and from the same cursor', async () => {
    const bench = await createEngineHarness(many);
    const { cursor } = await poll(bench);
    bench.levers.always('channel.orders.changed', failing('transient'));
    const order = bench.buy('LAMP');
    const before = bench.levers.count('channel.orders.changed');
    await bench.pass(60_000);
    const tries = bench.levers.count('channel.orders.changed') - before;
    expect(tries).toBeGreaterThan(4);
    expect(tries).toBeLessThan(9);
    expect((await poll(bench)).cursor).toBe(cursor);
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.pass(60_000);
    expect(await bench.placementOf(order)).toBe('placed');
  });

  it('P8: an order that cannot be read is an issue until it can, and the others are imported', async () => {
    const bench = await createEngineHarness(many);
    const [broken, fine] = [bench.buy('LAMP'), bench.buy('LAMP')];
    bench.move(broken, 'unheard-of');
    await bench.pass(3_000);
    expect(await bench.placementOf(fine)).toBe('placed');
    expect(await bench.placementOf(broken)).toBe('not-imported');
    expect(await bench.issues()).toMatchObject([
      { connectionId: bench.account.id, message: { code: 'order.unreadable', values: { id: broken.id } } },
    ]);
    bench.move(broken, 'unshipped');
    await bench.pass(3_000);
    expect(await bench.placementOf(broken)).toBe('placed');
    expect(await bench.issueCodes()).toEqual([]);
  });
});

describe('P4: what no notice told of', () => {
  it('a change in the shop is found by the next poll of products', async () => {
    const bench = await createEngineHarness(many);
    bench.sell('LAMP', 40);
    await bench.pass(2_000);
    expect(bench.shown('LAMP')).toBe(60);
  });

  it('a deletion is found by the next reading of everything', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5, VASE: 9 }, isLinked: true });
    bench.shop.products.delete('LAMP');
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(5);
    await bench.pass(60_000);
    expect([bench.shown('LAMP'), bench.shown('VASE')]).toEqual([0, 9]);
  });

  it('a change that carries no new time is found by the next reading of everything', async () => {
    const bench = await createEngineHarness(many);
    for (const product of bench.shop.products.values()) {
      for (const variant of product.variants) variant.stock = 7;
    }
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(100);
    await bench.pass(60_000);
    expect(bench.shown('LAMP')).toBe(7);
  });

  it('a product that slips between two pages is read for itself, and stays', async () => {
    const bench = await createEngineHarness({
      stock: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`SKU-${index}`, 3])),
    });
    const product = (await bench.variant('SKU-10')).storeProductId;
    bench.levers.always('store.products.changed', async (go, values) => {
      const answer = (await go()) as Result<Page<ProductSnapshot>, never>;
      // A platform that pages by offset: what is deleted on the first page pulls the second one forward.
      if ((values[0] as ChangeWindow).from !== null || !answer.ok) return answer;
      const items = answer.value.items.filter((item) => item.storeProductId !== product);
      return ok({ ...answer.value, items });
    });
    await bench.pass(62_000);
    const reads = bench.levers.calls.filter((call) => call.name === 'store.products.read');
    expect(reads.map((call) => call.values[0])).toEqual([product]);
    for (let index = 1; index < 12; index += 1)
      expect((await bench.variant(`SKU-${index}`)).goneAt).toBeNull();
  });

  it('P8: a product that cannot be read is an issue until it can', async () => {
    const bench = await createEngineHarness(many);
    const product = addMemoryProduct(bench.shop, 'ODD', [{ id: 'ODD', sku: 'ODD', stock: NaN }]);
    await bench.pass(3_000);
    expect(await bench.issues()).toMatchObject([
      { connectionId: bench.store.id, message: { code: 'product.unreadable', values: { id: 'ODD' } } },
    ]);
    for (const variant of product.variants) variant.stock = 2;
    product.changedAt = bench.clock.now();
    await bench.pass(3_000);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('webhooks that somebody removed from the shop are registered again', async () => {
    const bench = await createEngineHarness(many);
    expect(bench.shop.webhook).toEqual({
      url: 'https://quayside.example/hook',
      secret: 'toySecret0123456789',
    });
    bench.shop.webhook = null;
    await bench.pass(62_000);
    expect(bench.shop.webhook).not.toBeNull();
  });
});
