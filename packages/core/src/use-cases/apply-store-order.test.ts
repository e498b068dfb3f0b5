import { answerLost, diesAfter, failing, throttled } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { createHarnessWithoutKey } from '@quayside/testkit/shop-without-key';
import { describe, expect, it } from 'vitest';
import type { Shipment, StoreParcel } from '../domain/shipment.ts';
import type { ShipmentConfirmation } from '../ports/channel-connector.ts';
import { reconnect } from './connect.ts';
import { toyKey } from '@quayside/testkit/toy-engine';
import { shipMemoryOrder, type MemoryMarketOrder, type MemoryOrder } from '@quayside/testkit/toys';

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const post = { carrier: 'Post', trackingNumber: 'RR1' };

interface Placed {
  readonly bought: MemoryMarketOrder;
  readonly inShop: MemoryOrder;
}

async function place(bench: EngineHarness, units = 2): Promise<Placed> {
  const bought = bench.buy('LAMP', units);
  await bench.passUntil(async () => (await bench.placementOf(bought)) === 'placed');
  const [inShop] = [...bench.shop.orders.values()].slice(-1);
  if (inShop === undefined) throw new Error('The shop has no order');
  return { bought, inShop };
}

/** The merchant changes the parcels of an order by hand. */
function setParcels(
  bench: EngineHarness,
  order: MemoryOrder,
  parcels: readonly (Partial<StoreParcel> & Pick<StoreParcel, 'id'>)[],
): void {
  const shippedAt = bench.clock.now();
  order.status = 'shipped';
  order.changedAt = shippedAt;
  order.parcels = parcels.map((parcel) => ({ ...post, shippedAt, lines: null, ...parcel }));
}

async function shipments(bench: EngineHarness, bought: MemoryMarketOrder): Promise<readonly Shipment[]> {
  const { id } = await bench.order(bought);
  return bench.look((tx) => tx.shipments.ofOrder(id));
}

function confirmations(bench: EngineHarness): readonly ShipmentConfirmation[] {
  const calls = bench.levers.calls.filter((call) => call.name === 'channel.shipments.confirm');
  return calls.map((call) => call.values[0] as ShipmentConfirmation);
}

describe('tracking reaches the channel', () => {
  it('once, with what the parcel holds', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(20_000);
    expect(confirmations(bench)).toMatchObject([
      {
        marketplaceOrderId: bought.id,
        packageNumber: 1,
        ...post,
        lines: [{ marketplaceLineId: '1', quantity: 2 }],
      },
    ]);
    expect(bought.status).toBe('shipped');
    expect(await shipments(bench, bought)).toMatchObject([{ state: 'confirmed', dueAt: null }]);
  });

  it('in several parcels, each under its own number', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    const lines = [{ storeVariantId: 'LAMP', quantity: 1 }];
    setParcels(bench, inShop, [
      { id: 'a', lines },
      { id: 'b', lines, trackingNumber: 'RR2' },
    ]);
    await bench.pass(5_000);
    expect(
      confirmations(bench).map(({ packageNumber, trackingNumber }) => [packageNumber, trackingNumber]),
    ).toEqual([
      [1, 'RR1'],
      [2, 'RR2'],
    ]);
    expect([...bought.packages.values()].map(({ quantity }) => quantity)).toEqual([1, 1]);
    expect(await shipments(bench, bought)).toHaveLength(2);
  });

  it('by the pack: units of the listing', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 13 } });
    await bench.link('LAMP', { unitsPerListing: 6 });
    await bench.pass(3_000);
    const { inShop } = await place(bench, 2);
    setParcels(bench, inShop, [{ id: 'a', lines: [{ storeVariantId: 'LAMP', quantity: 6 }] }]);
    await bench.pass(5_000);
    expect(confirmations(bench)).toMatchObject([{ lines: [{ marketplaceLineId: '1', quantity: 1 }] }]);
  });

  it("of the shop's own orders nothing is said", async () => {
    const bench = await createEngineHarness(linked);
    bench.sell('LAMP', 1);
    for (const order of bench.shop.orders.values()) shipMemoryOrder(bench.shop, order, post);
    await bench.pass(5_000);
    expect(confirmations(bench)).toEqual([]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('also when the order was shipped while nobody knew yet that the shop has it', async () => {
    const bench = await createHarnessWithoutKey();
    bench.withoutKey.fates.push('hidden');
    const bought = bench.buy('LAMP');
    await bench.passUntil(async () => (await bench.placementOf(bought)) === 'unconfirmed');
    for (const order of bench.shop.orders.values()) shipMemoryOrder(bench.shop, order, post);
    await bench.pass(5_000);
    bench.withoutKey.reveal();
    await bench.pass(20_000);
    expect(await bench.placementOf(bought)).toBe('placed');
    expect(bought.status).toBe('shipped');
  });
});

describe('P8: parcels that cannot be told of', () => {
  it.each([
    ['shipment.no-tracking', { trackingNumber: null }],
    ['shipment.no-carrier', { carrier: null }],
  ])('%s is an issue until the shop says it', async (code, lacking) => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    setParcels(bench, inShop, [{ id: 'a', ...lacking }]);
    await bench.pass(3_000);
    expect(await bench.issueCodes()).toEqual([code]);
    expect(confirmations(bench)).toEqual([]);
    setParcels(bench, inShop, [{ id: 'a' }]);
    await bench.pass(3_000);
    expect(await bench.issueCodes()).toEqual([]);
    expect(bought.status).toBe('shipped');
  });

  it('an order that is shipped without any parcel is an issue', async () => {
    const bench = await createEngineHarness(linked);
    const { inShop } = await place(bench);
    setParcels(bench, inShop, []);
    await bench.pass(3_000);
    expect(await bench.issueCodes()).toEqual(['shipment.no-tracking']);
  });

  it.each([
    ['first', ['lacking', 'fine']],
    ['last', ['fine', 'lacking']],
  ])('one of two lacks its tracking, the %s: that is an issue, the other is told', async (_, ids) => {
    const bench = await createEngineHarness(linked);
    const { inShop } = await place(bench);
    setParcels(
      bench,
      inShop,
      ids.map((id) => (id === 'fine' ? { id } : { id, trackingNumber: null })),
    );
    await bench.pass(3_000);
    expect(confirmations(bench)).toHaveLength(1);
    expect(await bench.issueCodes()).toEqual(['shipment.no-tracking']);
  });
});

describe('a channel that does not take a shipment', () => {
  it.each([
    ['an answer that got lost', answerLost],
    ['a worker that died', diesAfter],
    ['a lost request', failing('unknown-outcome')],
    ['a throttle', throttled(2_000)],
    ['an outage', failing('transient')],
  ])('after %s it is told again under the same number', async (_, fate) => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    bench.levers.next('channel.shipments.confirm', fate);
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(8_000);
    expect(confirmations(bench).map(({ packageNumber }) => packageNumber)).toEqual([1, 1]);
    expect([...bought.packages.keys()]).toEqual([1]);
    expect(await shipments(bench, bought)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('P8: a refusal is an issue, and is not repeated', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    bench.levers.always('channel.shipments.confirm', failing('conflict'));
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(20_000);
    expect(confirmations(bench)).toHaveLength(1);
    expect(await shipments(bench, bought)).toMatchObject([{ state: 'refused', dueAt: null }]);
    expect((await bench.issues()).map(({ message }) => message.code)).toEqual(['memory.conflict']);
  });

  it('P8: refused credentials: told after the merchant has reconnected', async () => {
    const bench = await createEngineHarness(linked);
    const { bought, inShop } = await place(bench);
    bench.levers.next('channel.shipments.confirm', failing('auth-expired'));
    shipMemoryOrder(bench.shop, inShop, post);
    await bench.pass(10_000);
    expect(bought.status).toBe('unshipped');
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    expect((await reconnect(bench.engine, key, { key: toyKey })).ok).toBe(true);
    await bench.pass(3_000);
    expect(bought.status).toBe('shipped');
  });
});
