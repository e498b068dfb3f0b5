import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
} from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { withTiming } from '@quayside/core/ports/manifest';
import {
  startAmazonSimulator,
  type AmazonSimulator,
  type AmazonSimulatorOptions,
} from '@quayside/simulators/amazon/server';
import type { FaultRule } from '@quayside/simulators/faults';
import type { ChannelUnderTest } from '../_contract/channel-under-test.ts';
import type { ContractFault } from '../_contract/store-under-test.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';

/** For tests only: a simulated Amazon with one seller on Amazon.fr, and the levers over it. */
export interface SimulatedAmazon extends ChannelUnderTest {
  readonly simulator: AmazonSimulator;
}

/** Long enough for a busy machine, short enough for a test that waits for it. */
const timeoutMs = 700;
/** The simulator applies accepted changes by real time, but only as long as this. */
const acceptanceDelayMs = 0;
const franceId = 'A13V1IB3VIYZZH';

export async function startSimulatedAmazon(options: AmazonSimulatorOptions = {}): Promise<SimulatedAmazon> {
  const clock = createShiftedClock();
  const simulator = await startAmazonSimulator({ acceptanceDelayMs, ...options, clock: () => clock.date() });
  simulator.seedListing({ sku: 'OWN / 1', title: 'Lamp', price: '24.90', quantity: 200, handlingDays: 4 });
  simulator.seedListing({
    sku: 'THEIRS',
    title: 'Shirt',
    price: '24.90',
    quantity: 50,
    channelCode: 'AMAZON_EU',
  });
  const currency = parseCurrency('EUR');
  const [seller] = simulator.sellers;
  if (currency === undefined || seller === undefined) throw new Error('A simulator without a seller');
  const theirs = brandId<ChannelSku>('THEIRS');
  let isUp = true;
  const stop = async (): Promise<void> => {
    if (isUp) await simulator.close();
    isUp = false;
  };
  return {
    simulator,
    definition: { ...definition, manifest: withTiming(manifest, { writeTimeoutMs: timeoutMs }) },
    credentials: {
      clientId: simulator.clientId,
      clientSecret: simulator.clientSecret,
      refreshToken: seller.refreshToken,
    },
    wrongCredentials: {
      clientId: simulator.clientId,
      clientSecret: simulator.clientSecret,
      refreshToken: 'Atzr|of-somebody-else',
    },
    settings: {
      region: 'EU',
      sellerId: seller.sellerId,
      marketplaceIds: [franceId],
      apiUrl: simulator.url,
      tokenUrl: simulator.tokenUrl,
    },
    clock,
    currency,
    marketplace: brandId<MarketplaceId>(franceId),
    ownSku: brandId<ChannelSku>('OWN / 1'),
    channelsSku: theirs,
    settleMs: acceptanceDelayMs,
    levers: {
      buy(sku, quantity, state = 'paid') {
        const order = simulator.placeBuyerOrder({
          sku,
          quantity,
          shippingPrice: '3.99',
          status: state === 'paid' ? 'UNSHIPPED' : 'PENDING',
          channelCode: sku === theirs ? 'AMAZON_EU' : 'DEFAULT',
        });
        return brandId<MarketplaceOrderId>(order.orderId);
      },
      pay(id) {
        simulator.moveOrder(id, 'UNSHIPPED');
      },
      cancel(id) {
        simulator.cancelOrder(id);
      },
      garble(id) {
        Object.assign(simulator.orders.get(id), { status: 'ON_THE_MOON' });
      },
      packages: (id) => simulator.orders.get(id).packages,
      fault(kind) {
        simulator.faults.add({ operation: '*', times: 1, ...faultOf(kind) });
      },
      revoke() {
        seller.revoked = true;
      },
      calls: () => Object.values(simulator.calls.dump()).reduce((sum, { total }) => sum + total, 0),
      goDown: stop,
    },
    close: stop,
  };
}

function faultOf(kind: ContractFault): Omit<FaultRule, 'operation'> {
  switch (kind) {
    case 'throttled':
      return { kind: 'throttle' };
    case 'server-error':
      return { kind: 'server-error', status: 500 };
    case 'web-page':
      return { kind: 'html', status: 503 };
    case 'answer-lost':
      return { kind: 'timeout-after-success', holdMs: 5_000 };
    case 'request-lost':
      return { kind: 'timeout-before', holdMs: 5_000 };
  }
}
