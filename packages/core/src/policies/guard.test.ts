import { euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurrencyCode } from '../domain/money.ts';
import { guardPrice, guardQuantity, plainGuards } from './guard.ts';

const codeOf = (message: ReturnType<typeof guardPrice>) => message?.code ?? null;

describe('odd prices are asked about', () => {
  it.each([
    ['a comma two places off', '19.90', '1990', 'guard.price-factor'],
    ['a comma one place off', '19.90', '1.99', 'guard.price-factor'],
    ['a hundredth', '1990', '19.90', 'guard.price-factor'],
    ['a cut above the bound', '20', '9.99', 'guard.price-fall'],
    ['a cut at the bound', '20', '10', null],
    ['a rise that is none of a comma', '20', '199.99', null],
    ['no change', '20', '20', null],
  ])('%s: %s to %s', (_, before, wanted, code) => {
    expect(codeOf(guardPrice('LAMP', euros(before), euros(wanted)))).toBe(code);
  });

  it('the merchant’s own bound counts; without one only the factor is asked about', () => {
    expect(codeOf(guardPrice('LAMP', euros('20'), euros('18.9'), { ...plainGuards, cutPercent: '5' }))).toBe(
      'guard.price-fall',
    );
    expect(guardPrice('LAMP', euros('20'), euros('2.01'), { ...plainGuards, cutPercent: null })).toBeNull();
    expect(codeOf(guardPrice('LAMP', euros('20'), euros('2'), { ...plainGuards, cutPercent: null }))).toBe(
      'guard.price-factor',
    );
  });

  it('the lowest that anybody would pay counts', () => {
    const sale = { ...euros('20'), sale: { price: euros('5'), from: null, until: null } };
    expect(codeOf(guardPrice('LAMP', euros('20'), sale))).toBe('guard.price-fall');
    const tiers = {
      ...euros('20'),
      business: { price: euros('19'), tiers: [{ from: 9, price: euros('1.5') }] },
    };
    expect(codeOf(guardPrice('LAMP', euros('20'), tiers))).toBe('guard.price-factor');
  });

  it('nothing is known of another currency, of nothing and of no price before', () => {
    const krona = { amount: '20000', currency: 'SEK' as CurrencyCode };
    expect(guardPrice('LAMP', euros('20'), krona)).toBeNull();
    expect(guardPrice('LAMP', euros('0'), euros('20'))).toBeNull();
    expect(guardPrice('LAMP', null, euros('20'))).toBeNull();
  });
});

describe('odd quantities are asked about, and falls never', () => {
  it.each([
    ['a hundredfold', 12, 1_200, 'guard.quantity-rise'],
    ['a hundredfold of little', 1, 100, null],
    ['above the bound', 9_000, 10_000, 'guard.quantity-above'],
    ['from nothing', 0, 500, null],
    ['a restock', 20, 900, null],
  ])('%s: %i to %i', (_, before, wanted, code) => {
    expect(codeOf(guardQuantity('LAMP', before, wanted))).toBe(code);
  });

  it('P3: a fall goes out, however far and from wherever', () => {
    const units = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(units, units, (one, other) => {
        expect(guardQuantity('LAMP', Math.max(one, other), Math.min(one, other))).toBeNull();
      }),
    );
  });
});
