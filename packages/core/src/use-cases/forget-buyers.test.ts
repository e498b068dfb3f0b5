import { shipMemoryOrder } from '@quayside/testkit/toys';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';
import { pauseConnection } from './pause-connection.ts';
import { forgetBuyers, forgetBuyersOf } from './forget-buyers.ts';

const dayMs = 24 * 60 * 60 * 1000;

async function placed(bench: EngineHarness) {
  const bought = bench.buy('LAMP');
  await bench.passUntil(async () => (await bench.placementOf(bought)) === 'placed');
  const inShop = [...bench.shop.orders.values()].at(-1);
  if (inShop === undefined) throw new Error('The order was not placed');
  return { bought, inShop, storeOrderId: inShop.id };
}

describe('P7: buyers are forgotten', () => {
  it('44 days after their parcel, also while the account is paused; the order stays', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    const { bought, inShop } = await placed(bench);
    expect((await bench.order(bought)).buyer).not.toBeNull();
    shipMemoryOrder(bench.shop, inShop, { carrier: 'Post', trackingNumber: 'T1' });
    await bench.pass(5_000);
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    await pauseConnection(bench.engine, key);
    bench.clock.advance(43 * dayMs);
    expect(await forgetBuyers(bench.engine)).toBe(0);
    expect((await bench.order(bought)).buyer).not.toBeNull();
    bench.clock.advance(dayMs);
    expect(await forgetBuyers(bench.engine)).toBe(1);
    expect(await bench.order(bought)).toMatchObject({
      buyer: null,
      placement: { state: 'placed' },
      forgetBuyerAt: null,
    });
    expect(await bench.history()).toContain('activity.buyers-forgotten');
    expect(await forgetBuyers(bench.engine)).toBe(0);
  });

  it('and what the channel shows of them later is not stored again', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    const { bought, storeOrderId } = await placed(bench);
    const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
    expect(await forgetBuyersOf(bench.engine, key, [storeOrderId])).toBe(1);
    bench.move(bought, 'shipped');
    await bench.pass(5_000);
    expect(await bench.order(bought)).toMatchObject({ status: 'shipped', buyer: null });
    expect(await forgetBuyersOf(bench.engine, key, [storeOrderId])).toBe(0);
  });

  it('P6: not by another workspace’s word', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    const other = await createEngineHarness({ isLinked: true });
    const { bought, storeOrderId } = await placed(bench);
    const forged = { workspaceId: other.workspaceId, connectionId: bench.store.id };
    expect(await forgetBuyersOf(other.engine, forged, [storeOrderId])).toBe(0);
    expect((await bench.order(bought)).buyer).not.toBeNull();
  });

  it('keeps the date of the latest parcel', async () => {
    const bench = await createEngineHarness({ isLinked: true });
    const { bought, inShop } = await placed(bench);
    expect((await bench.order(bought)).forgetBuyerAt).toBeNull();
    shipMemoryOrder(bench.shop, inShop, { carrier: 'Post', trackingNumber: 'T1' });
    const shippedAt = inShop.parcels[0]?.shippedAt ?? bench.clock.now();
    await bench.pass(5_000);
    expect((await bench.order(bought)).forgetBuyerAt).toBe(plus(shippedAt, 44 * dayMs));
  });
});
