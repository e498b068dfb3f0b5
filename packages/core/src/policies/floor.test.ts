import { aVariant, at, euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../domain/decimal.ts';
import type { ChannelSku, ConnectionId, MarketplaceId, VariantId } from '../domain/ids.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';
import { feeOf } from './fees.ts';
import { costsOf, leavesEnough, lowestPrice } from './margin.ts';
import { formulaRules } from './price-formula.ts';
import { decidePrice } from './price.ts';

const now = at('2026-03-02T12:00:00.000Z');
const euro = euros('0').currency;
const germany = 'DE' as MarketplaceId;
const listing = {
  variantId: 'v' as VariantId,
  unitsPerListing: 1,
  channelSku: 'LAMP' as ChannelSku,
  marketplace: germany,
};
const lamp = aVariant({
  connectionId: 'c' as ConnectionId,
  price: euros('10'),
  cost: euros('8'),
  attributes: { tag: ['heavy'] },
});
const floor = (value: string, kind: 'absolute' | 'percent' = 'absolute'): SellingRules['price']['floor'] => ({
  costs: { factor: '1', fixed: '0', shipping: '0' },
  margin: { kind, value },
});
const fees = (percent: string, others: Partial<SellingRules['fees'][number]> = {}) => [
  { marketplace: null, when: null, percent, minimum: '0', fixed: '0', ...others },
];
const rules = (price: Partial<SellingRules['price']>, others: Partial<SellingRules> = {}): SellingRules => ({
  ...plainSellingRules,
  ...others,
  price: { ...plainSellingRules.price, ...price },
});
const decide = (given: SellingRules, variant = lamp) =>
  decidePrice({ listing, variant, currency: euro, now }, given, { isExplained: true });

describe('the floor from cost, fees and margin', () => {
  // Worked out by hand.
  it.each<[string, Partial<SellingRules['price']>, Partial<SellingRules>, string]>([
    // 8 + 3 = 11.
    ['cost and margin', { floor: floor('3') }, {}, '11'],
    // p - 15 % p - 8 = 3: p = 11 / 0.85 = 12.941...
    ['fees in per cent', { floor: floor('3') }, { fees: fees('15') }, '12.95'],
    // p - 2 - 0.5 - 8 = 3: p = 13.5; 10 % of it are less than 2.
    [
      'a fee that is at least so much, and a fixed one',
      { floor: floor('3') },
      { fees: fees('10', { minimum: '2', fixed: '0.5' }) },
      '13.5',
    ],
    // p / 1.19 - 15 % p - 8 = 3: p = 11 / (1 / 1.19 - 0.15) = 15.934...
    [
      'VAT in the price',
      { floor: floor('3') },
      { fees: fees('15'), vat: { contained: '19', charged: {} } },
      '15.94',
    ],
    // net p; p - 8 = 20 % p: p = 10.
    ['a margin in per cent of the price', { floor: floor('20', 'percent') }, {}, '10'],
    // 8 x 1.1 + 0.7 + 4 + 1 = 14.5.
    [
      'factor, fixed costs and shipping',
      {
        floor: {
          costs: { factor: '1.1', fixed: '0.7', shipping: '4' },
          margin: { kind: 'absolute', value: '1' },
        },
      },
      {},
      '14.5',
    ],
    ['a price above it stays', { floor: floor('1') }, {}, '10'],
  ])('%s', (_, price, others, expected) => {
    expect(decide(rules(price, others))).toMatchObject({ kind: 'price', value: { amount: expected } });
  });

  it('the first row of the table that fits is the fee', () => {
    const heavy = {
      match: 'all',
      of: [{ subject: { kind: 'attribute', name: 'tag' }, is: 'equal', value: 'heavy' }],
    } as const;
    const table = [
      ...fees('50', { marketplace: 'FR' as MarketplaceId }),
      ...fees('20', { when: heavy as never }),
      ...fees('10'),
    ];
    // 11 / 0.8.
    expect(decide(rules({ floor: floor('3') }, { fees: table }))).toMatchObject({
      value: { amount: '13.75' },
    });
    const light = aVariant({ ...lamp, attributes: {} });
    // 11 / 0.9.
    expect(decide(rules({ floor: floor('3') }, { fees: table }), light)).toMatchObject({
      value: { amount: '12.23' },
    });
  });

  it.each<[string, SellingRules, Partial<typeof lamp>, string]>([
    ['no cost', rules({ floor: floor('3') }), { cost: null }, 'price.floor-no-cost'],
    ['a nought for a cost', rules({ floor: floor('3') }), { cost: euros('0.00') }, 'price.floor-no-cost'],
    [
      'fees and margin above everything',
      rules({ floor: floor('60', 'percent') }, { fees: fees('45') }),
      {},
      'price.floor-impossible',
    ],
    [
      'a table of fees in which nothing fits',
      rules({ floor: floor('3') }, { fees: fees('15', { marketplace: 'FR' as MarketplaceId }) }),
      {},
      'price.no-fees',
    ],
  ])('P8: %s: refused, never left out', (_, given, change, code) => {
    expect(decide(given, { ...lamp, ...change })).toMatchObject({ kind: 'refused', reason: { code } });
  });

  it('no price is ever below it, and none that leaves enough is raised', () => {
    const decimal = (most: number) =>
      fc.integer({ min: 0, max: most * 100 }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(
        decimal(200),
        decimal(200),
        fc.constantFrom('absolute' as const, 'percent' as const),
        decimal(40),
        decimal(30),
        decimal(5),
        decimal(2),
        fc.constantFrom('0', '7', '19', '25'),
        (price, cost, kind, margin, percent, minimum, fixed, vat) => {
          const given = rules(
            { floor: floor(margin, kind) },
            { fees: fees(percent, { minimum, fixed }), vat: { contained: vat, charged: {} } },
          );
          const variant = { ...lamp, price: euros(price), cost: euros(cost) };
          const decided = decide(given, variant);
          if (decided.kind !== 'price') return;
          const facts = {
            costs: new Exact(cost),
            fees: { percent, minimum, fixed },
            vatPercent: vat,
          };
          const wanted = { kind, value: margin };
          const amount = new Exact(decided.value.amount);
          expect(leavesEnough(amount, facts, wanted, new Exact(1))).toBe(true);
          if (decided.limits.includes('floor')) {
            // A cent less would not do.
            expect(leavesEnough(amount.minus('0.01'), facts, wanted, new Exact(1))).toBe(false);
          } else expect(amount.toFixed(2)).toBe(new Exact(price).toFixed(2));
        },
      ),
    );
  });

  it('the lowest price leaves exactly what is wanted', () => {
    const facts = {
      costs: new Exact(8),
      fees: { percent: '15', minimum: '1', fixed: '0.3' },
      vatPercent: '20',
    };
    const price = lowestPrice(facts, { kind: 'absolute', value: '2.5' }, new Exact(1));
    const left = price?.dividedBy('1.2').minus(feeOf(price, facts.fees)).minus(8);
    expect(left?.toDecimalPlaces(20).toFixed()).toBe('2.5');
  });
});

describe('the price formula of the trade', () => {
  it('purchase x factor + fixed costs + shipping + fees + margin, with its margin shown', () => {
    const given = formulaRules({
      factor: '1.2',
      fixedCosts: '0.5',
      shipping: '4',
      marginPercent: '15',
      feePercent: '15',
      feeFixed: '0.3',
    });
    // 8 x 1.2 + 0.5 + 4 = 14.1 of costs; p - 15 % p - 0.3 - 14.1 = 15 % p: p = 14.4 / 0.7 = 20.571...
    const decided = decide(given);
    expect(decided).toMatchObject({ kind: 'price', value: { amount: '20.58' } });
    expect(decided.kind === 'price' && decided.margin).toEqual({
      left: euros('3.09'),
      percent: '15',
      fees: euros('3.39'),
      areFeesEstimated: false,
    });
    expect(decided.kind === 'price' && decided.steps.map(({ step }) => step)).toEqual(['margin', 'rounded']);
  });

  it('is refused where the cost is not known', () => {
    const given = formulaRules({
      factor: '1',
      fixedCosts: '0',
      shipping: '0',
      marginPercent: '10',
      feePercent: '10',
      feeFixed: '0',
    });
    expect(decide(given, { ...lamp, cost: null })).toMatchObject({
      kind: 'refused',
      reason: { code: 'price.floor-no-cost' },
    });
  });

  it('costs count by units of the listing, and what comes once comes once', () => {
    expect(costsOf(new Exact(2), 6, { factor: '1.5', fixed: '1', shipping: '3' }).toFixed()).toBe('22');
  });
});
