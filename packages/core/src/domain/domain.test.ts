import { aReservation, at } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brandId,
  type OrderId,
  type OrderLineId,
  type StockPoolId,
  type StoreOrderId,
  type VariantId,
} from './ids.ts';
import { earliest, instant, latest, parseInstant, plus, toMilliseconds } from './instant.ts';
import { isOpen, reservedUnits, type ReservationState } from './reservation.ts';
import { assertNever } from './result.ts';
import { isSameStock, type Stock } from './stock.ts';

const moment = at('2026-03-02T12:00:00.000Z');

describe('moments', () => {
  // Years of four digits: beyond them, text order is no longer time order.
  const milliseconds = fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') });

  it('text order is time order', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (one, other) => {
        expect(instant(one) < instant(other)).toBe(one < other);
        expect(toMilliseconds(instant(one))).toBe(one);
      }),
    );
  });

  it.each([
    ['2026-03-02T12:00:00Z', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02T13:00:00.5+01:00', '2026-03-02T12:00:00.500Z'],
    ['2026-03-02T12:00+0000', '2026-03-02T12:00:00.000Z'],
  ])('%s is read', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each(['', '2026-03-02', '2026-03-02T12:00:00', '2026-13-02T12:00:00Z', 'yesterday', '1772452800000'])(
    '"%s" is no moment',
    (text) => {
      expect(parseInstant(text)).toBeUndefined();
    },
  );

  it('the earlier and the later of two, where a missing one never counts', () => {
    const later = plus(moment, 1);
    expect([earliest(moment, later), latest(moment, later)]).toEqual([moment, later]);
    expect([earliest(later, moment), latest(later, moment)]).toEqual([moment, later]);
    expect([earliest(null, later), latest(moment, null), earliest(null, null)]).toEqual([
      later,
      moment,
      null,
    ]);
  });
});

describe('P3: reserved units', () => {
  const states: readonly ReservationState[] = [
    { kind: 'held' },
    { kind: 'committed', storeOrderId: brandId<StoreOrderId>('1'), at: moment },
    { kind: 'released', at: moment },
  ];

  it('held and committed ones count, released ones do not', () => {
    const reservations = states.map((state, index) =>
      aReservation({
        poolId: brandId<StockPoolId>('p'),
        orderId: brandId<OrderId>('order'),
        orderLineId: brandId<OrderLineId>(`line-${index}`),
        variantId: brandId<VariantId>('variant'),
        units: 10 ** index,
        state,
      }),
    );
    expect(reservations.map(isOpen)).toEqual([true, true, false]);
    expect(reservedUnits(reservations)).toBe(11);
    expect(reservedUnits([])).toBe(0);
  });
});

describe('stock', () => {
  const stock = fc.oneof<fc.Arbitrary<Stock>[]>(
    fc.record({ kind: fc.constant('tracked' as const), quantity: fc.integer({ min: -2, max: 2 }) }),
    fc.record({ kind: fc.constant('backorderable' as const), quantity: fc.integer({ min: -2, max: 2 }) }),
    fc.constant({ kind: 'untracked' as const }),
  );

  it('is the same only when kind and count are', () => {
    fc.assert(
      fc.property(stock, stock, (one, other) => {
        expect(isSameStock(one, other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe('bugs throw', () => {
  it('an empty id, and a value that cannot be', () => {
    expect(() => brandId('')).toThrow();
    expect(() => assertNever('else' as never)).toThrow();
  });
});
