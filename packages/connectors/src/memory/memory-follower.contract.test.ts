import { aGtin } from '@quayside/testkit/trade-item-number';
import {
  brandId,
  type ChannelSku,
  type MarketplaceOrderId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { describeChannelContract } from '../_contract/channel-contract.ts';
import type { ChannelUnderTest } from '../_contract/channel-under-test.ts';
import { fixtureBuyer } from '../_contract/open-store.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import { followerMarketplace } from './follower-listings.ts';
import { followerOrderId } from './follower-orders.ts';
import { defineMemoryFollower } from './memory-follower.ts';
import {
  addMemoryProduct,
  cancelMemoryOrder,
  createMemoryShop,
  payMemoryOrder,
  placeMemoryOrder,
  placeRequestedOrder,
  type MemoryOrder,
} from './memory-shop.ts';

const key = 'toy-key-0123456789';

function cannot(what: string): never {
  throw new Error(`A toy shop ${what}: its case is named as a gap`);
}

async function startMemoryFollower(): Promise<ChannelUnderTest> {
  const clock = createShiftedClock();
  const currency = parseCurrency('EUR');
  if (currency === undefined) throw new Error('EUR');
  const shop = createMemoryShop({ name: 'Second', currency, clock, key });
  const add = (sku: string, stock: number, price: string): void => {
    addMemoryProduct(shop, sku, [{ id: sku, sku, stock, price }]);
  };
  add('OWN', 200, '24.9');
  // What was ordered elsewhere and placed here is none of its own orders.
  placeRequestedOrder(shop, {
    key: 'elsewhere:1',
    channelName: 'Elsewhere',
    marketplaceOrderId: brandId<MarketplaceOrderId>('1'),
    number: '1',
    tags: [],
    currency,
    lines: [],
    shippingTotal: { amount: '0', currency },
    shippingMethod: null,
    tax: 'channel-collected',
    status: 'open',
    buyer: null,
    locations: null,
    sendBy: clock.now(),
  });
  const orderOf = (id: MarketplaceOrderId): MemoryOrder => {
    const order = [...shop.orders.values()].find((each) => followerOrderId(shop, each) === id);
    if (order === undefined) throw new Error(`No order ${id}`);
    return order;
  };
  return Promise.resolve({
    definition: defineMemoryFollower(shop),
    credentials: { key },
    wrongCredentials: { key: 'toy-key-of-somebody-else' },
    settings: { shop: 'second' },
    clock,
    currency,
    marketplace: followerMarketplace,
    ownSku: brandId<ChannelSku>('OWN'),
    channelsSku: null,
    settleMs: 0,
    catalogue: {
      items: [
        { catalogueId: 'none', gtin: aGtin('3017620422003'), title: 'None' },
        { catalogueId: 'none', gtin: aGtin('012345678905'), title: 'None' },
      ],
      twins: { gtin: aGtin('4006381333931'), catalogueIds: ['none', 'none'] },
      family: { word: 'None', brand: 'None', familyId: 'none', items: [] },
      unknownGtin: aGtin('5901234123457'),
      unknownId: 'none',
    },
    levers: {
      buy(sku, quantity, state = 'paid') {
        const line = { variantId: brandId<StoreVariantId>(sku), quantity };
        const purchase = {
          buyer: fixtureBuyer,
          shipping: { amount: '3.99', currency },
          isPaid: state === 'paid',
        };
        return followerOrderId(shop, placeMemoryOrder(shop, [line], purchase));
      },
      pay(id) {
        payMemoryOrder(shop, orderOf(id));
      },
      cancel(id) {
        cancelMemoryOrder(shop, orderOf(id));
      },
      addManyListings: () =>
        Array.from({ length: 35 }, (_, index) => {
          add(`MANY-${index}`, 1, '9.99');
          return brandId<ChannelSku>(`MANY-${index}`);
        }),
      delayList: () => cannot('has its list at once'),
      forgetLists: () => undefined,
      suppress: () => cannot('finds nothing wrong with its products'),
      restrict: () => cannot('restricts nobody'),
      termsOf: () => cannot('knows no terms of an offer'),
      garble(id) {
        const order = orderOf(id);
        order.lines = order.lines.map((line) => ({ ...line, sku: null }));
        order.changedAt = clock.now();
      },
      packages: (id) =>
        orderOf(id).parcels.map(({ trackingNumber }) => ({ trackingNumber: trackingNumber ?? '' })),
      fault(kind) {
        if (kind === 'web-page') throw new Error('The toy shop speaks no HTTP');
        shop.gate.faults.push(kind);
      },
      revoke() {
        shop.gate.key = 'another';
      },
      calls: () => shop.gate.calls,
      goDown() {
        shop.gate.isDown = true;
        return Promise.resolve();
      },
    },
    close: () => Promise.resolve(),
  });
}

const ownProducts = 'a shop sells its own products: they are made there, and all of them are listings';
const ownBuyers = 'what a shop owes its own buyers is settled there';
const noWarehouse = 'a shop ships what it sells';

const oneByOne = 'a shop sells its own products: nothing is offered there';
const noFees = 'a shop takes no fees of its own merchant';

describeChannelContract('memory follower', startMemoryFollower, {
  'fees.estimate: each sale in its place, with what follows the price; one that is not known is null': noFees,
  'fees.estimate: what is not listed yet, by the item that it is to be offered on': noFees,
  'fees.estimate: what the channel ships costs more': noFees,
  'fees.estimate: a failure is not an estimate': noFees,
  'listings.read: stock in the channel’s warehouses is not ours to count': noWarehouse,
  'orders: what the channel ships is named so': noWarehouse,
  'listings.read: what the channel finds wrong is told in both languages':
    'a shop finds nothing wrong with its products',
  'listings.create: a new offer appears, with a quantity of 0 and as it was asked for': ownProducts,
  'listings.create: can be bought once it has a quantity': ownProducts,
  'listings.create: the same request again is harmless': ownProducts,
  'listings.create: a lost answer is an unknown outcome, and the offer appears all the same': ownProducts,
  'listings.create: its price is exact to the last cent (P5)': ownProducts,
  'listings.create: a price with parts appears, at the latest with the next price': ownProducts,
  'listings.setPrice: parts leave quantity and terms alone': ownProducts,
  'listings.setPrice: leaves quantity and terms alone, and setQuantity the price': ownProducts,
  'catalogue.lookUp: several numbers at once; what the catalogue does not have is missing': ownProducts,
  'catalogue.lookUp: a number that two items carry gives both': ownProducts,
  'catalogue.lookUp: by catalogue id, which the manifest’s pattern knows': ownProducts,
  'catalogue.search: by words of the title, whatever their case; an item is shown as a look-up shows it':
    ownProducts,
  'catalogue.search: within a brand, with what tells an item from its siblings': ownProducts,
  'catalogue.search: nothing found is no failure, and a failure is not nothing': ownProducts,
  'listings.all: a list that is not ready holds nothing and says how long to wait':
    'the toy shop has its list at once',
  'submissions: many offers appear as they were asked for, with a quantity of 0': oneByOne,
  'submissions: one that is refused is named, or appears with an error; the others appear': oneByOne,
  'submissions: as many as fit, from the first on': oneByOne,
  'submissions: one that the channel does not know is no success': oneByOne,
  'submissions: nothing leaves after sendBy': oneByOne,
  'listings.readMany: those that the account has, and no others': oneByOne,
  'orders.cancel: a part, once under one key, then the whole': ownBuyers,
  'orders.cancel: what has left is refused, and nothing leaves after sendBy': ownBuyers,
  'orders.refund: gives money back once under one key, and shows it under the key': ownBuyers,
  'failures: a web page instead of data is no answer': 'the toy shop speaks no HTTP',
});
