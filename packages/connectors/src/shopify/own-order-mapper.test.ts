import { brandId, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import { parseCurrency, type Money } from '@quayside/core/domain/money';
import type { OrderSnapshot } from '@quayside/core/domain/order';
import { describe, expect, it } from 'vitest';
import type { OwnOrderQuery } from './documents.gen.ts';
import fixture from './fixtures/own-order.json' with { type: 'json' };
import { mapOwnOrder, ownOrderId, ownOrderNumber, type WholeOrder } from './own-order-mapper.ts';

const order = fixture.body.order as unknown as NonNullable<OwnOrderQuery['order']>;
const shop = 'second-shop.myshopify.com';
const [eur, chf] = [parseCurrency('EUR'), parseCurrency('CHF')];
if (eur === undefined || chf === undefined) throw new Error('EUR, CHF');
const [shopCurrency, currency] = [eur, chf];
const money = (amount: string): Money => ({ amount, currency });

const mapped = (members: Partial<typeof order> = {}, refunds: WholeOrder['refunds'] = []) =>
  mapOwnOrder({ facts: { ...order, ...members }, lines: order.lineItems.nodes, refunds }, shop, shopCurrency);
function shown(...given: Parameters<typeof mapped>): OrderSnapshot {
  const read = mapped(...given);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

/** A refund of one unit of the first line. */
const refund = (
  restockType: WholeOrder['refunds'][number]['lines'][number]['restockType'],
  shipping: Money | null = null,
): WholeOrder['refunds'] => [
  {
    id: 'gid://shopify/Refund/77',
    shipping,
    lines: [
      {
        lineItem: 'gid://shopify/LineItem/21',
        variant: null,
        restockType,
        quantity: 1,
        total: money('19.32'),
        tax: money('1.45'),
      },
    ],
  },
];

describe('an order of the shop’s own', () => {
  it('comes to what the buyer paid, in the currency that they paid in: discounts taken off, taxes contained (P5)', () => {
    expect(shown()).toEqual({
      marketplaceOrderId: 'second-shop-4882923356300',
      marketplace: 'shopify-EUR',
      status: 'unshipped',
      fulfillment: 'merchant',
      purchasedAt: '2026-11-20T09:30:00.000Z',
      updatedAt: '2026-11-20T09:31:07.000Z',
      deliverBy: null,
      currency: 'CHF',
      lines: [
        {
          marketplaceLineId: '21',
          channelSku: 'SHIRT-S',
          title: 'Linen shirt - S',
          quantity: 3,
          total: money('57.97'),
          tax: money('4.34'),
        },
        {
          marketplaceLineId: '22',
          channelSku: '#22',
          title: 'Tip',
          quantity: 1,
          total: money('2'),
          tax: null,
        },
      ],
      shippingTotal: money('5.41'),
      shippingService: 'Standard',
      refunds: [],
      buyer: {
        name: 'Camille Martin',
        email: 'camille@buyers.example',
        phone: null,
        company: null,
        addressLines: ['12 rue des Lilas'],
        city: 'Lausanne',
        region: 'VD',
        postalCode: '1003',
        countryCode: 'CH',
      },
    });
  });

  it('whose prices contain the tax comes to these prices', () => {
    const { lines, shippingTotal } = shown({ taxesIncluded: true });
    expect(lines[0]).toMatchObject({ total: money('53.63'), tax: money('4.34') });
    expect(shippingTotal).toEqual(money('5'));
  });

  it('has a buyer only with an address, and no shipping where nothing is sent', () => {
    expect(shown({ shippingAddress: null }).buyer).toBeNull();
    // Town and country alone are what an application without approval would see.
    const { shippingAddress } = order;
    if (!shippingAddress) throw new Error('An address');
    const hidden = { ...shippingAddress, name: null, address1: null, address2: null, zip: null };
    expect(shown({ shippingAddress: hidden }).buyer).toBeNull();
    expect(shown({ shippingLine: null })).toMatchObject({ shippingTotal: money('0'), shippingService: null });
  });

  it.each([
    ['PAID', 'unshipped'],
    ['AUTHORIZED', 'unshipped'],
    ['PARTIALLY_REFUNDED', 'unshipped'],
    ['REFUNDED', 'unshipped'],
    ['PENDING', 'pending'],
    ['PARTIALLY_PAID', 'pending'],
    ['EXPIRED', 'pending'],
    ['VOIDED', 'pending'],
  ] as const)('that is %s is %s', (displayFinancialStatus, status) => {
    const read = shown({ displayFinancialStatus });
    expect(read.status).toBe(status);
    expect(read.buyer === null).toBe(status === 'pending');
  });

  it('has left once all of it has, paid or not; cancelled it wants nothing', () => {
    const open = { displayFinancialStatus: 'PENDING' } as const;
    expect(shown({ ...open, displayFulfillmentStatus: 'FULFILLED' }).status).toBe('shipped');
    expect(shown({ ...open, displayFulfillmentStatus: 'PARTIALLY_FULFILLED' }).status).toBe(
      'partially-shipped',
    );
    const over = shown({ cancelledAt: '2026-11-20T10:00:00Z' }, refund('CANCEL', money('5')));
    expect(over).toMatchObject({ status: 'cancelled', refunds: [] });
    expect(over.lines.map(({ quantity }) => quantity)).toEqual([0, 0]);
  });

  it('that cannot be read says where, and no value', () => {
    expect(mapped({ displayFinancialStatus: null })).toEqual({
      ok: false,
      error: 'displayFinancialStatus (missing)',
    });
    expect(mapped({ presentmentCurrencyCode: 'USDC' })).toMatchObject({
      error: 'presentmentCurrencyCode (not ISO 4217)',
    });
    expect(mapped({ presentmentCurrencyCode: 'EUR' })).toMatchObject({ error: 'lineItems (amount)' });
  });
});

describe('units that were refunded', () => {
  it('before they left are wanted no more, and told by that alone', () => {
    const read = shown({}, refund('CANCEL'));
    expect(read.lines[0]?.quantity).toBe(3);
    expect(read.refunds).toEqual([]);
    expect(shown({}, refund('NO_RESTOCK')).refunds).toEqual([]);
    expect(shown({}, refund('CANCEL', money('5.41'))).refunds).toMatchObject([
      { id: '77', key: null, lines: [], shipping: money('5.41') },
    ]);
  });

  it('after they left were wanted, and are told as a refund', () => {
    for (const restockType of ['RETURN', 'NO_RESTOCK'] as const) {
      const read = shown({ displayFulfillmentStatus: 'FULFILLED' }, refund(restockType));
      expect(read.lines[0]?.quantity).toBe(4);
      expect(read.refunds).toEqual([
        {
          id: '77',
          key: null,
          lines: [{ marketplaceLineId: '21', quantity: 1, total: money('19.32'), tax: money('1.45') }],
          shipping: null,
        },
      ]);
    }
  });
});

describe('the id of an order', () => {
  it('is the shop’s own name and number, so that no other shop has it', () => {
    expect(ownOrderId(shop, 'gid://shopify/Order/12')).toBe('second-shop-12');
    expect(ownOrderNumber(shop, brandId<MarketplaceOrderId>('second-shop-12'))).toBe('12');
    for (const foreign of ['second-12', 'second-shop-1-2', 'second-shop-', '404-1234567-1234567']) {
      expect(ownOrderNumber(shop, brandId<MarketplaceOrderId>(foreign)), foreign).toBeNull();
    }
  });
});
