import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { WebhookRequest } from '@quayside/core/ports/webhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, readAll } from '../_contract/open-store.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { catchWebhooks } from '../_contract/webhook-catcher.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

type Topic = 'products/update' | 'inventory_levels/update' | 'orders/updated' | 'refunds/create';

/** A shop that tells of one topic. */
async function start(topic: Topic) {
  const catcher = await catchWebhooks();
  const shop = await startSimulatedShop({
    shops: [
      { searchLagMs: 0, cancelDelayMs: 50, inventoryTouchesProduct: topic !== 'inventory_levels/update' },
    ],
    webhooks: [{ topics: [topic], url: catcher.url }],
  });
  onTestFinished(async () => {
    await shop.close();
    catcher.close();
  });
  const store = openStore(shop);
  return {
    ...store,
    /** The delivery that something makes the shop send. */
    async told(work: () => unknown): Promise<WebhookRequest> {
      const delivery = catcher.next();
      await work();
      await shop.simulator.webhooks.run();
      return delivery;
    },
    judge: (request: WebhookRequest) =>
      store.definition.receiveWebhook?.(request, '', store.context.registration),
  };
}

describe('what the shop delivers', () => {
  it('of a product names it', async () => {
    const store = await start('products/update');
    const delivery = await store.told(() => {
      store.levers.withdraw(store.varied.productId);
    });
    expect(store.judge(delivery)).toEqual({
      kind: 'hints',
      hints: [{ kind: 'product', entityId: store.varied.productId }],
    });
  });

  it('of a stock leads to its product, also where nothing else of the product moves (P4)', async () => {
    const store = await start('inventory_levels/update');
    store.clock.advance(120_000);
    const from = store.clock.now();
    const delivery = await store.told(() => {
      store.levers.sell(store.simple.variantId, 3);
    });
    const window = { from, until: plus(store.clock.now(), 5_000) };
    const changed = await readAll((page) => store.connector.products.changed(page), window);
    expect(changed.items).toEqual([]);
    const verdict = store.judge(delivery);
    const [hint] = verdict?.kind === 'hints' ? verdict.hints : [];
    const id = brandId<StoreProductId>(hint?.entityId ?? 'nothing');
    expect(expectOk(await store.connector.products.read(id))).toMatchObject({
      storeProductId: store.simple.productId,
      variants: [{ stock: { kind: 'tracked', quantity: 17 } }],
    });
  });

  it.each(['orders/updated', 'refunds/create'] as const)('of an order names it: %s', async (topic) => {
    const store = await start(topic);
    const made = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    const total = { amount: '9.99', currency: store.currency };
    const delivery = await store.told(() => {
      store.levers.refund(made.storeOrderId, store.simple.variantId, 1, total);
    });
    expect(store.judge(delivery)).toEqual({
      kind: 'hints',
      hints: [{ kind: 'store-order', entityId: made.storeOrderId }],
    });
  });
});
