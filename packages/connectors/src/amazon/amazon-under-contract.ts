import { aGtin } from '@quayside/testkit/trade-item-number';
import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
} from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { conditions, type OfferTerms } from '@quayside/core/domain/offer';
import { withTiming, type ChannelManifest } from '@quayside/core/ports/manifest';
import { suppressListing } from '@quayside/simulators/amazon/listing-actions';
import { attributeText } from '@quayside/simulators/amazon/listing-store';
import { sellerAccess } from '@quayside/simulators/amazon/seller-access';
import {
  startAmazonSimulator,
  type AmazonSimulator,
  type AmazonSimulatorOptions,
} from '@quayside/simulators/amazon/server';
import { closeOnce } from '../_contract/close-once.ts';
import type { CatalogueUnderTest, ChannelUnderTest } from '../_contract/channel-under-test.ts';
import { faultOf } from '../_contract/contract-fault.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import { rowsPerPart } from './all-listings.ts';
import { definition } from './definition.ts';
import { conditionTypes } from './listing-bodies.ts';
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

const catalogue: CatalogueUnderTest = {
  items: [
    { catalogueId: 'B07FIRST01', gtin: aGtin('3017620422003'), title: 'First thing' },
    { catalogueId: 'B07SECOND2', gtin: aGtin('012345678905'), title: 'Second thing' },
  ],
  twins: { gtin: aGtin('4006381333931'), catalogueIds: ['B07TWIN001', 'B07TWIN002'] },
  family: {
    word: 'Parasol',
    brand: 'Ombra',
    familyId: 'B07PARENT9',
    items: ['Bleu', 'Rouge'].map((color, index) => ({
      ...{
        catalogueId: `B07PARA00${index}`,
        partNumber: `PS-${index}`,
        color,
        size: '3 m',
        packageQuantity: 1,
      },
    })),
  },
  unknownGtin: aGtin('5901234123457'),
  unknownId: 'B0UNKNOWN0',
};

export async function startSimulatedAmazon(options: AmazonSimulatorOptions = {}): Promise<SimulatedAmazon> {
  const clock = createShiftedClock();
  const simulator = await startAmazonSimulator({
    acceptanceDelayMs,
    feedDelayMs: 0,
    ...options,
    clock: () => clock.date(),
  });
  simulator.seedListing({ sku: 'OWN / 1', title: 'Lamp', price: '24.90', quantity: 200, handlingDays: 4 });
  simulator.seedListing({
    sku: 'THEIRS',
    title: 'Shirt',
    price: '24.90',
    quantity: 50,
    channelCode: 'AMAZON_EU',
  });
  for (const { catalogueId: asin, title, gtin } of catalogue.items) {
    simulator.seedItem({ asin, title, gtins: [gtin.slice(1)], productType: 'LAMP' });
  }
  for (const asin of catalogue.twins.catalogueIds) {
    simulator.seedItem({ asin, title: `Twin ${asin}`, gtins: [catalogue.twins.gtin.slice(1)] });
  }
  const { word, items, brand, familyId } = catalogue.family;
  for (const { catalogueId: asin, partNumber, color, size, packageQuantity } of items) {
    simulator.seedItem({
      ...{ asin, brand, title: `${word} ${color}`, parentAsin: familyId },
      ...(partNumber === null ? {} : { partNumber }),
      ...(color === null ? {} : { color }),
      ...(size === null ? {} : { size }),
      ...(packageQuantity === null ? {} : { packageQuantity }),
    });
  }
  const currency = parseCurrency('EUR');
  const [seller] = simulator.sellers;
  if (currency === undefined || seller === undefined) throw new Error('A simulator without a seller');
  const access = sellerAccess(simulator, { ...seller, marketplaceIds: [franceId] });
  const theirs = brandId<ChannelSku>('THEIRS');
  const stop = closeOnce(simulator);
  return {
    simulator,
    definition: { ...definition, manifest: quickManifest() },
    ...access,
    wrongCredentials: { ...access.credentials, refreshToken: 'Atzr|of-somebody-else' },
    clock,
    currency,
    marketplace: brandId<MarketplaceId>(franceId),
    ownSku: brandId<ChannelSku>('OWN / 1'),
    channelsSku: theirs,
    settleMs: acceptanceDelayMs,
    catalogue,
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
      addManyListings() {
        const count = 2 * rowsPerPart + 3;
        simulator.seedSeries({ skuPrefix: 'MANY-', count, title: 'Thing', price: '1.00', quantity: 1 });
        return Array.from({ length: count }, (_, index) => brandId<ChannelSku>(`MANY-${index + 1}`));
      },
      delayList: () => undefined,
      forgetLists() {
        simulator.reports.expire();
      },
      suppress(sku) {
        const { accounts, listings } = simulator;
        suppressListing(
          { accounts, listings },
          { sku, code: '18027', message: 'The main image has a watermark.' },
        );
      },
      restrict(asin) {
        const reasons = [{ message: 'You need approval to list this.', reasonCode: 'APPROVAL_REQUIRED' }];
        simulator.restrictions.push({ asin, reasons });
      },
      termsOf: (sku) => termsIn(simulator, seller.sellerId, sku),
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

/** With a short patience, and files so short that one is full at once. */
function quickManifest(): ChannelManifest {
  const { offers } = manifest;
  if (offers.submissions === null) throw new Error('Amazon takes submissions');
  const submissions = { ...offers.submissions, mostOffers: 30 };
  return { ...withTiming(manifest, { writeTimeoutMs: timeoutMs }), offers: { ...offers, submissions } };
}

/** What the simulator holds of an offer, in our words. */
function termsIn({ listings }: AmazonSimulator, sellerId: string, sku: string): OfferTerms {
  const listing = listings.find(sellerId, sku, franceId);
  if (listing === undefined) throw new Error(`No listing ${sku}`);
  const type = attributeText(listing, 'condition_type');
  const condition = conditions.find((each) => conditionTypes[each] === type);
  if (condition === undefined) throw new Error(`${sku} has no condition`);
  const days = listings.stock(sellerId, sku)[0]?.['lead_time_to_ship_max_days'];
  return {
    condition,
    handlingDays: typeof days === 'number' ? days : null,
    shippingTemplate: attributeText(listing, 'merchant_shipping_group') ?? null,
  };
}
