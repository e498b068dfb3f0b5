import { euros, at } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelSku, VariantId } from '../domain/ids.ts';
import { instant } from '../domain/instant.ts';
import { parseMoney, type CurrencyCode } from '../domain/money.ts';
import type { SellingRules } from '../domain/selling-policy.ts';
import type { SalePrice, Variant } from '../domain/variant.ts';
import { decidePrice } from './price.ts';

const now = at('2026-03-02T12:00:00.000Z');
const currency = euros('0').currency;
const listing = { variantId: 'v' as VariantId, unitsPerListing: 1, channelSku: 'LAMP' as ChannelSku };
const variant = {
  price: euros('20'),
  sale: null,
  cost: euros('7.5'),
  goneAt: null,
  title: 'A lamp',
} satisfies Pick<Variant, 'price' | 'sale' | 'cost' | 'goneAt' | 'title'>;

type Rules = SellingRules['price'];
const rules = (changes: Partial<Rules> = {}): Rules => ({ source: 'regular', modifier: null, ...changes });
const percent = (value: string): Partial<Rules> => ({ modifier: { kind: 'percent', value } });
const absolute = (value: string): Partial<Rules> => ({ modifier: { kind: 'absolute', value } });

const amountOf = (decision: ReturnType<typeof decidePrice>): string | null =>
  decision.kind === 'price' ? decision.value.amount : null;

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
    const decision = decidePrice(
      { ...listing, unitsPerListing },
      { ...variant, price: euros(price) },
      rules(change),
      currency,
      now,
    );
    expect(amountOf(decision)).toBe(expected);
  });

  it('every step is kept, and the last is the price', () => {
    const decision = decidePrice(
      { ...listing, unitsPerListing: 3 },
      variant,
      rules(percent('12.345')),
      currency,
      now,
    );
    expect(decision).toEqual({
      kind: 'price',
      value: euros('67.41'),
      steps: [
        { step: 'regular', value: euros('20') },
        { step: 'modifier', value: euros('22.469') },
        { step: 'units-per-listing', value: euros('67.407') },
        { step: 'rounded', value: euros('67.41') },
      ],
      changesAt: null,
    });
  });

  it('is never other than whole cents above zero, or a refusal', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((value) => (value / 100).toFixed(2));
    const change = fc.record({
      kind: fc.constantFrom('absolute' as const, 'percent' as const),
      value: fc.integer({ min: -20_000, max: 20_000 }).map((value) => (value / 100).toFixed(2)),
    });
    fc.assert(
      fc.property(cents, change, fc.integer({ min: 1, max: 48 }), (price, modifier, unitsPerListing) => {
        const decision = decidePrice(
          { ...listing, unitsPerListing },
          { ...variant, price: euros(price) },
          rules({ modifier }),
          currency,
          now,
        );
        if (decision.kind === 'refused') expect(decision.reason.code).toBe('price.not-positive');
        else expect(amountOf(decision)).toMatch(/^(?!0+(\.0+)?$)\d+(\.\d{1,2})?$/);
      }),
    );
  });

  it('currencies without cents are rounded to whole units', () => {
    const yen = parseMoney('1234.5', 'JPY');
    if (!yen.ok) throw new Error('JPY');
    const decision = decidePrice(
      listing,
      { ...variant, price: yen.value },
      rules(),
      'JPY' as CurrencyCode,
      now,
    );
    expect(amountOf(decision)).toBe('1235');
  });
});

describe('the source of a price', () => {
  const sale: SalePrice = {
    price: euros('15'),
    from: at('2026-03-01T00:00:00.000Z'),
    until: at('2026-03-10T00:00:00.000Z'),
  };
  const decide = (moment: string, source: Rules['source'] = 'effective') =>
    decidePrice(listing, { ...variant, sale }, rules({ source }), currency, at(moment));

  it('is the sale price while the sale runs, and it is known when that ends', () => {
    expect(decide('2026-02-28T23:59:59.999Z')).toMatchObject({ value: euros('20'), changesAt: sale.from });
    expect(decide('2026-03-01T00:00:00.000Z')).toMatchObject({ value: euros('15'), changesAt: sale.until });
    expect(decide('2026-03-10T00:00:00.000Z')).toMatchObject({ value: euros('20'), changesAt: null });
  });

  it('at the moment at which it changes, it is another', () => {
    const before = decide('2026-02-20T00:00:00.000Z');
    const changesAt = before.kind === 'price' ? before.changesAt : null;
    expect(changesAt).not.toBeNull();
    expect(amountOf(decide(changesAt ?? instant(0)))).not.toBe(amountOf(before));
  });

  it('is the regular price whatever the sale, if the policy says so; or what the goods cost', () => {
    expect(decide('2026-03-05T00:00:00.000Z', 'regular')).toMatchObject({ value: euros('20') });
    expect(decide('2026-03-05T00:00:00.000Z', 'cost')).toMatchObject({ value: euros('7.5') });
  });
});

describe('P8: where there is no price', () => {
  it.each([
    ['no price in the shop', { price: null }, rules(), 'price.none'],
    ['no cost in the shop', { cost: null }, rules({ source: 'cost' }), 'price.no-cost'],
    ['nothing left of it', {}, rules(absolute('-20')), 'price.not-positive'],
    ['less than half a cent left of it', {}, rules(absolute('-19.996')), 'price.not-positive'],
  ] as const)('%s: refused with a reason', (_, change, with_, code) => {
    expect(decidePrice(listing, { ...variant, ...change }, with_, currency, now)).toMatchObject({
      kind: 'refused',
      reason: { code },
    });
  });

  it('another currency than the marketplace’s is refused, never taken for it', () => {
    const decision = decidePrice(listing, variant, rules(), 'SEK' as CurrencyCode, now);
    expect(decision).toMatchObject({ kind: 'refused', reason: { code: 'price.other-currency' } });
  });

  it('without a policy, without a variant, and for what is gone, prices are left alone', () => {
    expect(decidePrice(listing, variant, null, currency, now)).toEqual({ kind: 'leave' });
    expect(decidePrice(listing, undefined, rules(), currency, now)).toEqual({ kind: 'leave' });
    expect(decidePrice(listing, { ...variant, goneAt: now }, rules(), currency, now)).toEqual({
      kind: 'leave',
    });
  });
});
