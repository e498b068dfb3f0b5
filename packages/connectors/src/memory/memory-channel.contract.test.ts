import { aGtin } from '@quayside/testkit/trade-item-number';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { describeChannelContract } from '../_contract/channel-contract.ts';
import type { CatalogueUnderTest, ChannelUnderTest } from '../_contract/channel-under-test.ts';
import { fixtureBuyer } from '../_contract/open-store.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import { defineMemoryChannel } from './memory-channel.ts';
import {
  addMemoryCatalogueItem,
  addMemoryListing,
  buyOnMemoryMarket,
  createMemoryMarket,
  markMemoryListing,
  moveMemoryMarketOrder,
  type MemoryMarketOrder,
} from './memory-market.ts';

const key = 'toy-key-0123456789';
const settleMs = 2_000;

const catalogue: CatalogueUnderTest = {
  items: [
    { catalogueId: 'TOY-1', gtin: aGtin('3017620422003'), title: 'First toy' },
    { catalogueId: 'TOY-2', gtin: aGtin('012345678905'), title: 'Second toy' },
  ],
  twins: { gtin: aGtin('4006381333931'), catalogueIds: ['TOY-3', 'TOY-4'] },
  family: {
    word: 'Parasol',
    brand: 'Ombra',
    familyId: 'TOY-FAMILY',
    items: ['blue', 'red'].map((color, index) => ({
      ...{ catalogueId: `TOY-5${index}`, partNumber: `PS-${index}`, color, size: '3 m', packageQuantity: 1 },
    })),
  },
  unknownGtin: aGtin('5901234123457'),
  unknownId: 'TOY-NONE',
};

async function startMemoryChannel(
  refusesUnknownItems: 'at-once' | 'later' = 'later',
): Promise<ChannelUnderTest> {
  const clock = createShiftedClock();
  const currency = parseCurrency('EUR');
  if (currency === undefined) throw new Error('EUR');
  const market = createMemoryMarket({ currency, clock, key, settleMs });
  market.refusesUnknownItems = refusesUnknownItems;
  const price = { amount: '24.9', currency };
  addMemoryListing(market, { sku: 'OWN', price, quantity: 200 });
  addMemoryListing(market, { sku: 'THEIRS', price, quantity: 50, fulfillment: 'channel' });
  for (const { catalogueId, title, gtin } of catalogue.items) {
    addMemoryCatalogueItem(market, { catalogueId, title, gtins: [gtin] });
  }
  for (const catalogueId of catalogue.twins.catalogueIds) {
    addMemoryCatalogueItem(market, { catalogueId, title: catalogueId, gtins: [catalogue.twins.gtin] });
  }
  const { word, items, ...family } = catalogue.family;
  for (const item of items)
    addMemoryCatalogueItem(market, { title: `${word} ${item.color}`, ...family, ...item });
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
    catalogue,
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
      addManyListings: () =>
        Array.from({ length: 35 }, (_, index) => {
          const { channelSku } = addMemoryListing(market, { sku: `MANY-${index}`, price, quantity: 1 });
          return channelSku;
        }),
      delayList() {
        market.listWaits = 2;
      },
      forgetLists: () => undefined,
      suppress(sku) {
        markMemoryListing(market, sku, [
          { code: 'blurred', severity: 'error', text: 'The picture is blurred.' },
        ]);
      },
      restrict(catalogueId) {
        market.restricted.add(catalogueId);
      },
      termsOf(sku) {
        const listing = market.listings.get(sku);
        if (listing === undefined) throw new Error(`No listing ${sku}`);
        return listing.terms;
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

const gaps = { 'failures: a web page instead of data is no answer': 'the toy market speaks no HTTP' };

describeChannelContract('memory channel', () => startMemoryChannel(), gaps);
describeChannelContract('memory channel that refuses at once', () => startMemoryChannel('at-once'), gaps);
