import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { failing } from '@quayside/testkit/call-levers';
import { cancelMemoryOrder } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { callOperation } from '../call-operation.ts';

const theirs = 'https://market.example/orders/{orderId}';

async function bench(orderPage: string | null = theirs) {
  const harness = await createEngineHarness({ stock: { LAMP: 9 }, isLinked: true });
  const api = apiHost(harness.engine);
  const host = {
    ...api,
    manifests: api.manifests.map((each) => {
      if (each.role === 'store') return each;
      const marketplaces = each.marketplaces.map(({ id, name, currency }) => ({
        id,
        name,
        currency,
        ...(orderPage !== null && { orderPage }),
      }));
      return { ...each, marketplaces };
    }),
  };
  const owner = await memberWith(harness, 'owner');
  const bought = harness.buy('LAMP', 1);
  return {
    harness,
    bought,
    place: () => harness.passUntil(async () => (await harness.placementOf(bought)) === 'placed'),
    row: async () => {
      const answer = await callOperation(host, owner, 'orders', {});
      if (!answer.ok) throw new Error(answer.problem.sentence);
      return answer.value.rows[0];
    },
    view: async () => {
      const { id } = await harness.order(bought);
      const answer = await callOperation(host, owner, 'order', { orderId: id });
      if (!answer.ok) throw new Error(answer.problem.sentence);
      return answer.value;
    },
    overview: async () => {
      const answer = await callOperation(host, owner, 'overview', {});
      if (!answer.ok) throw new Error(answer.problem.sentence);
      return answer.value;
    },
  };
}

describe('where an order is seen outside Quayside', () => {
  it('on its marketplace by its number, and in the shop once it is placed', async () => {
    const { harness, bought, place, row, view } = await bench();
    await place();
    const [inShop] = harness.shop.orders.values();
    const pages = {
      marketplacePage: `https://market.example/orders/${bought.id}`,
      storePage: `https://toys.example/orders/${inShop?.id ?? ''}`,
    };
    expect(await row()).toMatchObject(pages);
    expect(await view()).toMatchObject(pages);
  });

  it('nowhere in the shop as long as it is held', async () => {
    const { harness, row } = await bench();
    harness.levers.always('store.orders.create', failing('conflict'));
    await harness.pass(5_000);
    expect(await row()).toMatchObject({ state: 'held', storePage: null });
  });

  it.each([
    ['no page', null],
    ['a page that is not over https', 'http://market.example/{orderId}'],
    ['a script', 'javascript:alert({orderId})'],
    ['a name that nothing stands for', 'https://market.example/{seller}/{orderId}'],
  ])('and for %s there is no link', async (_, orderPage) => {
    const { place, row } = await bench(orderPage);
    await place();
    expect((await row())?.marketplacePage).toBeNull();
  });

  it('P8: an issue leads to the side where the merchant puts it right', async () => {
    const { harness, bought, place, view, overview } = await bench();
    await place();
    const [inShop] = harness.shop.orders.values();
    if (inShop === undefined) throw new Error('The shop has no order');
    // The shop's count has taken the reservation's place.
    await harness.pass(3_000);
    harness.levers.always('channel.orders.cancel', failing('conflict'));
    cancelMemoryOrder(harness.shop, inShop);
    await harness.pass(5_000);
    const page = { at: 'channel', url: `https://market.example/orders/${bought.id}` };
    expect((await view()).issues.map((issue) => issue.page)).toEqual([page]);
    expect((await overview()).needsYou.issues.map((issue) => issue.page)).toEqual([page]);
  });

  it('P8: what the shop did not take leads into the shop, and what is no order’s nowhere', async () => {
    const { harness, bought, place, overview } = await bench();
    await place();
    const [inShop] = harness.shop.orders.values();
    await harness.pass(3_000);
    harness.levers.always('store.orders.cancel', failing('conflict'));
    harness.move(bought, 'cancelled');
    await harness.pass(5_000);
    await harness.look((tx) =>
      tx.issues.open({
        key: 'listing/1/life',
        severity: 'warning',
        connectionId: null,
        message: {
          code: 'listing.mismatch',
          values: { sku: brandId<ChannelSku>('LAMP'), shown: 1, wanted: 2 },
        },
        openedAt: harness.clock.now(),
      }),
    );
    const pages = (await overview()).needsYou.issues.map((issue) => [issue.key.split('/')[0], issue.page]);
    expect(pages).toContainEqual(['listing', null]);
    expect(pages).toContainEqual([
      'order',
      { at: 'store', url: `https://toys.example/orders/${inShop?.id ?? ''}` },
    ]);
  });
});
