import { euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../domain/decimal.ts';
import type { CurrencyCode } from '../domain/money.ts';
import { endings, type Rounding } from '../domain/selling-rules.ts';
import { roundPrice } from './round-price.ts';

const euro = euros('0').currency;
const round = (price: string, to: Rounding['to'], direction: Rounding['direction'], currency = euro) =>
  roundPrice(new Exact(price), { to, direction }, currency).toFixed();

describe('rounding to an ending', () => {
  // `nearest` as the field's anchor counts: the nearest multiple, half up, less the cent; its three results that are no price (the last rows) are the smallest ending instead.
  it.each([
    ['12.345', 'cent', '12.35', '12.35', '12.34'],
    ['12.31', '0.09', '12.29', '12.39', '12.29'],
    ['12.35', '0.09', '12.39', '12.39', '12.29'],
    ['12.39', '0.09', '12.39', '12.39', '12.39'],
    ['12.40', '0.99', '11.99', '12.99', '11.99'],
    ['12.50', '0.99', '12.99', '12.99', '11.99'],
    ['12.99', '0.99', '12.99', '12.99', '12.99'],
    ['13.00', '0.99', '12.99', '13.99', '12.99'],
    ['12.50', '1', '13', '13', '12'],
    ['12.49', '1', '12', '13', '12'],
    ['14.99', '10', '10', '20', '10'],
    ['15.00', '10', '20', '20', '10'],
    ['0.49', '0.99', '0.99', '0.99', '0.49'],
    ['0.30', '0.99', '0.99', '0.99', '0.3'],
    ['0.49', '1', '1', '1', '0.49'],
    ['4.40', '10', '10', '10', '4.4'],
    ['0.04', '0.09', '0.09', '0.09', '0.04'],
  ] as const)('%s to %s: nearest %s, up %s, down %s', (price, to, nearest, up, down) => {
    expect(round(price, to, 'nearest')).toBe(nearest);
    expect(round(price, to, 'up')).toBe(up);
    expect(round(price, to, 'down')).toBe(down);
  });

  it('a currency without cents knows no x.x9 and x.99', () => {
    const yen = 'JPY' as CurrencyCode;
    expect(round('1234.5', '0.99', 'nearest', yen)).toBe('1235');
    expect(round('1234.5', '10', 'up', yen)).toBe('1240');
  });

  it('up is never below the price, down never above it; both end as wanted; a dearer price never rounds to less', () => {
    const cents = fc.integer({ min: 1, max: 1_000_000 }).map((value) => new Exact(value).dividedBy(100));
    const ending = fc.constantFrom(...endings);
    const direction = fc.constantFrom('nearest' as const, 'up' as const, 'down' as const);
    fc.assert(
      fc.property(cents, cents, ending, direction, (one, other, to, way) => {
        expect(roundPrice(one, { to, direction: 'up' }, euro).greaterThanOrEqualTo(one)).toBe(true);
        expect(roundPrice(one, { to, direction: 'down' }, euro).lessThanOrEqualTo(one)).toBe(true);
        const [low, high] = one.lessThan(other) ? [one, other] : [other, one];
        const rounding = { to, direction: way };
        expect(roundPrice(low, rounding, euro).lessThanOrEqualTo(roundPrice(high, rounding, euro))).toBe(
          true,
        );
        expect(roundPrice(one, rounding, euro).greaterThan(0)).toBe(true);
      }),
    );
  });
});
