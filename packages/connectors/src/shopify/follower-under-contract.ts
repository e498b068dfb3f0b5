import { brandId, type ChannelSku, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import { withTiming } from '@quayside/core/ports/manifest';
import { aGtin } from '@quayside/testkit/trade-item-number';
import { createOrder } from '@quayside/simulators/shopify/create-order';
import type { OrderRecord } from '@quayside/simulators/shopify/order-record';
import type { VariantRecord } from '@quayside/simulators/shopify/product-record';
import type { ShopifySimulator, ShopifySimulatorOptions } from '@quayside/simulators/shopify/server';
import type { ChannelUnderTest } from '../_contract/channel-under-test.ts';
import { fixtureBuyer } from '../_contract/open-store.ts';
import { addProduct } from './catalogue-under-contract.ts';
import { follower } from './follower.ts';
import { followerMarketplace } from './follower-marketplaces.ts';
import { globalId } from './global-id.ts';
import { followerManifest } from './manifest.ts';
import { ownOrderId, ownOrderNumber } from './own-order-mapper.ts';
import { sourceIdentifierOf } from './order-mapper.ts';
import { startConnectedShop, timeoutMs } from './shop-under-contract.ts';

/** For tests only: a simulated shop with the listing of the channel contract, and the levers over it. */
export interface SimulatedFollower extends ChannelUnderTest {
  readonly simulator: ShopifySimulator;
  /** The order as the shop keeps it. */
  orderOf(id: MarketplaceOrderId): OrderRecord;
}

function cannot(what: string): never {
  throw new Error(`A shop ${what}: its case is named as a gap`);
}

export async function startSimulatedFollower(
  options: ShopifySimulatorOptions = {},
): Promise<SimulatedFollower> {
  // Variants and orders are read before they are written to: what a case does to the next call is meant for the write.
  const connected = await startConnectedShop(options, ['query.productVariant', 'query.order']);
  const { simulator, clock, currency, connection, stop } = connected;
  const { platform, hosted, operations } = simulator;
  const { shop } = hosted;
  const { domain } = shop.settings;
  addProduct(shop, { title: 'Own', variants: [{ sku: 'OWN', price: '24.90', stock: 200 }] });

  const price = (amount: string) => ({ shopMoney: { amount, currencyCode: currency } });
  const place = (variant: VariantRecord, quantity: number, key: string | null): OrderRecord => {
    const placed = createOrder(
      platform.context(hosted, '2026-10'),
      {
        lineItems: [{ variantId: globalId('ProductVariant', String(variant.id)), quantity }],
        shippingLines: [{ title: 'Standard', priceSet: price('3.99') }],
        taxesIncluded: true,
        sourceIdentifier: key === null ? null : sourceIdentifierOf(key),
        email: fixtureBuyer.email,
        shippingAddress: {
          firstName: fixtureBuyer.name,
          address1: fixtureBuyer.addressLines[0] ?? null,
          city: fixtureBuyer.city,
          zip: fixtureBuyer.postalCode,
          countryCode: fixtureBuyer.countryCode,
        },
      },
      'DECREMENT_IGNORING_POLICY',
      null,
    );
    if (!placed.ok) throw new Error(JSON.stringify(placed.errors));
    return placed.value;
  };
  const orderOf = (id: MarketplaceOrderId): OrderRecord => {
    const number = ownOrderNumber(domain, id);
    return operations.order(Number(number));
  };
  const pay = (order: OrderRecord): void => {
    const total = order.lines
      .reduce((sum, { unitPrice, quantity }) => sum + Math.round(Number(unitPrice) * 100) * quantity, 399)
      .toString();
    order.transactions.push({
      id: shop.nextId(),
      kind: 'SALE',
      status: 'SUCCESS',
      amount: `${total.slice(0, -2) || '0'}.${total.slice(-2)}`,
      gateway: 'bogus',
      test: false,
      parentId: null,
      processedAt: shop.now(),
      createdAt: shop.now(),
    });
    order.statedFinancialStatus = null;
    shop.saveOrder(order);
  };
  // What was ordered elsewhere and placed here is none of its own orders.
  pay(place(operations.variant({ sku: 'OWN' }), 1, 'elsewhere:1'));
  operations.setStock({ sku: 'OWN' }, 200);

  return {
    ...connection,
    simulator,
    orderOf,
    definition: { ...follower, manifest: withTiming(followerManifest, { writeTimeoutMs: timeoutMs }) },
    clock,
    currency,
    marketplace: followerMarketplace(currency),
    ownSku: brandId<ChannelSku>('OWN'),
    channelsSku: null,
    settleMs: 0,
    catalogue: {
      items: [
        { catalogueId: '1', gtin: aGtin('3017620422003'), title: 'None' },
        { catalogueId: '2', gtin: aGtin('012345678905'), title: 'None' },
      ],
      twins: { gtin: aGtin('4006381333931'), catalogueIds: ['1', '2'] },
      family: { word: 'None', brand: 'None', familyId: '1', items: [] },
      unknownGtin: aGtin('5901234123457'),
      unknownId: '3',
    },
    levers: {
      ...connected.levers,
      buy(sku, quantity, state = 'paid') {
        const order = place(operations.variant({ sku }), quantity, null);
        if (state === 'paid') pay(order);
        return ownOrderId(domain, globalId('Order', String(order.id)));
      },
      pay(id) {
        pay(orderOf(id));
      },
      cancel(id) {
        operations.cancel(orderOf(id).id);
      },
      addManyListings: () =>
        Array.from({ length: 60 }, (_, index) => {
          const sku = `MANY-${index}`;
          addProduct(shop, { title: sku, variants: [{ sku, price: '9.99', stock: 1 }] });
          return brandId<ChannelSku>(sku);
        }),
      delayList: () => cannot('has its list at once'),
      forgetLists: () => undefined,
      suppress: () => cannot('is not judged by anybody'),
      restrict: () => cannot('restricts nobody'),
      termsOf: () => cannot('knows no terms of an offer'),
      garble(id) {
        // In Shopify's list of currencies, and not in ISO 4217.
        Object.assign(orderOf(id), { currency: 'USDC' });
        shop.saveOrder(orderOf(id));
      },
      packages: (id) =>
        orderOf(id).fulfillments.flatMap(({ tracking }) =>
          tracking.map(({ number }) => ({ trackingNumber: number ?? '' })),
        ),
    },
    close: stop,
  };
}
