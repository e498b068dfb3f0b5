import { brandId, type StoreProductId, type StoreVariantId } from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { withTiming } from '@quayside/core/ports/manifest';
import type { ProductRecord } from '@quayside/simulators/woocommerce/product-record';
import {
  startWooCommerceSimulator,
  type WooCommerceSimulator,
  type WooCommerceSimulatorOptions,
} from '@quayside/simulators/woocommerce/server';
import { closeOnce } from '../_contract/close-once.ts';
import { faultOf } from '../_contract/contract-fault.ts';
import type { StoreUnderTest } from '../_contract/store-under-test.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import { catchWebhooks } from '../_contract/webhook-catcher.ts';
import { addProduct, catalogueLevers } from './catalogue-under-contract.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';
import { splitVariantId } from './product-shape.ts';

/** For tests only: a simulated shop with the products of the store contract, and the levers over it. */
export interface SimulatedShop extends StoreUnderTest {
  readonly simulator: WooCommerceSimulator;
}

/** Long enough for a busy machine, short enough for a test that waits for it. */
const timeoutMs = 700;

export async function startSimulatedShop(options: WooCommerceSimulatorOptions = {}): Promise<SimulatedShop> {
  const clock = createShiftedClock();
  const simulator = await startWooCommerceSimulator({
    ...options,
    clock: () => clock.date(),
    allowLoopbackWebhooks: true,
    webhookIntervalMs: 3_600_000,
  });
  const catcher = await catchWebhooks();
  const simple = addProduct(simulator, 'simple', {
    name: 'Lamp',
    sku: 'LAMP',
    regular_price: '9.99',
    stock: 20,
  });
  const varied = addProduct(simulator, 'variable', { name: 'Shirt', sku: 'SHIRT' });
  const variations = ['S', 'M'].map((option) =>
    addProduct(simulator, 'variation', {
      sku: `SHIRT-${option}`,
      regular_price: '19.90',
      stock: 5,
      parent_id: varied.id,
      variation_attributes: [{ id: 0, name: 'Size', option }],
    }),
  );
  const currency = parseCurrency(simulator.shop.settings.currency);
  if (currency === undefined) throw new Error('A shop without a currency');
  const { shop, operations, faults, calls, webhooks } = simulator;
  const recordOf = (id: StoreVariantId): ProductRecord => {
    const { productId, variationId } = splitVariantId(id);
    return operations.product({ productId: variationId || productId });
  };
  const stop = closeOnce(simulator);
  return {
    simulator,
    definition: { ...definition, manifest: withTiming(manifest, { createTimeoutMs: timeoutMs }) },
    credentials: { consumerKey: simulator.consumerKey, consumerSecret: simulator.consumerSecret },
    wrongCredentials: {
      consumerKey: simulator.consumerKey,
      consumerSecret: 'cs_0000000000000000000000000000',
    },
    settings: { url: simulator.url },
    clock,
    currency,
    simple: {
      productId: brandId<StoreProductId>(String(simple.id)),
      variantId: brandId<StoreVariantId>(String(simple.id)),
      sku: 'LAMP',
    },
    varied: {
      productId: brandId<StoreProductId>(String(varied.id)),
      variantIds: variations.map(({ id }) => brandId<StoreVariantId>(`${varied.id}/${id}`)),
    },
    levers: {
      ...catalogueLevers(simulator),
      addManyProducts: () =>
        Array.from({ length: 120 }, (_, index) => {
          const product = addProduct(simulator, 'simple', {
            name: `Thing ${index}`,
            sku: `THING-${index}`,
            stock: 1,
          });
          return brandId<StoreProductId>(String(product.id));
        }),
      sell(variantId, quantity) {
        operations.sell({ productId: recordOf(variantId).id, quantity });
      },
      stockOf: (variantId) => recordOf(variantId).stock_quantity,
      deleteProduct(id) {
        operations.deleteProduct({ productId: Number(id) }, true);
      },
      garble(id) {
        operations.writeRaw({ productId: Number(id) }, { status: null });
      },
      ordersWithKey: (key) =>
        [...shop.orders.values()].filter(
          (order) => order.status !== 'cancelled' && order.meta_data.some(({ value }) => value === key),
        ).length,
      ship(id, parcel) {
        operations.ship(Number(id), parcel);
      },
      refund(id, variantId, quantity, { amount }) {
        operations.refund(Number(id), { productId: recordOf(variantId).id, quantity, amount });
      },
      fault(kind) {
        faults.add({ operation: '*', times: 1, ...faultOf(kind) });
      },
      revoke() {
        simulator.key.revoked = true;
      },
      calls: () => Object.values(calls.dump()).reduce((sum, { total }) => sum + total, 0),
      goDown: stop,
      webhooks: {
        registration: { url: catcher.url, secret: 'shopSecret0123456789' },
        active: () => [...webhooks.records.values()].filter(({ status }) => status === 'active').length,
        spoil() {
          for (const record of webhooks.records.values()) {
            record.secret = 'changed';
            record.status = 'disabled';
          }
        },
        async deliver(id) {
          await webhooks.run();
          const caught = catcher.next();
          const [variation] = shop.variationsOf(Number(id));
          operations.edit({ productId: variation?.id ?? Number(id) }, { stock: 4 });
          await webhooks.run();
          return caught;
        },
        async ping() {
          const caught = catcher.next();
          const { url, secret } = { url: catcher.url, secret: 'x' };
          await webhooks.create({
            name: 'ping',
            status: 'active',
            topic: 'order.created',
            delivery_url: url,
            secret,
          });
          return caught;
        },
      },
    },
    async close() {
      await stop();
      catcher.close();
    },
  };
}
