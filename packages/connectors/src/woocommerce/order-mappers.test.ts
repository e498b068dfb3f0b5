import { instant } from '@quayside/core/domain/instant';
import { brandId, type StoreVariantId } from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { describe, expect, it } from 'vitest';
import { fixtureBuyer } from '../_contract/open-store.ts';
import orderFixture from './fixtures/order.json' with { type: 'json' };
import { storeOrderBody } from './order-body.ts';
import { mapOrder, mapOrderStatus, orderKey, wooOrder } from './order-mapper.ts';
import { mapFulfillments, mapTrackingFields, wooFulfillment } from './parcel-mapper.ts';
import { splitVariantId } from './product-shape.ts';
import { exclusiveBound, readGmt } from './site-time.ts';

const eur = parseCurrency('EUR') ?? fail();
function fail(): never {
  throw new Error('EUR');
}
const now = instant(Date.parse('2026-11-21T10:00:00Z'));
const order = wooOrder.parse(orderFixture.body);

describe('orders', () => {
  it('reads the documented example', () => {
    expect(mapOrder(order, { parcels: [], refunds: [] }, ['completed'], now)).toMatchObject({
      ok: true,
      value: { storeOrderId: '727', number: '727', key: null, createdAt: '2017-03-22T19:28:02.000Z' },
    });
  });

  it('reads statuses, those of plugins too', () => {
    const status = (text: string) => mapOrderStatus(text, ['completed', 'shipped']);
    expect(['completed', 'shipped'].map(status)).toEqual(['shipped', 'shipped']);
    expect(['cancelled', 'failed', 'trash'].map(status)).toEqual(Array(3).fill('cancelled'));
    // A refunded order may have left: its refunds say what was given back.
    const open = ['processing', 'on-hold', 'pending', 'partial-shipped', 'refunded'];
    expect(open.map(status)).toEqual(open.map(() => 'open'));
  });

  it('takes nothing but its own text for a key', () => {
    const withKey = (value: unknown) => orderKey({ meta_data: [{ key: '_quayside_order_key', value }] });
    expect(withKey('amazon:1')).toBe('amazon:1');
    for (const value of ['', 1, null, ['amazon:1']]) expect(withKey(value)).toBeNull();
  });

  it('reads the parcels of plugins and of the shop itself', () => {
    const meta = (entries: Record<string, unknown>) => ({
      ...order,
      meta_data: Object.entries(entries).map(([key, value]) => ({ key, value })),
    });
    const tracked = meta({
      _wc_shipment_tracking_items: [
        {
          tracking_provider: '',
          custom_tracking_provider: 'Colissimo',
          tracking_number: '6A1',
          date_shipped: '1763719200',
          tracking_id: 'abc',
        },
        { tracking_provider: 'ups', tracking_number: '1Z2', tracking_id: 'def' },
      ],
    });
    expect(mapTrackingFields(tracked, now)).toEqual([
      {
        id: 'tracking/abc',
        carrier: 'Colissimo',
        trackingNumber: '6A1',
        shippedAt: '2025-11-21T10:00:00.000Z',
        lines: null,
      },
      {
        id: 'tracking/def',
        carrier: 'ups',
        trackingNumber: '1Z2',
        shippedAt: expect.any(String) as string,
        lines: null,
      },
    ]);
    const field = meta({ _tracking_number: '6A1', _tracking_provider: 'Colissimo' });
    expect(mapTrackingFields(field, now)).toMatchObject([
      { id: 'field/6A1', carrier: 'Colissimo', trackingNumber: '6A1' },
    ]);
    expect(mapTrackingFields(meta({ _tracking_number: ' ' }), now)).toEqual([]);
    const [line] = order.line_items;
    const fulfillment = wooFulfillment.parse({
      id: 9,
      is_fulfilled: true,
      date_updated: '2026-11-20 09:00:00',
      meta_data: [
        { id: 1, key: '_items', value: [{ item_id: line?.id, qty: 2 }] },
        { id: 2, key: '_tracking_number', value: '6A1' },
        { id: 3, key: '_shipment_provider', value: 'dhl' },
      ],
    });
    expect(mapFulfillments(order, [fulfillment, { ...fulfillment, is_fulfilled: false }], now)).toEqual([
      {
        id: 'fulfillment/9',
        carrier: 'dhl',
        trackingNumber: '6A1',
        shippedAt: '2026-11-20T09:00:00.000Z',
        lines: [{ storeVariantId: String(line?.product_id), quantity: 2 }],
      },
    ]);
  });

  it('writes an order whose total no tax of the shop can change', () => {
    const body = storeOrderBody(
      {
        key: 'amazon:1',
        channelName: 'Amazon',
        marketplaceOrderId: brandId('1'),
        number: 'A-1',
        tags: ['gifts'],
        currency: eur,
        lines: [
          {
            item: { storeProductId: brandId('2'), storeVariantId: brandId<StoreVariantId>('2/3'), sku: null },
            title: 'Shirt',
            quantity: 3,
            total: { amount: '10', currency: eur },
            tax: null,
          },
        ],
        shippingTotal: { amount: '3.99', currency: eur },
        shippingMethod: null,
        tax: 'channel-collected',
        status: 'open',
        buyer: { ...fixtureBuyer, name: 'Prince', email: null },
        locations: null,
        sendBy: now,
      },
      { untaxedClass: 'zero-rate' },
    );
    expect(body).toMatchObject({
      status: 'processing',
      line_items: [
        { product_id: 2, variation_id: 3, quantity: 3, total: '10', subtotal: '10', tax_class: 'zero-rate' },
      ],
      fee_lines: [{ tax_status: 'none', total: '3.99' }],
      shipping_lines: [{ total: '0' }],
      shipping: { first_name: '', last_name: 'Prince', address_1: '3 rue du Port', address_2: 'Bâtiment B' },
    });
    // The shop would write to the buyer.
    expect(JSON.stringify(body)).not.toContain('relay-1@');
  });
});

describe('ids and times', () => {
  it('splits variant ids', () => {
    expect(splitVariantId(brandId('12'))).toEqual({ productId: 12, variationId: 0 });
    expect(splitVariantId(brandId('12/34'))).toEqual({ productId: 12, variationId: 34 });
    expect(() => splitVariantId(brandId('gid://12'))).toThrow();
  });

  it('reaches a second behind an exclusive bound, without a zone', () => {
    expect(exclusiveBound(instant(Date.parse('2026-11-21T10:00:00.000Z')))).toBe('2026-11-21T09:59:59');
    expect(exclusiveBound(instant(Date.parse('2026-11-21T10:00:00.999Z')))).toBe('2026-11-21T09:59:59');
    expect(readGmt('2026-11-21T10:00:00')).toBe('2026-11-21T10:00:00.000Z');
    for (const text of [null, '', '0000-00-00 00:00:00']) expect(readGmt(text)).toBeNull();
  });
});
