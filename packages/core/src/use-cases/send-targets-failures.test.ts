import { answerLost, diesAfter, diesBefore, failing, throttled } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { acceptQuantity } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';

const anInstant: unknown = expect.any(String);

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;

/** The quantities that were sent, in order. */
function sent(bench: EngineHarness): number[] {
  const calls = bench.levers.calls.filter((call) => call.name === 'channel.listings.setQuantity');
  return calls.map((call) => Number(call.values[1]));
}

describe('P4: writes that fail', () => {
  it.each([
    ['was done', answerLost, 0],
    ['was not done', failing('unknown-outcome'), 1],
    ['was done by a worker that died', diesAfter, 0],
    ['was never sent by a worker that died', diesBefore, 1],
  ])('an unknown outcome is read back before anything else is sent: it %s', async (_, fate, repeats) => {
    const bench = await createEngineHarness(linked);
    const before = bench.levers.calls.length;
    bench.levers.next('channel.listings.setQuantity', fate);
    bench.sell('LAMP', 5);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(0);
    const names = bench.levers.calls.slice(before).map((call) => call.name);
    const first = names.indexOf('channel.listings.setQuantity');
    const after = names.slice(first + 1).filter((name) => name.startsWith('channel.listings'));
    expect(after[0]).toBe('channel.listings.read');
    expect(after.filter((name) => name === 'channel.listings.setQuantity')).toHaveLength(repeats);
  });

  it.each([
    ['whose answer got lost', answerLost],
    ['whose worker died', diesAfter],
  ])('a write %s is not judged before it can show', async (_, fate) => {
    const bench = await createEngineHarness({ ...linked, marketSettleMs: 900 });
    bench.sell('LAMP', 4);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(1);
    // A rise to 5 is accepted, and shows only after the read that follows its lost answer would have been made.
    bench.levers.next('channel.listings.setQuantity', async (go, values) => {
      bench.clock.advance(950);
      return fate(go, values);
    });
    bench.sell('LAMP', -4);
    await bench.passUntil(() => sent(bench).at(-1) === 5);
    bench.sell('LAMP', 4);
    await bench.pass(8_000);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('a write that takes effect later than it should is found by a read soon after', async () => {
    const bench = await createEngineHarness(linked);
    const listing = bench.market.listings.get('LAMP');
    if (listing === undefined) throw new Error('No listing');
    bench.sell('LAMP', 4);
    await bench.pass(5_000);
    bench.levers.next('channel.listings.setQuantity', failing('unknown-outcome'));
    bench.sell('LAMP', -4);
    await bench.passUntil(() => sent(bench).at(-1) === 5);
    bench.sell('LAMP', 4);
    await bench.pass(1_500);
    expect(bench.shown('LAMP')).toBe(1);
    acceptQuantity(bench.market, listing, 5);
    await bench.pass(6_000);
    expect(bench.shown('LAMP')).toBe(1);
  });

  it('P8: a refusal is an issue; the next change is tried, and clears it', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.setQuantity', failing('invalid-input'));
    bench.sell('LAMP', 1);
    await bench.pass(3_000);
    expect(await bench.issues()).toMatchObject([{ message: { code: 'memory.invalid-input' } }]);
    expect(await bench.target('LAMP')).toMatchObject({ dueAt: null, inFlight: null });
    bench.sell('LAMP', 1);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(3);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P4: a refusal is tried again after the reconcile period', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.setQuantity', failing('invalid-input'));
    bench.sell('LAMP', 1);
    await bench.pass(65_000);
    expect(bench.shown('LAMP')).toBe(4);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('a throttled write is sent later, with what is wanted then', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.setQuantity', throttled(5_000));
    bench.sell('LAMP', 1);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(5);
    expect(await bench.target('LAMP')).toMatchObject({ inFlight: null });
    await bench.pass(4_000);
    expect(bench.shown('LAMP')).toBe(4);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P8: refused credentials stop the account; its work waits untouched', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.setQuantity', failing('auth-expired'));
    bench.sell('LAMP', 1);
    await bench.pass(10_000);
    const account = await bench.look((tx) => tx.connections.get(bench.account.id));
    expect(account).toMatchObject({ health: 'reconnect' });
    expect(sent(bench).slice(1)).toEqual([4]);
    expect(await bench.target('LAMP')).toMatchObject({ inFlight: null, dueAt: anInstant });
    expect((await bench.issues()).map((issue) => issue.connectionId)).toEqual([bench.account.id]);
  });

  it.each([
    ['that was done', answerLost],
    ['that was not done', failing('unknown-outcome')],
  ])('P8: a listing that cannot be read after a write %s is an issue, and not hammered', async (_, fate) => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.setQuantity', fate);
    bench.levers.always('channel.listings.read', failing('invalid-input'));
    const before = bench.levers.count('channel.listings.read');
    bench.sell('LAMP', 1);
    await bench.pass(10_000);
    expect(bench.levers.count('channel.listings.read') - before).toBeLessThan(5);
    expect(await bench.issueCodes()).toEqual(['memory.invalid-input']);
    bench.levers.always('channel.listings.read', (go) => go());
    await bench.pass(130_000);
    expect(bench.shown('LAMP')).toBe(4);
    expect(await bench.issueCodes()).toEqual([]);
  });
});
