import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { describeChannelContract } from '../_contract/channel-contract.ts';
import type { ChannelUnderTest } from '../_contract/channel-under-test.ts';
import { fixtureBuyer } from '../_contract/open-store.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import { defineMemoryChannel } from './memory-channel.ts';
import {
  addMemoryListing,
  buyOnMemoryMarket,
  createMemoryMarket,
  moveMemoryMarketOrder,
  type MemoryMarketOrder,
} from './memory-market.ts';

const key = 'toy-key-0123456789';
const settleMs = 2_000;

async function startMemoryChannel(): Promise<ChannelUnderTest> {
  const clock = createShiftedClock();
  const currency = parseCurrency('EUR');
  if (currency === undefined) throw new Error('EUR');
  const market = createMemoryMarket({ currency, clock, key, settleMs });
  const price = { amount: '24.90', currency };
  addMemoryListing(market, { sku: 'OWN', price, quantity: 200 });
  addMemoryListing(market, { sku: 'THEIRS', price, quantity: 50, fulfillment: 'channel' });
  const orderOf = (id: string): MemoryMarketOrder => {
    const order = market.orders.get(id);
    if (order === undefined) throw new Error(`No order ${id}`);
    return order;
  };
  return Promise.resolve({
    definition: defineMemoryChannel(market),
    credentials: { key },
    wrongCredentials: { key: 'toy-key-of-somebody-else' },
    settings: { market: 'toy' },
    clock,
    currency,
    marketplace: market.marketplace,
    ownSku: brandId<ChannelSku>('OWN'),
    channelsSku: brandId<ChannelSku>('THEIRS'),
    settleMs,
    levers: {
      buy: (sku, quantity, state = 'paid') =>
        buyOnMemoryMarket(market, {
          sku,
          quantity,
          shipping: { amount: '3.99', currency },
          status: state === 'paid' ? 'unshipped' : 'pending',
          buyer: fixtureBuyer,
        }).id,
      pay(id) {
        moveMemoryMarketOrder(market, orderOf(id), 'unshipped');
      },
      cancel(id) {
        moveMemoryMarketOrder(market, orderOf(id), 'cancelled');
      },
      garble(id) {
        moveMemoryMarketOrder(market, orderOf(id), 'unheard-of');
      },
      packages: (id) => [...orderOf(id).packages.values()],
      fault(kind) {
        if (kind === 'web-page') throw new Error('The toy market speaks no HTTP');
        market.gate.faults.push(kind);
      },
      revoke() {
        market.gate.key = 'another';
      },
      calls: () => market.gate.calls,
      goDown() {
        market.gate.isDown = true;
        return Promise.resolve();
      },
    },
    close: () => Promise.resolve(),
  });
}

describeChannelContract('memory channel', startMemoryChannel, {
  'failures: a web page instead of data is no answer': 'the toy market speaks no HTTP',
});
