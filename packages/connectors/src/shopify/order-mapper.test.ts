import { instant } from '@quayside/core/domain/instant';
import { describe, expect, it } from 'vitest';
import type { OrderQuery } from './documents.gen.ts';
import fixture from './fixtures/order.json' with { type: 'json' };
import { hasLeft, mapOrder, mapParcel, orderKey } from './order-mapper.ts';
import { refundKey } from './read-refunds.ts';

const order = fixture.body.order as unknown as NonNullable<OrderQuery['order']>;
const readBeganAt = instant(1_780_000_000_000);
const shown = (members: Partial<typeof order> = {}) =>
  mapOrder({ ...order, ...members }, order.lineItems.nodes, { parcels: [], refunds: [] }, readBeganAt);
const parcelOf = (index: number) => {
  const fulfillment = order.fulfillments[index];
  if (fulfillment === undefined) throw new Error('A fulfillment');
  return mapParcel(fulfillment, fulfillment.fulfillmentLineItems.nodes, order.lineItems.nodes);
};

describe('an order', () => {
  it('has the units of a variant together, whatever lines they stand on', () => {
    expect(shown()).toEqual({
      storeOrderId: '4882923356294',
      number: '#1042',
      key: 'amazon:404-1234567-1234567',
      status: 'open',
      createdAt: '2026-11-20T09:30:00.000Z',
      readBeganAt,
      lines: [{ storeVariantId: '43640458444486', quantity: 3 }],
      total: { amount: '64.7', currency: 'EUR' },
      parcels: [],
      refunds: [],
    });
  });

  it('is shipped when all of it has left, and cancelled whatever has', () => {
    expect(shown({ displayFulfillmentStatus: 'FULFILLED' }).status).toBe('shipped');
    const cancelledAt = '2026-11-20T10:00:00Z';
    expect(shown({ displayFulfillmentStatus: 'FULFILLED', cancelledAt }).status).toBe('cancelled');
  });

  it('is known by its metafield, else by its second marker, exactly', () => {
    const key = (value: string | null, sourceIdentifier: string | null) =>
      orderKey({ key: value === null ? null : { value }, sourceIdentifier });
    expect(key('amazon:1', null)).toBe('amazon:1');
    expect(key(null, 'quayside:amazon:1')).toBe('amazon:1');
    expect(key(null, '111-98567-54')).toBeNull();
    expect(key(null, 'quayside:')).toBeNull();
    expect(key(null, null)).toBeNull();
  });
});

describe('a parcel', () => {
  it('is a fulfillment, with what it holds', () => {
    expect(parcelOf(0)).toEqual({
      id: 'fulfillment/4089128',
      carrier: 'Colissimo',
      trackingNumber: '6A12345678901',
      shippedAt: '2026-11-20T15:00:00.000Z',
      lines: [{ storeVariantId: '43640458444486', quantity: 3 }],
    });
  });

  it('with a line that names no product holds whatever is left', () => {
    expect(parcelOf(1)).toMatchObject({ carrier: null, trackingNumber: null, lines: null });
  });

  it('that was taken back or could not be sent has not left', () => {
    expect(order.fulfillments.map(hasLeft)).toEqual([true, false]);
    for (const status of ['ERROR', 'FAILURE'] as const) expect(hasLeft({ status })).toBe(false);
  });
});

describe('a refund', () => {
  it('is ours by its note alone', () => {
    expect(refundKey(order.refunds[0]?.note)).toBe('refund/R-1');
    for (const note of [null, '', 'Wrong size', 'About Quayside: x']) expect(refundKey(note)).toBeNull();
  });
});
