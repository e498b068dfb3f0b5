import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { expect, it } from 'vitest';
import { brandId, type StoreOrderId } from '../domain/ids.ts';
import { forgetBuyersOf } from './forget-buyers.ts';
import { tellBuyerData } from './tell-buyer-data.ts';

it('P7: a buyer who asks is told of every order that holds their data, and of none that was forgotten', async () => {
  const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  const kept = bench.buy('LAMP');
  const forgotten = bench.buy('LAMP');
  await bench.passUntil(async () => (await bench.placementOf(forgotten)) === 'placed');
  await bench.passUntil(async () => (await bench.placementOf(kept)) === 'placed');
  const key = { workspaceId: bench.workspaceId, connectionId: bench.store.id };
  const storeOrder = async (bought: { readonly id: string }): Promise<StoreOrderId> => {
    const { placement } = await bench.order(bought as typeof kept);
    if (placement.state !== 'placed') throw new Error('Not placed');
    return placement.storeOrderId;
  };
  const ids = [await storeOrder(kept), await storeOrder(forgotten), brandId<StoreOrderId>('999999')];
  await forgetBuyersOf(bench.engine, key, ids.slice(1));

  expect(await tellBuyerData(bench.engine, key, ids)).toEqual([kept.id]);
  const [latest] = await bench.look((tx) => tx.activities.latest(1));
  expect(latest?.message).toEqual({
    code: 'activity.buyer-data-requested',
    values: { count: 1, orders: kept.id },
  });
  expect(JSON.stringify(latest)).not.toContain('@');
});
