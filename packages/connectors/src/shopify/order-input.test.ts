import {
  brandId,
  type MarketplaceOrderId,
  type StoreProductId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import { instant } from '@quayside/core/domain/instant';
import { parseMoney, sum, times, type Money } from '@quayside/core/domain/money';
import type { Buyer } from '@quayside/core/domain/order';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureBuyer } from '../_contract/open-store.ts';
import { createOrderInput } from './order-input.ts';

function money(amount: string, currency = 'EUR'): Money {
  const parsed = parseMoney(amount, currency);
  if (!parsed.ok) throw new Error(amount);
  return parsed.value;
}

const item = {
  storeProductId: brandId<StoreProductId>('1'),
  storeVariantId: brandId<StoreVariantId>('2'),
  sku: null,
};

const request: StoreOrderRequest = {
  key: 'amazon:404-1',
  channelName: 'Amazon',
  marketplaceOrderId: brandId<MarketplaceOrderId>('404-1'),
  number: 'A-404-1',
  tags: ['marketplace', 'fr'],
  currency: money('0').currency,
  lines: [{ item, title: 'Lamp', quantity: 3, total: money('20'), tax: money('3.33') }],
  shippingTotal: money('4.9'),
  shippingMethod: 'STANDARD',
  tax: 'channel-collected',
  status: 'open',
  buyer: fixtureBuyer,
  locations: null,
  sendBy: instant(1_780_000_000_000),
};
const inputOf = (changes: Partial<StoreOrderRequest> = {}) => createOrderInput({ ...request, ...changes });
const addressOf = (buyer: Partial<Buyer>) =>
  inputOf({ buyer: { ...fixtureBuyer, ...buyer } }).order.shippingAddress;

describe('an order for the shop', () => {
  it('takes its units whatever the product’s own policy, and writes to nobody', () => {
    expect(inputOf().options).toEqual({
      inventoryBehaviour: 'DECREMENT_IGNORING_POLICY',
      sendReceipt: false,
      sendFulfillmentReceipt: false,
    });
  });

  it('that others have shipped takes none, and is fulfilled', () => {
    const { order, options } = inputOf({ status: 'shipped' });
    expect(options.inventoryBehaviour).toBe('BYPASS');
    expect(order.fulfillmentStatus).toBe('FULFILLED');
  });

  it('carries its key twice, and the marketplace’s number where staff reads it', () => {
    expect(inputOf().order).toMatchObject({
      metafields: [{ namespace: '$app', key: 'marketplace_order', type: 'id', value: 'amazon:404-1' }],
      sourceIdentifier: 'quayside:amazon:404-1',
      note: 'Amazon: A-404-1',
      tags: ['marketplace', 'fr'],
    });
    expect(inputOf().order).not.toHaveProperty('name');
  });

  it('is paid by a transaction of the whole, so that refunds have something to be of (P5)', () => {
    expect(inputOf().order).toMatchObject({
      financialStatus: 'PAID',
      taxesIncluded: true,
      transactions: [
        { kind: 'SALE', status: 'SUCCESS', gateway: 'Amazon', amountSet: { shopMoney: { amount: '24.9' } } },
      ],
      shippingLines: [{ title: 'STANDARD', priceSet: { shopMoney: { amount: '4.9' } } }],
    });
  });

  it('comes to what the buyer paid, to the last digit, and so does its tax (P5)', () => {
    const cents = fc.integer({ min: 0, max: 5_000_000 }).map((each) => (each / 100).toFixed(2));
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('EUR', 'JPY'),
        (text, quantity, code) => {
          const total = money(code === 'JPY' ? (text.split('.')[0] ?? '0') : text, code);
          const tax = { ...total, amount: '0' };
          const lines = [{ item, title: 'Lamp', quantity, total, tax }];
          const input = inputOf({
            lines,
            currency: total.currency,
            shippingTotal: { ...total, amount: '0' },
          });
          const parts = input.order.lineItems ?? [];
          const told = parts.map((part) =>
            times(money(part.priceSet?.shopMoney.amount ?? '', code), part.quantity),
          );
          expect(sum(told, total.currency)).toEqual(total);
          expect(parts.reduce((units, part) => units + part.quantity, 0)).toBe(quantity);
          expect(parts.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it('splits the tax of a line with its units, at the rate that it is of', () => {
    expect(inputOf().order.lineItems).toMatchObject([
      {
        variantId: 'gid://shopify/ProductVariant/2',
        quantity: 2,
        priceSet: { shopMoney: { amount: '6.67' } },
        taxLines: [
          {
            title: 'Amazon',
            priceSet: { shopMoney: { amount: '2.22' } },
            rate: '0.1996',
            channelLiable: true,
          },
        ],
      },
      {
        quantity: 1,
        priceSet: { shopMoney: { amount: '6.66' } },
        taxLines: [{ priceSet: { shopMoney: { amount: '1.11' } } }],
      },
    ]);
  });

  it('without a product is known by its title alone', () => {
    const lines = request.lines.map((line) => ({ ...line, item: null, tax: null, quantity: 1 }));
    const [line] = inputOf({ lines }).order.lineItems ?? [];
    expect(line).toMatchObject({ title: 'Lamp', taxable: false });
    expect(line).not.toHaveProperty('variantId');
    expect(line).not.toHaveProperty('taxLines');
  });
});

describe('the buyer', () => {
  it('has the last word for a family name, and the other lines in the second', () => {
    expect(addressOf({})).toMatchObject({
      firstName: 'Camille',
      lastName: 'Durand',
      address1: '3 rue du Port',
      address2: 'Bâtiment B',
      countryCode: 'FR',
    });
  });

  it('keeps a region that is a code as one, and one that is a name in the address', () => {
    expect(addressOf({ region: 'CA' })).toMatchObject({ provinceCode: 'CA', address2: 'Bâtiment B' });
    const named = addressOf({ region: 'Île-de-France' });
    expect(named).toMatchObject({ address2: 'Bâtiment B, Île-de-France' });
    expect(named).not.toHaveProperty('provinceCode');
  });

  it('may be unknown', () => {
    const { order } = inputOf({ buyer: null });
    for (const field of ['shippingAddress', 'billingAddress', 'email'])
      expect(order).not.toHaveProperty(field);
  });
});
