import { brandId, type LocationId, type StoreVariantId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import { createFulfillment } from '@quayside/simulators/shopify/fulfill-order';
import type { ShopifySimulatorOptions } from '@quayside/simulators/shopify/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../_contract/open-store.ts';
import { expectFailure, expectOk } from '../_contract/watched-context.ts';
import { addProduct, variantIds } from './catalogue-under-contract.ts';
import { startSimulatedShop } from './shop-under-contract.ts';

const quick = { locations: ['Main', 'Harbour'], searchLagMs: 0, cancelDelayMs: 50 };

async function start(shop: NonNullable<ShopifySimulatorOptions['shops']>[number] = {}) {
  const started = await startSimulatedShop({ shops: [{ ...quick, ...shop }] });
  onTestFinished(() => started.close());
  return { ...openStore(started), shop: started.simulator.hosted.shop, asked: started.simulator.calls };
}
type Started = Awaited<ReturnType<typeof start>>;

const longAgo = (store: Started) => plus(store.clock.now(), -60_000);
const create = async (store: Started, changes: Partial<StoreOrderRequest> = {}) =>
  expectOk(await store.connector.orders.create({ ...store.request('amazon:1'), ...changes }));
const money = (store: Started, amount: string) => ({ amount, currency: store.currency });

/** An order of so many products, one unit each. */
function manyLines(store: Started, count: number): StoreOrderRequest['lines'] {
  const [template] = store.request('x').lines;
  if (template?.item == null) throw new Error('A line');
  const { item } = template;
  const variants = Array.from({ length: count }, (_, index) => ({
    sku: `PART-${index}`,
    values: [`P${index}`],
    stock: 9,
  }));
  const product = addProduct(store.shop, { title: 'Parts', options: ['Part'], variants });
  return variantIds(product).map((storeVariantId) => ({
    ...template,
    item: { ...item, storeVariantId },
    quantity: 1,
    total: money(store, '1'),
  }));
}

describe('the key of an order', () => {
  it('that is taken is answered with the order that has it (P1)', async () => {
    const store = await start();
    const first = await create(store);
    const second = await create(store);
    expect(second.storeOrderId).toBe(first.storeOrderId);
    expect(store.levers.stockOf(store.simple.variantId)).toBe(18);
    expect(store.shop.orders.size).toBe(1);
  });

  it('is defined once', async () => {
    const store = await start();
    await create(store);
    await create(store, { key: 'amazon:2' });
    const another = store.open(store.credentials);
    expectOk(await another.orders.create(store.request('amazon:3')));
    expect(store.asked.of('mutation.metafieldDefinitionCreate').total).toBe(1);
    expect(store.asked.of('query.metafieldDefinition').total).toBe(2);
  });

  it('is found by the metafield while the search lags behind', async () => {
    const store = await start({ searchLagMs: 60_000 });
    const made = await create(store);
    const found = expectOk(await store.connector.orders.find('amazon:1', longAgo(store)));
    expect(found.map(({ storeOrderId }) => storeOrderId)).toEqual([made.storeOrderId]);
  });

  it('is found by its second marker where the metafield is missing, the older order first', async () => {
    const store = await start();
    const made = await create(store);
    for (const order of store.shop.orders.values()) order.metafields.length = 0;
    const second = await create(store);
    const found = expectOk(await store.connector.orders.find('amazon:1', longAgo(store)));
    expect(found.map(({ storeOrderId }) => storeOrderId)).toEqual([made.storeOrderId, second.storeOrderId]);
  });
});

describe('an order in the shop', () => {
  it('comes to what the buyer paid, whatever a unit costs (P5)', async () => {
    const store = await start();
    const [line] = store.request('x').lines;
    if (line === undefined) throw new Error('A line');
    const made = await create(store, { lines: [{ ...line, quantity: 3, total: money(store, '20') }] });
    expect(made).toMatchObject({
      total: money(store, '24.9'),
      lines: [{ storeVariantId: store.simple.variantId, quantity: 3 }],
    });
    const read = expectOk(await store.connector.orders.read(made.storeOrderId));
    expect(read).toMatchObject({ total: made.total, lines: made.lines });
  });

  it('that others have shipped takes no stock', async () => {
    const store = await start();
    const made = await create(store, { status: 'shipped' });
    expect(made.status).toBe('shipped');
    expect(store.levers.stockOf(store.simple.variantId)).toBe(20);
  });

  it('takes what the product’s own policy would not sell: the marketplace has sold it', async () => {
    const store = await start();
    const [line] = store.request('x').lines;
    if (line === undefined) throw new Error('A line');
    await create(store, { lines: [{ ...line, quantity: 21 }] });
    expect(store.levers.stockOf(store.simple.variantId)).toBe(-1);
  });

  it('that names no product takes no stock', async () => {
    const store = await start();
    const lines = store.request('x').lines.map((line) => ({ ...line, item: null }));
    const made = await create(store, { lines });
    expect(made).toMatchObject({ lines: [], total: money(store, '24.88') });
  });

  it('stands, and is in the log, when it cannot be moved to where its units are to be taken', async () => {
    const store = await start();
    const locations = [brandId<LocationId>('999')];
    const made = await create(store, { locations });
    expect(made.status).toBe('open');
    expect(store.context.logged.join('\n')).toContain('order-not-moved');
  });

  it('is refused by name where Shopify does not take it', async () => {
    const store = await start();
    const [line] = store.request('x').lines;
    if (line?.item == null) throw new Error('A line');
    const item = { ...line.item, storeVariantId: brandId<StoreVariantId>('404') };
    const request = { ...store.request('amazon:1'), lines: [{ ...line, item }] };
    expectFailure(await store.connector.orders.create(request), ['invalid-input'], store.about);
    expect(store.shop.orders.size).toBe(0);
  });

  it('is read without approval for customer data (P7)', async () => {
    const store = await start({ protectedDataApproved: false });
    const made = await create(store);
    expect(expectOk(await store.connector.orders.read(made.storeOrderId))?.key).toBe('amazon:1');
  });
});

describe('long orders', () => {
  it('show all of their lines, and all that a parcel holds', async () => {
    const store = await start();
    const lines = manyLines(store, 120);
    const made = await create(store, { lines });
    store.levers.ship(made.storeOrderId, { carrier: 'DHL', trackingNumber: 'JJD1' });
    const read = expectOk(await store.connector.orders.read(made.storeOrderId));
    expect(read?.lines).toHaveLength(120);
    expect(read?.parcels).toMatchObject([{ carrier: 'DHL' }]);
    expect(read?.parcels[0]?.lines).toHaveLength(120);
  });

  it('of the shop’s own are shown with their lines alone', async () => {
    const store = await start();
    store.levers.sell(store.simple.variantId, 2);
    const [order] = store.shop.orders.values();
    if (order === undefined) throw new Error('An order');
    const window = { from: longAgo(store), until: plus(store.clock.now(), 5_000), pageToken: null };
    const before = store.levers.calls();
    const changed = expectOk(await store.connector.orders.changed(window));
    expect(changed.items).toMatchObject([
      { key: null, lines: [{ storeVariantId: store.simple.variantId, quantity: 2 }], parcels: [] },
    ]);
    expect(store.levers.calls() - before).toBe(1);
  });
});

describe('parcels', () => {
  it('that leave one after the other are told one by one, with what each holds', async () => {
    const store = await start();
    const made = await create(store);
    const order = store.shop.orders.get(Number(made.storeOrderId));
    const [open] = order?.fulfillmentOrders ?? [];
    const line = open?.lines[0];
    if (open === undefined || line === undefined) throw new Error('Something to ship');
    createFulfillment(store.shop, {
      lineItemsByFulfillmentOrder: [
        {
          fulfillmentOrderId: `gid://shopify/FulfillmentOrder/${open.id}`,
          fulfillmentOrderLineItems: [
            { id: `gid://shopify/FulfillmentOrderLineItem/${line.id}`, quantity: 1 },
          ],
        },
      ],
      trackingInfo: { company: 'UPS', number: '1Z1' },
    });
    expect(expectOk(await store.connector.orders.read(made.storeOrderId))).toMatchObject({
      status: 'open',
      parcels: [
        {
          carrier: 'UPS',
          trackingNumber: '1Z1',
          lines: [{ storeVariantId: store.simple.variantId, quantity: 1 }],
        },
      ],
    });
  });
});

describe('cancelling', () => {
  it('is waited for, and looked at again when it takes longer', async () => {
    const store = await start({ cancelDelayMs: 60_000 });
    const made = await create(store);
    const answer = await store.connector.orders.cancel(made.storeOrderId);
    expect(expectFailure(answer, ['transient'], store.about).message.code).toBe('shopify.still-cancelling');
    store.clock.advance(61_000);
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(store.levers.stockOf(store.simple.variantId)).toBe(20);
  });

  it('is told once: what Shopify refunds with it is no refund of staff’s', async () => {
    const store = await start();
    const made = await create(store);
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(store.shop.orders.get(Number(made.storeOrderId))?.refunds).toHaveLength(1);
    const read = expectOk(await store.connector.orders.read(made.storeOrderId));
    expect(read).toMatchObject({ status: 'cancelled', refunds: [] });
  });

  it('what has left is refused', async () => {
    const store = await start();
    const made = await create(store);
    store.levers.ship(made.storeOrderId, { carrier: 'DHL', trackingNumber: 'JJD1' });
    expectFailure(await store.connector.orders.cancel(made.storeOrderId), ['conflict'], store.about);
  });
});

describe('refunds', () => {
  const request = (store: Started, storeOrderId: string, amount: string, quantity: number) => ({
    key: 'refund/1',
    storeOrderId: storeOrderId as never,
    lines: [{ storeVariantId: store.simple.variantId, quantity, total: money(store, amount), tax: null }],
    shipping: null,
    isRestocked: true,
    sendBy: plus(store.clock.now(), 10_000),
  });

  it('take the units of a variant from all lines that it stands on, and give back what the marketplace says (P5)', async () => {
    const store = await start();
    const [line] = store.request('x').lines;
    if (line === undefined) throw new Error('A line');
    const made = await create(store, { lines: [{ ...line, quantity: 3, total: money(store, '20') }] });
    const { refund } = store.connector.orders;
    expectOk(
      (await refund?.(request(store, made.storeOrderId, '19.50', 3))) ?? { ok: true, value: undefined },
    );
    expect(store.levers.stockOf(store.simple.variantId)).toBe(20);
    const order = store.shop.orders.get(Number(made.storeOrderId));
    expect(order?.refunds.map(({ total }) => Number(total))).toEqual([19.5]);
  });

  it('find a line among very many', async () => {
    const store = await start();
    const lines = manyLines(store, 110);
    const made = await create(store, { lines });
    const last = lines.at(-1)?.item?.storeVariantId ?? store.simple.variantId;
    const given = request(store, made.storeOrderId, '1', 1);
    const one = { ...given, lines: given.lines.map((line) => ({ ...line, storeVariantId: last })) };
    expectOk((await store.connector.orders.refund?.(one)) ?? { ok: true, value: undefined });
    expect(store.levers.stockOf(last)).toBe(9);
  });

  it('of units that have left put back those that came back', async () => {
    const store = await start();
    const made = await create(store);
    store.levers.ship(made.storeOrderId, { carrier: 'DHL', trackingNumber: 'JJD1' });
    expectOk(
      (await store.connector.orders.refund?.(request(store, made.storeOrderId, '9.99', 1))) ?? {
        ok: true,
        value: undefined,
      },
    );
    expect(store.levers.stockOf(store.simple.variantId)).toBe(19);
  });
});
