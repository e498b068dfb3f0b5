import { at, euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelSku, MarketplaceId, Sku, VariantId } from '../domain/ids.ts';
import { instant } from '../domain/instant.ts';
import { parseMoney, type CurrencyCode } from '../domain/money.ts';
import { endings, plainSellingRules, sellingRules, type SellingRules } from '../domain/selling-rules.ts';
import type { SalePrice } from '../domain/variant.ts';
import { decidePrice } from './price.ts';
import type { PriceFacts } from './price-facts.ts';

const now = at('2026-03-02T12:00:00.000Z');
const euro = euros('0').currency;
const [krona, yen] = ['SEK', 'JPY'] as const as unknown as readonly [CurrencyCode, CurrencyCode];
const germany = 'DE' as MarketplaceId;
const listing: PriceFacts['listing'] = {
  variantId: 'v' as VariantId,
  unitsPerListing: 1,
  channelSku: 'LAMP' as ChannelSku,
  marketplace: germany,
};
const variant: NonNullable<PriceFacts['variant']> = {
  sku: 'LAMP' as Sku,
  barcode: null,
  price: euros('20'),
  sale: null,
  cost: euros('7.5'),
  stock: { kind: 'tracked', quantity: 3 },
  goneAt: null,
  title: 'A lamp',
  attributes: { surcharge: ['1.5'], 'extra per cent': ['10'], 'own price': ['12.34'], broken: ['1,299.00'] },
};

type PriceRules = Partial<SellingRules['price']>;
const rules = (price: PriceRules = {}, others: Partial<SellingRules> = {}): SellingRules => ({
  ...plainSellingRules,
  ...others,
  price: { ...plainSellingRules.price, ...price },
});
const percent = (value: string): PriceRules => ({ modifiers: [{ kind: 'percent', value }] });
const absolute = (value: string): PriceRules => ({ modifiers: [{ kind: 'absolute', value }] });
const decide = (given: SellingRules, facts: Partial<PriceFacts> = {}, isExplained = false) =>
  decidePrice({ listing, variant, currency: euro, now, ...facts }, given, { isExplained });
const amountOf = (decision: ReturnType<typeof decidePrice>): string =>
  decision.kind === 'price'
    ? decision.value.amount
    : decision.kind === 'refused'
      ? decision.reason.code
      : decision.kind;

describe('P5: prices are exact', () => {
  // Each worked out by hand; in binary floats 1.005 and 8.335 round down, and 0.1 + 0.2 is not 0.3.
  it.each([
    ['20', {}, 1, '20'],
    ['19.99', percent('15'), 1, '22.99'],
    ['8.70', percent('15'), 1, '10.01'],
    ['1.005', {}, 1, '1.01'],
    ['8.335', {}, 1, '8.34'],
    ['0.10', absolute('0.20'), 1, '0.3'],
    ['19.99', percent('-10'), 1, '17.99'],
    ['0.07', {}, 100, '7'],
    ['1299.99', percent('2.5'), 1, '1332.49'],
    ['33.333333333333', {}, 3, '100'],
    ['4.99', absolute('-0.5'), 6, '26.94'],
  ] as const)('%s with %o, %i units: %s', (price, change, unitsPerListing, expected) => {
    const facts = { listing: { ...listing, unitsPerListing }, variant: { ...variant, price: euros(price) } };
    expect(amountOf(decide(rules(change), facts))).toBe(expected);
  });

  it('modifiers are taken in their order, each of the running value', () => {
    const modifiers = [
      { kind: 'percent', value: '10' },
      { kind: 'absolute', value: '2' },
      { kind: 'attribute', name: 'surcharge', times: -1 },
      { kind: 'attribute-percent', name: 'extra per cent', times: 1 },
    ] as const;
    // 20 + 10 % = 22; + 2 = 24; - 1.5 = 22.5; + 10 % = 24.75.
    expect(amountOf(decide(rules({ modifiers: [...modifiers] })))).toBe('24.75');
    const swapped = [modifiers[1], modifiers[0], modifiers[2], modifiers[3]];
    // 20 + 2 = 22; + 10 % = 24.2; - 1.5 = 22.7; + 10 % = 24.97.
    expect(amountOf(decide(rules({ modifiers: swapped })))).toBe('24.97');
  });

  it('every step is kept when asked for, in the order of ADR 0020, and the last is the price', () => {
    const decision = decide(
      rules(
        {
          ...percent('12.345'),
          rounding: { to: '0.99', direction: 'nearest' },
          minimum: { kind: 'fixed', amount: '900', currency: krona },
        },
        {
          vat: { contained: '20', charged: { [germany]: '25' } },
          rates: [{ from: euro, to: krona, rate: '11.5', asOf: '2026-03-01' }],
        },
      ),
      { listing: { ...listing, unitsPerListing: 3 }, currency: krona },
      true,
    );
    expect(
      decision.kind === 'price' &&
        decision.steps.map(({ step, value }) => [step, value.amount, value.currency]),
    ).toEqual([
      ['regular', '20', 'EUR'],
      ['modifier', '22.469', 'EUR'],
      ['units-per-listing', '67.407', 'EUR'],
      ['converted', '775.1805', 'SEK'],
      ['vat', '807.4796875', 'SEK'],
      ['rounded', '806.99', 'SEK'],
      ['minimum', '900', 'SEK'],
    ]);
    expect(amountOf(decision)).toBe('900');
    expect(decide(rules())).toMatchObject({ steps: [], margin: null });
  });

  it('is never other than whole cents above zero, or a refusal', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((value) => (value / 100).toFixed(2));
    const change = fc.record({
      kind: fc.constantFrom('absolute' as const, 'percent' as const),
      value: fc.integer({ min: -20_000, max: 20_000 }).map((value) => (value / 100).toFixed(2)),
    });
    fc.assert(
      fc.property(
        cents,
        fc.array(change, { maxLength: 3 }),
        fc.integer({ min: 1, max: 48 }),
        (price, modifiers, units) => {
          const facts = {
            listing: { ...listing, unitsPerListing: units },
            variant: { ...variant, price: euros(price) },
          };
          const amount = amountOf(decide(rules({ modifiers }), facts));
          if (amount !== 'price.not-positive') expect(amount).toMatch(/^(?!0+(\.0+)?$)\d+(\.\d{1,2})?$/);
        },
      ),
    );
  });

  it('currencies without cents are rounded to whole units', () => {
    const price = parseMoney('1234.5', 'JPY');
    if (!price.ok) throw new Error('JPY');
    expect(amountOf(decide(rules(), { variant: { ...variant, price: price.value }, currency: yen }))).toBe(
      '1235',
    );
  });
});

describe('the source of a price', () => {
  const sale: SalePrice = {
    price: euros('15'),
    from: at('2026-03-01T00:00:00.000Z'),
    until: at('2026-03-10T00:00:00.000Z'),
  };
  const onSale = (moment: string, kind: 'regular' | 'effective' | 'cost' = 'effective') =>
    decide(rules({ source: { kind } }), { variant: { ...variant, sale }, now: at(moment) });

  it('is the sale price while the sale runs, and it is known when that ends', () => {
    expect(onSale('2026-02-28T23:59:59.999Z')).toMatchObject({ value: euros('20'), changesAt: sale.from });
    expect(onSale('2026-03-01T00:00:00.000Z')).toMatchObject({ value: euros('15'), changesAt: sale.until });
    expect(onSale('2026-03-10T00:00:00.000Z')).toMatchObject({ value: euros('20'), changesAt: null });
  });

  it('at the moment at which it changes, it is another', () => {
    const before = onSale('2026-02-20T00:00:00.000Z');
    const changesAt = before.kind === 'price' ? before.changesAt : null;
    expect(changesAt).not.toBeNull();
    expect(amountOf(onSale(changesAt ?? instant(0)))).not.toBe(amountOf(before));
  });

  it('is the regular price whatever the sale, if the policy says so; or what the goods cost', () => {
    expect(onSale('2026-03-05T00:00:00.000Z', 'regular')).toMatchObject({ value: euros('20') });
    expect(onSale('2026-03-05T00:00:00.000Z', 'cost')).toMatchObject({ value: euros('7.5') });
  });

  it('is an attribute of the shop’s, or fixed', () => {
    expect(amountOf(decide(rules({ source: { kind: 'attribute', name: 'own price' } })))).toBe('12.34');
    expect(amountOf(decide(rules({ source: { kind: 'fixed', amount: '5', currency: euro } })))).toBe('5');
  });
});

describe('currency and VAT', () => {
  const rate = { from: euro, to: krona, rate: '11.3', asOf: '2026-02-20' };

  it('a dated rate converts; one that is too old does not', () => {
    expect(amountOf(decide(rules({}, { rates: [rate] }), { currency: krona }))).toBe('226');
    const late = { currency: krona, now: at('2026-03-24T00:00:00.000Z') };
    expect(amountOf(decide(rules({}, { rates: [rate] }), late))).toBe('price.old-rate');
    expect(amountOf(decide(rules({}, { rates: [rate], ratesServeDays: null }), late))).toBe('226');
  });

  it('without a rate another currency is refused, never taken for it, and never read backwards', () => {
    expect(amountOf(decide(rules(), { currency: krona }))).toBe('price.no-rate');
    const backwards = [{ ...rate, from: krona, to: euro }];
    expect(amountOf(decide(rules({}, { rates: backwards }), { currency: krona }))).toBe('price.no-rate');
  });

  it.each([
    ['prices without VAT get it', '0', { DE: '19' }, '23.8'],
    ['prices with VAT change theirs', '20', { DE: '19' }, '19.83'],
    ['a marketplace that is not named keeps the shop’s', '20', { FR: '19' }, '20'],
    ['the same VAT changes nothing', '20', { DE: '20' }, '20'],
  ])('%s', (_, contained, charged, expected) => {
    expect(amountOf(decide(rules({}, { vat: { contained, charged } })))).toBe(expected);
  });
});

describe('limits', () => {
  const fixed = (amount: string) => ({ kind: 'fixed', amount, currency: euro }) as const;

  it('a price stays between minimum and maximum, and says which moved it', () => {
    expect(decide(rules({ minimum: fixed('25') }))).toMatchObject({
      value: euros('25'),
      limits: ['minimum'],
    });
    expect(decide(rules({ maximum: fixed('15') }))).toMatchObject({
      value: euros('15'),
      limits: ['maximum'],
    });
    expect(decide(rules({ minimum: fixed('15'), maximum: fixed('25') }))).toMatchObject({ limits: [] });
    expect(decide(rules({ minimum: { kind: 'attribute', name: 'own price' } }))).toMatchObject({
      limits: [],
    });
  });

  it('limits that contradict each other are refused', () => {
    expect(amountOf(decide(rules({ minimum: fixed('25'), maximum: fixed('15') })))).toBe(
      'price.minimum-above-maximum',
    );
    const floor = {
      costs: { factor: '1', fixed: '0', shipping: '0' },
      margin: { kind: 'absolute', value: '10' },
    } as const;
    expect(amountOf(decide(rules({ floor, maximum: fixed('15') })))).toBe('price.floor-above-maximum');
  });
});

describe('P8: where there is no price', () => {
  it.each([
    ['no price in the shop', { price: null }, rules(), 'price.none'],
    ['no cost in the shop', { cost: null }, rules({ source: { kind: 'cost' } }), 'price.no-cost'],
    ['nothing left of it', {}, rules(absolute('-20')), 'price.not-positive'],
    ['less than half a cent left of it', {}, rules(absolute('-19.996')), 'price.not-positive'],
    [
      'no such attribute',
      {},
      rules({ source: { kind: 'attribute', name: 'nothing' } }),
      'price.no-attribute',
    ],
    [
      'an attribute of the language’s own',
      {},
      rules({ source: { kind: 'attribute', name: 'constructor' } }),
      'price.no-attribute',
    ],
    [
      'a number that can be read in two ways',
      {},
      rules({ source: { kind: 'attribute', name: 'broken' } }),
      'price.attribute-unreadable',
    ],
    [
      'a modifier without its attribute',
      {},
      rules({ modifiers: [{ kind: 'attribute', name: 'nothing', times: 1 }] }),
      'price.no-attribute',
    ],
  ] as const)('%s: refused with a reason', (_, change, given, code) => {
    expect(decide(given, { variant: { ...variant, ...change } })).toMatchObject({
      kind: 'refused',
      reason: { code },
    });
  });

  it('without a policy, without a variant, and for what is gone, prices are left alone', () => {
    const facts = { listing, variant, currency: euro, now };
    expect(decidePrice(facts, null)).toEqual({ kind: 'leave' });
    expect(decidePrice({ ...facts, variant: undefined }, rules())).toEqual({ kind: 'leave' });
    expect(decidePrice({ ...facts, variant: { ...variant, goneAt: now } }, rules())).toEqual({
      kind: 'leave',
    });
  });
});

describe('rules that merchants write', () => {
  it('plain rules are valid, and stay what they are', () => {
    expect(sellingRules.parse(plainSellingRules)).toEqual(plainSellingRules);
  });

  it.each([
    [
      'an amount with a comma',
      { price: { ...plainSellingRules.price, modifiers: [{ kind: 'absolute', value: '1,5' }] } },
    ],
    [
      'an exponent',
      { price: { ...plainSellingRules.price, modifiers: [{ kind: 'percent', value: '1e3' }] } },
    ],
    ['a margin without a floor', { price: { ...plainSellingRules.price, source: { kind: 'margin' } } }],
    ['more than all of the stock', { quantity: { ...plainSellingRules.quantity, percent: 101 } }],
    ['an unknown member', { surprise: true }],
    ['a rate without a date', { rates: [{ from: 'EUR', to: 'SEK', rate: '11', asOf: 'yesterday' }] }],
  ])('%s is refused', (_, change) => {
    expect(sellingRules.safeParse({ ...plainSellingRules, ...change }).success).toBe(false);
  });
});

describe('what holds of every policy', () => {
  const decimal = (least: number, most: number) =>
    fc.integer({ min: least * 100, max: most * 100 }).map((value) => (value / 100).toFixed(2));
  const anyRules = fc
    .record({
      modifiers: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('percent' as const), value: decimal(-60, 200) }),
          fc.record({ kind: fc.constant('absolute' as const), value: decimal(-20, 50) }),
        ),
        { maxLength: 3 },
      ),
      rounding: fc.record({
        to: fc.constantFrom(...endings),
        direction: fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
      }),
      minimum: fc.option(
        decimal(0, 50).map((amount) => ({ kind: 'fixed' as const, amount, currency: euro })),
      ),
      maximum: fc.option(
        decimal(50, 500).map((amount) => ({ kind: 'fixed' as const, amount, currency: euro })),
      ),
    })
    .map((price) => rules(price, { vat: { contained: '20', charged: { [germany]: '19' } } }));
  const priceOf = (given: SellingRules, price: string) =>
    decide(given, { variant: { ...variant, price: euros(price) } });

  it('a dearer product is never cheaper on the channel', () => {
    fc.assert(
      fc.property(anyRules, decimal(0, 300), decimal(0, 300), (given, one, other) => {
        const [low, high] = Number(one) < Number(other) ? [one, other] : [other, one];
        const [cheap, dear] = [priceOf(given, low), priceOf(given, high)];
        if (cheap.kind !== 'price') return;
        expect(dear.kind === 'price' ? Number(dear.value.amount) : null).toBeGreaterThanOrEqual(
          Number(cheap.value.amount),
        );
      }),
    );
  });

  it('the same input gives the same output, asked for its steps or not', () => {
    fc.assert(
      fc.property(anyRules, decimal(0, 300), (given, price) => {
        const facts = { variant: { ...variant, price: euros(price) } };
        const plain = decide(given, facts);
        expect(decide(given, facts)).toEqual(plain);
        const explained = decide(given, facts, true);
        expect(amountOf(explained)).toBe(amountOf(plain));
        if (explained.kind === 'price')
          expect(explained.steps.at(-1)?.value.amount).toBe(explained.value.amount);
      }),
    );
  });

  it('a price is within its limits', () => {
    fc.assert(
      fc.property(anyRules, decimal(0, 300), (given, price) => {
        const decided = priceOf(given, price);
        if (decided.kind !== 'price') return;
        const { minimum, maximum } = given.price;
        const amount = Number(decided.value.amount);
        if (minimum?.kind === 'fixed') expect(amount).toBeGreaterThanOrEqual(Number(minimum.amount));
        if (maximum?.kind === 'fixed') expect(amount).toBeLessThanOrEqual(Number(maximum.amount));
      }),
    );
  });
});
