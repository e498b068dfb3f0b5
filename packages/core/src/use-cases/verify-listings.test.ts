import { failing, heldOpen } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { euros } from '@quayside/testkit/builders';
import { acceptQuantity, addMemoryListing } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const reconcileMs = 60_000;
const settleMs = 1_000;

/** Somebody changes a quantity on the market, behind our back. */
function tamper(bench: EngineHarness, quantity: number): void {
  const listing = bench.market.listings.get('LAMP');
  if (listing === undefined) throw new Error('No listing');
  acceptQuantity(bench.market, listing, quantity);
}

function callsSince(bench: EngineHarness, from: number): readonly string[] {
  return bench.levers.calls.slice(from).map((call) => call.name);
}

describe('P4: what the market shows is proved', () => {
  it('a write is read back once it must have settled, and confirmed', async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', 2);
    await bench.passUntil(() => bench.shown('LAMP') === 3);
    const { acknowledged, verifyAt } = await bench.target('LAMP');
    expect(acknowledged).toMatchObject({ value: 3 });
    expect(verifyAt).toBe(acknowledged === null ? null : plus(acknowledged.at, settleMs));
    const before = bench.levers.count('channel.listings.read');
    await bench.pass(5_000);
    expect(bench.levers.count('channel.listings.read') - before).toBe(1);
    expect((await bench.history()).filter((code) => code === 'activity.quantity-confirmed')).toHaveLength(2);
    expect(await bench.target('LAMP')).toMatchObject({ mismatches: 0, shown: { value: 3 } });
  });

  it.each([1, 9])(
    'a quantity that somebody changed is put right within the reconcile period: %i',
    async (quantity) => {
      const bench = await createEngineHarness(linked);
      tamper(bench, quantity);
      await bench.pass(reconcileMs + 5 * settleMs);
      expect(bench.shown('LAMP')).toBe(5);
      expect(await bench.history()).toContain('listing.mismatch');
    },
  );

  it('a difference is seen twice before anything is sent again', async () => {
    const bench = await createEngineHarness(linked);
    const before = bench.levers.calls.length;
    const first = bench.levers.count('channel.listings.read');
    tamper(bench, 9);
    await bench.passUntil(() => bench.levers.count('channel.listings.read') === first + 1);
    expect(await bench.target('LAMP')).toMatchObject({ mismatches: 1, dueAt: null });
    await bench.pass(5 * settleMs);
    const names = callsSince(bench, before).filter((name) => /^channel\.listings\.(read|set)/.test(name));
    expect(names.slice(0, 3)).toEqual([
      'channel.listings.read',
      'channel.listings.read',
      'channel.listings.setQuantity',
    ]);
    expect(names.filter((name) => name.endsWith('setQuantity'))).toHaveLength(1);
  });

  it('a market that is only slow is not written to again', async () => {
    const bench = await createEngineHarness({ ...linked, marketSettleMs: 1_600 });
    await bench.pass(5_000);
    const before = bench.levers.count('channel.listings.setQuantity');
    bench.sell('LAMP', 2);
    await bench.pass(10_000);
    expect(bench.levers.count('channel.listings.setQuantity') - before).toBe(1);
    expect(await bench.target('LAMP')).toMatchObject({ mismatches: 0, shown: { value: 3 } });
  });

  it('P3: a market that shows less than was sent has its orders asked for first', async () => {
    const bench = await createEngineHarness(linked);
    bench.clock.advance(70_000);
    // The last polls saw nothing; then two lamps are sold.
    await bench.drain('account', 'poll');
    bench.buy('LAMP', 2);
    await bench.drain('account', 'verify');
    const poll = await bench.look((tx) => tx.polls.get(bench.account.id, 'channel-orders'));
    expect(poll?.dueAt !== undefined && poll.dueAt <= bench.clock.now()).toBe(true);
    expect(bench.rung.at(-1)).toMatchObject({ connectionId: bench.account.id, lane: 'poll' });
    const before = bench.levers.calls.length;
    await bench.pass(10_000);
    const sent = bench.levers.calls
      .slice(before)
      .filter((call) => call.name === 'channel.listings.setQuantity');
    expect(sent.filter((call) => Number(call.values[1]) > 3)).toEqual([]);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('P3: sold and not yet imported: nothing is put back while no orders can be had', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.always('channel.orders.changed', failing('transient'));
    bench.buy('LAMP', 2);
    await bench.pass(reconcileMs + 10_000);
    expect(bench.shown('LAMP')).toBe(3);
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.pass(60_000);
    expect(bench.shown('LAMP')).toBe(3);
    expect(bench.stockOf('LAMP')).toBe(3);
  });

  it('a read that began before a write had settled proves nothing', async () => {
    const bench = await createEngineHarness(linked);
    const slow = heldOpen();
    bench.clock.advance(reconcileMs + 5_000);
    bench.levers.next('channel.listings.read', slow.around);
    const verifying = bench.drain('account', 'verify');
    await slow.made;
    bench.sell('LAMP', 2);
    await bench.passUntil(() => bench.shown('LAMP') === 3);
    const written = await bench.target('LAMP');
    slow.letGo();
    await verifying;
    expect(await bench.target('LAMP')).toMatchObject({ shown: written.shown, mismatches: 0, dueAt: null });
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('P8: a listing that is gone is an issue until it is back', async () => {
    const bench = await createEngineHarness(linked);
    bench.market.listings.delete('LAMP');
    await bench.pass(reconcileMs + 5_000);
    expect(await bench.issueCodes()).toEqual(['listing.not-found']);
    addMemoryListing(bench.market, { sku: 'LAMP', price: euros('19.9'), quantity: 0 });
    await bench.pass(reconcileMs + 10_000);
    expect(await bench.issueCodes()).toEqual([]);
    expect(bench.shown('LAMP')).toBe(5);
  });

  it('a listing that the channel ships from now on is left alone', async () => {
    const bench = await createEngineHarness(linked);
    addMemoryListing(bench.market, {
      sku: 'LAMP',
      price: euros('19.9'),
      quantity: 50,
      fulfillment: 'channel',
    });
    await bench.pass(reconcileMs + 5_000);
    const before = bench.levers.count('channel.listings.setQuantity');
    bench.sell('LAMP', 2);
    await bench.pass(reconcileMs + 5_000);
    expect(bench.levers.count('channel.listings.setQuantity')).toBe(before);
    expect(bench.shown('LAMP')).toBe(50);
  });

  it('a read that fails is tried again, and decides nothing', async () => {
    const bench = await createEngineHarness(linked);
    tamper(bench, 9);
    bench.levers.next('channel.listings.read', failing('transient'), failing('transient'));
    await bench.pass(reconcileMs + 10_000);
    expect(bench.shown('LAMP')).toBe(5);
  });
});
