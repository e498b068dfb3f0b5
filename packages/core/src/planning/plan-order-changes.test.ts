import { anOrderChange, anOrderLine, euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandId } from '../domain/ids.ts';
import { add, isSameMoney, sum } from '../domain/money.ts';
import type { OrderChange, OrderChangeFacts } from '../domain/order-change.ts';
import { planChannelChanges, planStoreChanges } from './plan-order-changes.ts';

const { currency } = euros('0');
const ids = {
  orderId: brandId<OrderChange['orderId']>('order'),
  connectionId: brandId<OrderChange['connectionId']>('shop'),
};
const told = (facts: OrderChangeFacts): OrderChange => anOrderChange({ ...ids, ...facts, state: 'done' });

const placed = (quantity: number, amount: string) => ({ quantity, total: euros(amount) });
const order = (changes: Partial<Parameters<typeof planStoreChanges>[0]> = {}) => ({
  status: 'unshipped' as const,
  lines: [anOrderLine({ marketplaceLineId: '1', quantity: 3, total: euros('30'), placed: placed(3, '30') })],
  refunds: [],
  currency,
  ...changes,
});
const lines = (quantity: number, amount: string) => [
  anOrderLine({ marketplaceLineId: '1', quantity, total: euros(amount), placed: placed(3, '30') }),
];

describe('what the store is told of a channel’s order', () => {
  it('nothing while it is as it was placed', () => {
    expect(planStoreChanges(order(), [])).toEqual([]);
  });

  it('the whole cancellation, once', () => {
    const [change] = planStoreChanges(order({ status: 'cancelled', lines: lines(0, '0') }), []);
    expect(change).toMatchObject({ to: 'store', kind: 'cancellation', lines: null });
    if (change === undefined) throw new Error('nothing planned');
    expect(planStoreChanges(order({ status: 'cancelled' }), [told(change)])).toEqual([]);
  });

  it('the units that the channel no longer wants, with their share of the amount', () => {
    expect(planStoreChanges(order({ lines: lines(2, '30') }), [])).toMatchObject([
      { kind: 'cancellation', lines: [{ marketplaceLineId: '1', quantity: 1, total: { amount: '10' } }] },
    ]);
    expect(planStoreChanges(order({ lines: lines(2, '21.5') }), [])).toMatchObject([
      { lines: [{ quantity: 1, total: { amount: '8.5' } }] },
    ]);
  });

  it('P5: however the units fall, each is told once, and their amounts together are the line’s to the cent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 6 }), (steps) => {
        const amount = '10';
        let known: OrderChange[] = [];
        let quantity = 7;
        for (const step of [...steps, 0]) {
          quantity = Math.min(quantity, step);
          const now = anOrderLine({
            marketplaceLineId: '1',
            quantity,
            total: euros(amount),
            placed: placed(7, amount),
          });
          known = [...known, ...planStoreChanges(order({ lines: [now] }), known).map(told)];
        }
        const all = known.flatMap((change) => change.lines ?? []);
        expect(all.reduce((total, each) => total + each.quantity, 0)).toBe(7);
        expect(
          isSameMoney(
            sum(
              all.map(({ total }) => total),
              currency,
            ),
            euros(amount),
          ),
        ).toBe(true);
      }),
    );
  });

  it('nothing of what came from the store itself', () => {
    const own = told({
      to: 'channel',
      kind: 'cancellation',
      key: 'refund/7',
      lines: [{ marketplaceLineId: '1', quantity: 1, total: euros('10'), tax: null }],
      shipping: null,
    });
    expect(planStoreChanges(order({ lines: lines(2, '30') }), [own])).toEqual([]);
    expect(planStoreChanges(order({ lines: lines(2, '30') }), [{ ...own, state: 'refused' }])).toHaveLength(
      1,
    );
  });

  it('each refund once, and none that we made', () => {
    const refund = {
      id: 'R1',
      key: null,
      lines: [{ marketplaceLineId: '1', quantity: 0, total: euros('5'), tax: euros('0.83') }],
      shipping: null,
    };
    const refunds = [refund, { ...refund, id: 'R2', key: 'refund/9' }];
    const planned = planStoreChanges(order({ refunds }), []);
    expect(planned).toMatchObject([{ kind: 'refund', key: 'refund/R1', lines: refund.lines }]);
    expect(planStoreChanges(order({ refunds }), planned.map(told))).toEqual([]);
  });
});

describe('what the channel is told of a store’s order', () => {
  const shippable = [{ marketplaceLineId: '1', quantity: 3, unitsPerListing: 1, storeVariantId: 'LAMP' }];
  const nothingSent = new Map<string, number>();
  const refund = (quantity: number, amount: string) => ({
    id: 'R1',
    key: null,
    lines: [{ storeVariantId: 'LAMP', quantity, total: euros(amount), tax: null }],
    shipping: null,
  });

  it('a cancellation, unless the channel knows or something has left', () => {
    const shown = { status: 'cancelled' as const, refunds: [] };
    expect(planChannelChanges(order(), shippable, shown, nothingSent, [])).toMatchObject([
      { to: 'channel', kind: 'cancellation', lines: null },
    ]);
    expect(planChannelChanges(order({ status: 'cancelled' }), shippable, shown, nothingSent, [])).toEqual([]);
    expect(planChannelChanges(order(), shippable, shown, new Map([['1', 1]]), [])).toEqual([]);
  });

  it('units that never left are cancelled, units that left are refunded, and so is money alone', () => {
    const plan = (given: ReturnType<typeof refund>, sent: number) =>
      planChannelChanges(
        order(),
        shippable,
        { status: 'open', refunds: [given] },
        new Map(sent === 0 ? [] : [['1', sent]]),
        [],
      ).map(({ kind }) => kind);
    expect(plan(refund(1, '10'), 0)).toEqual(['cancellation']);
    expect(plan(refund(1, '10'), 2)).toEqual(['cancellation']);
    expect(plan(refund(1, '10'), 3)).toEqual(['refund']);
    expect(plan(refund(0, '4'), 0)).toEqual(['refund']);
  });

  it('P5: a refund over two lines of one variant keeps its total', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9_999 }), (units, cents) => {
        const two = [
          { marketplaceLineId: '1', quantity: 2, unitsPerListing: 1, storeVariantId: 'LAMP' },
          { marketplaceLineId: '2', quantity: 3, unitsPerListing: 1, storeVariantId: 'LAMP' },
        ];
        const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const [change] = planChannelChanges(
          order(),
          two,
          { status: 'open', refunds: [refund(units, amount)] },
          nothingSent,
          [],
        );
        const given = change?.lines ?? [];
        expect(given.reduce((total, each) => total + each.quantity, 0)).toBe(units);
        expect(isSameMoney(given.map(({ total }) => total).reduce(add), euros(amount))).toBe(true);
      }),
    );
  });
});
