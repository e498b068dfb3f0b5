import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Order } from '@sp-api-sdk/orders-api-2026-01-01';
import { describe, expect, it } from 'vitest';
import pageFixture from './fixtures/orders-page.json' with { type: 'json' };
import taxFixture from './fixtures/order-with-tax.json' with { type: 'json' };
import type { AmazonOrder } from './order-mapper.ts';
import { readOrder } from './orders.ts';
import { splitProceeds } from './proceeds-mapper.ts';

// The official type satisfies what we ask for: a member that is renamed upstream no longer compiles.
const acceptsOfficial = (order: Order): Pick<AmazonOrder, 'orderId' | 'createdTime' | 'lastUpdatedTime'> =>
  order;

const sandboxFile = fileURLToPath(
  new URL('../../../../../shared/apis/amazon-sp-api/sandbox-cases.json', import.meta.url),
);
const base = taxFixture.body.order;
const item = base.orderItems[0];

describe('readOrder', () => {
  it('reads a page of the official sandbox', () => {
    expect(pageFixture.body.orders.map(readOrder)).toMatchObject([
      {
        ok: true,
        value: {
          status: 'shipped',
          fulfillment: 'channel',
          currency: 'JPY',
          updatedAt: '2024-12-25T06:45:00.000Z',
          lines: [
            { channelSku: 'ECHO-DOT-4-JP-CHARCOAL', quantity: 1, total: { amount: '5980' } },
            { channelSku: 'FIRE-TV-4K-MAX-JP', quantity: 2, total: { amount: '13960' } },
          ],
          shippingTotal: { amount: '0' },
          buyer: { name: 'John Smith', addressLines: ['123 Business Park', 'Suite 456'], countryCode: 'JP' },
        },
      },
    ]);
  });

  it('adds tax that comes on top: the buyer pays it', () => {
    expect(readOrder(base)).toMatchObject({
      value: { lines: [{ total: { amount: '49.99', currency: 'USD' } }] },
    });
    expect(acceptsOfficial(base as unknown as Order).orderId).toBe(base.orderId);
  });

  it.each([
    ['PENDING_AVAILABILITY', 'pending'],
    ['PENDING', 'pending'],
    ['UNSHIPPED', 'unshipped'],
    ['PARTIALLY_SHIPPED', 'partially-shipped'],
    ['SHIPPED', 'shipped'],
    ['CANCELLED', 'cancelled'],
    ['UNFULFILLABLE', 'cancelled'],
  ])('reads the status %s', (fulfillmentStatus, status) => {
    const order = { ...base, fulfillment: { ...base.fulfillment, fulfillmentStatus } };
    expect(readOrder(order)).toMatchObject({ ok: true, value: { status } });
  });

  it.each([
    ['an unheard-of status', { fulfillment: { ...base.fulfillment, fulfillmentStatus: 'ON_THE_MOON' } }],
    ['nobody who ships', { fulfillment: { fulfillmentStatus: 'UNSHIPPED' } }],
    ['no marketplace', { salesChannel: { channelName: 'NON_AMAZON' } }],
    ['no times', { lastUpdatedTime: 'yesterday' }],
    ['no SKU', { orderItems: [{ ...item, product: { asin: 'B0' } }] }],
    [
      'nothing paid for a line that must be shipped',
      { orderItems: [{ ...item, proceeds: undefined, product: { sellerSku: 'A' } }] },
    ],
    [
      'amounts in two currencies',
      { orderItems: [item, { ...item, proceeds: { proceedsTotal: { amount: '1', currencyCode: 'CAD' } } }] },
    ],
    [
      'an amount that is none',
      { orderItems: [{ ...item, proceeds: { proceedsTotal: { amount: '1,00', currencyCode: 'USD' } } }] },
    ],
  ])('does not guess: %s', (_, change) => {
    const read = readOrder({ ...base, ...change });
    expect(read.ok).toBe(false);
    // Paths and kinds only.
    if (!read.ok) expect(read.error).not.toMatch(/Main Street|1,00|MOON/);
  });

  it('promises the units of an order that shows no amounts yet', () => {
    const unpaid = { orderItemId: item?.orderItemId };
    const order = {
      ...base,
      recipient: undefined,
      fulfillment: { ...base.fulfillment, fulfillmentStatus: 'PENDING' },
      orderItems: [
        {
          ...unpaid,
          quantityOrdered: 3,
          product: { sellerSku: 'A' },
          fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 0 },
        },
      ],
    };
    expect(readOrder(order)).toMatchObject({
      value: {
        status: 'pending',
        currency: 'USD',
        buyer: null,
        lines: [{ quantity: 3, total: { amount: '0' } }],
      },
    });
  });

  it('leaves out what was cancelled of a line', () => {
    const cancelled = {
      ...item,
      quantityOrdered: 3,
      cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } },
      fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 1 },
    };
    expect(readOrder({ ...base, orderItems: [cancelled] })).toMatchObject({
      value: { lines: [{ quantity: 1 }] },
    });
  });
});

describe('splitProceeds', () => {
  const money = (amount: string) => ({ amount, currencyCode: 'EUR' });
  const breakdown = (type: string, amount: string, shippingPart?: string) => ({
    type,
    subtotal: money(amount),
    ...(shippingPart && { detailedBreakdowns: [{ subtype: 'SHIPPING', value: money(shippingPart) }] }),
  });
  const split = (total: string | null, ...breakdowns: ReturnType<typeof breakdown>[]) => {
    const answer = splitProceeds(
      { proceedsTotal: total === null ? null : money(total), breakdowns },
      null,
      1,
    );
    return answer.ok && answer.value ? [answer.value.goods.amount, answer.value.shipping.amount] : answer;
  };

  it('keeps goods and shipping together what the buyer pays', () => {
    expect(split('24.98', breakdown('ITEM', '20.99'), breakdown('SHIPPING', '3.99'))).toEqual([
      '20.99',
      '3.99',
    ]);
    expect(
      split('26', breakdown('ITEM', '20'), breakdown('SHIPPING', '4'), breakdown('TAX', '2', '0.4')),
    ).toEqual(['21.6', '4.4']);
    // Tax that ITEM and SHIPPING contain already, and is named besides.
    expect(
      split('24', breakdown('ITEM', '20'), breakdown('SHIPPING', '4'), breakdown('TAX', '4', '0.67')),
    ).toEqual(['20', '4']);
    // A discount by either sign.
    expect(
      split('20', breakdown('ITEM', '20'), breakdown('SHIPPING', '4'), breakdown('DISCOUNT', '4', '4')),
    ).toEqual(['20', '0']);
    expect(
      split('20', breakdown('ITEM', '20'), breakdown('SHIPPING', '4'), breakdown('DISCOUNT', '-4', '-4')),
    ).toEqual(['20', '0']);
    expect(split('22', breakdown('ITEM', '20'), breakdown('GIFT_WRAP', '2'))).toEqual(['22', '0']);
    expect(split(null, breakdown('ITEM', '20'), breakdown('SHIPPING', '4'))).toEqual(['20', '4']);
    expect(split('10')).toEqual(['10', '0']);
  });

  it('refuses what cannot be', () => {
    expect(split('1', breakdown('ITEM', '20'), breakdown('SHIPPING', '4'))).toMatchObject({ ok: false });
  });

  it('falls back on the unit price', () => {
    const answer = splitProceeds(null, money('0.10'), 3);
    expect(answer).toMatchObject({ value: { goods: { amount: '0.3' }, shipping: { amount: '0' } } });
  });
});

describe.skipIf(!existsSync(sandboxFile))(
  'every official sandbox case of orders (needs shared/apis beside the repository)',
  () => {
    type Case = {
      id: string;
      api: string;
      version: string;
      status: number;
      response: { orders?: unknown[]; order?: unknown };
    };
    const all = existsSync(sandboxFile) ? (JSON.parse(readFileSync(sandboxFile, 'utf8')) as Case[]) : [];
    const cases = all.filter(
      ({ api, version, status }) => api === 'orders' && version === '2026-01-01' && status === 200,
    );

    it('exists', () => {
      expect(cases.length).toBe(6);
    });

    it.each(cases.map((each) => [each.id, each] as const))('%s is read', (_, { response }) => {
      const orders = response.orders ?? [response.order];
      for (const order of orders) expect(readOrder(order)).toMatchObject({ ok: true });
    });
  },
);
