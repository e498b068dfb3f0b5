import type { StoreOrderId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { parseCurrency, type CurrencyCode } from '@quayside/core/domain/money';
import { withTiming } from '@quayside/core/ports/manifest';
import { createOrder } from '@quayside/simulators/shopify/create-order';
import { fulfillWhole } from '@quayside/simulators/shopify/fulfill-order';
import type { OrderRecord } from '@quayside/simulators/shopify/order-record';
import { createRefund } from '@quayside/simulators/shopify/refund-order';
import {
  startShopifySimulator,
  type ShopifySimulator,
  type ShopifySimulatorOptions,
} from '@quayside/simulators/shopify/server';
import { closeOnce } from '../_contract/close-once.ts';
import { faultOf } from '../_contract/contract-fault.ts';
import type { StoreUnderTest } from '../_contract/store-under-test.ts';
import { createShiftedClock, type ShiftedClock } from '../_contract/watched-context.ts';
import {
  addProduct,
  catalogueLevers,
  keptOf,
  productId,
  productOf,
  variantIds,
} from './catalogue-under-contract.ts';
import { definition } from './definition.ts';
import { globalId } from './global-id.ts';
import { manifest } from './manifest.ts';
import { sourceIdentifierOf } from './order-mapper.ts';

/** For tests only: an empty simulated shop that a connector may speak to, and what may happen to the calls. */
export interface ConnectedShop {
  readonly simulator: ShopifySimulator;
  readonly clock: ShiftedClock;
  readonly currency: CurrencyCode;
  readonly connection: Pick<StoreUnderTest, 'credentials' | 'wrongCredentials' | 'registration'> & {
    readonly settings: { readonly shop: string; readonly apiUrl: string };
  };
  readonly levers: Pick<StoreUnderTest['levers'], 'fault' | 'revoke' | 'calls' | 'goDown'>;
  readonly stop: () => Promise<void>;
}

/** For tests only: a simulated shop with the products of the store contract, and the levers over it. */
export interface SimulatedShop extends StoreUnderTest {
  readonly simulator: ShopifySimulator;
}

/** Long enough for a busy machine, short enough for a test that waits for it. */
export const timeoutMs = 700;

/** @param spared operations that faults pass by: what a connector asks before the call that a case means. */
export async function startConnectedShop(
  options: ShopifySimulatorOptions,
  spared: readonly string[],
): Promise<ConnectedShop> {
  const clock = createShiftedClock();
  const simulator = await startShopifySimulator({
    shops: [{ locations: ['Main', 'Harbour'], searchLagMs: 0, cancelDelayMs: 50 }],
    ...options,
    clock: () => clock.date(),
  });
  const { platform, hosted, faults, calls } = simulator;
  const take = faults.take.bind(faults);
  faults.take = (operation) =>
    spared.some((each) => operation.endsWith(each)) ? undefined : take(operation);
  const { domain, currency: code } = hosted.shop.settings;
  const currency = parseCurrency(code);
  if (currency === undefined) throw new Error('A shop with a currency');
  const tokens = platform.issueTokens(domain);
  const endsAt = (seconds: number): string => plus(clock.now(), seconds * 1_000);
  const stop = closeOnce(simulator);
  return {
    simulator,
    clock,
    currency,
    connection: {
      credentials: {
        accessToken: tokens.accessToken,
        accessTokenExpiresAt: endsAt(tokens.expiresIn),
        refreshToken: tokens.refreshToken,
        refreshTokenExpiresAt: endsAt(tokens.refreshTokenExpiresIn),
      },
      wrongCredentials: { accessToken: 'shpat_wrong' },
      settings: { shop: domain, apiUrl: simulator.shopUrl(domain) },
      registration: { clientId: simulator.clientId, clientSecret: simulator.clientSecret },
    },
    levers: {
      fault(kind) {
        faults.add({ operation: '*', times: 1, ...faultOf(kind) });
      },
      revoke() {
        platform.uninstall(domain);
      },
      calls: () => Object.values(calls.dump()).reduce((sum, { total }) => sum + total, 0),
      goDown: stop,
    },
    stop,
  };
}

export async function startSimulatedShop(options: ShopifySimulatorOptions = {}): Promise<SimulatedShop> {
  // Before its first order a connector sees that the key is defined: what a case does to the next call is meant for the order.
  const connected = await startConnectedShop(options, [
    'query.metafieldDefinition',
    'mutation.metafieldDefinitionCreate',
  ]);
  const { simulator, clock, currency, connection, stop } = connected;
  const { platform, hosted } = simulator;
  const { shop } = hosted;
  const simple = addProduct(shop, { title: 'Lamp', variants: [{ sku: 'LAMP', price: '9.99', stock: 20 }] });
  const varied = addProduct(shop, {
    title: 'Shirt',
    options: ['Size'],
    variants: ['S', 'M'].map((size) => ({ sku: `SHIRT-${size}`, values: [size], price: '19.90', stock: 5 })),
  });
  const [simpleVariant] = variantIds(simple);
  if (simpleVariant === undefined) throw new Error('A shop with a lamp');
  const orderOf = (id: StoreOrderId): OrderRecord => {
    const order = shop.orders.get(Number(id));
    if (order === undefined) throw new Error(`The shop has no order ${id}`);
    return order;
  };
  return {
    ...connection,
    simulator,
    definition: { ...definition, manifest: withTiming(manifest, { createTimeoutMs: timeoutMs }) },
    clock,
    currency,
    keeps: keptOf,
    simple: { productId: productId(simple), variantId: simpleVariant, sku: 'LAMP' },
    varied: { productId: productId(varied), variantIds: variantIds(varied) },
    levers: {
      ...connected.levers,
      ...catalogueLevers(shop),
      sell(variantId, quantity) {
        const lineItems = [{ variantId: globalId('ProductVariant', variantId), quantity }];
        const context = platform.context(hosted, '2026-10');
        done(createOrder(context, { lineItems }, 'DECREMENT_IGNORING_POLICY', null));
      },
      deleteProduct(id) {
        shop.deleteProduct(productOf(shop, id));
      },
      garble() {
        throw new Error('Shopify’s schema has types: the case is named as a gap');
      },
      ordersWithKey: (key) =>
        [...shop.orders.values()].filter(
          (order) => order.cancelledAt === null && order.sourceIdentifier === sourceIdentifierOf(key),
        ).length,
      ship(id, { carrier, trackingNumber }) {
        fulfillWhole(shop, orderOf(id), { company: carrier, numbers: [trackingNumber] });
      },
      refund(id, variantId, quantity, { amount }) {
        const order = orderOf(id);
        const line = order.lines.find((each) => each.variantId === Number(variantId));
        const [paid] = order.transactions;
        if (line === undefined || paid === undefined) throw new Error('A paid line');
        const orderId = globalId('Order', id);
        const lineItemId = `gid://shopify/LineItem/${line.id}`;
        const parentId = `gid://shopify/OrderTransaction/${paid.id}`;
        done(
          createRefund(shop, {
            orderId,
            refundLineItems: [{ lineItemId, quantity, restockType: 'CANCEL' }],
            transactions: [{ amount, gateway: paid.gateway, kind: 'REFUND', orderId, parentId }],
          }),
        );
      },
      webhooks: null,
    },
    close: stop,
  };
}

function done(outcome: ReturnType<typeof createOrder> | ReturnType<typeof createRefund>): void {
  if ('errors' in outcome) throw new Error(JSON.stringify(outcome.errors));
}
