import { euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../domain/decimal.ts';
import { instant } from '../domain/instant.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { KnownFeeEstimate } from '../domain/listing.ts';
import { parseMoney, roundToCents } from '../domain/money.ts';
import { plainSellingRules, type FeeRow, type SellingRules } from '../domain/selling-rules.ts';
import { feeOf, feesFor, scheduleOf } from './fees.ts';

const euro = euros('0').currency;
const germany = 'DE' as MarketplaceId;
const estimate: KnownFeeEstimate = {
  price: euros('20'),
  total: euros('6.10'),
  ofPrice: euros('3'),
  fulfillment: 'merchant',
  at: instant(0),
};
const row: FeeRow = { marketplace: null, when: null, percent: '10', minimum: '0', fixed: '0' };

describe('which fees hold', () => {
  const ask = (
    changes: Partial<Pick<SellingRules, 'fees' | 'channelFees'>>,
    feeEstimate: KnownFeeEstimate | null = estimate,
    fulfillment: 'merchant' | 'channel' = 'merchant',
  ) =>
    feesFor(
      { ...plainSellingRules, ...changes },
      { feeEstimate, fulfillment },
      euro,
    )({
      marketplace: germany,
      variant: {} as never,
    });
  const estimated = { percent: '15.025', fixed: '3.1', isEstimated: true };

  it('the table, unless the policy says otherwise', () => {
    expect(ask({ fees: [row] })).toEqual(row);
    expect(ask({})).toBeNull();
  });

  it('the estimate where no row fits, or always; then the table where there is no estimate', () => {
    expect(ask({ channelFees: 'no-row', fees: [row] })).toEqual(row);
    expect(
      ask({ channelFees: 'no-row', fees: [{ ...row, marketplace: 'FR' as MarketplaceId }] }),
    ).toMatchObject(estimated);
    expect(ask({ channelFees: 'always', fees: [row] })).toMatchObject(estimated);
    expect(ask({ channelFees: 'always', fees: [row] }, null)).toEqual(row);
    expect(ask({ channelFees: 'always' }, null)).toBeNull();
  });

  it('an estimate of what the other ships, or in another currency, is none', () => {
    expect(ask({ channelFees: 'always' }, estimate, 'channel')).toBeNull();
    const dollars = parseMoney('20', 'USD');
    if (!dollars.ok) throw new Error(dollars.error);
    expect(ask({ channelFees: 'always' }, { ...estimate, price: dollars.value })).toBeNull();
  });
});

describe('an estimate made good for other prices (P5)', () => {
  it('where nobody says what follows the price, all of it does, and it is never less', () => {
    const schedule = scheduleOf({ price: euros('20'), total: euros('3'), ofPrice: null });
    expect(feeOf(new Exact(40), schedule).toFixed()).toBe('6');
    expect(feeOf(new Exact(10), schedule).toFixed()).toBe('3');
  });

  it('is never less than what a channel takes by a percentage and an amount, at whatever price it was asked', () => {
    const cents = (from: number, to: number) =>
      fc.integer({ min: from, max: to }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(
        cents(50, 100_000),
        cents(50, 100_000),
        cents(0, 4_500),
        cents(0, 1_500),
        (asked, price, percent, fixed) => {
          const commission = (of: string) =>
            roundToCents({ amount: new Exact(of).times(percent).dividedBy(100).toFixed(12), currency: euro });
          const taken = (of: string) => new Exact(commission(of).amount).plus(fixed);
          const total = { amount: taken(asked).toFixed(), currency: euro };
          const schedule = scheduleOf({ price: euros(asked), total, ofPrice: commission(asked) });
          const isFree = new Exact(commission(asked).amount).isZero();
          // The channel rounds at the other price, too.
          if (!isFree) expect(feeOf(new Exact(price), schedule).plus('0.005').gte(taken(price))).toBe(true);
          expect(feeOf(new Exact(asked), schedule).gte(taken(asked))).toBe(true);
        },
      ),
    );
  });
});
